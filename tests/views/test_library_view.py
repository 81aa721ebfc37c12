"""The page Library: found, put into events, added, exported."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from streamlit.testing.v1 import AppTest

import components.session
from analysis import Article
from corpus.draft import Draft
from corpus.fetching import Fetcher, Limits
from corpus.samples import sample_articles
from corpus.store import Filter, Store
from tests.views.pages import page, words_on

PAGE = (
    "<html><head><title>Bridge opens in Halvern</title></head><body><article>"
    "<h1>Bridge opens in Halvern</h1>"
    + "".join(
        f"<p>The bridge over the river was opened on Monday, the mayor said, and part {number} of "
        "the road to it will follow before the end of the year, if the weather is fair.</p>"
        for number in range(6)
    )
    + "</article></body></html>"
)


FEED = (
    '<rss version="2.0"><channel><title>News</title><item><title>Bridge opens</title>'
    "<link>/news</link></item><item><title>Gone</title><link>/gone</link></item></channel></rss>"
)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {"/news": ("text/html; charset=utf-8", PAGE), "/feed": ("text/xml", FEED)}
        kind, text = answers.get(self.path, ("text/plain", ""))
        self.send_response(200 if self.path in answers else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture(autouse=True)
def _own_database(store: Store) -> None:
    import streamlit as st

    st.cache_resource.clear()
    st.cache_data.clear()


def _server() -> ThreadingHTTPServer:
    """A server on one of the ports that links may name."""
    for port in (8080, 8443):
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), _Site)
        except OSError:
            continue
    raise RuntimeError("The ports 8080 and 8443 are both in use; free one.")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web site on this machine, which the program is allowed to fetch from."""
    server = _server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    fetcher = Fetcher(allows=lambda _: True, limits=Limits(pause=0.0))
    monkeypatch.setattr(components.session, "Fetcher", lambda: fetcher)
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


def section(name: str) -> AppTest:
    app = page("library")
    app.segmented_control(key="library_section").set_value(name)
    return app.run()


def fetch(app: AppTest, url: str) -> AppTest:
    app.text_input(key="link").input(url)
    next(each for each in app.button if each.label == "Fetch").click()
    return app.run()


def test_the_stored_articles_are_listed_and_searched() -> None:
    app = page("library")
    assert not app.exception
    assert f"{len(sample_articles())} articles" in words_on(app)
    app = page("library", words="nosuchword")
    assert "No article is like that" in words_on(app)
    outlet = sample_articles()[0].outlet
    app = page("library", outlet=outlet)
    assert list(app.dataframe[0].value["outlet"]) == [outlet]


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "9" * 50])
def test_a_page_that_is_not_there_breaks_nothing(number: str) -> None:
    app = page("library", page=number)
    assert not app.exception
    assert len(app.dataframe) == 1


def test_a_linked_article_is_corrected_before_it_is_stored(store: Store, site: str) -> None:
    app = fetch(section("Add"), f"{site}/news")
    assert not app.exception
    assert store.articles.count(Filter(samples=False)) == 0
    headline = next(each for each in app.text_input if each.label == "Headline")
    assert headline.value == "Bridge opens in Halvern"
    headline.input("A bridge opens")
    next(each for each in app.text_input if each.label == "Outlet").input("The Courier")
    next(each for each in app.button if each.label == "Store and read").click()
    app.run()
    (listed,) = store.articles.listed(Filter(samples=False))
    assert (listed.title, listed.outlet) == ("A bridge opens", "The Courier")
    assert listed.url == f"{site}/news"


def test_a_link_that_gives_nothing_is_explained(store: Store, site: str) -> None:
    for url in (f"{site}/nothing", "ftp://example.org/", "not a link", "http://10.0.0.1/"):
        app = fetch(section("Add"), url)
        assert not app.exception
        assert len(app.error) == 1
    assert store.articles.count(Filter(samples=False)) == 0


def test_an_event_is_named_anew_and_dissolved(store: Store) -> None:
    added = store.articles.add(Draft(Article("The council met on Monday.")))
    event = store.events.create("A meeting", "2026-03-01", [added.id])
    app = section("Events")
    picker = next(each for each in app.selectbox if each.label == "Event")
    picker.set_value(event.id)
    app.run()
    next(each for each in app.text_input if each.label == "Title").input("The council meets")
    next(each for each in app.button if each.label == "Save").click()
    app.run()
    assert not app.exception
    renamed = store.events.get(event.id)
    assert renamed is not None
    assert renamed.title == "The council meets"
    next(each for each in app.button if each.label.startswith("Dissolve")).click()
    app.run()
    assert store.events.get(event.id) is None
    assert store.articles.get(added.id) is not None


def test_events_are_proposed_and_confirmed(store: Store) -> None:
    for outlet in ("The Courier", "The Herald"):
        text = (
            "A fire destroyed the Marrow Street market in Halvern on Sunday night, and forty "
            f"traders lost their stalls, fire chief Dana Okoro told {outlet} on Monday."
        )
        store.articles.add(Draft(Article(text), outlet=outlet))
    app = section("Events")
    next(each for each in app.button if each.label.startswith("Find the events of 2")).click()
    app.run()
    (event,) = (each for each in store.events.all() if not each.sample)
    assert not event.confirmed
    picker = next(each for each in app.selectbox if each.label == "Event")
    picker.set_value(event.id)
    app.run()
    next(each for each in app.button if each.label == "Confirm this event").click()
    app.run()
    assert not app.exception
    confirmed = store.events.get(event.id)
    assert confirmed is not None
    assert confirmed.confirmed


def test_the_articles_of_a_feed_are_fetched_and_stored(store: Store, site: str) -> None:
    app = section("Add")
    app.text_input(key="feed").input(f"{site}/feed")
    next(each for each in app.button if each.label == "Read the feed").click()
    app.run()
    assert not app.exception
    assert app.text_area(key="links").value == f"{site}/news\n{site}/gone"
    next(each for each in app.button if each.label == "Fetch and store them all").click()
    app.run()
    assert not app.exception
    assert any("1 of 2 stored" in each.value for each in app.success)
    (listed,) = store.articles.listed(Filter(samples=False))
    assert listed.title == "Bridge opens in Halvern"
