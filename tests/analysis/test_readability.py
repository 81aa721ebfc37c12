"""Readability that doesn't depend on house style, the network or luck."""

from __future__ import annotations

import socket

import pytest

from analysis.readability import GRADE_FORMULAS, grade_band, measure_readability
from analysis.segmentation import sentences
from analysis.spans import Span

AMERICAN = (
    "U.S. Gen. Dana R. Pell met Gov. Ray Stone on Jan. 5 to talk about the dam. The two spoke for "
    "3.5 hours. Repairs will cost $4.2 million, the U.S. Army said. Work starts on Feb. 1, and "
    "Lt. Col. Amy Brandt will lead it. She said the old wall was 2.4 feet out of line. Residents "
    "of St. Alban have asked for a new one since Sept. 2019. The state will pay for half of it, "
    "and Congress has yet to vote on the rest of the money for the wall and the road beside it, "
    "which the flood of 2018 took away."
)
BRITISH = AMERICAN.replace("U.S.", "US")
for _short in ("Gen", "Gov", "Lt", "Col", "St", "Jan", "Feb", "Sept", "R"):
    BRITISH = BRITISH.replace(f"{_short}. ", f"{_short} ")


def grade(text: str) -> float:
    return measure_readability(text, sentences(text), ()).whole.formulas["flesch_kincaid_grade"]


def test_full_stops_in_abbreviations_change_nothing() -> None:
    assert grade(AMERICAN) == pytest.approx(grade(BRITISH), abs=0.3)
    assert len(sentences(AMERICAN)) == 7


def test_short_texts_get_no_grade() -> None:
    text = "Prime minister resigns after no-confidence vote in parliament"
    scores = measure_readability(text, sentences(text), ()).whole
    assert scores.formulas == {}
    assert scores.words == 8


def test_own_voice_leaves_out_what_is_quoted() -> None:
    text = f"{AMERICAN} “I would never have imagined such an incomprehensible outcome,” he said."
    start = text.index("“")
    readability = measure_readability(text, sentences(text), [Span(start, text.index("”") + 1)])
    assert readability.own_voice.words < readability.whole.words
    assert set(GRADE_FORMULAS) < set(readability.own_voice.formulas)


def test_long_sentences_are_marked_hard() -> None:
    text = "It was so. Then " + " ".join(["word"] * 30) + "."
    assert [each.hard for each in measure_readability(text, sentences(text), ()).sentences] == [
        False,
        True,
    ]


def test_nothing_reaches_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert grade(AMERICAN) > 0


@pytest.mark.parametrize(
    ("grade", "band"), [(5.0, "easy"), (9.0, "usual"), (13.9, "dense"), (14.0, "very dense")]
)
def test_a_grade_is_told_against_newspapers(grade: float, band: str) -> None:
    assert grade_band(grade) == f"{band} for news"
