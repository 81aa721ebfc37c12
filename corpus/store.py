"""The store: articles, events and analyses in a database.

Analyses are kept as they were made: what is stored for a text and for the versions in force is
read, not computed again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from analysis import Analysis, Article, analyze, versions
from analysis.serialization import from_json, to_json
from corpus.settings import DATABASE_VARIABLE

_metadata = sa.MetaData()

_events = sa.Table(
    "events",
    _metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("date", sa.String(10), nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
)

_articles = sa.Table(
    "articles",
    _metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("event_id", sa.ForeignKey("events.id"), nullable=True, index=True),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("published", sa.String(10), nullable=False),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("dropped", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("text_hash", sa.String(64), nullable=False, index=True),
    sa.Column("stored", sa.String(32), nullable=False),
)

_analyses = sa.Table(
    "analyses",
    _metadata,
    sa.Column("text_hash", sa.String(64), primary_key=True),
    sa.Column("versions", sa.String(255), primary_key=True),
    sa.Column("analysis", sa.LargeBinary, nullable=False),
    sa.Column("made", sa.String(32), nullable=False),
)


class StoreError(RuntimeError):
    """The database can't be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening that several outlets cover. ``date`` is ISO 8601, or empty."""

    id: str
    title: str
    description: str
    date: str
    sample: bool


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the store.

    Attributes:
        id: what a link names it by.
        event_id: the event it belongs to, if any.
        outlet: who published it, or empty where nobody said.
        country: the outlet's country, or empty.
        published: ISO 8601 date, or empty.
        article: headline and text.
        dropped: lines of the original that are no part of it.
        note: one line about it, or empty.
        sample: whether it is one of ours, written for demonstration.
    """

    id: str
    event_id: str | None
    outlet: str
    country: str
    published: str
    article: Article
    dropped: tuple[str, ...] = ()
    note: str = ""
    sample: bool = False

    @property
    def label(self) -> str:
        """How lists show it: outlet and headline."""
        first_line = self.article.text.split("\n", 1)[0]
        title = self.article.headline or (
            first_line if len(first_line) <= 80 else first_line[:79].rstrip() + "…"
        )
        return f"{self.outlet} · {title}" if self.outlet else title


class Store:
    """An open database. Safe to use from several threads."""

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (SQLAlchemy's form), making its tables where they lack.

        Raises:
            StoreError: if it can't be opened.
        """
        try:
            parsed = sa.make_url(url)
            if parsed.get_backend_name() == "sqlite" and parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(parsed)
            if parsed.get_backend_name() == "sqlite":
                sa.event.listen(self._engine, "connect", _prepare_sqlite)
            self._make_tables()
        except (sa.exc.SQLAlchemyError, OSError, ImportError) as error:
            reason = getattr(error, "orig", None) or error
            raise StoreError(
                f"The database can't be opened: {reason}. Check the address in {DATABASE_VARIABLE}."
            ) from error

    def _make_tables(self) -> None:
        # "If not exists" each, for others may open a new database at the same time.
        with self._engine.begin() as connection:
            for table in _metadata.sorted_tables:
                connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
                for index in sorted(table.indexes, key=lambda each: str(each.name)):
                    connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def events(self) -> tuple[Event, ...]:
        """All events, the newest first."""
        query = sa.select(_events).order_by(_events.c.date.desc(), _events.c.title)
        with self._engine.connect() as connection:
            return tuple(Event(**row) for row in connection.execute(query).mappings())

    def articles(self, event_id: str | None = None) -> tuple[StoredArticle, ...]:
        """The articles of an event, or all: by event, then outlet."""
        query = sa.select(_articles).order_by(
            _articles.c.sample, _articles.c.stored.desc(), _articles.c.outlet
        )
        if event_id is not None:
            query = query.where(_articles.c.event_id == event_id)
        with self._engine.connect() as connection:
            return tuple(_as_article(row) for row in connection.execute(query).mappings())

    def article(self, article_id: str) -> StoredArticle | None:
        """The article of that id, or None."""
        if not article_id.isascii():
            # No id of ours; and half a surrogate pair, as a link may hold, is no database's text.
            return None
        query = sa.select(_articles).where(_articles.c.id == article_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return _as_article(row) if row is not None else None

    def add(self, article: Article, dropped: Sequence[str] = (), outlet: str = "") -> StoredArticle:
        """Store an article under an id that can't be guessed, or find it if it is stored."""
        query = sa.select(_articles).where(
            _articles.c.text_hash == _hash(article), _articles.c.outlet == outlet
        )
        stored = StoredArticle(
            id=secrets.token_urlsafe(9),
            event_id=None,
            outlet=outlet,
            country="",
            published="",
            article=article,
            dropped=tuple(dropped),
        )
        with self._engine.begin() as connection:
            row = connection.execute(query).mappings().first()
            if row is not None:
                return _as_article(row)
            connection.execute(sa.insert(_articles).values(_as_row(stored)))
        return stored

    def put_samples(self, events: Iterable[Event], articles: Iterable[StoredArticle]) -> None:
        """Make the samples in the store exactly these; what users stored is left alone."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_articles).where(_articles.c.sample))
            connection.execute(sa.delete(_events).where(_events.c.sample))
            event_rows = [
                {
                    "id": event.id,
                    "title": event.title,
                    "description": event.description,
                    "date": event.date,
                    "sample": event.sample,
                }
                for event in events
            ]
            connection.execute(sa.insert(_events), event_rows)
            connection.execute(sa.insert(_articles), [_as_row(each) for each in articles])

    def analysis(self, stored: StoredArticle) -> Analysis:
        """The analysis of an article by the versions in force: the stored one, or a new one.

        Raises:
            analysis.ArticleError: if the article can't be analysed.
        """
        key = {"text_hash": _hash(stored.article), "versions": json.dumps(versions())}
        query = sa.select(_analyses.c.analysis).filter_by(**key)
        with self._engine.connect() as connection:
            data = connection.execute(query).scalar()
        if data is not None:
            try:
                return from_json(data)
            except (ValueError, msgspec.MsgspecError):
                # Cut short, or of another form: it is worth no more than the time to make it anew.
                pass
        made = analyze(stored.article)
        row = key | {"analysis": to_json(made), "made": _now()}
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.delete(_analyses).filter_by(**key))
                connection.execute(sa.insert(_analyses).values(row))
        except sa.exc.IntegrityError:
            # Somebody else stored the same analysis meanwhile; by its key it is the same.
            pass
        return made


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _hash(article: Article) -> str:
    parts = f"{len(article.headline)}\n{article.text}"
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _as_row(stored: StoredArticle) -> dict[str, Any]:
    return {
        "id": stored.id,
        "event_id": stored.event_id,
        "outlet": stored.outlet,
        "country": stored.country,
        "published": stored.published,
        "headline": stored.article.headline,
        "text": stored.article.text,
        "dropped": json.dumps(stored.dropped),
        "note": stored.note,
        "sample": stored.sample,
        "text_hash": _hash(stored.article),
        "stored": _now(),
    }


def _as_article(row: sa.RowMapping) -> StoredArticle:
    return StoredArticle(
        id=row["id"],
        event_id=row["event_id"],
        outlet=row["outlet"],
        country=row["country"],
        published=row["published"],
        article=Article(row["text"], row["headline"]),
        dropped=tuple(json.loads(row["dropped"])),
        note=row["note"],
        sample=row["sample"],
    )
