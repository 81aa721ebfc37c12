"""The library: the store that this installation uses, with the samples in it."""

from __future__ import annotations

from dataclasses import replace

from corpus.samples import sample_articles, sample_events
from corpus.settings import database_url
from corpus.store import Store


def open_library() -> Store:
    """The store at the configured address, holding the samples as they are in this version.

    Raises:
        StoreError: if the database can't be opened.
    """
    store = Store(database_url())
    samples = sample_articles()
    held = {each.id: replace(each, stored="") for each in store.articles.samples()}
    if held != {each.id: each for each in samples}:
        store.put_samples(sample_events(), samples)
    return store
