"""Marked text: nothing lost, nothing executed, every mark traceable."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Article, Span, analyze
from charts.marked_text import mark_details, marked_html
from tests.conftest import SNUB_STORY


def visible(marked: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", marked))


def test_the_text_is_shown_whole_and_every_mark_is_there() -> None:
    analysis = analyze(Article(SNUB_STORY))
    marked = marked_html(analysis, [])
    assert visible(marked).split() == SNUB_STORY.split()
    numbers = {int(n) for group in re.findall(r'data-marks="([^"]*)"', marked)
               for n in group.split()}  # fmt: skip
    assert numbers == set(range(len(analysis.counted)))
    assert len(mark_details(analysis.counted)) == len(analysis.counted)


def test_markup_in_an_article_is_text() -> None:
    hostile = SNUB_STORY.replace("snub", "<script>alert(1)</script><img src=x onerror=alert(1)>")
    marked = marked_html(analyze(Article(hostile)), [])
    assert "<script" not in marked
    assert "<img" not in marked
    assert visible(marked).split() == hostile.split()


def test_findings_lead_to_their_words_across_marks_and_quotations() -> None:
    text = "The minister complained that “nobody called” at all."
    analysis = analyze(Article(text))
    marked = marked_html(analysis, [[Span(4, 40)]])
    led = "".join(re.findall(r'data-findings="0">([^<]*)<', marked))
    assert html.unescape(led) == text[4:40]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aB <>&\"'“”.\n", min_size=1, max_size=120))
def test_any_text_is_escaped_whole(text: str) -> None:
    article = Article(f"word {text}")
    marked = marked_html(analyze(article), [])
    assert visible(marked).split() == article.text.split()
