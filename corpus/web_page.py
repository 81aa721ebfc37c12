"""Web pages: an article as it was fetched, or saved as a file."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from corpus.addresses import AddressError, parse_address
from corpus.apart import read_apart
from corpus.assembly import LEAST_WORDS, MOST_BYTES, draft_from_lines, too_long
from corpus.cleaning import cleaned
from corpus.decoding import decoded_page
from corpus.draft import Draft
from corpus.errors import ExtractionError, TooShortError
from corpus.publication_date import publication_date
from corpus.readers.page import Page

_TAG = re.compile(r"<[a-zA-Z!/]")
_DAY_IN_PATH = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_TEASER_WORDS = 150
"""What a page shows of an article for subscribers has fewer; full articles mostly have more."""

_BY_HAND = "Copy the article's text in your browser and paste it here."


def read_page(data: bytes, url: str, charset: str = "") -> Draft:
    """The article in a page from the web.

    Args:
        data: the page.
        url: where it was found.
        charset: the encoding that the website names, or empty.

    Raises:
        ExtractionError: if there is no article in it, or too little or too much of one.
    """
    if len(data) > MOST_BYTES:
        raise ExtractionError(
            f"This page is too large: at most {MOST_BYTES / 1e6:.0f} MB can be read. {_BY_HAND}"
        )
    return _read(decoded_page(data, charset), url=url)


def extract_html(html: str, headline: str = "") -> Draft:
    """The article in the source of a web page.

    Args:
        html: the source.
        headline: the article's, where it is known from elsewhere.

    Raises:
        ExtractionError: if it is no page, or there is no article in it, or too little or too much.
    """
    if len(html) > MOST_BYTES:
        raise too_long(len(html))
    return _read(html, headline=headline)


def _read(html: str, url: str = "", headline: str = "") -> Draft:
    html = cleaned(html)
    if not _TAG.search(html):
        raise ExtractionError(
            "This holds no web page. If it is plain text, save it as .txt or paste the text."
        )
    page = read_apart("corpus.readers.page", Page, html.encode("utf-8"))
    if page.is_index:
        raise ExtractionError(
            "This page lists articles and is none itself. Open one of them and take its address, "
            "or copy its text and paste it here."
        )
    try:
        draft = draft_from_lines(headline or page.metadata.headline, page.lines, page.dropped)
    except TooShortError as error:
        raise ExtractionError(_why_too_short(page)) from error
    count = len(draft.article.body.split())
    if page.for_subscribers and count < (page.told_words / 2 or _TEASER_WORDS):
        raise ExtractionError(
            f"This page shows only the start of its article, {count} words; the rest is for "
            "subscribers. If you can read it, copy its text in your browser and paste it here."
        )
    address = _address(page.metadata.address, url)
    return replace(
        draft,
        outlet=page.metadata.outlet,
        published=page.metadata.published or _day_in(address),
        url=address,
    )


def _why_too_short(page: Page) -> str:
    if page.for_subscribers:
        return f"This page shows its article only to subscribers. {_BY_HAND}"
    if page.has_scripts and page.seen_words < LEAST_WORDS:
        return f"This page shows its text only with JavaScript, which isn't run here. {_BY_HAND}"
    return (
        "No article was found in this page, only a few words. It may ask for consent or a "
        f"subscription first, or be no article. {_BY_HAND}"
    )


def _address(written: str, url: str) -> str:
    """The page's own address, where it is one of the site's; else that at which it was found."""
    try:
        own = parse_address(urljoin(url, written)) if written else None
    except (AddressError, ValueError):
        own = None
    if own is None:
        return url
    if not url:
        return own.url
    # A page that names the home page as its address has been set up wrongly.
    is_home = own.target == "/" and urlsplit(url).path not in ("", "/")
    return url if is_home or not _is_same_site(own.host, urlsplit(url).hostname or "") else own.url


def _is_same_site(one: str, other: str) -> bool:
    first, second = (host.removeprefix("www.") for host in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _day_in(url: str) -> str:
    """The date in an address such as /2024/03/05/ferry, where it is whole."""
    found = _DAY_IN_PATH.search(urlsplit(url).path + "/")
    return publication_date("-".join(found.groups())) if found else ""
