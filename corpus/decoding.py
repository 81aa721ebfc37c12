"""From bytes to text, whatever an editor or a website wrote."""

from __future__ import annotations

import codecs
import re

from corpus.cleaning import CONTROLS
from corpus.errors import ExtractionError

_LOST = re.compile("\ufffd+")
_MAC_QUOTE = re.compile(rb"[A-Za-z.,!?][\xd2\xd3\xd5]")
_SIGNATURES = {
    b"{\\rtf": ("an RTF document", "Save the article as .docx or .txt, or paste its text."),
    b"%PDF": ("a PDF document", "Rename it to .pdf, and open that file."),
    b"PK\x03\x04": (
        "an Office document or an archive",
        "If it is a Word document, rename it to .docx; if not, paste the article's text.",
    ),
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Browsers look this far, and a little further, for what a page says of its encoding.
_PAGE_START_BYTES = 4_096
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset[ \t]{0,9}=[ \t]{0,9}[\"']?[ \t]{0,9}(?P<name>[\w:.-]{1,40})",
    re.IGNORECASE,
)
# The encodings of the web by Python's names. Others that Python knows are no encodings of pages,
# and a few, such as "idna", take time that grows with the square of the length.
_WEB_ENCODING = re.compile(r"(?:ascii|utf-8|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|tis).*")


def decoded(data: bytes) -> str:
    """The text in a file.

    Raises:
        ExtractionError: if it holds no text.
    """
    text = _decoded_by_mark(_no_other_kind(data))
    if text is None:
        text = _decoded_by_guess(data)
    if "\0" in text:
        raise _not_text()
    return _checked(text)


def decoded_page(data: bytes, charset: str = "") -> str:
    """The source of a web page.

    A byte order mark tells its encoding for sure, and so do letters beyond ASCII that are UTF-8.
    After these the website's word counts, then the page's own, then a guess.

    Args:
        data: the page.
        charset: the encoding that the website names, or empty; Python need not know it.

    Raises:
        ExtractionError: if it holds no text.
    """
    text = _decoded_by_mark(_no_other_kind(data))
    if text is None:
        told = _META_CHARSET.search(data[:_PAGE_START_BYTES])
        own = told["name"].decode("ascii") if told else ""
        named = ("utf-8", charset, own)
        readings = (reading for name in named if (reading := decoded_as(data, name)) is not None)
        text = next(readings, None)
    return _checked(_decoded_by_guess(data) if text is None else text)


def decoded_as(data: bytes, charset: str) -> str | None:
    """The text in the encoding ``charset``; None where it isn't, or no such encoding is known."""
    try:
        name = codecs.lookup(charset).name if charset else ""
        # Who says Latin-1 or ASCII means Windows' superset of it, as browsers take it.
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        return data.decode(name) if _WEB_ENCODING.fullmatch(name) else None
    except (LookupError, ValueError):
        return None


def _no_other_kind(data: bytes) -> bytes:
    for signature, (kind, advice) in _SIGNATURES.items():
        if data.startswith(signature):
            raise ExtractionError(f"This file isn't text but {kind}. {advice}")
    return data


def _checked(text: str) -> str:
    if 50 * len(CONTROLS.findall(text)) > len(text):
        raise _not_text()
    return text


def _decoded_by_mark(data: bytes) -> str | None:
    """The text by its byte order mark, or as UTF-16 that lacks one; None where it isn't such."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    half = len(data) // 2
    if encoding is None and half and not len(data) % 2:
        # Of two bytes a Latin letter needs one.
        if data[1::2].count(0) > 0.9 * half:
            encoding = "utf-16-le"
        elif data[::2].count(0) > 0.9 * half:
            encoding = "utf-16-be"
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _decoded_by_guess(data: bytes) -> str:
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    if not lost:
        return text
    whole = sum(sign > "\x7f" for sign in text) - lost
    if whole > len(_LOST.findall(text)):
        # UTF-8 with a few bytes lost, as where a download broke off.
        return text
    if 10 * lost < len(data) and b"\0" not in data:
        # Mostly English, so one of two encodings; by curly quotation marks they can be told apart.
        return data.decode("mac_roman" if _MAC_QUOTE.search(data) else "cp1252", errors="replace")
    from charset_normalizer import from_bytes

    best = None if b"\0" in data else from_bytes(data).best()
    if best is None:
        raise _not_text()
    return str(best)


def _not_text() -> ExtractionError:
    return ExtractionError(
        "This file isn't text: it holds bytes that no text has. Save the article as .txt or "
        ".html, or paste its text."
    )
