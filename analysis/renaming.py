"""Sides merged and renamed by the reader: the same analysis under other names of sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.measures import measured
from analysis.types import Analysis, RightOfReply


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
    replies: dict[str, RightOfReply] = {}
    for told in analysis.replies:
        side = names.get(told.side, told.side)
        same = replies.get(side, RightOfReply(side, (), ()))
        replies[side] = RightOfReply(
            side,
            (*same.accusations, *told.accusations),
            tuple(sorted({*same.replies, *told.replies})),
        )
    return measured(
        replace(
            analysis,
            attributions=attributions,
            evidence=evidence,
            replies=tuple(replies.values()),
        )
    )
