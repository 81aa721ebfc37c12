"""An import can be killed at any moment and goes on; what was confirmed is there."""

from __future__ import annotations

import csv
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.__main__ import main
from corpus.store import Filter, Store

BODY = (
    "The council of Halvern met on Monday to speak about the new harbour bridge, and its "
    "members said that work would begin before the spring of next year."
)


def write_rows(path: Path, count: int, *, bad: int = 0) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "body", "publisher", "date", "link", "story"])
        for number in range(count):
            body = "Too short." if number < bad else f"{BODY} This was report {number}."
            writer.writerow(
                [f"Report {number}", body, "The Courier", "2026-03-01",
                 f"https://example.org/{number}", f"Story {number % 7}"]
            )  # fmt: skip


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def test_a_file_is_imported_and_each_rejected_row_is_told(
    either_store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "articles.csv"
    write_rows(path, 30, bad=2)
    said = run("import", str(path), "--column", "event=story")
    assert "30 rows read: 28 added, 0 revised, 0 known already, 2 rejected" in said
    assert "row 1: rejected: This text is too short" in said
    mine = Filter(samples=False)
    assert either_store.articles.count(mine) == 28
    listed = either_store.articles.listed(mine)[0]
    assert (listed.outlet, listed.published) == ("The Courier", "2026-03-01")
    titles = {each.title for each in either_store.events.all() if not each.sample}
    assert titles == {f"Story {number}" for number in range(7)}
    assert "28 added" in run("import", str(path), "--column", "event=story")
    assert "28 known already" in run("import", str(path), "--column", "event=story", "--again")
    assert either_store.articles.count(mine) == 28


def test_a_column_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    write_rows(path, 2)
    for column, says in (("text=nothing", "no column"), ("colour=body", "no part of an article")):
        done = CliRunner().invoke(main, ["import", str(path), "--column", column])
        assert done.exit_code == 1
        assert says in done.output


def test_an_import_of_10000_killed_at_random_moments_goes_on(
    either_store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "articles.csv"
    write_rows(path, 10_000)
    chance = random.Random(6)
    confirmed = 0
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "corpus", "import", str(path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(1.0, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        states = either_store.imports.all()
        count = either_store.articles.count(Filter(samples=False))
        done = states[0].rows_done if states else 0
        assert count == done >= confirmed
        confirmed = done
    assert "10,000 added" in run("import", str(path))
    texts = {each.article.text for each in either_store.articles.every(Filter(samples=False))}
    assert len(texts) == 10_000
    assert either_store.articles.count(Filter(samples=False)) == 10_000


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_library_is_exported(store: Store, tmp_path: Path, form: str) -> None:
    said = run("export", str(tmp_path / "out"), "--form", form, "--samples", "--words", "union")
    assert "articles:" in said
    versions = json.loads((tmp_path / "out" / "versions.json").read_text(encoding="utf-8"))
    assert versions
    assert (tmp_path / "out" / f"articles.{form}").exists()
    assert store.articles.count(Filter(words="union")) > 0
