"""Sourcing by outlet: whose words stand in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.measures import NO_SIDE
from charts.style import SERIES, finish, shortened

_PATTERNS = ("", "/", ".", "x", "-", "|", "\\")


def main_sides(attributions: pd.DataFrame, most: int = 6) -> list[str]:
    """The sides with the most attributed words over all outlets, the largest first.

    Speakers whose side isn't told are no side.
    """
    told = attributions[attributions["side"] != NO_SIDE]
    totals = told.groupby("side")["words"].sum().sort_values(ascending=False)
    return [str(side) for side in totals.index[:most]]


def quoted_words_by_side(
    attributions: pd.DataFrame, sides: Sequence[str], outlets: Sequence[str]
) -> go.Figure:
    """Words in quotation marks: one bar an outlet, one piece a side, the rest as "other"."""
    figure = go.Figure()
    labels = [shortened(outlet) for outlet in outlets]
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
                textposition="inside", insidetextanchor="middle",
                marker={
                    "color": SERIES[number % len(SERIES)],
                    "pattern": {"shape": _PATTERNS[number % len(_PATTERNS)], "solidity": 0.2},
                },
                hovertemplate="<b>%{y}</b><br>" + shortened(side)
                + ": %{x} quoted words<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed")
    return finish(figure, len(outlets), "words in quotation marks", legend=True)
