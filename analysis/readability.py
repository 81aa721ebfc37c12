"""Readability by textstat's formulas, on sentences that are split as a reader would.

textstat 0.7.4 is used, and not a later one, because it counts syllables by hyphenation patterns
that come with it; later versions fetch a dictionary over the network. Figures differ between
versions of textstat, so the version is part of every analysis.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Sequence
from importlib.metadata import version as package_version
from typing import TYPE_CHECKING

from analysis.segmentation import words
from analysis.spans import Span
from analysis.types import Readability, ReadabilityScores, SentenceStatistics

if TYPE_CHECKING:
    from textstat.textstat import textstatistics

LEAST_WORDS = 100
"""Below this many words the formulas say more about chance than about the text."""

HARD_SENTENCE_WORDS = 30
"""A sentence with more words than this is marked as hard to read."""

GRADE_FORMULAS = (
    "flesch_kincaid_grade",
    "gunning_fog",
    "coleman_liau_index",
    "automated_readability_index",
)
"""The formulas that answer in US school grades."""


_BANDS = ((9.0, "easy for news"), (12.0, "usual for news"), (14.0, "dense for news"))
_BEYOND = "very dense for news"


def grade_band(grade: float) -> str:
    """How a Flesch-Kincaid grade compares with newspapers', in words.

    Local US papers average 11.6 (Wasike), front pages of eight papers ran from 9.4 to 14.7
    (Olmstead 1993). Not good or bad: it says how long words and sentences are.
    """
    return next((band for limit, band in _BANDS if grade < limit), _BEYOND)


def textstat_version() -> str:
    """The version of textstat that the figures rest on."""
    return package_version("textstat")


def measure_readability(
    text: str, sentences: Sequence[Span], quoted: Sequence[Span]
) -> Readability:
    """Readability of ``sentences`` of ``text``, and of what is left of them outside ``quoted``."""
    statistics = tuple(_sentence(text, sentence) for sentence in sentences)
    own = [rest for sentence in sentences if (rest := _without(text, sentence, quoted))]
    return Readability(
        whole=_scores([sentence.text_in(text) for sentence in sentences]),
        own_voice=_scores(own),
        sentences=statistics,
    )


def _sentence(text: str, span: Span) -> SentenceStatistics:
    count = len(words(text, span.start, span.end))
    return SentenceStatistics(
        span=span,
        words=count,
        syllables=_count_syllables(span.text_in(text)),
        hard=count > HARD_SENTENCE_WORDS,
    )


def _without(text: str, sentence: Span, quoted: Sequence[Span]) -> str:
    parts, position = [], sentence.start
    for span in quoted:
        if span.overlaps(sentence):
            parts.append(text[position : max(position, span.start)])
            position = max(position, min(span.end, sentence.end))
    parts.append(text[position : sentence.end])
    rest = "".join(parts)
    return rest if len(words(rest)) >= 3 else ""


def _scores(sentences: Sequence[str]) -> ReadabilityScores:
    counter = _counter()
    text = " ".join(sentences)
    count = counter.lexicon_count(text)
    if not count:
        return ReadabilityScores(0, 0, 0.0, 0.0, {})
    formulas: dict[str, float] = {}
    if count >= LEAST_WORDS:
        with_sentences = _with_sentence_count(len(sentences))
        for name in (*GRADE_FORMULAS, "flesch_reading_ease"):
            formulas[name] = round(float(getattr(with_sentences, name)(text)), 1)
    return ReadabilityScores(
        words=count,
        sentences=len(sentences),
        mean_sentence_words=count / len(sentences),
        syllables_per_word=_count_syllables(text) / count,
        formulas=formulas,
    )


@functools.cache
def _counter() -> textstatistics:
    # Imported late: it takes a good part of a second, and a page that only shows what is stored
    # doesn't need it. Its import warns of pkg_resources, which is pinned and none of a user's care.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        from textstat.textstat import textstatistics

    return textstatistics()


@functools.lru_cache(maxsize=1 << 16)
def _syllables(token: str) -> int:
    count: int = _counter().syllable_count(token)
    return count


def _count_syllables(text: str) -> int:
    """Textstat's count, which is a sum over tokens; each token is counted once a process."""
    return sum(map(_syllables, text.split()))


def _with_sentence_count(count: int) -> textstatistics:
    """Textstat with our own number of sentences in the place of its own count."""
    from textstat.textstat import textstatistics

    class Counted(textstatistics):
        def sentence_count(self, text: str) -> int:  # type: ignore[override]
            return count

        def syllable_count(  # type: ignore[override]
            self, text: str, lang: str | None = None
        ) -> int:
            return _count_syllables(text)

    return Counted()
