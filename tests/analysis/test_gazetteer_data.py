"""The gazetteer's data: complete against CLDR's territories, and without contradictions."""

from __future__ import annotations

from collections import Counter

import pytest
from babel import Locale

from analysis import sides
from analysis.lexicon import read_rows, split_cell

# Two-letter codes of CLDR that are no ISO 3166 country or territory.
NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
# Territories in which nobody lives for good, so nobody speaks for them.
WITHOUT_PEOPLE = frozenset(["AQ", "BV", "GS", "HM", "TF", "UM"])

COUNTRIES = read_rows("countries", sides.COUNTRY_COLUMNS)
BODIES = read_rows("bodies", sides.BODY_COLUMNS)
AMBIGUOUS = read_rows("ambiguous_places", sides.AMBIGUOUS_COLUMNS)
NAMES = read_rows("given_names", ("name", "gender"))
BY_CODE = {row["code"]: row for row in COUNTRIES}
TERRITORIES = {
    code: name.replace("\u2019", "'")
    for code, name in Locale("en").territories.items()
    if len(code) == 2 and code.isalpha() and code not in NOT_ISO | WITHOUT_PEOPLE
}


def all_forms() -> list[str]:
    columns = ("names", "demonyms", "capitals", "seats")
    of_countries = [part for row in COUNTRIES for key in columns for part in split_cell(row[key])]
    return of_countries + [part for row in BODIES for part in split_cell(row["forms"])]


def test_cldr_has_the_countries_that_we_compare_with() -> None:
    assert len(TERRITORIES) > 240


@pytest.mark.parametrize("code", sorted(TERRITORIES))
def test_every_country_is_there_under_its_cldr_name(code: str) -> None:
    assert TERRITORIES[code] in split_cell(BY_CODE[code]["names"])


def test_codes_that_are_not_in_cldr_are_parts_or_marked_as_our_own() -> None:
    others = set(BY_CODE) - set(TERRITORIES)
    assert all("-" in code for code in others)
    assert all(code[:2] in TERRITORIES for code in others if not code.startswith("X-"))


def test_no_form_belongs_to_two_rows() -> None:
    counts = Counter(all_forms())
    assert [form for form, count in counts.items() if count > 1] == []


def test_the_data_load() -> None:
    sides.find_places("Beijing")


def test_every_ambiguous_form_has_a_reason_and_is_a_form_or_holds_one() -> None:
    forms = set(all_forms())
    for row in AMBIGUOUS:
        assert row["reason"].endswith(".")
        assert row["form"] in forms or any(form in row["form"] for form in forms)


@pytest.mark.parametrize("form", ["Male", "Victoria", "Kingston", "San Jose", "Apple", "Senate"])
def test_forms_too_ambiguous_to_be_useful_are_left_out(form: str) -> None:
    assert form not in all_forms()


def test_there_are_bodies_of_every_kind() -> None:
    assert len(BODIES) >= 220
    assert {row["kind"] for row in BODIES} == sides.BODY_KINDS


def test_given_names_stand_once_and_have_a_gender() -> None:
    assert len(NAMES) >= 700
    assert {row["gender"] for row in NAMES} == {"female", "male", "both"}
    counts = Counter(row["name"].lower() for row in NAMES)
    assert [name for name, count in counts.items() if count > 1] == []
