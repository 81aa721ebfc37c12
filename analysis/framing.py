"""Words that frame, as the lexicons of loaded words and hedges list them; and scare quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.lexicon import (
    Match,
    PhraseIndex,
    check_choice,
    fold,
    is_false_positive,
    require,
    split_cell,
)
from analysis.quotations import Quotation
from analysis.segmentation import Word, words
from analysis.types import Evidence, MeasureKind
from analysis.voices import LONGEST_TERM, Voices

LOADED_CATEGORIES = (
    "evaluative_action",
    "intensifier",
    "evaluative_adjective",
    "label",
    "editorialising_adverb",
    "euphemism",
    "journalese",
)
HEDGE_CATEGORIES = ("hedge", "vague_authority", "doubt")
FRAMING_COLUMNS = (
    "term",
    "forms",
    "category",
    "arguable",
    "plainer",
    "reason",
    "source",
    "false_positives",
)


@dataclass(frozen=True, slots=True)
class FramingEntry:
    """An entry of the loaded words or the hedges.

    Attributes:
        category: the kind within its lexicon.
        arguable: whether experts disagree, or context decides.
        plainer: a wording that fits in its place and only says what happened, or empty.
        reason: one sentence for the reader.
        source: what the entry rests on.
        false_positives: phrases in which it means something else.
        own: whether it is of a lexicon that the reader brought.
    """

    category: str
    arguable: bool
    plainer: str
    reason: str
    source: str
    false_positives: tuple[str, ...]
    own: bool = False


def find_hedges(
    text: str, among: Sequence[Word], voices: Voices, lexicon: PhraseIndex[FramingEntry]
) -> Iterator[Evidence]:
    """Words that lower commitment, cast doubt, or lean on an authority nobody can name."""
    for match in listed_words(text, among, lexicon):
        yield as_evidence(text, match, "hedges", voices)


def listed_words(
    text: str, among: Sequence[Word], lexicon: PhraseIndex[FramingEntry]
) -> Iterator[Match[FramingEntry]]:
    """The entries of a lexicon in ``text``, but for phrases in which they mean something else."""
    return lexicon.find(
        text,
        among,
        lambda match: not is_false_positive(text, match.span, match.entry.false_positives),
    )


def as_evidence(
    text: str,
    match: Match[FramingEntry],
    measure: MeasureKind,
    voices: Voices,
    agreement: float | None = None,
) -> Evidence:
    """The mark that an entry makes where it was found."""
    entry = match.entry
    return Evidence(
        span=match.span,
        text=match.span.text_in(text),
        measure=measure,
        category=entry.category,
        voice=voices.at(match.span),
        reason=entry.reason,
        suggestion=entry.plainer or None,
        source=entry.source,
        arguable=entry.arguable,
        agreement=agreement,
    )


def find_scare_quotes(
    text: str, quotations: Sequence[Quotation], voices: Voices
) -> Iterator[Evidence]:
    """Quotation marks around a word or two that nobody in the article is said to have uttered."""
    long_quotes = [
        text[quotation.inner.start : quotation.inner.end].casefold()
        for quotation in quotations
        if voices.at(quotation.inner) == "quoted"
    ]
    for quotation in quotations:
        inner = quotation.inner.text_in(text)
        count = len(words(inner))
        if not 0 < count <= LONGEST_TERM or voices.at(quotation.inner) == "quoted":
            continue
        if any(inner.casefold().strip(" ,.") in quote for quote in long_quotes):
            continue
        yield Evidence(
            span=quotation.span,
            text=quotation.span.text_in(text),
            measure="scare_quotes",
            category="no_speaker",
            voice="own",
            reason="Quotation marks around words that the article gives to nobody; they can mark "
            "a term, or distance from it.",
            suggestion=inner,
            source="Wikipedia MOS, Words to watch",
            arguable=True,
        )


def framing_forms(
    row: Mapping[str, str], name: str, line: int, categories: Sequence[str]
) -> list[tuple[str, FramingEntry]]:
    """The forms of an entry of lexicon ``name``, each with the entry.

    Raises:
        LexiconError: if the row is not as it should be.
    """
    require(bool(row["reason"]), name, line, "no reason")
    entry = FramingEntry(
        category=check_choice(row, "category", categories, name, line),
        arguable=check_choice(row, "arguable", ("yes", "no"), name, line) == "yes",
        plainer=row["plainer"],
        reason=row["reason"],
        source=row["source"],
        false_positives=split_cell(fold(row["false_positives"])),
    )
    return [(form, entry) for form in split_cell(row["forms"])]
