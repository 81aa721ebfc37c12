"""Which pairs of articles are worth comparing: those that share something rare."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_MOST_SHARING = 200
"""A key that more articles have joins each with its next few alone."""

_NEXT = 4

_MOST_CANDIDATES = 40
"""With so many others, those that share the most, an article is paired."""

_ROWS_AT_ONCE = 2_000

Rows = NDArray[np.int64]


def candidate_pairs(keys: Sequence[Sequence[Hashable]]) -> tuple[Rows, Rows]:
    """The pairs of articles that share rare keys, given the keys of each; no pair stands twice.

    An article is in a bounded number of pairs, however many share its keys. Those with a common
    key are paired with their neighbours in the order given, so that near copies in that order are
    joined however many there are.
    """
    numbered: dict[Hashable, int] = {}
    columns = [numbered.setdefault(key, len(numbered)) for each in keys for key in set(each)]
    places = np.repeat(np.arange(len(keys)), [len(set(each)) for each in keys])
    every = np.array(columns, dtype=np.int64)
    sharing = np.bincount(every, minlength=len(numbered))[every]
    common = sharing > _MOST_SHARING
    rare = (sharing > 1) & ~common
    found = [
        *_neighbours(places[common], every[common]),
        *_sharing_most(places[rare], every[rare], sharing[rare], len(keys)),
    ]
    # A pair is one number, so that all distinct pairs are found by sorting.
    pairs = [np.minimum(*pair) * len(keys) + np.maximum(*pair) for pair in found]
    distinct = np.unique(np.concatenate([np.empty(0, np.int64), *pairs]))
    return np.divmod(distinct, max(1, len(keys)))


def _neighbours(places: Rows, columns: Rows) -> Iterator[tuple[Rows, Rows]]:
    order = np.lexsort((places, columns))
    places, columns = places[order], columns[order]
    for step in range(1, _NEXT + 1):
        same = columns[:-step] == columns[step:]
        yield places[:-step][same], places[step:][same]


def _sharing_most(
    places: Rows, columns: Rows, sharing: Rows, count: int
) -> Iterator[tuple[Rows, Rows]]:
    from scipy.sparse import csr_array

    # A shared key counts by its rarity: of two keys, the one that fewer have says more.
    amounts = np.sqrt(np.log(count / sharing) + 1).astype(np.float32)
    shape = (count, int(columns.max(initial=0)) + 1)
    matrix = csr_array((amounts, (places, columns)), shape=shape)
    for start in range(0, count, _ROWS_AT_ONCE):
        shared = (matrix[start : start + _ROWS_AT_ONCE] @ matrix.T).tocoo()
        one, other = shared.coords[0] + start, shared.coords[1].astype(np.int64)
        apart = one != other
        one, other, amount = one[apart], other[apart], shared.data[apart]
        order = np.lexsort((other, -amount, one))
        one, other = one[order], other[order]
        # Where each stands among the candidates of its article.
        rank = np.arange(len(one)) - np.searchsorted(one, one)
        yield one[rank < _MOST_CANDIDATES], other[rank < _MOST_CANDIDATES]
