"""The encoder and the attributions made of what it says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution_encoder import AttributionSpans, find_attributions
from analysis.encoder import MODELS, cut_windows, encode, load_tokenizer, read_pieces, window_ids
from analysis.encoder import settings as stored_settings

PARAGRAPH = (
    "The harbour board met on Tuesday. “We will not raise the fees this year,” said its chair, "
    "Odile Maran, who added that the budget was sound.\n\n"
)


def parts(text: str, attribution: AttributionSpans) -> tuple[str | None, str | None, str]:
    """The words of an attribution's source, cue and content."""
    source, cue = (
        None if span is None else span.text_in(text) for span in (attribution.source, attribution.cue)
    )
    return source, cue, " ".join(span.text_in(text) for span in attribution.content)


def only(text: str) -> tuple[str | None, str | None, str]:
    """The parts of the one attribution that a text holds."""
    (attribution,) = find_attributions(text)
    return parts(text, attribution)


def assert_well_formed(text: str) -> None:
    for attribution in find_attributions(text):
        assert attribution.content
        assert list(attribution.content) == sorted(attribution.content)
        for span in (attribution.source, attribution.cue, *attribution.content):
            if span is None:
                continue
            words = span.text_in(text)
            assert words == words.strip()
            assert span.end <= len(text)
            # A span that ends in a letter is not followed by one, nor does it begin amid a word.
            assert not (words[-1].isalnum() and text[span.end : span.end + 1].isalnum())
            assert not (words[0].isalnum() and text[: span.start][-1:].isalnum())


def test_a_pronoun_is_a_source() -> None:
    source, cue, content = only("He said that the bridge would open in the spring.")
    assert (source, cue) == ("He", "said")
    assert "the bridge would open in the spring" in content


def test_an_inverted_cue_joins_both_halves_of_its_quotation() -> None:
    text = "“The ferry is late,” complained Mr. Osei, “and nobody has told us why.”"
    source, cue, content = only(text)
    assert source == "Mr. Osei"
    assert cue is not None
    assert "complained" in cue
    assert "The ferry is late" in content
    assert "nobody has told us why" in content


def test_according_to() -> None:
    text = "The number of visitors fell by a tenth last year, according to the tourist office."
    source, cue, content = only(text)
    assert source == "the tourist office"
    assert cue == "according to"
    assert "The number of visitors fell by a tenth" in content


def test_each_content_goes_to_its_own_speaker() -> None:
    text = (
        "Minister Lena Brandt said the tunnel was safe, but the fire chief, Tom Ruiz, warned that "
        "its doors did not close."
    )
    found = [parts(text, each) for each in find_attributions(text)]
    assert len(found) == 2
    (first, _, safe), (second, _, doors) = found
    assert first is not None
    assert "Lena Brandt" in first
    assert "the tunnel was safe" in safe
    assert second is not None
    assert "Tom Ruiz" in second
    assert "its doors did not close" in doors


def test_plain_narration_attributes_nothing() -> None:
    assert find_attributions("The train left the station at noon and reached the coast.") == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", ".", "…", "\u0301", "🙂", "_"])
def test_texts_without_words_have_no_attributions(text: str) -> None:
    assert find_attributions(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "“He said \ud83d it was over,” she \x00 said.",
        "Él dijo: «No volveré». Γειά, είπε ο Νίκος. 他说：“不。”",
        "HE SAID THAT THE GAME WAS OVER. 'IT IS OVER,' SHE SAID.",
        "She said “and never closed the quotation\r\nHe said so too",
        "e\u0301lan vital\u0301, she said\u200b that\ufeff it\u00ad was",
        "x" * 5000 + " said that " + "y" * 5000,
    ],
)
def test_odd_texts_give_true_offsets(text: str) -> None:
    assert_well_formed(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    assert_well_formed(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "'", "she", "said", "that", "Dr.", "Ono", ",", ".", "\n", "told", "us"]
        ),
        max_size=60,
    ).map(" ".join)
)
def test_no_order_of_reporting_words_is_an_error(text: str) -> None:
    assert_well_formed(text)


def test_a_long_text_is_read_to_its_end() -> None:
    text = PARAGRAPH * 200
    assert_well_formed(text)
    found = find_attributions(text)
    assert found[-1].content[-1].end > len(text) - len(PARAGRAPH)
    assert len(found) >= 200


def test_a_long_line_is_cut_between_words() -> None:
    text = " ".join(f"She said that number {number} was right." for number in range(300))
    assert_well_formed(text)
    assert len(find_attributions(text)) > 250


def test_windows_hold_every_piece_once_and_no_more_than_the_limit() -> None:
    tokenizer = load_tokenizer(MODELS / "tokenizer.json")
    text = PARAGRAPH * 3 + "word " * 400 + "\n" + "unbroken" * 400 + "\nThe end."
    pieces = read_pieces(text, tokenizer)
    for limit in (16, 48, 128):
        reached = 0
        for start, end in cut_windows(text, pieces, limit):
            assert start == reached
            reached = end
            ids, position = window_ids(pieces, start, end)
            assert len(ids) <= limit
            np.testing.assert_array_equal(ids[position], pieces.ids[start:end])
        assert reached == len(pieces)


def test_a_hard_wrapped_sentence_is_one_line() -> None:
    tokenizer = load_tokenizer(MODELS / "tokenizer.json")
    wrapped = read_pieces("The minister said that the\nbridge was safe.\nNobody agreed.", tokenizer)
    assert len(set(wrapped.lines.tolist())) == 2


def test_every_head_answers_for_every_piece() -> None:
    encoding = encode(PARAGRAPH)
    widths = stored_settings().outputs
    assert {name: rows.shape for name, rows in encoding.outputs.items()} == {
        name: (len(encoding.pieces), width) for name, width in widths.items()
    }
    assert all(np.isfinite(rows).all() for rows in encoding.outputs.values())


def test_threads_share_one_engine_and_agree() -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(find_attributions, [PARAGRAPH] * 8))
    assert len(set(answers)) == 1
