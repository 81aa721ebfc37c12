"""Contested names: which of the names for a thing was chosen, and whose name it is."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.framing import Voices
from analysis.lexicon import (
    PhraseIndex,
    check_choice,
    read_rows,
    require,
    split_cell,
)
from analysis.segmentation import Word, words
from analysis.spans import Span
from analysis.types import Evidence

_NAME = "contested_names"
_COLUMNS = (
    "entity",
    "variant",
    "forms",
    "alignment",
    "aligned_with",
    "since",
    "usage",
    "reason",
    "source",
    "context_exceptions",
    "arguable",
)
ALIGNMENTS = (
    "neutral_convention",
    "self_name",
    "party",
    "descriptive",
    "pejorative",
    "euphemism",
)
PLAIN_ALIGNMENTS = frozenset({"neutral_convention", "descriptive"})
"""Alignments of names that take no side by convention; they are counted, not pointed at."""


@dataclass(frozen=True, slots=True)
class NameVariant:
    """One of the names for a contested thing.

    Attributes:
        entity: the thing, as tables call it.
        variant: the name.
        alignment: one of ALIGNMENTS.
        aligned_with: the state, party or movement whose name it is, or empty.
        usage: what is known of its use by agencies and the UN, with its date, or empty.
        reason: one sentence for the reader.
        source: what the entry rests on.
        context_exceptions: words which, in the same sentence, make it no choice of the outlet's.
        arguable: whether experts disagree.
    """

    entity: str
    variant: str
    alignment: str
    aligned_with: str
    usage: str
    reason: str
    source: str
    context_exceptions: tuple[str, ...]
    arguable: bool


@functools.cache
def contested_names() -> PhraseIndex[NameVariant]:
    """The catalogue, indexed by form; forms are as printed, capitals included.

    Raises:
        LexiconError: if a row is not as it should be.
    """
    forms: list[tuple[str, NameVariant]] = []
    for line, row in enumerate(read_rows(_NAME, _COLUMNS), start=2):
        require(bool(row["reason"]), _NAME, line, "no reason")
        variant = NameVariant(
            entity=row["entity"],
            variant=row["variant"],
            alignment=check_choice(row, "alignment", ALIGNMENTS, _NAME, line),
            aligned_with=row["aligned_with"],
            usage=row["usage"],
            reason=row["reason"],
            source=row["source"],
            context_exceptions=split_cell(row["context_exceptions"].lower()),
            arguable=check_choice(row, "arguable", ("yes", "no"), _NAME, line) == "yes",
        )
        forms += [(form, variant) for form in split_cell(row["forms"])]
    return PhraseIndex(forms, normalise=_straight)


def find_names(
    text: str, sentences: Sequence[Span], among: Sequence[Word], voices: Voices
) -> Iterator[Evidence]:
    """Every use of a contested thing's name, the conventional ones included, in order."""
    starts = iter(sentences)
    sentence = next(starts, None)
    for match in contested_names().find(text, among):
        while sentence is not None and sentence.end <= match.span.start:
            sentence = next(starts, None)
        variant = match.entry
        if sentence is not None and _is_excepted(sentence.text_in(text), variant):
            continue
        yield Evidence(
            span=match.span,
            text=match.span.text_in(text),
            measure="naming",
            category=variant.alignment,
            voice=voices.at(match.span),
            reason=variant.reason,
            entity=variant.entity,
            source=variant.source,
            arguable=variant.arguable,
        )


def _is_excepted(sentence: str, variant: NameVariant) -> bool:
    around = {word.text.lower() for word in words(sentence)}
    return not around.isdisjoint(variant.context_exceptions)


def variant_of(name: str) -> NameVariant | None:
    """The catalogue's entry for a name as it was found in a text."""
    return next((match.entry for match in contested_names().find(name, words(name))), None)


def _straight(form: str) -> str:
    return form.replace("’", "'")
