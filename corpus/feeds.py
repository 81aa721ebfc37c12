"""News feeds: which articles they announce."""

from __future__ import annotations

from urllib.parse import urljoin

from corpus.addresses import AddressError, parse_address
from corpus.apart import read_apart
from corpus.errors import ExtractionError
from corpus.links import canonical_url
from corpus.readers.feed import Feed, FeedItem

__all__ = ["FEED_TYPES", "MOST_BYTES", "FeedError", "FeedItem", "read_feed"]

FEED_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/rdf+xml",
        "application/rss+xml",
        "application/xml",
        "text/xml",
        # By servers that don't know feeds, and by pages, which are then told apart from feeds.
        "application/xhtml+xml",
        "text/html",
        "text/plain",
    }
)
"""The content types to fetch a feed with."""

MOST_BYTES = 5_000_000

_BY_HAND = "Give links to its articles instead."


class FeedError(ValueError):
    """No feed; the message says why, and what to do."""


def read_feed(data: bytes, url: str) -> tuple[FeedItem, ...]:
    """The articles that the feed at ``url`` announces, in its order and each once.

    At most 500; what has no address on the web is left out. It takes a quarter of a second, in a
    process apart.

    Raises:
        FeedError: if it is no feed, or can't be read. Of a page, it says which feed it names.
    """
    if len(data) > MOST_BYTES:
        raise FeedError(
            f"This feed is too large: at most {MOST_BYTES / 1e6:g} MB can be read. {_BY_HAND}"
        )
    try:
        feed = read_apart("corpus.readers.feed", Feed, data)
    except ExtractionError as error:
        raise FeedError(f"This is no feed, or one that can't be read. {_BY_HAND}") from error
    if not feed.is_feed:
        raise FeedError(_no_feed(feed, url))
    items: dict[str, FeedItem] = {}
    for item in feed.items:
        address = _web_address(url, item.url)
        if address:
            found = FeedItem(item.title, address, item.published, item.summary)
            items.setdefault(canonical_url(address), found)
    return tuple(items.values())


def _no_feed(feed: Feed, url: str) -> str:
    named = [address for each in feed.other_feeds if (address := _web_address(url, each))]
    if named:
        return (
            "This is a web page, not a feed, but it names its feed: "
            f"{' or '.join(named[:3])}. Give that address."
        )
    return (
        "There is no feed here. Look for the address of the outlet's RSS or Atom feed, "
        "or give links to its articles."
    )


def _web_address(base: str, link: str) -> str:
    """``link`` in full, or nothing where it isn't a web address."""
    if not link:
        return ""
    try:
        return parse_address(urljoin(base, link)).url
    except (AddressError, ValueError):
        return ""
