"""Framing by outlet: which names were chosen, and which verbs report which side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analysis.naming import PLAIN_ALIGNMENTS
from charts.style import ROW_HEIGHT, STANCES, finish, shortened


def naming_counts(evidence: pd.DataFrame) -> pd.DataFrame:
    """How often each outlet uses each name in its own voice.

    Only things that at least one outlet calls by a name that takes a side, or that outlets call
    by different names. Columns: entity, name, alignment, outlet, count.
    """
    names = evidence[(evidence["measure"] == "naming") & (evidence["voice"] == "own")]
    if names.empty:
        return pd.DataFrame(columns=["entity", "name", "alignment", "outlet", "count"])
    told = []
    for entity, uses in names.groupby("entity"):
        sided = ~uses["category"].isin(PLAIN_ALIGNMENTS)
        if sided.any() or uses["text"].nunique() > 1:
            told.append(entity)
    counted = (
        names[names["entity"].isin(told)]
        .groupby(["entity", "text", "category", "outlet"], sort=True)
        .size()
        .reset_index(name="count")
    )
    return counted.rename(columns={"text": "name", "category": "alignment"})


def naming_matrix(counts: pd.DataFrame, outlets: Sequence[str]) -> go.Figure:
    """Names in rows, outlets in columns, uses in the cells; rows come from ``naming_counts``.

    A name that takes a side by convention is starred, so that colour isn't the only sign.
    """
    rows = counts[["entity", "name", "alignment"]].drop_duplicates()
    labels, cells, text = [], [], []
    for row in rows.to_dict("records"):
        star = "" if row["alignment"] in PLAIN_ALIGNMENTS else " ★"
        labels.append(f"{shortened(row['entity'], 22)}: <b>{shortened(row['name'], 26)}</b>{star}")
        mine = counts[(counts["entity"] == row["entity"]) & (counts["name"] == row["name"])]
        by_outlet = dict(zip(mine["outlet"], mine["count"], strict=True))
        cells.append([by_outlet.get(outlet, 0) for outlet in outlets])
        text.append([str(by_outlet[outlet]) if outlet in by_outlet else "" for outlet in outlets])
    figure = go.Figure(
        go.Heatmap(
            z=cells, x=[shortened(outlet, 18) for outlet in outlets], y=labels, text=text,
            texttemplate="%{text}", showscale=False, xgap=3, ygap=3,
            colorscale=[[0, "rgba(138,138,138,0.10)"], [0.01, "rgba(58,135,200,0.35)"],
                        [1, "rgba(58,135,200,0.95)"]],
            hovertemplate="<b>%{x}</b><br>%{y}<br>%{z} times<extra></extra>",
        )
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(side="top", showgrid=False, tickangle=-35)
    finish(figure, len(rows), "")
    figure.update_layout(height=150 + ROW_HEIGHT * max(1, len(rows)), margin={"t": 90, "b": 8})
    return figure


def verbs_by_side(
    attributions: pd.DataFrame, sides: Sequence[str], outlets: Sequence[str]
) -> go.Figure:
    """Reporting verbs by stance: one panel a side, one bar an outlet, counts as lengths."""
    figure = make_subplots(
        rows=max(1, len(sides)), cols=1, shared_xaxes=True, subplot_titles=list(sides),
        vertical_spacing=0.4 / max(1, len(sides)) * 0.4,
    )  # fmt: skip
    labels = [shortened(outlet) for outlet in outlets]
    with_cue = attributions[attributions["cue"].notna()]
    for row, side in enumerate(sides, start=1):
        mine = with_cue[with_cue["side"] == side]
        for stance, (name, colour, pattern) in STANCES.items():
            of_stance = mine[mine["stance"] == stance]
            verbs = [
                of_stance[of_stance["outlet"] == outlet]["cue"].str.lower() for outlet in outlets
            ]
            figure.add_trace(
                go.Bar(
                    y=labels, x=[len(each) for each in verbs], orientation="h", name=name,
                    legendgroup=stance, showlegend=row == 1,
                    marker={"color": colour, "pattern": {"shape": pattern, "solidity": 0.25}},
                    customdata=[[", ".join(dict.fromkeys(each))] for each in verbs],
                    hovertemplate="<b>%{y}</b><br>%{x} " + name
                    + ": %{customdata[0]}<extra></extra>",
                ),
                row=row, col=1,
            )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed")
    finish(figure, len(outlets) * max(1, len(sides)), "", legend=True)
    figure.update_xaxes(title="reporting verbs", row=max(1, len(sides)), col=1)
    figure.update_layout(
        height=190 + max(1, len(sides)) * (50 + 24 * len(outlets)), margin={"t": 40}
    )
    return figure
