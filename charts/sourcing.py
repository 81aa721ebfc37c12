"""Sourcing by outlet: whose words stand in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.measures import NO_SIDE
from charts.style import ON_BAR, SERIES, finish, hatched, row_labels, shortened

_PATTERNS = ("", "/", ".", "x", "-", "|", "\\")


def main_sides(attributions: pd.DataFrame, most: int = 6) -> list[str]:
    """The sides with the most attributed words over all outlets, the largest first.

    Speakers whose side isn't told are no side.
    """
    told = attributions[attributions["side"] != NO_SIDE]
    totals = told.groupby("side")["words"].sum().sort_values(ascending=False)
    return [str(side) for side in totals.index[:most]]


def quoted_counts(attributions: pd.DataFrame) -> pd.DataFrame:
    """Words in quotation marks by outlet and side. Columns: outlet, side, quoted_words."""
    counted = attributions.groupby(["outlet", "side"], sort=False)["quoted_words"].sum()
    return counted[counted > 0].reset_index()


def quoted_words_by_side(
    attributions: pd.DataFrame,
    sides: Sequence[str],
    outlets: Sequence[str],
    current: str | None = None,
) -> go.Figure:
    """Words in quotation marks: one bar an outlet, one piece a side, the rest as "other"."""
    figure = go.Figure()
    by_outlet = row_labels(outlets, current)
    labels = [by_outlet[outlet] for outlet in outlets]
    known = attributions["side"].isin(list(sides))
    pieces = [(side, attributions[attributions["side"] == side]) for side in sides]
    if (~known).any():
        pieces.append(("other, or not told", attributions[~known]))
    for number, (side, mine) in enumerate(pieces):
        totals = mine.groupby("outlet")["quoted_words"].sum()
        counts = [int(totals.get(outlet, 0)) for outlet in outlets]
        figure.add_trace(
            go.Bar(
                y=labels, x=counts, orientation="h", name=shortened(side),
                text=[str(count) if count else "" for count in counts],
                textposition="inside", insidetextanchor="middle", textangle=0,
                insidetextfont={"color": ON_BAR},
                marker=hatched(SERIES[number % len(SERIES)], _PATTERNS[number % len(_PATTERNS)]),
                customdata=[[outlet, side] for outlet in outlets],
                hovertemplate="<b>%{y}</b><br>" + shortened(side)
                + ": %{x} quoted words<extra></extra>",
            )
        )  # fmt: skip
    # A figure that its piece of the bar is too short for is left to hovering.
    figure.update_layout(barmode="stack", uniformtext={"minsize": 11, "mode": "hide"})
    figure.update_yaxes(autorange="reversed")
    return finish(figure, len(outlets), "words in quotation marks", legend=True)
