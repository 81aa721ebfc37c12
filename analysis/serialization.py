"""Analyses as JSON and back, unchanged."""

from __future__ import annotations

import msgspec

from analysis.types import Analysis


def to_json(analysis: Analysis) -> bytes:
    """The analysis as UTF-8 JSON."""
    return msgspec.json.encode(analysis)


def from_json(data: bytes) -> Analysis:
    """The analysis that ``to_json`` wrote.

    Raises:
        ValueError: if ``data`` is no analysis.
    """
    return msgspec.json.decode(data, type=Analysis)
