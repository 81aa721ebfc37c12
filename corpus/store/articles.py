"""Articles in the store: adding, reading, listing, correcting, removing."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from analysis import Article
from corpus.draft import Draft
from corpus.links import canonical_url
from corpus.store.database import Database, now
from corpus.store.records import Added, Filter, ListedArticle, StoredArticle
from corpus.store.rows import as_article
from corpus.store.schema import article_keys, articles, revisions, signatures
from corpus.store.search import best_first, matches

_TITLE_START = 200
# SQLite takes some ten thousand values in one statement.
_VALUES_AT_ONCE = 5000


class Articles:
    """The articles of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, draft: Draft) -> Added:
        """Store an article under an id that can't be guessed, or find it if it is stored.

        The same address with another text is a revision: the article shows the new text, and the
        one before stays, as "ID~NUMBER". Without an address, the same text of the same outlet is
        the same article.
        """
        with self._database.writing() as connection:
            return add_drafts(connection, [draft])[0]

    def get(self, article_id: str) -> StoredArticle | None:
        """The article of that id, or the earlier text that "ID~NUMBER" names, or None."""
        if not article_id.isascii() or "\0" in article_id:
            # No id of ours; and half a surrogate pair, as a link may hold, is no database's text.
            return None
        name, _, number = article_id.partition("~")
        query = sa.select(articles).where(articles.c.id == name)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
            if row is None or not number:
                return as_article(row) if row is not None else None
            if not number.isdecimal() or len(number) > 6:
                return None
            earlier = sa.select(revisions).where(
                revisions.c.article_id == name, revisions.c.number == int(number)
            )
            revision = connection.execute(earlier).mappings().first()
        return as_article({**row, **revision, "id": article_id}) if revision is not None else None

    def revisions(self, article_id: str) -> tuple[StoredArticle, ...]:
        """The earlier texts of an article, the first one first."""
        query = (
            sa.select(revisions.c.number)
            .where(revisions.c.article_id == article_id)
            .order_by(revisions.c.number)
        )
        with self._database.reading() as connection:
            numbers = connection.scalars(query).all()
        found = (self.get(f"{article_id}~{number}") for number in numbers)
        return tuple(each for each in found if each is not None)

    def of_event(self, event_id: str) -> tuple[StoredArticle, ...]:
        """The articles of an event, whole, by outlet."""
        query = (
            sa.select(articles)
            .where(articles.c.event_id == event_id)
            .order_by(articles.c.sample, articles.c.outlet, articles.c.number)
        )
        with self._database.reading() as connection:
            return tuple(as_article(row) for row in connection.execute(query).mappings())

    def every(self, chosen: Filter | None = None, after: int = 0) -> Iterable[StoredArticle]:
        """All articles that a filter lets through, whole, in the order of storing, one by one."""
        while batch := self._batch(chosen or Filter(), after):
            for row in batch:
                yield as_article(row)
            after = batch[-1]["number"]

    def listed(
        self, chosen: Filter | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[ListedArticle, ...]:
        """A page of the list that a filter lets through: the newest first, or the best match."""
        chosen = chosen or Filter()
        title = sa.case(
            (articles.c.headline != "", articles.c.headline),
            else_=sa.func.substr(articles.c.text, 1, _TITLE_START),
        )
        with self._database.reading() as connection:
            query = (
                sa.select(
                    articles.c.id, articles.c.event_id, articles.c.placed_by_user,
                    articles.c.outlet, articles.c.country, articles.c.published,
                    title.label("title"), articles.c.url, articles.c.sample, articles.c.copy_of,
                    articles.c.stored,
                )
                .where(*_conditions(chosen, connection))
                .limit(limit)
                .offset(offset)
            )  # fmt: skip
            query = best_first(query, chosen.words, connection).order_by(articles.c.number.desc())
            return tuple(ListedArticle(**row) for row in connection.execute(query).mappings())

    def count(self, chosen: Filter | None = None) -> int:
        """How many articles a filter lets through."""
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(articles)
            query = query.where(*_conditions(chosen or Filter(), connection))
            return connection.scalar(query) or 0

    def by_outlet(self, chosen: Filter | None = None) -> dict[str, int]:
        """How many articles each outlet has, most first; what names no outlet is left out."""
        return self._counted(articles.c.outlet, chosen or Filter())

    def by_country(self, chosen: Filter | None = None) -> dict[str, int]:
        """How many articles each country's outlets have, most first."""
        return self._counted(articles.c.country, chosen or Filter())

    def dated(self, outlets: Sequence[str], limit: int) -> tuple[StoredArticle, ...]:
        """The newest articles of some outlets that bear a date, whole, newest first."""
        query = (
            sa.select(articles)
            .where(articles.c.outlet.in_(outlets), articles.c.published != "")
            .order_by(articles.c.published.desc(), articles.c.number.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(as_article(row) for row in connection.execute(query).mappings())

    def known_urls(self, urls: Sequence[str]) -> dict[str, str]:
        """Which of these addresses are stored already, and under which article's id."""
        canonical = {url: canonical_url(url) for url in urls}
        query = sa.select(articles.c.canonical_url, articles.c.id).where(
            articles.c.canonical_url.in_(list(canonical.values()))
        )
        with self._database.reading() as connection:
            held = {row[0]: row[1] for row in connection.execute(query)}
        return {url: held[name] for url, name in canonical.items() if name in held}

    def is_placed_by_user(self, article_id: str) -> bool:
        """Whether a user said where the article belongs, or that it belongs nowhere."""
        query = sa.select(articles.c.placed_by_user).where(articles.c.id == article_id)
        with self._database.reading() as connection:
            return bool(connection.scalar(query))

    def correct(self, article_id: str, outlet: str, country: str, published: str) -> None:
        """Set what an article says of itself; its text stays as it is."""
        values = {"outlet": outlet, "country": country, "published": published}
        with self._database.writing() as connection:
            connection.execute(
                sa.update(articles).where(articles.c.id == article_id, ~articles.c.sample), values
            )

    def delete(self, article_ids: Sequence[str]) -> int:
        """Remove articles with their earlier texts; samples stay. Returns how many went."""
        gone = 0
        with self._database.writing() as connection:
            for batch in _batches(article_ids):
                chosen = (articles.c.id.in_(batch), ~articles.c.sample)
                gone += connection.execute(sa.delete(articles).where(*chosen)).rowcount
        return gone

    def samples(self) -> tuple[StoredArticle, ...]:
        """The samples, as stored."""
        query = sa.select(articles).where(articles.c.sample).order_by(articles.c.number)
        with self._database.reading() as connection:
            return tuple(as_article(row) for row in connection.execute(query).mappings())

    def _counted(self, column: sa.Column[str], chosen: Filter) -> dict[str, int]:
        count = sa.func.count().label("count")
        with self._database.reading() as connection:
            query = (
                sa.select(column, count)
                .where(column != "", *_conditions(chosen, connection))
                .group_by(column)
                .order_by(count.desc(), column)
            )
            return {row[0]: row[1] for row in connection.execute(query)}

    def _batch(self, chosen: Filter, after: int) -> Sequence[sa.RowMapping]:
        with self._database.reading() as connection:
            query = (
                sa.select(articles)
                .where(articles.c.number > after, *_conditions(chosen, connection))
                .order_by(articles.c.number)
                .limit(200)
            )
            return connection.execute(query).mappings().all()


def add_drafts(connection: sa.Connection, drafts: Sequence[Draft]) -> list[Added]:
    """Store articles in a transaction that is open; see ``Articles.add``."""
    if connection.dialect.name == "postgresql":
        # Two that add the same article at once would both find that it isn't there.
        connection.execute(sa.text("LOCK TABLE articles IN SHARE ROW EXCLUSIVE MODE"))
    hashes = [text_hash(draft.article) for draft in drafts]
    urls = [canonical_url(draft.url) if draft.url else "" for draft in drafts]
    by_url, by_text = _held(connection, hashes, urls)
    added, rows = [], []
    for draft, digest, url in zip(drafts, hashes, urls, strict=True):
        held = by_url.get(url) if url else by_text.get((digest, draft.outlet))
        if held is None:
            article_id = secrets.token_hex(9)
            rows.append(_draft_row(draft, article_id, digest, url))
            by_text.setdefault((digest, draft.outlet), (article_id, digest))
            if url:
                by_url[url] = (article_id, digest)
            added.append(Added(article_id, "added"))
        elif held[1] == digest:
            added.append(Added(held[0], "known"))
        else:
            # The row to be revised may be one of this batch.
            _insert(connection, rows)
            rows = []
            _revise(connection, held[0], draft, digest)
            by_url[url] = (held[0], digest)
            added.append(Added(held[0], "revised"))
    _insert(connection, rows)
    return added


def text_hash(article: Article) -> str:
    """What stands for a text and its headline: two with the same are analysed alike."""
    parts = f"{len(article.headline)}\n{article.text}"
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def put_sample_articles(connection: sa.Connection, samples: Sequence[StoredArticle]) -> None:
    """Make the sample articles exactly these, in a transaction that is open."""
    stored = set(connection.scalars(sa.select(articles.c.id).where(articles.c.sample)))
    for sample in samples:
        row = _sample_row(sample)
        if sample.id in stored:
            connection.execute(sa.update(articles).where(articles.c.id == sample.id).values(row))
        else:
            connection.execute(sa.insert(articles).values(row))


def remove_other_samples(connection: sa.Connection, samples: Sequence[StoredArticle]) -> None:
    """Remove the sample articles that aren't among these, in a transaction that is open."""
    ids = [each.id for each in samples]
    connection.execute(sa.delete(articles).where(articles.c.sample, articles.c.id.not_in(ids)))


_Held = tuple[str, str]


def _held(
    connection: sa.Connection, hashes: Sequence[str], urls: Sequence[str]
) -> tuple[dict[str, _Held], dict[tuple[str, str], _Held]]:
    """The id and text hash of stored articles, by address, and by text hash and outlet."""
    columns = (
        articles.c.id,
        articles.c.text_hash,
        articles.c.canonical_url,
        articles.c.outlet,
    )
    by_url: dict[str, _Held] = {}
    by_text: dict[tuple[str, str], _Held] = {}
    for batch in _batches([url for url in urls if url]):
        query = sa.select(*columns).where(articles.c.canonical_url.in_(batch))
        for row in connection.execute(query):
            by_url.setdefault(row.canonical_url, (row.id, row.text_hash))
    for batch in _batches(hashes):
        query = sa.select(*columns).where(articles.c.text_hash.in_(batch))
        for row in connection.execute(query):
            by_text.setdefault((row.text_hash, row.outlet), (row.id, row.text_hash))
    return by_url, by_text


def _insert(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(articles), rows)


def _revise(connection: sa.Connection, article_id: str, draft: Draft, digest: str) -> None:
    kept = ("headline", "text", "dropped", "text_hash", "stored")
    last = sa.select(sa.func.coalesce(sa.func.max(revisions.c.number), 0)).where(
        revisions.c.article_id == article_id
    )
    number = (connection.scalar(last) or 0) + 1
    earlier = sa.select(*(articles.c[name] for name in kept)).where(articles.c.id == article_id)
    row = connection.execute(earlier).mappings().one()
    connection.execute(
        sa.insert(revisions).values(article_id=article_id, number=number, **dict(row))
    )
    # It is matched anew, by its new text.
    connection.execute(sa.delete(signatures).where(signatures.c.article_id == article_id))
    connection.execute(sa.delete(article_keys).where(article_keys.c.article_id == article_id))
    connection.execute(
        sa.update(articles)
        .where(articles.c.id == article_id)
        .values(**_text_row(draft.article, draft.dropped, digest))
    )


def _conditions(chosen: Filter, connection: sa.Connection) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if chosen.words.strip():
        conditions.append(matches(chosen.words, connection))
    if chosen.event_id is not None:
        conditions.append(
            articles.c.event_id == chosen.event_id
            if chosen.event_id
            else articles.c.event_id.is_(None)
        )
    if chosen.outlet:
        conditions.append(articles.c.outlet == chosen.outlet)
    if chosen.country:
        conditions.append(articles.c.country == chosen.country)
    if chosen.since:
        conditions.append(articles.c.published >= chosen.since)
    if chosen.until:
        # No date sorts before every date.
        conditions += [articles.c.published <= chosen.until, articles.c.published != ""]
    if not chosen.samples:
        conditions.append(~articles.c.sample)
    return conditions


def _batches(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), _VALUES_AT_ONCE):
        yield values[start : start + _VALUES_AT_ONCE]


def _text_row(article: Article, dropped: Sequence[str], digest: str) -> dict[str, Any]:
    return {
        "headline": article.headline,
        "text": article.text,
        "dropped": json.dumps(list(dropped)),
        "text_hash": digest,
        "stored": now(),
    }


def _draft_row(draft: Draft, article_id: str, digest: str, url: str) -> dict[str, Any]:
    return _text_row(draft.article, draft.dropped, digest) | {
        "id": article_id,
        "event_id": None,
        "placed_by_user": False,
        "copy_of": None,
        "outlet": draft.outlet,
        "country": draft.country,
        "published": draft.published,
        "url": draft.url,
        "canonical_url": url,
        "note": "",
        "sample": False,
    }


def _sample_row(sample: StoredArticle) -> dict[str, Any]:
    return _text_row(sample.article, sample.dropped, text_hash(sample.article)) | {
        "id": sample.id,
        "event_id": sample.event_id,
        "placed_by_user": True,
        "copy_of": sample.copy_of,
        "outlet": sample.outlet,
        "country": sample.country,
        "published": sample.published,
        "url": sample.url,
        "canonical_url": "",
        "note": sample.note,
        "sample": True,
    }
