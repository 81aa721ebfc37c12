"""Which column of a table gives what of an article."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from corpus.bulk_dates import iso_date

_NAMES = Path(__file__).parent / "column_names.csv"

_LEAST_TEXT = 200
"""Characters in the cells of a column, on average, that may hold articles under any name."""

_MOST_LABEL = 300
"""Longer cells, on average, hold no headline and no name."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The column that gives each part of an article, or None where none does.

    Attributes:
        text: the article's text, with or without its headline at the start.
        headline: the headline.
        outlet: who published it.
        country: the outlet's country.
        published: the date of publication.
        url: where it was found.
        event: what tells which articles cover the same event.
    """

    text: str | None
    headline: str | None = None
    outlet: str | None = None
    country: str | None = None
    published: str | None = None
    url: str | None = None
    event: str | None = None

    def by_part(self) -> dict[str, str]:
        """The columns named, by the part of an article that each gives."""
        parts = {each.name: getattr(self, each.name) for each in fields(self)}
        return {part: column for part, column in parts.items() if column is not None}


def guess_mapping(columns: Sequence[str], sample: Sequence[Mapping[str, object]]) -> ColumnMapping:
    """Which column gives what, by its name and by what stands in it.

    ``sample`` are a few rows. A column goes by its name unless its cells are clearly something
    else; text, address and date are found by their cells where no name tells.
    """
    cells = {
        column: [row[column] for row in sample if row.get(column) not in (None, "")]
        for column in columns
    }
    found: dict[str, str] = {}
    by_name = {_folded(column): column for column in reversed(columns)}
    for field, names in _names().items():
        for column in (by_name[name] for name in names if name in by_name):
            contradicted = cells[column] and not _NAMED[field](cells[column])
            if column not in found.values() and not contradicted:
                found[field] = column
                break
    for field, looks_right in _UNNAMED.items():
        free = [each for each in columns if each not in found.values() and cells[each]]
        alike = [column for column in free if looks_right(cells[column])]
        if field not in found and alike:
            found[field] = max(alike, key=lambda column: _mean_length(cells[column]))
    return ColumnMapping(found.pop("text", None), **found)


def _is_text(cells: Sequence[object]) -> bool:
    return all(isinstance(cell, str) for cell in cells)


def _is_label(cells: Sequence[object]) -> bool:
    return not _is_address(cells) and _mean_length(cells) <= _MOST_LABEL


def _is_address(cells: Sequence[object]) -> bool:
    return _most(str(cell).lstrip().startswith(("http://", "https://")) for cell in cells)


def _is_date(cells: Sequence[object]) -> bool:
    # Whichever number of 3/5/2020 is the day: it is a date.
    return _most(iso_date(cell, day_first=True) is not None for cell in cells)


def _is_long_text(cells: Sequence[object]) -> bool:
    return _is_text(cells) and _mean_length(cells) >= _LEAST_TEXT


def _is_written_date(cells: Sequence[object]) -> bool:
    # Digits alone may as well number something.
    return _is_date(cells) and all(
        isinstance(cell, date) or (isinstance(cell, str) and not cell.strip().isdigit())
        for cell in cells
    )


def _most(answers: Iterable[bool]) -> bool:
    counted = list(answers)
    return 2 * sum(counted) > len(counted)


def _mean_length(cells: Sequence[object]) -> float:
    return sum(len(str(cell)) for cell in cells) / len(cells)


_NAMED: Mapping[str, Callable[[Sequence[object]], bool]] = {
    "text": _is_text,
    "headline": _is_label,
    "outlet": _is_label,
    "country": _is_label,
    "published": _is_date,
    "url": _is_address,
    "event": _is_label,
}
_UNNAMED: Mapping[str, Callable[[Sequence[object]], bool]] = {
    "text": _is_long_text,
    "url": _is_address,
    "published": _is_written_date,
}


@functools.cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Names of columns by what they give, the surest first.

    Raises:
        ValueError: if the data file isn't as it should be.
    """
    with _NAMES.open(encoding="utf-8", newline="") as file:
        rows = [(row["field"], _folded(row["name"])) for row in csv.DictReader(file, strict=True)]
    if {field for field, _ in rows} != set(_NAMED) or len({name for _, name in rows}) < len(rows):
        raise ValueError(f"{_NAMES.name}: a field is unknown or missing, or a name stands twice")
    return {field: tuple(name for of, name in rows if of == field) for field in _NAMED}


def _folded(name: str) -> str:
    """``name`` as it is compared: "Published At", "published_at" and "publishedAt" are one."""
    return "".join(sign for sign in name.lower() if sign.isalnum())
