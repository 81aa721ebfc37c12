"""Which versions made the numbers that a link shows."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.own_lexicon import own_lexicon
from components.session import library
from corpus.store import StoredArticle
from corpus.store.analyses import StoredAnalysis, version_in_force

SCORED = "scored"
"""The link's name for the versions, so that an old link shows the numbers that it showed."""


def linked_analyses(articles: Iterable[StoredArticle]) -> dict[str, StoredAnalysis]:
    """The analyses of articles by the versions that the link names, where these are older ones.

    Empty where the link names those in force, or where not all of them are kept; the page says so.
    A link that names none is given those in force.
    """
    if own_lexicon() is not None:
        return {}
    in_force = version_in_force()
    named = st.query_params.get(SCORED)
    if named is None or named == in_force:
        st.query_params[SCORED] = in_force
        return {}
    found = {each.id: library().analyses.made_by(each, named) for each in articles}
    kept = {name: analysis for name, analysis in found.items() if analysis is not None}
    left, right = st.columns([4, 1], vertical_alignment="center")
    if not kept or len(kept) < len(found):
        left.warning(
            "This link was made by another version of Parallax, whose numbers aren’t kept here. "
            "Today’s are shown; they may differ."
        )
        return {}
    made = min(each.made for each in kept.values())[:10]
    left.info(
        f"The numbers as they were when this link was made, by the version of {made}. "
        "Today’s version may count differently."
    )
    right.button("Show today’s", on_click=_take_those_in_force, args=(in_force,))
    return kept


def _take_those_in_force(in_force: str) -> None:
    st.query_params[SCORED] = in_force
