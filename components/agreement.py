"""How sure a loaded word must be to be marked: a slider that the link holds."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis import Analysis
from analysis.types import SHOWN_AGREEMENT

AGREEMENT, MODEL = "agree", "model"
_PERCENT = tuple(range(30, 100, 10))
_YES = "yes"
_DEFAULT = round(100 * SHOWN_AGREEMENT)


def linked_agreement() -> float:
    """The least agreement that the address bar asks for, or the one that pages show by default."""
    named = st.query_params.get(AGREEMENT, "")
    percent = int(named) if named.isascii() and named.isdigit() and len(named) <= 3 else _DEFAULT
    return percent / 100 if percent in _PERCENT else SHOWN_AGREEMENT


def with_unlisted() -> bool:
    """Whether the address bar asks for words that the model alone marks."""
    return st.query_params.get(MODEL) == _YES


def agreement_controls(analysis: Analysis) -> None:
    """Let the reader ask for more marks of ``analysis`` or for surer ones."""
    counts = {
        percent: sum(
            each.measure == "loaded_words"
            for each in replace(analysis, least_agreement=percent / 100).counted
        )
        for percent in _PERCENT
    }
    st.select_slider(
        "How sure the mark of a loaded word must be",
        options=_PERCENT,
        value=round(100 * linked_agreement()),
        format_func=lambda percent: (
            f"experts agree {percent} of 100 times · {counts[percent]} marks"
        ),
        key="agreement",
        on_change=_put,
        width=360,
        help="Words that the lexicon lists as clear are always marked. Of all others this asks for "
        "marks like which experts who read for bias made so many as well. All numbers follow.",
    )
    st.toggle(
        "Words that only the model marks, too",
        value=with_unlisted(),
        key="unlisted",
        on_change=_put_model,
        help="They are like words that experts marked, and in no lexicon. Two readers found fewer "
        "than half of them right.",
    )


def _put_model() -> None:
    if st.session_state["unlisted"]:
        st.query_params[MODEL] = _YES
    else:
        st.query_params.pop(MODEL, None)


def _put() -> None:
    percent = st.session_state["agreement"]
    if percent == _DEFAULT:
        st.query_params.pop(AGREEMENT, None)
    else:
        st.query_params[AGREEMENT] = str(percent)
