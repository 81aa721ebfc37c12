"""The command line, as a person and as a script meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.samples import FOLDER, sample_articles
from tests.conftest import SNUB_STORY

SAMPLE = next(iter(sorted(FOLDER.glob("*/*.md"))))


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "corpus", *arguments],
        input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("score") / "story.txt"
    path.write_text(SNUB_STORY, encoding="utf-8")
    done = run("score", str(path), "--json")
    assert done.returncode == 0, done.stderr
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def test_a_report_can_be_read_in_a_terminal() -> None:
    done = run("score", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    for heading in ("Findings", "Attributions", "Marked words", "Measures", "Versions"):
        assert heading in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 200


def test_an_answer_has_the_parts_of_the_contract(answer: dict[str, Any]) -> None:
    assert set(answer) == {
        "id", "versions", "attributions", "evidence", "measures", "readability", "scores",
        "article",
    }  # fmt: skip
    assert answer["article"]["headline"].startswith("Minister complains")
    measures = {"loaded_words", "reporting_verbs", "naming", "hedges", "scare_quotes", "passives",
                "hard_sentences"}  # fmt: skip
    assert {each["measure"] for each in answer["evidence"]} <= measures
    for each in answer["measures"]:
        assert {"name", "value", "count", "low", "high", "unit"} <= set(each)


def test_every_offset_gives_the_words_it_claims(answer: dict[str, Any]) -> None:
    text = answer["article"]["text"]
    spans = list(answer["evidence"])
    for each in answer["attributions"]:
        spans += [span for span in (each["source"], each["cue"], *each["content"]) if span]
    assert len(spans) > 10
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]


def test_a_line_in_is_a_line_out_and_a_bad_one_stops_nothing() -> None:
    lines = [
        json.dumps({"id": "a", "text": SNUB_STORY}),
        "no json",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": ""}),
        json.dumps({"id": "d", "text": "One \ud800 odd character, she said."}),
        json.dumps(["e"]),
        json.dumps({"id": 7, "text": "He complained that it was late."}),
    ]
    done = run("score", "--jsonl", stdin="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in answers] == ["a", None, "b", "c", "d", None, 7]
    assert ["error" in each for each in answers] == [False, True, True, True, False, True, False]


def test_a_file_that_cannot_be_scored_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\0\1\2")
    done = run("score", str(bad), str(SAMPLE))
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert "isn't text" in done.stderr
    assert "Findings" in done.stdout


def test_asking_for_nothing_says_what_to_ask_for() -> None:
    done = run("score")
    assert done.returncode == 2
    assert "--jsonl" in done.stderr


def test_samples_are_loaded_once_however_often_they_are_asked_for(database_url: str) -> None:
    first, second = run("samples"), run("samples")
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert (
        first.stdout
        == second.stdout
        == (f"{len(sample_articles())} sample articles are in the database.\n")
    )
