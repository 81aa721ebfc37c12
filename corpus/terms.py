"""The terms of a text by which articles are told to be of one event: names, words and numbers.

A name is written with a capital, a word in lower case and without the ending of its plural, and
a number holds a digit; so no term of one kind is one of another.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.function_words import function_words
from analysis.lexicon import read_rows, small_words
from analysis.segmentation import bare

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:['\u2019\u2010\u2011&-][^\W_]+)*"
)
_ADDRESS_LINE = re.compile(r"^[ \t]*(?:https?|www)\b.*$", re.MULTILINE)
_SENTENCE_SIGNS = frozenset('.!?:\u2026"\u201c\u201d\u2018`')
_APOSTROPHES = frozenset("'\u2019")

_MOST_CHARACTERS = 40
"""Longer words are addresses, or lost their white space."""

_LONG_WORD = 4
_TITLE_SHARE = 0.7
"""In a title with capitals so many of the words of _LONG_WORD letters and more have one."""

_WITHOUT_CAPITALS = 40
"""So many words of which none has a capital show that the text is written without them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text.

    Attributes:
        names: how often each name stands in it.
        words: the same of words, but for those that every text has.
        numbers: figures of two digits and more, and days of a month.
        running: every word and number in lower case, in order.
    """

    names: Counter[str]
    words: Counter[str]
    numbers: frozenset[str]
    running: tuple[str, ...]


class _Token(NamedTuple):
    folded: str
    capital: bool
    starts: bool


def read_terms(text: str, known: Mapping[str, float]) -> Terms:
    """The terms of ``text``; ``known`` tells names from words where the text itself doesn't.

    A word is a name if inside of sentences it mostly has a capital. One that only starts sentences
    or stands in a title with capitals is judged by which form is ``known`` in more articles, and is
    a name if neither is.
    """
    lines = [_tokens(line) for line in _ADDRESS_LINE.sub("", text).splitlines()]
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for line in lines:
        inside = [token for token in line if not token.starts]
        if not _is_title(inside):
            capital.update(token.folded for token in inside if token.capital)
            small.update(token.folded for token in inside if not token.capital)
    has_capitals = bool(capital) or small.total() < _WITHOUT_CAPITALS

    @functools.cache
    def is_name(folded: str) -> bool:
        if has_capitals and (folded in capital or folded in small):
            return capital[folded] > small[folded]
        name, word = known.get(folded.capitalize(), 0.0), known.get(_singular(folded), 0.0)
        return name >= word

    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for token in (token for line in lines for token in line):
        if not _is_told_by(token.folded):
            continue
        if (token.capital or not has_capitals) and is_name(token.folded):
            names[token.folded.capitalize()] += 1
        elif _APOSTROPHES.isdisjoint(token.folded):
            # What else has an apostrophe is a contraction, and every text has some.
            words[_singular(token.folded)] += 1
    numbers = frozenset(number for line in lines for number in _numbers(line))
    running = tuple(token.folded for line in lines for token in line)
    return Terms(names, words, numbers, running)


def _tokens(line: str) -> list[_Token]:
    found = []
    end = 0
    for match in _WORD.finditer(line):
        word = bare(match.group())
        starts = not end or not _SENTENCE_SIGNS.isdisjoint(line[end : match.start()])
        found.append(_Token(word.lower(), word[0].isupper(), starts))
        end = match.end()
    return found


def _is_title(inside: Sequence[_Token]) -> bool:
    long = [token for token in inside if len(token.folded) >= _LONG_WORD]
    return len(long) > 1 and sum(token.capital for token in long) >= _TITLE_SHARE * len(long)


def _is_told_by(folded: str) -> bool:
    """Whether a word says something of what the text is about."""
    return (
        1 < len(folded) <= _MOST_CHARACTERS
        and not folded[0].isdigit()
        and _said_anywhere().isdisjoint((folded, _singular(folded)))
    )


def _numbers(line: Sequence[_Token]) -> Iterator[str]:
    """Figures; a day of a month as "5/3", whether it was May 3 or 3 May."""
    months = _months()
    around = ("", *(token.folded for token in line), "")
    for before, folded, after in zip(around, around[1:], around[2:], strict=False):
        if not folded[:1].isdigit() or len(folded) > _MOST_CHARACTERS:
            continue
        month = months.get(before) or months.get(after)
        if month and len(folded) <= 2:
            yield f"{month}/{int(folded)}"
        elif len(folded) > 1:
            yield folded.replace(",", "")


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "siu":
        return word[:-1]
    return word


@functools.cache
def _said_anywhere() -> frozenset[str]:
    """Function words, and words of time: which day it was, an article says of every event."""
    return function_words() | small_words("time_word") | _months().keys()


@functools.cache
def _months() -> Mapping[str, str]:
    rows = read_rows("number_words", ("word", "kind", "value"))
    return {row["word"]: row["value"] for row in rows if row["kind"] == "month"}
