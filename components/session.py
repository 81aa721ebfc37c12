"""What pages share: the library, analyses in memory, the link in the address bar, drawing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import Analysis, Article, Span, analyze, versions
from analysis.vocabulary import Vocabulary
from charts.contexts import contexts_html
from charts.style import inked
from components.own_lexicon import own_lexicon, vocabulary_in_force
from corpus.fetching import Fetcher
from corpus.library import open_library
from corpus.store import Store, StoredArticle

Option = TypeVar("Option")
_CONFIG = {"displayModeBar": False}
_MOST_PLACES = 40

SAMPLE_NOTICE = (
    "Sample coverage, written by us for demonstration. The outlets are invented; real people’s "
    "words are paraphrased."
)


@st.cache_resource(show_spinner="Opening the library …")
def library() -> Store:
    """The library, opened once a server."""
    return open_library()


@st.cache_resource(show_spinner=False)
def fetcher() -> Fetcher:
    """What fetches pages: one a server, so that no site is asked by two visitors at once."""
    return Fetcher()


def analysis_of(stored: StoredArticle) -> Analysis:
    """The analysis of an article by the lexicons in force, from memory or from the library."""
    if own_lexicon() is not None:
        return analysis_of_text(stored.article)
    return _analysis(stored.id, tuple(versions().values()), stored)


def analysis_of_text(article: Article) -> Analysis:
    """The analysis of a text that isn't stored, by the lexicons in force."""
    vocabulary = vocabulary_in_force()
    in_force = tuple(versions(vocabulary.own).values())
    return _analysis_of_text(article.text, len(article.headline), in_force, vocabulary)


@st.cache_data(max_entries=300, show_spinner="Reading the article …")
def _analysis(article_id: str, in_force: tuple[str, ...], _stored: StoredArticle) -> Analysis:
    return library().analyses.of(_stored)


@st.cache_data(max_entries=100, show_spinner="Reading the article …")
def _analysis_of_text(
    text: str, headline: int, in_force: tuple[str, ...], _vocabulary: Vocabulary
) -> Analysis:
    return analyze(Article(text, text[:headline]), _vocabulary)


def plain(text: str) -> str:
    """``text`` as Markdown that shows it as it is: a headline's dollars are no formula."""
    return re.sub(r"([\\`*_\[\]$~<>#&:|])", r"\\\1", text)


def draw(figure: go.Figure, key: str, alt: str) -> None:
    """Show a chart, its words in the theme's text colour; Streamlit's own is too faint to read."""
    st.plotly_chart(_inked(figure), config=_CONFIG, key=key, alt=alt)


@st.fragment
def draw_with_words(
    figure: go.Figure,
    key: str,
    alt: str,
    coverage: Mapping[str, Analysis],
    places: Callable[[Sequence[str]], Sequence[tuple[str, Span]]],
    rows: pd.DataFrame,
) -> None:
    """Show a chart; a click on a point shows the words behind it under the chart.

    ``places`` takes a point's custom data, and says which stretches of which outlet it counts;
    ``rows`` is what the chart is drawn from.
    """
    event = st.plotly_chart(
        _inked(figure), config=_CONFIG, key=key, alt=alt, on_select="rerun",
        selection_mode="points",
    )  # fmt: skip
    points = event["selection"]["points"] if event else []
    chosen = next((point["customdata"] for point in points if point.get("customdata")), None)
    found = places(chosen) if chosen is not None else []
    if chosen is None:
        st.caption("Select a point or a bar to see the words behind it.")
    elif not found:
        st.caption("No words stand behind this point.")
    else:
        st.caption(
            f"{len(found)} behind the point you selected"
            + (f"; the first {_MOST_PLACES}:" if len(found) > _MOST_PLACES else ":")
        )
        st.html(contexts_html(coverage, found[:_MOST_PLACES]))
    with st.expander("The rows of this chart"):
        table_with_download(rows, f"parallax-{key}.csv", alt)


def _inked(figure: go.Figure) -> go.Figure:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return inked(figure, str(st.get_option(f"theme.{theme}.textColor")))


def table_with_download(table: pd.DataFrame, file_name: str, alt: str) -> None:
    """A table, how many rows it has, and the same rows as CSV."""
    st.caption(f"{len(table):,} rows")
    st.dataframe(table, hide_index=True, alt=alt)
    st.download_button(
        f"Download as CSV ({len(table):,} rows)", table.to_csv(index=False), file_name=file_name,
        mime="text/csv", icon=":material/download:", key=f"download_{file_name}",
    )  # fmt: skip


def linked_choice(
    parameter: str, options: Sequence[Option], ids: Callable[[Option], str]
) -> Option | None:
    """The option that the address bar names in ``parameter``, or None."""
    named = st.query_params.get(parameter)
    return next((option for option in options if ids(option) == named), None)


def linked_choices(parameter: str, options: Sequence[str], default: Sequence[str]) -> list[str]:
    """The options that the address bar names in ``parameter``, or the default ones.

    Names that are no options are passed over, so that an old link still opens.
    """
    named = st.query_params.get(parameter)
    if named is None:
        return list(default)
    return [option for option in options if option in named.split(",")]


def put_in_link(parameter: str, values: Sequence[str], default: Sequence[str]) -> None:
    """Hold ``values`` in the address bar, or nothing where they are the default ones."""
    if list(values) == list(default):
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = ",".join(values)
