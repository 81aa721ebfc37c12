"""What can go wrong between a file and an article."""

from __future__ import annotations


class ExtractionError(ValueError):
    """Nothing that can be analysed; the message says why, and what to do."""


class TooShortError(ExtractionError):
    """There are too few words for an article."""
