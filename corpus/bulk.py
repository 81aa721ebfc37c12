"""Articles by the thousand, from one CSV, JSONL or Parquet file with a row an article.

    >>> from corpus.bulk import columns_of, guess_mapping, preview, read_rows
    >>> mapping = guess_mapping(columns_of(path), preview(path))
    >>> for each in read_rows(path, mapping):
    ...     print(each)  # a Row or a Rejection

The articles are kept as the file has them, for whoever made it may count on every sentence: only
line ends and invisible signs are made alike, and nothing is taken for boilerplate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path

from analysis import MOST_CHARACTERS, Article
from analysis.segmentation import words
from corpus.assembly import is_latin
from corpus.bulk_dates import is_day_first, iso_date
from corpus.bulk_mapping import ColumnMapping, guess_mapping
from corpus.bulk_parquet import check_is_text, parquet_columns, parquet_records
from corpus.bulk_records import SAMPLE_ROWS, BulkError, Record, Rejection, excerpt_of
from corpus.bulk_text import csv_columns, csv_records, jsonl_columns, jsonl_records
from corpus.draft import Draft
from corpus.extract import LEAST_WORDS, cleaned

__all__ = [
    "FILE_TYPES",
    "BulkError",
    "ColumnMapping",
    "Rejection",
    "Row",
    "columns_of",
    "guess_mapping",
    "preview",
    "read_rows",
]

_CSV, _JSONL, _PARQUET = (".csv", ".tsv"), (".jsonl", ".ndjson"), (".parquet",)

FILE_TYPES = (*_CSV, *_JSONL, *_PARQUET)

_MOST_LABEL = 1_000
"""A longer headline, name or address is something else, and left out."""

_LOOKED_AT = 1_000
"""Characters from the start of a text by which it is mostly told whether it is an article."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that gives an article.

    Attributes:
        number: 1 for the first row under the column names.
        draft: the article.
        event: what the file says it belongs to, or empty.
        warning: what of the row couldn't be used, for the user to know, or empty.
        progress: how much of the file has been read, from 0 to 1.
    """

    number: int
    draft: Draft
    event: str
    warning: str
    progress: float


def columns_of(path: Path) -> tuple[str, ...]:
    """The names of the columns; of JSONL, the keys that its first SAMPLE_ROWS lines have.

    Raises:
        BulkError: if the file is of another type, can't be read, or has no columns.
    """
    kind = _type_of(path)
    if kind in _CSV:
        return csv_columns(path)
    return jsonl_columns(path) if kind in _JSONL else parquet_columns(path)


def preview(path: Path, rows: int = 5) -> tuple[Mapping[str, object], ...]:
    """The cells of the first ``rows`` readable rows, by column.

    Raises:
        BulkError: as ``columns_of`` does, and if there are no rows.
    """
    records = _records(path, columns_of(path))
    first = next(records, None)
    if first is None:
        raise BulkError("There are no rows in this file. Choose one with a row an article.")
    among = chain([first], islice(records, SAMPLE_ROWS - 1))
    found = tuple(islice((each.cells for each in among if isinstance(each, Record)), rows))
    if not found and isinstance(first, Rejection):
        raise BulkError(f"No row of this file can be read. Of the first: {first.reason}")
    return found


def read_rows(path: Path, mapping: ColumnMapping, start: int = 0) -> Iterator[Row | Rejection]:
    """Each row after the first ``start``, in order, as an article or with why it is none.

    The same file and mapping give the same rows and numbers, so that a reading that stopped can go
    on. In memory there are only a few rows at once.

    Raises:
        BulkError: if the file or the mapping can't be used; while rows are read, if the file turns
            out to be broken.
    """
    if mapping.text is None:
        raise BulkError("Say which column holds the text of the articles.")
    wanted, there = mapping.by_part(), columns_of(path)
    missing = [name for name in wanted.values() if name not in there]
    if missing:
        raise BulkError(
            f"There is no column {missing[0]!r} in this file. Its columns are: {', '.join(there)}."
        )
    if _type_of(path) in _PARQUET:
        check_is_text(path, mapping.text)
    day_first = _is_day_first(path, mapping.published)
    records = _records(path, wanted.values(), start)
    return (
        each if isinstance(each, Rejection) else _read(each, wanted, day_first) for each in records
    )


def _type_of(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in FILE_TYPES:
        raise BulkError(
            f"Files of type {suffix or 'unknown'} can't be read. Use {', '.join(FILE_TYPES)}."
        )
    return suffix


def _records(path: Path, columns: Iterable[str], start: int = 0) -> Iterator[Record | Rejection]:
    kind = _type_of(path)
    if kind in _CSV:
        return csv_records(path, start)
    if kind in _JSONL:
        return jsonl_records(path, start)
    return parquet_records(path, columns, start)


def _is_day_first(path: Path, column: str | None) -> bool | None:
    if column is None:
        return None
    among = islice(_records(path, (column,)), SAMPLE_ROWS)
    return is_day_first(each.cells.get(column) for each in among if isinstance(each, Record))


def _read(record: Record, columns: Mapping[str, str], day_first: bool | None) -> Row | Rejection:
    cells = {part: record.cells.get(column) for part, column in columns.items()}
    text = cells.pop("text")
    parts = {part: _part(part, cell, day_first) for part, cell in cells.items()}
    used = {part: value for part, value in parts.items() if value is not None}
    article = _article(used.get("headline", ""), cleaned(text) if isinstance(text, str) else "")
    fault = _fault(text, article)
    if fault:
        return Rejection(record.number, fault, excerpt_of(article.text), record.progress)
    warnings = [_warning(part, cells[part]) for part, value in parts.items() if value is None]
    lost = article.text.count("\ufffd")
    if lost:
        warnings.append(f"{lost} signs of the text were lost. Save the file anew as UTF-8.")
    draft = Draft(
        article,
        outlet=used.get("outlet", ""),
        country=used.get("country", ""),
        published=used.get("published", ""),
        url=used.get("url", ""),
    )
    return Row(record.number, draft, used.get("event", ""), " ".join(warnings), record.progress)


def _article(headline: str, text: str) -> Article:
    follows = text[len(headline) : len(headline) + 1]
    if headline and text.startswith(headline) and follows in ("", "\n"):
        return Article(text, headline)
    return Article.from_parts(headline, text)


def _fault(text: object, article: Article) -> str:
    """Why ``article``, made of the cell ``text``, can't be analysed, or nothing."""
    if _is_empty(text):
        return "There is no text in this row."
    if not isinstance(text, str):
        return "What stands in the column of the text is no text."
    if len(article.text) > MOST_CHARACTERS:
        return (
            f"This text has {len(article.text):,} characters; at most {MOST_CHARACTERS:,} can be "
            "analysed."
        )
    if not _has_words(article.text):
        return f"This text is too short: an article needs at least {LEAST_WORDS} words."
    if not is_latin(article.text[:_LOOKED_AT]):
        return "This text isn't in Latin letters; only English can be analysed."
    return ""


def _has_words(text: str) -> bool:
    return any(len(words(part)) >= LEAST_WORDS for part in (text[:_LOOKED_AT], text))


def _part(part: str, cell: object, day_first: bool | None) -> str | None:
    """What a cell tells of an article, empty where it is, or None where it can't be used."""
    if _is_empty(cell):
        return ""
    if part == "published":
        return iso_date(cell, day_first)
    label = _label(cell)
    if part == "url" and label is not None:
        return label if label.startswith(("http://", "https://")) else None
    return label


def _label(cell: object) -> str | None:
    """A cell in one line, or None where it holds a list, an object or a long text."""
    if isinstance(cell, float) and cell.is_integer():
        # Tables turn a column of whole numbers to fractions where a cell is missing.
        cell = int(cell)
    if not isinstance(cell, str | int | float | date):
        return None
    written = str(cell)
    return " ".join(cleaned(written).split()) if len(written) <= _MOST_LABEL else None


def _is_empty(cell: object) -> bool:
    if isinstance(cell, float):
        return math.isnan(cell)
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _warning(part: str, cell: object) -> str:
    why = {
        "published": "it can't be read, or be meant in two ways. Write dates as YYYY-MM-DD.",
        "url": "it doesn't start with http:// or https://.",
    }.get(part, f"it is no text, or one of more than {_MOST_LABEL:,} characters.")
    return f"The {part} of this row was left out: {excerpt_of(str(cell))} – {why}"
