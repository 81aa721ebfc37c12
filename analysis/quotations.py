"""Stretches in quotation marks: double and single, straight and curly, and guillemets.

A quotation ends with its paragraph. Where the closing mark is missing, as it is by convention when
a quotation goes on in the next paragraph, the stretch runs to the end of the paragraph.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.segmentation import paragraphs
from analysis.spans import Span

_CLOSERS = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    '"': '"',
    "\u2018": "\u2019",
    "'": "'",
}
_MARK = re.compile("[" + "".join(_CLOSERS) + "]")
_SINGLE = "'\u2018"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks.

    Attributes:
        span: the stretch with its marks.
        inner: the words between the marks.
        closed: whether the closing mark is there.
    """

    span: Span
    inner: Span
    closed: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of ``text``, in order."""
    found: list[Quotation] = []
    for paragraph in paragraphs(text):
        closes = {mark: _SingleCloses(text, paragraph, _CLOSERS[mark]) for mark in _SINGLE}
        end = paragraph.start
        for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
            position = mark.start()
            if position < end or not _opens(text, position, paragraph):
                continue
            quotation = _quotation_at(text, position, paragraph, closes)
            if quotation is not None:
                found.append(quotation)
                end = quotation.span.end
    return tuple(found)


class _SingleCloses:
    """Where single quotations of a paragraph may end.

    The mark is also the apostrophe, so a word's end decides; behind an s it is as likely the
    genitive of a plural, and counts only where there is no other.
    """

    def __init__(self, text: str, paragraph: Span, closer: str) -> None:
        self._places = (text, paragraph, closer)

    @functools.cached_property
    def _sure_and_doubtful(self) -> tuple[list[int], list[int]]:
        text, paragraph, closer = self._places
        sure: list[int] = []
        doubtful: list[int] = []
        at = text.find(closer, paragraph.start + 1, paragraph.end)
        while at >= 0:
            after = text[at + 1] if at + 1 < paragraph.end else " "
            before = text[at - 1]
            if not after.isalnum() and not before.isspace():
                (doubtful if before == "s" and after not in ".,;:!?)" else sure).append(at)
            at = text.find(closer, at + 1, paragraph.end)
        return sure, doubtful

    def after(self, position: int) -> int | None:
        """The end of a quotation that opens at ``position``."""
        for places in self._sure_and_doubtful:
            index = bisect_right(places, position)
            if index < len(places):
                return places[index]
        return None


def _opens(text: str, position: int, paragraph: Span) -> bool:
    mark = text[position]
    if position + 1 >= paragraph.end or text[position + 1].isspace():
        return False
    before = text[position - 1] if position > paragraph.start else " "
    if mark in "\u201c\u201e\u00ab":
        return True
    return not (before.isalnum() or before in ".,!?;")


def _quotation_at(
    text: str, position: int, paragraph: Span, closes: Mapping[str, _SingleCloses]
) -> Quotation | None:
    mark = text[position]
    closers = _CLOSERS[mark]
    if mark in _SINGLE:
        single = closes[mark].after(position)
        if single is None:
            return None
        end = single
    else:
        ends = [
            at for closer in closers if (at := text.find(closer, position + 1, paragraph.end)) >= 0
        ]
        end = min(ends, default=-1)
        if end < 0:
            # An unclosed straight mark is as likely an inch or a slip as a quotation that goes on.
            if mark == '"' and position > paragraph.start:
                return None
            inner = Span(position + 1, paragraph.end)
            return Quotation(Span(position, paragraph.end), inner, closed=False)
    if end == position + 1:
        return None
    return Quotation(Span(position, end + 1), Span(position + 1, end), closed=True)
