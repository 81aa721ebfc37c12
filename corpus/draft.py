"""An article on its way in: what was read, for a person to correct before it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from analysis import Article


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that isn't stored yet.

    Attributes:
        article: headline and text.
        outlet: who published it, or empty where nothing says.
        country: the outlet's country by its English name, or empty.
        published: ISO 8601 date (YYYY-MM-DD), or empty.
        url: where it was found, or empty.
        dropped: lines of the original that are no part of it.
    """

    article: Article
    outlet: str = ""
    country: str = ""
    published: str = ""
    url: str = ""
    dropped: tuple[str, ...] = ()
