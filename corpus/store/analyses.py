"""Analyses, kept as they were made.

What is stored for a text and for the versions in force is read, not computed again; what older
versions made stays, for links that name them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from analysis import Analysis, analyze, versions
from analysis.serialization import from_json, to_json
from corpus.store.articles import text_hash
from corpus.store.database import Database, now, short_hash
from corpus.store.records import StoredArticle
from corpus.store.schema import analyses


@dataclass(frozen=True, slots=True)
class StoredAnalysis:
    """An analysis and when it was made, ISO 8601 in UTC."""

    analysis: Analysis
    made: str


class Analyses:
    """The analyses of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, stored: StoredArticle) -> Analysis:
        """The analysis of an article by the versions in force: the stored one, or a new one.

        Raises:
            analysis.ArticleError: if the article can't be analysed.
        """
        held = self.made_by(stored, version_in_force())
        if held is not None:
            return held.analysis
        made = analyze(stored.article)
        in_force = json.dumps(versions())
        row = {
            "text_hash": text_hash(stored.article),
            "versions": in_force,
            "version_id": short_hash(in_force),
            "analysis": to_json(made),
            "made": now(),
        }
        try:
            with self._database.writing() as connection:
                connection.execute(
                    sa.delete(analyses).filter_by(
                        text_hash=row["text_hash"], versions=row["versions"]
                    )
                )
                connection.execute(sa.insert(analyses).values(row))
        except sa.exc.IntegrityError:
            # Somebody else stored the same analysis meanwhile; by its key it is the same.
            pass
        return made

    def made_by(self, stored: StoredArticle, version_id: str) -> StoredAnalysis | None:
        """The analysis of an article that some versions made, or None where none is kept."""
        if not version_id.isalnum() or not version_id.isascii():
            return None
        query = sa.select(analyses.c.analysis, analyses.c.made).where(
            analyses.c.text_hash == text_hash(stored.article),
            analyses.c.version_id == version_id,
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        try:
            return StoredAnalysis(from_json(row.analysis), row.made)
        except (ValueError, msgspec.MsgspecError):
            # Cut short, or of another form: it is worth no more than the time to make it anew.
            return None


def version_in_force() -> str:
    """What a link names the versions by that analyses are made with now."""
    return short_hash(json.dumps(versions()))
