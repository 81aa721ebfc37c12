"""PDF documents."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from corpus.cleaning import one_line
from corpus.errors import ExtractionError
from corpus.readers.parts import MOST_CHARACTERS, Parts
from corpus.readers.pdf_lines import PdfLine, parts_of

_MOST_PAGES = 200
_MOST_UNPACKED = 10_000_000
"""Bytes of one stream. The text of a page has some thousand; with drawings it can be more."""

_START_BYTES = 1_024
"""So much may stand before a PDF document's first bytes."""

_LIGATURES = re.compile("[\ufb00-\ufb06]")
# What comes out where a font doesn't say which letters its shapes are, or gives them names of its
# own, as "/g41/g68".
_UNTOLD = re.compile(r"[\ue000-\uf8ff\ufffd]|/[A-Za-z]{1,5}[0-9A-F]{1,4}(?=/)")
_BY_HAND = "Copy the article from its web page and paste it here."


def read(data: bytes) -> Parts:
    """The parts of a PDF document.

    Raises:
        ExtractionError: if it is none, needs a password, has too many pages, or its text can't be
            told.
    """
    from pypdf import PdfReader, overwrite_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError

    if b"%PDF" not in data[:_START_BYTES]:
        raise ExtractionError(
            "This file is no PDF document. If it is a web page, save it as .html; if not, paste "
            "the article's text."
        )
    overwrite_configuration(
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        zlib_maximum_output_length=_MOST_UNPACKED,
    )
    try:
        lines = _lines(PdfReader(BytesIO(data)))
    except (DependencyError, FileNotDecryptedError) as error:
        raise ExtractionError(
            "This PDF document is protected by a password. Open it, print it to a new PDF "
            "document, and read that one; or paste the article's text."
        ) from error
    text = "".join(line.text for line in lines)
    if 10 * len(_UNTOLD.findall(text)) > len(text) > 0:
        raise ExtractionError(
            f"The fonts of this PDF document don't say which letters they show. {_BY_HAND}"
        )
    return parts_of(lines)


def _lines(reader: Any) -> list[PdfLine]:
    count = len(reader.pages)
    if count > _MOST_PAGES:
        raise ExtractionError(
            f"This PDF document has {count:,} pages; at most {_MOST_PAGES} can be read. Print "
            "the pages with the article to a new one, or paste its text."
        )
    lines: list[PdfLine] = []
    characters = 0
    for number in range(count):
        for line in _lines_of_page(reader.pages[number], number):
            lines.append(line)
            characters += len(line.text)
        if characters > MOST_CHARACTERS:
            break
    return lines


def _lines_of_page(page: Any, number: int) -> list[PdfLine]:
    """The lines in the order in which they were written to the page, mostly that of reading."""
    lines: list[PdfLine] = []
    pieces: list[str] = []
    place = (0.0, 0.0, 0.0)

    def end_line() -> None:
        text = one_line("".join(pieces))
        if text:
            text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
            lines.append(PdfLine(text, number, *place))
        pieces.clear()

    def visit(
        text: str, page_matrix: Sequence[float], matrix: Sequence[float], _: object, size: float
    ) -> None:
        nonlocal place
        for at, piece in enumerate(text.split("\n")):
            if at:
                end_line()
            if piece.strip() and not "".join(pieces).strip():
                place = _place(page_matrix, matrix, size)
            pieces.append(piece)

    page.extract_text(visitor_text=visit)
    end_line()
    return lines


def _place(
    page_matrix: Sequence[float], matrix: Sequence[float], size: float
) -> tuple[float, float, float]:
    """Where a piece of text starts, from the page's left and bottom, and how high its letters are.

    All in points, as they come out of the two transformations that PDF applies to text.
    """
    a, b, c, d, left, bottom = page_matrix
    x, y = matrix[4], matrix[5]
    scale = math.sqrt(abs((a * d - b * c) * (matrix[0] * matrix[3] - matrix[1] * matrix[2])))
    return a * x + c * y + left, b * x + d * y + bottom, abs(size) * scale
