"""Paragraphs, sentences and words of a text, each with where it stands.

textstat ends a sentence at every full stop, which makes "Gen. Mark Milley" two sentences and
"3.5 percent" two more; on agency copy that halves the measured reading level. So sentences are
split here: at a terminator that white space follows, unless an abbreviation, an initial or a
lower-case word says otherwise. The end of a paragraph always ends a sentence.
"""

from __future__ import annotations

import csv
import functools
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.spans import Span

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_TERMINATOR = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s)")
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:['\u2019\u2010\u2011&-][^\W_]+)*"
)
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_STARTS = "starts_a_sentence"
_WORTH_KEEPING = 200
_OPENERS = "\"'\u201c\u2018\u00ab([ \t\u00a0"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number, as it stands in the text."""

    span: Span
    text: str


def paragraphs(text: str) -> tuple[Span, ...]:
    """The stretches between line ends, without the white space around them."""
    return tuple(
        span
        for match in _PARAGRAPH.finditer(text)
        if (span := _trimmed(text, match.start(), match.end())) is not None
    )


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text``, in order; they don't overlap and hold no line end."""
    found: list[Span] = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        # The look-ahead needs the white space, which the trimmed paragraph may have lost.
        for match in _TERMINATOR.finditer(text, start, min(paragraph.end + 1, len(text))):
            if match.end() < paragraph.end and _ends_sentence(text, start, match):
                sentence = _trimmed(text, start, match.end())
                if sentence is not None:
                    found.append(sentence)
                start = match.end()
        last = _trimmed(text, start, paragraph.end)
        if last is not None:
            found.append(last)
    return tuple(found)


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words in ``text[start:end]``; numbers count, punctuation doesn't."""
    bound = len(text) if end is None else end
    if len(text) < _WORTH_KEEPING:
        return _read_words(text, start, bound)
    every, starts = _words_of(text)
    first, last = bisect_left(starts, start), bisect_left(starts, bound)
    cut_at_start = first > 0 and every[first - 1].span.end > start
    cut_at_end = last > first and every[last - 1].span.end > bound
    return _read_words(text, start, bound) if cut_at_start or cut_at_end else every[first:last]


def _read_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(
        Word(Span(match.start(), match.end()), match.group())
        for match in _WORD.finditer(text, start, end)
    )


@functools.lru_cache(maxsize=2)
def _words_of(text: str) -> tuple[tuple[Word, ...], list[int]]:
    """The words of a whole text, which each measure asks for again, and where they start."""
    found = _read_words(text, 0, len(text))
    return found, [word.span.start for word in found]


def bare(token: str) -> str:
    """A word without its possessive ending: "China's" is a form of "China"."""
    if token[-1:] != "s" or token[-2:-1] not in ("'", "\u2019") or len(token) < 4:
        return token
    return token[:-2]


def bare_words(among: Iterable[Word]) -> tuple[Word, ...]:
    """The same words, each without its possessive ending."""
    return tuple(
        word
        if len(plain := bare(word.text)) == len(word.text)
        else Word(Span(word.span.start, word.span.start + len(plain)), plain)
        for word in among
    )


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 40].lstrip()
    first = following.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    mark = match.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    if before is None:
        return True
    word = before.group()
    next_word = following.lstrip(_OPENERS).split(" ", 1)[0].rstrip(".,;:!?\u2019'\"\u201d").lower()
    initials = "." in word and all(len(part) == 1 for part in word.split("."))
    kind = "may_end" if initials else _abbreviations().get(word)
    if kind is None and len(word) == 1 and word.isupper() and word != "I":
        kind = "before_name"
    if kind is None:
        return True
    if mark != ".":
        # A closing quotation mark or bracket after the stop: "... the U.S.” The ..."
        return kind == "may_end"
    if kind == "before_name":
        return False
    if kind == "before_number":
        return not first.isdigit() and next_word in _starters()
    return next_word in _starters()


@functools.cache
def _starters() -> frozenset[str]:
    """Words that start a sentence far more often than they follow an abbreviation in it."""
    return frozenset(row["word"] for row in _rows("small_words") if row["kind"] == _STARTS)


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["kind"] for row in _rows("abbreviations")}


def _rows(name: str) -> list[dict[str, str]]:
    # Not by analysis.lexicon, which needs the words that are split here.
    path = Path(__file__).parent / "lexicons" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
