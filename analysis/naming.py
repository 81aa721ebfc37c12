"""Contested names: which of the names for a thing was chosen, and whose name it is."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.framing import Voices
from analysis.lexicon import Match, PhraseIndex, check_choice, fold, read_rows, require, split_cell
from analysis.segmentation import Word, bare_words, words
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


Forms = tuple[tuple[str, NameVariant], ...]
"""Forms that differ only in their capitals, each with the name it is a form of."""


@functools.cache
def contested_names() -> PhraseIndex[Forms]:
    """The catalogue, indexed by form.

    A form's capitals must stand in the text as well; its small letters may be capitals there, as
    at the start of a sentence or in a headline.

    Raises:
        LexiconError: if a row is not as it should be, or a form stands twice.
    """
    by_folded: dict[str, dict[str, NameVariant]] = {}
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
        for form in split_cell(row["forms"]):
            same = by_folded.setdefault(fold(form), {})
            require(form not in same, _NAME, line, f"the form {form!r} stands twice")
            same[form] = variant
    return PhraseIndex((folded, tuple(forms.items())) for folded, forms in by_folded.items())


def _matches(text: str, among: Sequence[Word]) -> Iterator[Match[Forms]]:
    """Matches with and without possessive endings, the longest of those that overlap, in order."""
    index = contested_names()
    found = [*index.find(text, among), *index.find(text, bare_words(among))]
    end = 0
    for match in sorted(found, key=lambda match: (match.span.start, -match.span.end)):
        if match.span.start >= end:
            end = match.span.end
            yield match


def _chosen(forms: Forms, printed: str) -> NameVariant | None:
    """The name that ``printed`` is a form of, the one with the most capitals first."""
    by_capitals = sorted(forms, key=lambda each: -sum(letter.isupper() for letter in each[0]))
    printed = " ".join(printed.split())
    for form, variant in by_capitals:
        if all(
            theirs.isupper() for ours, theirs in zip(form, printed, strict=False) if ours.isupper()
        ):
            return variant
    return None


def find_names(
    text: str, sentences: Sequence[Span], among: Sequence[Word], voices: Voices
) -> Iterator[Evidence]:
    """Every use of a contested thing's name, the conventional ones included, in order."""
    starts = iter(sentences)
    sentence = next(starts, None)
    for match in _matches(text, among):
        while sentence is not None and sentence.end <= match.span.start:
            sentence = next(starts, None)
        variant = _chosen(match.entry, match.span.text_in(text))
        if variant is None:
            continue
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
            variant=variant.variant,
            source=variant.source,
            arguable=variant.arguable,
        )


def _is_excepted(sentence: str, variant: NameVariant) -> bool:
    around = {word.text.lower() for word in words(sentence)}
    return not around.isdisjoint(variant.context_exceptions)


def variant_of(name: str) -> NameVariant | None:
    """The catalogue's entry for a name as it was found in a text."""
    for match in _matches(name, words(name)):
        return _chosen(match.entry, match.span.text_in(name))
    return None
