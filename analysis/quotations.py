"""Stretches in quotation marks: double and single, straight and curly, and guillemets.

A quotation ends with its paragraph. Where the closing mark is missing, as it is by convention when
a quotation goes on in the next paragraph, the stretch runs to the end of the paragraph.
"""

from __future__ import annotations

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
        position = paragraph.start
        while position < paragraph.end:
            if not _opens(text, position, paragraph):
                position += 1
                continue
            quotation = _quotation_at(text, position, paragraph)
            if quotation is None:
                position += 1
            else:
                found.append(quotation)
                position = quotation.span.end
    return tuple(found)


def _opens(text: str, position: int, paragraph: Span) -> bool:
    mark = text[position]
    if mark not in _CLOSERS or position + 1 >= paragraph.end or text[position + 1].isspace():
        return False
    before = text[position - 1] if position > paragraph.start else " "
    if mark in "\u201c\u201e\u00ab":
        return True
    return not (before.isalnum() or before in ".,!?;")


def _quotation_at(text: str, position: int, paragraph: Span) -> Quotation | None:
    mark = text[position]
    closers = _CLOSERS[mark]
    if mark in _SINGLE:
        end = _single_close(text, position, paragraph, closers)
        if end is None:
            return None
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


def _single_close(text: str, position: int, paragraph: Span, closer: str) -> int | None:
    """Where a single quotation ends: the mark is also the apostrophe, so a word's end decides."""
    fallback: int | None = None
    at = text.find(closer, position + 1, paragraph.end)
    while at >= 0:
        after = text[at + 1] if at + 1 < paragraph.end else " "
        before = text[at - 1]
        if not after.isalnum() and not before.isspace():
            if before != "s" or after in ".,;:!?)":
                return at
            fallback = at if fallback is None else fallback
        at = text.find(closer, at + 1, paragraph.end)
    return fallback
