"""Who is given words by which outlet, and where in the text."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.measures import NO_SIDE
from charts.matrix import count_matrix
from charts.style import SERIES, finish, row_labels, shortened

_COLUMNS = ("speaker", "side", "outlet", "words", "attributions", "first_paragraph")


def speakers_by_outlet(attributions: pd.DataFrame, most: int = 16) -> pd.DataFrame:
    """Words given to each named speaker by each outlet, the most widely heard speakers first.

    Columns: speaker, side, outlet, words, attributions, first_paragraph. Speakers of whom the text
    only says "officials" are no one person, and left out.
    """
    told = attributions[attributions["named"].astype(bool) & attributions["speaker"].notna()]
    if told.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    counted = (
        told.groupby(["speaker", "outlet"])
        .agg(
            words=("words", "sum"),
            attributions=("words", "size"),
            side=("side", "first"),
            first_paragraph=("paragraph", "min"),
        )
        .reset_index()
    )
    heard = counted.groupby("speaker").agg(outlets=("outlet", "nunique"), words=("words", "sum"))
    order = heard.sort_values(["outlets", "words"], ascending=False).index[:most]
    counted = counted[counted["speaker"].isin(order)]
    ranks = {speaker: rank for rank, speaker in enumerate(order)}
    return counted.sort_values("speaker", key=lambda names: names.map(ranks)).reset_index(
        drop=True
    )[list(_COLUMNS)]


def speaker_matrix(
    counted: pd.DataFrame, outlets: Sequence[str], current: str | None = None
) -> go.Figure:
    """Speakers in rows, outlets in columns, words given in the cells; of ``speakers_by_outlet``.

    An empty place is a speaker that was not found there.
    """
    speakers = list(dict.fromkeys(counted["speaker"]))
    sides = dict(zip(counted["speaker"], counted["side"], strict=True))
    rows = [
        shortened(speaker, 20)
        + ("" if sides[speaker] == NO_SIDE else f"<br><i>{shortened(sides[speaker], 20)}</i>")
        for speaker in speakers
    ]
    heard = {
        (speakers.index(row["speaker"]), outlets.index(row["outlet"])): row
        for row in counted.to_dict("records")
    }
    told = ("outlet", "speaker", "words", "attributions", "first_paragraph")
    return count_matrix(
        rows,
        list(row_labels(outlets, current).values()),
        {cell: int(row["words"]) for cell, row in heard.items()},
        {cell: [row[name] for name in told] for cell, row in heard.items()},
        "<b>%{x}</b><br>%{y}<br>%{customdata[2]} words given, in %{customdata[3]} attributions; "
        "first in paragraph %{customdata[4]}",
    )


def first_paragraphs(
    measures: pd.DataFrame, sides: Sequence[str], outlets: Sequence[str],
    current: str | None = None,
) -> go.Figure:  # fmt: skip
    """In which paragraph each side is first given words: a row an outlet, a sign a side."""
    symbols = ("circle", "square", "diamond", "triangle-up", "x", "star")
    labels = row_labels(outlets, current)
    found = measures[(measures["name"] == "first_paragraph") & measures["group"].isin(list(sides))]
    figure = go.Figure()
    for number, side in enumerate(sides):
        mine = found[found["group"] == side]
        figure.add_trace(
            go.Scatter(
                x=mine["value"], y=[labels[outlet] for outlet in mine["outlet"]], mode="markers",
                cliponaxis=False,
                name=shortened(side),
                marker={"size": 12, "symbol": symbols[number % len(symbols)],
                        "color": SERIES[number % len(SERIES)]},
                customdata=[[outlet, side] for outlet in mine["outlet"]],
                hovertemplate="<b>%{y}</b><br>" + shortened(side)
                + " first speaks in paragraph %{x}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed", categoryorder="array",
                        categoryarray=list(labels.values()))  # fmt: skip
    finish(figure, len(outlets), "paragraph, headline apart", legend=True)
    last = max([1, *found["value"].dropna().astype(int)])
    figure.update_xaxes(range=[0.5, last + 0.5], tick0=1, dtick=max(1, -(-last // 6)))
    return figure


def speakers_title(counted: pd.DataFrame, outlets: Sequence[str]) -> str:
    """How many speakers all outlets, and how many a single one, give words to."""
    if counted.empty:
        return "No outlet gives words to anybody named"
    heard = counted.groupby("speaker")["outlet"].nunique()
    if len(outlets) == 1:
        return f"Named speakers in the only report: {len(heard)}"
    widest = heard.index[0] if heard.empty else heard.idxmax()
    everywhere = int((heard == len(outlets)).sum())
    alone = int((heard == 1).sum())
    return (
        f"{everywhere} of {len(heard)} speakers are heard in every report, {alone} in one alone"
        if everywhere
        else f"No speaker is heard in every report; {widest} in {heard.max()} of {len(outlets)}"
    )


def first_words_title(measures: pd.DataFrame, outlets: Sequence[str]) -> str:
    """The side that speaks before all others in most reports, if one does."""
    # Speakers whose side isn't told are no side, and no chart shows where they stand.
    of_sides = (measures["name"] == "first_paragraph") & (measures["group"] != NO_SIDE)
    found = measures[of_sides]
    if found.empty:
        return "No side is given words here"
    earliest = found.groupby("outlet")["value"].transform("min")
    leading = found[found["value"] == earliest]
    # Where two sides first speak in one paragraph, neither is before the other.
    alone = leading[~leading["outlet"].duplicated(keep=False)]
    counts = alone["group"].value_counts()
    if counts.empty or 2 * counts.iloc[0] <= len(outlets):
        return "No one side speaks first in most reports"
    side = str(counts.index[0])
    return (
        f"{side[0].upper()}{side[1:]} speaks before all other sides in {counts.iloc[0]} of "
        f"{len(outlets)} reports"
    )
