"""One event: whom each outlet lets speak, what it quotes, and what others carry besides."""

from functools import partial

import pandas as pd
import streamlit as st

from analysis import Analysis
from analysis.absences import Absences, find_absences
from analysis.shared_quotes import SharedQuote, find_shared_quotes
from analysis.tables import attributions_table, measures_table
from analysis.word_use import words_used_more
from charts.behind import first_words, speaker_uses
from charts.contexts import contexts_html
from charts.quotes import items_html, quotes_html
from charts.sourcing import main_sides
from charts.speakers import (
    first_paragraphs,
    first_words_title,
    speaker_matrix,
    speakers_by_outlet,
    speakers_title,
)
from components.coverage import Compared, compared, comparison_in_link
from components.session import draw_with_words, plain
from components.sides import linked_sides

MOST_QUOTES = 12
MOST_ITEMS = 30


@st.cache_data(max_entries=50, show_spinner="Laying quotations side by side …")
def quotes_of(_coverage: dict[str, Analysis], key: str) -> tuple[SharedQuote, ...]:
    return find_shared_quotes(_coverage)


@st.cache_data(max_entries=50, show_spinner="Looking for what others carry …")
def absences_of(_coverage: dict[str, Analysis], key: str) -> tuple[Absences, ...]:
    return find_absences(_coverage)


def show_speakers(now: Compared, attributions: pd.DataFrame) -> None:
    counted = speakers_by_outlet(attributions)
    st.subheader(plain(speakers_title(counted, now.outlets)))
    st.caption(
        "Who is given words? Named speakers by outlet, with the words given to them; an empty "
        "place is a speaker not found there."
    )
    if not counted.empty:
        draw_with_words(speaker_matrix(counted, now.outlets, now.current), "speakers",
                        "Words given to each speaker by each outlet", now.coverage,
                        partial(speaker_uses, attributions), counted)  # fmt: skip


def show_first_words(now: Compared, attributions: pd.DataFrame, measures: pd.DataFrame) -> None:
    sides = main_sides(attributions)
    st.subheader(plain(first_words_title(measures, now.outlets)))
    st.caption(
        "How far down does each side first speak? The paragraph in which it is first given words, "
        "quoted or not."
    )
    if not sides:
        return
    rows = measures[(measures["name"] == "first_paragraph") & measures["group"].isin(sides)]
    draw_with_words(first_paragraphs(measures, sides, now.outlets, now.current),
                    "first-paragraphs", "Paragraph in which each side first speaks, by outlet",
                    now.coverage, partial(first_words, attributions), rows)  # fmt: skip


def show_replies(now: Compared, measures: pd.DataFrame) -> None:
    replies = measures[measures["name"] == "right_of_reply"]
    st.subheader("Does a side that is accused have a reply?")
    if replies.empty:
        st.caption("No accusation of a side was found in these reports.")
        return
    st.caption(
        "A side that somebody else accuses or blames has a reply if it is given words anywhere in "
        "the report, or if the report says that it didn’t answer. Whether the reply is to the "
        "point isn’t told. Reports that aren’t listed hold no accusation that was found."
    )
    shown = replies.assign(reply=replies["value"].map({1.0: "has a reply", 0.0: "none found"}))
    st.dataframe(
        shown[["outlet", "group", "of", "reply"]],
        hide_index=True,
        height="content",
        width=760,
        alt="Accused sides by outlet, and whether they have a reply",
        column_config={
            "outlet": "Outlet",
            "group": "Accused",
            "of": st.column_config.NumberColumn("Accusations", width=95),
            "reply": "Reply",
        },
    )


def show_quotes(now: Compared, key: str) -> None:
    quotes = quotes_of(dict(now.coverage), key)
    st.subheader(
        "No utterance is quoted by two of these outlets"
        if not quotes
        else f"{len(quotes)} utterance{'' if len(quotes) == 1 else 's'} quoted by more than one "
        "outlet"
    )
    st.caption(
        "Which words does each outlet keep of the same utterance? Struck through is what it leaves "
        "out against the fullest wording, underlined what it has otherwise."
    )
    if quotes:
        st.html(quotes_html(quotes[:MOST_QUOTES]))
    if len(quotes) > MOST_QUOTES:
        with st.expander(f"{len(quotes) - MOST_QUOTES} more"):
            st.html(quotes_html(quotes[MOST_QUOTES:]))


def show_absences(now: Compared, key: str) -> None:
    st.subheader("What others carry, and this one doesn’t")
    if st.session_state.get("missing_from") not in now.coverage:
        st.session_state["missing_from"] = now.current or now.outlets[0]
    label = st.selectbox("Report", now.outlets, key="missing_from")
    found = next(each for each in absences_of(dict(now.coverage), key) if each.outlet == label)
    st.caption(
        "Speakers, numbers and names that at least half of the other reports carry and that were "
        "not found here. “Not found in this set” is all that can be said: a paraphrase may be "
        f"missed. This report has {found.words:,} words; the set’s median is "
        f"{found.median_words:,.0f}. {found.length_note}"
    )
    for title, items in (
        ("Not found here", found.not_found),
        ("Only here", found.only_here),
    ):
        with st.expander(f"{title}: {len(items)}", expanded=title == "Not found here"):
            if items:
                st.html(items_html(items[:MOST_ITEMS], now.coverage))
            else:
                st.caption("Nothing that our matcher found.")
    show_word_use(now, label)


def show_word_use(now: Compared, label: str) -> None:
    others = [analysis for outlet, analysis in now.coverage.items() if outlet != label]
    used = words_used_more(now.coverage[label], others, now.outlets)
    with st.expander(f"Words used more here than in the other reports: {len(used)}"):
        st.caption(
            "In the outlet’s own words, headline and text; log-odds with a Dirichlet prior "
            "(Monroe, Colaresi and Quinn 2008), z above 1.96. Four in ten reports show one such "
            "word by chance alone. Used more, not biased."
        )
        for each in used:
            st.markdown(
                f"**{plain(each.word)}**: {each.count} times in {each.total:,} words, "
                f"{each.other_count} in {each.other_total:,} elsewhere (z {each.z:.1f})"
            )
            st.html(contexts_html(now.coverage, [(label, span) for span in each.spans[:4]]))


st.title("Sources")
now = compared()
attributions, measures = attributions_table(now.coverage), measures_table(now.coverage)
st.page_link(
    "views/compare.py", label="Compare the wording", icon=":material/compare_arrows:",
    query_params=comparison_in_link(),
)  # fmt: skip
# What the articles are and how they were read; what marks count is nothing to these.
key = repr([linked_sides(), *((label, now.stored[label].id, dict(each.versions))
                              for label, each in now.coverage.items())])  # fmt: skip
show_speakers(now, attributions)
show_first_words(now, attributions, measures)
show_replies(now, measures)
if len(now.outlets) > 1:
    show_quotes(now, key)
    show_absences(now, key)
else:
    st.info("There is nothing to compare with: choose more outlets, or store more articles.")
