"""Rows of Parquet files, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.bulk_records import BulkError, Record, Rejection, check_number_of_columns

_BATCH = 100
"""Rows in memory at once; each may hold an article of some hundred thousand characters."""

_BUFFER = 1_000_000
"""Bytes of a column read at once; without a bound Arrow takes in a whole group of rows."""

_UNREADABLE = "This file can't be read as Parquet: {}. Write it anew, or as CSV or JSONL."


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The names of the columns of a Parquet file.

    Raises:
        BulkError: if it is no such file, or has two columns of one name.
    """
    with _opened(path) as file:
        return _columns(file)


def parquet_records(
    path: Path, columns: Iterable[str], start: int = 0
) -> Iterator[Record | Rejection]:
    """The rows of a Parquet file after the first ``start``, with only the cells of ``columns``.

    Raises:
        BulkError: if it is no such file, or breaks off.
    """
    with _opened(path) as file:
        wanted = list(dict.fromkeys(columns))
        total = file.metadata.num_rows
        groups, number = _groups_after(file, start)
        for batch in file.iter_batches(_BATCH, row_groups=groups, columns=wanted):
            held = {name: batch.column(name) for name in wanted}
            for row in range(batch.num_rows):
                number += 1
                if number > start:
                    yield _record(number, held, row, number / total)


def check_is_text(path: Path, column: str) -> None:
    """Refuse a column of a Parquet file in which no text can stand.

    Raises:
        BulkError: if its type is another than text, or it is no such file.
    """
    import pyarrow as pa  # type: ignore[import-untyped]

    with _opened(path) as file:
        kind = file.schema_arrow.field(column).type
        inner = kind.value_type if pa.types.is_dictionary(kind) else kind
        texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
        if not any(is_text(inner) for is_text in texts):
            raise BulkError(
                f"The column {column!r} holds no text but the type {kind}. Choose another column "
                "for the text, or save this one as text."
            )


def _record(number: int, held: dict[str, Any], row: int, progress: float) -> Record | Rejection:
    try:
        cells = {name: column[row].as_py() for name, column in held.items()}
    except (ValueError, OverflowError) as error:
        # Text that isn't UTF-8, or a time that no calendar has.
        reason = f"A cell of this row can't be read: {error}. Write the file anew without it."
        return Rejection(number, reason, "", progress)
    return Record(number, cells, progress)


def _columns(file: Any) -> tuple[str, ...]:
    names = tuple(str(name) for name in file.schema_arrow.names)
    check_number_of_columns(len(names))
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BulkError(f"Two columns of this file are named {twice!r}. Rename one of them.")
    return names


def _groups_after(file: Any, start: int) -> tuple[list[int], int]:
    """The groups of rows that hold what comes after ``start``, and how many rows stand before."""
    before = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if before + rows > start:
            return list(range(group, file.num_row_groups)), before
        before += rows
    return [], before


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    try:
        with pq.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        # Arrow's messages go on over lines of its own insides.
        raise BulkError(_UNREADABLE.format(str(error).split("\n", 1)[0].rstrip("."))) from error
