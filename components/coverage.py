"""Which articles are compared: an event, a set of its outlets, and one article set apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis import Analysis
from analysis.measures import at_agreement
from analysis.renaming import rename_sides
from analysis.reprints import find_reprints, one_vote
from components.agreement import AGREEMENT, MODEL, linked_agreement, with_unlisted
from components.own_lexicon import lexicon_link, say_which_lexicon
from components.session import SAMPLE_NOTICE, analysis_of, library, plain
from components.sides import SIDES, linked_sides
from components.versions import SCORED, linked_analyses
from corpus.store import Filter, StoredArticle

EVENT, ARTICLE, WITHOUT, COPIES = "event", "article", "without", "copies"
_APART = "apart"
CURRENT = "This article"
_MOST_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Compared:
    """What a page compares.

    Attributes:
        event_id: the event that the articles are of.
        stored: the articles by the label under which tables and charts show them.
        found: the analyses compared, sides under the names found; of near-copies one, as a rule.
        coverage: the same as the reader wants them: sides renamed, marks as sure as asked.
        current: the label of the article set apart, if any.
    """

    event_id: str
    stored: Mapping[str, StoredArticle]
    found: Mapping[str, Analysis]
    coverage: Mapping[str, Analysis]
    current: str | None

    @property
    def outlets(self) -> list[str]:
        """The labels, in the order in which all charts show them."""
        return list(self.coverage)


def compared() -> Compared:
    """Let the reader choose what to compare, and analyse it. Stops the page if there is nothing."""
    event, placed = _event_and_article()
    of_event = library().articles.of_event(event)
    labelled = _labelled(of_event)
    current = next((label for label, stored in labelled.items() if stored == placed), None)
    if placed is not None and current is None:
        current = placed.outlet or CURRENT
        if placed.revision:
            current += f" (text {placed.revision})"
        while current in labelled:
            current += " (placed)"
        labelled = {current: placed, **labelled}
        st.caption(
            f"{plain(current)} is placed on top for comparison; it isn’t stored as part of the "
            "event."
        )
    if not labelled:
        st.info("No articles are stored for this event.")
        st.stop()
    chosen = _reference_set(labelled, current)
    if any(stored.sample for stored in chosen.values()):
        st.caption(SAMPLE_NOTICE)
    say_which_lexicon()
    found = _one_vote_a_text(_read(chosen), chosen, current)
    coverage = {
        label: at_agreement(rename_sides(each, linked_sides()), linked_agreement(), with_unlisted())
        for label, each in found.items()
    }
    return Compared(event, chosen, found, coverage, current)


def settings_in_link() -> dict[str, str]:
    """What a link to an article must hold so that it shows the numbers shown here."""
    return _linked(SIDES, AGREEMENT, MODEL, SCORED) | lexicon_link()


def comparison_in_link() -> dict[str, str]:
    """What a link to another page about this comparison must hold."""
    return _linked(EVENT, ARTICLE, WITHOUT, COPIES) | settings_in_link()


def _linked(*names: str) -> dict[str, str]:
    return {name: st.query_params[name] for name in names if name in st.query_params}


def _labelled(articles: tuple[StoredArticle, ...]) -> dict[str, StoredArticle]:
    """Articles by outlet; a second one of the same outlet is numbered."""
    labelled: dict[str, StoredArticle] = {}
    for stored in articles:
        label, number = stored.outlet or stored.label, 2
        while label in labelled:
            label, number = f"{stored.outlet or stored.label} ({number})", number + 1
        labelled[label] = stored
    return labelled


def _event_and_article() -> tuple[str, StoredArticle | None]:
    """The event, and the article to set apart or to place among its articles."""
    events = {event.id: event for event in library().events.all()}
    placed = library().articles.get(st.query_params.get(ARTICLE, ""))
    linked = library().events.get(st.query_params.get(EVENT, ""))
    event = linked.id if linked is not None else None
    if EVENT in st.query_params and event is None:
        st.warning(
            "The link names an event that isn’t stored here; another is shown. Choose one below."
        )
    if ARTICLE in st.query_params and placed is None:
        st.warning(
            "The link names an article that isn’t stored here; the outlets are shown without it."
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
        key="event_picker", on_change=_event_changed,
    )  # fmt: skip
    labels = _may_be_placed(event, placed)
    st.session_state["placed_picker"] = placed.id if placed else None
    right.selectbox(
        "Highlight one article", list(labels), index=None, placeholder="None",
        format_func=labels.__getitem__,
        key="placed_picker", on_change=_placed_changed,
        help="One of the event’s own is highlighted; any other is placed among them.",
    )  # fmt: skip
    return event, placed


def _may_be_placed(event: str, placed: StoredArticle | None) -> dict[str, str]:
    """The articles that can be set apart: the event's, the newest of no event, the linked one."""
    articles = library().articles
    labels = {placed.id: placed.label} if placed else {}
    for chosen in (Filter(event_id=event), Filter(event_id="")):
        labels |= {each.id: each.label for each in articles.listed(chosen, limit=_MOST_OFFERED)}
    return labels


def _reference_set(
    labelled: Mapping[str, StoredArticle], current: str | None
) -> dict[str, StoredArticle]:
    """The articles that the reader compares, chosen by hand or by country."""
    left_out = st.query_params.get(WITHOUT, "").split(",")
    inside = [label for label, each in labelled.items()
              if each.id not in left_out or label == current]  # fmt: skip
    if not any(label != current for label in inside):
        inside = list(labelled)
    ids = {label: stored.id for label, stored in labelled.items()}
    countries = sorted({each.country for each in labelled.values() if each.country})
    absent = [label for label in labelled if label not in inside]
    title = f"Compared: {len(inside)} of {len(labelled)} outlets"
    with st.expander(title, icon=":material/checklist:"):
        st.session_state["reference_set"] = inside
        st.multiselect(
            "Outlets to compare", list(labelled), key="reference_set",
            on_change=_set_changed, args=(ids, current),
            format_func=plain,
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button("All outlets", on_click=_take, args=(ids, set(labelled), current))
            for country in countries:
                of_country = {label for label, each in labelled.items() if each.country == country}
                st.button(
                    f"{plain(country)} ({len(of_country)})",
                    on_click=_take,
                    args=(ids, of_country, current),
                    key=f"country_{country}",
                )
        st.caption(
            "Whatever is compared differs from these reports, not from the truth. A set of one "
            "country’s outlets shares its conventions."
        )
    if absent:
        st.caption("Not in this set: " + ", ".join(plain(label) for label in absent))
    return {label: labelled[label] for label in inside}


def _read(chosen: Mapping[str, StoredArticle]) -> dict[str, Analysis]:
    linked = linked_analyses(chosen.values())
    bar = st.progress(0.0, text="Reading the articles …")
    coverage = {}
    for number, (label, stored) in enumerate(chosen.items(), start=1):
        kept = linked.get(stored.id)
        coverage[label] = kept.analysis if kept else analysis_of(stored)
        bar.progress(number / len(chosen), text=f"Reading the articles … {plain(label)}")
    bar.empty()
    return coverage


def _one_vote_a_text(
    found: Mapping[str, Analysis], stored: Mapping[str, StoredArticle], current: str | None
) -> Mapping[str, Analysis]:
    """The analyses without near-copies of others, unless the reader wants these apart."""
    if current is not None and stored[current].revision:
        # An earlier text is set beside the newest to be compared with it; it is no reprint.
        others = {label: each for label, each in found.items() if label != current}
        return {current: found[current], **_one_vote_a_text(others, stored, None)}
    groups = find_reprints(found, {label: each.published for label, each in stored.items()})
    if not groups:
        return found
    apart = st.query_params.get(COPIES) == _APART
    for group in groups:
        copies = ", ".join(
            f"{plain(copy.outlet)} ({copy.share:.0%} of its text)" for copy in group.copies
        )
        st.caption(
            f":material/content_copy: Near-copies of {plain(group.original)}: {copies}. "
            + ("They are counted separately." if apart else "One text is one vote.")
        )
    st.toggle(
        "Count near-copies separately", value=apart, key="copies_apart", on_change=_copies_changed
    )
    return found if apart else one_vote(found, groups, current)


def _copies_changed() -> None:
    if st.session_state["copies_apart"]:
        st.query_params[COPIES] = _APART
    else:
        st.query_params.pop(COPIES, None)


def _event_changed() -> None:
    st.query_params[EVENT] = st.session_state["event_picker"]
    st.query_params.pop(WITHOUT, None)


def _placed_changed() -> None:
    placed = st.session_state["placed_picker"]
    if placed:
        st.query_params[ARTICLE] = placed
    else:
        st.query_params.pop(ARTICLE, None)


def _set_changed(ids: Mapping[str, str], current: str | None) -> None:
    _take(ids, set(st.session_state["reference_set"]), current)


def _take(ids: Mapping[str, str], chosen: set[str], current: str | None) -> None:
    without = [ids[label] for label in ids if label not in chosen and label != current]
    if without and len(without) < len(ids):
        st.query_params[WITHOUT] = ",".join(without)
    else:
        st.query_params.pop(WITHOUT, None)
