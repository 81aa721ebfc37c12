"""Markdown files: front matter, headline, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import ExtractionError
from corpus.readers.html_lines import UNSEEN, html_lines
from corpus.readers.parts import Parts

if TYPE_CHECKING:
    from markdown_it.token import Token

_MATTER_LINE = re.compile(r"[\w-]+[ \t]*[:=](?:[ \t].*)?|[ \t]+\S.*|- .*|#.*")
_MATTER_LINES = 100
_TITLE = re.compile(r"(?:title|headline)[ \t]*[:=][ \t]*(?P<title>[^\s>|].*)", re.IGNORECASE)
_NO_PARAGRAPHS = UNSEEN | {"figure", "form", "nav", "table"}


def read(data: bytes) -> Parts:
    """The parts of a Markdown text in UTF-8, cleaned.

    Raises:
        ExtractionError: if there is nothing below the front matter.
    """
    from markdown_it import MarkdownIt

    headline, unclosed, body = _without_matter(data.decode("utf-8"))
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
    return Parts(headline, lines, [*unclosed, *tables])


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
            for line in _html_block(token.content):
                yield "p", line


def _inline_text(tokens: Sequence[Token]) -> str:
    texts = ("text", "code_inline")
    breaks = ("softbreak", "hardbreak")
    return "".join(
        token.content if token.type in texts else " " if token.type in breaks else ""
        for token in tokens
    )


def _html_block(content: str) -> list[str]:
    from lxml import etree, html

    try:
        tree: Any = html.fragment_fromstring(content, create_parent="div")  # type: ignore[no-untyped-call]
    except (ValueError, etree.LxmlError):
        return []
    return html_lines(tree, _NO_PARAGRAPHS)
