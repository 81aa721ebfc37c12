"""From an article to a search for what others report of the same event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article
from corpus.coverage_query import MOST_CHARACTERS, CoverageError, CoverageQuery, build_query
from corpus.samples import sample_articles
from corpus.store import StoredArticle
from tests.corpus.gdelt_server import refusal

TODAY = date(2026, 3, 31)
START, END = date(2026, 3, 1), date(2026, 3, 8)
SAMPLES = {each.id: each for each in sample_articles()}


def query(*terms: str) -> CoverageQuery:
    return CoverageQuery(terms, START, END)


def test_who_where_and_what_are_taken_from_the_article() -> None:
    stored = SAMPLES["sample-contacts-ostrander"]
    found = build_query(stored.article, stored.published, TODAY)
    who, where, what = (term.split(" OR ") for term in found.terms)
    assert who == ["Ely Ratner", "Li Shangfu", "Lloyd Austin"]
    assert where == ["China", "Chinese"]
    assert "talks" in what
    assert found.text.endswith("sourcelang:english")


def test_most_reports_of_the_same_event_have_what_is_searched_for() -> None:
    def has_all(text: str, terms: tuple[str, ...]) -> bool:
        return all(any(part.lower() in text for part in term.split(" OR ")) for term in terms)

    contacts = [each for each in SAMPLES.values() if each.event_id == "us-china-military-contacts"]
    strike = [each for each in SAMPLES.values() if each.event_id == "port-halvern-bus-strike"]
    for own, other in ((contacts, strike), (strike, contacts)):
        found = 0
        for stored in own:
            terms = build_query(stored.article, stored.published, TODAY).terms
            found += sum(has_all(each.article.text.lower(), terms) for each in own)
            assert not any(has_all(each.article.text.lower(), terms) for each in other)
        assert found > 0.8 * len(own) ** 2


@pytest.mark.parametrize(
    ("published", "start", "end"),
    [
        ("2026-03-10", date(2026, 3, 8), date(2026, 3, 15)),
        ("2026-03-29", date(2026, 3, 27), date(2026, 3, 31)),
        ("2026-03-31", date(2026, 3, 29), date(2026, 3, 31)),
        ("", date(2026, 3, 29), date(2026, 3, 31)),
        ("last week", date(2026, 3, 29), date(2026, 3, 31)),
        ("2026-04-02", date(2026, 3, 29), date(2026, 3, 31)),
        ("9999-12-31", date(2026, 3, 29), date(2026, 3, 31)),
        ("0001-01-01", date(2026, 3, 29), date(2026, 3, 31)),
    ],
)
def test_the_days_around_the_article_are_searched(published: str, start: date, end: date) -> None:
    found = build_query(Article("The council voted to close the ferry."), published, TODAY)
    assert (found.start, found.end) == (start, end)


def test_the_news_agency_of_a_report_isnt_whom_it_is_about() -> None:
    text = "Reuters\n\nTehran said no. Reuters reported it. Reuters quoted the Kremlin, too."
    found = build_query(Article.from_parts("Kremlin and Iran", text), "", TODAY)
    assert found.terms[0] == "Kremlin"


def test_an_article_without_names_is_searched_for_by_its_words() -> None:
    found = build_query(Article("the ferry was closed because of the storm"), "", TODAY)
    assert len(found.terms) == 1
    assert {"ferry", "storm"} < set(found.terms[0].split(" OR "))


@pytest.mark.parametrize("text", ["", "…", "of the", "7"])
def test_where_nothing_can_be_searched_for_this_is_said(text: str) -> None:
    with pytest.raises(CoverageError, match="nothing to search for"):
        _ = build_query(Article(text), "", TODAY).text


def test_phrases_stand_in_quotation_marks_and_alternatives_in_brackets() -> None:
    found = query("Ely Ratner OR Pentagon", "talks", "F-16 fighters")
    assert found.text == '("Ely Ratner" OR Pentagon) talks "F-16 fighters" sourcelang:english'


def test_country_domain_and_language_are_written_as_gdelt_wants_them() -> None:
    found = replace(
        query("talks"), source_country="South Korea", domain="BBC.co.uk", language="Spanish"
    )
    assert found.text == "talks sourcelang:spanish sourcecountry:southkorea domain:bbc.co.uk"
    assert replace(found, source_country="", domain="", language="").text == "talks"


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("Xi Jinping’s", '"Xi Jinping"'),
        ("Recep Tayyip Erdoğan", '"Recep Tayyip Erdogan"'),
        ("O’Brien", '"O\'Brien"'),
        ("St. Louis", '"St. Louis"'),
        ('say "no" (again): domain:x', '"say no again domain x"'),
        ("tick   tock\n", '"tick tock"'),
        ("talks OR UN", "talks"),
        ("talks OR talks", "talks"),
        ("Johnson & Johnson", '"Johnson & Johnson"'),
    ],
)
def test_terms_are_written_as_gdelt_takes_them(term: str, written: str) -> None:
    assert query(term).text == f"{written} sourcelang:english"


def test_what_gdelt_takes_no_search_for_is_told() -> None:
    found = query("UN OR Iran", "AT&T", "Кремль", "talks")
    assert found.left_out == ("UN", "AT&T", "Кремль")
    assert found.text == "Iran talks sourcelang:english"


def test_too_many_words_are_told() -> None:
    with pytest.raises(CoverageError, match=r"too long.*Leave out some words"):
        _ = query(*(f"word{number}" for number in range(60))).text


NAMES = st.text(max_size=100) | st.sampled_from(
    ["OR", "a OR b", '"', "(", "UN", "Iran's", "-", "."]
)


@given(st.lists(NAMES, max_size=5), st.text(max_size=20), st.text(max_size=20))
def test_gdelt_takes_whatever_is_typed_or_it_is_refused_here(
    terms: list[str], domain: str, language: str
) -> None:
    found = replace(query(*terms), domain=domain, language=language)
    try:
        text = found.text
    except CoverageError:
        return
    assert refusal(text) == ""


@pytest.mark.parametrize("stored", SAMPLES.values(), ids=SAMPLES)
def test_gdelt_takes_what_is_made_of_an_article(stored: StoredArticle) -> None:
    found = build_query(stored.article, stored.published, TODAY)
    assert refusal(found.text) == ""
    assert found.left_out == ()
    assert len(found.text) <= MOST_CHARACTERS


def test_long_names_leave_the_query_short_enough() -> None:
    text = (
        "Elizabeth Featherstonehaug, Alexander Konstantinopolsk and Catherine Wolfeschlegelste met "
        "in the Central African Republic over transcontinental, counterrevolution and "
        "incomprehensible things. The Central African Republic and Central Africans did not. "
    )
    found = build_query(Article(text * 3), "", TODAY)
    assert 200 < len(found.text) <= MOST_CHARACTERS
