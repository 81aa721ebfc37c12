"""How probable it is that two articles report one event.

The log-odds are linear in three cosines, of the names, the words and the numbers of the two, with
weights learned by ``training/tune_events.py``. So they are one inner product of two vectors, plus a
constant, and thousands of pairs are compared at once. Where both dates are known, the days between
them count as well.
"""

from __future__ import annotations

import datetime
import functools
import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.frequencies import Frequencies
from corpus.signatures import Signature, saturated

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_NEAR_DAYS = 3.0
"""Within so many days the gap between two dates doesn't matter."""

_NEUTRAL_DAYS = 6.0
"""Nearer dates are in favour of one event, farther ones against it."""

_DECAY = 0.7
"""The odds of one event fall with the gap in days to this power.

In ECB+ seven of ten pairs of dated articles on one event are two days apart or less, and from there
their density falls as gap ** -1.4. But what is like an event, another day of its story, comes soon
after it as well, so half of that is held against a pair.
"""

_PAIRS_AT_ONCE = 50_000
PATH = Path(__file__).parent / "event_weights.json"

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


class Weights(msgspec.Struct, frozen=True):
    """The log-odds of two articles that share nothing, and what each cosine adds at 1."""

    intercept: float
    names: float
    words: float
    numbers: float


@functools.cache
def weights() -> Weights:
    """The weights that were learned.

    Raises:
        ValueError: if the file of weights is broken.
    """
    return msgspec.json.decode(PATH.read_bytes(), type=Weights)


def same_event(one: Signature, other: Signature, frequencies: Frequencies) -> float:
    """The probability that both articles report one event."""
    log_odds = vectors_of((one, other), frequencies).pairs(np.array([0]), np.array([1]))[0]
    return 1 / (1 + math.exp(-log_odds))


@dataclass(slots=True)
class TermTable:
    """The terms of many articles in little memory, until their frequencies are known."""

    numbered: dict[str, int] = field(default_factory=dict)
    terms: array[int] = field(default_factory=lambda: array("i"))
    amounts: array[float] = field(default_factory=lambda: array("f"))
    kinds: array[int] = field(default_factory=lambda: array("b"))
    ends: array[int] = field(default_factory=lambda: array("q", [0]))
    days: array[float] = field(default_factory=lambda: array("d"))

    def add(self, signature: Signature) -> None:
        """Put one more article below the others."""
        for kind, counts in enumerate((signature.names, signature.words)):
            self.amounts.extend(map(saturated, counts.values()))
            self._add_terms(kind, counts)
        self.amounts.extend([1.0] * len(signature.numbers))
        self._add_terms(2, signature.numbers)
        self.ends.append(len(self.terms))
        self.days.append(_day(signature.published))

    def _add_terms(self, kind: int, terms: Iterable[str]) -> None:
        numbered = self.numbered
        added = [numbered.setdefault(term, len(numbered)) for term in terms]
        self.terms.extend(added)
        self.kinds.extend([kind] * len(added))

    def vectors(self, frequencies: Frequencies, given: Weights | None = None) -> Vectors:
        """The articles in the order they were added, under the learned weights or others."""
        from scipy.sparse import csr_array

        rarity = np.array([frequencies.rarity(term) for term in self.numbered], dtype=np.float32)
        terms, ends = np.asarray(self.terms, dtype=np.int32), np.asarray(self.ends, dtype=np.int64)
        amounts = np.asarray(self.amounts) * rarity[terms]
        kinds, articles = np.asarray(self.kinds), len(ends) - 1
        # Each kind of terms of an article is scaled to the length that its cosine shall count.
        groups = 3 * np.repeat(np.arange(articles), np.diff(ends)) + kinds
        lengths = np.sqrt(np.bincount(groups, amounts**2, minlength=3 * articles))
        used = given or weights()
        wanted = np.sqrt(np.tile([used.names, used.words, used.numbers], articles))
        amounts *= np.divide(wanted, lengths, out=np.zeros_like(lengths), where=lengths > 0)[groups]
        shape = (articles, max(1, len(self.numbered)))
        matrix = csr_array((amounts, terms, ends), shape=shape)
        return Vectors(matrix, np.asarray(self.days), used.intercept)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Articles to be compared.

    Attributes:
        matrix: one a row; the product of two rows is the weighted sum of their cosines.
        days: on which each was published, as an ordinal; NaN where that isn't known.
        intercept: the log-odds of two articles whose product is 0.
    """

    matrix: csr_array[np.float32]
    days: Floats
    intercept: float

    def of(self, rows: Rows) -> Vectors:
        """The same of some of the articles, in the order of ``rows``."""
        return Vectors(self.matrix[rows], self.days[rows], self.intercept)

    def pairs(self, left: Rows, right: Rows) -> Floats:
        """The log-odds that the articles of each pair of rows report one event."""
        found = np.empty(len(left))
        for start in range(0, len(left), _PAIRS_AT_ONCE):
            part = slice(start, start + _PAIRS_AT_ONCE)
            product = self.matrix[left[part]].multiply(self.matrix[right[part]])
            found[part] = product.sum(axis=1)
        return found + self.intercept + _nearness(self.days[left], self.days[right])

    def all_pairs(self, rows: Rows) -> Floats:
        """The same of each article of ``rows`` with each."""
        some = self.of(rows)
        alike = (some.matrix @ some.matrix.T).toarray().astype(np.float64)
        return alike + self.intercept + _nearness(some.days[:, None], some.days[None, :])


def vectors_of(signatures: Iterable[Signature], frequencies: Frequencies) -> Vectors:
    """The vectors of a few articles."""
    table = TermTable()
    for each in signatures:
        table.add(each)
    return table.vectors(frequencies)


def _nearness(one: Floats, other: Floats) -> Floats:
    """What the days between add to the log-odds; 0 where a date is unknown."""
    gap = np.maximum(np.abs(one - other), _NEAR_DAYS)
    return np.nan_to_num(_DECAY * np.log(_NEUTRAL_DAYS / gap))


def _day(published: str) -> float:
    return float(datetime.date.fromisoformat(published).toordinal()) if published else math.nan
