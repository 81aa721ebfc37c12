"""GDELT is asked politely, and whatever it answers is reports or one clear message."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus import settings
from corpus.coverage_query import CoverageError, CoverageQuery
from corpus.fetching import Fetcher, Limits
from corpus.gdelt import CoverageSearch, Found, read_answer, request_url
from corpus.gdelt_titles import tidy_title
from tests.corpus.gdelt_server import BUSY, Gdelt, listing, record

QUERY = CoverageQuery(("Ely Ratner OR Pentagon", "talks"), date(2026, 3, 1), date(2026, 3, 8))
TWO = listing(
    record("https://www.bbc.co.uk/news/1", "Pentagon says talks fail"),
    record("https://www.dawn.com/2", "Talks , again"),
)


class Clock:
    """A clock that is moved on only by waiting."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def gdelt() -> Iterator[Gdelt]:
    with Gdelt(TWO) as server:
        yield server


def search(endpoint: str, port: int, clock: Clock) -> CoverageSearch:
    limits = Limits(connect=2, silence=2, total=4, pause=0, ports=frozenset({port}))
    fetcher = Fetcher(allows=lambda _: True, limits=limits)
    return CoverageSearch(fetcher.get, endpoint, clock, clock.sleep)


def refused(data: bytes) -> str:
    with pytest.raises(CoverageError) as caught:
        read_answer(data)
    return str(caught.value)


def test_reports_are_found(gdelt: Gdelt) -> None:
    found = search(gdelt.endpoint, gdelt.port, Clock()).find(QUERY)
    assert found[0] == Found(
        "https://www.bbc.co.uk/news/1", "Pentagon says talks fail", "bbc.co.uk",
        "United Kingdom", "English", "2026-03-03T10:15:00+00:00",
    )  # fmt: skip
    assert found[1].title == "Talks, again"
    assert gdelt.asked == [
        {
            "query": '("Ely Ratner" OR Pentagon) talks sourcelang:english',
            "mode": "artlist",
            "format": "json",
            "maxrecords": "250",
            "startdatetime": "20260301000000",
            "enddatetime": "20260308235959",
            "sort": "hybridrel",
        }
    ]


def test_searches_start_five_seconds_after_one_another(gdelt: Gdelt) -> None:
    clock = Clock()
    searching = search(gdelt.endpoint, gdelt.port, clock)
    searching.find(QUERY)
    clock.now += 2
    searching.find(QUERY)
    clock.now += 60
    searching.find(QUERY)
    assert clock.waits == [0, 3, 0]


def test_searches_of_several_people_wait_for_one_another(gdelt: Gdelt) -> None:
    clock = Clock()
    searching = search(gdelt.endpoint, gdelt.port, clock)
    threads = [threading.Thread(target=searching.find, args=(QUERY,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(clock.waits) == [0, 5, 5, 5]


@pytest.mark.parametrize("status", [200, 429])
def test_a_busy_gdelt_is_asked_once_more(gdelt: Gdelt, status: int) -> None:
    clock = Clock()
    gdelt.then([(status, BUSY.encode())])
    assert len(search(gdelt.endpoint, gdelt.port, clock).find(QUERY)) == 2
    assert clock.waits == [0, 5]


@pytest.mark.parametrize("status", [200, 429])
def test_a_gdelt_that_stays_busy_is_left_alone(gdelt: Gdelt, status: int) -> None:
    gdelt.then([(status, BUSY.encode())] * 9)
    with pytest.raises(CoverageError, match=r"GDELT is busy.*Try again in some minutes.*by hand"):
        search(gdelt.endpoint, gdelt.port, Clock()).find(QUERY)
    assert len(gdelt.asked) == 2


def test_a_failed_search_lets_others_search(gdelt: Gdelt) -> None:
    searching = search(gdelt.endpoint, gdelt.port, Clock())
    gdelt.then([(500, b"")])
    with pytest.raises(CoverageError, match="out of order"):
        searching.find(QUERY)
    assert len(searching.find(QUERY)) == 2


def test_without_a_network_what_still_works_is_said() -> None:
    with Gdelt() as server:
        port = server.port
    clock = Clock()
    with pytest.raises(CoverageError) as caught:
        search(f"http://127.0.0.1:{port}/", port, clock).find(QUERY)
    assert "GDELT can't be searched." in str(caught.value)
    assert "Links, feeds and files of other reports can still be added by hand." in str(
        caught.value
    )
    assert clock.waits == [0]


def test_what_gdelt_refuses_is_told_in_plain_words(gdelt: Gdelt) -> None:
    searching = search(gdelt.endpoint, gdelt.port, Clock())
    with pytest.raises(CoverageError, match="no outlets of a country by this name"):
        searching.find(replace(QUERY, source_country="Atlantis"))
    assert len(searching.find(replace(QUERY, source_country="South Korea"))) == 2


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("Your query was too short or too long.", "try again in a minute"),
        ("The specified phrase is too short.", "phrases is too short"),
        ("One or more of your keywords were too short, too long or too common: (the)", "rarer"),
        ("One or more of your keywords contained an illegal character.", "letters and digits"),
        ("Queries containing OR'd terms must be surrounded by ().", "OR between them"),
        ("Parentheses may only be used around OR'd statements.", "OR between them"),
        ("Invalid query start date.", "since January 2017"),
        ("Invalid query end date.", "until today"),
        ("Timespan is too short.", "days are too few"),
        ("Invalid/Unsupported Country.", "Leave the country out"),
        ("The specified domain is too short or too long.", "domain is too short"),
        ("Unknown operator near20.", "It says: 'Unknown operator near20.'"),
        ("<!doctype html><html><body>502 Bad Gateway</body></html>", "Try again later"),
        ("x" * 5_000, "Try again later"),
        ("", "Try again later"),
        ("[]", "It says: '[]'"),
        ('{"articles": [{"url": "https://example', "broke off"),
        ('{"articles": {"a": 1}}', "another form"),
        ('{"a":' * 200_000, "broke off"),
    ],
    ids=lambda value: value[:30],
)
def test_every_refusal_is_one_clear_message(says: str, told: str) -> None:
    assert told in refused(says.encode())


@given(st.binary(max_size=200) | st.binary(max_size=50).map(lambda data: b'{"articles":' + data))
def test_whatever_comes_is_reports_or_a_message(data: bytes) -> None:
    with suppress(CoverageError):
        read_answer(data)


def test_the_table_of_refusals_is_in_order() -> None:
    path = Path(corpus.__file__).with_name("gdelt_refusals.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    says = [row["says"] for row in rows]
    assert len(set(says)) == len(says)
    for row in rows:
        assert row["says"] == row["says"].lower().strip()
        assert refused(row["says"].encode()) == row["message"]


@pytest.mark.parametrize("data", [b"{}", b"{ }\n", b'{"articles": []}', b"\xef\xbb\xbf{}"])
def test_nothing_found_is_no_error(data: bytes) -> None:
    assert read_answer(data) == ()


def test_titles_that_break_the_json_are_mended() -> None:
    data = (
        b'{"articles": [ { "url": "https://example.org/1", "title": "C:\\dir \\x \\u12 \\" a\tb\x02'
        b'\\\\c \\u00e9 \xff", "domain": "example.org" } ] }'
    )
    (found,) = read_answer(data)
    assert found.title == 'C:\\dir \\x \\u12 " a b \\c é \N{REPLACEMENT CHARACTER}'


def test_records_that_lead_nowhere_are_left_out() -> None:
    records: list[object] = [
        record("javascript:alert(1)", "No page"),
        record("", "No address"),
        {"title": "No address at all"},
        {"url": 7},
        "text",
        None,
        {"url": "https://www.example.org/1"},
    ]
    data = json.dumps({"articles": records}).encode()
    assert read_answer(data) == (Found("https://www.example.org/1", "", "example.org", "", "", ""),)


def test_each_report_is_listed_once() -> None:
    found = read_answer(
        listing(
            record("https://example.org/1", "Talks fail"),
            record("http://example.org/1/?utm_source=x", "Talks have failed"),
            record("https://example.org/amp/1", "Talks Fail"),
            record("https://example.net/1", "Talks fail"),
            record("https://example.org/2", ""),
            record("https://example.org/3", ""),
        )
    )
    assert [each.url[8:] for each in found] == [
        "example.org/1", "example.net/1", "example.org/2", "example.org/3",
    ]  # fmt: skip


@pytest.mark.parametrize("seen", ["", "20261399T000000Z", "yesterday"])
def test_a_moment_that_is_none_is_left_empty(seen: str) -> None:
    (found,) = read_answer(listing(record("https://example.org/1", "Talks", seendate=seen)))
    assert found.seen == ""


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("U . S . says Iran ' s plan won ' t hold , yet", "U.S. says Iran's plan won't hold, yet"),
        ("Trump : “ I ’ ll go ”", "Trump: “I’ll go”"),
        ("Oil at $ 85 . 5 , up 1 , 200 %", "Oil at $85.5, up 1,200%"),
        ("George W . Bush ( again ) ; why ?", "George W. Bush (again); why?"),
        ("In 2024 , 300 died", "In 2024, 300 died"),
        ("AT &amp; T sues", "AT & T sues"),
        ("Talks fail - BBC News", "Talks fail"),
        ("Talks fail | BBC", "Talks fail"),
        ("Talks fail – bbc.co.uk", "Talks fail"),
        ("Talks fail - again", "Talks fail - again"),
        ("Talks - Reuters", "Talks - Reuters"),
        ("BBC News", "BBC News"),
        ("", ""),
    ],
)
def test_titles_are_tidied(given: str, tidy: str) -> None:
    assert tidy_title(given, "https://www.bbc.co.uk/news/1") == tidy


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2026, 3, 8), date(2026, 3, 1), "last day is before the first"),
        (date(2016, 3, 1), date(2016, 3, 8), "no news from before January 2017"),
    ],
)
def test_days_that_cant_be_searched_are_told(start: date, end: date, told: str) -> None:
    with pytest.raises(CoverageError, match=told):
        request_url(replace(QUERY, start=start, end=end), "https://example.org/")


def test_a_window_that_starts_before_gdelts_first_day_is_cut() -> None:
    query = replace(QUERY, start=date(2016, 12, 30), end=date(2017, 1, 6))
    assert "startdatetime=20170101000000&enddatetime=20170106235959" in request_url(query, "x")


def test_another_address_of_gdelt_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.GDELT_VARIABLE, raising=False)
    assert settings.gdelt_url() == "https://api.gdeltproject.org/api/v2/doc/doc"
    monkeypatch.setenv("PARALLAX_GDELT_URL", "http://127.0.0.1:8080/doc")
    assert settings.gdelt_url() == "http://127.0.0.1:8080/doc"
