"""From what a person has (a paste, a file) to an article: headline and paragraphs.

What a page says around its article is no part of it: breadcrumbs, captions with their credits,
bylines, site notices. Each line left out is kept in ``dropped``, for the reader to check.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from analysis import MOST_CHARACTERS, Article
from analysis.segmentation import words
from corpus.boilerplate import without_boilerplate

if TYPE_CHECKING:
    from markdown_it.token import Token

MOST_BYTES = 5_000_000
"""Larger files are refused unread."""

LEAST_WORDS = 20
"""A shorter text is no article."""

FILE_TYPES = (".txt", ".md", ".html", ".htm")

_HEADLINE_WORDS = 30
# What surrounds an article comes on top of it; beyond this the article itself is too long.
_MOST_SOURCE = 2 * MOST_CHARACTERS
_MATTER_LINE = re.compile(r"[\w-]+[ \t]*[:=](?:[ \t].*)?|[ \t]+\S.*|- .*|#.*")
_MATTER_LINES = 100
_TITLE = re.compile(r"(?:title|headline)[ \t]*[:=][ \t]*(?P<title>[^\s>|].*)", re.IGNORECASE)
_FULL_STOP = re.compile(r"\.[\"'\u201d\u2019\u00bb)\]]*\Z")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Soft hyphens, zero-width spaces and signs of writing direction: nobody sees them, and a word that
# holds one is no longer found. A joiner stays where it joins emoji.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    "|(?<=[A-Za-z])[\u200c\u200d]"
)
# At most a few marks at once: composing endless ones takes time that grows with their square.
_ACCENTED = re.compile(r"[A-Za-z][\u0300-\u036f]{1,4}")
_LOST = re.compile("\ufffd+")
_TAG = re.compile(r"<[a-zA-Z!/]")
_PAGE_START = re.compile(r"\s{0,200}<(?:!doctype html|html)\b", re.IGNORECASE)
_MAC_QUOTE = re.compile(rb"[A-Za-z.,!?][\xd2\xd3\xd5]")
_SIGNATURES = {
    b"{\\rtf": "an RTF document",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "an Office document or an archive",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NO_TEXT_IN_PAGE = (
    "No article was found in this page. Copy the article's text in your browser and paste it here."
)


class ExtractionError(ValueError):
    """Nothing that can be analysed; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article taken out of what surrounded it.

    Attributes:
        article: headline and paragraphs, with an empty line between them.
        dropped: the lines left out, in their order.
    """

    article: Article
    dropped: tuple[str, ...]


def extract_path(path: Path) -> Extracted:
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


def extract_file(name: str, data: bytes) -> Extracted:
    """The article in a .txt, .md or .html file.

    Raises:
        ExtractionError: if the file is too large, not text, no page, or holds no article.
    """
    suffix = _check_type(name)
    if len(data) > MOST_BYTES:
        raise ExtractionError(
            f"This file is too large: at most {MOST_BYTES / 1e6:.0f} MB can be read. "
            "Save only the article, or paste its text."
        )
    text = _decoded(data)
    if suffix in (".html", ".htm"):
        return extract_html(text)
    if suffix == ".md":
        return _extract_markdown(text)
    return extract_text(text)


def extract_text(text: str) -> Extracted:
    """The article in a text as a person copies it from a page, one paragraph a line.

    Raises:
        ExtractionError: if too little or too much is left.
    """
    if _PAGE_START.match(text):
        # The source of a page, saved or copied as it is.
        return extract_html(text)
    if len(text) > _MOST_SOURCE:
        raise _too_long(len(text))
    return _from_lines("", cleaned(text).split("\n"))


def extract_html(html: str) -> Extracted:
    """The article in a web page.

    Raises:
        ExtractionError: if it is no page, or too little or too much is left.
    """
    import trafilatura
    from trafilatura.settings import Document

    if len(html) > MOST_BYTES:
        raise _too_long(len(html))
    html = cleaned(html)
    if not _TAG.search(html):
        raise ExtractionError(
            "This file holds no web page. If it is plain text, save it as .txt or paste the text."
        )
    document = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=True
    )
    found = document.as_dict() if isinstance(document, Document) else {}
    text, title = str(found.get("text") or ""), str(found.get("title") or "")
    headline = " ".join(cleaned(title).split())
    lines = [line for line in cleaned(text).split("\n") if line.strip() not in ("", headline)]
    if not lines:
        raise ExtractionError(_NO_TEXT_IN_PAGE)
    return _from_lines(headline, lines)


def cleaned(text: str) -> str:
    """``text`` with line ends made alike, letters composed, and what no reader sees taken out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    text = _UNSEEN.sub("", _CONTROLS.sub(" ", text))
    text = _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    return _SURROGATES.sub("\ufffd", text)


def _extract_markdown(text: str) -> Extracted:
    from markdown_it import MarkdownIt

    if len(text) > _MOST_SOURCE:
        raise _too_long(len(text))
    headline, unclosed, body = _without_matter(cleaned(text))
    if not body.strip():
        raise ExtractionError("This file is empty. Paste the text of an article.")
    lines: list[str] = []
    tables: list[str] = []
    for kind, line in _blocks(MarkdownIt("commonmark").enable("table").parse(body)):
        if kind == "h1" and not lines:
            # A heading at the top is the headline; further down it is one of the article's own.
            headline = line
        else:
            (tables if kind in ("th", "td") else lines).append(line)
    return _from_lines(headline, lines, [*unclosed, *tables])


def _without_matter(text: str) -> tuple[str, list[str], str]:
    """The title in the front matter, the lines of one that never closes, and the body."""
    fence, _, rest = text.partition("\n")
    if fence.rstrip() not in ("---", "+++"):
        return "", [], text
    lines = rest.split("\n", _MATTER_LINES)
    ends = ("+++",) if fence.rstrip() == "+++" else ("---", "...")
    end = next((at for at, line in enumerate(lines) if line.rstrip() in ends), None)
    if end is not None and not all(_is_matter(line) for line in lines[:end] if line.strip()):
        # A line across the article, not the end of what stands above it.
        end = None
    first = next((at for at, line in enumerate(lines) if not _is_matter(line)), len(lines))
    matter = lines[: first if end is None else end]
    titles = (match.group("title") for line in matter if (match := _TITLE.fullmatch(line)))
    title = next(titles, "").strip().strip("\"'").replace('\\"', '"')
    if end is None:
        return title, matter, "\n".join(lines[first:])
    return title, [], "\n".join(lines[end + 1 :])


def _is_matter(line: str) -> bool:
    return _MATTER_LINE.fullmatch(line) is not None


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The paragraphs of a Markdown text, each with the tag of what holds it."""
    tag = ""
    for token in tokens:
        if token.nesting > 0:
            tag = token.tag
        elif token.type == "inline":
            yield tag, " ".join(_inline_text(token.children or ()).split())
        elif token.type in ("code_block", "fence"):
            # Mostly a paragraph that somebody has set in by four spaces.
            for part in token.content.split("\n\n"):
                yield "p", " ".join(part.split())
        elif token.type == "html_block":
            for line in _html_lines(token.content):
                yield "p", line


def _inline_text(tokens: Sequence[Token]) -> str:
    texts = ("text", "code_inline")
    breaks = ("softbreak", "hardbreak")
    return "".join(
        token.content if token.type in texts else " " if token.type in breaks else ""
        for token in tokens
    )


def _html_lines(content: str) -> list[str]:
    from lxml import etree, html

    try:
        tree: Any = html.fragment_fromstring(content, create_parent="div")  # type: ignore[no-untyped-call]
    except (ValueError, etree.LxmlError):
        return []
    for element in tree.xpath(".//script|.//style|.//figure|.//table|.//nav|.//form"):
        element.drop_tree()
    for element in tree.xpath(".//p|.//div|.//li|.//br|.//h1|.//h2|.//h3|.//h4|.//blockquote"):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    return [" ".join(line.split()) for line in str(tree.text_content()).split("\n")]


def _from_lines(headline: str, lines: Sequence[str], left_out: Sequence[str] = ()) -> Extracted:
    trimmed = [line.strip() for line in lines]
    length = sum(map(len, trimmed))
    if length > _MOST_SOURCE:
        raise _too_long(length)
    kept, dropped = without_boilerplate([line for line in trimmed if line])
    if not headline and len(kept) > 1 and _is_headline(kept[0]):
        headline, kept = kept[0], kept[1:]
    article = Article.from_parts(headline, "\n\n".join(kept))
    count = len(words(article.text))
    if not count:
        raise ExtractionError("There is no text here. Paste the text of an article.")
    if count < LEAST_WORDS:
        raise ExtractionError(
            f"There {'is' if count == 1 else 'are'} only {count} "
            f"word{'' if count == 1 else 's'} here; an article needs at least {LEAST_WORDS}. "
            "Paste the whole text, headline included."
        )
    if len(article.text) > MOST_CHARACTERS:
        raise _too_long(len(article.text))
    if not _is_latin(article.text):
        raise ExtractionError(
            "This text isn't in Latin letters; only English can be analysed. "
            "Paste an article in English."
        )
    return Extracted(article, (*left_out, *dropped))


def _is_headline(line: str) -> bool:
    if _FULL_STOP.search(line) or line.endswith((",", ";", ":")):
        return False
    return len(words(line)) <= _HEADLINE_WORDS


def _is_latin(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(sign < "\u0250" for sign in letters) >= len(letters)


def _check_type(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in FILE_TYPES:
        raise ExtractionError(
            f"Files of type {suffix or 'unknown'} can't be read. Use {', '.join(FILE_TYPES)}, "
            "or paste the text."
        )
    return suffix


def _decoded(data: bytes) -> str:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise ExtractionError(
                f"This file isn't text but {kind}. Save the article as .txt or .html, or paste "
                "its text."
            )
    text = _decoded_by_mark(data)
    if text is None:
        text = _decoded_by_guess(data)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or 50 * controls > len(text):
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


def _too_long(characters: int) -> ExtractionError:
    return ExtractionError(
        f"This text has {characters:,} characters; at most {MOST_CHARACTERS:,} can be analysed. "
        "Paste one article at a time."
    )
