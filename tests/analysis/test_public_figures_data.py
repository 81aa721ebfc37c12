"""The lexicons of public figures and of offices that belong to one country."""

import re
from collections import Counter

import pytest

from analysis.lexicon import fold, read_rows, split_cell
from analysis.sides import BODY_COLUMNS, COUNTRY_COLUMNS

FIGURE_COLUMNS = ("name", "aliases", "country", "party", "role", "office", "years")
OFFICE_COLUMNS = ("form", "side", "reason")
ROLES = {"politician", "official", "company", "media", "expert", "civil_society"}

# Surnames and words that many people, places or things share: none may stand alone as a form.
SHARED = (
    {"abbott", "albanese", "ban", "bondi", "brown", "bush", "carney", "castro", "clinton", "ford"}
    | {"fernandez", "harris", "johnson", "kelly", "kennedy", "khan", "kim", "king", "lee", "li"}
    | {"lewandowski", "ma", "may", "miller", "patel", "powell", "rice", "ryan", "scott", "sharif"}
    | {"singh", "smith", "vance", "waltz", "wang", "warren", "wong", "xi"}
)


def figures() -> list[dict[str, str]]:
    return read_rows("public_figures", FIGURE_COLUMNS)


def offices() -> list[dict[str, str]]:
    return read_rows("national_offices", OFFICE_COLUMNS)


def forms(row: dict[str, str]) -> list[str]:
    return [row["name"], *split_cell(row["aliases"])]


def countries() -> set[str]:
    return {row["side"] for row in read_rows("countries", COUNTRY_COLUMNS)}


def bodies(kind: str | None = None) -> set[str]:
    rows = read_rows("bodies", BODY_COLUMNS)
    return {row["side"] for row in rows if kind is None or row["kind"] == kind}


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(map(str.casefold, values)).items() if count > 1]


def test_there_are_enough_figures() -> None:
    assert 500 <= len(figures()) <= 800


def test_no_name_or_alias_stands_twice() -> None:
    assert not repeated([fold(form) for row in figures() for form in forms(row)])


def test_aliases_are_filled_in() -> None:
    for row in figures():
        assert row["aliases"].count("|") == max(0, len(split_cell(row["aliases"])) - 1), row


def test_names_are_full_names() -> None:
    assert not [row["name"] for row in figures() if len(row["name"].split()) < 2]


def test_no_shared_surname_stands_alone() -> None:
    assert not [form for row in figures() for form in forms(row) if form.casefold() in SHARED]


def test_countries_are_known_sides() -> None:
    known = countries() | bodies()
    assert not [row for row in figures() if row["country"] not in known]


def test_parties_are_known_parties() -> None:
    known = bodies("party") | {""}
    assert not [row for row in figures() if row["party"] not in known]


def test_roles_are_known() -> None:
    assert not [row for row in figures() if row["role"] not in ROLES]


def test_only_people_in_politics_and_their_staff_have_a_party() -> None:
    roles_without = {"company", "media"}
    assert not [row for row in figures() if row["party"] and row["role"] in roles_without]


def test_every_figure_has_an_office() -> None:
    assert not [row for row in figures() if not row["office"]]


def test_years_are_spans() -> None:
    for row in figures():
        found = re.fullmatch(r"(\d{4})-(\d{4})?", row["years"])
        assert found, row
        assert not found[2] or found[1] <= found[2], row


def test_figures_quoted_in_the_news_are_there() -> None:
    by_form = {form: row for row in figures() for form in forms(row)}
    assert by_form["Trump"]["party"] == "Republican Party"
    assert by_form["Ely Ratner"]["country"] == "United States"
    assert by_form["Mao Ning"]["role"] == "official"
    assert by_form["Volodymyr Zelenskyy"]["country"] == "Ukraine"
    assert by_form["Antonio Guterres"]["country"] == "United Nations"


def test_office_forms_are_lower_case_and_unique() -> None:
    found = [row["form"] for row in offices()]
    assert 40 <= len(found) <= 120
    assert found == [fold(form) for form in found]
    assert not repeated(found)


def test_office_sides_are_countries() -> None:
    assert not [row for row in offices() if row["side"] not in countries()]


def test_offices_say_why() -> None:
    assert not [row for row in offices() if not re.fullmatch(r"[A-Z].*\.", row["reason"])]


@pytest.mark.parametrize(
    ("form", "side"),
    [
        ("assistant secretary of defense", "United States"),
        ("defence secretary", "United Kingdom"),
        ("defense secretary", "United States"),
        ("knesset member", "Israel"),
        ("state councilor", "China"),
        ("supreme leader", "Iran"),
        ("taoiseach", "Ireland"),
    ],
)
def test_an_office_says_its_country(form: str, side: str) -> None:
    assert {row["form"]: row["side"] for row in offices()}[form] == side
