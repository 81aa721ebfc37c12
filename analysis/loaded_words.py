"""Loaded words: what the lexicon lists, and what a model of experts' judgement marks besides.

Each mark says how often experts agreed with marks like it. A word that the lexicon lists has the
lexicon's reason; for another the reason says that experts marked such words in such sentences.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from analysis.framing import FramingEntry, as_evidence, listed_words
from analysis.lexicon import PhraseIndex, fold, small_words
from analysis.reporting_verbs import PLAIN_STANCES
from analysis.segmentation import Word
from analysis.spans import Span
from analysis.types import REPORTING_VERB, UNLISTED, Evidence
from analysis.vocabulary import Vocabulary
from analysis.voices import Voices
from analysis.wording import Wording, wording_settings

_SOURCE = "Model trained on experts’ marks in BABE (Spinde et al. 2021)"
_REASON = "Experts marked words like this in similar sentences; the lexicon doesn’t list it."
_OF_A_VERB = (
    "Experts marked such verbs in similar sentences; what it does to the words it reports is told "
    "among the reporting verbs."
)
_SHORTEST_STEM = 5
_SHARED = 0.75


def find_loaded_words(
    text: str, among: Sequence[Word], voices: Voices, wording: Wording, vocabulary: Vocabulary
) -> Iterator[Evidence]:
    """Words that judge or dramatise beyond the bare event, in no order.

    ``among`` are the words of the whole text, which ``wording`` tells of by their numbers.
    """
    lexicon = vocabulary.loaded_words
    matches = list(listed_words(text, among, lexicon))
    starts = [word.span.start for word in among]
    places = [
        slice(bisect_left(starts, each.span.start), bisect_left(starts, each.span.end))
        for each in matches
    ]
    listed = np.zeros(len(among), dtype=np.bool_)
    arguable = np.zeros(len(among), dtype=np.bool_)
    for match, place in zip(matches, places, strict=True):
        listed[place] = True
        arguable[place] = match.entry.arguable
    agreement = wording.agreement(listed, arguable)
    least = wording_settings().found
    for match, place in zip(matches, places, strict=True):
        share = float(agreement[place].max())
        if match.entry.own:
            # What a reader listed is counted because the reader said so.
            yield as_evidence(text, match, "loaded_words", voices)
        elif share >= least or not match.entry.arguable:
            yield as_evidence(text, match, "loaded_words", voices, round(share, 2))
    never = small_words("never_loaded") | small_words("grim_fact")
    unlisted = ~listed & (agreement >= least)
    unlisted &= np.array([fold(word.text) not in never for word in among])
    for first, last in _runs(text, among, unlisted, wording.sentence_of):
        span = Span(among[first].span.start, among[last].span.end)
        share = float(agreement[first : last + 1].max())
        yield _unlisted(text, among[first : last + 1], span, voices, vocabulary, round(share, 2))


def _unlisted(
    text: str,
    among: Sequence[Word],
    span: Span,
    voices: Voices,
    vocabulary: Vocabulary,
    agreement: float,
) -> Evidence:
    """A mark that is the model's, with the nearest category that fits."""
    reports = any(
        match.entry.stance not in PLAIN_STANCES
        for match in vocabulary.reporting_verbs.find(text, among)
    )
    found = [word.text for word in among]
    return Evidence(
        span=span,
        text=span.text_in(text),
        measure="loaded_words",
        category=REPORTING_VERB if reports else _nearest_category(found, vocabulary.loaded_words),
        voice=voices.at(span),
        reason=_OF_A_VERB if reports else _REASON,
        source=_SOURCE,
        arguable=True,
        agreement=agreement,
    )


def _runs(
    text: str,
    among: Sequence[Word],
    marked: NDArray[np.bool_],
    sentence_of: NDArray[np.int64],
) -> Iterator[tuple[int, int]]:
    """First and last of each run of marked words with nothing but spaces between them."""
    numbers = [int(number) for number in np.flatnonzero(marked)]
    first = 0
    for at, number in enumerate(numbers):
        following = numbers[at + 1] if at + 1 < len(numbers) else -1
        goes_on = (
            following == number + 1
            and sentence_of[following] == sentence_of[number]
            and text[among[number].span.end : among[following].span.start].isspace()
        )
        if not goes_on:
            yield numbers[first], number
            first = at + 1


def _nearest_category(found: Sequence[str], lexicon: PhraseIndex[FramingEntry]) -> str:
    """The category of the listed word that shares most of its beginning with one of these."""
    forms, categories = _single_words(lexicon)
    best = (0, UNLISTED)
    for word in map(fold, found):
        at = bisect_left(forms, word)
        for near in (at - 1, at):
            if 0 <= near < len(forms):
                shared = _shared_beginning(word, forms[near])
                if shared >= max(_SHORTEST_STEM, _SHARED * max(len(word), len(forms[near]))):
                    best = max(best, (shared, categories[near]))
    return best[1]


def _shared_beginning(left: str, right: str) -> int:
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    )


@functools.lru_cache(maxsize=8)
def _single_words(lexicon: PhraseIndex[FramingEntry]) -> tuple[list[str], list[str]]:
    """The forms of one word, in order, and the category of each."""
    pairs = sorted((form, entry.category) for form, entry in lexicon.forms(length=1))
    return [form for form, _ in pairs], [category for _, category in pairs]
