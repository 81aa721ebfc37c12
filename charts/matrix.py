"""A matrix of counts: rows by outlets, each count in its cell, and each cell to be selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from charts.style import ROW_HEIGHT, finish

_ROOM_FOR_COLUMNS = 190
"""Pixels for the names of the columns, which are turned upright on a phone."""


def count_matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Mapping[tuple[int, int], int],
    custom: Mapping[tuple[int, int], Sequence[Any]],
    hover: str,
) -> go.Figure:
    """A cell for each row and column, the fuller the darker.

    Args:
        rows: labels of the rows, of two lines each.
        columns: labels of the columns.
        counts: the counts above nought, by number of row and column.
        custom: the custom data of each of these cells.
        hover: what hovering over one of them shows, as plotly's template.
    """
    # The darkest is faint enough for the text of both themes to be read upon it; the scale is steep
    # at first, so that small counts are told apart beside large ones.
    figure = go.Figure(
        go.Heatmap(
            z=[[counts.get((row, column), 0) for column in range(len(columns))]
               for row in range(len(rows))],
            x=list(columns), y=list(rows), showscale=False, xgap=3, ygap=3, zmin=0,
            zmax=max([1, *counts.values()]),
            hoverinfo="skip",
            colorscale=[[0, "rgba(138,138,138,0.08)"], [0.001, "rgba(58,135,200,0.18)"],
                        [0.25, "rgba(58,135,200,0.39)"], [1, "rgba(58,135,200,0.6)"]],
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=[columns[column] for _, column in counts], y=[rows[row] for row, _ in counts],
            mode="markers+text", text=[str(count) for count in counts.values()],
            showlegend=False, customdata=[list(custom[cell]) for cell in counts],
            # Nothing to be seen, but something to be clicked.
            marker={"size": 28, "color": "rgba(0, 0, 0, 0)", "symbol": "square"},
            hovertemplate=hover + "<extra></extra>",
        )
    )  # fmt: skip
    finish(figure, len(rows), "")
    figure.update_yaxes(autorange="reversed", showgrid=False, categoryorder="array",
                        categoryarray=list(rows), ticks="")  # fmt: skip
    figure.update_xaxes(side="top", showgrid=False, autotickangles=[0, -90], title=None, ticks="",
                        categoryorder="array", categoryarray=list(columns))  # fmt: skip
    figure.update_layout(
        height=_ROOM_FOR_COLUMNS + (ROW_HEIGHT + 4) * max(1, len(rows)),
        margin={"t": 8, "b": 8},
    )
    return figure
