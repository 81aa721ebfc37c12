"""Sentences, words and paragraphs as a reader would count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.segmentation import paragraphs, sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Mark Milley left the U.S. on Friday. He did not return.", 2),
        ("Prices rose 3.5 percent. The bank had expected 2.1 percent.", 2),
        ("U.S. President John F. Kennedy met Gov. Brown on Jan. 5. They spoke.", 2),
        ("He moved to the U.S. The army followed.", 2),
        ("“Why?” he asked. “Nobody knows.”", 2),
        ("He resigned. Why? Nobody knows. She said so.", 4),
        ("“I left.” She stayed.", 2),
        ("Smith vs. Jones opens at 9 a.m. on Monday at No. 10.", 1),
        ("Acme Inc. sued the city. It lost.", 2),
        ("It ended... Then it began again.", 2),
        ("A headline without a stop\nA paragraph with one.", 2),
        ("", 0),
        ("   \n\n  ", 0),
        ("...", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected


def test_words_keep_apostrophes_hyphens_initials_and_numbers_together() -> None:
    found = [word.text for word in words("The U.S. minister's well-known 3.5 per cent, he’d say.")]
    assert found == [
        "The", "U.S.", "minister's", "well-known", "3.5", "per", "cent", "he’d", "say",
    ]  # fmt: skip


def test_paragraphs_are_lines_without_their_margins() -> None:
    text = "  one \n\n\ttwo\r\nthree"
    assert [span.text_in(text) for span in paragraphs(text)] == ["one", "two", "three"]


@given(st.text(max_size=400))
def test_any_text_gives_sentences_in_order_that_miss_no_word(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    inside = [word for span in found for word in words(text, span.start, span.end)]
    assert [word.span for word in inside] == [word.span for word in words(text)]
