"""Fairness: whoever a story is about and wherever a sentence stands, words count alike."""

from __future__ import annotations

import pytest

from analysis import Analysis, Article, analyze
from analysis.lexicon import read_rows, split_cell
from analysis.segmentation import sentences
from analysis.sides import COUNTRY_COLUMNS, find_places
from analysis.spans import Span
from corpus.samples import sample_articles

_COLUMNS = {"name": "names", "demonym": "demonyms", "capital": "capitals"}
_COUNTRIES = {row["side"]: row for row in read_rows("countries", COUNTRY_COLUMNS)}
_OF_THE_SENTENCE_ALONE = ("loaded_words", "naming", "hedges", "passives")

STORY = """Norwegian officials snub Chile over the harbour

OSLO — The Norwegian foreign minister complained on Monday that Chile had dragged its feet over a
treaty on harbours, and claimed that Santiago was reckless. “Chile has cheated us,” the Norwegian
minister said. Norwegian officials also insisted that the talks would go on.

The Chilean foreign minister explained that Chile needed more time. A Chilean official said that
“the treaty is dear to us”, and that Norway had been told in May. Critics say Norway is bullying a
smaller partner. Two fishermen were killed in clashes off the coast, and Norway reportedly sent
a ship. The Chilean government pointed out that nobody in Oslo had called.
"""


def swapped(text: str, one: str, other: str) -> str:
    """``text`` with two countries, their people and capitals in each other's places."""
    parts: list[str] = []
    reached = 0
    for place in find_places(text):
        if place.kind in _COLUMNS and place.side in (one, other):
            side = other if place.side == one else one
            form = split_cell(_COUNTRIES[side][_COLUMNS[place.kind]])[0]
            parts += [text[reached : place.span.start], form]
            reached = place.span.end
    return "".join([*parts, text[reached:]])


def swapped_article(article: Article, one: str, other: str) -> Article:
    return Article(swapped(article.text, one, other), swapped(article.headline, one, other))


def marks(analysis: Analysis) -> list[tuple[object, ...]]:
    """The marks of an analysis without what a swap changes: names, and how long they are."""
    return [
        (each.measure, each.category, each.voice, each.agreement, each.reason)
        for each in analysis.evidence
        if each.measure not in ("naming", "hard_sentences")
    ]


def told(analysis: Analysis, exchange: dict[str, str]) -> list[tuple[object, ...]]:
    """The attributions of an analysis, their sides exchanged."""
    return [
        (exchange.get(each.side or "", each.side), each.role, each.stance, each.form, each.via,
         each.quoted_words, each.named)
        for each in analysis.attributions
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other", ["Iran", "Israel", "China", "Russia", "Germany", "Ukraine", "Nigeria"]
)
def test_two_sides_that_change_places_change_nothing_else(other: str) -> None:
    headline, body = STORY.split("\n\n", 1)
    article = Article.from_parts(swapped(headline, "Norway", other), swapped(body, "Norway", other))
    before = analyze(article)
    after = analyze(swapped_article(article, other, "Chile"))
    exchange = {other: "Chile", "Chile": other}
    assert marks(before) == marks(after)
    assert told(before, exchange) == told(after, {})
    assert numbers(before, exchange) == numbers(after, {})


def numbers(analysis: Analysis, exchange: dict[str, str]) -> dict[tuple[str, str], object]:
    """All measures but those of names and of readability, which follow the names' length."""
    return {
        (each.name, exchange.get(each.group, each.group)): (each.value, each.count, each.of)
        for each in analysis.measures
        if each.name != "naming" and not each.unit.startswith(("US school", "points", "words a"))
    }


@pytest.mark.parametrize("pair", [("China", "United States"), ("China", "Norway"),
                                  ("United States", "Iran")], ids="-".join)  # fmt: skip
@pytest.mark.parametrize(
    "article",
    [each.article for each in sample_articles() if each.event_id == "us-china-military-contacts"],
    ids=lambda article: article.headline[:24],
)
def test_in_real_prose_too_a_swap_leaves_every_mark_where_it_was(
    article: Article, pair: tuple[str, str]
) -> None:
    before, after = analyze(article), analyze(swapped_article(article, *pair))
    assert marks(before) == marks(after)
    # Known people and bodies keep their sides and their names, so only what is said is compared.
    assert said(before) == said(after)


def said(analysis: Analysis) -> list[tuple[object, ...]]:
    return [(each.stance, each.form) for each in analysis.attributions]


def of_the_sentence(analysis: Analysis, sentence: Span) -> list[tuple[object, ...]]:
    return [
        (each.span.start - sentence.start, each.text, each.measure, each.category, each.agreement)
        for each in analysis.evidence
        if each.measure in _OF_THE_SENTENCE_ALONE and sentence.contains(each.span)
    ]


@pytest.mark.parametrize("article", [each.article for each in sample_articles()][::3],
                         ids=lambda article: article.headline[:24])  # fmt: skip
def test_a_sentence_scores_the_same_in_any_article(article: Article) -> None:
    analysis = analyze(article)
    for sentence in sentences(article.text)[:12]:
        alone = sentence.text_in(article.text)
        elsewhere = f"Rain fell on the coast.\n\n{alone}\n\nThe shops were shut on Monday."
        at = elsewhere.index(alone)
        assert of_the_sentence(analyze(Article(elsewhere)), Span(at, at + len(alone))) == (
            of_the_sentence(analysis, sentence)
        )
