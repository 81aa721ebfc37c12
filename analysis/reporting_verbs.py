"""Reporting verbs: the cues that give words to somebody, and what each does to those words."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import cast, get_args

from analysis.lexicon import PhraseIndex, check_choice, read_rows, require, split_cell
from analysis.segmentation import words
from analysis.types import Stance

_NAME = "reporting_verbs"
_COLUMNS = (
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
        false_positives: phrases in which it reports nothing.
    """

    lemma: str
    stance: Stance
    kind: str
    arguable: bool
    neutral: str
    reason: str
    source: str
    false_positives: tuple[str, ...]


@functools.cache
def reporting_verbs() -> PhraseIndex[ReportingVerb]:
    """The lexicon, indexed by form.

    Raises:
        LexiconError: if a row is not as it should be.
    """
    forms: list[tuple[str, ReportingVerb]] = []
    for line, row in enumerate(read_rows(_NAME, _COLUMNS), start=2):
        require(bool(row["reason"]), _NAME, line, "no reason")
        stance = check_choice(row, "stance", get_args(Stance), _NAME, line)
        verb = ReportingVerb(
            lemma=row["lemma"],
            stance=cast(Stance, stance),
            kind=row["kind"],
            arguable=check_choice(row, "arguable", ("yes", "no"), _NAME, line) == "yes",
            neutral=row["neutral"],
            reason=row["reason"],
            source=row["source"],
            false_positives=split_cell(row["false_positives"]),
        )
        forms += [(form, verb) for form in split_cell(row["forms"])]
    return PhraseIndex(forms)


def verb_in(cue: str) -> ReportingVerb | None:
    """The entry behind a cue: its first that takes a stand, else its first.

    "then explained" gives "explain"; "said, claiming" gives "claim".
    """
    found = [match.entry for match in reporting_verbs().find(cue, words(cue))]
    return next((verb for verb in found if verb.stance != "neutral"), found[0] if found else None)
