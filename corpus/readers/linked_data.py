"""What a page says of its article in JSON-LD, in the terms of schema.org."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.cleaning import one_line

_MOST_NODES = 10_000
"""Pages have a few dozen; what comes after these isn't looked at."""


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The node that describes the page's article; what it lacks is empty.

    Attributes:
        headline: the article's.
        body: its text, or a part of it.
        published: the date and time as written.
        publisher: the outlet's name.
        for_subscribers: whether the page says that not everybody can read it.
        words: how many the article has, or 0 where it isn't told.
    """

    headline: str = ""
    body: str = ""
    published: str = ""
    publisher: str = ""
    for_subscribers: bool = False
    words: int = 0


def linked_data(tree: Any) -> LinkedData:
    """The linked data of the article in a page, a tree of lxml's."""
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return LinkedData()
    # Teasers of other articles are described too, but none with its text or as fully.
    article = max(articles, key=lambda node: (len(_text(node, "articleBody")), len(node)))
    return LinkedData(
        headline=one_line(_text(article, "headline") or _text(article, "name")),
        body=_text(article, "articleBody"),
        published=_text(article, "datePublished"),
        publisher=_publisher(article, nodes),
        for_subscribers=str(article.get("isAccessibleForFree")).lower() == "false",
        words=_number(article.get("wordCount")),
    )


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects in the page's JSON-LD, outer ones first."""
    waiting: deque[Any] = deque()
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                # Line ends within strings are no JSON, but common.
                waiting.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    looked_at = 0
    while waiting and looked_at < _MOST_NODES:
        looked_at += 1
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
        values = node.values() if isinstance(node, dict) else node
        waiting.extend(value for value in values if isinstance(value, dict | list))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting")) for kind in named)


def _publisher(article: dict[str, Any], nodes: list[dict[str, Any]]) -> str:
    publisher = article.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if isinstance(publisher, str):
        return one_line(publisher)
    if not isinstance(publisher, dict):
        return ""
    if "name" not in publisher and "@id" in publisher:
        # Described elsewhere in the page.
        same = (node for node in nodes if node.get("@id") == publisher["@id"] and "name" in node)
        publisher = next(same, publisher)
    return one_line(_text(publisher, "name"))


def _text(node: dict[str, Any], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    written = str(value)
    return int(written) if written.isdecimal() and len(written) < 8 else 0
