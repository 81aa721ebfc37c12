"""Words that frame, as the lexicons of loaded words and hedges list them; and scare quotes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from analysis.quotations import Quotation
from analysis.reporting_verbs import ReportingVerb, verb_in
from analysis.segmentation import Word, words
from analysis.spans import DisjointSpans, Span
from analysis.types import Attribution, Evidence, MeasureKind
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

_SIGNS_IN_A_PHRASE = " ,.'’"
_BEFORE_A_GLOSS = ("(", "=", "[")
_GLOSS = re.compile(r"['’]?\s*(?:[)\]=(]|,?\s*(?:or|meaning|i\.e)\b)")
_LEAST_AROUND = 3
_NEAR = 60
_WORDS_BEFORE = 4
_WORDS_AFTER = 2
_A_FEW = 3
_OPENING_MARKS = tuple("\"“‘'«")


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
    text: str,
    among: Sequence[Word],
    voices: Voices,
    attributions: Sequence[Attribution],
    lexicon: PhraseIndex[FramingEntry],
) -> Iterator[Evidence]:
    """Words that lower commitment, cast doubt, or lean on an authority nobody can name.

    "What she calls" before a quotation only says whose words they are; and an authority that a
    named speaker leans on is the speaker's.
    """
    told = sorted(
        (content, attribution.cue)
        for attribution in attributions
        if attribution.named and attribution.cue is not None
        for content in attribution.content
    )
    for match in listed_words(text, among, lexicon):
        category = match.entry.category
        if category == "doubt" and _names_a_quotation(text, match):
            continue
        if category == "vague_authority" and _is_told(match.span, told):
            continue
        yield as_evidence(text, match, "hedges", voices)


def _is_told(span: Span, told: Sequence[tuple[Span, Span]]) -> bool:
    """Whether a stretch stands in one of the contents ``told``, each of which has its cue."""
    place = bisect_right(told, (Span(span.start, span.start + 1), span))
    for content, cue in told[max(place - 1, 0) : place + 1]:
        if content.contains(span):
            return not cue.overlaps(span)
    return False


def _names_a_quotation(text: str, match: Match[FramingEntry]) -> bool:
    """Whether a phrase such as "what she calls" has the quotation it introduces right after it."""
    among = words(text, match.span.start, match.span.end)
    if small_words("mentions_words").isdisjoint(fold(word.text) for word in among):
        return False
    after = text[match.span.end : match.span.end + _NEAR].lstrip()
    first, _, rest = after.partition(" ")
    if fold(first) in small_words("determiner"):
        after = rest.lstrip()
    return after.startswith(_OPENING_MARKS)


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
    text: str,
    in_sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    voices: Voices,
    attributions: Sequence[Attribution],
    verbs: PhraseIndex[ReportingVerb],
) -> Iterator[Evidence]:
    """Quotation marks around a word or a few that nobody in the article is said to have uttered.

    Titles, words that are spoken of as words, and the words of somebody who speaks in the same
    sentence are quotation marks of another kind.
    """
    long_quotes = [
        text[quotation.inner.start : quotation.inner.end].casefold()
        for quotation in quotations
        if voices.at(quotation.inner) == "quoted"
    ]
    by_start = DisjointSpans(in_sentences)
    speech = _places_of_speech(text, quotations, attributions, verbs) if quotations else []
    for quotation in quotations:
        inner = quotation.inner.text_in(text)
        if not quotation.closed or voices.at(quotation.inner) == "quoted":
            continue
        if not _is_a_phrase(inner):
            continue
        if any(inner.casefold().strip(" ,.") in quote for quote in long_quotes):
            continue
        sentence = by_start.containing(quotation.span)
        if (
            sentence is None
            or _is_mentioned(text, sentence, quotation.span)
            or not _is_held_off(text, sentence, quotation.span)
            or _first_within(speech, sentence)
        ):
            continue
        yield Evidence(
            span=quotation.span,
            text=quotation.span.text_in(text),
            measure="scare_quotes",
            category="no_speaker",
            voice="own",
            reason="Quotation marks around words that the article gives to nobody; they can mark "
            "a term, or distance from it.",
            suggestion=inner.strip(" ,.'’"),
            source="Wikipedia MOS, Words to watch",
            arguable=True,
        )


def _is_a_phrase(inner: str) -> bool:
    """Whether a quotation holds a few plain words: no title, no name, no sign of a web page."""
    among = words(inner)
    if not 0 < len(among) <= LONGEST_TERM or any(
        not (sign.isalpha() or sign in _SIGNS_IN_A_PHRASE) for sign in inner
    ):
        return False
    folded = [fold(word.text) for word in among]
    if any(
        word in small_words("of_an_utterance") or word in small_words("term_of_art")
        for word in folded
    ):
        return False
    return any(
        word.text.islower() and form not in small_words("small_in_titles")
        for word, form in zip(among, folded, strict=True)
    )


def _is_mentioned(text: str, sentence: Span, quoted: Span) -> bool:
    """Whether a quoted phrase is spoken of as words: "the term", "known as", "(in brackets)"."""
    before, after = _around(text, sentence, quoted)
    if before.rstrip()[-1:] in _BEFORE_A_GLOSS or _GLOSS.match(after):
        return True
    mentions = small_words("mentions_words")
    near = [*words(before)[-_WORDS_BEFORE:], *words(after)[:_WORDS_AFTER]]
    return any(fold(word.text) in mentions for word in near)


def _is_held_off(text: str, sentence: Span, quoted: Span) -> bool:
    """Whether a quoted phrase is plainly kept at a distance, and no mere term or slogan.

    A single plain word needs no quotation marks for its own sake; two or three may make a term of
    some trade, so that a hint of distance must stand before them ("disguised as").
    """
    before, after = _around(text, sentence, quoted)
    stands_in_a_sentence = len(words(before)) + len(words(after)) >= _LEAST_AROUND
    hinted = any(
        fold(word.text) in small_words("hints_at_distance")
        for word in words(before)[-_WORDS_BEFORE:]
    )
    return hinted or (stands_in_a_sentence and len(words(text, quoted.start, quoted.end)) == 1)


def _around(text: str, sentence: Span, quoted: Span) -> tuple[str, str]:
    """What stands close before and after a quotation in its sentence."""
    before = text[max(sentence.start, quoted.start - _NEAR) : quoted.start]
    return before, text[quoted.end : min(sentence.end, quoted.end + _NEAR)]


def _places_of_speech(
    text: str,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    verbs: PhraseIndex[ReportingVerb],
) -> list[Span]:
    """Where somebody is said to speak, outside quotation marks, in order.

    Verbs that may mean something else as well count only where an attribution rests on them.
    """
    marks = DisjointSpans(quotation.span for quotation in quotations)
    speaking = [
        match.span
        for match in verbs.find(
            text,
            words(text),
            lambda match: (
                match.entry.kind != "cognition"
                and (
                    not match.entry.false_positives
                    or fold(match.span.text_in(text)) in small_words("surely_speaks")
                )
                and not marks.overlapping(match.span)
            ),
        )
    ]
    cues = [
        attribution.cue
        for attribution in attributions
        if attribution.cue is not None and verb_in(text, attribution.cue, verbs) is not None
    ]
    return sorted({*speaking, *cues})


def _first_within(spans: Sequence[Span], sentence: Span) -> Sequence[Span]:
    """The first few of ``spans``, which are in order, that start within a sentence."""
    first = bisect_left(spans, Span(sentence.start, sentence.start + 1))
    return [span for span in spans[first : first + _A_FEW] if span.start < sentence.end]


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
