"""Each page, as Streamlit runs it."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.lexicon import FOLDER
from analysis.vocabulary import read_own
from corpus.draft import Draft
from corpus.samples import sample_articles, sample_events
from corpus.store import Store
from tests.conftest import SNUB_STORY
from tests.views.pages import page, words_on

SAMPLE = sample_articles()[0]
CONTACTS = next(each for each in sample_articles() if each.outlet == "Telok Ledger")


@pytest.fixture(autouse=True)
def _own_database(store: Store) -> None:
    import streamlit as st

    st.cache_resource.clear()
    st.cache_data.clear()


def measures_on(app: AppTest) -> pd.DataFrame:
    """The table of all measures; each chart has a table of its own besides."""
    return max((each.value for each in app.dataframe if "group" in each.value), key=len)


def test_the_start_page_names_the_sample_events() -> None:
    app = page("start")
    assert not app.exception
    for event in sample_events():
        assert event.title in words_on(app)


def test_a_linked_article_is_shown_with_its_numbers() -> None:
    app = page("article", article=SAMPLE.id)
    assert not app.exception
    assert SAMPLE.outlet in words_on(app)
    assert "attributions" in words_on(app)
    assert any(metric.label == "Loaded words" for metric in app.metric)


def test_the_same_link_gives_the_same_numbers() -> None:
    first, second = (page("article", article=SAMPLE.id) for _ in range(2))
    assert [each.value for each in first.metric] == [each.value for each in second.metric]


def test_without_an_article_the_page_says_what_to_do() -> None:
    app = page("article")
    assert not app.exception
    assert app.text_area(key="paste").label == "Text of the article, headline first"


def test_an_unknown_article_is_explained_and_nothing_breaks() -> None:
    app = page("article", article="no-such-id")
    assert not app.exception
    assert "isn’t stored here" in words_on(app)


def paste(text: str) -> AppTest:
    app = page("article")
    app.text_area(key="paste").input(text)
    app.button[0].click()
    return app.run()


def test_a_pasted_article_is_analysed_stored_and_linked(store: Store) -> None:
    app = paste(SNUB_STORY)
    assert not app.exception
    (linked,) = (
        app.query_params["article"]
        if isinstance(app.query_params["article"], list)
        else [app.query_params["article"]]
    )
    stored = store.articles.get(linked)
    assert stored is not None
    assert stored.article.headline.startswith("Minister complains")


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "no text"), ("Word", "only 1 word"), ("word " * 300_000, "at most"),
     ("\0\1\2" * 50, "no text")],
    ids=["empty", "one word", "300,000 words", "control characters"],
)  # fmt: skip
def test_a_bad_paste_gets_one_message_and_stores_nothing(
    store: Store, text: str, says: str
) -> None:
    before = list(store.articles.every())
    app = paste(text)
    assert not app.exception
    (error,) = app.error
    assert says in error.value
    assert list(store.articles.every()) == before


def test_compare_shows_every_outlet_of_the_event() -> None:
    event = sample_events()[0]
    app = page("compare", event=event.id, copies="apart")
    assert not app.exception
    table = measures_on(app)
    assert set(table["outlet"]) == {
        each.outlet for each in sample_articles() if each.event_id == event.id
    }
    assert {"value", "count", "low", "high", "unit"} <= set(table.columns)


def test_an_article_of_ones_own_is_placed_among_the_outlets(store: Store) -> None:
    from analysis import Article

    stored = store.articles.add(Draft(Article(SNUB_STORY)))
    app = page("compare", event=sample_events()[0].id, article=stored.id)
    assert not app.exception
    assert "This article" in set(measures_on(app)["outlet"])


def test_the_link_holds_the_measures() -> None:
    app = page("compare", event=sample_events()[0].id, measures="hedges")
    assert not app.exception
    shown = words_on(app)
    assert "hedge or cast doubt" in shown
    assert "How many loaded words" not in shown


@pytest.mark.parametrize("query", [{"event": "none"}, {"article": "none"}, {"measures": "x,,y"}])
def test_a_link_to_nothing_still_opens(query: dict[str, str]) -> None:
    app = page("compare", **query)
    assert not app.exception


def test_methods_lists_every_entry_of_a_lexicon() -> None:
    app = page("methods")
    assert not app.exception
    assert {"reason", "source"} <= set(app.dataframe[1].value.columns)
    assert "Right" in app.dataframe[0].value.columns


@pytest.mark.parametrize("outlet", ["**Bold**", "$5 and $6", "[x](y)", ":red[x]", "a_b_c", "<i>"])
def test_an_outlet_s_name_is_no_markdown(store: Store, outlet: str) -> None:
    from analysis import Article

    stored = store.articles.add(Draft(Article(SNUB_STORY), outlet=outlet))
    app = page("article", article=stored.id)
    assert not app.exception
    (facts,) = [each.value for each in app.caption if each.value.endswith(" words")]
    shown = facts.split(" · ")[0]
    assert re.sub(r"\\(.)", r"\1", shown) == outlet
    assert not re.search(r"(?<!\\)[*$\[\]_<]", shown)


def test_sides_are_renamed_and_the_link_keeps_it() -> None:
    app = page("article", article=CONTACTS.id)
    field = next(each for each in app.text_input if each.label == "United States is shown as")
    field.set_value("Washington")
    next(button for button in app.button if button.label == "Apply").click()
    app.run()
    assert not app.exception
    assert "United States>Washington" in app.query_params["sides"]
    sides = set(app.dataframe[0].value["side"])
    assert "Washington" in sides
    assert "United States" not in sides


def test_a_link_with_renamed_sides_opens_on_both_pages() -> None:
    for name in ("article", "compare"):
        app = page(name, article=CONTACTS.id, sides="China>PRC|nonsense|>x|United States>PRC")
        assert not app.exception
        fields = {each.label: each.value for each in app.text_input}
        assert fields["China is shown as"] == fields["United States is shown as"] == "PRC"


def loaded_words_on(app: AppTest) -> str:
    return next(str(metric.value) for metric in app.metric if metric.label == "Loaded words")


def test_the_slider_asks_for_surer_marks_and_the_link_keeps_it() -> None:
    app = page("article", article=SAMPLE.id)
    usual = float(loaded_words_on(app))
    app.select_slider(key="agreement").set_value(90).run()
    assert not app.exception
    assert app.query_params["agree"] in ("90", ["90"])
    assert float(loaded_words_on(app)) <= usual
    again = page("article", article=SAMPLE.id, agree="90")
    assert loaded_words_on(again) == loaded_words_on(app)


@pytest.mark.parametrize("agree", ["", "x", "55", "-1", "1e3", "²", "9" * 5000])
def test_a_senseless_agreement_in_the_link_is_passed_over(agree: str) -> None:
    app = page("article", article=SAMPLE.id, agree=agree)
    assert not app.exception
    assert loaded_words_on(app) == loaded_words_on(page("article", article=SAMPLE.id))


def edited(store: Store, change: str, into: str) -> AppTest:
    from analysis import Article

    headline, body = SNUB_STORY.split("\n", 1)
    stored = store.articles.add(Draft(Article.from_parts(headline, body.strip())))
    app = page("article", article=stored.id)
    draft = app.text_area(key=f"draft_{stored.id}")
    draft.input(str(draft.value).replace(change, into))
    next(button for button in app.button if button.label == "Rescore").click()
    return app.run()


def test_an_edit_shows_which_numbers_move_and_stores_nothing(store: Store) -> None:
    app = edited(store, "complains", "says")
    before = list(store.articles.every())
    assert not app.exception
    assert "You are reading your edited text" in words_on(app)
    moved = app.dataframe[0].value
    assert "Reporting verbs, negative or distancing" in set(moved["name"])
    assert list(store.articles.every()) == before
    next(button for button in app.button if button.label.startswith("Back to")).click()
    app.run()
    assert "You are reading your edited text" not in words_on(app)


def test_an_edit_that_changes_nothing_is_no_edit(store: Store) -> None:
    app = edited(store, "no such words", "x")
    assert not app.exception
    assert "You are reading your edited text" not in words_on(app)


def test_an_edit_to_nothing_is_explained(store: Store) -> None:
    from analysis import Article

    stored = store.articles.add(Draft(Article(SNUB_STORY)))
    app = page("article", article=stored.id)
    app.text_area(key=f"draft_{stored.id}").input("  ")
    next(button for button in app.button if button.label == "Rescore").click()
    app.run()
    assert not app.exception
    assert "no words" in app.error[0].value


def test_a_lexicon_of_ones_own_is_named_on_the_page_and_in_the_link() -> None:
    own = read_own(
        (FOLDER / "hedges.csv").read_bytes().splitlines(keepends=True)[0]
        + b"on monday,on Monday,hedge,no,,Mine.,My list,\n",
        "hedges",
        alone=True,
    )
    app = page("article", article=SAMPLE.id)
    app.session_state["own_lexicon"] = own
    app.run()
    assert not app.exception
    assert own.version in words_on(app)
    linked = app.query_params["lexicon"]
    assert own.version in (linked, linked[0])


@pytest.mark.parametrize("linked", ["0123456789ab", "<b>x</b>", "**x**"])
def test_a_link_made_with_another_lexicon_says_so(linked: str) -> None:
    for name in ("article", "compare"):
        app = page(name, article=SAMPLE.id, event=str(SAMPLE.event_id), lexicon=linked)
        assert not app.exception
        assert "doesn’t hold" in words_on(app)
        assert "<b>" not in words_on(app)


def test_a_reference_set_is_chosen_by_hand_and_the_link_keeps_it() -> None:
    event = sample_events()[0]
    app = page("compare", event=event.id)
    (chooser,) = [each for each in app.multiselect if each.label == "Outlets to compare"]
    gone = chooser.value[0]
    chooser.set_value(chooser.value[1:]).run()
    assert not app.exception
    assert gone not in set(measures_on(app)["outlet"])
    assert f"Not in this set: {gone}" in words_on(app)
    linked = app.query_params["without"]
    again = page(
        "compare", event=event.id, without=linked if isinstance(linked, str) else linked[0]
    )
    assert gone not in set(measures_on(again)["outlet"])


def test_a_reference_set_is_chosen_by_country() -> None:
    event = next(each for each in sample_events() if each.id == SAMPLE.event_id)
    app = page("compare", event=event.id, copies="apart")
    button = next(each for each in app.button if str(each.key).startswith("country_"))
    country = str(button.key).removeprefix("country_")
    button.click().run()
    assert not app.exception
    assert set(measures_on(app)["outlet"]) == {
        each.outlet
        for each in sample_articles()
        if each.event_id == event.id and each.country == country
    }


@pytest.mark.parametrize("without", ["", "x,y", ",".join(each.id for each in sample_articles())])
def test_a_senseless_reference_set_in_the_link_is_passed_over(without: str) -> None:
    event = sample_events()[0]
    app = page("compare", event=event.id, without=without)
    assert not app.exception
    assert measures_on(app)["outlet"].nunique() == 6


def test_a_reprint_is_one_vote_until_the_reader_wants_it_apart() -> None:
    app = page("compare", event="us-china-military-contacts")
    assert "Near-copies of Ostrander Wire: Telok Ledger" in words_on(app)
    assert "Telok Ledger" not in set(measures_on(app)["outlet"])
    app.toggle(key="copies_apart").set_value(True).run()
    assert not app.exception
    assert "Telok Ledger" in set(measures_on(app)["outlet"])
    assert app.query_params["copies"] in ("apart", ["apart"])


def test_a_reprint_that_is_set_apart_stands_for_its_original() -> None:
    app = page("compare", article=CONTACTS.id, event=str(CONTACTS.event_id))
    outlets = set(measures_on(app)["outlet"])
    assert CONTACTS.outlet in outlets
    assert "Ostrander Wire" not in outlets


def test_the_sources_page_tells_who_speaks_what_is_quoted_and_what_is_missing() -> None:
    app = page("sources", event="us-china-military-contacts")
    assert not app.exception
    shown = words_on(app)
    assert "heard in every report" in shown
    assert "quoted by more than one outlet" in shown
    assert "What others carry, and this one doesn’t" in shown
    app.selectbox(key="missing_from").set_value("Daily Pennant").run()
    assert not app.exception


def test_an_article_alone_has_no_sources_to_compare_with(store: Store) -> None:
    app = page("sources", event="us-china-military-contacts", without=",".join(
        each.id for each in sample_articles() if each.outlet != "Haiyue Daily"))  # fmt: skip
    assert not app.exception
    assert "nothing to compare with" in words_on(app)


def test_the_trend_page_counts_by_outlet_and_week() -> None:
    app = page("trend", measure="hedges")
    assert not app.exception
    assert "Hedges and doubt, by outlet" in words_on(app)
    assert {"outlet", "week", "count", "of", "low", "high"} <= set(app.dataframe[0].value.columns)


@pytest.mark.parametrize("query", [{"measure": "x"}, {"outlets": "nobody"}, {"measure": "a,b"}])
def test_a_senseless_link_to_a_trend_still_opens(query: dict[str, str]) -> None:
    assert not page("trend", **query).exception


def test_words_that_only_the_model_marks_are_shown_when_asked_for() -> None:
    rivet = next(each for each in sample_articles() if "Rivet" in each.outlet)
    app = page("article", article=rivet.id)
    usual = float(loaded_words_on(app))
    app.toggle(key="unlisted").set_value(True).run()
    assert not app.exception
    assert app.query_params["model"] in ("yes", ["yes"])
    assert float(loaded_words_on(app)) > usual
    assert loaded_words_on(page("article", article=rivet.id, model="yes")) == loaded_words_on(app)
