"""Reporting verbs: the cues that give words to somebody, and what each does to those words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from analysis.lexicon import (
    Match,
    PhraseIndex,
    check_choice,
    fold,
    is_false_positive,
    require,
    small_words,
    split_cell,
)
from analysis.segmentation import words
from analysis.spans import Span
from analysis.types import Stance

NAME = "reporting_verbs"
COLUMNS = (
    "lemma",
    "forms",
    "stance",
    "kind",
    "arguable",
    "neutral",
    "reason",
    "source",
    "false_positives",
)

PLAIN_STANCES: Mapping[Stance, int] = {"other": 1, "neutral": 2}
"""Stances that do nothing to the words reported; the first goes before the second in a cue."""

KEPT_BACK = "Stands after a “not”, a “to” or a “may”, so it tells of nothing that was surely said."
"""The reason of a mark whose verb would take a stand, were it told as done."""

_GAP = " ... "
_WIDEST_GAP = 80
_LOOK_BACK = 60
_REACH_OF_NOT = 3
_SENTENCE_END = re.compile(r"[.!?\n]")
_CLAUSE_END = re.compile(r"[,;:.!?()\n\"“”—–]")
# What may stand between a "to" and its verb: "to have also shown".
_BETWEEN = ("passive_auxiliary", "perfect_auxiliary", "within_a_passive")


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb, phrase or noun that reports words.

    Attributes:
        lemma: its base form; nouns end in " (noun)".
        stance: what it does to the words reported.
        kind: the finer class behind the stance.
        arguable: whether experts disagree.
        neutral: the plain alternative, or empty.
        reason: one sentence for the reader.
        source: what the classification rests on.
        false_positives: phrases in which it reports nothing; " ... " in one is a gap.
    """

    lemma: str
    stance: Stance
    kind: str
    arguable: bool
    neutral: str
    reason: str
    source: str
    false_positives: tuple[str, ...]


def reporting_forms(row: Mapping[str, str], line: int) -> list[tuple[str, ReportingVerb]]:
    """The forms of an entry, each with the entry.

    Raises:
        LexiconError: if the row is not as it should be.
    """
    require(bool(row["reason"]), NAME, line, "no reason")
    verb = ReportingVerb(
        lemma=row["lemma"],
        stance=cast(Stance, check_choice(row, "stance", get_args(Stance), NAME, line)),
        kind=row["kind"],
        arguable=check_choice(row, "arguable", ("yes", "no"), NAME, line) == "yes",
        neutral=row["neutral"],
        reason=row["reason"],
        source=row["source"],
        false_positives=split_cell(fold(row["false_positives"])),
    )
    return [(form, verb) for form in split_cell(row["forms"])]


def verb_in(text: str, cue: Span, lexicon: PhraseIndex[ReportingVerb]) -> ReportingVerb | None:
    """The entry behind a cue: its first that takes a stand, else its first that isn't neutral.

    "then explained" gives "explain"; "said, claiming" gives "claim". A verb that a "not", a "to"
    or a "may" keeps back ("could not explain") takes no stand.
    """
    found = lexicon.find(
        text,
        words(text, cue.start, cue.end),
        lambda match: not _reports_nothing(text, match),
    )
    return min(
        (_as_told(text, match) for match in found),
        key=lambda verb: PLAIN_STANCES.get(verb.stance, 0),
        default=None,
    )


def _reports_nothing(text: str, match: Match[ReportingVerb]) -> bool:
    """Whether a verb stands in a phrase in which it reports nothing.

    A phrase may have a gap: in "claims ... as its own" the two parts stand a few words apart.
    """
    span, whole = match.span, []
    before = fold(text[max(span.start - _WIDEST_GAP, 0) : span.start])
    after = fold(text[span.end : span.end + _WIDEST_GAP])
    same_before = " " + _SENTENCE_END.split(before)[-1]
    same_after = " " + _SENTENCE_END.split(after)[0]
    for phrase in match.entry.false_positives:
        first, gap, last = phrase.partition(_GAP)
        if not gap:
            whole.append(phrase)
        elif (f" {last}" in same_after and is_false_positive(text, span, (first,))) or (
            f" {first}" in same_before and is_false_positive(text, span, (last,))
        ):
            return True
    return is_false_positive(text, span, whole)


def _as_told(text: str, match: Match[ReportingVerb]) -> ReportingVerb:
    """The entry of a match, without its stance where the verb is kept back."""
    verb = match.entry
    if verb.stance in PLAIN_STANCES or not _is_kept_back(text, match.span.start):
        return verb
    return replace(verb, stance="other", kind="kept_back", neutral="", reason=KEPT_BACK)


def _is_kept_back(text: str, position: int) -> bool:
    """Whether a "not", a "to" or a "may" before ``position`` rules the verb that stands there."""
    before = _CLAUSE_END.split(text[max(position - _LOOK_BACK, 0) : position])[-1]
    told = [fold(word.text) for word in words(before)]
    for place in range(max(len(told) - _REACH_OF_NOT, 0), len(told)):
        word, following = told[place], " ".join(told[place + 1 : place + 2])
        denies = word in small_words("denies") or word.endswith("n't")
        if denies and following not in small_words("after_a_mere_not"):
            return True
    while told and (told[-1].endswith("ly") or any(told[-1] in small_words(k) for k in _BETWEEN)):
        told.pop()
    return (
        bool(told)
        and told[-1] in small_words("before_what_may_be")
        and small_words("does_what_follows").isdisjoint(told)
    )
