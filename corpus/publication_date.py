"""The day on which an article says that it was published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from corpus.bulk_dates import iso_date

_EARLIEST = date(1990, 1, 1)
"""Before this nothing was published on the web; what says so is a default or a mistake."""

_AHEAD = timedelta(days=2)
"""Where the day begins first, it is tomorrow already; the rest is for clocks that run fast."""


def publication_date(written: object) -> str:
    """The date that is written there as YYYY-MM-DD; empty where it is none, or can't be right."""
    found = iso_date(written, day_first=None)
    if found is None:
        return ""
    latest = datetime.now(UTC).date() + _AHEAD
    return found if _EARLIEST <= date.fromisoformat(found) <= latest else ""
