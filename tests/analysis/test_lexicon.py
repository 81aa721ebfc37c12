"""Finding entries of a lexicon, and telling the places where they mean something else."""

from __future__ import annotations

import pytest

from analysis.lexicon import Match, PhraseIndex, is_false_positive
from analysis.segmentation import words
from analysis.spans import Span


def span_of(word: str, text: str) -> Span:
    start = text.index(word)
    return Span(start, start + len(word))


@pytest.mark.parametrize(
    ("word", "text", "phrase"),
    [
        ("rabid", "a rabid dog ran", "rabid dog"),
        ("Rabid", "Rabid dogs ran", "rabid dog"),
        ("rabid", "the rabid dog’s owner", "rabid dog"),
        ("rabid", "a rabid  dog ran", "rabid dog"),
        ("Turkey", "roast turkey and Wild Turkey", "wild turkey"),
        ("whitewash", "a 3-0 whitewash in Perth", "0 whitewash"),
    ],
)
def test_a_phrase_is_found_around_the_entry(word: str, text: str, phrase: str) -> None:
    assert is_false_positive(text, span_of(word, text), (phrase,))


@pytest.mark.parametrize(
    ("word", "text", "phrase"),
    [
        ("rule", "they rule them", "rule the"),
        ("rabid", "arabid dog", "rabid dog"),
        ("rabid", "a rabid dogma", "rabid dog"),
        ("rabid", "rabid speech; a rabid dog", "rabid dog"),
        ("rabid", "a rabid\ndog show", "rabid dog"),
        ("rabid", "a rabid crowd", ""),
    ],
)
def test_only_whole_words_around_the_entry_itself_count(word: str, text: str, phrase: str) -> None:
    assert not is_false_positive(text, span_of(word, text), (phrase,) if phrase else ())


def test_what_stands_outside_a_bound_does_not_count() -> None:
    text = "It was rabid dog owners said"
    span = span_of("rabid", text)
    assert is_false_positive(text, span, ("rabid dog",), Span(0, len(text)))
    assert not is_false_positive(text, span, ("rabid dog",), Span(0, span.end))


def test_letters_that_grow_in_lower_case_do_not_shift_the_phrase() -> None:
    text = "İİİİ rabid dog"
    assert is_false_positive(text, span_of("rabid", text), ("rabid dog",))


def test_a_shorter_form_gets_its_chance_where_the_longest_is_turned_down() -> None:
    index = PhraseIndex([("red tape worm", "worm"), ("red tape", "tape"), ("worm", "animal")])
    text = "A red tape worm."

    def not_the_worm(match: Match[str]) -> bool:
        return match.entry != "worm"

    assert [match.entry for match in index.find(text, words(text))] == ["worm"]
    assert [match.entry for match in index.find(text, words(text), not_the_worm)] == [
        "tape",
        "animal",
    ]
