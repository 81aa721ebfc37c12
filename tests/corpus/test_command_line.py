"""The command line, as a person and as a script meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.samples import FOLDER, sample_articles
from corpus.scoring import answer_lines
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


def test_each_mark_says_whether_the_measures_count_it(answer: dict[str, Any]) -> None:
    for measure in answer["measures"]:
        if measure["name"] in ("loaded_words", "hedges", "scare_quotes", "passives"):
            counted = [
                each
                for each in answer["evidence"]
                if each["measure"] == measure["name"] and each["counted"]
                and each["voice"] == "own" and each["start"] >= len(answer["article"]["headline"])
            ]  # fmt: skip
            assert measure["count"] == len(counted), measure["name"]


def test_every_offset_gives_the_words_it_claims(answer: dict[str, Any]) -> None:
    text = answer["article"]["text"]
    spans = spans_of(answer)
    assert len(spans) > 10
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]


def spans_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    spans = list(answer["evidence"])
    for each in answer["attributions"]:
        spans += [span for span in (each["source"], each["cue"], *each["content"]) if span]
    return spans


GOOD = "He complained that it was late."
ODD_TEXTS = [
    GOOD,
    "👨‍👩‍👧 “Cafe\u0301 😀 closed,” she claimed.\r\nHe complained\u2028that it was late.",
    "One \ud800 odd character, she complained. \0 \u202e “No,” he claimed.",
    "\ufeffHe co\u200bmplained that İstanbul’s “ﬁne” was late, she claimed.",
]
BAD_LINES: list[tuple[object, bytes]] = [
    (None, b"no json"),
    (None, b"[1]"),
    (None, b"null"),
    ("b", b'{"id": "b"}'),
    ("c", b'{"id": "c", "text": ""}'),
    ("d", b'{"id": "d", "text": ["He said so."]}'),
    (None, b'{"id": 1, "text": "He said so.", "n": ' + b"1" * 5_000 + b"}"),
    (None, b'{"id": NaN, "text": "He said so."}'),
    (None, b'{"id": 1e999, "text": "He said so."}'),
    (None, b'{"id": {"a": 1}, "text": "He said so."}'),
    (None, b"[" * 100_000),
    (None, b'{"id": 1, "text": "He said so."} {"id": 2}'),
    (8, b'{"id": 8, "text": "He said so.", "text": "She said so."}'),
    (9, b'{"id": 9, "text": "He said \xff\xfe so."}'),
    (10, b'{"id": 10, "text": "' + b"word " * 300_000 + b'"}'),
]


def test_a_line_in_is_a_line_out_and_a_bad_one_stops_nothing() -> None:
    lines = [json.dumps({"id": at, "text": text}).encode() for at, text in enumerate(ODD_TEXTS)]
    first = b"\xef\xbb\xbf" + lines[0]
    between = [part for _, line in BAD_LINES for part in (line, lines[1])]
    answers = list(map(json.loads, answer_lines([first, *lines[1:], b" \n", *between])))
    assert all(set(each) == {"id", "error"} for each in answers[len(lines) :: 2])
    assert all("error" not in each for each in (*answers[: len(lines)], *answers[5::2]))
    ids = [each["id"] for each in answers]
    assert ids[: len(lines)] == list(range(len(lines)))
    assert ids[len(lines) :] == [part for bad, _ in BAD_LINES for part in (bad, 1)]


def test_offsets_are_those_of_the_text_as_given_however_odd() -> None:
    lines = [json.dumps({"id": 0, "text": text}).encode() for text in ODD_TEXTS]
    for text, line in zip(ODD_TEXTS, answer_lines(lines), strict=True):
        spans = spans_of(json.loads(line))
        assert spans
        assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_a_fault_of_ours_in_one_text_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.scoring.analyze", lambda _: [][0])
    (line,) = answer_lines([json.dumps({"id": 1, "text": GOOD}).encode()])
    assert "please report" in json.loads(line)["error"]


def test_lines_come_and_go_through_the_command_line() -> None:
    done = run("score", "--jsonl", stdin=f'no json\n{{"id": "é", "text": "{GOOD}"}}\n')
    assert done.returncode == 0, done.stderr
    bad, good = map(json.loads, done.stdout.splitlines())
    assert "error" in bad
    assert good["id"] == "é"


def test_an_endless_file_is_not_read_whole(tmp_path: Path) -> None:
    endless = tmp_path / "endless.txt"
    endless.symlink_to("/dev/zero")
    done = run("score", str(endless))
    assert done.returncode == 1
    assert "too large" in done.stderr


def test_a_terminal_without_curly_quotes_gets_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run("score", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    assert "Findings" in done.stdout


def test_a_database_that_cannot_be_opened_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_DATABASE_URL", "no address")
    done = run("samples")
    assert done.returncode == 1
    assert "can't be opened" in done.stderr
    assert "Traceback" not in done.stderr


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
