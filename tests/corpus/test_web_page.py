"""A page from the web becomes an article with its outlet and day, or one clear message."""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from corpus.extract import ExtractionError, extract_file
from corpus.readers import page as page_reader
from corpus.readers.page_metadata import SAYS, meta_names
from corpus.web_page import read_page

URL = "https://www.courier.example/region/ferry-to-close"
HEADLINE = "Ferry line to close in June"
PARAGRAPHS = [
    "The council voted on Tuesday to close the ferry line between the two banks of the river.",
    "“We had no choice,” said the treasurer, who counted 312 passengers in the whole of May.",
    "The last boat leaves on June 30. A bus will take its place from the first of July.",
    "Anna Müller, who has sold tickets on the pier for twenty years, said that nobody had asked "
    "her. She will look for other work in the town, she said, or leave it.",
    "The mayor wants to keep the pier as a café. A company from the next town has offered to rent "
    "it, and the council will speak of its offer when it meets again in autumn.",
]
BODY = "\n\n".join(PARAGRAPHS)
NAVIGATION = "<nav><a href='/'>Home</a> <a href='/sport'>All of the sport</a></nav>"


def paragraphs(texts: list[str] = PARAGRAPHS) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def page(body: str = "", head: str = "", article: str | None = None) -> bytes:
    """A page with an article, its navigation and its footer."""
    article = f"<h1>{HEADLINE}</h1>{paragraphs()}" if article is None else article
    return (
        f"<!DOCTYPE html><html><head><title>{HEADLINE} - The Courier</title>{head}</head><body>"
        f"{NAVIGATION}<article>{article}</article>{body}"
        "<footer>© 2019 The Courier</footer></body></html>"
    ).encode()


def linked(**said: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **said}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_a_page_gives_article_outlet_day_and_address() -> None:
    head = (
        "<meta property='og:site_name' content='The Courier'>"
        "<meta property='article:published_time' content='2024-03-05T23:30:00+01:00'>"
        "<link rel='canonical' href='/region/ferry'>"
    )
    draft = read_page(page(head=head), f"{URL}?from=letter")
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.outlet == "The Courier"
    assert draft.published == "2024-03-05"
    assert draft.url == "https://www.courier.example/region/ferry"


def test_what_stands_around_the_article_is_listed() -> None:
    aside = "<aside><p>Twelve things to do in the region this weekend.</p></aside>"
    draft = read_page(page(aside), URL)
    assert draft.article.body == BODY
    assert {"© 2019 The Courier", "Twelve things to do in the region this weekend."} <= set(
        draft.dropped
    )


def test_endless_lines_around_the_article_are_counted() -> None:
    links = "".join(f"<li><a href='/{n}'>Link {n}</a></li>" for n in range(5_000))
    draft = read_page(page(f"<nav><ul>{links}</ul></nav>"), URL)
    assert draft.article.body == BODY
    assert len(draft.dropped) < 250
    assert any("more lines of the page" in line for line in draft.dropped)


def test_a_saved_page_says_as_much_as_a_fetched_one() -> None:
    head = linked(
        headline=HEADLINE,
        datePublished="2024-03-05",
        publisher={"@type": "Organization", "name": "The Courier"},
    )
    head += f"<link rel='canonical' href='{URL}'>"
    draft = extract_file("ferry.html", page(head=head))
    assert (draft.outlet, draft.published, draft.url) == ("The Courier", "2024-03-05", URL)
    assert draft.article.body == BODY


def test_the_heading_counts_more_than_a_title_made_for_search_engines() -> None:
    head = linked(headline="Ferry line closing June 2024: all you need to know")
    assert read_page(page(head=head), URL).article.headline == HEADLINE
    logo = f"<h1>The Courier, your local paper</h1>{paragraphs()}"
    told = "<meta property='og:title' content='Treasurer counts passengers – The Courier'>"
    told += "<meta property='og:site_name' content='The Courier'>"
    draft = read_page(page(head=told, article=logo), URL)
    assert draft.article.headline == "Treasurer counts passengers"


def test_a_page_whose_text_stands_only_in_its_data_is_read() -> None:
    graph = {
        "@graph": [
            {"@type": "Organization", "@id": "#us", "name": "The Courier"},
            {"@type": "Article", "headline": "Another story"},
            {
                "@type": ["NewsArticle", "Article"],
                "headline": HEADLINE,
                "articleBody": "\n".join(PARAGRAPHS),
                "publisher": {"@id": "#us"},
            },
        ]
    }
    script = f"<script type='application/ld+json'>{json.dumps(graph)}</script>"
    draft = read_page(page(script, article="<div id='app'></div>"), URL)
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.outlet == "The Courier"


def test_an_article_without_paragraphs_is_read_line_by_line() -> None:
    text = "<br><br>".join(PARAGRAPHS[:3])
    form = "<form><p>Write to us what you think of the ferry and of its last day.</p></form>"
    draft = read_page(page(article=f"<div><span>{text}</span></div>{form}"), URL)
    assert draft.article.body.split("\n\n") == PARAGRAPHS[:3]
    assert "Write to us what you think of the ferry and of its last day." in draft.dropped


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked(datePublished="2024-03-05T08:00:00Z", dateModified="2024-04-01"), ""),
        ("<meta name='date' content='5 March 2024'>", ""),
        ("<meta itemprop='datePublished' content='2024-03-05'>", ""),
        ("", "<time itemprop='datePublished' datetime='2024-03-05T08:00'>today</time>"),
        ("", "<article><time datetime='2024-03-05'>5 March</time></article>"),
        ("<meta name='date' content='soon'><meta name='pubdate' content='20240305'>", ""),
    ],
)
def test_the_day_is_read_where_the_page_states_it(head: str, body: str) -> None:
    assert read_page(page(body, head), URL).published == "2024-03-05"


def test_the_day_is_read_from_the_address_if_nothing_else_tells_it() -> None:
    assert read_page(page(), "https://courier.example/2024/03/05/ferry").published == "2024-03-05"
    assert read_page(page(), "https://courier.example/2024/03/ferry-05").published == ""


def future(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


@pytest.mark.parametrize(
    "head",
    [
        "",
        linked(datePublished="0001-01-01T00:00:00"),
        linked(datePublished="1970-01-01T00:00:00Z"),
        linked(datePublished=future(30)),
        linked(datePublished="2024-02-31"),
        linked(datePublished="03/05/2024"),
        linked(datePublished=["2024-03-05"]),
    ],
)
def test_no_day_is_made_up(head: str) -> None:
    body = (
        "<p>Concert on 12 April 2024. Call 2024-05-06.</p><img src='/2023/01/02/boat.jpg'>"
        "<ul><li><time datetime='2024-01-01'>old</time><li><time datetime='2024-01-02'>new</time>"
        "</ul>"
    )
    assert read_page(page(body, head), URL).published == ""


def test_a_page_that_is_dated_tomorrow_elsewhere_on_earth_is_believed() -> None:
    assert read_page(page(head=linked(datePublished=future(1))), URL).published == future(1)


@pytest.mark.parametrize("href", ["https://m.courier.example/ferry", "https://courier.example/f"])
def test_the_address_that_a_page_gives_as_its_own_is_taken(href: str) -> None:
    head = f"<link rel='canonical' href='{href}'>"
    assert read_page(page(head=head), URL).url == href


@pytest.mark.parametrize(
    "href",
    [
        "https://elsewhere.example/ferry",
        "https://notcourier.example/ferry",
        "https://reader:word@www.courier.example/ferry",
        "javascript:alert(1)",
        "http://[",
        "/",
        "",
    ],
)
def test_no_other_sites_address_is_taken(href: str) -> None:
    head = f"<link rel='canonical' href='{href}'>"
    assert read_page(page(head=head), URL).url == URL


@pytest.mark.parametrize(
    ("encoding", "charset", "meta"),
    [
        ("utf-8", "", ""),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "", "<meta charset='windows-1252'>"),
        ("utf-8-sig", "windows-1252", ""),
        ("cp1252", "windows-1252", ""),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", "utf-8", ""),
        ("cp1252", "", "<meta charset=windows-1252>"),
        ("cp1252", "", "<meta http-equiv='Content-Type' content='text/html; charset=latin1'>"),
        ("cp1252", "no-such-thing", ""),
        ("cp1252", "idna", ""),
        ("cp1252", "utf-16", ""),
        ("cp1252", "zlib", ""),
        ("utf-16", "", ""),
    ],
)
def test_letters_are_read_whatever_the_website_says(encoding: str, charset: str, meta: str) -> None:
    data = page(head=meta).decode().encode(encoding)
    assert read_page(data, URL, charset).article.body == BODY


def test_an_encoding_that_only_the_website_names_is_believed() -> None:
    text = page().decode().replace("“", "&ldquo;").replace("”", "&rdquo;").replace("©", "")
    data = text.replace("Müller", "Dvořák").encode("iso-8859-2")
    assert "Anna Dvořák" in read_page(data, URL, "iso-8859-2").article.body


WALL = (
    "<html><head><title>Before you go on</title></head><body><div><h2>Your choice</h2>"
    "<button>Accept all</button><button>Refuse</button></div></body></html>"
)
SCRIPTS = "<html><head><script src='/a.js'></script></head><body><div id='app'></div></body></html>"
INDEX = (
    "<html><body><main><h1>News from the region</h1><ul>"
    + "".join(
        f"<li><a href='/{n}'>Council number {n} votes to close its ferry line in June</a></li>"
        for n in range(30)
    )
    + "</ul></main></body></html>"
)
TEASER = page(head=linked(isAccessibleForFree=False, wordCount=900)).decode()
SHUT = page(head=linked(isAccessibleForFree="False"), article="<p>Subscribe to read.</p>").decode()


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (WALL, "No article was found.*consent"),
        (SCRIPTS, "only with JavaScript"),
        (INDEX, "lists articles"),
        (TEASER, "only the start of its article, .* for subscribers"),
        (SHUT, "only to subscribers"),
        ("", "no web page"),
        ("just a few plain words", "no web page"),
        ("<!-- nothing -->", "empty"),
        ("<p>" + "Министр сказала, что писем не было. " * 30, "only English"),
        ("<p>" + "word " * 500_000, "at most"),
        ("%PDF-1.4", "a PDF document"),
        ("\x01\x02\x03" * 100, "isn't text"),
    ],
)
def test_a_page_without_an_article_says_why_and_what_to_do(html: str, says: str) -> None:
    with pytest.raises(ExtractionError, match=says) as caught:
        read_page(html.encode(), URL)
    assert "\n" not in str(caught.value)
    assert any(word in str(caught.value).lower() for word in ("paste", "rename"))


def test_a_page_too_large_is_refused_unread() -> None:
    with pytest.raises(ExtractionError, match="at most 5 MB"):
        read_page(b"<p>" + b"x" * 6_000_000, URL)


def test_an_article_that_is_free_to_read_here_is_read_though_it_is_marked() -> None:
    head = linked(isAccessibleForFree=False, wordCount=100)
    assert read_page(page(head=head), URL).article.body == BODY


HOSTILE = {
    "deep": page("<div>" * 100_000),
    "deeper": b"<div>" * 500_000 + page(),
    "deep lists": page("<ul><li>" * 50_000),
    "huge attribute": page(f"<div class='{'x ' * 1_000_000}'></div>"),
    "control characters": page().replace(b"council", b"coun\0\0cil"),
    "unclosed": page()[:-200] + b"<a href='" + b"x" * 100_000,
    "tags": page() + b"<" * 300_000,
    "data": page("<script type='application/ld+json'>" + "[" * 100_000),
    "broken data": page("<script type='application/ld+json'>{'a': ]</script>"),
    "endless entity": page("&" * 100_000 + "a" * 100_000),
    "odd tags": page("<a:b c:d='e'><o:p></o:p><\ufffd></a:b>"),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_no_page_crashes_the_reading_or_takes_long(data: bytes) -> None:
    started = time.perf_counter()
    with suppress(ExtractionError):
        read_page(data, URL)
    assert time.perf_counter() - started < 15


def test_reading_a_page_asks_nothing_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    outside = (
        "<base href='https://elsewhere.example/'><link rel='stylesheet' href='//a.example/b'>"
        "<script src='https://elsewhere.example/a.js'></script>"
    )
    data = b"<!DOCTYPE html SYSTEM 'http://elsewhere.example/a.dtd'>" + page(head=outside)
    assert page_reader.read(data).lines[-len(PARAGRAPHS) :] == PARAGRAPHS


def test_the_names_of_meta_elements_are_each_known_once() -> None:
    assert {says for _, says in meta_names().values()} == SAYS
    assert all(name == name.strip().lower() for name in meta_names())
