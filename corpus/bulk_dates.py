"""Dates as tables write them, read without guessing: what may be two days is none."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

_MOST_CHARACTERS = 80
"""Longer cells hold something else than a date."""

_TIME = r"(?:[T,\s]+(?:at\s+)?\d{1,2}:\d{2}.*)?"
_WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_DIGITS_ALONE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?")
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{{3,9}})\.?,?[\s-]+(\d{{4}}){_TIME}"
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([A-Za-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}"
)
_SECONDS = re.compile(r"(\d{9,13})(?:\.\d{1,9})?")
# In seconds, 1973 to 2286; what is larger counts milliseconds.
_FIRST_SECOND, _LAST_SECOND = 100_000_000, 9_999_999_999


def is_day_first(values: Iterable[object]) -> bool | None:
    """Whether dates like 3/5/2020 have the day first, by those of which one number is over 12.

    None where none tells, or they contradict each other.
    """
    told = set()
    for value in values:
        match = _YEAR_LAST.fullmatch(_written(value))
        if match:
            first, second = int(match[1]), int(match[3])
            if (first > 12) != (second > 12):
                told.add(first > 12)
    return told.pop() if len(told) == 1 else None


def iso_date(value: object, day_first: bool | None) -> str | None:
    """The date that a cell holds as YYYY-MM-DD, in the time zone in which it is written.

    Takes dates, text, and Unix seconds or milliseconds, which are in UTC. ``day_first`` says of the
    column how 3/5/2020 is meant, or None where that can't be told. None where it holds no date, or
    one that may be two.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    parts = _parts(_written(value), day_first)
    if parts is None:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def _written(value: object) -> str:
    """What is written in a cell, or nothing where it's no text and no number, or too long."""
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value.strip() if isinstance(value, str) and len(value) <= _MOST_CHARACTERS else ""


def _parts(text: str, day_first: bool | None) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _DIGITS_ALONE.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _YEAR_LAST.fullmatch(text):
        return _in_order(int(match[1]), int(match[3]), int(match[4]), day_first)
    if match := _DAY_MONTH.fullmatch(text):
        return int(match[3]), _month(match[2]), int(match[1])
    if match := _MONTH_DAY.fullmatch(text):
        return int(match[3]), _month(match[1]), int(match[2])
    if match := _SECONDS.fullmatch(text):
        return _of_seconds(int(match[1]))
    return None


def _in_order(
    first: int, second: int, year: int, day_first: bool | None
) -> tuple[int, int, int] | None:
    if first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    if day_first is None:
        return None
    return (year, second, first) if day_first else (year, first, second)


def _month(word: str) -> int:
    """Its number by its name or the start of it, or 0, which is in no date."""
    names = enumerate(calendar.month_name)
    return next((at for at, name in names if name.lower().startswith(word.lower())), 0)


def _of_seconds(seconds: int) -> tuple[int, int, int] | None:
    if seconds > _LAST_SECOND:
        seconds //= 1_000
    if seconds < _FIRST_SECOND:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.year, moment.month, moment.day
