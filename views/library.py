"""The library: what is stored, found, put into events, added and exported."""

import tempfile
from pathlib import Path
from typing import get_args

import pandas as pd
import streamlit as st

from components.adding import add_bulk_file, add_by_link, add_by_links
from components.session import SAMPLE_NOTICE, library, plain
from corpus.export import Form, zip_export
from corpus.library import analysed
from corpus.matching import match_pending
from corpus.store import Event, Filter, ListedArticle

WORDS, OUTLET, COUNTRY, EVENT, PAGE = "words", "outlet", "country", "event", "page"
SHOW, SECTIONS = "show", ["Articles", "Events", "Add", "Export"]
PAGE_LENGTH = 25
MOST_SHOWN = 50
MOST_EXPORTED = 2000
NO_EVENT = "Of no event"
FORMS: tuple[Form, ...] = get_args(Form)


def filter_changed() -> None:
    for name in (WORDS, OUTLET, COUNTRY, EVENT):
        value = st.session_state[f"library_{name}"]
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    st.query_params.pop(PAGE, None)


def section_changed() -> None:
    st.query_params.clear()
    if st.session_state["library_section"]:
        st.query_params[SHOW] = st.session_state["library_section"]


def page_changed() -> None:
    st.query_params[PAGE] = str(st.session_state["library_page"])


def chosen_filter(events: dict[str, Event]) -> Filter:
    """What the reader looks for; it stands in the link."""
    articles = library().articles
    outlets, countries = list(articles.by_outlet()), list(articles.by_country())
    event_ids = [NO_EVENT, *events]
    for name, options in ((OUTLET, outlets), (COUNTRY, countries), (EVENT, event_ids)):
        named = st.query_params.get(name)
        st.session_state[f"library_{name}"] = named if named in options else None
    st.session_state[f"library_{WORDS}"] = st.query_params.get(WORDS, "")[:200]
    first, second, third, fourth = st.columns([2, 1, 1, 2])
    words = first.text_input(
        "Words in the text", key=f"library_{WORDS}", on_change=filter_changed, max_chars=200,
        placeholder='harbour "trade minister" -football',
        help="All words must stand in the text; “phrases” in quotation marks; -words must not.",
    )  # fmt: skip
    outlet = second.selectbox(
        "Outlet", outlets, index=None, key=f"library_{OUTLET}", on_change=filter_changed,
        placeholder="All", format_func=plain,
    )  # fmt: skip
    country = third.selectbox(
        "Country", countries, index=None, key=f"library_{COUNTRY}", on_change=filter_changed,
        placeholder="All", format_func=plain,
    )  # fmt: skip
    event = fourth.selectbox(
        "Event", event_ids, index=None, key=f"library_{EVENT}", on_change=filter_changed,
        placeholder="All",
        format_func=lambda each: events[each].title if each in events else each,
    )  # fmt: skip
    return Filter(words, "" if event == NO_EVENT else event, outlet or "", country or "")


def show_articles(events: dict[str, Event]) -> None:
    chosen = chosen_filter(events)
    count = library().articles.count(chosen)
    if not count:
        st.info("No article is like that. Ask for fewer words, or choose All.")
        return
    pages = -(-count // PAGE_LENGTH)
    named = st.query_params.get(PAGE, "1")
    page = min(int(named), pages) if named.isdecimal() and len(named) < 9 else 1
    st.session_state["library_page"] = max(page, 1)
    listed = library().articles.listed(chosen, PAGE_LENGTH, PAGE_LENGTH * (max(page, 1) - 1))
    st.caption(f"{count:,} {'article' if count == 1 else 'articles'}; select rows to act on them.")
    table = pd.DataFrame(
        {
            "headline": [each.title for each in listed],
            "outlet": [each.outlet for each in listed],
            "country": [each.country for each in listed],
            "date": [each.published for each in listed],
            "event": [events[each.event_id].title if each.event_id in events else ""
                      for each in listed],
            "sample": [each.sample for each in listed],
        }
    )  # fmt: skip
    selection = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="multi-row",
        key=f"library_table_{page}", alt="The stored articles",
        column_config={"headline": st.column_config.TextColumn(width="large")},
    )  # fmt: skip
    if pages > 1:
        st.number_input(
            f"Page, of {pages:,}", 1, pages, key="library_page", on_change=page_changed, width=160
        )
    rows = selection["selection"]["rows"]
    act_on([listed[row] for row in rows if row < len(listed)], events)
    if any(each.sample for each in listed):
        st.caption(SAMPLE_NOTICE)


def act_on(selected: list[ListedArticle], events: dict[str, Event]) -> None:
    """What can be done with the rows that are selected."""
    if not selected:
        return
    if len(selected) == 1:
        st.page_link(
            "views/article.py", label="Read it", icon=":material/article:",
            query_params={"article": selected[0].id},
        )  # fmt: skip
    ids = [each.id for each in selected if not each.sample]
    if not ids:
        st.caption("Samples stay as they are; only articles that were added can be moved.")
        return
    with st.container(border=True):
        st.markdown(f"**{len(ids)} selected**")
        into, new = st.columns(2)
        with into:
            target = st.selectbox(
                "Put into an event", list(events), index=None, placeholder="Choose an event",
                format_func=lambda each: events[each].title,
            )  # fmt: skip
            if st.button("Put there", disabled=target is None):
                library().events.move(ids, target)
                st.rerun()
        with new:
            title = st.text_input("Make an event of them", selected[0].title, max_chars=200)
            if st.button("Make the event", disabled=not title.strip()):
                library().events.create(title.strip(), selected[0].published, ids)
                st.rerun()
        with st.container(horizontal=True):
            if st.button("Take out of their event"):
                library().events.move(ids, None)
                st.rerun()
            with st.popover("Delete …"):
                st.markdown(f"Delete {len(ids)} for good, with their earlier texts?")
                if st.button("Delete", type="primary", icon=":material/delete:"):
                    library().articles.delete(ids)
                    st.rerun()


def propose_events() -> None:
    """Let the program put the new articles into events."""
    pending = library().matches.pending_count()
    if not pending:
        return
    label = f"Find the events of {pending:,} new {'article' if pending == 1 else 'articles'}"
    if st.button(label, type="primary", icon=":material/hub:"):
        bar = st.progress(0.0)

        def show(done: int, total: int) -> None:
            bar.progress(done / total, f"Matching … {done:,} of {total:,}")

        match_pending(library(), show)
        st.rerun()


def show_events(events: dict[str, Event]) -> None:
    propose_events()
    if not events:
        st.info("No events yet. Select articles under Articles, and make an event of them.")
        return
    sizes = library().events.sizes()
    labels = {
        each.id: f"{each.title} ({sizes.get(each.id, 0)})"
        + ("" if each.confirmed else " · proposed")
        for each in events.values()
    }
    proposed = [each for each in events.values() if not each.confirmed]
    if proposed:
        st.caption(
            f"{len(proposed)} proposed by the program. Look at each, then confirm or dissolve it."
        )
    picked = st.selectbox("Event", list(events), format_func=labels.__getitem__)
    event = events[picked]
    st.page_link(
        "views/compare.py", label="Compare the outlets", icon=":material/compare_arrows:",
        query_params={"event": event.id},
    )  # fmt: skip
    if event.sample:
        st.caption("A sample event; it stays as it is.")
        return
    for each in library().articles.listed(Filter(event_id=event.id), limit=MOST_SHOWN):
        copy = " · a near-copy" if each.copy_of else ""
        st.markdown(f"- {plain(each.label)}{copy}")
    if not event.confirmed and st.button("Confirm this event", icon=":material/check:"):
        library().events.confirm(event.id)
        st.rerun()
    with st.form(f"event_{event.id}"):
        title = st.text_input("Title", event.title, max_chars=200)
        description = st.text_area("Description", event.description, max_chars=1000)
        day = st.text_input("Date (YYYY-MM-DD)", event.date, max_chars=10)
        if st.form_submit_button("Save") and title.strip():
            library().events.edit(event.id, title.strip(), description, day)
            st.rerun()
    others = [each for each in events if each != event.id]
    target = st.selectbox(
        "Merge into", others, index=None, placeholder="Choose another event",
        format_func=labels.__getitem__,
    )  # fmt: skip
    with st.container(horizontal=True):
        if st.button("Merge", disabled=target is None) and target is not None:
            library().events.merge(event.id, target)
            st.rerun()
        if st.button("Dissolve; its articles stay"):
            library().events.dissolve(event.id)
            st.rerun()


def show_adding() -> None:
    st.subheader("From a link")
    added = add_by_link()
    if added is not None:
        st.switch_page("views/article.py", query_params={"article": added})
    st.subheader("From a list of links, or a feed")
    add_by_links()
    st.subheader("From a file with many articles")
    add_bulk_file()
    st.caption("To paste one article, or to load a file with one, open the page Article.")


def show_export() -> None:
    count = library().articles.count()
    st.markdown(
        "Articles, attributions, evidence and measures as tables, with the versions that made them "
        "and a dictionary of the columns."
    )
    form = st.segmented_control("Form", FORMS, default=FORMS[0]) or FORMS[0]
    if count > MOST_EXPORTED:
        st.info(
            f"{count:,} articles are too many for a page. On the command line: "
            "`python -m corpus export FOLDER`."
        )
        return
    st.caption(f"{count:,} {'article' if count == 1 else 'articles'}, samples included")
    if st.button("Make the tables", icon=":material/table:"):
        with tempfile.TemporaryDirectory() as folder, st.spinner("Measuring and writing …"):
            path = Path(folder) / "parallax.zip"
            zip_export(path, analysed(library(), Filter()), form)
            data = path.read_bytes()
        st.download_button(
            f"Download ({len(data) / 1e6:.1f} MB)", data, file_name=f"parallax-{form}.zip",
            mime="application/zip", icon=":material/download:", on_click="ignore",
        )  # fmt: skip


st.title("Library")
stored_events = {event.id: event for event in library().events.all()}
named_section = st.query_params.get(SHOW)
st.session_state["library_section"] = named_section if named_section in SECTIONS else SECTIONS[0]
shown = st.segmented_control(
    "Show", SECTIONS, key="library_section", on_change=section_changed,
    label_visibility="collapsed",
)  # fmt: skip
if shown == "Events":
    show_events(stored_events)
elif shown == "Add":
    show_adding()
elif shown == "Export":
    show_export()
else:
    show_articles(stored_events)
