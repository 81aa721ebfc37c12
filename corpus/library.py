"""The library: the store that this installation uses, with the samples in it."""

from __future__ import annotations

from corpus.samples import sample_articles, sample_events
from corpus.settings import database_url
from corpus.store import Store


def open_library() -> Store:
    """The store at the configured address, holding the samples as they are in this version.

    Raises:
        StoreError: if the database can't be opened.
    """
    store = Store(database_url())
    stored = {article.id: article for article in store.articles() if article.sample}
    if stored != {article.id: article for article in sample_articles()}:
        store.put_samples(sample_events(), sample_articles())
    return store
