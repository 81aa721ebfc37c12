"""Web pages: the article's lines, what stands around them, what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.cleaning import cleaned, one_line
from corpus.errors import ExtractionError
from corpus.readers.html_lines import UNSEEN, html_lines
from corpus.readers.linked_data import LinkedData, linked_data
from corpus.readers.page_metadata import PageMetadata, page_metadata

_TOO_LITTLE = 80
"""Of an article with fewer words than this, a part may have been missed."""

_PARAGRAPH_WORDS = 8
"""A shorter line that ends no sentence is a label or a link."""

_MOST_DROPPED = 200
"""More lines around an article are counted, not listed."""

_AROUND = UNSEEN | frozenset(
    {"aside", "button", "dialog", "figure", "footer", "form", "header", "nav", "select", "table"}
)
_LINK_WORDS = 4
_LEAST_LINKS = 5
_SENTENCE_ENDS = (".", "!", "?", '."', ".\u201d", "!\u201d", "?\u201d")


@dataclass(frozen=True, slots=True)
class Page:
    """A web page taken apart.

    Attributes:
        lines: the article's paragraphs, as far as they were found.
        dropped: lines of the page that aren't among them.
        metadata: what the page says of itself.
        for_subscribers: whether it says that not everybody can read it.
        told_words: how many words it says that the article has, or 0.
        is_index: whether the lines are mostly links.
        seen_words: how many words stand in the page, wherever.
        has_scripts: whether it may show more by its scripts.
    """

    lines: list[str]
    dropped: list[str]
    metadata: PageMetadata
    for_subscribers: bool
    told_words: int
    is_index: bool
    seen_words: int
    has_scripts: bool


def read(data: bytes) -> Page:
    """The parts of a page in UTF-8, cleaned.

    Raises:
        ExtractionError: if it is empty.
    """
    from lxml import etree, html

    # Deeper trees than its limit (some hundred elements) are cut off by the parser.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)  # type: ignore[no-untyped-call]
    try:
        tree: Any = html.document_fromstring(data, parser=parser, ensure_head_body=True)  # type: ignore[no-untyped-call]
    except etree.ParserError as error:
        raise ExtractionError("This page is empty. Paste the text of an article.") from error
    linked = linked_data(tree)
    for script in tree.xpath("//script[contains(@type, 'json')]"):
        # Of a text that stands in its data, trafilatura would run the paragraphs together.
        script.drop_tree()
    metadata = page_metadata(tree, linked)
    lines = _article_lines(tree, linked)
    seen = [one_line(line) for line in html_lines(tree)]
    return Page(
        lines=lines,
        dropped=_dropped(seen, [metadata.headline, *lines]),
        metadata=metadata,
        for_subscribers=linked.for_subscribers,
        told_words=linked.words,
        is_index=_is_index(tree, lines),
        seen_words=_words(seen),
        has_scripts=next(tree.iter("script"), None) is not None,
    )


def _article_lines(tree: Any, linked: LinkedData) -> list[str]:
    """The article by the first way that finds enough, or else by the one that finds most."""
    best: list[str] = []
    for found in _ways(tree, linked):
        lines = [line for each in found if (line := one_line(each).removeprefix("- "))]
        if _words(lines) > _words(best):
            best = lines
        if _words(best) >= _TOO_LITTLE:
            break
    return best


def _ways(tree: Any, linked: LinkedData) -> Iterator[list[str]]:
    yield _by_trafilatura(tree)
    yield _by_linked_data(linked)
    yield _by_paragraphs(tree)


def _by_trafilatura(tree: Any) -> list[str]:
    import trafilatura
    from trafilatura.settings import Document

    try:
        document = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=False, with_metadata=False
        )
    except Exception:
        # It stumbles over some malformed pages in its own ways; there are two more to read them.
        return []
    return cleaned(document.text or "").split("\n") if isinstance(document, Document) else []


def _by_linked_data(linked: LinkedData) -> list[str]:
    from lxml import etree, html

    if "<" not in linked.body:
        return cleaned(linked.body).split("\n")
    try:
        body: Any = html.fragment_fromstring(linked.body, create_parent="div")  # type: ignore[no-untyped-call]
    except (ValueError, etree.LxmlError):
        return []
    return html_lines(body)


def _by_paragraphs(tree: Any) -> list[str]:
    """What reads like running text where the page says that its article stands."""
    wholes = tree.xpath("//article") or tree.xpath("//main | //*[@role='main']") or [tree.body]
    return max(([*_running_text(whole)] for whole in wholes), key=_words)


def _running_text(element: Any) -> Iterator[str]:
    for line in html_lines(element, _AROUND):
        if len(line.split()) >= _PARAGRAPH_WORDS or line.endswith(_SENTENCE_ENDS):
            yield line


def _dropped(seen: list[str], article: list[str]) -> list[str]:
    """The lines of the page that aren't in the article."""
    text = "\n".join(article)
    outside = list(dict.fromkeys(line for line in seen if line not in text))
    if len(outside) <= _MOST_DROPPED:
        return outside
    return [*outside[:_MOST_DROPPED], f"({len(outside) - _MOST_DROPPED:,} more lines of the page)"]


def _is_index(tree: Any, lines: list[str]) -> bool:
    """Whether half of what seems to be the article are links to others."""
    links = {one_line(link.text_content()) for link in tree.iter("a")}
    linked = sum(len(line.split()) >= _LINK_WORDS and line in links for line in lines)
    return linked >= _LEAST_LINKS and 2 * linked >= len(lines)


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
