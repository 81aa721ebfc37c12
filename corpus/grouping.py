"""Articles grouped by the event they report.

Articles that share rare terms are compared in pairs, and those that are probably of one event join
to components. Inside of a component each article is compared with each, and groups merge for as
long as the average log-odds between them are in favour: so one chance likeness doesn't join two
events, and one short report isn't left out. Comparing all pairs of the collection would give much
the same, since groups that are to merge hold at least one pair in favour.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.candidates import candidate_pairs
from corpus.frequencies import Frequencies
from corpus.likeness import TermTable, Vectors, Weights, vectors_of
from corpus.signatures import Signature, signature_to_json, weightiest_first

MOST_KEYS = 24

_MOST_COMPARED = 3_000
"""So many articles are compared each with each; a larger component is cut at its weaker pairs."""

_SURE = 8.0
"""A component that is still larger where all its pairs have such log-odds is taken for one event:
thousands of copies of a text are."""

_HASH_BYTES = 4

Event = TypeVar("Event", bound=Hashable)
Rows = NDArray[np.int64]


def blocking_keys(signature: Signature) -> tuple[str, ...]:
    """The terms by which an article is found again, the weightiest first; MOST_KEYS at most.

    They depend on no other article, so they can be stored. Candidates for a new article's event
    are the articles that share most of them.
    """
    return tuple(weightiest_first({**signature.names, **signature.words})[:MOST_KEYS])


def group(signatures: Iterable[Signature], weights: Weights | None = None) -> list[int]:
    """The event of each article, in their order; events are counted from 0 as they come up.

    The signatures are read one by one, and only their terms are kept. Which articles are grouped
    doesn't depend on their order. ``weights`` are others than the learned ones, to compare with.
    """
    table, frequencies = TermTable(), Frequencies()
    keys: list[tuple[str, ...]] = []
    same: dict[tuple[str, bytes, bytes], list[int]] = defaultdict(list)
    for at, each in enumerate(signatures):
        table.add(each)
        frequencies.add(each.terms())
        keys.append(blocking_keys(each))
        # An article without any word is like no other, not even like another without.
        if keys[at]:
            same[_place_in_order(each)].append(at)
    # Of articles that are the same in all that is compared one stands for the others.
    standing = [places for _, places in sorted(same.items())]
    first = np.array([places[0] for places in standing], dtype=np.int64)
    vectors = table.vectors(frequencies, weights).of(first)
    found = _group(vectors, [keys[at] for at in first])
    events: list[object] = [("none", at) for at in range(len(keys))]
    for places, event in zip(standing, found, strict=True):
        for at in places:
            events[at] = event
    numbered: dict[object, int] = {}
    return [numbered.setdefault(event, len(numbered)) for event in events]


def place(
    new: Signature, candidates: Sequence[tuple[Event, Signature]], frequencies: Frequencies
) -> Event | None:
    """The event that ``new`` most probably reports, of those of ``candidates``; None if of none.

    What counts is the average of the log-odds with all of an event's candidates; they should be all
    articles of the event, or some dozens of them.
    """
    if not candidates:
        return None
    vectors = vectors_of((new, *(each for _, each in candidates)), frequencies)
    others = np.arange(1, len(candidates) + 1)
    by_event: dict[Event, list[float]] = defaultdict(list)
    for (event, _), log_odds in zip(
        candidates, vectors.pairs(np.zeros_like(others), others), strict=True
    ):
        by_event[event].append(float(log_odds))
    average = {event: sum(found) / len(found) for event, found in by_event.items()}
    best = max(average, key=average.__getitem__)
    return best if average[best] > 0 else None


def _place_in_order(signature: Signature) -> tuple[str, bytes, bytes]:
    """An order of articles by date and content, whoever gave them; near copies stand together."""
    content = signature_to_json(replace(signature, id=""))
    digest = hashlib.blake2b(content, digest_size=16).digest()
    return signature.published, signature.sketch[:_HASH_BYTES], digest


def _group(vectors: Vectors, keys: Sequence[Sequence[str]]) -> Rows:
    """A number for each row's event."""
    left, right = candidate_pairs(keys)
    components = _components(left, right, vectors.pairs(left, right), len(keys))
    events = np.arange(len(keys))
    for rows in _members(components):
        if len(rows) > _MOST_COMPARED:
            events[rows] = rows[0]
        elif len(rows) > 1:
            for merged in _members(_merged(vectors.all_pairs(rows))):
                events[rows[merged]] = rows[merged[0]]
    return events


def _components(left: Rows, right: Rows, log_odds: NDArray[np.float64], count: int) -> Rows:
    """Which rows hang together by pairs in favour, or where that is too many by stronger ones."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    bar = 0.0
    joined = log_odds > bar
    while True:
        pairs = (left[joined], right[joined])
        graph = coo_array((np.ones(len(pairs[0])), pairs), shape=(count, count))
        components: Rows = connected_components(graph, directed=False)[1].astype(np.int64)
        too_large = np.bincount(components, minlength=1)[components[left]] > _MOST_COMPARED
        if bar >= _SURE or not too_large.any():
            return components
        bar += 1
        joined &= ~too_large | (log_odds > bar)


def _merged(log_odds: NDArray[np.float64]) -> Rows:
    """The groups between which the average log-odds are against, given those of all pairs."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    highest = log_odds.max()
    distances = squareform(highest - log_odds, checks=False)
    return fcluster(linkage(distances, "average"), highest, "distance").astype(np.int64)


def _members(labels: Rows) -> Iterator[Rows]:
    """The places of each label."""
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
