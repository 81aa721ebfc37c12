"""Links to articles: read from a list that somebody pastes, and known again for the same page."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from corpus.addresses import MOST_CHARACTERS, AddressError, parse_address

MOST_LINKS = 200
"""Fetched one by one at a website's pace, more would take too long to wait for."""

_PORTS = {"http": ":80", "https": ":443"}
_MOST_PARAMETERS = 100
# Room for as many of the longest links, with something written beside them.
_MOST_PASTED = 2 * MOST_LINKS * MOST_CHARACTERS
_MOST_PROBLEMS = 20
_SHOWN_CHARACTERS = 60
# Links may hold commas; one parts two links only where the next one starts right behind it.
_LINK = re.compile(r"https?://(?:(?![,;|]https?://)[^\s<>\"])+", re.IGNORECASE)
# What sentences and Markdown put behind a link.
_AFTER = ".,;:!?|)]}*'\u2019\u201d\u00bb"


def canonical_url(url: str) -> str:
    """``url`` without what differs from link to link: fragment, tracking, default port, case.

    What is no web address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.netloc:
        return url
    host = parts.netloc.lower().removesuffix(_PORTS[scheme])
    kept = [(name, value) for name, value in query if not _is_tracking(name)]
    path = parts.path.rstrip("/") or "/"
    return urlunsplit(("https", host, path, urlencode(kept), ""))


def read_links(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The links in a pasted list, each page once, and what was wrong with the list.

    Links stand one a line, or several with spaces or commas between them; words may stand beside
    them. Of what is wrong, each message names the line.
    """
    links: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(text[:_MOST_PASTED].splitlines(), start=1):
        found = [match.group().rstrip(_AFTER) for match in _LINK.finditer(line)]
        for link in found:
            try:
                parse_address(link)
            except AddressError as error:
                problems.append(f"Line {number}: {error}")
            else:
                links.setdefault(canonical_url(link), link)
        if line.strip() and not found:
            problems.append(
                f"Line {number} holds no link: {_shown(line)!r}. A link starts with https://."
            )
    kept = tuple(links.values())
    return kept[:MOST_LINKS], (*_bounded(problems), *_too_many(text, len(kept)))


def _bounded(problems: list[str]) -> list[str]:
    more = len(problems) - _MOST_PROBLEMS
    return [*problems[:_MOST_PROBLEMS], f"And {more} problems more."] if more > 0 else problems


def _too_many(text: str, links: int) -> Iterator[str]:
    if len(text) > _MOST_PASTED:
        yield f"This list is too long: only its first {_MOST_PASTED:,} characters were read."
    if links > MOST_LINKS:
        yield (
            f"At most {MOST_LINKS} links are taken at once; the last {links - MOST_LINKS} were "
            "left out. Add them in a second list."
        )


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"


def _is_tracking(name: str) -> bool:
    names, prefixes = _tracking()
    return name.lower() in names or name.lower().startswith(prefixes)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    path = Path(__file__).with_name("tracking_parameters.csv")
    with path.open(encoding="utf-8", newline="") as file:
        names = [row["parameter"] for row in csv.DictReader(file)]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name.removesuffix("*") for name in names if name.endswith("*"))
