"""Addresses of articles: by what the same page is known again."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_PORTS = {"http": ":80", "https": ":443"}


def canonical_url(url: str) -> str:
    """``url`` without what differs from link to link: fragment, tracking, default port, case.

    What is no web address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.netloc:
        return url
    host = parts.netloc.lower().removesuffix(_PORTS[scheme])
    kept = [(name, value) for name, value in query if not _is_tracking(name)]
    path = parts.path.rstrip("/") or "/"
    return urlunsplit(("https", host, path, urlencode(kept), ""))


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
