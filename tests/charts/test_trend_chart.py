"""The chart of a measure over weeks."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.trends import TREND_COLUMNS
from charts.trends import trend_chart


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(TREND_COLUMNS))


def test_each_outlet_has_a_panel_and_each_told_week_a_dot_and_an_interval() -> None:
    unit = "of sentences"
    figure = trend_chart(
        table(
            ("A <b>", date(2025, 1, 6), 1, 2, 10, 0.2, 0.05, 0.5, unit),
            ("A <b>", date(2025, 1, 13), 1, 1, 2, None, None, None, unit),
            ("B", date(2025, 1, 6), 1, 5, 10, 0.5, 0.2, 0.8, unit),
        )
    )
    titles = [each.text for each in figure.layout.annotations]
    assert titles == ["<b>A &lt;b&gt;</b>", "<b>B</b>"]
    dots = [trace for trace in figure.data if trace.mode == "lines+markers"]
    intervals = [trace for trace in figure.data if trace.mode == "lines"]
    assert len(dots) == 2
    assert len(intervals) == 2
    assert dots[0].y[0] == 20.0
    assert pd.isna(dots[0].y[1])


def test_no_line_bridges_weeks_of_which_nothing_is_known() -> None:
    rows = [("A", day, 1, 5, 10, 0.5, 0.2, 0.8, "of sentences")
            for day in (date(2025, 1, 6), date(2025, 1, 13), date(2025, 6, 2))]  # fmt: skip
    (dots,) = [trace for trace in trend_chart(table(*rows)).data if trace.mode == "lines+markers"]
    assert [pd.isna(value) for value in dots.y] == [False, False, True, False]
    assert not dots.connectgaps


def test_an_empty_table_is_an_empty_chart() -> None:
    assert trend_chart(table()).data == ()
