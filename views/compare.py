"""One event: outlets side by side."""

from functools import partial

import pandas as pd
import streamlit as st

from analysis.comparison import verb_asymmetry
from analysis.readability import GRADE_FORMULAS
from analysis.tables import (
    attributions_table,
    comparisons_table,
    evidence_table,
    measures_table,
)
from charts.behind import counted_by, name_uses, quotations_of, verb_uses
from charts.framing import (
    naming_counts,
    naming_matrix,
    shared_sides,
    verb_counts,
    verbs_by_side,
)
from charts.headlines import headlines_html, leads_html
from charts.rates import formula_chart, grades_title, interval_chart, select_measure
from charts.sourcing import main_sides, quoted_counts, quoted_words_by_side
from charts.titles import (
    asymmetry_title,
    headlines_title,
    naming_title,
    quoted_title,
    rate_title,
    verbs_title,
)
from components.coverage import compared, comparison_in_link, settings_in_link
from components.session import (
    draw_with_words,
    linked_choices,
    plain,
    put_in_link,
    table_with_download,
)
from components.sides import rename_form

MEASURES = "measures"

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
        "Passives without an agent, nouns such as “the killing of”, events that just happen.",
    ),
    "attributions": (
        "Attributions",
        "How many statements are given to somebody?",
        "Direct and indirect, headline apart.",
    ),
    "effective_speakers": (
        "Effective number of speakers",
        "How many equally loud speakers would be as diverse?",
        "Near the number of speakers if all say as much, near one if one says nearly all. "
        "It has no interval.",
    ),
    "named": (
        "Named speakers",
        "How many statements come from somebody named?",
        "A person or a body with a name; “officials” and “analysts” have none.",
    ),
    "official": (
        "Officials",
        "How many statements come from officials or politicians?",
        "People and bodies that speak for a state, an authority or a party.",
    ),
    "second_hand": (
        "Second-hand",
        "How many statements come through somebody else?",
        "“As quoted by” another outlet or person; of all attributions.",
    ),
    "unowned_claims": (
        "Loaded, and nobody’s words",
        "How many of its own sentences judge without giving the words to anybody?",
        "A loaded word of the outlet’s own, and no attribution in the sentence or the one before.",
    ),
    "flesch_reading_ease": (
        "Reading ease",
        "How easily does each article read?",
        "Flesch reading ease, from 100, easy, to 0; 30 to 60 is usual for news. No interval.",
    ),
}
DEFAULT_MEASURES = ["loaded_words", "charged_verbs", "hedges", "effective_speakers"]

INTERVALS = (
    "Dots are rates, with the count in brackets; bands are 95\N{NO-BREAK SPACE}% intervals: "
    "where bands overlap much, the difference may be chance. A stroke shows where a rate would "
    "stand if drawn towards the others’, the more the fewer its words."
)


def measures_changed() -> None:
    put_in_link(MEASURES, st.session_state["measure_picker"], DEFAULT_MEASURES)


@st.cache_data(max_entries=50, show_spinner="Comparing the outlets …")
def compare_outlets(table: pd.DataFrame) -> pd.DataFrame:
    return comparisons_table(table)


def chosen_measures() -> list[str]:
    """The rates to show, from the link, and what switches them."""
    chosen = linked_choices(MEASURES, list(RATES), DEFAULT_MEASURES)
    st.session_state["measure_picker"] = chosen
    st.pills(
        "Rates to show", list(RATES), selection_mode="multi",
        format_func=lambda name: RATES[name][0],
        key="measure_picker", on_change=measures_changed,
    )  # fmt: skip
    return chosen


st.title("Compare")
compared_now = compared()
coverage, outlets, current = compared_now.coverage, compared_now.outlets, compared_now.current
measures = measures_table(coverage)
evidence = evidence_table(coverage)
attributions = attributions_table(coverage)

st.page_link(
    "views/sources.py", label="Compare the sources",
    icon=":material/record_voice_over:", query_params=comparison_in_link(),
)  # fmt: skip

st.subheader(plain(headlines_title(coverage)))
st.caption("How does each headline put it? With its marks; hover over one to see why.")
st.html(headlines_html(coverage, current))
with st.expander("How does each article begin? The first paragraphs"):
    st.html(leads_html(coverage, current))

names = naming_counts(evidence)
st.subheader(plain(naming_title(names, outlets)))
if names.empty:
    st.caption("None of these outlets uses a name from our catalogue of contested names here.")
else:
    st.caption(
        "Which contested names does each outlet use? Uses in the outlets’ own voice. A star marks "
        "a name that takes a side by convention; the Methods page says whose it is."
    )
    draw_with_words(naming_matrix(names, outlets, current), "naming",
                    "Names by outlet, with the number of uses", coverage,
                    partial(name_uses, evidence), names)  # fmt: skip

reported = shared_sides(attributions)
asymmetries = {
    label: verb_asymmetry(analysis, reported[0], reported[1])
    for label, analysis in (coverage.items() if len(reported) > 1 else ())
}
st.subheader(plain(verbs_title(asymmetries, reported)))
if reported:
    st.caption(
        "Which verbs report each side? An outlet’s reporting verbs for one side, by what they do "
        "to the words. After each bar: how many are charged, which is negative or distancing. The "
        "sides that most verbs report."
    )
    draw_with_words(verbs_by_side(attributions, reported, outlets, current), "verbs",
                    "Reporting verbs by side, outlet and stance", coverage,
                    partial(verb_uses, attributions),
                    verb_counts(attributions, reported))  # fmt: skip
    if len(reported) > 1:
        with st.expander(f"{plain(reported[0])} beside {plain(reported[1])}, outlet by outlet"):
            st.caption(
                "Charged verbs of all verbs that report each side. An outlet that keeps to one "
                "verb for a speaker looks surer than it is."
            )
            for label, asymmetry in asymmetries.items():
                st.markdown(f"- {plain(asymmetry_title(asymmetry, label, *reported[:2]))}")
else:
    st.caption("No side is given words by two of these outlets, so there is nothing to compare.")

st.subheader(plain(quoted_title(attributions, outlets)))
sides = main_sides(attributions[attributions["quoted_words"] > 0])
if attributions["quoted_words"].sum():
    st.caption(
        "Whose words stand in quotation marks? Words inside quotation marks that are given to "
        "somebody, by the speaker’s side."
    )
    draw_with_words(quoted_words_by_side(attributions, sides, outlets, current), "quoted",
                    "Quoted words by side and outlet", coverage,
                    partial(quotations_of, attributions, sides),
                    quoted_counts(attributions))  # fmt: skip
else:
    st.caption("None of these outlets quotes anybody word for word.")
rename_form(compared_now.found.values())

st.subheader("Rates, with how sure each is")
measures_shown = chosen_measures()
comparisons = compare_outlets(measures)
if measures_shown:
    st.caption(INTERVALS)
for name in measures_shown:
    title, question, note = RATES[name]
    st.markdown(f"**{plain(rate_title(comparisons, name, title))}**")
    st.caption(f"{question} {note}")
    draw_with_words(interval_chart(measures, name, current), f"rate_{name}",
                    f"{title} by outlet with intervals", coverage,
                    partial(counted_by, name, evidence, attributions),
                    select_measure(measures, name))  # fmt: skip

own_words = st.toggle("Readability of the outlets’ own words only", key="own_words")
of_text = "own voice" if own_words else ""
st.subheader(grades_title(measures, of_text))
st.caption(
    "How hard does each read? Each mark is one formula, the band is their range; the grey field is "
    "where most news falls, grades 9 to 14. Behind a point stand the report’s hard sentences. Not "
    "a measure of quality or bias."
)
of_grades = measures["name"].isin(GRADE_FORMULAS) & (measures["group"] == of_text)
draw_with_words(formula_chart(measures, GRADE_FORMULAS, current, of_text), "grades",
                "School grade by formula and outlet", coverage,
                partial(counted_by, "hard_sentences", evidence, attributions),
                measures[of_grades])  # fmt: skip

with st.expander("The numbers behind the charts"):
    table_with_download(measures, "parallax-measures.csv", "All measures of all outlets")
    st.caption(
        "How sure each difference is: the ratio of an outlet’s rate to the others’ together, or "
        "the difference of its share, with 95 % intervals; and the probability that it is higher "
        "than another outlet of this set."
    )
    table_with_download(comparisons, "parallax-comparisons.csv", "Each outlet beside the others")
st.subheader("Read the articles")
kept = settings_in_link()
with st.container(horizontal=True, gap="small"):
    for label, stored in compared_now.stored.items():
        st.page_link(
            "views/article.py", label=plain(label), icon=":material/article:",
            query_params=kept | {"article": stored.id},
        )  # fmt: skip
