"""The store: articles, events and analyses in a database, SQLite's or PostgreSQL's."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.store.analyses import Analyses
from corpus.store.articles import Articles, put_sample_articles, remove_other_samples
from corpus.store.database import Database
from corpus.store.events import Events, put_sample_events
from corpus.store.imports import Imports
from corpus.store.matches import Matches
from corpus.store.outlets import Outlets
from corpus.store.records import (
    Added,
    Event,
    Filter,
    ImportState,
    ListedArticle,
    RowNote,
    StoredArticle,
    StoreError,
)

__all__ = [
    "Added", "Event", "Filter", "ImportState", "ListedArticle", "RowNote", "Store",
    "StoreError", "StoredArticle",
]  # fmt: skip


class Store:
    """An open database, by what it holds. Safe to use from several threads.

    All that touches the database raises StoreError where it fails.

    Attributes:
        articles: the articles and their earlier texts.
        events: the events that articles belong to.
        analyses: what was measured.
        imports: how far imports have come.
        outlets: the outlets that users named for a domain.
        matches: what articles are matched by, to find those of one event.
    """

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (SQLAlchemy's form), making or migrating its tables.

        Raises:
            StoreError: if it can't be opened.
        """
        self._database = Database(url)
        self.articles = Articles(self._database)
        self.events = Events(self._database)
        self.analyses = Analyses(self._database)
        self.imports = Imports(self._database)
        self.outlets = Outlets(self._database)
        self.matches = Matches(self._database)

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()

    def put_samples(self, events: Sequence[Event], articles: Sequence[StoredArticle]) -> None:
        """Make the samples in the store exactly these; what users stored is left alone."""
        with self._database.writing() as connection:
            remove_other_samples(connection, articles)
            put_sample_events(connection, events)
            put_sample_articles(connection, articles)
