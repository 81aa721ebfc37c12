"""Who publishes at a domain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by its domain; ``country`` is an English name, or empty."""

    domain: str
    name: str
    country: str
