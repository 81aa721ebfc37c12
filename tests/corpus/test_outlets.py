"""Whose page it is shows by its domain, and users can say so themselves."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from analysis.lexicon import read_rows
from analysis.sides import COUNTRY_COLUMNS
from corpus.outlets import (
    COLUMNS,
    MOST_ROWS,
    Outlet,
    OutletsError,
    known_outlets,
    outlet_of,
    read_outlets,
)

FOLDER = Path(corpus.__file__).parent
HEADER = ",".join(COLUMNS)


def countries() -> set[str]:
    return {row["side"] for row in read_rows("countries", COUNTRY_COLUMNS)}


def read_table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows)).encode()


def problems(data: bytes) -> Sequence[str]:
    with pytest.raises(OutletsError) as caught:
        read_outlets(data)
    return caught.value.problems


@pytest.mark.parametrize(
    ("url", "name", "country"),
    [
        ("https://www.bbc.co.uk/news/world-1", "BBC News", "United Kingdom"),
        ("https://www.bbc.com/news/world-1", "BBC News", "United Kingdom"),
        ("http://news.bbc.co.uk/2/hi/1.stm", "BBC News", "United Kingdom"),
        ("https://www.presstv.ir/Detail/1", "Press TV", "Iran"),
        ("https://www.aljazeera.com/news/1", "Al Jazeera", "Qatar"),
        ("https://english.news.cn/1", "Xinhua", "China"),
        ("https://www.dawn.com/news/1", "Dawn", "Pakistan"),
        ("https://www.dailymaverick.co.za/a", "Daily Maverick", "South Africa"),
        ("HTTPS://WWW.NZHerald.co.nz/a", "The New Zealand Herald", "New Zealand"),
    ],
)
def test_well_known_outlets_are_told_by_their_domains(url: str, name: str, country: str) -> None:
    outlet = outlet_of(url, {})
    assert outlet is not None
    assert (outlet.name, outlet.country, outlet.known) == (name, country, True)


def test_the_nearest_domain_decides() -> None:
    paper = outlet_of("https://economictimes.indiatimes.com/a", {})
    portal = outlet_of("https://navbharattimes.indiatimes.com/a", {})
    assert paper is not None
    assert portal is not None
    assert (paper.name, portal.name) == ("The Economic Times", "The Times of India")


def test_users_outlets_go_before_ours() -> None:
    own = {"bbc.co.uk": Outlet("bbc.co.uk", "The Beeb", "Wales")}
    assert outlet_of("https://www.bbc.co.uk/news", own) == own["bbc.co.uk"]


@pytest.mark.parametrize(
    ("url", "name", "country"),
    [
        ("https://www.halvern-packet.de/a", "halvern-packet.de", "Germany"),
        ("http://local.example.ir:8080/a", "local.example.ir", "Iran"),
        ("https://news.example.co.uk/a", "news.example.co.uk", "United Kingdom"),
        ("https://example.org/a", "example.org", ""),
        # Colombia's, Tuvalu's, British Indian Ocean Territory's and Anguilla's by the letter.
        ("https://startup.co", "startup.co", ""),
        ("https://sender.tv", "sender.tv", ""),
        ("https://app.io", "app.io", ""),
        ("https://bot.ai", "bot.ai", ""),
        ("https://notbbc.co.uk", "notbbc.co.uk", "United Kingdom"),
        ("https://bbc.com.example.net/", "bbc.com.example.net", ""),
        ("http://192.0.2.1/a", "192.0.2.1", ""),
        ("http://[2001:db8::1]/a", "2001:db8::1", ""),
    ],
)
def test_an_unknown_outlet_goes_by_its_domain(url: str, name: str, country: str) -> None:
    assert outlet_of(url, {}) == Outlet(name, name, country, known=False)


@pytest.mark.parametrize("url", ["", "bbc.co.uk", "mailto:a@bbc.co.uk", "http://", "https://[x"])
def test_what_is_no_web_address_has_no_outlet(url: str) -> None:
    assert outlet_of(url, {}) is None


def test_our_table_is_in_order() -> None:
    rows = read_table("outlets.csv")
    assert len(rows) >= 400
    domains = [row["domain"] for row in rows]
    assert domains == sorted(domains)
    assert {row["country"] for row in rows} <= countries() | {""}
    # As written, without what reading mends for users.
    written = [(row["domain"], row["outlet"], row["country"]) for row in rows]
    assert written == [(each.domain, each.name, each.country) for each in known_outlets().values()]


def test_no_two_outlets_of_ours_share_a_name() -> None:
    of_name: dict[str, set[tuple[str, str]]] = {}
    for each in known_outlets().values():
        folded = each.name.casefold().removeprefix("the ")
        of_name.setdefault(folded, set()).add((each.name, each.country))
    assert [each for each in of_name.values() if len(each) > 1] == []


def test_the_table_of_endings_is_in_order() -> None:
    rows = read_table("country_domains.csv")
    endings = [row["ending"] for row in rows]
    assert endings == sorted(set(endings))
    assert all(len(ending) == 2 and ending.isalpha() and ending.islower() for ending in endings)
    assert {row["country"] for row in rows} <= countries()


def test_a_users_table_is_read_with_what_spreadsheets_do_to_it() -> None:
    data = "\ufeffDomain,Outlet,Country\r\nWWW.Example.ORG,\"Packet, The\",UK\r\n,,\r\n" \
        "https://bücher.de/,Bücher,\r\n"  # fmt: skip
    assert read_outlets(data.encode()) == (
        Outlet("example.org", "Packet, The", "United Kingdom"),
        Outlet("xn--bcher-kva.de", "Bücher", ""),
    )


def test_what_is_to_mend_is_told_line_by_line() -> None:
    found = problems(
        table(
            "example.org,The Packet,Britain of old",
            "example.org/sport,The Packet,",
            "org,The Packet,",
            "example.org,,",
            "example.org,The Packet",
            "example.net,The Packet,Iran",
            "www.example.net,The Pocket,Iran",
            "two words.org,The Packet,Iran",
        )
    )
    assert [each.split(":")[0] for each in found] == [f"Line {n}" for n in (2, 3, 4, 5, 6, 8, 9)]
    assert "No country is called 'Britain of old'" in found[0]
    assert "'example.org/sport' is no domain" in found[1]
    assert "2 cells, not 3" in found[4]
    assert "example.net stands in a line above" in found[5]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The first line must be domain,outlet,country"),
        (b"domain;outlet;country\n", "with commas"),
        ("domain,outlet,country\nexample.org,Caf\u00e9,".encode("cp1252"), "UTF-8"),
        (table('example.org,"The Packet,Iran'), "isn't CSV"),
        (table("example.org,The\x00Packet,Iran"), "needs a name"),
        (table(f"example.org,{'x' * 200_000},"), "isn't CSV"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (table(*(f"e{n}.org,E,Iran" for n in range(MOST_ROWS + 1))), "more than 10,000"),
    ],
    ids=["empty", "semicolons", "encoding", "quote", "nul", "long cell", "large", "many rows"],
)
def test_a_table_that_cant_be_used_is_refused(data: bytes, says: str) -> None:
    (message,) = problems(data)
    assert says in message


def test_endless_problems_are_cut_short() -> None:
    found = problems(table(*("no domain,The Packet,Iran" for _ in range(500))))
    assert len(found) == 21
    assert found[-1] == "And 480 lines more."


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: table(text)))
def test_whatever_is_given_is_outlets_or_problems(data: bytes) -> None:
    with suppress(OutletsError):
        read_outlets(data)
