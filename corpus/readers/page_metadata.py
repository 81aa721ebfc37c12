"""What a page says of itself: headline, outlet, day of publication, address.

A date is taken from where one is stated for programs. Searching the text for dates finds events,
other articles and the year of the copyright, too.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.cleaning import one_line
from corpus.publication_date import publication_date
from corpus.readers.linked_data import LinkedData

SAYS = frozenset({"published", "outlet", "headline", "address"})

_PATH = Path(__file__).with_name("meta_names.csv")
_COLUMNS = ["name", "says", "source"]
_LONGEST = 300
"""In characters; a longer value is no headline, name or date."""

_LEAST_HEADLINE_WORDS = 3
_TITLE_PARTS = re.compile(r" [|\u2013\u2014\u00b7\u00bb-] ")


class MetaNamesError(ValueError):
    """The table of names can't be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself, empty where it doesn't.

    Attributes:
        headline: the article's, as it stands above it if that can be told.
        outlet: the site's name.
        published: ISO 8601 date.
        address: the page's own, as it is written there.
    """

    headline: str
    outlet: str
    published: str
    address: str


def page_metadata(tree: Any, linked: LinkedData) -> PageMetadata:
    """The metadata of a page, a tree of lxml's, with what its linked data say."""
    said = _meta(tree)
    outlet = said.get("outlet", "") or linked.publisher
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    return PageMetadata(
        headline=_headline(tree, linked.headline or said.get("headline", ""), outlet),
        outlet=outlet,
        published=publication_date(linked.published)
        or publication_date(said.get("published"))
        or _stated_time(tree),
        address=str(canonical).strip() or said.get("address", ""),
    )


def _meta(tree: Any) -> dict[str, str]:
    """What the meta elements say, each by the name that stands first in the table."""
    said: dict[str, tuple[int, str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        rank, says = meta_names().get(name.strip().lower(), (0, ""))
        value = one_line((element.get("content") or "")[: _LONGEST + 1])
        usable = publication_date(value) if says == "published" else value
        if says and usable and len(value) <= _LONGEST:
            said[says] = min(said.get(says, (rank, value)), (rank, value), key=lambda it: it[0])
    return {says: value for says, (_, value) in said.items()}


@functools.cache
def meta_names() -> Mapping[str, tuple[int, str]]:
    """By the name of a meta element, its place in the table and what it says.

    Raises:
        MetaNamesError: if the table is broken.
    """
    with _PATH.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if reader.fieldnames != _COLUMNS:
            raise MetaNamesError(f"{_PATH.name}: the columns aren't {_COLUMNS}")
        names: dict[str, tuple[int, str]] = {}
        for row in reader:
            if row["name"] in names or row["says"] not in SAYS or None in row.values():
                raise MetaNamesError(f"{_PATH.name}, line {reader.line_num}: {row}")
            names[row["name"]] = (len(names), row["says"])
    return names


def _headline(tree: Any, stated: str, outlet: str) -> str:
    """The heading that the metadata confirm, or else what they or the title say."""
    stated = _without_outlet(stated, outlet)
    headings = [
        heading
        for element in tree.iter("h1")
        if len((heading := one_line(element.text_content())).split()) >= _LEAST_HEADLINE_WORDS
        and len(heading) <= _LONGEST
    ]
    if not stated:
        titles = tree.xpath("string(//title)")
        return headings[0] if len(headings) == 1 else _without_outlet(one_line(titles), outlet)
    # Readers see the heading; the metadata may hold a variant made for search engines.
    return next((heading for heading in headings if _is_alike(heading, stated)), stated)


def _is_alike(heading: str, stated: str) -> bool:
    seen, told = (set(re.findall(r"\w+", each.lower())) for each in (heading, stated))
    return 2 * len(seen & told) >= min(len(seen), len(told))


def _without_outlet(title: str, outlet: str) -> str:
    """The title less the site's name, which often stands behind a dash or a bar."""
    parts = _TITLE_PARTS.split(title)
    is_named = outlet and parts[-1].strip().lower() == outlet.lower()
    return title[: len(title) - len(parts[-1]) - 3] if len(parts) > 1 and is_named else title


def _stated_time(tree: Any) -> str:
    """The date in a time element, if it is marked as the day of publication or the only one."""
    times = tree.xpath("//time[@datetime] | //*[@itemprop='datePublished'][@content or @datetime]")
    dates = {
        element: date
        for element in times
        if (date := publication_date(element.get("datetime") or element.get("content")))
    }
    marked = (
        date
        for element, date in dates.items()
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
    )
    # Times of other articles' teasers stand outside of it.
    own = [
        date
        for each, date in dates.items()
        if next(each.iterancestors("article"), None) is not None
    ]
    return next(marked, "") or _only(own) or _only(list(dates.values()))


def _only(dates: list[str]) -> str:
    return dates[0] if len(set(dates)) == 1 else ""
