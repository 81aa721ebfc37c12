"""A link that another version made shows the numbers that it showed, and says so."""

from __future__ import annotations

import pytest

import corpus.store.analyses
from analysis import Article
from corpus.draft import Draft
from corpus.samples import sample_articles
from corpus.store import Store
from corpus.store.analyses import version_in_force
from tests.conftest import SNUB_STORY
from tests.views.pages import page, words_on

SAMPLE = sample_articles()[0]


@pytest.fixture(autouse=True)
def _own_database(store: Store) -> None:
    import streamlit as st

    st.cache_resource.clear()
    st.cache_data.clear()


def test_a_link_names_the_versions_that_made_its_numbers() -> None:
    app = page("article", article=SAMPLE.id)
    assert app.query_params["scored"] in (version_in_force(), [version_in_force()])
    assert "link was made" not in words_on(app)


@pytest.mark.parametrize("view", ["article", "compare"])
def test_an_old_link_shows_the_old_numbers_and_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    assert SAMPLE.event_id is not None
    for each in store.articles.of_event(SAMPLE.event_id):
        store.analyses.of(each)
    old = version_in_force()
    monkeypatch.setattr(corpus.store.analyses, "versions", lambda: {"rules": "next"})
    app = page(view, article=SAMPLE.id, event=SAMPLE.event_id, scored=old)
    assert not app.exception
    assert "The numbers as they were when this link was made" in words_on(app)
    next(each for each in app.button if each.label == "Show today’s").click()
    app.run()
    assert "The numbers as they were" not in words_on(app)


@pytest.mark.parametrize("version", ["000000000000", "';--", "", "é"])
def test_a_version_that_is_not_kept_is_told(version: str) -> None:
    app = page("article", article=SAMPLE.id, scored=version)
    assert not app.exception
    assert "numbers aren’t kept here" in words_on(app)


def test_both_texts_of_a_page_that_was_changed_can_be_read_and_compared(store: Store) -> None:
    url = "https://example.org/news/1"
    first = SNUB_STORY.replace("complained", "said")
    articles = store.articles
    added = articles.add(Draft(Article(first), outlet="The Courier", url=url))
    articles.add(Draft(Article(SNUB_STORY), outlet="The Courier", url=url))
    assert SAMPLE.event_id is not None
    store.events.move([added.id], SAMPLE.event_id)
    app = page("article", article=added.id)
    assert not app.exception
    assert "The page was changed since it was first stored" in words_on(app)
    app = page("article", article=f"{added.id}~1")
    assert "This is text 1 of 2" in words_on(app)
    app = page("compare", article=f"{added.id}~1", event=SAMPLE.event_id)
    assert not app.exception
    outlets = {outlet for each in app.dataframe if "outlet" in each.value
               for outlet in each.value["outlet"]}  # fmt: skip
    assert {"The Courier", "The Courier (text 1)"} <= outlets
