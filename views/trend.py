"""One measure over time: all stored articles that bear a date, by outlet and week."""

from datetime import date

import streamlit as st

from analysis import ArticleError
from analysis.measures import LABELS, at_agreement
from analysis.trends import Dated, weekly
from charts.trends import trend_chart
from components.agreement import linked_agreement, with_unlisted
from components.own_lexicon import say_which_lexicon
from components.session import (
    SAMPLE_NOTICE,
    analysis_of,
    draw,
    library,
    linked_choices,
    plain,
    put_in_link,
    table_with_download,
)
from corpus.store import Filter, StoredArticle

MEASURE, OUTLETS = "measure", "outlets"
MOST_ARTICLES = 500
EARLIEST = "0001-01-01"
MOST_OUTLETS = 8
# Measures of an article that are counts out of something, and so can be summed.
MEASURES = [
    "loaded_words", "charged_verbs", "hedges", "scare_quotes", "passives", "attributions",
    "speakers", "named", "official", "second_hand", "direct", "hard_sentences",
]  # fmt: skip


def day_of(stored: StoredArticle) -> date | None:
    try:
        return date.fromisoformat(stored.published)
    except ValueError:
        return None


def measure_changed() -> None:
    st.query_params[MEASURE] = st.session_state["trend_measure"]


def outlets_changed() -> None:
    put_in_link(OUTLETS, st.session_state["trend_outlets"], usual)


def dated_articles(chosen: list[tuple[date, StoredArticle]]) -> list[Dated]:
    bar = st.progress(0.0, text="Reading the articles …")
    found = []
    for number, (day, stored) in enumerate(chosen, start=1):
        try:
            analysis = at_agreement(analysis_of(stored), linked_agreement(), with_unlisted())
        except ArticleError:
            continue
        finally:
            bar.progress(number / len(chosen), text=f"Reading the articles … {number}")
        found.append(Dated(stored.outlet, day, analysis))
    bar.empty()
    return found


st.title("Trend")
st.caption(
    "How a measure moves over weeks, outlet by outlet. Each week’s articles of an outlet are "
    "counted together; grey bars are 95 % intervals, and the fewer words, the longer they are."
)
by_outlet = library().articles.by_outlet(Filter(since=EARLIEST))
if not by_outlet:
    st.info("No stored article has both an outlet and a date, so there is nothing to put in order.")
    st.stop()
most_covered = list(by_outlet)
usual = most_covered[:4]
st.session_state["trend_measure"] = (
    linked_choices(MEASURE, MEASURES, MEASURES[:1]) or MEASURES[:1]
)[0]
measure = st.selectbox(
    "Measure", MEASURES, format_func=lambda name: LABELS[name],
    key="trend_measure", on_change=measure_changed,
)  # fmt: skip
st.session_state["trend_outlets"] = linked_choices(OUTLETS, most_covered, usual)[:MOST_OUTLETS]
outlets = st.multiselect(
    "Outlets", most_covered, key="trend_outlets", on_change=outlets_changed,
    max_selections=MOST_OUTLETS,
    format_func=lambda outlet: f"{plain(outlet)} ({by_outlet[outlet]})",
)  # fmt: skip
if not outlets:
    st.info("Choose at least one outlet.")
    st.stop()
chosen = [
    (day, stored)
    for stored in library().articles.dated(outlets, MOST_ARTICLES)
    if (day := day_of(stored)) is not None
]
held = sum(by_outlet[outlet] for outlet in outlets)
if held > MOST_ARTICLES:
    st.caption(f"The newest {MOST_ARTICLES} of {held:,} articles are shown.")
say_which_lexicon()
if any(stored.sample for _, stored in chosen):
    st.caption(SAMPLE_NOTICE)
table = weekly(dated_articles(chosen), measure)
weeks = table["week"].nunique()
st.subheader(f"{LABELS[measure]}, by outlet, in {weeks} {'week' if weeks == 1 else 'weeks'}")
if not table.empty:
    few = ". Fewer than three weeks are no trend yet; paste more articles on the page Article."
    st.caption(f"Shown: {table['unit'].iloc[0]}{few if weeks < 3 else ''}")
draw(trend_chart(table), "trend", f"{LABELS[measure]} by outlet and week, with intervals")
with st.expander("The numbers behind the chart"):
    table_with_download(table, "parallax-trend.csv", "The measure by outlet and week")
