"""Findings: a few plain sentences, each computed from evidence and leading to its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.measures import CHARGED_STANCES, NO_SIDE, side_of
from analysis.naming import PLAIN_ALIGNMENTS
from analysis.segmentation import paragraphs
from analysis.sides import find_places
from analysis.spans import Span
from analysis.types import Analysis, Attribution, Evidence

Topic = Literal["framing", "sourcing", "readability"]

_LEAST_VERBS_OF_A_SIDE = 2
_LEAST_QUOTED_WORDS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about an article, and the stretches of its text that it rests on."""

    topic: Topic
    text: str
    spans: tuple[Span, ...]


def find_findings(analysis: Analysis) -> tuple[Finding, ...]:
    """What a reader should see at a glance; empty where nothing is notable."""
    return (
        *_charged_verbs(analysis),
        *_sided_names(analysis),
        *_headline(analysis),
        *_quoted_least(analysis),
        *_second_hand(analysis),
        *_long_sentences(analysis),
    )


def _charged_verbs(analysis: Analysis) -> Iterator[Finding]:
    by_side: dict[str, list[Attribution]] = {}
    for attribution in analysis.attributions:
        if attribution.cue is not None and side_of(attribution) != NO_SIDE:
            by_side.setdefault(side_of(attribution), []).append(attribution)
    sides = {side: verbs for side, verbs in by_side.items() if len(verbs) >= _LEAST_VERBS_OF_A_SIDE}
    charged = {
        side: [verb for verb in verbs if verb.stance in CHARGED_STANCES]
        for side, verbs in sides.items()
    }
    if not any(charged.values()):
        return
    order = sorted(sides, key=lambda side: -len(charged[side]) / len(sides[side]))
    parts = [f"{side}, {len(charged[side])} of {len(sides[side])}" for side in order]
    cues = [verb.cue for side in order for verb in charged[side] if verb.cue is not None]
    used = Counter(cue.text_in(analysis.article.text).lower() for cue in cues)
    words = ", ".join(f"“{word}”" for word, _ in used.most_common(4))
    yield Finding(
        "framing",
        f"Reporting verbs that are negative or distancing: {'; '.join(parts)} ({words}).",
        tuple(cues),
    )


def _sided_names(analysis: Analysis) -> Iterator[Finding]:
    sided: dict[tuple[str | None, str | None], list[Evidence]] = {}
    for evidence in analysis.counted:
        if (
            evidence.measure == "naming"
            and evidence.voice == "own"
            and evidence.category not in PLAIN_ALIGNMENTS
        ):
            sided.setdefault((evidence.entity, evidence.variant), []).append(evidence)
    for (entity, _), uses in sided.items():
        name = Counter(use.text for use in uses).most_common(1)[0][0]
        aligned = uses[0].aligned_with
        whose = f" It is the name used by {aligned}." if aligned else ""
        yield Finding(
            "framing",
            f"For {entity}, the outlet’s own words are “{name}” ({_times(len(uses))}).{whose}",
            tuple(use.span for use in uses),
        )


def _headline(analysis: Analysis) -> Iterator[Finding]:
    article = analysis.article
    loaded = [
        each for each in analysis.counted if each.measure == "loaded_words" and each.voice == "own"
    ]
    body = [span for span in paragraphs(article.text) if not article.in_headline(span)]
    seen: set[str] = set()
    for evidence in loaded:
        if not article.in_headline(evidence.span) or evidence.text.lower() in seen:
            continue
        seen.add(evidence.text.lower())
        again = [
            each
            for each in loaded
            if body and body[0].contains(each.span) and each.reason == evidence.reason
        ]
        where = "the headline and the first paragraph" if again else "the headline"
        plainer = f" Plainer: “{evidence.suggestion}”." if evidence.suggestion else ""
        yield Finding(
            "framing",
            f"“{evidence.text}” stands in {where}.{plainer}",
            (evidence.span, *(each.span for each in again)),
        )


def _quoted_least(analysis: Analysis) -> Iterator[Finding]:
    article = analysis.article
    quoted: Counter[str] = Counter()
    spans: dict[str, list[Span]] = {}
    for attribution in analysis.attributions:
        if attribution.side is not None:
            quoted[attribution.side] += attribution.quoted_words
            if attribution.quoted_words:
                spans.setdefault(attribution.side, []).extend(attribution.content)
    subject = next(
        (place.side for place in find_places(article.headline) if place.side in quoted), None
    )
    total = quoted.total()
    # A side that is only paraphrased is no measure for those that are quoted.
    others = {side: count for side, count in quoted.most_common() if count and side != subject}
    if subject is None or not others or total < _LEAST_QUOTED_WORDS:
        return
    if quoted[subject] > min(others.values()):
        return
    yield Finding(
        "sourcing",
        f"{subject}, named first in the headline, is quoted least: {quoted[subject]} of {total} "
        f"words in quotation marks ({', '.join(f'{side} {n}' for side, n in others.items())}).",
        tuple(_merged(spans.get(subject, []))),
    )


def _second_hand(analysis: Analysis) -> Iterator[Finding]:
    relayed = [each for each in analysis.attributions if each.via is not None]
    if relayed:
        through = ", ".join(dict.fromkeys(each.via or "" for each in relayed))
        yield Finding(
            "sourcing",
            f"{_count(len(relayed), 'statement comes', 'statements come')} second-hand, through "
            f"{through}.",
            tuple(_merged([span for each in relayed for span in each.content])),
        )


def _long_sentences(analysis: Analysis) -> Iterator[Finding]:
    hard = [each for each in analysis.readability.sentences if each.hard]
    total = len(analysis.readability.sentences)
    if len(hard) * 3 >= total and len(hard) >= 2:
        longest = max(each.words for each in hard)
        yield Finding(
            "readability",
            f"{len(hard)} of {total} sentences read hard; the longest has {longest} words.",
            tuple(each.span for each in hard),
        )


def _times(count: int) -> str:
    return _count(count, "mention", "mentions")


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _merged(spans: Sequence[Span]) -> list[Span]:
    return sorted(set(spans))
