"""Rates and shares by outlet, each with its interval."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.comparison import Tally, shrunk_rates
from analysis.measures import PER_WORDS
from analysis.readability import GRADE_FORMULAS
from charts.style import CURRENT, FAINT, OUTLET, finish, row_labels

TOO_FEW = "too few to tell"
USUAL_GRADES = (9, 14)
"""School grades that most news reads at."""


def select_measure(measures: pd.DataFrame, name: str, group: str = "") -> pd.DataFrame:
    """The rows of one measure, in the order of the outlets."""
    chosen = (measures["name"] == name) & (measures["group"] == group)
    return measures[chosen].reset_index(drop=True)


def interval_chart(measures: pd.DataFrame, name: str, current: str | None = None) -> go.Figure:
    """A dot for each outlet's figure, on a line for its 95 % interval.

    Args:
        measures: rows of ``analysis.tables.measures_table``.
        name: the measure to show.
        current: the outlet to set apart, if any.

    Outlets with too little text get words in the place of a dot.
    """
    table = select_measure(measures, name)
    is_share = not table.empty and str(table["unit"].iloc[0]).startswith("of ")
    scale = 100.0 if is_share else 1.0
    unit = f"% {table['unit'].iloc[0]}" if is_share else str(table["unit"].iloc[0])
    labels = row_labels(list(table["outlet"]), current)
    ends = [float(end) * scale for name in ("value", "high") for end in table[name].dropna()]
    longest = max([end for end in ends if end > 0], default=1.0)
    figure = go.Figure()
    for row in table.to_dict("records"):
        label = labels[row["outlet"]]
        colour = CURRENT if row["outlet"] == current else OUTLET
        if pd.isna(row["value"]):
            figure.add_trace(
                go.Scatter(
                    x=[0], y=[label], mode="text",
                    text=[f"{TOO_FEW} ({row['count']} of {row['of']})"],
                    textposition="middle right", hoverinfo="skip", showlegend=False,
                )
            )  # fmt: skip
            continue
        value = row["value"] * scale
        counted = not pd.isna(row["low"])
        if not pd.isna(row["low"]):
            figure.add_trace(
                go.Scatter(
                    x=[row["low"] * scale, row["high"] * scale], y=[label, label], mode="lines",
                    line={"width": 8, "color": FAINT}, hoverinfo="skip", showlegend=False,
                )
            )  # fmt: skip
        figure.add_trace(
            go.Scatter(
                x=[value], y=[label], mode="markers+text",
                text=[f"{value:.1f} ({row['count']:,})" if counted else f"{value:.1f}"],
                # Turned inwards near an end, where it would be cut.
                textposition="top right" if value < 0.25 * longest
                else "top left" if value > 0.75 * longest else "top center",
                showlegend=False, cliponaxis=False,
                marker={
                    "size": 12, "color": colour,
                    "symbol": "diamond" if row["outlet"] == current else "circle",
                },
                customdata=[[row["outlet"], row["count"], row["of"], row["low"] * scale,
                             row["high"] * scale]],
                hovertemplate="%{y}<br>%{x:.1f} " + unit
                + ("<br>95 % interval %{customdata[3]:.1f} to %{customdata[4]:.1f}"
                   "<br>%{customdata[1]:,} of %{customdata[2]:,}" if counted else "")
                + "<extra></extra>",
            )
        )  # fmt: skip
    if not is_share:
        _add_shrunk(figure, table[table["low"].notna() & (table["of"] > 0)], labels)
    figure.update_yaxes(autorange="reversed")
    lowest = min([0.0, *(float(value) for value in table["value"].dropna())]) * scale
    figure.update_xaxes(range=[lowest * 1.1, longest * 1.05])
    return finish(figure, len(table), unit)


def _add_shrunk(figure: go.Figure, table: pd.DataFrame, labels: dict[str, str]) -> None:
    """A stroke where each rate would stand if drawn towards the others', as its words are few."""
    if len(table) < 2:
        return
    tallies = [Tally(count, of) for count, of in zip(table["count"], table["of"], strict=True)]
    # The table's rates may be in another unit than 1,000 words.
    scales = [
        value * of / (count * PER_WORDS) if count else 1.0
        for value, count, of in zip(table["value"], table["count"], table["of"], strict=True)
    ]
    scale = next((each for each in scales if each != 1.0), 1.0)
    figure.add_trace(
        go.Scatter(
            x=[rate.mean * scale for rate in shrunk_rates(tallies)],
            y=[labels[outlet] for outlet in table["outlet"]], mode="markers", showlegend=False,
            marker={"symbol": "line-ns", "size": 16, "line": {"width": 2, "color": OUTLET}},
            hovertemplate="%{y}<br>%{x:.1f} if drawn towards the others<extra></extra>",
        )
    )  # fmt: skip


def formula_chart(measures: pd.DataFrame, formulas: tuple[str, ...], current: str | None = None,
                  group: str = "") -> go.Figure:  # fmt: skip
    """For each outlet the range of the grade formulas, and a mark for each of them.

    Behind them stands the range that most news falls in.

    Raises:
        KeyError: if ``measures`` lacks a column of ``analysis.tables.MEASURE_COLUMNS``.
    """
    symbols = ("circle", "square", "triangle-up", "cross")
    outlets = list(dict.fromkeys(measures["outlet"]))
    labels = row_labels(outlets, current)
    figure = go.Figure()
    figure.add_vrect(
        *USUAL_GRADES, fillcolor="rgba(138, 138, 138, 0.12)", line_width=0, layer="below",
        annotation={"text": "most news", "yref": "paper", "y": 1, "yanchor": "bottom"},
    )  # fmt: skip
    for outlet in outlets:
        mine = measures[(measures["outlet"] == outlet) & (measures["group"] == group)]
        values = [
            float(value)
            for value in mine[mine["name"].isin(formulas)]["value"]
            if not pd.isna(value)
        ]
        label = labels[outlet]
        if values:
            figure.add_trace(
                go.Scatter(
                    x=[min(values), max(values)], y=[label, label], mode="lines",
                    line={"width": 8, "color": CURRENT if outlet == current else FAINT},
                    opacity=0.6 if outlet == current else 1.0,
                    hoverinfo="skip", showlegend=False,
                )
            )  # fmt: skip
        else:
            figure.add_trace(
                go.Scatter(
                    x=[0], y=[label], mode="text", text=[TOO_FEW], hoverinfo="skip",
                    textposition="middle right", showlegend=False,
                )
            )  # fmt: skip
    for formula, symbol in zip(formulas, symbols, strict=True):
        table = select_measure(measures, formula, group)
        figure.add_trace(
            go.Scatter(
                x=table["value"], y=[labels[outlet] for outlet in table["outlet"]],
                mode="markers", name=formula_label(formula),
                marker={"size": 9, "symbol": symbol, "color": OUTLET},
                customdata=[[outlet] for outlet in table["outlet"]],
                hovertemplate="%{y}<br>" + formula_label(formula) + " %{x:.1f}"
                "<extra></extra>",
            )
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed", categoryorder="array",
                        categoryarray=list(labels.values()))  # fmt: skip
    finish(figure, len(outlets), "US school grade", legend=True)
    figure.update_layout(margin={"t": 28})
    return figure


def formula_label(name: str) -> str:
    """The name of a formula as readers know it."""
    labels = {
        "flesch_kincaid_grade": "Flesch-Kincaid grade",
        "gunning_fog": "Gunning fog",
        "coleman_liau_index": "Coleman-Liau",
        "automated_readability_index": "Automated readability",
        "flesch_reading_ease": "Flesch reading ease",
    }
    return labels[name]


def grades_title(measures: pd.DataFrame, group: str = "") -> str:
    """How many reports read at the grades of most news, by the middle of their formulas."""
    formulas = measures[measures["name"].isin(GRADE_FORMULAS) & (measures["group"] == group)]
    grades = formulas.groupby("outlet")["value"].median().dropna()
    if grades.empty:
        return "Too little text for the formulas"
    usual = int(grades.between(*USUAL_GRADES).sum())
    easier = int((grades < USUAL_GRADES[0]).sum())
    parts = [f"{usual} of {len(grades)} reports read at the grades of most news"]
    if easier:
        parts.append(f"{easier} below")
    if usual + easier < len(grades):
        parts.append(f"{len(grades) - usual - easier} above")
    return ", ".join(parts)
