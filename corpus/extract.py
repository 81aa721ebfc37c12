"""From what a person has (a paste, a file) to an article: headline and paragraphs.

What a page says around its article is no part of it: breadcrumbs, captions with their credits,
bylines, site notices. Each line left out is kept in ``dropped``, for the reader to check.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from analysis import MOST_CHARACTERS, Article
from analysis.segmentation import words

MOST_BYTES = 5_000_000
"""Larger files are refused unread."""

LEAST_WORDS = 20
"""A shorter text is no article."""

FILE_TYPES = (".txt", ".md", ".html", ".htm")

_HEADLINE_WORDS = 30
_LINK_WORDS = 12
_NOTICE_WORDS = 60
_BREADCRUMB = re.compile(r"\s+[/>|\u203a\u00bb\u2022]\s+")
_FRONT_MATTER = re.compile(r"---\n(?:(?!---\n).*\n){0,100}---\n")
_TITLE = re.compile(r"^(?:title|headline):\s*(?P<title>\S.*)$", re.MULTILINE)
_BYLINE = re.compile(r"by\s+[A-Z][^.!?]{2,60}\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*\Z")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


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


def extract_file(name: str, data: bytes) -> Extracted:
    """The article in a .txt, .md or .html file.

    Raises:
        ExtractionError: if the file is too large, not text, no page, or holds no article.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in FILE_TYPES:
        raise ExtractionError(
            f"Files of type {suffix or 'unknown'} can't be read. Use {', '.join(FILE_TYPES)}, "
            "or paste the text."
        )
    if len(data) > MOST_BYTES:
        raise ExtractionError(
            f"This file has {len(data) / 1e6:.1f} MB; at most {MOST_BYTES / 1e6:.0f} MB can be "
            "read. Save only the article, or paste its text."
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
    if len(text) > 4 * MOST_CHARACTERS:
        raise _too_long(len(text))
    lines = [line.strip() for line in cleaned(text).split("\n")]
    return _from_lines("", [line for line in lines if line])


def extract_html(html: str) -> Extracted:
    """The article in a web page.

    Raises:
        ExtractionError: if it is no page, or too little or too much is left.
    """
    import trafilatura
    from trafilatura.settings import Document

    html = cleaned(html)
    if not re.search(r"<[a-zA-Z!/]", html):
        raise ExtractionError(
            "This file holds no web page. If it is plain text, save it as .txt or paste the text."
        )
    document = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=True
    )
    found = document.as_dict() if isinstance(document, Document) else {}
    text, title = str(found.get("text") or ""), str(found.get("title") or "")
    lines = [line.strip() for line in cleaned(text).split("\n") if line.strip()]
    if not lines:
        raise ExtractionError(
            "No article was found in this page. Copy the article's text in your browser and "
            "paste it here."
        )
    headline = " ".join(cleaned(title).split())
    return _from_lines(headline, [line for line in lines if line != headline])


def cleaned(text: str) -> str:
    """``text`` with line ends made alike and characters that no text holds replaced one by one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text))


def _extract_markdown(text: str) -> Extracted:
    from lxml import html
    from markdown_it import MarkdownIt

    body = cleaned(text)
    matter = _FRONT_MATTER.match(body)
    title = _TITLE.search(matter.group()) if matter else None
    if matter:
        body = body[matter.end() :]
    page = MarkdownIt("commonmark", {"html": False}).render(body)
    if not page.strip():
        raise ExtractionError("This file is empty. Paste the text of an article.")
    tree: Any = html.fromstring(f"<div>{page}</div>")  # type: ignore[no-untyped-call]
    blocks = tree.xpath(".//h1|.//h2|.//h3|.//h4|.//p|.//li[not(p)]")
    lines = [(block.tag, " ".join(block.text_content().split())) for block in blocks]
    # A heading at the top is the headline; further down it is one of the article's own.
    headline = title.group("title").strip("\"' ") if title else ""
    if lines and lines[0][0] == "h1":
        headline = lines.pop(0)[1]
    return _from_lines(headline, [line for _, line in lines if line])


def _from_lines(headline: str, lines: Sequence[str]) -> Extracted:
    kept, dropped = _without_boilerplate(lines)
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
    return Extracted(article, tuple(dropped))


def _without_boilerplate(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    last = len(lines)
    # Links and notices trail an article without a full stop; the article's last sentence has one.
    while last > 1 and _trails(lines[last - 1]):
        last -= 1
    if last == 1:
        last = len(lines)
    kept: list[str] = []
    dropped: list[str] = []
    first_sentence = next(
        (at for at, line in enumerate(lines[:last]) if _SENTENCE_END.search(line)), last
    )
    for at, line in enumerate(lines):
        before_article = at < first_sentence
        is_part = at < last and not _is_boilerplate(line, before_article)
        (kept if is_part else dropped).append(line)
    return kept, dropped


def _trails(line: str) -> bool:
    if _is_boilerplate(line, before_article=False):
        return True
    count = len(words(line))
    return not _SENTENCE_END.search(line) and (count <= _LINK_WORDS or line.endswith(":"))


def _is_boilerplate(line: str, before_article: bool) -> bool:
    folded = " ".join(line.lower().split())
    for phrase, where in _phrases():
        if where == "start" and folded.startswith(phrase):
            # "Subscribe" starts a notice, but a sentence of an article may start so as well.
            if not _SENTENCE_END.search(line) or len(words(line)) <= _LINK_WORDS:
                return True
        elif where == "end":
            if folded.endswith(phrase):
                return True
        elif phrase in folded and len(words(line)) <= _NOTICE_WORDS:
            return True
    crumbs = _BREADCRUMB.split(line)
    if len(crumbs) >= 3 and all(len(words(crumb)) <= 4 for crumb in crumbs):
        return True
    return before_article and bool(_BYLINE.match(line))


def _is_headline(line: str) -> bool:
    return len(words(line)) <= _HEADLINE_WORDS and not line.endswith((".", ",", ";", ":"))


@functools.cache
def _phrases() -> tuple[tuple[str, str], ...]:
    path = Path(__file__).parent / "boilerplate.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["phrase"], row["where"]) for row in csv.DictReader(file))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = None if b"\0" in data else from_bytes(data).best()
        if best is None:
            raise _not_text() from None
        text = str(best)
    if "\0" in text:
        raise _not_text()
    return text


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
