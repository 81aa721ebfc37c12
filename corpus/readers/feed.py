"""News feeds, RSS of any version and Atom; of a web page, the feeds that it names."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.cleaning import one_line
from corpus.decoding import decoded_page
from corpus.publication_date import publication_date
from corpus.readers.html_lines import html_lines

MOST_ITEMS = 500
MOST_SUMMARY = 400
"""Characters of a summary; some feeds hold whole articles there."""

_MOST_TITLE = 300
# Marked-up text needs more room than is shown of it.
_MOST_MARKUP = 20_000
_MOST_FEEDS = 10
_MARKUP = re.compile(r"</?[A-Za-z]|&[#A-Za-z]")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article that a feed announces.

    Attributes:
        title: its headline, or empty.
        url: where it is.
        published: the day as an ISO 8601 date (YYYY-MM-DD), or empty.
        summary: what the feed says of it in plain text, or empty.
    """

    title: str
    url: str
    published: str
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed taken apart, or what is there instead.

    Attributes:
        is_feed: whether it is one.
        items: the first MOST_ITEMS that it announces; their addresses may be relative to its own.
        other_feeds: addresses of feeds that a page names, which may be relative too.
    """

    is_feed: bool
    items: list[FeedItem]
    other_feeds: list[str]


def read(data: bytes) -> Feed:
    """The items of a feed, as far as it is well formed and further where that can be guessed.

    Raises:
        ExtractionError: if the data is no text.
    """
    import feedparser  # type: ignore[import-untyped]

    # Bytes as such would be taken for the name of a file first. Markup is taken out below.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version:
        return Feed(False, [], _named_feeds(decoded_page(data)))
    return Feed(True, [_item(entry) for entry in parsed.entries[:MOST_ITEMS]], [])


def _item(entry: Mapping[str, Any]) -> FeedItem:
    content = entry.get("content") or [{}]
    summary = entry.get("summary") or content[0].get("value", "")
    return FeedItem(
        textwrap.shorten(_plain(entry.get("title", "")), _MOST_TITLE, placeholder=" …"),
        entry.get("link", ""),
        _published(entry),
        textwrap.shorten(_plain(summary), MOST_SUMMARY, placeholder=" …"),
    )


def _published(entry: Mapping[str, Any]) -> str:
    """The day in the time zone in which it is written, if it is in a form that we read."""
    for name in ("published", "updated", "created"):
        # feedparser reads more forms, but puts the moment into UTC, which can be the next day.
        parsed = entry.get(f"{name}_parsed")
        written = publication_date(entry.get(name)) or (
            publication_date(date(*parsed[:3])) if parsed else ""
        )
        if written:
            return written
    return ""


def _plain(text: str) -> str:
    """``text`` without markup: in RSS nothing tells whether a title or a summary has any."""
    from lxml import html
    from lxml.etree import LxmlError

    text = text[:_MOST_MARKUP]
    if _MARKUP.search(text):
        try:
            root = html.fragment_fromstring(text, create_parent="div")  # type: ignore[no-untyped-call]
        except (ValueError, LxmlError):
            return ""
        text = " ".join(html_lines(root))
    return one_line(text)


def _named_feeds(page: str) -> list[str]:
    from lxml import html
    from lxml.etree import LxmlError

    try:
        root = html.fromstring(page.encode("utf-8"))  # type: ignore[no-untyped-call]
    except (ValueError, LxmlError):
        return []
    links = (
        link.get("href", "").strip()
        for link in root.iter("link")
        if "alternate" in link.get("rel", "").lower().split()
        and link.get("type", "").lower().strip() in _FEED_TYPES
    )
    return [link for link in dict.fromkeys(links) if link][:_MOST_FEEDS]
