"""How often marks of each kind are right, as two readers found who worked apart.

Who they were, and how marks were drawn, is told in ``benchmarks/labels/README.md``.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.intervals import share_interval

PATH = Path(__file__).parent / "accuracy.csv"
COLUMNS = ("measure", "marks", "right", "agreement")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was found of the marks of one kind.

    Attributes:
        marks: how many were judged.
        right: how many both readers called right.
        low: lower end of the 95 % interval of the share that is right.
        high: upper end of it.
        agreement: how often the two readers gave the same answer, from 0 to 1.
    """

    marks: int
    right: int
    low: float
    high: float
    agreement: float


@functools.cache
def accuracies() -> Mapping[str, Accuracy]:
    """What was measured, by the kind of mark; see ``benchmarks/framing.py``."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return {
            row["measure"]: Accuracy(
                int(row["marks"]),
                int(row["right"]),
                *share_interval(int(row["right"]), int(row["marks"])),
                float(row["agreement"]),
            )
            for row in csv.DictReader(file)
        }
