"""A file with a row an article becomes articles, and each row that doesn't says why."""

from __future__ import annotations

import csv
import json
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import MOST_CHARACTERS
from corpus.bulk import (
    BulkError,
    ColumnMapping,
    Rejection,
    Row,
    columns_of,
    guess_mapping,
    preview,
    read_rows,
)
from corpus.bulk_text import MOST_CHARACTERS_OF_A_ROW

STORY = (
    "The council voted on Tuesday to close the ferry line between the two banks.\n\n“We had no "
    "choice,” said the treasurer, who counted 312 passengers in the whole of May."
)
TEXT_ALONE = ColumnMapping(text="text")
TABLE: list[dict[str, object]] = [
    {
        "id": 7,
        "title": "Ferry line to close",
        "content": STORY,
        "source": "The Courier",
        "publishedAt": "2020-05-03T10:00:00Z",
        "link": "https://courier.example/ferry",
        "event_id": 12,
    },
    {
        "id": 8,
        "title": None,
        "content": STORY.replace("Tuesday", "Monday"),
        "source": None,
        "publishedAt": None,
        "link": None,
        "event_id": None,
    },
]
KINDS = ("csv", "tsv", "jsonl", "parquet")


def written(folder: Path, kind: str, table: Sequence[Mapping[str, object]]) -> Path:
    """The table in a file of that kind."""
    path = folder / f"articles.{kind}"
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist([dict(row) for row in table]), path, row_group_size=3)
    elif kind == "jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in table), encoding="utf-8")
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]), delimiter="\t" if kind == "tsv" else ",")
            writer.writeheader()
            writer.writerows(table)
    return path


def csv_file(folder: Path, content: str | bytes, name: str = "articles.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path: Path, mapping: ColumnMapping = TEXT_ALONE, start: int = 0) -> list[Row]:
    """All rows, none of which is rejected."""
    rows = list(read_rows(path, mapping, start))
    assert all(isinstance(each, Row) for each in rows), rows
    return [each for each in rows if isinstance(each, Row)]


def rejection_of(path: Path, mapping: ColumnMapping = TEXT_ALONE) -> Rejection:
    """The only row, which is rejected."""
    (only,) = read_rows(path, mapping)
    assert isinstance(only, Rejection)
    return only


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_from_elsewhere_is_understood_as_it_is(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, kind, TABLE)
    mapping = guess_mapping(columns_of(path), preview(path))
    assert mapping == ColumnMapping(
        text="content",
        headline="title",
        outlet="source",
        published="publishedAt",
        url="link",
        event="event_id",
    )
    first, second = rows_of(path, mapping)
    assert first.draft.article.headline == "Ferry line to close"
    assert first.draft.article.body == STORY
    assert (first.draft.outlet, first.draft.published) == ("The Courier", "2020-05-03")
    assert (first.draft.url, first.event) == ("https://courier.example/ferry", "12")
    assert second.draft.article.text == STORY.replace("Tuesday", "Monday")
    assert (second.draft.outlet, second.draft.published, second.event) == ("", "", "")
    assert (first.warning, second.warning) == ("", "")
    assert (first.number, second.number, second.progress) == (1, 2, 1.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_reading_that_stopped_goes_on_where_it_was(tmp_path: Path, kind: str) -> None:
    table: list[dict[str, object]] = [{"text": f"{STORY} {at}"} for at in range(11)]
    table[4] = {"text": "Too short."}
    path = written(tmp_path, kind, table)
    whole = list(read_rows(path, TEXT_ALONE))
    assert [each.number for each in whole] == list(range(1, 12))
    for start in range(13):
        assert list(read_rows(path, TEXT_ALONE, start)) == whole[start:]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    table=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\0")),
            st.text(st.characters(codec="utf-8"), min_size=1),
        ).filter(lambda cells: any(cells)),
        min_size=1,
        max_size=4,
    ),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_text_in_the_cells_of_a_csv_file_comes_back(
    tmp_path: Path,
    table: list[tuple[str, str]],
    delimiter: str,
    quoting: Literal[0, 1],
    encoding: str,
) -> None:
    path = tmp_path / "articles.csv"
    padding = "So that the signs of a short file aren't mostly such as no text has. " * 20
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
        writer.writerows([("first name", "second"), ("", padding), *table])
    assert columns_of(path) == ("first name", "second")
    assert [tuple(row.values()) for row in preview(path)] == [("", padding), *table]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.jsonl", "a.parquet"]))
def test_any_bytes_give_rows_rejections_or_one_message(
    tmp_path: Path, data: bytes, name: str
) -> None:
    path = csv_file(tmp_path, b'text,"b"\n' + data if name == "a.csv" else data, name)
    with suppress(BulkError):
        columns = columns_of(path)
        for each in read_rows(path, ColumnMapping(columns[0] if columns else None)):
            assert isinstance(each, Row | Rejection)


def test_fifty_thousand_rows_are_read_in_little_memory(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "text\n" + f'"{STORY}"\n' * 50_000)
    rows = read_rows(path, TEXT_ALONE)
    assert sum(1 for _ in islice(rows, 48_000)) == 48_000
    # Only the last rows are traced, for that takes long; were they kept, they would show.
    tracemalloc.start()
    try:
        assert sum(isinstance(each, Row) for each in rows) == 2_000
        assert tracemalloc.get_traced_memory()[1] < 300_000
    finally:
        tracemalloc.stop()


def test_the_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "text\n" + f'"{STORY}"\n' * 500)
    progress = [each.progress for each in rows_of(path)]
    assert progress == sorted(progress)
    assert 0 < progress[0] < 0.2
    assert progress[-1] == 1


def test_an_article_stays_as_the_file_has_it_but_for_line_ends(tmp_path: Path) -> None:
    text = f"  By Ann Writer\r\n\r\n{STORY}\r\n\r\nRead more: Ten best ferries\r\n"
    path = written(tmp_path, "jsonl", [{"text": text}])
    assert rows_of(path)[0].draft.article.text == text.replace("\r\n", "\n")


def test_a_headline_that_the_text_starts_with_isnt_doubled(tmp_path: Path) -> None:
    mapping = ColumnMapping("text", headline="title")
    text = f"Ferry to close\n\n{STORY}"
    path = written(tmp_path, "jsonl", [{"title": " Ferry  to close", "text": text}])
    article = rows_of(path, mapping)[0].draft.article
    assert (article.text, article.headline) == (text, "Ferry to close")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"text\n{STORY.replace('ferry', 'café')}\n".replace("\n\n", " ").encode("cp1252"), "café"),
        (f"text\n{STORY}\n".replace("\n\n", " ").encode("utf-8-sig"), "“We had"),
        (f"text\n{STORY}\n".replace("\n\n", " ").encode("utf-16"), "“We had"),
        (b"text\n" + STORY.replace("\n\n", " ").encode() + b" Caf\xe9s.\n", "“We had"),
    ],
    ids=["windows-1252", "marked", "Unicode text", "one byte lost"],
)
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, content: bytes, expected: str) -> None:
    path = csv_file(tmp_path, content.replace(b",", b""))
    assert expected in rows_of(path)[0].draft.article.text


def test_signs_lost_on_the_way_are_told(tmp_path: Path) -> None:
    later = STORY.replace("\n\n", " ").encode("cp1252")
    path = csv_file(tmp_path, b"text\n" + b'"' + STORY.encode() * 6_000 + b'"\n"' + later + b'"\n')
    *_, last = read_rows(path, TEXT_ALONE)
    assert isinstance(last, Row)
    assert last.warning == "2 signs of the text were lost. Save the file anew as UTF-8."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("   ", "There is no text in this row."),
        (None, "There is no text in this row."),
        (["One", "two"], "What stands in the column of the text is no text."),
        ("Five words and no more.", "at least 20 words"),
        ("word " * (MOST_CHARACTERS // 5 + 1), "at most 400,000 can be analysed"),
        ("Совет проголосовал за закрытие паромной линии. " * 9, "Latin letters"),
    ],
    ids=["blank", "missing", "list", "short", "long", "Cyrillic"],
)
def test_a_row_without_an_article_is_rejected_with_the_reason(
    tmp_path: Path, text: object, reason: str
) -> None:
    path = written(tmp_path, "jsonl", [{"text": text, "title": "A ferry"}])
    rejection = rejection_of(path, ColumnMapping("text", headline="title"))
    assert reason in rejection.reason
    assert rejection.excerpt.startswith("A ferry")
    assert len(rejection.excerpt) <= 120


def test_what_cant_be_used_beside_the_text_is_left_out_and_told(tmp_path: Path) -> None:
    row: dict[str, object] = {
        "text": STORY,
        "a": {"name": "The Courier"},
        "b": "javascript:alert(1)",
        "c": "May",
    }
    path = written(tmp_path, "jsonl", [row])
    (only,) = rows_of(path, ColumnMapping("text", outlet="a", url="b", published="c"))
    assert (only.draft.outlet, only.draft.url, only.draft.published) == ("", "", "")
    for part in ("outlet", "url", "published"):
        assert f"The {part} of this row was left out" in only.warning


@pytest.mark.parametrize(
    "cell",
    [
        "2020-05-03",
        " 2020/5/3 ",
        "2020-05-03T23:30:00-05:00",
        "2020-05-03 10:00:00.123 UTC",
        "20200503",
        "20200503T101500Z",
        "20200503101500",
        "3 May 2020",
        "3rd May, 2020",
        "03-May-2020",
        "May 3, 2020",
        "Sunday, May 3rd 2020 at 10:12 am",
        "Sun, 03 May 2020 10:00:00 GMT",
        "1588500000",
        1588500000,
        1588500000.25,
        1588500000123,
        20200503,
    ],
)
def test_a_date_in_any_clear_form_is_read(tmp_path: Path, cell: object) -> None:
    path = written(tmp_path, "jsonl", [{"text": STORY, "date": cell}])
    (only,) = rows_of(path, ColumnMapping("text", published="date"))
    assert (only.draft.published, only.warning) == ("2020-05-03", "")


@pytest.mark.parametrize(
    "cell",
    ["3/4/2020", "3.4.20", "May 2020", "2020", "2020-13-01", "31 June 2020", "yesterday", 2020,
     True, [2020, 5, 3], "9" * 5_000, "2020-05-03 to 2020-05-07"],
    ids=lambda cell: str(cell)[:20],
)  # fmt: skip
def test_a_date_that_may_be_another_is_left_out_and_told(tmp_path: Path, cell: object) -> None:
    path = written(tmp_path, "jsonl", [{"text": STORY, "date": cell}])
    (only,) = rows_of(path, ColumnMapping("text", published="date"))
    assert only.draft.published == ""
    assert "Write dates as YYYY-MM-DD." in only.warning


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["3/4/2020", "25/4/2020"], ["2020-04-03", "2020-04-25"]),
        (["3/4/2020", "4/25/2020"], ["2020-03-04", "2020-04-25"]),
        (["3/4/2020", "5/5/2020"], ["", "2020-05-05"]),
        (["3/4/2020", "25/4/2020", "4/25/2020"], ["", "2020-04-25", "2020-04-25"]),
        (["03.04.2020 10:15", "25.04.2020"], ["2020-04-03", "2020-04-25"]),
    ],
)
def test_the_column_tells_whether_the_day_comes_first(
    tmp_path: Path, dates: list[str], expected: list[str]
) -> None:
    path = written(tmp_path, "csv", [{"text": STORY, "date": each} for each in dates])
    rows = rows_of(path, ColumnMapping("text", published="date"))
    assert [each.draft.published for each in rows] == expected
    resumed = rows_of(path, ColumnMapping("text", published="date"), start=1)
    assert resumed == rows[1:]


def test_columns_without_telling_names_go_by_their_cells() -> None:
    sample = [
        {"a": "7", "b": "https://courier.example", "c": "3 May 2020", "d": "Bus", "e": STORY * 2},
        {"a": "8", "b": "https://courier.example", "c": "", "d": "Ferry", "e": STORY * 3},
    ]
    assert guess_mapping("abcde", sample) == ColumnMapping("e", url="b", published="c")


def test_a_name_that_the_cells_contradict_isnt_believed() -> None:
    sample = [{"source": "https://courier.example/7", "publisher": "The Courier", "date": "Ann"}]
    assert guess_mapping(list(sample[0]), sample) == ColumnMapping(
        None, outlet="publisher", url="source"
    )


def test_names_alone_are_enough_and_no_column_is_taken_twice() -> None:
    columns = ("Headline", "Title", "Article Text", "Body", "PUBLISH DATE", "Publication")
    assert guess_mapping(columns, []) == ColumnMapping(
        "Article Text", headline="Headline", outlet="Publication", published="PUBLISH DATE"
    )


def test_columns_of_one_name_and_of_none_can_be_told_apart(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "\ntext,text,,text (2)\na,b,c,d\n")
    assert columns_of(path) == ("text", "text (2)", "column 3", "text (2) (2)")
    assert preview(path)[0] == {"text": "a", "text (2)": "b", "column 3": "c", "text (2) (2)": "d"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("text,date\n", "no rows"),
        ("text,date\n,,\n", "no rows"),
        ("1,2,3\n4,5,6\n", "no column names"),
        (f'Ferry,"{STORY * 2}"\n', "no column names"),
        ('"text\nnever closed', "first row of this file can't be read"),
        (",".join(f"a{at}" for at in range(1_001)), "1,001 columns"),
        ("\0\1\2\3" * 20, "isn't text"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"PAR1rest", ".parquet"),
        (b"\x1f\x8brest", "gzip"),
        ("a,b\n1,2,3\n4\n", "No row of this file can be read"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(BulkError, match=message):
        preview(csv_file(tmp_path, content))


def test_a_file_of_another_type_or_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match=r"type \.xlsx can't be read"):
        columns_of(tmp_path / "a.xlsx")
    for kind in KINDS:
        with pytest.raises(BulkError, match="can't be read"):
            columns_of(tmp_path / f"missing.{kind}")


def test_a_mapping_that_doesnt_fit_the_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "csv", [{"text": STORY, "date": ""}])
    with pytest.raises(BulkError, match="Say which column holds the text"):
        read_rows(path, ColumnMapping(None))
    with pytest.raises(BulkError, match=r"no column 'body' .* are: text, date\."):
        read_rows(path, ColumnMapping("body"))


@pytest.mark.parametrize(
    "bad",
    [
        "a,b,c",
        "a",
        'a,"He said "no" to me"',
        'a,"never closed',
        f'a,"{"x" * MOST_CHARACTERS_OF_A_ROW}"',
        f'a,"{"x" * (MOST_CHARACTERS_OF_A_ROW - 5)}"',
        "a," + "x" * MOST_CHARACTERS_OF_A_ROW,
    ],
    ids=lambda bad: bad[:25],
)
def test_a_broken_row_of_a_csv_file_costs_no_other(tmp_path: Path, bad: str) -> None:
    good = '"{}","' + STORY + '"\n'
    end = "" if bad.endswith("closed") else good.format("last")
    path = csv_file(tmp_path, f"id,text\n{good.format('first')}{bad}\n{end}")
    first, broken, *rest = read_rows(path, TEXT_ALONE)
    assert isinstance(first, Row)
    assert isinstance(broken, Rejection)
    assert broken.excerpt.startswith("a")
    assert [type(each) for each in rest] == [Row] * bool(end)
    assert [each.number for each in (first, broken, *rest)] == [1, 2, 3][: 2 + len(rest)]


def test_a_page_in_a_cell_is_no_hindrance(tmp_path: Path) -> None:
    path = written(tmp_path, "csv", [{"text": STORY, "html": "<p>" * 400_000}])
    assert len(rows_of(path)) == 1


@pytest.mark.parametrize(
    "bad",
    ["no JSON", "[1, 2]", '"text"', '{"text": "cut', "[" * 100_000, "1" * 5_000,
     '{"text": "' + "x" * MOST_CHARACTERS_OF_A_ROW + '"}'],
    ids=lambda bad: bad[:12],
)  # fmt: skip
def test_a_broken_line_of_a_jsonl_file_costs_no_other(tmp_path: Path, bad: str) -> None:
    good = json.dumps({"text": STORY})
    path = csv_file(tmp_path, f"{good}\n\n{bad}\n{good}", "a.jsonl")
    first, broken, last = read_rows(path, TEXT_ALONE)
    assert (type(first), type(broken), type(last)) == (Row, Rejection, Row)
    assert (broken.number, last.number) == (2, 3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no rows"),
        ("text,date\na,b\n", "no lines of JSON"),
        ('[\n{"text": "a"}]', "one JSON list"),
        ("{}\n", "no lines of JSON"),
    ],
)
def test_a_file_that_isnt_lines_of_json_is_refused(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(BulkError, match=message):
        preview(csv_file(tmp_path, content, "a.jsonl"))


def test_a_key_that_only_later_lines_have_is_a_column(tmp_path: Path) -> None:
    path = written(tmp_path, "jsonl", [{"text": STORY}, {"text": STORY, "date": "2020-05-03"}])
    assert columns_of(path) == ("text", "date")
    rows = rows_of(path, ColumnMapping("text", published="date"))
    assert [each.draft.published for each in rows] == ["", "2020-05-03"]


@pytest.mark.parametrize(
    "array",
    [pa.array([b"text"]), pa.array([["a"]]), pa.array([1]), pa.array([{"a": "b"}])],
    ids=["binary", "list", "number", "struct"],
)
def test_a_parquet_column_without_text_is_refused(tmp_path: Path, array: pa.Array) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": array}), path)
    assert columns_of(path) == ("text",)
    with pytest.raises(BulkError, match="'text' holds no text"):
        read_rows(path, TEXT_ALONE)


def test_the_types_of_parquet_are_understood(tmp_path: Path) -> None:
    moment = datetime(2020, 5, 3, 22, tzinfo=UTC)
    table = pa.table(
        {
            "text": pa.array([STORY, STORY]).dictionary_encode(),
            "a.b": pa.array([STORY, STORY], pa.large_string()),
            "day": [date(2020, 5, 3), None],
            "moment": pa.array([moment, None], pa.timestamp("ns", "Europe/Paris")),
            "event": [12.0, float("nan")],
        }
    )
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    for text, published, expected in (
        ("text", "day", "2020-05-03"), ("a.b", "moment", "2020-05-04"),
    ):  # fmt: skip
        first, second = rows_of(path, ColumnMapping(text, published=published, event="event"))
        assert (first.draft.published, first.event, first.warning) == (expected, "12", "")
        assert (second.draft.published, second.event, second.warning) == ("", "", "")


def test_a_parquet_file_that_is_none_or_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match="can't be read as Parquet"):
        columns_of(csv_file(tmp_path, "text\nnone\n", "a.parquet"))
    path = written(tmp_path, "parquet", [{"text": f"{STORY} {at}"} for at in range(9)])
    data = bytearray(path.read_bytes())
    data[4:400] = b"\xff" * 396
    path.write_bytes(data)
    with pytest.raises(BulkError, match="can't be read as Parquet"):
        list(read_rows(path, TEXT_ALONE))
    twice = pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    pq.write_table(twice, path)
    with pytest.raises(BulkError, match="Two columns"):
        columns_of(path)


def test_text_that_is_no_utf_8_costs_one_row_of_parquet(tmp_path: Path) -> None:
    broken = pa.array([STORY.encode(), b"\xff\xfe", STORY.encode()]).view(pa.string())
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": broken}), path)
    assert [type(each) for each in read_rows(path, TEXT_ALONE)] == [Row, Rejection, Row]


@pytest.mark.parametrize(
    "line", ['a","', '"', '""', ',"x",', "x" * 50, "1/1/2020 " * 9], ids=lambda line: line[:6]
)
def test_no_file_takes_long(tmp_path: Path, line: str) -> None:
    path = csv_file(tmp_path, "text,date\n" + f"{line}\n" * 100_000)
    started = time.perf_counter()
    list(read_rows(path, ColumnMapping("text", published="date")))
    # They take some seconds at most; what grows with the square of the length takes hours.
    assert time.perf_counter() - started < 30
