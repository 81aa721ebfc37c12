"""How many articles have a term: in the collection so far, and beforehand in news at large."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BACKGROUND_WEIGHT = 2_000
"""The background counts as so many articles beside the collection's own: a few dozen articles on
one story don't make its names common, a hundred thousand articles say themselves what is."""

PATH = Path(__file__).parent / "background_terms.csv"
COLUMNS = ["term", "share"]
_UNKNOWN = 0.0006
"""The share of a term that the background lacks: half an article of the 840 it was counted in."""


class BackgroundError(ValueError):
    """The table of background terms can't be used; the message names the line."""


@dataclass(slots=True)
class Frequencies:
    """The articles of a collection counted by term; it can grow one article at a time.

    Attributes:
        articles: how many there are.
        counts: in how many of them each term stands; those asked for are enough.
    """

    articles: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, terms: Iterable[str]) -> None:
        """Count one more article, with each of its terms given once."""
        self.articles += 1
        for term in terms:
            self.counts[term] = self.counts.get(term, 0) + 1

    def rarity(self, term: str) -> float:
        """The inverse document frequency, 0 for a term that every article has."""
        expected = BACKGROUND_WEIGHT * background().get(term, _UNKNOWN)
        having = self.counts.get(term, 0) + expected
        return math.log((self.articles + BACKGROUND_WEIGHT) / having)


@functools.cache
def background() -> Mapping[str, float]:
    """The share of news articles that has a term.

    ``training/tune_events.py`` counted them in PolNeAR's training part, 840 articles on US politics
    of 2016; rare terms aren't listed.

    Raises:
        BackgroundError: if the table is broken.
    """
    with PATH.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        if next(reader, None) != COLUMNS:
            raise BackgroundError(f"{PATH.name}: the columns aren't {COLUMNS}")
        shares = {}
        for cells in reader:
            try:
                term, share = cells[0], float(cells[1])
            except (IndexError, ValueError):
                term, share = "", 0.0
            if not term or term in shares or not 0 < share <= 1:
                raise BackgroundError(f"{PATH.name}, line {reader.line_num}: no term with a share")
            shares[term] = share
    return shares
