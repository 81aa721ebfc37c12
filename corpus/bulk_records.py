"""What a bulk file holds before its columns mean anything: rows of cells, by column name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.extract import cleaned

SAMPLE_ROWS = 1_000
"""By so many rows from the start of a file it is decided how all of them are read."""

MOST_COLUMNS = 1_000
"""A table of articles has a few dozen; what has more was not read as it was meant."""

_MOST_NAME = 200
_MOST_EXCERPT = 120


class BulkError(ValueError):
    """A bulk file of which nothing more can be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in the file.

    Attributes:
        number: 1 for the first row under the column names.
        cells: by column name; of a row of JSON, only the columns that it has.
        progress: how much of the file has been read, from 0 to 1.
    """

    number: int
    cells: Mapping[str, object]
    progress: float


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that gives no article.

    Attributes:
        number: 1 for the first row under the column names.
        reason: why, and what to do, in plain words.
        excerpt: the start of it, to find it by.
        progress: how much of the file has been read, from 0 to 1.
    """

    number: int
    reason: str
    excerpt: str
    progress: float


def excerpt_of(text: str) -> str:
    """The start of ``text`` in one line."""
    # Beyond a few times its length even white space is no longer worth looking through.
    line = " ".join(cleaned(text[: 4 * _MOST_EXCERPT]).split())
    return line if len(line) <= _MOST_EXCERPT else f"{line[: _MOST_EXCERPT - 1].rstrip()}…"


def column_names(header: Sequence[str]) -> tuple[str, ...]:
    """The names in the first row of a table; a second column of a name has "(2)" after it.

    Raises:
        BulkError: if it holds no names but a row, or too many.
    """
    written = [" ".join(cleaned(name[: _MOST_NAME + 1]).split()) for name in header]
    longest = max(map(len, header), default=0)
    if longest > _MOST_NAME or not any(sign.isalpha() for name in written for sign in name):
        raise BulkError(
            "The first row of this file holds no column names. Put a row of names above the "
            "others, such as: headline, text, outlet, date."
        )
    check_number_of_columns(len(header))
    names: dict[str, None] = {}
    for place, name in enumerate(written, start=1):
        unique = name = name or f"column {place}"
        number = 1
        while unique in names:
            number += 1
            unique = f"{name} ({number})"
        names[unique] = None
    return tuple(names)


def check_number_of_columns(count: int) -> None:
    """Refuse a table of too many columns.

    Raises:
        BulkError: if there are more than MOST_COLUMNS.
    """
    if count > MOST_COLUMNS:
        raise BulkError(
            f"This file has {count:,} columns; at most {MOST_COLUMNS:,} can be read. Save a row "
            "an article, with a column each for text, headline, outlet and date."
        )
