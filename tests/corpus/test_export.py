"""What was found in articles goes into other programs unchanged, and does nothing there."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Analysis, Article, Evidence, Span, analyze, versions
from corpus.export import AnalysedArticle, ExportError, Form, write_export, zip_export
from corpus.export_tables import TABLES, Table, columns_of, rows_of
from tests.conftest import SNUB_STORY

FORMS: tuple[Form, ...] = ("csv", "jsonl", "parquet")
OFFSETS: dict[Table, tuple[str, ...]] = {"attributions": ("source", "cue"), "evidence": ("text",)}
_FORMULAS = (
    "=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r1", "\n1", "＝1", "＋1", "－1", "＠a", "  =1",
    "\u00a0@a", "'=1",
)  # fmt: skip


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    # Signs beyond the Basic Multilingual Plane are one code point, but two of UTF-16.
    text = SNUB_STORY.replace("Trade minister", "📰 Trade minister")
    return analyze(Article(text, text.split("\n", 1)[0]))


@pytest.fixture(scope="module")
def story(analysis: Analysis) -> AnalysedArticle:
    return AnalysedArticle(
        article_id="a1",
        outlet="The Courier",
        country="",
        published="2024-05-03",
        url="https://courier.example/snub",
        event="",
        analysis=analysis,
    )


def read_back(folder: Path, table: Table, form: Form) -> list[dict[str, Any]]:
    """The rows of a table, with types as in the other forms where it is CSV."""
    path = folder / f"{table}.{form}"
    if form == "parquet":
        return [dict(row) for row in pq.read_table(path).to_pylist()]
    if form == "jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    types = {column.name: column.type for column in columns_of(table)}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: _typed(cell, types[name]) for name, cell in row.items()}
            for row in csv.DictReader(file, strict=True)
        ]


def _typed(cell: str, kind: str) -> object:
    if kind == "text":
        return cell
    readers = {"integer": int, "number": float, "yes or no": {"true": True, "false": False}.get}
    return readers[kind](cell) if cell else None  # type: ignore[operator]


def exact(cell: object) -> object:
    """A cell of a CSV file as it was before its formula was made harmless."""
    return cell.removeprefix("'") if isinstance(cell, str) else cell


@pytest.mark.parametrize("form", FORMS)
def test_offsets_find_their_words_in_the_text_that_was_written(
    tmp_path: Path, story: AnalysedArticle, form: Form
) -> None:
    write_export(tmp_path, [story], form)
    texts = {row["article_id"]: row["text"] for row in read_back(tmp_path, "articles", form)}
    checked = 0
    for table, names in OFFSETS.items():
        for row in read_back(tmp_path, table, form):
            for name in names:
                prefix = "" if name == "text" else f"{name}_"
                start, end = row[f"{prefix}start"], row[f"{prefix}end"]
                if start is not None:
                    assert exact(row[name]) == texts[row["article_id"]][start:end]
                    checked += 1
    assert checked > 15
    for row in read_back(tmp_path, "attributions", form):
        spans = [each.split("-") for each in row["content_spans"].split("|")]
        stretches = [texts["a1"][int(start) : int(end)] for start, end in spans]
        assert exact(row["content"]) == " … ".join(stretches)
        assert (row["content_start"], row["content_end"]) == (int(spans[0][0]), int(spans[-1][1]))


def test_all_forms_hold_the_same(tmp_path: Path, story: AnalysedArticle) -> None:
    for form in FORMS:
        counts = write_export(tmp_path, [story, replace(story, article_id="a2")], form)
        assert counts == {table: len(read_back(tmp_path, table, form)) for table in TABLES}
        assert counts["articles"] == 2
    for table in TABLES:
        parquet = read_back(tmp_path, table, "parquet")
        assert read_back(tmp_path, table, "jsonl") == parquet
        assert [
            {name: None if cell == "" else exact(cell) for name, cell in row.items()}
            for row in read_back(tmp_path, table, "csv")
        ] == [{name: None if cell == "" else cell for name, cell in row.items()} for row in parquet]


def test_every_number_and_mark_of_the_analysis_is_there(
    tmp_path: Path, story: AnalysedArticle, analysis: Analysis
) -> None:
    write_export(tmp_path, [story], "parquet")
    measures = read_back(tmp_path, "measures", "parquet")
    assert [(row["name"], row["group"], row["value"]) for row in measures] == [
        (each.name, each.group, each.value) for each in analysis.measures
    ]
    marks = read_back(tmp_path, "evidence", "parquet")
    assert [row["text"] for row in marks] == [each.text for each in analysis.evidence]
    assert sum(row["counted"] for row in marks) == len(analysis.counted)
    (article,) = read_back(tmp_path, "articles", "parquet")
    assert (article["outlet"], article["country"]) == ("The Courier", None)
    assert f"rules={versions()['rules']}" in article["versions"]
    first = read_back(tmp_path, "attributions", "parquet")[0]
    assert (first["number"], first["paragraph"], first["part"]) == (1, 0, "headline")


@pytest.mark.parametrize("form", FORMS)
def test_the_dictionary_names_exactly_the_columns_that_are_written(
    tmp_path: Path, story: AnalysedArticle, form: Form
) -> None:
    write_export(tmp_path, [story], form)
    with (tmp_path / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        dictionary = list(csv.DictReader(file))
    assert all(row["meaning"].endswith(".") for row in dictionary)
    for table in TABLES:
        named = [row["column"] for row in dictionary if row["table"] == table]
        assert list(read_back(tmp_path, table, form)[0]) == named
    assert {row["table"] for row in dictionary} == set(TABLES)


def test_no_cell_gets_lost_because_the_dictionary_lacks_its_column(story: AnalysedArticle) -> None:
    for table in TABLES:
        for row in rows_of(table, story):
            assert list(row) == [column.name for column in columns_of(table)]


@pytest.mark.parametrize("articles", [0, 1], ids=["no article", "an article without marks"])
def test_the_types_of_parquet_are_the_same_whatever_is_in_it(
    tmp_path: Path, story: AnalysedArticle, articles: int
) -> None:
    write_export(tmp_path / "full", [story], "parquet")
    plain = replace(
        story, analysis=replace(story.analysis, attributions=(), evidence=(), measures=())
    )
    counts = write_export(tmp_path / "empty", [plain] * articles, "parquet")
    assert counts == {"articles": articles, "attributions": 0, "evidence": 0, "measures": 0}
    for table in TABLES:
        full = pq.read_schema(tmp_path / "full" / f"{table}.parquet")
        assert pq.read_schema(tmp_path / "empty" / f"{table}.parquet").equals(full)
        assert len(pq.read_table(tmp_path / "empty" / f"{table}.parquet")) in (0, articles)
    assert (
        pq.read_schema(tmp_path / "full" / "measures.parquet").field("value").type == pa.float64()
    )


def _with_mark(story: AnalysedArticle, text: str) -> AnalysedArticle:
    mark = Evidence(Span(0, len(text)), text, "hedges", text, "own", text)
    analysis = replace(story.analysis, article=Article(text), attributions=(), evidence=(mark,))
    return replace(story, outlet=text, analysis=analysis)


@pytest.mark.parametrize("text", _FORMULAS)
def test_a_spreadsheet_runs_no_cell_as_a_formula(
    tmp_path: Path, story: AnalysedArticle, text: str
) -> None:
    write_export(tmp_path, [_with_mark(story, text)], "csv")
    (article,) = read_back(tmp_path, "articles", "csv")
    assert article["outlet"] == article["text"] == f"'{text}"
    (mark,) = read_back(tmp_path, "evidence", "csv")
    assert mark["text"] == mark["category"] == mark["reason"] == f"'{text}"


def test_numbers_stay_numbers_in_a_spreadsheet(tmp_path: Path, story: AnalysedArticle) -> None:
    first = replace(story.analysis.measures[0], value=-1.5)
    changed = replace(story, analysis=replace(story.analysis, measures=(first,)))
    write_export(tmp_path, [changed], "csv")
    assert pd.read_csv(tmp_path / "measures.csv")["value"].tolist() == [-1.5]
    marks = pd.read_csv(tmp_path / "evidence.csv")
    assert [str(marks[name].dtype) for name in ("start", "counted")] == ["int64", "bool"]


def test_jsonl_and_parquet_hold_formulas_exactly(tmp_path: Path, story: AnalysedArticle) -> None:
    for form in FORMS[1:]:
        write_export(tmp_path, [_with_mark(story, text) for text in _FORMULAS], form)
        written = [row["text"] for row in read_back(tmp_path, "articles", form)]
        assert written == list(_FORMULAS)


@given(text=st.text(st.sampled_from("'=+-@＝＋－＠ \t\r\n\u00a0a"), min_size=1, max_size=6))
def test_the_apostrophe_can_be_told_and_taken_away_again(
    tmp_path_factory: pytest.TempPathFactory, story: AnalysedArticle, text: str
) -> None:
    folder = tmp_path_factory.mktemp("export")
    write_export(folder, [_with_mark(story, text)], "csv")
    (row,) = read_back(folder, "evidence", "csv")
    written = row["text"]
    assert not written.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not written.startswith(("\t", "\r", "\n"))
    added = re.match(r"'+(\s*[=+\-@＝＋－＠]|[\t\r\n])", written)
    assert (written[1:] if added else written) == text


def test_what_it_rests_on_is_told_beside_the_tables(tmp_path: Path, story: AnalysedArticle) -> None:
    older = replace(story, analysis=replace(story.analysis, versions={"rules": "1"}))
    write_export(tmp_path, [story, older, story], "csv")
    told = json.loads((tmp_path / "versions.json").read_text(encoding="utf-8"))
    assert told["program"].startswith("Parallax ")
    assert told["exported"].endswith("+00:00")
    assert told["rows"]["articles"] == 3
    assert told["analyses"] == [
        {"articles": 2, "versions": dict(versions())},
        {"articles": 1, "versions": {"rules": "1"}},
    ]
    assert "apostrophe" in (tmp_path / "README.txt").read_text(encoding="utf-8")


def test_an_export_that_breaks_off_leaves_the_earlier_one(
    tmp_path: Path, story: AnalysedArticle
) -> None:
    def broken() -> Iterator[AnalysedArticle]:
        yield story
        raise KeyboardInterrupt

    write_export(tmp_path, [story], "csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == len(TABLES) + 3
    with pytest.raises(KeyboardInterrupt):
        write_export(tmp_path, broken(), "csv")
    with pytest.raises(KeyboardInterrupt):
        zip_export(tmp_path / "export.zip", broken(), "csv")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_place_where_nothing_can_be_written_is_told(
    tmp_path: Path, story: AnalysedArticle
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ExportError, match="can't be written"):
            write_export(place, [story], "csv")
    with pytest.raises(ExportError, match="can't be written"):
        zip_export(tmp_path / "file" / "a.zip", [story], "csv")


@pytest.mark.parametrize("form", FORMS)
def test_the_archive_holds_the_same_files(
    tmp_path: Path, story: AnalysedArticle, form: Form
) -> None:
    counts = write_export(tmp_path / "folder", [story], form)
    assert zip_export(tmp_path / "export.zip", [story], form) == counts
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        assert archive.testzip() is None
        names = sorted(path.name for path in (tmp_path / "folder").iterdir())
        assert archive.namelist() == names
        for name in set(names) - {"versions.json"}:
            assert archive.read(name) == (tmp_path / "folder" / name).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.zip", "folder"]


def test_articles_are_written_as_they_come(tmp_path: Path, story: AnalysedArticle) -> None:
    alive: list[int] = []

    def many() -> Iterator[AnalysedArticle]:
        for number in range(450):
            folder = next(tmp_path.glob(".export-*"))
            alive.append((folder / "articles.jsonl").stat().st_size)
            yield replace(story, article_id=f"a{number}")

    assert write_export(tmp_path, many(), "jsonl")["articles"] == 450
    assert alive[0] == 0
    assert 0 < alive[250] < alive[449]
    ids = [row["article_id"] for row in read_back(tmp_path, "articles", "jsonl")]
    assert ids == [f"a{number}" for number in range(450)]
