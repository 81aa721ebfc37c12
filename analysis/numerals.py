"""Numbers that a text tells, each with what it counts: "2,400 riders", "6 percent", "May 27".

Units are read without a parser: the next plural noun in the same phrase, or the noun that a hyphen
ties to the number ("12-minute"). A number of which no unit can be told is left out, save those so
large that two articles on one event hardly use them for different things.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.function_words import function_words
from analysis.lexicon import check_choice, fold, read_rows, require, small_words
from analysis.segmentation import Word, bare, words
from analysis.spans import Span

NumeralKind = Literal["count", "percent", "money", "date", "year", "clock", "score"]

LARGE = 100
"""Counts from here on are told by their value alone: "640 members" and "640 workers" are one."""

_KINDS = frozenset(
    {"number", "scale", "suffix", "percent", "per", "month", "clock", "sign", "currency", "plural"}
)
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)")
_SCORE = re.compile(
    r"(?<![\w$.,:\u2013-])(\d{1,3})(?: to |-to-|[-\u2013])(\d{1,3})(?![\w%:\u2013-])"
)
_YEARS = range(1900, 2100)
_PHRASE_GAPS = (" ", "\u00a0", "-")
_LONGEST_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its unit.

    Attributes:
        span: where both stand.
        kind: what sort of number it is.
        value: the number in digits; a date as month-day, a time as hour:minute, a score as m-n.
        unit: what is counted, lower case and singular; the currency of money; else empty.
    """

    span: Span
    kind: NumeralKind
    value: str
    unit: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for two numerals that tell the same."""
        large = self.kind == "count" and float(self.value) >= LARGE
        return (self.kind, self.value, "" if large else self.unit)


@dataclass(frozen=True, slots=True)
class _Number:
    """A bare number: its value, and the index of the word behind it."""

    value: float
    upto: int


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Every number of ``text`` that tells something by itself, in order; none overlap."""
    among = words(text)
    found: list[Numeral] = []
    index = 0
    while index < len(among):
        read = _score(text, among, index) or _numeral(text, among, index)
        if read is None:
            index += 1
            continue
        found.append(read)
        index += 1
        while index < len(among) and among[index].span.start < read.span.end:
            index += 1
    return tuple(found)


def _numeral(text: str, among: Sequence[Word], index: int) -> Numeral | None:
    word = among[index]
    month = _lexicon()["month"].get(fold(word.text)) if word.text[0].isupper() else None
    if month is not None:
        return _date(text, among, index, month)
    clock = _clock(text, among, index)
    if clock is not None:
        return clock
    number = _number(text, among, index)
    return None if number is None else _with_unit(text, among, index, number)


def _with_unit(text: str, among: Sequence[Word], index: int, number: _Number) -> Numeral | None:
    start, last = among[index].span.start, among[number.upto - 1].span.end
    value = f"{number.value:.10g}"
    after = among[number.upto] if number.upto < len(among) else None
    gap = text[last : after.span.start] if after is not None else ""
    following = fold(after.text) if after is not None and gap in _PHRASE_GAPS else ""
    lexicon = _lexicon()
    sign = lexicon["sign"].get(text[start - 1 : start])
    if sign is not None:
        return Numeral(Span(start - 1, last), "money", value, sign)
    if text[last : last + 1] == "%":
        return Numeral(Span(start, last + 1), "percent", value)
    if after is not None and following in lexicon["percent"]:
        return Numeral(Span(start, after.span.end), "percent", value)
    if following == "per" and number.upto + 1 < len(among):
        cent = among[number.upto + 1]
        if fold(cent.text) in lexicon["per"]:
            return Numeral(Span(start, cent.span.end), "percent", value)
    if after is not None and following in lexicon["currency"]:
        return Numeral(Span(start, after.span.end), "money", value, lexicon["currency"][following])
    month = lexicon["month"].get(following) if after and after.text[0].isupper() else None
    if after is not None and month is not None and number.value in range(1, 32):
        return Numeral(Span(start, after.span.end), "date", f"{month}-{value}")
    if after is not None and after.span.start == last:
        return None  # "19th", "5G"
    if _belongs_to_a_name(text, among, index):
        return None
    if number.value in _YEARS and among[index].text.isdigit():
        return Numeral(Span(start, last), "year", value)
    return _count(text, among, index, number)


def _count(text: str, among: Sequence[Word], index: int, number: _Number) -> Numeral | None:
    if number.value == 1:
        return None  # "one of them", "one said"
    start, last = among[index].span.start, among[number.upto - 1].span.end
    value = f"{number.value:.10g}"
    noun = _noun(text, among, number.upto)
    if noun is not None:
        return Numeral(Span(start, noun[0].span.end), "count", value, noun[1])
    return Numeral(Span(start, last), "count", value) if number.value >= LARGE else None


def _noun(text: str, among: Sequence[Word], start: int) -> tuple[Word, str] | None:
    """The noun that a number counts, and its singular."""
    index = start
    if _joins(text, among, index) and among[index].text == "of":
        # "nine of the city's 31 routes"
        index += 1
        while _joins(text, among, index) and (
            among[index].text in small_words("determiner")
            or bare(among[index].text) != among[index].text
            or among[index].text[0].isdigit()
        ):
            index += 1
    for place in range(index, min(index + _LONGEST_PHRASE, len(among))):
        if not _joins(text, among, place):
            return None
        word = among[place]
        folded = fold(word.text)
        if folded in function_words() or word.text[0].isdigit() or bare(word.text) != word.text:
            return None
        hyphened = place == start and text[word.span.start - 1] == "-"
        singular = _singular(folded)
        if hyphened or singular != folded or folded in _lexicon()["plural"]:
            return word, singular
    return None


def _joins(text: str, among: Sequence[Word], index: int) -> bool:
    """Whether the word at ``index`` goes on the phrase of the word before it."""
    if not 0 < index < len(among):
        return False
    return text[among[index - 1].span.end : among[index].span.start] in _PHRASE_GAPS


def _singular(folded: str) -> str:
    irregular = _lexicon()["plural"].get(folded)
    if irregular is not None:
        return irregular
    if len(folded) < 4 or not folded.endswith("s") or folded.endswith(("ss", "us", "is")):
        return folded
    if folded.endswith("ies"):
        return folded[:-3] + "y"
    return folded[:-2] if folded.endswith(("sses", "xes", "ches", "shes")) else folded[:-1]


def _number(text: str, among: Sequence[Word], index: int) -> _Number | None:
    """The number that starts at ``index``: "2,400", "nine", "twenty-one", "$6.1 million"."""
    lexicon = _lexicon()
    folded = fold(among[index].text)
    if _DIGITS.fullmatch(folded):
        value = float(folded.replace(",", ""))
    else:
        parts = folded.split("-")
        numbers = lexicon["number"]
        if parts[0] not in numbers or len(parts) > 2 or (parts[1:] and parts[1] not in numbers):
            return None
        value = sum(float(numbers[part]) for part in parts)
    upto = index + 1
    while upto < len(among):
        gap = text[among[upto - 1].span.end : among[upto].span.start]
        following = fold(among[upto].text)
        scale = lexicon["scale"].get(following) if gap in _PHRASE_GAPS else None
        if gap == "" and following in lexicon["suffix"]:
            scale = lexicon["suffix"][following]
        if scale is None or value >= 1e15:
            break
        value, upto = value * float(scale), upto + 1
    return _Number(value, upto)


def _score(text: str, among: Sequence[Word], index: int) -> Numeral | None:
    """A result or a vote: "7-4", "7 to 4"."""
    match = _SCORE.match(text, among[index].span.start)
    if match is None:
        return None
    after = next((word for word in among[index + 1 : index + 4] if word.span.start >= match.end()),
                 None)  # fmt: skip
    if after is not None and text[match.end() : after.span.start] in _PHRASE_GAPS:
        folded = fold(after.text)
        lexicon = _lexicon()
        units = ("percent", "scale", "clock", "currency", "plural", "month")
        if _singular(folded) != folded or any(folded in lexicon[unit] for unit in units):
            return None  # "10 to 15 minutes"
    return Numeral(Span(match.start(), match.end()), "score", f"{match[1]}-{match[2]}")


def _clock(text: str, among: Sequence[Word], index: int) -> Numeral | None:
    word = among[index]
    after = among[index + 1] if index + 1 < len(among) else None
    time = _TIME.fullmatch(word.text)
    suffix = _lexicon()["clock"].get(fold(after.text)) if after is not None else None
    if after is None or suffix is None or not (time or word.text.isdigit()):
        return None
    if text[word.span.end : after.span.start] not in ("", " ", "\u00a0"):
        return None
    hour, minute = (time[1], time[2]) if time else (word.text, "00")
    return Numeral(Span(word.span.start, after.span.end), "clock", f"{hour}:{minute} {suffix}")


def _date(text: str, among: Sequence[Word], index: int, month: str) -> Numeral | None:
    after = among[index + 1] if index + 1 < len(among) else None
    if after is None or not after.text.isdigit() or len(after.text) > 4:
        return None
    if text[among[index].span.end : after.span.start] not in (" ", ". ", "\u00a0", ".\u00a0"):
        return None
    span = Span(among[index].span.start, after.span.end)
    if int(after.text) in _YEARS:
        return Numeral(span, "year", after.text)
    return Numeral(span, "date", f"{month}-{int(after.text)}") if int(after.text) < 32 else None


def _belongs_to_a_name(text: str, among: Sequence[Word], index: int) -> bool:
    """Whether the word before has a capital of its own: "Local 212", "Highway 61"."""
    if index == 0 or not among[index - 1].text[0].isupper():
        return False
    before = among[index - 1]
    if text[before.span.end : among[index].span.start] not in _PHRASE_GAPS:
        return False
    lead = text[max(0, before.span.start - 3) : before.span.start].rstrip(" \u00a0")
    return bool(lead) and lead[-1] not in ".!?\n\u201c\"'\u2018\u2019\u201d:\u2014"


@functools.cache
def _lexicon() -> Mapping[str, Mapping[str, str]]:
    """The words around numbers by kind, each with what it stands for.

    Raises:
        LexiconError: if a row is of no known kind, or a word stands twice in a kind.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in sorted(_KINDS)}
    rows = read_rows("number_words", ("word", "kind", "value"))
    for line, row in enumerate(rows, start=2):
        of_kind = found[check_choice(row, "kind", _KINDS, "number_words", line)]
        require(row["word"] not in of_kind, "number_words", line, f"{row['word']!r} stands twice")
        of_kind[row["word"]] = row["value"]
    return found
