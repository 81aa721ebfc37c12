"""Which names in several articles are one speaker's: "Mao Ning", "MAO" and "Ms. Mao".

Articles name the same person or body differently. Names are one where nothing told speaks against
it: a person's part of a name goes to the only person in the set who bears it, a body's short name
to the only body that holds it, and two that speak for different countries are never one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from analysis.lexicon import fold, read_rows, small_words, split_cell
from analysis.people import given_names, surname_of
from analysis.public_figures import public_figures
from analysis.roles import title_words
from analysis.segmentation import bare
from analysis.sides import BODY_COLUMNS, COUNTRY_COLUMNS, Mention, find_places
from analysis.speaker_words import body_words, speaker_words

NameKey = tuple[str, ...]
"""What two names of one speaker have in common: the kind of name, then its parts."""

_PART = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\u2019\u2010\u2011-][^\W_]+)*")
_COUNTRY_KINDS = ("name", "demonym", "capital")
_ARTICLES = frozenset({"a", "an", "the", "of", "for", "and", "on", "in"})


class NameBook:
    """The speakers of a set of articles, under each name that is used of them."""

    def __init__(self, names: Iterable[tuple[str, str | None]]) -> None:
        """Take ``names``, each with the side that it speaks for where that is told."""
        self._sides: dict[NameKey, set[str]] = {}
        self._shown: dict[NameKey, str] = {}
        for name, side in dict.fromkeys(names):
            key = name_key(name, side)
            self._sides.setdefault(key, set()).update(_countries() & {side or ""})
            shown = key[1] if key[0] == "place" else name
            shown = " ".join(_without_titles(shown.split())) if key[0] == "person" else shown
            self._shown[key] = max(self._shown.get(key, ""), shown, key=_how_well_it_reads)
        self._by_part: dict[str, list[NameKey]] = {}
        for key in self._shown:
            for part in dict.fromkeys((*key[1:], self.surname(key))):
                self._by_part.setdefault(part, []).append(key)
        self._whole = {key: self._fuller(key) for key in self._shown}

    def key(self, name: str, side: str | None = None) -> NameKey:
        """The same for all names of one speaker."""
        key = name_key(name, side)
        return self._whole.get(key, key)

    def __contains__(self, key: object) -> bool:
        """Whether a key is of a name in this book."""
        return key in self._shown

    def shown(self, key: NameKey) -> str:
        """The fullest name of a speaker that some article gives; a country by its usual name.

        Raises:
            KeyError: if the key isn't of a name in this book.
        """
        return self._shown[key]

    def surname(self, key: NameKey) -> str:
        """The part by which a person in this book is named alone, lower case; else empty.

        Raises:
            KeyError: if the key isn't of a name in this book.
        """
        return fold(surname_of(self._shown[key])) if key[0] == "person" else ""

    def _fuller(self, key: NameKey) -> NameKey:
        """The key of the only fuller name that this one can stand for; else itself."""
        kind, *parts = key
        first_and_last = kind == "person" and len(parts) > 1
        if kind == "place" or first_and_last or all(is_generic_part(part) for part in parts):
            return key
        rarest = min(parts, key=lambda part: len(self._by_part.get(part, ())))
        fitting = [
            other
            for other in self._by_part.get(rarest, ())
            if other != key and self._holds(other, parts) and self._compatible(key, other)
        ]
        # "Local 212" is in "Carriage Workers Local 212", and that in "Transit and Carriage ...".
        fullest = max(fitting, key=len, default=key)
        return fullest if all(set(other) <= set(fullest) for other in fitting) else key

    def _holds(self, other: NameKey, parts: list[str]) -> bool:
        if other[0] == "person":
            return len(parts) == 1 and self.surname(other) == parts[0]
        return other[0] == "body" and len(parts) < len(other) - 1 and set(parts) <= set(other[1:])

    def _compatible(self, one: NameKey, other: NameKey) -> bool:
        sides = self._sides[one], self._sides[other]
        return not (sides[0] and sides[1]) or bool(sides[0] & sides[1])


def name_key(name: str, side: str | None = None) -> NameKey:
    """What a name comes down to by itself: without titles, case and middle names.

    A body whose name could be any country's ("the foreign ministry") is told apart by ``side``.
    """
    places = find_places(name)
    beside = _outside(name, places).lower().removeprefix("the ")
    if len(places) == 1 and places[0].kind in _COUNTRY_KINDS and not _PART.search(beside):
        return ("place", places[0].side)
    known = _known_bodies().get(fold(name.strip()).removeprefix("the "))
    seat = any(place.kind == "seat" for place in places)
    if known is None and not seat and is_person(name):
        return _person_key(name)
    parts = _content(known or _outside(name, places)) or _content(name)
    if all(is_generic_part(part) for part in parts):
        told = next((place.side for place in places if place.kind != "body"), side)
        parts += [told] if told in _countries() else []
    return ("body", *(parts or [fold(name)]))


def _person_key(name: str) -> NameKey:
    figure = public_figures().get(name) if " " in name else None
    parts = [bare(part) for part in _PART.findall(figure.name if figure else name)]
    parts = _without_titles(parts)
    if not parts[1:] or fold(parts[0]) in small_words("name_particle"):
        return ("person", fold(" ".join(parts)))
    # Middle names and initials come and go: "Donald J. Trump".
    return ("person", fold(parts[0]), fold(parts[-1]))


def _without_titles(parts: list[str]) -> list[str]:
    start = 0
    while start < len(parts) - 1:
        part = fold(parts[start]).rstrip(".")
        # Earl and Dean are names as well.
        if part not in title_words() or part in given_names():
            break
        start += 1
    return parts[start:]


def _how_well_it_reads(name: str) -> tuple[bool, bool, int]:
    return (name[:1].isupper(), not name.isupper(), len(name))


def _content(name: str) -> list[str]:
    parts = {fold(bare(part)).replace(".", "") for part in _PART.findall(name)}
    return sorted(parts - _ARTICLES)


@functools.lru_cache(maxsize=4096)
def is_person(name: str) -> bool:
    """Whether a name can be a person's by its looks: capitals, no digits, no word for a body."""
    parts = _PART.findall(name)
    return bool(parts) and all(
        (part[0].isupper() or part in small_words("name_particle"))
        and not any(character.isdigit() for character in part)
        and not is_generic_part(fold(part))
        for part in parts
    )


def is_generic_part(part: str) -> bool:
    """Whether a lower-case part of a name says nothing of whose it is ("council", "national")."""
    return (
        part in body_words()
        or part in small_words("ends_a_body")
        or part in speaker_words("generic_in_a_name")
        or part in _ARTICLES
    )


def _outside(name: str, places: Iterable[Mention]) -> str:
    """A body's name without the countries in it: "China’s defense ministry"."""
    kept = name
    for place in sorted(places, key=lambda place: -place.span.start):
        if place.kind in _COUNTRY_KINDS:
            after = kept[place.span.end :]
            after = after[2:] if after[:2] in ("'s", "\u2019s") else after
            kept = kept[: place.span.start] + after
    return kept


@functools.cache
def _known_bodies() -> dict[str, str]:
    rows = read_rows("bodies", BODY_COLUMNS)
    return {fold(form): row["name"] for row in rows for form in split_cell(row["forms"])}


@functools.cache
def _countries() -> frozenset[str]:
    return frozenset(row["side"] for row in read_rows("countries", COUNTRY_COLUMNS))
