"""What all charts share: colours that hold in both themes and for colour-blind readers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

ROW_HEIGHT = 34
"""Pixels a row of a horizontal chart takes."""

OUTLET = "#3a87c8"
CURRENT = "#d5702a"
FAINT = "rgba(138, 138, 138, 0.35)"
ON_BAR = "#111318"
"""Text upon a bar: dark, as all our colours are light enough for it in both themes."""

SERIES = ("#3a87c8", "#d5702a", "#2b9a75", "#b565a7", "#b8860b", "#7a7ff0", "#8a8a8a")
"""Colours of categories, after Okabe and Ito, at a lightness that both themes can show."""

# Charged ones first: in a bar they start at the axis, where lengths compare best.
STANCES: dict[str, tuple[str, str, str]] = {
    "negative": ("negative", "#d5602a", "/"),
    "distancing": ("distancing", "#c08a00", "."),
    "neutral": ("neutral", "#8a8a8a", ""),
    "endorsing": ("endorsing", "#2b9a75", "\\"),
    "directive": ("directive", "#7a7ff0", "-"),
    "positive": ("positive", "#3a87c8", "x"),
    "other": ("other", "#6b6b75", "|"),
}
"""Stances of reporting verbs: name, colour, and the pattern that tells them apart without it."""


def hatched(colour: str, pattern: str) -> dict[str, object]:
    """The look of a bar: full colour, with a light hatch over it where ``pattern`` names one."""
    return {
        "color": colour,
        "pattern": {
            "shape": pattern, "fillmode": "overlay", "fgcolor": "rgba(255, 255, 255, 0.55)",
            "solidity": 0.22, "size": 7,
        },
    }  # fmt: skip


def finish(figure: go.Figure, rows: int, x_title: str, legend: bool = False) -> go.Figure:
    """Give ``figure`` the size and manners of all our horizontal charts."""
    bottom = 136 if legend else 48
    figure.update_layout(
        height=max(160, 48 + bottom + ROW_HEIGHT * rows),
        margin={"l": 8, "r": 16, "t": 8, "b": bottom},
        # Below the chart and as wide as it, so that it wraps to few rows on a phone.
        legend={
            "orientation": "h", "traceorder": "normal",
            "xref": "container", "x": 0, "xanchor": "left",
            "yref": "container", "y": 0, "yanchor": "bottom",
        },
        hoverlabel={"align": "left"},
        dragmode=False,
    )  # fmt: skip
    figure.update_xaxes(title=x_title, automargin=True, fixedrange=True, zeroline=False)
    figure.update_yaxes(automargin=True, fixedrange=True, title=None, ticksuffix="  ")
    return figure


def inked(figure: go.Figure, colour: str) -> go.Figure:
    """Give all words of ``figure`` outside its bars one colour."""
    figure.update_layout(font_color=colour, legend_font_color=colour)
    figure.update_xaxes(tickfont_color=colour, title_font_color=colour)
    figure.update_yaxes(tickfont_color=colour)
    figure.update_annotations(font_color=colour)
    return figure


def shortened(label: str, most: int = 26) -> str:
    """A label cut to what a phone can show beside a chart, as plotly takes it.

    It is cut in the middle, as names differ at their ends too: "Gazette (2)". Plotly reads some
    tags, and a label is nobody's markup.
    """
    if len(label) > most:
        end = most // 3
        label = f"{label[: most - end - 1].rstrip()}…{label[-end:].lstrip()}"
    return escape(label, quote=False)


def row_labels(outlets: Sequence[str], current: str | None = None) -> dict[str, str]:
    """Labels of the rows of a chart by outlet, each another; ``current`` stands out."""
    labels: dict[str, str] = {}
    for outlet in outlets:
        label = short = shortened(outlet)
        number = 2
        while label in labels.values():
            label, number = f"{short} ({number})", number + 1
        labels[outlet] = label
    if current in labels:
        labels[current] = f"<b>{labels[current]}</b>"
    return labels
