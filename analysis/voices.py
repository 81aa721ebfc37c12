"""Whose words a stretch of an article is: the outlet's own, or somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.quotations import Quotation
from analysis.segmentation import words
from analysis.spans import DisjointSpans, Span
from analysis.types import Attribution, Voice

LONGEST_TERM = 3
"""A quotation of so many words or fewer may be a name or a term, and nobody's utterance."""


class Voices:
    """Whose words a stretch is: the outlet's own, or somebody's inside quotation marks.

    What an outlet reports in its own wording ("complained of being snubbed") is the outlet's
    choice of words, so only what stands in quotation marks counts as quoted.
    """

    def __init__(self, quoted: Iterable[Span]) -> None:
        """Take ``quoted``, in order, as the stretches in somebody else's voice."""
        self._quoted = DisjointSpans(quoted)

    @property
    def quoted(self) -> tuple[Span, ...]:
        """The stretches in somebody else's voice, in order."""
        return self._quoted.spans

    @classmethod
    def of(
        cls, text: str, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
    ) -> Voices:
        """The voices of ``text``.

        A quotation is quoted voice if it is attributed, or longer than a name or a term.
        """
        marks = DisjointSpans(quotation.span for quotation in quotations)
        attributed = {
            span
            for attribution in attributions
            for content in attribution.content
            for span in marks.overlapping(content)
        }
        return cls(
            quotation.span
            for quotation in quotations
            if quotation.span in attributed
            or len(words(text, quotation.inner.start, quotation.inner.end)) > LONGEST_TERM
        )

    def at(self, span: Span) -> Voice:
        """The voice in which ``span`` stands."""
        return "own" if self._quoted.containing(span) is None else "quoted"
