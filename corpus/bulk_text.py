"""Rows of CSV and JSONL files, read one at a time however large the file is."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus.bulk_records import (
    SAMPLE_ROWS,
    BulkError,
    Record,
    Rejection,
    check_number_of_columns,
    column_names,
    excerpt_of,
)

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

MOST_CHARACTERS_OF_A_ROW = 10_000_000
"""A longer row is passed over: no article is so long, nor the page that it came from."""

_SAMPLE_BYTES = 1_000_000
_DELIMITERS = ",;\t|"
_SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or an archive. Save its sheet as CSV (UTF-8).",
    b"PAR1": "a Parquet file. Let its name end in .parquet.",
    b"\x1f\x8b": "packed with gzip. Unpack it first.",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_TOO_LONG = (
    f"This row has more than {MOST_CHARACTERS_OF_A_ROW:,} characters. Where it is meant to be "
    "shorter, look for a quotation mark in it that is never closed."
)
_BAD_QUOTES = (
    "A quotation mark in this row is never closed, or one inside a cell isn't doubled (see line "
    "{:,} of the file). Write the file anew with a spreadsheet program, or as JSONL."
)
_RAGGED = (
    "This row has {} cells, but there are {} columns. Look in it for a separator that is missing, "
    "or stands inside a cell without quotation marks."
)


class _TooLongError(Exception):
    """A row goes on beyond MOST_CHARACTERS_OF_A_ROW."""


@dataclass(frozen=True, slots=True)
class _TextFile:
    """An open file of text.

    Attributes:
        sample: the start of it.
        text: the file, decoded.
        binary: the file beneath.
        size: its bytes.
    """

    sample: str
    text: io.TextIOWrapper
    binary: BinaryIO
    size: int

    def lines(self) -> Iterator[str]:
        """Its lines; of one that is too long, only the start."""
        while line := self.text.readline(MOST_CHARACTERS_OF_A_ROW):
            rest = line
            while len(rest) == MOST_CHARACTERS_OF_A_ROW and not rest.endswith(("\n", "\r")):
                rest = self.text.readline(MOST_CHARACTERS_OF_A_ROW)
            yield line

    def progress(self) -> float:
        """How much of it has been read, from 0 to 1."""
        # A file that is still being written may have grown since its size was asked.
        return min(self.binary.tell() / self.size, 1.0)


class _RowLines:
    """The lines of a file for a CSV reader, which may take several for one row.

    Raises:
        _TooLongError: when one row has taken too many.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._taken = 0
        self.first = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.first = self.first or line
        self._taken += len(line)
        if self._taken >= MOST_CHARACTERS_OF_A_ROW:
            raise _TooLongError
        return line

    def start_row(self) -> None:
        """Say that the line to come is the first of a row."""
        self._taken = 0
        self.first = ""


def csv_columns(path: Path) -> tuple[str, ...]:
    """The names in the first row of a CSV file.

    Raises:
        BulkError: if it holds none, or the file can't be read.
    """
    with _opened(path, newline="") as file:
        return _header(_csv_reader(_RowLines(file.lines()), file))


def csv_records(path: Path, start: int = 0) -> Iterator[Record | Rejection]:
    """The rows of a CSV file after the first ``start``; empty ones don't count.

    Raises:
        BulkError: if the first row holds no column names, or the file can't be read.
    """
    with _opened(path, newline="") as file:
        lines = _RowLines(file.lines())
        reader = _csv_reader(lines, file)
        columns = _header(reader)
        for number, (cells, fault) in enumerate(_csv_rows(reader, lines, columns), start=1):
            if number <= start:
                continue
            if fault:
                yield Rejection(number, fault, excerpt_of(lines.first), file.progress())
            else:
                yield Record(number, dict(zip(columns, cells, strict=False)), file.progress())


def jsonl_columns(path: Path) -> tuple[str, ...]:
    """The keys in the first SAMPLE_ROWS lines of a JSONL file, in the order of their appearance.

    Raises:
        BulkError: if no such line is a JSON object, or the file can't be read.
    """
    names: dict[str, None] = {}
    lines = 0
    for record in islice(jsonl_records(path), SAMPLE_ROWS):
        lines += 1
        if isinstance(record, Record):
            names.update(dict.fromkeys(record.cells))
            check_number_of_columns(len(names))
    if lines and not names:
        raise BulkError(
            'This file holds no lines of JSON. Write one {"text": ..., "headline": ...} a line.'
        )
    return tuple(names)


def jsonl_records(path: Path, start: int = 0) -> Iterator[Record | Rejection]:
    """The rows of a JSONL file after the first ``start``; empty lines don't count.

    Raises:
        BulkError: if the file can't be read, or is one JSON list.
    """
    with _opened(path, newline="\n") as file:
        if file.sample.lstrip().startswith("["):
            raise BulkError("This file is one JSON list. Write one JSON object a line instead.")
        number = 0
        for line in file.lines():
            if line.isspace():
                continue
            number += 1
            if number > start:
                yield _json_record(number, line, file.progress())


def _csv_rows(
    reader: CsvReader, lines: _RowLines, columns: Sequence[str]
) -> Iterator[tuple[list[str], str]]:
    """The cells of each row that isn't empty, and what is wrong with it, if anything."""
    while True:
        lines.start_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLongError:
            yield [], _TOO_LONG
            continue
        except csv.Error:
            yield [], _BAD_QUOTES.format(reader.line_num)
            continue
        if any(cells):
            fits = len(cells) >= len(columns) and not any(cells[len(columns) :])
            yield cells, "" if fits else _RAGGED.format(len(cells), len(columns))


def _json_record(number: int, line: str, progress: float) -> Record | Rejection:
    if len(line) >= MOST_CHARACTERS_OF_A_ROW:
        return Rejection(number, _TOO_LONG, excerpt_of(line), progress)
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError):
        # Beside bad JSON, a number of more digits than Python converts, and endless brackets.
        cells = None
    if isinstance(cells, dict):
        return Record(number, cells, progress)
    reason = 'This line is no JSON object. Write one {"text": ..., "headline": ...} a line.'
    return Rejection(number, reason, excerpt_of(line), progress)


def _header(reader: CsvReader) -> tuple[str, ...]:
    try:
        first = next((cells for cells in reader if any(cells)), None)
    except (csv.Error, _TooLongError) as error:
        raise BulkError(
            "The first row of this file can't be read. Put a row of column names above the others."
        ) from error
    if first is None:
        raise BulkError("This file is empty. Choose one with a row an article.")
    return column_names(first)


@contextmanager
def _opened(path: Path, newline: str) -> Iterator[_TextFile]:
    try:
        with path.open("rb") as binary:
            start = binary.read(_SAMPLE_BYTES)
            encoding = _encoding(start)
            sample = start.decode(encoding, "replace")
            _check_text(sample)
            binary.seek(0)
            with io.TextIOWrapper(binary, encoding, "replace", newline) as text:
                yield _TextFile(sample, text, binary, path.stat().st_size)
    except OSError as error:
        raise BulkError(
            f"This file can't be read: {error.strerror or error}. Check its place and its "
            "permissions."
        ) from error


def _csv_reader(lines: _RowLines, file: _TextFile) -> CsvReader:
    # Cells of whole pages are longer than the csv module takes by itself.
    csv.field_size_limit(MOST_CHARACTERS_OF_A_ROW)
    return csv.reader(lines, delimiter=_delimiter(file.sample), strict=True)


def _encoding(sample: bytes) -> str:
    for signature, kind in _SIGNATURES.items():
        if sample.startswith(signature):
            raise BulkError(f"This file isn't text but {kind}")
    for mark, name in _MARKS.items():
        if sample.startswith(mark):
            return name
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    lost = text.count("\ufffd") - sample.count("\ufffd".encode())
    # A few bytes lost on the way are no sign of another encoding; curly quotation marks are.
    return "utf-8" if 2 * lost <= sum(sign > "\x7f" for sign in text) else "cp1252"


def _check_text(text: str) -> None:
    controls = sum(sign < " " and sign not in "\t\n\r" for sign in text)
    if 50 * controls > len(text):
        raise BulkError(
            "This file isn't text: it holds bytes that no text has. Save it as CSV (UTF-8), JSONL "
            "or Parquet."
        )


def _delimiter(sample: str) -> str:
    """What cuts the first row into the most cells."""
    counts: dict[str, int] = {}
    start = sample.lstrip("\r\n")
    for delimiter in _DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
            counts[delimiter] = len(next(rows, []))
        except csv.Error:
            counts[delimiter] = 0
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter])
