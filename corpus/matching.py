"""Which event an article reports: proposed when it comes in, for a user to confirm."""

from __future__ import annotations

from collections.abc import Callable

from corpus.grouping import blocking_keys, place
from corpus.near_copies import is_near_copy
from corpus.signatures import Document, Signature, signature
from corpus.store import Store, StoredArticle
from corpus.store.matches import Candidate

_NEAREST = 60
"""Articles that a new one is compared with, beside the rest of their events."""

_BATCH = 100


def match_pending(store: Store, on_progress: Callable[[int, int], None]) -> int:
    """Propose an event for each article that wasn't matched yet; how many were matched.

    What a user placed stays there. ``on_progress`` is told how many are done, and of how many; it
    may raise to stop, and what is matched stays so.
    """
    total, done = store.matches.pending_count(), 0
    while batch := store.matches.pending(_BATCH):
        for article in batch:
            match(store, article)
            done += 1
            on_progress(done, max(total, done))
    return done


def match(store: Store, article: StoredArticle) -> None:
    """Propose an event for an article that has none, and link it to what it is a near-copy of."""
    found = signature(
        Document(article.id, article.article.text, article.article.headline, article.published)
    )
    keys = blocking_keys(found)
    candidates = [
        each for each in store.matches.candidates(keys, _NEAREST) if each.article_id != article.id
    ]
    original = next((each for each in candidates if is_near_copy(found, each.signature)), None)
    if original is not None:
        store.matches.set_copy_of(article.id, original.article_id)
    if article.event_id is None and not store.articles.is_placed_by_user(article.id):
        _propose(store, article, found, candidates)
    store.matches.put(article.id, found, keys)


def _propose(
    store: Store, article: StoredArticle, found: Signature, candidates: list[Candidate]
) -> None:
    terms = {term for each in candidates for term in each.signature.terms()} | set(found.terms())
    # An article of no event is the only one of its own.
    by_event = [(each.event_id or f"~{each.article_id}", each.signature) for each in candidates]
    event = place(found, by_event, store.matches.frequencies(terms))
    if event is None:
        return
    if not event.startswith("~"):
        store.events.move([article.id], event, by_user=False)
        return
    other = store.articles.get(event[1:])
    if other is None or store.articles.is_placed_by_user(other.id):
        return
    title = other.article.headline or article.article.headline or other.label
    dates = [each for each in (other.published, article.published) if each]
    store.events.create(title, min(dates, default=""), [other.id, article.id], confirmed=False)
