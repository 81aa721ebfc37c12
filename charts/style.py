"""What all charts share: colours that hold in both themes and for colour-blind readers."""

from __future__ import annotations

import plotly.graph_objects as go

ROW_HEIGHT = 34
"""Pixels a row of a horizontal chart takes."""

OUTLET = "#3a87c8"
CURRENT = "#d5702a"
FAINT = "rgba(138, 138, 138, 0.35)"

SERIES = ("#3a87c8", "#d5702a", "#2b9a75", "#b565a7", "#b8860b", "#7a7ff0", "#8a8a8a")
"""Colours of categories, after Okabe and Ito, at a lightness that both themes can show."""

STANCES: dict[str, tuple[str, str, str]] = {
    "neutral": ("neutral", "#8a8a8a", ""),
    "endorsing": ("endorsing", "#2b9a75", "\\"),
    "positive": ("positive", "#3a87c8", "x"),
    "directive": ("directive", "#7a7ff0", "-"),
    "other": ("other", "#c0c0c0", "|"),
    "distancing": ("distancing", "#d9a521", "."),
    "negative": ("negative", "#d5602a", "/"),
}
"""Stances of reporting verbs: name, colour, and the pattern that tells them apart without it."""


def finish(figure: go.Figure, rows: int, x_title: str, legend: bool = False) -> go.Figure:
    """Give ``figure`` the size and manners of all our horizontal charts."""
    bottom = 130 if legend else 48
    figure.update_layout(
        height=max(160, 48 + bottom + ROW_HEIGHT * rows),
        margin={"l": 8, "r": 16, "t": 8, "b": bottom},
        # Below the chart, where it may wrap to several rows on a phone.
        legend={"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0},
        hoverlabel={"align": "left"},
        dragmode=False,
    )
    figure.update_xaxes(title=x_title, automargin=True, fixedrange=True, zeroline=False)
    figure.update_yaxes(automargin=True, fixedrange=True, title=None, ticksuffix="  ")
    return figure


def shortened(label: str, most: int = 28) -> str:
    """A label cut to what a phone can show beside a chart."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
