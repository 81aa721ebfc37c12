"""A measure by outlet and week, with its intervals."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.style import FAINT, OUTLET, shortened

_PANEL = 130
_BRIDGED = timedelta(weeks=1)


def trend_chart(table: pd.DataFrame) -> go.Figure:
    """One panel an outlet under the other on the same axes: dots for weeks, lines for intervals.

    ``table`` is of ``analysis.trends.weekly``. Weeks with too little to tell have no dot, and the
    line between dots breaks there.
    """
    outlets = list(dict.fromkeys(table["outlet"]))
    share = not table.empty and str(table["unit"].iloc[0]).startswith("of ")
    scale = 100.0 if share else 1.0
    unit = ("% " if share else "") + (str(table["unit"].iloc[0]) if not table.empty else "")
    figure = make_subplots(
        rows=max(1, len(outlets)), cols=1, shared_xaxes=True, shared_yaxes=True,
        vertical_spacing=min(0.3, 24 / (_PANEL * max(1, len(outlets)))),
        subplot_titles=[f"<b>{shortened(outlet)}</b>" for outlet in outlets],
    )  # fmt: skip
    figure.update_annotations(x=0, xanchor="left", font_size=13)
    top = max([1e-9, *(table["high"].dropna() * scale)])
    for row, outlet in enumerate(outlets, start=1):
        mine = _with_gaps(table[table["outlet"] == outlet].sort_values("week"))
        for each in mine.dropna(subset=["value"]).to_dict("records"):
            figure.add_trace(
                go.Scatter(
                    x=[each["week"]] * 2, y=[each["low"] * scale, each["high"] * scale],
                    mode="lines", line={"width": 6, "color": FAINT}, hoverinfo="skip",
                    showlegend=False,
                ),
                row=row, col=1,
            )  # fmt: skip
        figure.add_trace(
            go.Scatter(
                x=mine["week"], y=mine["value"] * scale, mode="lines+markers", connectgaps=False,
                line={"color": OUTLET, "width": 1.5}, marker={"size": 9, "color": OUTLET},
                showlegend=False, cliponaxis=False,
                customdata=mine[["outlet", "count", "of", "articles", "low", "high"]].assign(
                    low=mine["low"] * scale, high=mine["high"] * scale
                ),
                hovertemplate="week of %{x|%d %b %Y}<br>%{y:.1f} " + unit
                + "<br>95 % interval %{customdata[4]:.1f} to %{customdata[5]:.1f}"
                "<br>%{customdata[1]:,} of %{customdata[2]:,}, articles: %{customdata[3]}"
                "<extra></extra>",
            ),
            row=row, col=1,
        )  # fmt: skip
    figure.update_yaxes(range=[0, top * 1.08], fixedrange=True, automargin=True)
    figure.update_xaxes(fixedrange=True, tickformat="%d %b %Y")
    figure.update_layout(
        height=90 + _PANEL * max(1, len(outlets)), margin={"l": 8, "r": 16, "t": 32, "b": 48},
        dragmode=False, hoverlabel={"align": "left"},
    )  # fmt: skip
    return figure


def _with_gaps(mine: pd.DataFrame) -> pd.DataFrame:
    """The same rows with an empty one where weeks are missing, so that no line bridges them."""
    weeks = list(mine["week"])
    missing = [
        later - _BRIDGED
        for earlier, later in zip(weeks, weeks[1:], strict=False)
        if later - earlier > _BRIDGED
    ]
    if not missing:
        return mine
    empty = pd.DataFrame({"week": missing}).assign(outlet=mine["outlet"].iloc[0])
    return pd.concat([mine, empty.reindex(columns=mine.columns)]).sort_values("week")
