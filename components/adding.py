"""Adding articles: from a link, with a form to correct what was read; from bulk files."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import streamlit as st

from analysis import MOST_CHARACTERS, Article
from components.session import fetcher, library, plain
from corpus.adding import AddingError, fetch_draft, is_date
from corpus.bulk import FILE_TYPES, BulkError, ColumnMapping, columns_of, guess_mapping, preview
from corpus.bulk_records import SAMPLE_ROWS
from corpus.draft import Draft
from corpus.feeds import FEED_TYPES, FeedError, read_feed
from corpus.fetching import FetchError
from corpus.importing import import_file
from corpus.links import MOST_LINKS, read_links
from corpus.store import ImportState

MOST_MEGABYTES = 200
_DRAFT = "draft"
_PARTS = {
    "text": "Text",
    "headline": "Headline",
    "outlet": "Outlet",
    "country": "Country",
    "published": "Date",
    "url": "Link",
    "event": "Event",
}
_NONE = "–"


def add_by_link() -> str | None:
    """Fetch an article, let the user correct what was read, and store it: its id, once stored."""
    with st.form("link_form", border=False):
        url = st.text_input("Link to an article", key="link", placeholder="https://…")
        fetched = st.form_submit_button("Fetch", icon=":material/download:")
    if fetched:
        st.session_state.pop(_DRAFT, None)
        try:
            with st.spinner("Fetching the page …"):
                own = library().outlets.all()
                st.session_state[_DRAFT] = fetch_draft(url.strip(), fetcher(), own)
        except AddingError as error:
            st.error(f"{plain(str(error))} You can also copy the article’s text and paste it.")
    draft: Draft | None = st.session_state.get(_DRAFT)
    return _corrected(draft) if draft is not None else None


def add_by_links() -> None:
    """Fetch and store the articles of a pasted list of links, or of those of a feed."""
    with st.form("feed_form", border=False):
        url = st.text_input("Address of a feed (RSS or Atom)", key="feed", placeholder="https://…")
        if st.form_submit_button("Read the feed", icon=":material/rss_feed:"):
            _take_feed(url.strip())
    with st.form("links_form", border=False):
        pasted = st.text_area("Links, one a line", key="links", height=160)
        st.caption(
            f"At most {MOST_LINKS}. They are fetched one after the other, slowly where they are of "
            "one site; what its robots.txt forbids is left out."
        )
        store = st.form_submit_button("Fetch and store them all", icon=":material/download:")
    if store:
        links, problems = read_links(pasted)
        for problem in problems:
            st.warning(plain(problem))
        _fetch_all(links)


def _take_feed(url: str) -> None:
    """Put the links of a feed into the list of links."""
    try:
        with st.spinner("Fetching the feed …"):
            feed = fetcher().get(url, FEED_TYPES)
            items = read_feed(feed.data, feed.url)
    except (FetchError, FeedError) as error:
        st.error(plain(str(error)))
        return
    known = library().articles.known_urls([each.url for each in items])
    new = [each.url for each in items if each.url not in known]
    st.session_state["links"] = "\n".join(new[:MOST_LINKS])
    st.success(
        f"The feed names {len(items)} articles, {len(known)} of them stored already. The others "
        "stand below; take out those that you don’t want."
    )


def _fetch_all(links: Sequence[str]) -> None:
    bar = st.progress(0.0)
    own, stored = library().outlets.all(), 0
    for number, link in enumerate(links):
        bar.progress(number / len(links), f"{number + 1} of {len(links)}: {plain(link)}")
        try:
            library().articles.add(fetch_draft(link, fetcher(), own))
            stored += 1
        except AddingError as error:
            st.warning(f"{plain(link)}: {plain(str(error))}")
    bar.empty()
    if links:
        st.success(f"{stored} of {len(links)} stored. Their events can be found under Events.")


def add_bulk_file() -> None:
    """Import a file with an article a row; the guessed columns can be corrected."""
    uploaded = st.file_uploader(
        "A file with one article a row: CSV, JSONL or Parquet",
        type=[suffix.removeprefix(".") for suffix in FILE_TYPES],
        key="bulk",
        max_upload_size=MOST_MEGABYTES,
    )
    st.caption(
        "Larger ones are imported on the server: `python -m corpus import FILE`. An import that "
        "was stopped goes on when the same file is chosen again."
    )
    if uploaded is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(uploaded.name).suffix.lower()}"
        path.write_bytes(uploaded.getvalue())
        try:
            mapping = _chosen_mapping(path)
            if st.button("Import", type="primary", disabled=mapping.text is None):
                _import(path, mapping, uploaded.name)
        except BulkError as error:
            st.error(plain(str(error)))


def _corrected(draft: Draft) -> str | None:
    st.markdown("**What was read.** Correct it before it is stored.")
    with st.form("draft_form"):
        headline = st.text_input("Headline", draft.article.headline, max_chars=500)
        left, middle, right = st.columns(3)
        outlet = left.text_input("Outlet", draft.outlet, max_chars=80)
        country = middle.text_input("Country of the outlet", draft.country, max_chars=80)
        published = right.text_input("Date (YYYY-MM-DD)", draft.published, max_chars=10)
        body = st.text_area("Text", draft.article.body, height=300, max_chars=MOST_CHARACTERS)
        store = st.form_submit_button("Store and read", type="primary")
    if draft.dropped:
        with st.expander(f"Left out, as no part of the article: {len(draft.dropped)}"):
            for line in draft.dropped:
                st.text(line)
    if not store:
        return None
    if published and not is_date(published):
        st.error("The date must be written as YYYY-MM-DD, or left empty.")
        return None
    if not body.strip():
        st.error("There is no text left. Put the article’s text into the field Text.")
        return None
    article = Article.from_parts(headline.strip(), body.strip())
    corrected = replace(
        draft, article=article, outlet=outlet.strip(), country=country.strip(), published=published
    )
    added = library().articles.add(corrected)
    st.session_state.pop(_DRAFT)
    return added.id


def _chosen_mapping(path: Path) -> ColumnMapping:
    columns = columns_of(path)
    guessed = guess_mapping(columns, preview(path, rows=SAMPLE_ROWS))
    st.caption("Which column holds what was guessed; correct it where it is wrong.")
    chosen = {}
    for place, field in enumerate(fields(ColumnMapping)):
        if place % 4 == 0:
            cells = st.columns(4)
        guess = getattr(guessed, field.name)
        options = [_NONE, *columns]
        picked = cells[place % 4].selectbox(
            _PARTS[field.name], options, index=options.index(guess) if guess in columns else 0,
            key=f"column_{field.name}",
        )  # fmt: skip
        chosen[field.name] = None if picked == _NONE else picked
    st.dataframe(
        [{name: str(cell)[:80] for name, cell in row.items()} for row in preview(path, rows=3)],
        hide_index=True,
        alt="The first rows of the file",
    )
    return ColumnMapping(**chosen)


def _import(path: Path, mapping: ColumnMapping, name: str) -> None:
    bar = st.progress(0.0, text="Importing …")

    def show(share: float, state: ImportState) -> None:
        bar.progress(min(share, 1.0), text=f"Importing … {state.rows_done:,} rows")

    state = import_file(library(), path, mapping, show, name=name)
    bar.empty()
    st.success(
        f"{state.rows_done:,} rows read: {state.added:,} added, {state.revised:,} with a new text, "
        f"{state.known:,} known already, {state.rejected:,} rejected."
    )
    notes = library().imports.notes(state.id)
    if notes:
        st.dataframe(
            [
                {
                    "row": note.row,
                    "what": "imported, but" if note.imported else "rejected",
                    "why": note.reason,
                    "starts": note.excerpt,
                }
                for note in notes
            ],
            hide_index=True,
            alt="Rows that were rejected or changed, and why",
        )
