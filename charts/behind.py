"""The words behind a point of a chart: which stretches of which article it counts.

Each function takes the custom data of a point, as its chart gives it, and tables of
``analysis.tables``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analysis import Span
from analysis.measures import CHARGED_STANCES
from analysis.naming import NOT_CHOSEN

Places = list[tuple[str, Span]]
"""Outlets, each with a stretch of its text."""

_OF_ATTRIBUTIONS: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "attributions": lambda told: told["words"] > 0,
    "charged_verbs": lambda told: told["cue"].notna() & told["stance"].isin(CHARGED_STANCES),
    "effective_speakers": lambda told: told["speaker"].notna(),
    "named": lambda told: told["named"].astype(bool),
    "official": lambda told: told["role"].isin(["official", "politician"]),
}


def name_uses(evidence: pd.DataFrame, point: Sequence[str]) -> Places:
    """The uses of a name by an outlet; ``point`` is outlet, entity and name."""
    outlet, entity, name = point[:3]
    of_name = (evidence["entity"] == entity) & (evidence["variant"] == name)
    chosen = (evidence["voice"] == "own") & ~evidence["category"].isin(NOT_CHOSEN)
    return _places(evidence[(evidence["outlet"] == outlet) & of_name & chosen])


def verb_uses(attributions: pd.DataFrame, point: Sequence[str]) -> Places:
    """An outlet's verbs of one stance for a side; ``point`` is outlet, side and stance."""
    outlet, side, stance = point[:3]
    told = attributions[attributions["cue"].notna() & (attributions["outlet"] == outlet)]
    return _places(told[(told["side"] == side) & (told["stance"] == stance)])


def quotations_of(attributions: pd.DataFrame, sides: Sequence[str], point: Sequence[str]) -> Places:
    """An outlet's quotations of a side; a side that is none of ``sides`` stands for all others."""
    outlet, side = point[:2]
    of_side = (
        attributions["side"] == side if side in sides else ~attributions["side"].isin(list(sides))
    )
    quoted = (attributions["quoted_words"] > 0) & (attributions["outlet"] == outlet)
    return _places(attributions[of_side & quoted])


def speaker_uses(attributions: pd.DataFrame, point: Sequence[str]) -> Places:
    """What an outlet gives to a speaker; ``point`` is outlet and speaker."""
    of_speaker = attributions["speaker"] == point[1]
    return _places(attributions[(attributions["outlet"] == point[0]) & of_speaker])


def first_words(attributions: pd.DataFrame, point: Sequence[str]) -> Places:
    """What a side is given where it first speaks; ``point`` is outlet and side."""
    outlet, side = point[:2]
    mine = attributions[(attributions["outlet"] == outlet) & (attributions["side"] == side)]
    body = mine[mine["paragraph"] > 0]
    return _places(body[body["paragraph"] == body["paragraph"].min()])


def counted_by(
    measure: str, evidence: pd.DataFrame, attributions: pd.DataFrame, point: Sequence[str]
) -> Places:
    """What ``measure`` counts in an outlet's article; ``point`` starts with the outlet."""
    if measure in _OF_ATTRIBUTIONS:
        mine = attributions[attributions["outlet"] == point[0]]
        return _places(mine[_OF_ATTRIBUTIONS[measure](mine)])
    own = (evidence["voice"] == "own") & (evidence["part"] == "body")
    return _places(
        evidence[own & (evidence["measure"] == measure) & (evidence["outlet"] == point[0])]
    )


def _places(rows: pd.DataFrame) -> Places:
    return [
        (outlet, Span(int(start), int(end)))
        for outlet, start, end in zip(rows["outlet"], rows["start"], rows["end"], strict=True)
    ]
