"""Sides merged and renamed by the reader: the same analysis under other names of sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.measures import measured
from analysis.types import Analysis, Measure


def rename_sides(analysis: Analysis, names: Mapping[str, str]) -> Analysis:
    """``analysis`` with each side under the name that ``names`` gives it, measures counted anew.

    Two sides under one name are one side. Sides that ``names`` doesn't hold keep their names.
    """
    if not any(each.side in names for each in analysis.attributions):
        return analysis
    attributions = tuple(
        replace(each, side=names.get(each.side, each.side)) if each.side else each
        for each in analysis.attributions
    )
    evidence = tuple(
        replace(each, entity=names.get(each.entity, each.entity))
        if each.measure == "reporting_verbs" and each.entity
        else each
        for each in analysis.evidence
    )
    renamed = measured(replace(analysis, attributions=attributions, evidence=evidence))
    # Whether a side was accused is read from the names that stand in the text.
    replies: dict[str, Measure] = {}
    for each in analysis.measures:
        if each.name == "right_of_reply":
            side = names.get(each.group, each.group)
            earlier = replies.get(side, each)
            replies[side] = replace(max(earlier, each, key=lambda told: told.count), group=side)
    others = (each for each in renamed.measures if each.name != "right_of_reply")
    return replace(renamed, measures=(*others, *replies.values()))
