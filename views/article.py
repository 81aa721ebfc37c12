"""One article: marked text, findings, attributions, readability."""

import json
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import Analysis, ArticleError, Measure
from analysis.findings import find_findings
from analysis.measures import at_agreement
from analysis.readability import grade_band
from analysis.renaming import rename_sides
from analysis.tables import attributions_table, sentences_table
from charts.marked_text import MARK_KINDS
from charts.rates import formula_label
from components.agreement import agreement_controls, linked_agreement, with_unlisted
from components.coverage import settings_in_link
from components.own_lexicon import say_which_lexicon
from components.reading_view import reading_view
from components.rescoring import edited_analysis, edited_text, editor, say_what_moved
from components.session import (
    SAMPLE_NOTICE,
    analysis_of,
    library,
    linked_choices,
    plain,
    put_in_link,
)
from components.sides import linked_sides, rename_form
from components.versions import linked_analyses
from corpus.extract import FILE_TYPES, ExtractionError, extract_file, extract_text
from corpus.report import measure_text
from corpus.scoring import answer
from corpus.store import StoredArticle

ARTICLE = "article"
HIDDEN = "hide"
KINDS = [kind.key for kind in MARK_KINDS]
MOST_LISTED = 200


def open_article(article_id: str) -> None:
    st.query_params.clear()
    st.query_params[ARTICLE] = article_id
    st.session_state["picked"] = article_id


def picked() -> None:
    if st.session_state["picked"] is not None:
        open_article(st.session_state["picked"])


def analyse_paste() -> None:
    text, outlet = st.session_state["paste"], st.session_state["outlet"].strip()
    try:
        extracted = extract_text(text)
        open_article(library().articles.add(replace(extracted, outlet=outlet)).id)
    except ExtractionError as error:
        st.session_state["input_error"] = str(error)


def analyse_upload() -> None:
    uploaded = st.session_state["upload"]
    if uploaded is None:
        return
    try:
        extracted = extract_file(uploaded.name, uploaded.getvalue())
        open_article(library().articles.add(extracted).id)
    except ExtractionError as error:
        st.session_state["input_error"] = f"{plain(uploaded.name)}: {error}"


def choose_article(current: StoredArticle | None) -> None:
    labels = {each.id: each.label for each in library().articles.listed(limit=MOST_LISTED)}
    if current is not None:
        labels.setdefault(current.id, current.label)
    with st.expander("Choose another article" if current else "Choose an article",
                     expanded=current is None, icon=":material/edit_note:"):  # fmt: skip
        paste, upload, stored = st.tabs(["Paste", "Upload", "Stored articles"])
        with paste, st.form("paste_form", border=False):
            st.text_area(
                "Text of the article, headline first",
                key="paste",
                height=220,
                placeholder="Copy the article from its page and paste it here. Captions, bylines "
                "and site notices are left out where they can be told apart.",
            )
            st.text_input("Outlet (optional)", key="outlet", max_chars=80)
            st.form_submit_button("Analyse", type="primary", on_click=analyse_paste)
            st.caption("Kept on this server; whoever has the link to it can open it.")
        with upload:
            st.file_uploader(
                "A file with one article",
                type=[suffix.removeprefix(".") for suffix in FILE_TYPES],
                key="upload",
                on_change=analyse_upload,
            )
        with stored:
            if "picked" not in st.session_state or st.session_state["picked"] not in labels:
                st.session_state["picked"] = current.id if current else None
            st.selectbox(
                "Stored articles",
                list(labels),
                index=None,
                format_func=labels.__getitem__,
                key="picked",
                on_change=picked,
                placeholder="Pick an article",
            )


def show_measure(label: str, measure: Measure | None, help_text: str) -> None:
    if measure is None or measure.value is None:
        st.metric(label, "—", help=help_text)
        found = f" ({measure.count} of {measure.of:,})" if measure is not None else ""
        st.caption(f"too few to tell{found}")
        return
    share = measure.unit.startswith("of ")
    value = f"{measure.value:.0%}" if share else f"{measure.value:.1f}"
    st.metric(label, value, help=f"{help_text} {measure_text(measure)}.")
    if measure.low is None or measure.high is None:
        band = grade_band(measure.value) if measure.name == "flesch_kincaid_grade" else ""
        st.caption(f"{measure.unit}  \n{band}" if band else measure.unit)
        return
    low, high = measure.low, measure.high
    interval = f"{low:.0%} to {high:.0%}" if share else f"{low:.1f} to {high:.1f}"
    st.caption(
        f"{measure.unit}  \n{measure.count} of {measure.of:,}  \n95\N{NO-BREAK SPACE}%: {interval}"
    )


def show_numbers(analysis: Analysis) -> None:
    by_name = {each.name: each for each in analysis.measures if not each.group}
    st.subheader("In numbers")
    # Narrow enough for two beside each other on a phone.
    with st.container(horizontal=True, gap="small"):
        for label, name, help_text in (
            ("Loaded words", "loaded_words", "In the outlet’s own words, headline apart."),
            ("Charged verbs", "charged_verbs", "Reporting verbs that are negative or distancing."),
            ("Hedges and doubt", "hedges", "In the outlet’s own words."),
            ("Named speakers", "named", "Attributions to a named person or body."),
            ("Reading grade", "flesch_kincaid_grade", "Flesch-Kincaid; news is mostly 9 to 14."),
        ):
            with st.container(width=156, gap="xxsmall"):
                show_measure(label, by_name.get(name), help_text)


def show_attributions(analysis: Analysis) -> None:
    table = attributions_table({"": analysis})
    st.subheader(f"Who is given words: {len(table)} attributions")
    if table.empty:
        st.info("No words are given to anybody in this article, or none that could be found.")
        return
    st.caption(
        "In the order of the text, the headline’s own included; the rates above leave that out. "
        "A speaker in quotation marks is given in the article’s words: whom they mean isn’t told."
    )
    # What tells most comes first, as a phone shows three columns and scrolls to the rest.
    told = table["resolved"] | table["speaker"].isna()
    shown = table.assign(
        speaker=table["speaker"].where(told, "“" + table["speaker"].fillna("") + "”"),
        share=[f"{row.quoted_words} of {row.words}" for row in table.itertuples()],
        role=table["role"].str.replace("_", " "),
    )[["speaker", "cue", "side", "stance", "content", "share", "form", "role", "via"]].fillna("")
    st.dataframe(
        shown,
        hide_index=True,
        height="content" if len(shown) <= 14 else 530,
        alt="Attributions of this article: speaker, side, verb, form and words",
        column_config={
            "speaker": st.column_config.TextColumn("Speaker", width=130),
            "cue": st.column_config.TextColumn("Verb", width=90),
            "side": st.column_config.TextColumn("Side", width=105),
            "stance": st.column_config.TextColumn("Stance", width=90),
            "content": st.column_config.TextColumn("Words given to the speaker", width=330),
            "share": st.column_config.TextColumn(
                "Quoted", width=85, help="Words in quotation marks, of all words given"
            ),
            "form": st.column_config.TextColumn("Form", width=75),
            "role": st.column_config.TextColumn("Role", width=90),
            "via": st.column_config.TextColumn("Through", width=110),
        },
    )


def show_readability(analysis: Analysis) -> None:
    st.subheader("How hard it reads")
    whole, own = analysis.readability.whole, analysis.readability.own_voice
    rows = [
        ("Words", f"{whole.words:,}", f"{own.words:,}"),
        ("Sentences", f"{whole.sentences:,}", f"{own.sentences:,}"),
        (
            "Words a sentence",
            f"{whole.mean_sentence_words:.1f}",
            f"{own.mean_sentence_words:.1f}",
        ),
        ("Syllables a word", f"{whole.syllables_per_word:.2f}", f"{own.syllables_per_word:.2f}"),
    ]
    rows += [
        (
            formula_label(name),
            f"{value:.1f}",
            f"{own.formulas[name]:.1f}" if name in own.formulas else "too few",
        )
        for name, value in whole.formulas.items()
    ]
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.dataframe(
            pd.DataFrame(rows, columns=["Measure", "Whole text", "Own words"]),
            hide_index=True,
            height="content",
            alt="Readability of the whole text and of the outlet’s own words",
            column_config={
                name: st.column_config.TextColumn(name, alignment="right", width=85)
                for name in ("Whole text", "Own words")
            },
        )
        if not whole.formulas:
            st.caption("Too short for the formulas: they need at least 100 words.")
        st.caption(
            "All but the last are US school grades; reading ease runs from 100, easy, to 0. "
            "Formulas rest on the length of words and sentences alone; they say nothing of quality "
            f"or bias. textstat {analysis.versions['textstat']}, on our own sentence splitting."
        )
    with right:
        sentences = sentences_table(analysis)
        st.dataframe(
            sentences[["sentence", "words", "text", "syllables", "hard"]],
            hide_index=True,
            height="content" if len(sentences) <= 9 else 388,
            alt="Sentences of this article with their length",
            column_config={
                "sentence": st.column_config.NumberColumn("No.", width=45),
                "words": st.column_config.ProgressColumn(
                    "Words",
                    min_value=0,
                    max_value=max([60, *sentences["words"]]),
                    format="%d",
                    width=110,
                ),
                "text": st.column_config.TextColumn("Sentence", width=330),
                "syllables": st.column_config.NumberColumn("Syllables", width=80),
                "hard": st.column_config.CheckboxColumn(
                    "Hard", width=55, help="More than 30 words"
                ),
            },
        )


def hidden_changed() -> None:
    state = st.session_state.get("reading")
    if state is not None:
        hidden = [kind for kind in KINDS if kind in state["hidden"]]
        put_in_link(HIDDEN, hidden, ["hard_sentences"])


def show_other_texts(stored: StoredArticle) -> None:
    """Of an article that was changed after it was stored: the other texts, and both compared."""
    newest = stored.id.partition("~")[0]
    earlier = library().articles.revisions(newest)
    if not earlier:
        return
    st.caption(
        f"This is text {stored.revision} of {len(earlier) + 1}; the page was changed later."
        if stored.revision
        else f"The page was changed {len(earlier)} times since it was first stored."
        if len(earlier) > 1
        else "The page was changed since it was first stored."
    )
    with st.container(horizontal=True):
        others = [*earlier, *([] if stored.revision is None else [library().articles.get(newest)])]
        for other in others:
            if other is not None and other.id != stored.id:
                label = f"Text {other.revision}" if other.revision else "Newest text"
                st.page_link(
                    "views/article.py", label=f"{label}, of {other.stored[:10]}",
                    icon=":material/history:", query_params={ARTICLE: other.id},
                )  # fmt: skip
                if other.revision and stored.revision is None and stored.event_id:
                    st.page_link(
                        "views/compare.py", label=f"{label} and today’s side by side",
                        icon=":material/compare_arrows:",
                        query_params={ARTICLE: other.id, "event": stored.event_id},
                    )  # fmt: skip


def show(stored: StoredArticle) -> None:
    say_which_lexicon()
    edited = edited_text(stored)
    try:
        linked = linked_analyses([stored]).get(stored.id)
        found = linked.analysis if linked else analysis_of(stored)
        read = found if edited is None else edited_analysis(stored, edited)
    except ArticleError as error:
        st.error(str(error))
        return
    least = linked_agreement()
    original, analysis = (
        at_agreement(rename_sides(each, linked_sides()), least, with_unlisted())
        for each in (found, read)
    )
    comparison = {ARTICLE: stored.id} | ({"event": stored.event_id} if stored.event_id else {})
    comparison |= settings_in_link()
    facts = [stored.outlet, stored.country, stored.published]
    facts.append(f"{analysis.readability.whole.words:,} words")
    told = " · ".join(plain(fact) for fact in facts if fact)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(told, width="content")
        st.page_link(
            "views/compare.py",
            label="Compare with other outlets",
            icon=":material/compare_arrows:",
            query_params=comparison,
        )
    if stored.sample:
        st.caption(SAMPLE_NOTICE)
    show_other_texts(stored)
    if edited is not None:
        say_what_moved(stored, original, analysis)
    reading_view(
        analysis,
        find_findings(analysis),
        hidden=linked_choices(HIDDEN, KINDS, ["hard_sentences"]),
        key="reading",
        on_hidden=hidden_changed,
    )
    agreement_controls(analysis)
    editor(stored)
    if stored.dropped:
        lines = "1 line" if len(stored.dropped) == 1 else f"{len(stored.dropped)} lines"
        with st.expander(f"Left out, as no part of the article: {lines}"):
            for line in stored.dropped:
                st.text(line)
    show_numbers(analysis)
    show_attributions(analysis)
    rename_form([read])
    show_readability(analysis)
    st.page_link(
        "views/compare.py",
        label="Next: the same numbers, outlet by outlet",
        icon=":material/compare_arrows:",
        query_params=comparison,
    )
    st.download_button(
        "Download this analysis (JSON)",
        lambda: json.dumps(answer(stored.id, analysis), indent=1),
        file_name=f"parallax-{stored.id}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(
        "Marks are choices of words worth noticing, not faults. Read with: "
        + ", ".join(f"{name} {value}" for name, value in analysis.versions.items())
    )


st.title("Article")
current = library().articles.get(st.query_params.get(ARTICLE, ""))
if ARTICLE in st.query_params and current is None:
    st.warning(
        "The link names an article that isn’t stored here. It may have been made on another "
        "server, or the article was removed. Choose one below, or paste its text."
    )
choose_article(current)
if "input_error" in st.session_state:
    st.error(st.session_state.pop("input_error"))
if current is not None:
    show(current)
