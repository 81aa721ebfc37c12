"""Reporting verbs: the cues that give words to somebody, and what each does to those words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from analysis.lexicon import PhraseIndex, check_choice, fold, require, split_cell
from analysis.segmentation import words
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


def verb_in(cue: str, lexicon: PhraseIndex[ReportingVerb]) -> ReportingVerb | None:
    """The entry behind a cue: its first that takes a stand, else its first.

    "then explained" gives "explain"; "said, claiming" gives "claim".
    """
    found = [match.entry for match in lexicon.find(cue, words(cue))]
    return next((verb for verb in found if verb.stance != "neutral"), found[0] if found else None)
