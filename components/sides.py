"""Sides merged and renamed by the reader, kept in the link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from analysis import Analysis
from components.session import plain

SIDES = "sides"
_MOST_SIDES = 12
_LONGEST_NAME = 60
# Neither sign may stand in a name, for they part names in the link.
_BETWEEN, _BECOMES = "|", ">"


def linked_sides() -> dict[str, str]:
    """The names that the address bar gives to sides, by the names found."""
    pairs = st.query_params.get(SIDES, "").split(_BETWEEN)[: 4 * _MOST_SIDES]
    named = (pair.partition(_BECOMES) for pair in pairs)
    return {found: new[:_LONGEST_NAME] for found, _, new in named if found and new.strip()}


def rename_form(analyses: Iterable[Analysis]) -> None:
    """A form in which each side of ``analyses``, under the names found, can be given another."""
    words: Counter[str] = Counter()
    for analysis in analyses:
        for each in analysis.attributions:
            if each.side is not None:
                words[each.side] += each.words
    if not words:
        return
    named = linked_sides()
    with st.expander("Merge or rename sides", icon=":material/merge:"):
        st.caption(
            "Two sides under one name are counted as one. The link keeps the names; what is "
            "stored stays as it was found."
        )
        with st.form("sides_form", border=False):
            with st.container(horizontal=True):
                for side, _ in words.most_common(_MOST_SIDES):
                    st.text_input(
                        f"{plain(side)} is shown as", value=named.get(side, side),
                        key=f"side_{side}", max_chars=_LONGEST_NAME, width=220,
                    )  # fmt: skip
            st.form_submit_button("Apply", on_click=_applied, args=(tuple(words),))
        if named:
            st.button("Show all sides as they were found", on_click=_cleared)


def _applied(sides: tuple[str, ...]) -> None:
    named = linked_sides()
    for side in sides:
        new = st.session_state.get(f"side_{side}", side)
        new = " ".join(new.replace(_BETWEEN, " ").replace(_BECOMES, " ").split())
        named.pop(side, None)
        if new and new != side:
            named[side] = new
    _put(named)


def _cleared() -> None:
    for key in list(st.session_state):
        if str(key).startswith("side_"):
            del st.session_state[key]
    _put({})


def _put(named: dict[str, str]) -> None:
    if named:
        pairs = (f"{found}{_BECOMES}{new}" for found, new in named.items())
        st.query_params[SIDES] = _BETWEEN.join(pairs)
    else:
        st.query_params.pop(SIDES, None)
