"""Full-text search: words, "phrases" and -words, on SQLite's FTS5 or PostgreSQL's tsvector."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import sqlalchemy as sa

from corpus.store.schema import articles

_Select = TypeVar("_Select", bound=sa.Select[Any])
_COLUMN: sa.ColumnElement[Any] = sa.literal_column("articles.search")
_MOST_TERMS = 20
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_SEARCHABLE = re.compile(r"\w")


def matches(words: str, connection: sa.Connection) -> sa.ColumnElement[bool]:
    """The condition that an article holds ``words``."""
    if connection.dialect.name == "postgresql":
        query = sa.func.websearch_to_tsquery("english", _for_postgresql(words))
        return _COLUMN.op("@@")(query)
    found = sa.text("SELECT rowid FROM article_search WHERE article_search MATCH :words")
    return articles.c.number.in_(
        found.bindparams(words=_for_sqlite(words)).columns(sa.column("rowid", sa.Integer))
    )


def best_first(query: _Select, words: str, connection: sa.Connection) -> _Select:
    """``query`` sorted so that what matches ``words`` best comes first; as it is without words."""
    if not words.strip():
        return query
    if connection.dialect.name == "postgresql":
        search = sa.func.websearch_to_tsquery("english", _for_postgresql(words))
        return query.order_by(sa.func.ts_rank(_COLUMN, search).desc())
    ranked = (
        sa.text("SELECT rowid, rank FROM article_search WHERE article_search MATCH :ranked")
        .bindparams(ranked=_for_sqlite(words))
        .columns(sa.column("rowid", sa.Integer), sa.column("rank", sa.Float))
        .subquery()
    )
    return query.join(ranked, articles.c.number == ranked.c.rowid).order_by(ranked.c.rank)


def _terms(words: str) -> list[tuple[bool, str]]:
    """What is searched for: whether it must be absent, and the word or phrase."""
    found = []
    for match in _TERM.finditer(words.replace("\0", " ")):
        term = match["phrase"] if match["phrase"] is not None else match["word"]
        if _SEARCHABLE.search(term):
            found.append((bool(match["minus"]), term))
    return found[:_MOST_TERMS]


def _for_postgresql(words: str) -> str:
    return " ".join(f'{"-" if absent else ""}"{term}"' for absent, term in _terms(words))


def _for_sqlite(words: str) -> str:
    """FTS5's form. It can't search for absence alone; an empty phrase finds nothing."""
    terms = _terms(words)
    present = " AND ".join(f'"{term}"' for absent, term in terms if not absent)
    return (present or '""') + "".join(f' NOT "{term}"' for absent, term in terms if absent)
