"""Analysed articles as tables for other programs: CSV, JSONL or Parquet.

CSV goes to spreadsheets, so text that one would run as a formula has an apostrophe in front; JSONL
and Parquet hold every text exactly.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from corpus.export_tables import (
    DICTIONARY,
    TABLES,
    AnalysedArticle,
    Cell,
    Column,
    Row,
    columns_of,
    rows_of,
)

__all__ = ["AnalysedArticle", "ExportError", "Form", "write_export", "zip_export"]

Form = Literal["csv", "jsonl", "parquet"]

_BATCH = 200
"""Articles in memory at once; of Parquet also what is read back at once."""

_README = Path(__file__).parent / "export_readme.txt"
_PROJECT = Path(__file__).parent.parent / "pyproject.toml"
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")

_Write = Callable[[Sequence[Row]], None]


class ExportError(RuntimeError):
    """An export that couldn't be written; the message says why, and what to do."""


def write_export(folder: Path, articles: Iterable[AnalysedArticle], form: Form) -> dict[str, int]:
    """Write the tables of ``articles`` into ``folder``, and return how many rows each has.

    Beside the tables stand data_dictionary.csv, versions.json and README.txt. Files of an earlier
    export are replaced, and only when all are written.

    Raises:
        ExportError: if the files can't be written.
    """
    with _told():
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".export-", dir=folder) as unfinished:
            counts = _write_files(Path(unfinished), articles, form)
            for path in sorted(Path(unfinished).iterdir()):
                path.replace(folder / path.name)
    return counts


def zip_export(path: Path, articles: Iterable[AnalysedArticle], form: Form) -> dict[str, int]:
    """Write the files of ``write_export`` into one archive; how many rows each table has.

    Raises:
        ExportError: if the archive can't be written.
    """
    with _told():
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".export-", dir=path.parent) as unfinished:
            folder, archive = Path(unfinished) / "tables", Path(unfinished) / "export.zip"
            counts = write_export(folder, articles, form)
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
                for each in sorted(folder.iterdir()):
                    zipped.write(each, each.name)
            archive.replace(path)
    return counts


def _write_files(folder: Path, articles: Iterable[AnalysedArticle], form: Form) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(TABLES, 0)
    analyses: Counter[tuple[tuple[str, str], ...]] = Counter()
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(
                _WRITERS[form](folder / f"{table}.{form}", columns_of(table))
            )
            for table in TABLES
        }
        remaining = iter(articles)
        while batch := list(islice(remaining, _BATCH)):
            analyses.update(tuple(each.analysis.versions.items()) for each in batch)
            for table, write in writers.items():
                rows = [row for each in batch for row in rows_of(table, each)]
                write(rows)
                counts[table] += len(rows)
    shutil.copyfile(DICTIONARY, folder / DICTIONARY.name)
    shutil.copyfile(_README, folder / "README.txt")
    told = {
        "program": f"Parallax {_program_version()}",
        "exported": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": counts,
        "analyses": [
            {"articles": count, "versions": dict(versions)} for versions, count in analyses.items()
        ],
    }
    text = json.dumps(told, indent=2, ensure_ascii=False)
    (folder / "versions.json").write_text(f"{text}\n", encoding="utf-8")
    return counts


def _program_version() -> str:
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


@contextmanager
def _csv_file(path: Path, columns: Sequence[Column]) -> Iterator[_Write]:
    names = [column.name for column in columns]
    # Spreadsheets take a file without a mark for one in an old encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)

        def write(rows: Sequence[Row]) -> None:
            writer.writerows([_csv_cell(row[name]) for name in names] for row in rows)

        yield write


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


@contextmanager
def _jsonl_file(path: Path, columns: Sequence[Column]) -> Iterator[_Write]:
    names = [column.name for column in columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(rows: Sequence[Row]) -> None:
            for row in rows:
                cells = {name: row[name] for name in names}
                file.write(f"{json.dumps(cells, ensure_ascii=False, allow_nan=False)}\n")

        yield write


@contextmanager
def _parquet_file(path: Path, columns: Sequence[Column]) -> Iterator[_Write]:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "yes or no": pa.bool_(),
    }
    schema = pa.schema([pa.field(column.name, types[column.type]) for column in columns])
    with pq.ParquetWriter(path, schema) as writer:

        def write(rows: Sequence[Row]) -> None:
            if rows:
                writer.write_table(pa.Table.from_pylist(list(rows), schema))

        yield write


_WRITERS: Mapping[Form, Callable[[Path, Sequence[Column]], AbstractContextManager[_Write]]] = {
    "csv": _csv_file,
    "jsonl": _jsonl_file,
    "parquet": _parquet_file,
}


@contextmanager
def _told() -> Iterator[None]:
    """Say what a person can do where files can't be written."""
    try:
        yield
    except OSError as error:
        raise ExportError(
            f"The export can't be written: {error.strerror or error}. Choose a folder in which you "
            "may write and that has room, and export again."
        ) from error
