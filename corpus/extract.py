"""From what a person has (a paste, a file) to an article: headline and paragraphs.

What a file or page says around its article is no part of it: breadcrumbs, captions with their
credits, bylines, site notices. Each line left out is kept in ``dropped``, for the reader to check.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePath

from corpus.assembly import LEAST_WORDS, MOST_BYTES, MOST_SOURCE, draft_from_lines, too_long
from corpus.cleaning import cleaned
from corpus.decoding import decoded, decoded_page
from corpus.documents import read_email, read_markdown, read_pdf, read_word
from corpus.draft import Draft
from corpus.errors import ExtractionError
from corpus.web_page import extract_html

__all__ = [
    "FILE_TYPES",
    "LEAST_WORDS",
    "MOST_BYTES",
    "ExtractionError",
    "cleaned",
    "extract_file",
    "extract_html",
    "extract_path",
    "extract_text",
]

_PAGE_START = re.compile(r"\s{0,200}<(?:!doctype html|html)\b", re.IGNORECASE)


def extract_path(path: Path) -> Draft:
    """The article in the file at ``path``; what is no such file is not read whole.

    Raises:
        ExtractionError: as ``extract_file`` does, and if the file can't be read.
    """
    _check_type(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ExtractionError(
            f"This file can't be read: {error.strerror}. Check its place and its permissions."
        ) from error
    return extract_file(path.name, data)


def extract_file(name: str, data: bytes) -> Draft:
    """The article in a file of one of FILE_TYPES, told by the end of its name.

    Raises:
        ExtractionError: if the file is too large, of another kind, or holds no article.
    """
    suffix = _check_type(name)
    if len(data) > MOST_BYTES:
        raise ExtractionError(
            f"This file is too large: at most {MOST_BYTES / 1e6:.0f} MB can be read. "
            "Save only the article, or paste its text."
        )
    return _READERS[suffix](data)


def extract_text(text: str) -> Draft:
    """The article in a text as a person copies it from a page, one paragraph a line.

    Raises:
        ExtractionError: if too little or too much is left.
    """
    if _PAGE_START.match(text):
        # The source of a page, saved or copied as it is.
        return extract_html(text)
    if len(text) > MOST_SOURCE:
        raise too_long(len(text))
    return draft_from_lines("", cleaned(text).split("\n"))


def _check_type(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in FILE_TYPES:
        raise ExtractionError(
            f"Files of type {suffix or 'unknown'} can't be read. Use {', '.join(FILE_TYPES)}, "
            "or paste the text."
        )
    return suffix


def _read_text(data: bytes) -> Draft:
    return extract_text(decoded(data))


def _read_html(data: bytes) -> Draft:
    return extract_html(decoded_page(data))


_READERS: dict[str, Callable[[bytes], Draft]] = {
    ".txt": _read_text,
    ".md": read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": read_pdf,
    ".docx": read_word,
    ".eml": read_email,
}

FILE_TYPES = tuple(_READERS)
"""The ends of the names of files that can be read."""
