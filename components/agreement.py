"""How sure a loaded word must be to be marked: a slider that the link holds."""

from __future__ import annotations

import streamlit as st

from analysis.types import SHOWN_AGREEMENT

AGREEMENT = "agree"
_PERCENT = tuple(range(30, 100, 10))
_DEFAULT = round(100 * SHOWN_AGREEMENT)


def linked_agreement() -> float:
    """The least agreement that the address bar asks for, or the one that pages show by default."""
    named = st.query_params.get(AGREEMENT, "")
    percent = int(named) if named.isascii() and named.isdigit() and len(named) <= 3 else _DEFAULT
    return percent / 100 if percent in _PERCENT else SHOWN_AGREEMENT


def agreement_slider(counts: dict[int, int]) -> None:
    """Let the reader ask for more marks or for surer ones.

    ``counts`` tells for each of ``agreement_steps`` how many words would be marked.
    """
    chosen = round(100 * linked_agreement())
    st.select_slider(
        "How sure the mark of a loaded word must be",
        options=_PERCENT,
        value=chosen,
        format_func=lambda percent: (
            f"experts agree {percent} of 100 times · {counts.get(percent, 0)} marks"
        ),
        key="agreement",
        on_change=_put,
        width=360,
        help="Words that the lexicon lists as clear are always marked. Of arguable ones, and of "
        "those that only the model marks, this asks for marks like which experts who read for bias "
        "made so many as well. All numbers follow.",
    )


def agreement_steps() -> tuple[int, ...]:
    """What the slider can be set to, in percent."""
    return _PERCENT


def _put() -> None:
    percent = st.session_state["agreement"]
    if percent == _DEFAULT:
        st.query_params.pop(AGREEMENT, None)
    else:
        st.query_params[AGREEMENT] = str(percent)
