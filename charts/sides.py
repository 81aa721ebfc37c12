"""What one article does to each side: the verbs that report it, and its words in quotation marks.

Beside the text this answers, at a glance, who "complained" and who "said".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from analysis import Analysis, Attribution
from analysis.measures import CHARGED_STANCES, NO_SIDE, side_of
from charts.style import STANCES


class Verb(TypedDict):
    """One verb in one stance: how often, and the numbers of its marks in the text."""

    word: str
    stance: str
    charged: bool
    count: int
    marks: list[int]


class SideRow(TypedDict):
    """One side: its verbs, charged ones first, and how many of its words are quoted."""

    side: str
    quoted: int
    verbs: list[Verb]


def side_rows(analysis: Analysis, most: int = 5) -> list[SideRow]:
    """The sides that are given the most words, and last the speakers whose side isn't told.

    Empty where fewer than two sides speak: there is nothing to set side by side.
    """
    by_side: dict[str, list[Attribution]] = {}
    for attribution in analysis.attributions:
        by_side.setdefault(side_of(attribution), []).append(attribution)
    untold = by_side.pop(NO_SIDE, [])
    if len(by_side) < 2:
        return []
    order = sorted(by_side, key=lambda side: -sum(each.words for each in by_side[side]))
    rows = [_row(analysis, side, by_side[side]) for side in order[:most]]
    if untold:
        rows.append(_row(analysis, NO_SIDE, untold))
    return rows


def _row(analysis: Analysis, side: str, attributions: Sequence[Attribution]) -> SideRow:
    marked = {
        each.span: number
        for number, each in enumerate(analysis.counted)
        if each.measure == "reporting_verbs"
    }
    verbs: dict[tuple[str, str], Verb] = {}
    for each in attributions:
        if each.cue is None:
            continue
        word = each.cue.text_in(analysis.article.text).lower()
        verb = verbs.setdefault(
            (word, each.stance),
            {
                "word": word,
                "stance": each.stance,
                "charged": each.stance in CHARGED_STANCES,
                "count": 0,
                "marks": [],
            },
        )
        verb["count"] += 1
        if each.cue in marked:
            verb["marks"].append(marked[each.cue])
    places = {stance: place for place, stance in enumerate(STANCES)}
    return {
        "side": side,
        "quoted": sum(each.quoted_words for each in attributions),
        "verbs": sorted(verbs.values(), key=lambda verb: (places[verb["stance"]], -verb["count"])),
    }
