"""Words that frame: loaded words, hedges, quotation marks without a speaker, agents not named."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.lexicon import (
    PhraseIndex,
    check_choice,
    is_false_positive,
    read_rows,
    require,
    small_words,
    split_cell,
)
from analysis.quotations import Quotation
from analysis.segmentation import Word, words
from analysis.spans import DisjointSpans, Span
from analysis.types import Attribution, Evidence, MeasureKind, Voice

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
_COLUMNS = (
    "term",
    "forms",
    "category",
    "arguable",
    "plainer",
    "reason",
    "source",
    "false_positives",
)
_HARM_COLUMNS = ("lemma", "past_participle", "past", "intransitive", "reason")
_LONGEST_SCARE_QUOTE = 3
_AGENT = re.compile(r"\bby\b")


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
    """

    category: str
    arguable: bool
    plainer: str
    reason: str
    source: str
    false_positives: tuple[str, ...]


class Voices:
    """Whose words a stretch is: the outlet's own, or somebody's inside quotation marks.

    What an outlet reports in its own wording ("complained of being snubbed") is the outlet's
    choice of words, so only what stands in quotation marks counts as quoted.
    """

    def __init__(self, quoted: Iterable[Span]) -> None:
        """Take ``quoted``, in order, as the stretches in somebody else's voice."""
        self._quoted = DisjointSpans(quoted)

    @property
    def quoted(self) -> tuple[Span, ...]:
        """The stretches in somebody else's voice, in order."""
        return self._quoted.spans

    @classmethod
    def of(
        cls, text: str, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
    ) -> Voices:
        """The voices of ``text``.

        A quotation is quoted voice if it is attributed, or longer than a name or a term.
        """
        marks = DisjointSpans(quotation.span for quotation in quotations)
        attributed = {
            span
            for attribution in attributions
            for content in attribution.content
            for span in marks.overlapping(content)
        }
        return cls(
            quotation.span
            for quotation in quotations
            if quotation.span in attributed
            or len(words(text, quotation.inner.start, quotation.inner.end)) > _LONGEST_SCARE_QUOTE
        )

    def at(self, span: Span) -> Voice:
        """The voice in which ``span`` stands."""
        return "own" if self._quoted.containing(span) is None else "quoted"


@functools.cache
def loaded_words() -> PhraseIndex[FramingEntry]:
    """The lexicon of loaded words. Raises LexiconError if a row is not as it should be."""
    return _index("loaded_words", LOADED_CATEGORIES)


@functools.cache
def hedges() -> PhraseIndex[FramingEntry]:
    """The lexicon of hedges. Raises LexiconError if a row is not as it should be."""
    return _index("hedges", HEDGE_CATEGORIES)


def find_loaded_words(text: str, among: Sequence[Word], voices: Voices) -> Iterator[Evidence]:
    """Words that judge or dramatise beyond the bare event."""
    return _from_lexicon(text, among, voices, loaded_words(), "loaded_words")


def find_hedges(text: str, among: Sequence[Word], voices: Voices) -> Iterator[Evidence]:
    """Words that lower commitment, cast doubt, or lean on an authority nobody can name."""
    return _from_lexicon(text, among, voices, hedges(), "hedges")


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
        if not 0 < count <= _LONGEST_SCARE_QUOTE or voices.at(quotation.inner) == "quoted":
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


def find_agentless_passives(
    text: str, sentences: Sequence[Span], voices: Voices
) -> Iterator[Evidence]:
    """Clauses of harm in the passive that don't say who did it."""
    for sentence in sentences:
        among = words(text, sentence.start, sentence.end)
        for position, word in enumerate(among):
            reason = _harm_participles().get(word.text.lower())
            if reason is None or position == 0:
                continue
            nearest = [each.text.lower() for each in among[max(0, position - 3) : position]]
            if not any(each in small_words("passive_auxiliary") for each in nearest):
                continue
            after = among[position + 1 : position + 9]
            end = after[-1].span.end if after else word.span.end
            if _AGENT.search(text, word.span.end, end):
                continue
            auxiliary = next(
                each
                for each in reversed(among[max(0, position - 3) : position])
                if each.text.lower() in small_words("passive_auxiliary")
            )
            span = Span(auxiliary.span.start, word.span.end)
            yield Evidence(
                span=span,
                text=span.text_in(text),
                measure="passives",
                category="agentless_passive",
                voice=voices.at(span),
                reason=reason,
                source="Moreno-Medina et al. 2025",
                arguable=True,
            )


def _from_lexicon(
    text: str,
    among: Sequence[Word],
    voices: Voices,
    index: PhraseIndex[FramingEntry],
    measure: MeasureKind,
) -> Iterator[Evidence]:
    for match in index.find(text, among):
        entry = match.entry
        if is_false_positive(text, match.span, entry.false_positives):
            continue
        yield Evidence(
            span=match.span,
            text=match.span.text_in(text),
            measure=measure,
            category=entry.category,
            voice=voices.at(match.span),
            reason=entry.reason,
            suggestion=entry.plainer or None,
            source=entry.source,
            arguable=entry.arguable,
        )


def _index(name: str, categories: Sequence[str]) -> PhraseIndex[FramingEntry]:
    forms: list[tuple[str, FramingEntry]] = []
    for line, row in enumerate(read_rows(name, _COLUMNS), start=2):
        require(bool(row["reason"]), name, line, "no reason")
        entry = FramingEntry(
            category=check_choice(row, "category", categories, name, line),
            arguable=check_choice(row, "arguable", ("yes", "no"), name, line) == "yes",
            plainer=row["plainer"],
            reason=row["reason"],
            source=row["source"],
            false_positives=split_cell(row["false_positives"]),
        )
        forms += [(form, entry) for form in split_cell(row["forms"])]
    return PhraseIndex(forms)


@functools.cache
def _harm_participles() -> dict[str, str]:
    """Participles of verbs of harm, each with the reason why its agent matters."""
    return {
        participle: row["reason"]
        for row in read_rows("harm_verbs", _HARM_COLUMNS)
        for participle in split_cell(row["past_participle"])
    }
