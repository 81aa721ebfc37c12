"""What a reader finds in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_CHARACTERS = 1_000_000
"""Readers stop here: so long a text is refused, whatever else it holds."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart.

    Attributes:
        headline: where the file marks one, else empty.
        lines: the paragraphs in their order, with what surrounds the article.
        dropped: lines that are no part of the article, for where they stand.
    """

    headline: str = ""
    lines: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
