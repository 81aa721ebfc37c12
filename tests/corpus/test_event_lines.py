"""Grouping as a script meets it: lines in, lines out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from corpus.event_lines import event_lines

MILL = "Fire destroyed the paper mill in Tarnbeck, Mayor Edna Holloway said. Police suspect arson."
MILL_AGAIN = "Police in Tarnbeck suspect arson at the paper mill, said the mayor, Edna Holloway."
VOTE = "Lawmakers in Velmia rejected the bill of Prime Minister Jonas Adrik by 61 to 58."


def answers(*lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in event_lines(lines)]


def line(article_id: object, text: object, **more: object) -> bytes:
    return json.dumps({"id": article_id, "text": text, **more}).encode()


def test_each_line_is_answered_in_its_order() -> None:
    found = answers(line("a", MILL), line(7, VOTE), line("c", MILL_AGAIN), line(None, ""))
    assert [each["id"] for each in found] == ["a", 7, "c", None]
    assert [each["event"] for each in found] == [0, 1, 0, 2]


def test_headline_and_date_may_be_given() -> None:
    found = answers(
        line(1, MILL, headline="Mill burns", published="2020-01-02", outlet="The Courier"),
        line(2, MILL_AGAIN, headline=None, published=20200102),
        line(3, MILL_AGAIN, headline="\ud800", published="\ud800"),
    )
    assert [each["event"] for each in found] == [0, 0, 0]


def test_a_bad_line_is_answered_with_what_is_wrong_and_stops_nothing() -> None:
    found = answers(
        b"\xef\xbb\xbf" + line(1, MILL),
        b"no json",
        b" \n",
        b'{"id": 2}',
        b'{"id": 3, "text": "He said \xff\xfe so."}',
        b'{"id": 4, "text": "a", "text": "b"}',
        b'{"id": [5], "text": "a"}',
        b"[" * 100_000,
        line(8, MILL_AGAIN),
    )
    assert [each["id"] for each in found] == [1, None, 2, 3, 4, None, None, 8]
    assert all(set(each) == {"id", "error"} for each in found[1:-1])
    assert found[0]["event"] == found[-1]["event"] == 0


def test_the_same_id_twice_is_two_articles() -> None:
    assert [each["event"] for each in answers(line(1, MILL), line(1, VOTE))] == [0, 1]


def test_a_script_gets_the_events_on_standard_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "corpus", "events", "--jsonl"],
        input=b"\n".join([line(1, MILL), line(2, MILL_AGAIN)]), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [json.loads(each)["event"] for each in done.stdout.splitlines()] == [0, 0]
