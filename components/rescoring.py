"""Edit and rescore: change the wording of an article and see which numbers move."""

from __future__ import annotations

import streamlit as st

from analysis import MOST_CHARACTERS, Analysis, Article, ArticleError
from analysis.measures import LABELS
from analysis.tables import moved_measures
from components.session import analysis_of_text
from corpus.store import StoredArticle

_MOST_ROWS = 60


def edited_text(stored: StoredArticle) -> str | None:
    """The text that the reader put in place of an article's, in this session."""
    text: str | None = st.session_state.get(_key(stored))
    return text


def edited_analysis(stored: StoredArticle, text: str) -> Analysis:
    """The analysis of an edited text; its first line is the headline if the article had one.

    Raises:
        ArticleError: if it can't be analysed.
    """
    headline = text.strip().split("\n", 1)[0].strip() if stored.article.headline else ""
    return analysis_of_text(Article(text.strip(), headline))


def editor(stored: StoredArticle) -> None:
    """A field with the article's text, to be changed and scored again."""
    edited = edited_text(stored)
    with st.expander("Edit the text and rescore", icon=":material/edit:"):
        st.caption(
            "Put “said” for “complained”, or a plainer word for a loaded one, and see which "
            "numbers move. Nothing is stored; the link goes on showing the article as it was."
        )
        with st.form("rescore", border=False):
            st.text_area(
                "Text, headline first",
                value=stored.article.text if edited is None else edited,
                height=320,
                max_chars=MOST_CHARACTERS,
                key=f"draft_{stored.id}",
            )
            st.form_submit_button("Rescore", type="primary", on_click=_take, args=(stored,))


def say_what_moved(stored: StoredArticle, before: Analysis, after: Analysis) -> None:
    """What the edit changed, and the way back."""
    with st.container(border=True):
        st.markdown("**You are reading your edited text.** It isn’t stored.")
        moved = moved_measures(before, after)
        if moved.empty:
            st.caption("No number moved.")
        else:
            st.caption(f"{len(moved)} numbers moved:")
            st.dataframe(
                moved.head(_MOST_ROWS).assign(
                    name=moved["name"].map(lambda name: LABELS.get(name, name.replace("_", " ")))
                ),
                hide_index=True,
                height="content" if len(moved) <= 12 else 460,
                alt="Numbers before and after the edit",
                column_config={
                    "name": st.column_config.TextColumn("Measure", width=210),
                    "group": st.column_config.TextColumn("Of", width=120),
                    "before": st.column_config.NumberColumn("Before", format="%.2f", width=70),
                    "after": st.column_config.NumberColumn("After", format="%.2f", width=70),
                    "count_before": st.column_config.NumberColumn("Count before", width=95),
                    "count_after": st.column_config.NumberColumn("Count after", width=95),
                    "unit": st.column_config.TextColumn("Unit", width=150),
                },
            )
        st.button("Back to the article as it was", on_click=_put_back, args=(stored,))


def _key(stored: StoredArticle) -> str:
    return f"edited_{stored.id}"


def _take(stored: StoredArticle) -> None:
    text = st.session_state[f"draft_{stored.id}"]
    try:
        edited_analysis(stored, text)
    except ArticleError as error:
        st.session_state["input_error"] = str(error)
        return
    if text.strip() == stored.article.text.strip():
        st.session_state.pop(_key(stored), None)
    else:
        st.session_state[_key(stored)] = text


def _put_back(stored: StoredArticle) -> None:
    st.session_state.pop(_key(stored), None)
    st.session_state.pop(f"draft_{stored.id}", None)
