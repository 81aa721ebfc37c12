"""A measure over weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis import Analysis, Article, Measure, analyze
from analysis.trends import Dated, weekly

BASE = analyze(Article("It rained on the coast for two days."))


def counted(count: int, of: int, unit: str = "per 1,000 own words") -> Analysis:
    return replace(BASE, measures=(Measure("m", "", None, count, of, None, None, unit),))


def test_the_articles_of_a_week_are_counted_together() -> None:
    table = weekly(
        [
            Dated("A", date(2025, 1, 6), counted(2, 400)),
            Dated("A", date(2025, 1, 12), counted(1, 600)),
            Dated("A", date(2025, 1, 13), counted(5, 1000)),
            Dated("B", date(2025, 1, 7), counted(0, 1000)),
        ],
        "m",
    )
    told = [(row.outlet, row.week, row.articles, row.value) for row in table.itertuples()]
    assert told == [
        ("A", date(2025, 1, 6), 2, 3.0),
        ("A", date(2025, 1, 13), 1, 5.0),
        ("B", date(2025, 1, 6), 1, 0.0),
    ]
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()


@pytest.mark.parametrize(
    ("unit", "of"), [("per 1,000 own words", 149), ("of reporting verbs", 3), ("per 500 words", 9)]
)
def test_a_week_with_too_little_to_tell_has_no_value(unit: str, of: int) -> None:
    table = weekly([Dated("A", date(2025, 1, 6), counted(1, of, unit))], "m")
    assert table["value"].isna().all()
    assert table["count"].tolist() == [1]


def test_shares_are_of_all_that_was_counted() -> None:
    rows = [Dated("A", date(2025, 1, day), counted(day, 10, "of sentences")) for day in (6, 8)]
    (value,) = weekly(rows, "m")["value"]
    assert value == pytest.approx(0.7)


def test_a_measure_that_no_article_has_gives_an_empty_table() -> None:
    assert weekly([Dated("A", date(2025, 1, 6), BASE)], "nothing").empty
