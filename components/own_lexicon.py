"""A reader's own lexicon: loaded for the session, named in the link by its version."""

from __future__ import annotations

import streamlit as st

from analysis.lexicon import FOLDER
from analysis.vocabulary import (
    LexiconName,
    OwnLexicon,
    OwnLexiconError,
    Vocabulary,
    read_own,
    standard,
    with_own,
)

LEXICON = "lexicon"
LABELS: dict[LexiconName, str] = {
    "loaded_words": "Loaded words",
    "reporting_verbs": "Reporting verbs",
    "contested_names": "Contested names",
    "hedges": "Hedges and doubt",
}
_KEY = "own_lexicon"
_BESIDE, _ALONE = "beside ours", "in place of ours"


def own_lexicon() -> OwnLexicon | None:
    """The lexicon that the reader loaded in this session."""
    own: OwnLexicon | None = st.session_state.get(_KEY)
    return own


def vocabulary_in_force() -> Vocabulary:
    """Our lexicons, with the reader's own where one is loaded."""
    own = own_lexicon()
    return standard() if own is None else _with_own(own.version, own)


@st.cache_resource(max_entries=20, show_spinner=False)
def _with_own(version: str, _own: OwnLexicon) -> Vocabulary:
    return with_own(_own)


def lexicon_link() -> dict[str, str]:
    """What a link to a page must hold so that it names the lexicon in force."""
    own = own_lexicon()
    return {LEXICON: own.version} if own is not None else {}


def say_which_lexicon() -> None:
    """Put the reader's lexicon in the link, or say that the link's own isn't here."""
    own = own_lexicon()
    linked = st.query_params.get(LEXICON)
    if own is not None:
        st.query_params[LEXICON] = own.version
        st.info(
            f"With your own lexicon of {LABELS[own.name].lower()}, {_entries(own)} "
            f"{_ALONE if own.alone else _BESIDE}, version {own.version}. It is kept for this "
            "session only; take it off on the page Methods.",
            icon=":material/menu_book:",
        )
    elif linked:
        st.warning(
            "This link was made with somebody’s own lexicon, version "
            f"{linked[:12] if linked.isalnum() else 'unknown'}, which this session doesn’t hold. "
            "The numbers below are by our lexicons. To see theirs, ask for the file and load it "
            "on the page Methods."
        )


def lexicon_form(name: LexiconName) -> None:
    """Ways to take our lexicon ``name`` away as a file, and to bring one's own."""
    with st.expander("Use a lexicon of your own", icon=":material/upload_file:"):
        st.markdown(
            "Download ours, change it in a spreadsheet or write your own with the same columns, "
            "save it as CSV in UTF-8 and load it here. Forms of one entry are parted by `|`. It "
            "stays in this session; links name its version, exports too."
        )
        st.download_button(
            f"Download {LABELS[name].lower()} (CSV)",
            (FOLDER / f"{name}.csv").read_bytes(),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
        )
        st.radio(
            "Use it", [_BESIDE, _ALONE], horizontal=True, key="lexicon_place",
            help="Beside ours, your entry goes before ours where both have a form.",
        )  # fmt: skip
        st.file_uploader(
            f"Your own {LABELS[name].lower()}, as CSV",
            type=["csv"],
            key="lexicon_file",
            on_change=_load,
            args=(name,),
        )
        problems = st.session_state.get("lexicon_problems", ())
        if problems:
            st.error("The file can’t be used; nothing was changed. Mend this and load it again:")
            for problem in problems:
                st.text(problem)
        own = own_lexicon()
        if own is not None:
            st.success(
                f"{LABELS[own.name]}: {_entries(own)} of your own "
                f"{_ALONE if own.alone else _BESIDE}, version {own.version}."
            )
            st.button("Take my lexicon off", on_click=_take_off)


def _entries(own: OwnLexicon) -> str:
    return f"{own.rows:,} entr{'y' if own.rows == 1 else 'ies'}"


def _load(name: LexiconName) -> None:
    uploaded = st.session_state["lexicon_file"]
    if uploaded is None:
        return
    try:
        own = read_own(uploaded.getvalue(), name, st.session_state["lexicon_place"] == _ALONE)
    except OwnLexiconError as error:
        st.session_state["lexicon_problems"] = error.problems
        return
    st.session_state["lexicon_problems"] = ()
    st.session_state[_KEY] = own


def _take_off() -> None:
    st.session_state.pop(_KEY, None)
    st.query_params.pop(LEXICON, None)
