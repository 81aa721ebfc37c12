"""The samples are what they claim to be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from analysis import analyze
from analysis.segmentation import words
from corpus.samples import sample_articles, sample_events

ARTICLES = sample_articles()


def shingles(text: str) -> set[tuple[str, ...]]:
    found = [word.text.lower() for word in words(text)]
    return {tuple(found[at : at + 5]) for at in range(len(found) - 4)}


def test_there_are_two_events_of_at_least_six_outlets() -> None:
    outlets = {
        event.id: {each.outlet for each in ARTICLES if each.event_id == event.id}
        for event in sample_events()
    }
    assert len(outlets) == 2
    assert all(len(names) >= 6 for names in outlets.values())


@pytest.mark.parametrize("stored", ARTICLES, ids=lambda stored: stored.id)
def test_a_sample_has_250_to_700_words_and_a_headline(stored: object) -> None:
    article = stored.article  # type: ignore[attr-defined]
    assert 250 <= len(words(article.body)) <= 700
    assert article.headline


@pytest.mark.parametrize("event", sample_events(), ids=lambda event: event.id)
def test_each_event_has_a_reprint(event: object) -> None:
    mine = [each for each in ARTICLES if each.event_id == event.id]  # type: ignore[attr-defined]
    overlaps = [
        len(shingles(a.article.body) & shingles(b.article.body)) / len(shingles(b.article.body))
        for a, b in (*pairwise(mine), *((a, b) for a in mine for b in mine if a.id < b.id))
    ]
    assert max(overlaps) > 0.6


def test_ids_are_unique() -> None:
    assert max(Counter(each.id for each in ARTICLES).values()) == 1


@pytest.mark.parametrize("event", sample_events(), ids=lambda event: event.id)
def test_in_the_wire_report_little_is_found(event: object) -> None:
    rates = {}
    for stored in ARTICLES:
        if stored.event_id == event.id:  # type: ignore[attr-defined]
            measures = analyze(stored.article).measures
            rates[stored.id] = next(
                each.value or 0.0 for each in measures if each.name == "loaded_words"
            )
    lowest = sorted(rates.values())
    assert lowest[0] <= 3.0
    assert lowest[-1] > 2 * lowest[0]
