"""The library: the store that this installation uses, with the samples in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis import ArticleError
from corpus.export import AnalysedArticle
from corpus.samples import sample_articles, sample_events
from corpus.settings import database_url
from corpus.store import Filter, Store


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


def analysed(store: Store, chosen: Filter) -> Iterator[AnalysedArticle]:
    """The articles that a filter lets through, each with its analysis; for exports.

    What can't be analysed is left out.
    """
    for stored in store.articles.every(chosen):
        try:
            analysis = store.analyses.of(stored)
        except ArticleError:
            continue
        yield AnalysedArticle(
            stored.id, stored.outlet, stored.country, stored.published, stored.url,
            stored.event_id or "", analysis,
        )  # fmt: skip
