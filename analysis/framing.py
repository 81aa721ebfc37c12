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
_CLAUSE_END = re.compile(r"[,;:\u2014]|\b(?:but|while|although|after|before)\b")


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
            first = None if reason is None else _auxiliary_before(among, position)
            if reason is None or first is None or _is_unreal(text, among[: first + 1]):
                continue
            after = among[position + 1 : position + 9]
            clause = text[word.span.end : after[-1].span.end if after else word.span.end]
            if _AGENT.search(_CLAUSE_END.split(clause, maxsplit=1)[0]):
                continue
            span = Span(among[first].span.start, word.span.end)
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


def _auxiliary_before(among: Sequence[Word], position: int) -> int | None:
    """Where the auxiliary of the participle at ``position`` stands.

    Only adverbs may part the two: in "was armed and shot" nobody is said to have been shot.
    """
    for at in range(position - 1, max(-1, position - 4), -1):
        folded = among[at].text.lower()
        if folded in small_words("passive_auxiliary"):
            return at
        if not (folded.endswith("ly") or folded in small_words("within_a_passive")):
            return None
    return None


def _is_unreal(text: str, upto: Sequence[Word]) -> bool:
    """Whether the harm is only possible or asked for ("should be deported"), or is denied."""
    before = [word.text.lower() for word in upto[-4:-1]]
    denied = before[-1:] == ["not"] or any(word in small_words("nobody") for word in before)
    no_one = "no one" in text[upto[max(0, len(upto) - 4)].span.start : upto[-1].span.end].lower()
    possible = upto[-1].text.lower() == "be" and bool(
        set(before) & small_words("before_what_may_be")
    )
    return denied or no_one or possible


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
