"""Framing by outlet: which names were chosen, and which verbs report which side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analysis.measures import CHARGED_STANCES, NO_SIDE
from analysis.naming import NOT_CHOSEN, PLAIN_ALIGNMENTS
from charts.matrix import count_matrix
from charts.style import STANCES, finish, hatched, row_labels, shortened


def naming_counts(evidence: pd.DataFrame) -> pd.DataFrame:
    """How often each outlet uses each name as its own choice, in its own voice.

    Only things that at least one outlet calls by a name that takes a side, or that outlets call
    by different names. Columns: entity, name, alignment, outlet, count.
    """
    chosen = (evidence["voice"] == "own") & ~evidence["category"].isin(NOT_CHOSEN)
    names = evidence[(evidence["measure"] == "naming") & chosen]
    if names.empty:
        return pd.DataFrame(columns=["entity", "name", "alignment", "outlet", "count"])
    told = []
    for entity, uses in names.groupby("entity"):
        sided = ~uses["category"].isin(PLAIN_ALIGNMENTS)
        if sided.any() or uses["variant"].nunique() > 1:
            told.append(entity)
    counted = (
        names[names["entity"].isin(told)]
        .groupby(["entity", "variant", "category", "outlet"], sort=True)
        .size()
        .reset_index(name="count")
    )
    return counted.rename(columns={"variant": "name", "category": "alignment"})


def naming_matrix(
    counts: pd.DataFrame, outlets: Sequence[str], current: str | None = None
) -> go.Figure:
    """Names in rows, outlets in columns, uses in the cells; names come from ``naming_counts``.

    A name that takes a side by convention is starred, so that colour isn't the only sign.
    """
    names = list(counts[["entity", "name", "alignment"]].drop_duplicates().itertuples(index=False))
    rows = [
        f"<b>{shortened(name, 20)}</b>"
        + ("" if alignment in PLAIN_ALIGNMENTS else " ★")
        + f"<br><i>{shortened(entity, 20)}</i>"
        for entity, name, alignment in names
    ]
    places = {(entity, name): number for number, (entity, name, _) in enumerate(names)}
    uses = {
        (places[row["entity"], row["name"]], outlets.index(row["outlet"])): row
        for row in counts.to_dict("records")
    }
    return count_matrix(
        rows,
        list(row_labels(outlets, current).values()),
        {cell: int(row["count"]) for cell, row in uses.items()},
        {cell: [row["outlet"], row["entity"], row["name"]] for cell, row in uses.items()},
        "<b>%{x}</b><br>%{y}<br>uses: %{text}",
    )


def shared_sides(attributions: pd.DataFrame, most: int = 3) -> list[str]:
    """The sides that half of the outlets report with a verb, the most reported first.

    Where there is none, those that two outlets report; one that a single outlet reports can't be
    compared.
    """
    told = attributions[attributions["cue"].notna() & (attributions["side"] != NO_SIDE)]
    by_side = told.groupby("side").agg(verbs=("cue", "size"), outlets=("outlet", "nunique"))
    shared = by_side[by_side["outlets"] >= 2].sort_values("verbs", ascending=False)
    common = shared[2 * shared["outlets"] >= attributions["outlet"].nunique()]
    return [str(side) for side in (shared if common.empty else common).index[:most]]


def verb_counts(attributions: pd.DataFrame, sides: Sequence[str]) -> pd.DataFrame:
    """What ``verbs_by_side`` draws. Columns: side, outlet, stance, count, verbs."""
    told = attributions[attributions["cue"].notna() & attributions["side"].isin(list(sides))]
    return (
        told.assign(verb=told["cue"].str.lower())
        .groupby(["side", "outlet", "stance"])["verb"]
        .agg(count="size", verbs=lambda verbs: ", ".join(dict.fromkeys(verbs)))
        .reset_index()
    )


def verbs_by_side(
    attributions: pd.DataFrame,
    sides: Sequence[str],
    outlets: Sequence[str],
    current: str | None = None,
) -> go.Figure:
    """Reporting verbs by stance: one panel a side, one bar an outlet, counts as lengths.

    After each bar stands how many of its verbs are charged.
    """
    panels = max(1, len(sides))
    figure = make_subplots(
        rows=panels, cols=1, shared_xaxes=True, vertical_spacing=0.16 / panels,
        subplot_titles=[f"<b>{shortened(side, 22)}</b>" for side in sides],
    )  # fmt: skip
    # Titles start where the bars start: a centred one is cut on a phone.
    figure.update_annotations(x=0, xanchor="left", font_size=13)
    by_outlet = row_labels(outlets, current)
    labels = [by_outlet[outlet] for outlet in outlets]
    with_cue = attributions[attributions["cue"].notna()]
    longest = 1
    ranks = {stance: 1000 + place for place, stance in enumerate(STANCES)}
    in_legend: set[str] = set()
    for row, side in enumerate(sides, start=1):
        mine = with_cue[with_cue["side"] == side]
        for stance, (name, colour, pattern) in STANCES.items():
            of_stance = mine[mine["stance"] == stance]
            if of_stance.empty:
                continue
            verbs = [
                of_stance[of_stance["outlet"] == outlet]["cue"].str.lower() for outlet in outlets
            ]
            figure.add_trace(
                go.Bar(
                    y=labels, x=[len(each) for each in verbs], orientation="h", name=name,
                    legendgroup=stance, showlegend=stance not in in_legend,
                    legendrank=ranks[stance], marker=hatched(colour, pattern),
                    customdata=[[outlet, side, stance,
                                 shortened(", ".join(dict.fromkeys(each)), 120)]
                                for outlet, each in zip(outlets, verbs, strict=True)],
                    hovertemplate="<b>%{y}</b><br>%{x} " + name
                    + ": %{customdata[3]}<extra></extra>",
                ),
                row=row, col=1,
            )  # fmt: skip
            in_legend.add(stance)
        totals = [int((mine["outlet"] == outlet).sum()) for outlet in outlets]
        charged = mine[mine["stance"].isin(CHARGED_STANCES)]
        figure.add_trace(
            go.Scatter(
                y=labels, x=totals, mode="text", textposition="middle right",
                text=[
                    f" {(charged['outlet'] == outlet).sum()} of {total}" if total else " none found"
                    for outlet, total in zip(outlets, totals, strict=True)
                ],
                hoverinfo="skip", showlegend=False, cliponaxis=False,
            ),
            row=row, col=1,
        )  # fmt: skip
        longest = max(longest, *totals)
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=labels)
    finish(figure, len(outlets) * panels, "", legend=True)
    figure.update_xaxes(range=[0, longest * 1.25], dtick=max(1, -(-longest // 6)))
    figure.update_xaxes(title="reporting verbs", row=panels, col=1)
    figure.update_layout(height=196 + panels * (50 + 26 * len(outlets)), margin={"t": 32})
    return figure
