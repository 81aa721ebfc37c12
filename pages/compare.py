"""One event: outlets side by side."""

import streamlit as st

from analysis import Analysis
from analysis.readability import GRADE_FORMULAS
from analysis.tables import attributions_table, evidence_table, measures_table
from charts.framing import naming_counts, naming_matrix, verbs_by_side
from charts.headlines import headlines_html
from charts.rates import formula_chart, interval_chart
from charts.sourcing import main_sides, quoted_words_by_side
from components.session import (
    SAMPLE_NOTICE,
    analysis_of,
    library,
    linked_choice,
    linked_choices,
    put_in_link,
)
from corpus.store import StoredArticle

EVENT, ARTICLE, MEASURES = "event", "article", "measures"
CURRENT = "This article"
MODEBAR = {"displayModeBar": False}

# Each measure that can be shown as rates: its question, and what the figure counts.
RATES = {
    "loaded_words": (
        "Loaded words",
        "How many loaded words does each outlet use in its own voice?",
        "Words that judge or dramatise, outside quotation marks and without the headline.",
    ),
    "charged_verbs": (
        "Charged verbs",
        "How many reporting verbs are negative or distancing?",
        "“Complained” or “claimed” where “said” would do; of all verbs that report words.",
    ),
    "hedges": (
        "Hedges and doubt",
        "How often do outlets hedge or cast doubt in their own voice?",
        "Words that lower commitment, or lean on an authority that nobody can name.",
    ),
    "scare_quotes": (
        "Quotation marks without a speaker",
        "How often do quotation marks stand around words that nobody is said to have uttered?",
        "One to three words in quotation marks, in the outlet’s own voice.",
    ),
    "passives": (
        "Harm, agent not named",
        "How often does a clause of harm leave out who did it?",
        "Passives such as “was killed” with no “by”.",
    ),
    "attributions": (
        "Attributions",
        "How many statements are given to somebody?",
        "Direct and indirect, headline apart.",
    ),
    "effective_speakers": (
        "Effective number of speakers",
        "How many equally loud speakers would be as diverse?",
        "Near the number of speakers if all say as much, near one if one says nearly all.",
    ),
    "named": ("Named speakers", "How many statements come from somebody named?", ""),
    "official": (
        "Officials",
        "How many statements come from officials or politicians?",
        "",
    ),
    "flesch_reading_ease": (
        "Reading ease",
        "How easily does each article read?",
        "Flesch reading ease; 30 to 60 is usual for news.",
    ),
}
DEFAULT_MEASURES = ["loaded_words", "charged_verbs", "hedges", "effective_speakers"]

INTERVALS = (
    "Dots are what was counted, bands are 95 % intervals: where bands overlap much, the difference "
    "may be chance."
)


def event_changed() -> None:
    st.query_params[EVENT] = st.session_state["event_picker"]


def measures_changed() -> None:
    put_in_link(MEASURES, st.session_state["measure_picker"], DEFAULT_MEASURES)


def placed_changed() -> None:
    placed = st.session_state["placed_picker"]
    if placed:
        st.query_params[ARTICLE] = placed
    else:
        st.query_params.pop(ARTICLE, None)


def labels_of(articles: tuple[StoredArticle, ...]) -> dict[str, StoredArticle]:
    """Articles by outlet; a second one of the same outlet is numbered."""
    labelled: dict[str, StoredArticle] = {}
    for stored in articles:
        label, number = stored.outlet or stored.label, 2
        while label in labelled:
            label, number = f"{stored.outlet or stored.label} ({number})", number + 1
        labelled[label] = stored
    return labelled


def coverage_of(labelled: dict[str, StoredArticle]) -> dict[str, Analysis]:
    bar = st.progress(0.0, text="Reading the articles …")
    coverage = {}
    for number, (label, stored) in enumerate(labelled.items(), start=1):
        coverage[label] = analysis_of(stored)
        bar.progress(number / len(labelled), text=f"Reading the articles … {label}")
    bar.empty()
    return coverage


def controls(articles: tuple[StoredArticle, ...]) -> tuple[str | None, str | None, list[str]]:
    """The event, the article to place among its articles, and the measures to show."""
    events = {event.id: event for event in library().events()}
    by_id = {stored.id: stored for stored in articles}
    placed = linked_choice(ARTICLE, articles, lambda stored: stored.id)
    event = linked_choice(EVENT, list(events), str)
    if EVENT in st.query_params and event is None:
        st.warning("The link names an event that isn’t stored here. Choose one below.")
    if ARTICLE in st.query_params and placed is None:
        st.warning(
            "The link names an article that isn’t stored here; the event is shown without it."
        )
    if event is None and placed is not None:
        event = placed.event_id
    if event is None:
        event = next(iter(events), None)
    if event is None:
        st.info("No events are stored. Run `python -m corpus samples` to load the samples.")
        st.stop()
    left, right = st.columns(2)
    st.session_state["event_picker"] = event
    left.selectbox(
        "Event", list(events), format_func=lambda each: events[each].title,
        key="event_picker", on_change=event_changed,
    )  # fmt: skip
    st.session_state["placed_picker"] = placed.id if placed else None
    right.selectbox(
        "Article to set apart, or to place among them", [None, *by_id],
        format_func=lambda each: by_id[each].label if each else "none",
        key="placed_picker", on_change=placed_changed,
    )  # fmt: skip
    chosen = linked_choices(MEASURES, list(RATES), DEFAULT_MEASURES)
    st.session_state["measure_picker"] = chosen
    st.pills(
        "Measures", list(RATES), selection_mode="multi",
        format_func=lambda name: RATES[name][0],
        key="measure_picker", on_change=measures_changed,
    )  # fmt: skip
    return event, placed.id if placed else None, chosen


st.title("Compare")
every_article = library().articles()
event_id, placed_id, measures_shown = controls(every_article)
of_event = tuple(stored for stored in every_article if stored.event_id == event_id)
placed_article = next((stored for stored in every_article if stored.id == placed_id), None)
labelled = labels_of(of_event)
current = next((label for label, stored in labelled.items() if stored.id == placed_id), None)
if placed_article is not None and current is None:
    current = placed_article.outlet or CURRENT
    while current in labelled:
        current += " (placed)"
    labelled = {current: placed_article, **labelled}
if any(stored.sample for stored in labelled.values()):
    st.caption(f":gray-badge[samples] {SAMPLE_NOTICE}")
if not labelled:
    st.info("No articles are stored for this event.")
    st.stop()

coverage = coverage_of(labelled)
outlets = list(coverage)
measures = measures_table(coverage)
evidence = evidence_table(coverage)
attributions = attributions_table(coverage)

st.subheader("Headlines")
st.caption("As each outlet put it, with its marks; hover over a mark to see why.")
st.html(headlines_html(coverage, current))

st.subheader("Which names are used?")
names = naming_counts(evidence)
if names.empty:
    st.caption("No contested names in this event: nothing in our catalogue is named here.")
else:
    st.caption(
        "Uses in the outlets’ own voice. A star marks a name that takes a side by convention; "
        "the Methods page says whose it is."
    )
    st.plotly_chart(naming_matrix(names, outlets), config=MODEBAR, key="naming",
                    alt="Names by outlet, with the number of uses")  # fmt: skip

sides = main_sides(attributions)
st.subheader("Which verbs report each side?")
st.caption(
    "Each bar counts an outlet’s reporting verbs for one side, by what they do to the words."
)
st.plotly_chart(verbs_by_side(attributions, sides[:3], outlets), config=MODEBAR, key="verbs",
                alt="Reporting verbs by side, outlet and stance")  # fmt: skip

st.subheader("Whose words stand in quotation marks?")
st.plotly_chart(quoted_words_by_side(attributions, sides, outlets), config=MODEBAR, key="quoted",
                alt="Quoted words by side and outlet")  # fmt: skip

if measures_shown:
    st.subheader("Rates, with how sure each is")
    st.caption(INTERVALS)
for name in measures_shown:
    title, question, note = RATES[name]
    st.markdown(f"**{question}**")
    if note:
        st.caption(note)
    st.plotly_chart(interval_chart(measures, name, current), config=MODEBAR, key=f"rate_{name}",
                    alt=f"{title} by outlet with intervals")  # fmt: skip

st.subheader("How hard does each read?")
st.caption(
    "Each mark is one formula; the band is their range. News of the kind is mostly between 9 "
    "and 14. Not a measure of quality or bias."
)
st.plotly_chart(formula_chart(measures, GRADE_FORMULAS, current), config=MODEBAR, key="grades",
                alt="School grade by formula and outlet")  # fmt: skip

with st.expander("The numbers behind the charts"):
    st.caption(f"{len(measures)} rows")
    st.dataframe(measures, hide_index=True, alt="All measures of all outlets")
    st.download_button(
        "Download as CSV", measures.to_csv(index=False), file_name="parallax-measures.csv",
        mime="text/csv", icon=":material/download:",
    )  # fmt: skip
st.subheader("The articles")
for label, stored in labelled.items():
    st.page_link(
        "pages/article.py", label=f"{label}: {stored.article.headline or stored.label}",
        icon=":material/article:", query_params={"article": stored.id},
    )  # fmt: skip
