"""Spans: where something stands in a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, in code points: ``text[start:end]``.

    Raises:
        ValueError: if the bounds are negative or the stretch is empty.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def text_in(self, text: str) -> str:
        """The words that the span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class DisjointSpans:
    """Spans in order that don't overlap, to be asked in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Hold ``spans``.

        Raises:
            ValueError: if they are out of order or overlap.
        """
        self.spans = tuple(spans)
        self._starts = [span.start for span in self.spans]
        if any(a.end > b.start for a, b in zip(self.spans, self.spans[1:], strict=False)):
            raise ValueError("the spans overlap or are out of order")

    @classmethod
    def merged(cls, spans: Iterable[Span]) -> DisjointSpans:
        """The stretches that ``spans``, in any order and overlapping or not, cover together."""
        found: list[Span] = []
        for span in sorted(spans):
            if found and span.start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return cls(found)

    def overlapping(self, span: Span) -> tuple[Span, ...]:
        """Those that share at least one code point with ``span``, in order."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.spans[first].end <= span.start:
            first += 1
        return self.spans[first : bisect_left(self._starts, span.end)]

    def containing(self, span: Span) -> Span | None:
        """The one that holds the whole of ``span``, if any does."""
        found = self.overlapping(span)
        return found[0] if len(found) == 1 and found[0].contains(span) else None
