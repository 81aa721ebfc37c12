"""Who publishes at a domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by its domain; ``country`` is an English name, or empty."""

    domain: str
    name: str
    country: str


def outlet_of(url: str, own: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet at ``url``, by its domain or the nearest one above it; None for no web address."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    parts = host.split(".")
    for start in range(len(parts)):
        domain = ".".join(parts[start:])
        if domain in own:
            return own[domain]
    return Outlet(host, host, "") if host else None
