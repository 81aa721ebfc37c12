"""A measure over time: counts of all articles of an outlet in a week, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analysis.intervals import rate_interval, share_interval
from analysis.measures import LEAST_ATTRIBUTIONS, LEAST_WORDS
from analysis.types import Analysis

TREND_COLUMNS = (
    "outlet", "week", "articles", "count", "of", "value", "low", "high", "unit",
)  # fmt: skip
_PER = {"per 1,000 own words": 1000, "per 500 words": 500}


@dataclass(frozen=True, slots=True)
class Dated:
    """An analysed article with its outlet and the day it was published."""

    outlet: str
    published: date
    analysis: Analysis


def weekly(articles: Iterable[Dated], measure: str) -> pd.DataFrame:
    """A measure by outlet and week, with 95 % intervals; columns TREND_COLUMNS.

    ``week`` is the Monday it starts with. Counts and what they are out of are summed over the
    articles, so that a long article weighs more than a brief; a week with too little to tell has
    no value. Only measures of whole articles that have counts, rates and shares, can be summed.
    """
    sums: dict[tuple[str, date], list[int]] = {}
    unit = ""
    for each in articles:
        found = next((m for m in each.analysis.measures if m.name == measure and not m.group), None)
        if found is None:
            continue
        unit = found.unit
        week = each.published - timedelta(days=each.published.weekday())
        row = sums.setdefault((each.outlet, week), [0, 0, 0])
        for place, amount in enumerate((1, found.count, found.of)):
            row[place] += amount
    rows = [
        (outlet, week, number, count, of, *_figure(count, of, unit), unit)
        for (outlet, week), (number, count, of) in sorted(sums.items())
    ]
    return pd.DataFrame(rows, columns=list(TREND_COLUMNS))


def _figure(count: int, of: int, unit: str) -> tuple[float | None, float | None, float | None]:
    """Value and interval, or nothing where it is too little to tell."""
    if unit in _PER:
        per = _PER[unit]
        if of < LEAST_WORDS:
            return None, None, None
        return count * per / of, *rate_interval(count, of / per)
    if of < LEAST_ATTRIBUTIONS:
        return None, None, None
    return count / of, *share_interval(count, of)
