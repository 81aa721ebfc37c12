"""Near-copies in a whole collection: articles that are another's text with small cuts.

The limits are those of ``analysis.reprints``, which compares a handful of articles word by word and
marks the shared stretches. Here the share is estimated from sketches: the least hashes of two texts
are a random draw from the shingles of both, and the part of it that both have is the Jaccard index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.reprints import LEAST_CONTAINMENT, LEAST_JACCARD, LEAST_SHINGLES
from corpus.candidates import candidate_pairs
from corpus.signatures import SKETCH_SIZE, Signature

_KEYS = 10
"""Two texts that share three in ten shingles have one of the ten least in common, nearly always."""

_HASH = np.dtype("<u4")


def is_near_copy(one: Signature, other: Signature) -> bool:
    """Whether most of the shorter text stands in the longer one, and they are of like length."""
    if min(one.shingles, other.shingles) < LEAST_SHINGLES:
        return False
    first, second = set(_hashes(one)), set(_hashes(other))
    drawn = sorted(first | second)[:SKETCH_SIZE]
    jaccard = len(first & second & set(drawn)) / len(drawn)
    shared = jaccard * (one.shingles + other.shingles) / (1 + jaccard)
    containment = shared / min(one.shingles, other.shingles)
    return jaccard >= LEAST_JACCARD and containment >= LEAST_CONTAINMENT


def near_copies(signatures: Iterable[Signature]) -> dict[str, str]:
    """The original of each article that is a near-copy, by their ids.

    The original of a set of copies is the earliest where all dates are known and one is first, else
    the longest; of those as long, the one whose id comes first.
    """
    long = [each for each in signatures if each.shingles >= LEAST_SHINGLES]
    long.sort(key=lambda each: (each.sketch, each.published, each.id))
    left, right = candidate_pairs([_hashes(each)[:_KEYS] for each in long])
    near = [
        at
        for at, (one, other) in enumerate(zip(left, right, strict=True))
        if is_near_copy(long[one], long[other])
    ]
    originals: dict[str, str] = {}
    for alike in _joined(long, left[near], right[near]):
        original = _original(alike)
        originals |= {each.id: original.id for each in alike if each is not original}
    return originals


def _hashes(signature: Signature) -> list[int]:
    """The hashes of a sketch, ascending."""
    return [int(each) for each in np.frombuffer(signature.sketch, dtype=_HASH)]


def _joined(
    signatures: Sequence[Signature], left: NDArray[np.int64], right: NDArray[np.int64]
) -> list[list[Signature]]:
    """Those that are near-copies of each other, of each other's near-copies, and so on."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(signatures)
    graph = coo_array((np.ones(len(left)), (left, right)), shape=(count, count))
    sets: dict[int, list[Signature]] = defaultdict(list)
    for each, label in zip(signatures, connected_components(graph, directed=False)[1], strict=True):
        sets[int(label)].append(each)
    return [alike for alike in sets.values() if len(alike) > 1]


def _original(alike: Sequence[Signature]) -> Signature:
    known = all(each.published for each in alike)
    return min(alike, key=lambda each: (each.published if known else "", -each.shingles, each.id))
