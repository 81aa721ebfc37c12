"""Stand-ins for countries, so that it decides nothing which countries a story is about.

An encoder learned from the news of one country and one season, and reads "China" otherwise than
"Norway". So it is given neither: the country that a text names first is read as the first of the
stand-ins, whatever its name, the next one as the second, and so on. Two countries that change
places throughout a text then leave what the encoder reads as it was.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.lexicon import read_rows, require
from analysis.sides import PlaceKind, find_places

_NAME = "stand_ins"
_KINDS: tuple[PlaceKind, ...] = ("name", "demonym", "capital")


@dataclass(frozen=True, slots=True)
class StandInText:
    """A text with stand-ins in it, and the way back to the text as it was.

    Attributes:
        text: what is read.
        starts: where each stand-in starts in ``text``, in order.
        ends: where each ends there.
        original_starts: where what it stands for starts in the original.
        original_ends: where that ends.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    original_starts: NDArray[np.int64]
    original_ends: NDArray[np.int64]

    def original(self, offsets: NDArray[np.int64], *, end: bool) -> NDArray[np.int64]:
        """Offsets of ``text`` as offsets of the original.

        One inside a stand-in is the start or, with ``end``, the end of what it stands for.
        """
        if not len(self.starts):
            return offsets
        # The last stand-in that starts before an end, or no later than a start.
        at = np.searchsorted(self.starts, offsets, side="left" if end else "right") - 1
        known = np.maximum(at, 0)
        inside = (at >= 0) & (offsets <= self.ends[known] if end else offsets < self.ends[known])
        bounds = self.original_ends if end else self.original_starts
        moved = np.where(at >= 0, self.original_ends[known] - self.ends[known], 0)
        found: NDArray[np.int64] = np.where(inside, bounds[known], offsets + moved)
        return found


def with_stand_ins(text: str) -> StandInText:
    """``text`` with its countries, their peoples and capitals under other names."""
    stand_ins = _stand_ins()
    slots: dict[str, int] = {}
    parts: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    reached = length = 0
    for place in find_places(text):
        if place.kind not in _KINDS:
            continue
        slot = slots.setdefault(place.side, len(slots)) % len(stand_ins)
        name = stand_ins[slot][place.kind]
        before = text[reached : place.span.start]
        length += len(before)
        parts += [before, name]
        places.append((length, length + len(name), place.span.start, place.span.end))
        length += len(name)
        reached = place.span.end
    columns = np.array(places, dtype=np.int64).reshape(-1, 4).T
    return StandInText("".join([*parts, text[reached:]]), *columns)


@functools.cache
def _stand_ins() -> tuple[dict[PlaceKind, str], ...]:
    rows = read_rows(_NAME, _KINDS)
    for line, row in enumerate(rows, start=2):
        require(all(row.values()), _NAME, line, "an empty cell")
    return tuple({kind: row[kind] for kind in _KINDS} for row in rows)
