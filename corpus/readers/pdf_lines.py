"""From the lines on the pages of a PDF document to paragraphs.

A page knows letters at places, no paragraphs. They are found by what a reader sees: a wider gap, a
line set in or left short, another size of letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import quantiles

from corpus.readers.parts import Parts

_EDGE_LINES = 3
"""So many lines at the top and at the bottom of a page may be running ones."""

_SHARE_OF_PAGES = 1 / 3
"""A line at the edge of so many pages runs; those of left and right pages may differ."""

_WIDER = 1.3
"""A gap so many times the usual one parts paragraphs."""

_INDENT = 0.7
"""In heights of letters; what is set in further begins a paragraph."""

_SHORT = 0.8
"""A line is left short if the next word would have ended before this share of the line's width.
Letters differ in width, so that lines of equal width differ in their number."""

_NEIGHBOURS = 5
"""A column's left edge and width are seen in so many lines before and after."""

_COLUMN = 5
"""In heights of letters; what starts so much further to the right is in another column."""

_SAME_SIZE = 0.08
_LARGER = 1.15
"""A headline's letters are so many times as high as those of the text."""

_HEADLINE_WORDS = range(3, 31)
_SENTENCE_END = re.compile(r"[.!?\u2026:][\"'\u201d\u2019\u00bb)\]]*\Z")
_BULLET = re.compile(r"[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1] ?")
_HYPHENS = ("-", "\u2010")
_LONGEST_WORD = 80
_WORDS_OF_A_LETTER = ("A", "I")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line on a page.

    Attributes:
        text: with single spaces.
        page: 0 for the first one.
        x: points from the page's left edge to its start.
        y: points from the page's bottom edge.
        size: the height of its letters in points.
    """

    text: str
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    page: int
    size: float


def parts_of(lines: Sequence[PdfLine]) -> Parts:
    """Headline, paragraphs, and the running heads and page numbers of a document."""
    running = _running(lines)
    # One of each kind is enough to see what ran over the pages.
    kinds = {_alike(line): line.text for line in reversed(lines) if line in running}
    dropped = list(reversed(kinds.values()))
    paragraphs = _paragraphs([line for line in lines if line not in running])
    at = _headline(paragraphs)
    if at is None:
        return Parts("", [each.text for each in paragraphs], dropped)
    above, below = paragraphs[:at], paragraphs[at + 1 :]
    # Above the headline stand the outlet's name and the section; a sentence may be the article's.
    dropped += [each.text for each in above if not _SENTENCE_END.search(each.text)]
    kept = [*(each for each in above if _SENTENCE_END.search(each.text)), *below]
    return Parts(paragraphs[at].text, [each.text for each in kept], dropped)


def _running(lines: Sequence[PdfLine]) -> set[PdfLine]:
    """Lines at the edges of pages without a letter, or the same on many, page numbers apart."""
    edges: set[PdfLine] = set()
    pages = 0
    for _, on_page in groupby(lines, key=lambda line: line.page):
        by_height = sorted(on_page, key=lambda line: line.y)
        edges.update(by_height[:_EDGE_LINES], by_height[-_EDGE_LINES:])
        pages += 1
    seen_on = Counter(alike for alike, _ in {(_alike(line), line.page) for line in edges})
    least = max(2.0, _SHARE_OF_PAGES * pages)
    return {line for line in edges if not _alike(line)[0] or seen_on[_alike(line)] >= least}


def _alike(line: PdfLine) -> tuple[str, int]:
    """What running lines have in common: letters, where numbers are among them, and height.

    A headline that runs over the pages is larger where it stands above its article.
    """
    letters = _DIGITS.sub("0", line.text.lower())
    return letters if any(sign.isalpha() for sign in letters) else "", round(line.size)


def _paragraphs(lines: Sequence[PdfLine]) -> list[_Paragraph]:
    usual = _usual_gap(lines)
    known = _known(lines)
    paragraphs: list[_Paragraph] = []
    text = ""
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None or _begins(lines, at, usual):
            if before is not None:
                paragraphs.append(_Paragraph(text, before.page, before.size))
            text = _BULLET.sub("", line.text, count=1)
        else:
            text = _joined(text, line.text, known)
    return [*paragraphs, _Paragraph(text, lines[-1].page, lines[-1].size)] if lines else []


def _usual_gap(lines: Sequence[PdfLine]) -> float:
    """From line to line within a paragraph, in heights of letters."""
    gaps = [
        (before.y - line.y) / line.size
        for before, line in zip(lines, lines[1:], strict=False)
        if before.page == line.page and line.size and before.y > line.y
    ]
    # The gaps between paragraphs are the wider ones, and may be as many.
    return quantiles(gaps, n=4)[0] if len(gaps) > 1 else 1.2


def _begins(lines: Sequence[PdfLine], at: int, usual: float) -> bool:
    """Whether a paragraph begins at this line, which isn't the first one."""
    before, line = lines[at - 1], lines[at]
    if _BULLET.match(line.text):
        return True
    if _is_drop_cap(before, line):
        return False
    if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
        return True
    if line.text[0].islower() and not _ends_sentence(before):
        return False
    gap = before.y - line.y
    if before.page != line.page or gap < -line.size / 2:
        # The next page or column.
        return _ends_sentence(before)
    if gap > _WIDER * usual * line.size:
        return True
    return gap > line.size / 2 and (_is_set_in(lines, at) or _is_left_short(lines, at))


def _is_drop_cap(before: PdfLine, line: PdfLine) -> bool:
    return len(before.text) == 1 and before.text.isupper() and before.size > _LARGER * line.size


def _is_set_in(lines: Sequence[PdfLine], at: int) -> bool:
    """Whether this line starts further to the right than the others of its column."""
    before, line = lines[at - 1], lines[at]
    column = [each for each in _around(lines, at) if abs(each.x - line.x) < _COLUMN * line.size]
    least = _INDENT * line.size
    if _ends_sentence(before):
        return line.x - min(each.x for each in column) > least
    # All lines of a quotation may be set in, and all but the first of an item in a list.
    beside = [before, *lines[at + 1 : at + 2]]
    return all(least < line.x - each.x < _COLUMN * line.size for each in beside)


def _is_left_short(lines: Sequence[PdfLine], at: int) -> bool:
    """Whether the line before this one ended although the next word had room in it."""
    before, word = lines[at - 1].text, lines[at].text.split(" ", 1)[0]
    if word[0].islower():
        return False
    width = max(len(each.text) for each in _around(lines, at))
    return len(before) + 1 + len(word) < _SHORT * width


def _around(lines: Sequence[PdfLine], at: int) -> list[PdfLine]:
    """The line and its neighbours on the page."""
    near = lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
    return [each for each in near if each.page == lines[at].page]


def _ends_sentence(line: PdfLine) -> bool:
    return _SENTENCE_END.search(line.text) is not None


def _joined(text: str, line: str, known: Collection[str]) -> str:
    """The two as one; a hyphen at the end of the first goes if it only broke a word."""
    is_drop_cap = len(text) == 1 and text.isupper()
    if not (is_drop_cap or text.endswith(_HYPHENS)) or not line[0].islower():
        return f"{text} {line}"
    first = next(reversed(_WORD.findall(text[-_LONGEST_WORD:])), "").lower()
    second = next(iter(_WORD.findall(line[:_LONGEST_WORD])), "").lower()
    both = first in known and second in known and first + second not in known
    if is_drop_cap:
        return f"{text} {line}" if both and text in _WORDS_OF_A_LETTER else text + line
    is_compound = f"{first}-{second}" in known or both
    return text + line if is_compound else text[:-1] + line


def _known(lines: Sequence[PdfLine]) -> set[str]:
    """The words that stand in the lines in lower case, but for those broken between two."""
    known: set[str] = set()
    before = ""
    for line in lines:
        text = line.text.lower().replace("\u2010", "-")
        found = [match[0] for match in _WORD.finditer(text)]
        starts = 1 if before.endswith("-") or len(before) == 1 else 0
        known.update(found[starts:-1] if text.endswith("-") else found[starts:])
        before = text
    return known


def _headline(paragraphs: Sequence[_Paragraph]) -> int | None:
    """Which paragraph of the first page has the largest letters, if they are larger than most."""
    sizes = Counter[float]()
    for each in paragraphs:
        sizes[round(each.size, 1)] += len(each.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    choice = [
        (-each.size, at)
        for at, each in enumerate(paragraphs)
        if each.page == paragraphs[0].page
        and each.size > _LARGER * usual
        and len(each.text.split()) in _HEADLINE_WORDS
    ]
    return min(choice)[1] if choice else None
