"""The gazetteer: countries, their people, capitals and seats of power, and bodies that speak.

The data are three lexicons. ``countries`` and ``bodies`` hold the forms; no form belongs to two
rows, so a form always says one side. ``ambiguous_places`` lists

- forms that often mean something else ("Georgia", "Washington"): they are found, and marked;
- longer names that hold a form without speaking of its side ("South China Sea", "Bank of
  America"): these are found only so that the form inside them isn't, and yield nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from analysis.lexicon import check_choice, read_rows, require, split_cell
from analysis.spans import Span

PlaceKind = Literal["name", "demonym", "capital", "seat", "body"]

COUNTRY_COLUMNS = ("code", "side", "names", "demonyms", "capitals", "seats")
AMBIGUOUS_COLUMNS = ("form", "reason")
BODY_COLUMNS = ("name", "forms", "side", "role", "kind")
BODY_ROLES = frozenset(
    {"official", "politician", "expert", "company", "civil_society", "media", "document"}
)
BODY_KINDS = frozenset(
    {
        "international",
        "party",
        "movement",
        "agency",
        "company",
        "ngo",
        "media",
        "court",
        "military",
    }
)

_COUNTRY_KINDS: tuple[tuple[str, PlaceKind], ...] = (
    ("names", "name"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("seats", "seat"),
)
_TOKEN = re.compile(r"\w+")
_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{2,3})?|X-[A-Z]{3}")
# "tesla.com", "US$5", "HK$": part of an address or a sum, not a mention.
_NOT_AFTER = re.compile(r"\w|\$|\.[a-z]")
# One character for one, so that offsets stay those of the text as given.
_ALIKE = str.maketrans(
    {"\u2019": "'", "\u02bc": "'", "\u2011": "-", "\u2010": "-", "\u00a0": " ", "\u202f": " "}
)
# Forms that read as everyday words in a text that is all capitals ("THOSE WHO FED THE ...").
_WORDS_IN_CAPITALS = frozenset({"FED", "ICE", "POLE", "POLES", "THE STATES", "WHO"})
# Too frequent as a country to be dropped, too frequent as a pronoun to be sure of.
_DOUBTFUL_IN_CAPITALS = frozenset({"US"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A country, people, capital, seat of power or body, found in a text.

    Attributes:
        span: where it stands, without a possessive ending.
        side: the country, party, body or company that it stands for.
        kind: how it names the side: by its name, its people, its capital, a seat of power, or a
            body that speaks for it.
        role: what a speaker of that name speaks as; None for plain names, demonyms and capitals.
        ambiguous: whether the same words often mean something else.
    """

    span: Span
    side: str
    kind: PlaceKind
    role: str | None
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    side: str
    kind: PlaceKind
    role: str | None
    ambiguous: bool
    swallowed: bool = False


_Index = dict[str, tuple[_Form, ...]]


def find_places(text: str) -> tuple[Mention, ...]:
    """Every side that ``text`` names, in order; the longest form wins and none overlap.

    Case counts, since "turkey" and "us" are no countries. Only in a text whose letters are all
    capitals are names matched without regard to case.
    """
    plain = text.translate(_ALIKE)
    found = list(_scan(plain, _index()))
    if plain.isupper() and not _is_all_names(plain, found):
        found = list(_scan(plain, _capitals_index()))
    return tuple(
        Mention(span, form.side, form.kind, form.role, form.ambiguous)
        for span, form in found
        if not form.swallowed
    )


def _scan(plain: str, index: _Index) -> Iterator[tuple[Span, _Form]]:
    reached = 0
    for token in _TOKEN.finditer(plain):
        start = token.start()
        if start < reached or (start and plain[start - 1] == "@"):
            continue
        for form in index.get(token.group(), ()):
            end = start + len(form.text)
            if plain.startswith(form.text, start) and not _NOT_AFTER.match(plain, end):
                yield Span(start, end), form
                reached = end
                break


def _is_all_names(plain: str, found: Iterable[tuple[Span, _Form]]) -> bool:
    """Whether nothing but names is there: "UN" and "WHO" are no texts in capitals."""
    reached = 0
    for span, _ in found:
        if _TOKEN.search(plain, reached, span.start):
            return False
        reached = span.end
    return _TOKEN.search(plain, reached) is None


@functools.cache
def _index() -> _Index:
    return _by_first_token(_forms())


@functools.cache
def _capitals_index() -> _Index:
    forms: dict[str, _Form] = {}
    for form in _forms():
        upper = form.text.upper()
        if upper in _WORDS_IN_CAPITALS:
            continue
        known = forms.get(upper)
        # Two forms that differ only in case can stand for two sides; then neither is sure.
        doubtful = upper in _DOUBTFUL_IN_CAPITALS or (
            known is not None and (known.ambiguous or known.side != form.side)
        )
        forms[upper] = replace(known or form, text=upper, ambiguous=form.ambiguous or doubtful)
    return _by_first_token(forms.values())


def _by_first_token(forms: Iterable[_Form]) -> _Index:
    grouped: dict[str, list[_Form]] = {}
    for form in forms:
        first = _TOKEN.match(form.text)
        if first is not None:
            grouped.setdefault(first.group(), []).append(form)
    return {
        token: tuple(sorted(group, key=lambda form: -len(form.text)))
        for token, group in grouped.items()
    }


@functools.cache
def _forms() -> tuple[_Form, ...]:
    """All forms of the three lexicons.

    Raises:
        LexiconError: if a row can't be used, or a form stands twice.
    """
    ambiguous = _ambiguous_forms()
    forms: dict[str, _Form] = {}
    country_sides = _add_countries(forms, ambiguous)
    _add_bodies(forms, ambiguous, country_sides)
    index = _by_first_token(forms.values())
    for text, line in ambiguous.items():
        if text not in forms:
            holds_a_form = any(True for _ in _scan(text, index))
            require(holds_a_form, "ambiguous_places", line, f"{text!r} is no form, and holds none")
            forms[text] = _Form(text, "", "name", None, ambiguous=True, swallowed=True)
    return tuple(forms.values())


def _ambiguous_forms() -> dict[str, int]:
    forms: dict[str, int] = {}
    for line, row in enumerate(read_rows("ambiguous_places", AMBIGUOUS_COLUMNS), start=2):
        form = row["form"].translate(_ALIKE)
        require(bool(form and row["reason"]), "ambiguous_places", line, "an empty cell")
        require(form not in forms, "ambiguous_places", line, f"{form!r} stands twice")
        forms[form] = line
    return forms


def _add_countries(forms: dict[str, _Form], ambiguous: dict[str, int]) -> set[str]:
    codes: set[str] = set()
    sides: set[str] = set()
    for line, row in enumerate(read_rows("countries", COUNTRY_COLUMNS), start=2):
        code, side = row["code"], row["side"]
        well_formed = _CODE.fullmatch(code) is not None and code not in codes
        require(well_formed, "countries", line, f"the code {code!r} is malformed or stands twice")
        require(
            side not in sides and side in split_cell(row["names"]),
            "countries",
            line,
            f"the side {side!r} stands twice, or not among its names",
        )
        codes.add(code)
        sides.add(side)
        for column, kind in _COUNTRY_KINDS:
            for form in split_cell(row[column]):
                role = "official" if kind == "seat" else None
                _add(forms, ambiguous, "countries", line, _Form(form, side, kind, role, False))
    return sides


def _add_bodies(
    forms: dict[str, _Form], ambiguous: dict[str, int], country_sides: set[str]
) -> None:
    rows = read_rows("bodies", BODY_COLUMNS)
    names = [row["name"] for row in rows]
    known_sides = country_sides.union(names)
    for line, row in enumerate(rows, start=2):
        name, side = row["name"], row["side"]
        require(names.count(name) == 1, "bodies", line, f"{name!r} stands twice")
        require(side in known_sides, "bodies", line, f"no country or body is called {side!r}")
        role = check_choice(row, "role", BODY_ROLES, "bodies", line)
        check_choice(row, "kind", BODY_KINDS, "bodies", line)
        parts = split_cell(row["forms"])
        require(bool(parts), "bodies", line, "no forms")
        for form in parts:
            _add(forms, ambiguous, "bodies", line, _Form(form, side, "body", role, False))


def _add(
    forms: dict[str, _Form], ambiguous: dict[str, int], name: str, line: int, form: _Form
) -> None:
    text = form.text.translate(_ALIKE)
    usable = _TOKEN.match(text) is not None and any(character.isupper() for character in text)
    require(usable, name, line, f"{text!r} has no capital letter, or starts with no letter")
    require(text not in forms, name, line, f"the form {text!r} stands twice")
    forms[text] = replace(form, text=text, ambiguous=text in ambiguous)
