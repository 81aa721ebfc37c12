"""What articles are matched by: their signatures, the keys they are found by, and term counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from corpus.frequencies import Frequencies
from corpus.signatures import Signature, signature_from_json, signature_to_json
from corpus.store.database import Database
from corpus.store.records import StoredArticle
from corpus.store.rows import as_article
from corpus.store.schema import article_keys, articles, signatures, terms

_MOST_KEY = 80
_MOST_MEMBERS = 50
_MOST_SIGNATURES = 1_000
_VALUES_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that may report the same event as another."""

    article_id: str
    event_id: str | None
    signature: Signature


class Matches:
    """The signatures of a database. Samples have none: nothing is matched with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, limit: int) -> tuple[StoredArticle, ...]:
        """Articles that have no signature yet, in the order of storing."""
        query = (
            sa.select(articles)
            .outerjoin(signatures, signatures.c.article_id == articles.c.id)
            .where(signatures.c.article_id.is_(None), ~articles.c.sample)
            .order_by(articles.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(as_article(row) for row in connection.execute(query).mappings())

    def pending_count(self) -> int:
        """How many articles have no signature yet."""
        query = (
            sa.select(sa.func.count())
            .select_from(articles.outerjoin(signatures, signatures.c.article_id == articles.c.id))
            .where(signatures.c.article_id.is_(None), ~articles.c.sample)
        )
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def candidates(self, keys: Sequence[str], limit: int) -> tuple[Candidate, ...]:
        """The articles that share most keys, and the other articles of their events."""
        shared = (
            sa.select(article_keys.c.article_id)
            .where(article_keys.c.key.in_([key[:_MOST_KEY] for key in keys]))
            .group_by(article_keys.c.article_id)
            .order_by(sa.func.count().desc(), article_keys.c.article_id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            nearest = connection.scalars(shared).all()
            found = _with_signatures(connection, articles.c.id.in_(nearest), limit)
            event_ids = sorted({each.event_id for each in found if each.event_id})
            seen = {each.article_id for each in found}
            for event_id in event_ids:
                members = _with_signatures(
                    connection, articles.c.event_id == event_id, _MOST_MEMBERS
                )
                found += [each for each in members if each.article_id not in seen]
        return tuple(found[:_MOST_SIGNATURES])

    def frequencies(self, of: Iterable[str]) -> Frequencies:
        """How many articles have these terms."""
        wanted = sorted({term[:_MOST_KEY] for term in of})
        counts: dict[str, int] = {}
        with self._database.reading() as connection:
            number = connection.scalar(sa.select(sa.func.count()).select_from(signatures)) or 0
            for start in range(0, len(wanted), _VALUES_AT_ONCE):
                query = sa.select(terms).where(
                    terms.c.term.in_(wanted[start : start + _VALUES_AT_ONCE])
                )
                counts |= {row.term: row.articles for row in connection.execute(query)}
        return Frequencies(number, counts)

    def put(self, article_id: str, signature: Signature, keys: Sequence[str]) -> None:
        """Store an article's signature, so that later ones are matched with it."""
        with self._database.writing() as connection:
            connection.execute(
                sa.insert(signatures).values(
                    article_id=article_id, signature=signature_to_json(signature)
                )
            )
            rows = [
                {"key": key, "article_id": article_id}
                for key in sorted({key[:_MOST_KEY] for key in keys})
            ]
            if rows:
                connection.execute(sa.insert(article_keys), rows)
            _count(connection, sorted({term[:_MOST_KEY] for term in signature.terms()}))

    def set_copy_of(self, article_id: str, original: str) -> None:
        """Link a near-copy to its original."""
        with self._database.writing() as connection:
            connection.execute(
                sa.update(articles).where(articles.c.id == article_id).values(copy_of=original)
            )


def _with_signatures(
    connection: sa.Connection, condition: sa.ColumnElement[bool], limit: int
) -> list[Candidate]:
    query = (
        sa.select(articles.c.id, articles.c.event_id, signatures.c.signature)
        .join(signatures, signatures.c.article_id == articles.c.id)
        .where(condition)
        .order_by(articles.c.number)
        .limit(limit)
    )
    return [
        Candidate(row.id, row.event_id, signature_from_json(row.signature))
        for row in connection.execute(query)
    ]


def _count(connection: sa.Connection, found: Sequence[str]) -> None:
    if not found:
        return
    # Rows are locked in the order of terms, so that two writers never wait for each other.
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(terms).on_conflict_do_update(
        index_elements=[terms.c.term], set_={"articles": terms.c.articles + 1}
    )
    connection.execute(statement, [{"term": term, "articles": 1} for term in found])
