"""The same page is known again, whatever a link carries besides."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

import corpus
from corpus.links import MOST_LINKS, canonical_url, read_links


@pytest.mark.parametrize(
    "url",
    ["https://example.org/news/1", "http://example.org/news/1/", "HTTPS://Example.ORG:443/news/1",
     "https://example.org/news/1?utm_source=feed&utm_medium=rss#top",
     "https://example.org/news/1?fbclid=abc", "http://example.org:80/news/1"],
)  # fmt: skip
def test_one_page_has_one_address(url: str) -> None:
    assert canonical_url(url) == "https://example.org/news/1"


def test_what_tells_pages_apart_stays() -> None:
    assert canonical_url("https://example.org/?id=1&utm_id=2") == "https://example.org/?id=1"
    assert canonical_url("https://example.org/News") != canonical_url("https://example.org/news")


@pytest.mark.parametrize("text", ["", "no address", "mailto:a@example.org", "http://[", "https://"])
def test_what_is_no_web_address_comes_back(text: str) -> None:
    assert canonical_url(text) == text


@pytest.mark.parametrize(
    "parameter",
    ["at_medium=rss", "CMP=Share", "ns_campaign=bbc", "mc_cid=1", "gclid=1", "smid=url-share"],
)
def test_what_only_follows_readers_is_left_out(parameter: str) -> None:
    url = f"https://example.org/news?page=2&{parameter}"
    assert canonical_url(url) == "https://example.org/news?page=2"


def test_the_table_of_parameters_is_in_order() -> None:
    path = Path(corpus.__file__).with_name("tracking_parameters.csv")
    with path.open(encoding="utf-8", newline="") as file:
        names = [row["parameter"] for row in csv.DictReader(file)]
    assert names == sorted({name.lower() for name in names}, key=lambda x: (x[-1] != "*", x))


def test_a_pasted_list_gives_each_page_once() -> None:
    links, problems = read_links(
        "https://example.org/a\r\n\n  https://example.org/b, http://example.org/c,HTTPS://E.org/d\n"
        "https://www.example.org/f;https://example.org/a/?utm_source=x#top"
    )
    assert links == (
        "https://example.org/a",
        "https://example.org/b",
        "http://example.org/c",
        "HTTPS://E.org/d",
        "https://www.example.org/f",
    )
    assert problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "1. The Packet: https://example.org/a,3-b.html",
        "<https://example.org/a,3-b.html>",
        "[The Packet](https://example.org/a,3-b.html).",
        "* “https://example.org/a,3-b.html”",
        "It says so (https://example.org/a,3-b.html), too.",
    ],
)
def test_what_stands_around_a_link_is_no_part_of_it(line: str) -> None:
    assert read_links(line) == (("https://example.org/a,3-b.html",), ())


def test_lines_without_a_link_are_told_by_their_number() -> None:
    links, problems = read_links(
        "https://example.org/a\nbbc.com/news\njavascript:alert(1)\nftp://example.org/f\n"
        "https://user:word@example.org/\nhttps://\nhttps://example.org/b"
    )
    assert links == ("https://example.org/a", "https://example.org/b")
    assert [each.split(":")[0] for each in problems] == [
        "Line 2 holds no link",
        "Line 3 holds no link",
        "Line 4 holds no link",
        "Line 5",
        "Line 6 holds no link",
    ]
    assert "bbc.com/news" in problems[0]
    assert "password" in problems[3]


def test_more_links_than_can_be_fetched_are_left_out_and_said_so() -> None:
    links, problems = read_links("\n".join(f"https://example.org/{n}" for n in range(230)))
    assert len(links) == MOST_LINKS
    (problem,) = problems
    assert "the last 30 were left out" in problem


def test_a_list_without_end_is_read_in_part_and_soon() -> None:
    start = time.perf_counter()
    links, problems = read_links("no link\n" * 500_000)
    assert links == ()
    assert problems[20] == f"And {819_200 // 8 - 20} problems more."
    assert "too long" in problems[21]
    for text in ("https://" * 200_000, "https://a," * 200_000, "," * 900_000):
        read_links(text)
    assert time.perf_counter() - start < 5


def test_an_empty_list_is_no_problem() -> None:
    assert read_links(" \n\n") == ((), ())
