"""The encoder: windows over a text, and what its heads answer."""

from __future__ import annotations

import numpy as np

from analysis.encoder import MODELS, cut_windows, encode, load_tokenizer, read_pieces, window_ids
from analysis.encoder import settings as stored_settings

PARAGRAPH = (
    "The harbour board met on Tuesday. “We will not raise the fees this year,” said its chair, "
    "Odile Maran, who added that the budget was sound.\n\n"
)


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
