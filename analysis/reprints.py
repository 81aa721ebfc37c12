"""Near-copies: articles of a set that are another's text with small cuts, whatever the headline.

Two bodies are compared by the sets of their shingles, stretches of five words. A set on one page
holds dozens of articles, so the sets are compared as they are: that is exact, takes milliseconds,
and gives the share of the one that stands in the other. MinHash with LSH would pay from tens of
thousands of articles on; it estimates the Jaccard index alone, and signing one article costs more
than comparing it with every other here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.lexicon import fold
from analysis.segmentation import Word, words
from analysis.spans import Span
from analysis.tables import Coverage
from analysis.types import Article

SHINGLE_WORDS = 5
"""So many words in a row are seldom the same by chance."""

LEAST_CONTAINMENT = 0.7
"""So much of the shorter text stands in the longer one, or they are no near-copies."""

LEAST_JACCARD = 0.3
"""Texts of much different length share little of both together: a brief of a report is no copy."""

LEAST_SHINGLES = 40
"""Texts with fewer are too short to tell."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-copy of another article.

    Attributes:
        outlet: its label in the coverage.
        share: how much of its own body stands in the original, from 0 to 1.
        containment: how much of the shorter of the two stands in the longer one.
        jaccard: how much of both together they share.
        shared: the stretches of its text that stand in the original.
    """

    outlet: str
    share: float
    containment: float
    jaccard: float
    shared: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReprintGroup:
    """One text in several outlets: the original and its copies."""

    original: str
    copies: tuple[Copy, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """All labels of the group, the original first."""
        return (self.original, *(copy.outlet for copy in self.copies))


@dataclass(frozen=True, slots=True)
class _Body:
    """A body as shingles: each with the place of its first word."""

    words: tuple[Word, ...]
    places: Mapping[str, tuple[int, ...]]


def find_reprints(
    coverage: Coverage, published: Mapping[str, str] | None = None
) -> tuple[ReprintGroup, ...]:
    """The groups of near-copies in ``coverage``, in the order of their originals there.

    ``published`` gives the date of an outlet's article as ISO text. The original of a group is
    the earliest where the dates of all are known and one is first, else the longest.
    """
    bodies = {label: _read(analysis.article) for label, analysis in coverage.items()}
    bodies = {label: body for label, body in bodies.items() if len(body.places) >= LEAST_SHINGLES}
    dates = published or {}
    ungrouped = list(bodies)
    found = []
    while ungrouped:
        alike = _connected(ungrouped[0], ungrouped, bodies)
        ungrouped = [label for label in ungrouped if label not in alike]
        if len(alike) > 1:
            found.append(_group(alike, bodies, dates))
    order = list(coverage)
    return tuple(sorted(found, key=lambda group: order.index(group.original)))


def one_vote(
    coverage: Coverage, groups: Sequence[ReprintGroup], spokesman: str | None = None
) -> Coverage:
    """``coverage`` with one article a group, so that a text printed often counts once.

    That is the original, but for the group of ``spokesman``, for which this outlet stands.
    """
    dropped = {
        label
        for group in groups
        for label in group.outlets
        if label != (spokesman if spokesman in group.outlets else group.original)
    }
    return {label: analysis for label, analysis in coverage.items() if label not in dropped}


def _read(article: Article) -> _Body:
    body = words(article.text, len(article.headline))
    folded = [fold(word.text) for word in body]
    places: dict[str, list[int]] = {}
    for place in range(len(body) - SHINGLE_WORDS + 1):
        places.setdefault(" ".join(folded[place : place + SHINGLE_WORDS]), []).append(place)
    return _Body(body, {shingle: tuple(at) for shingle, at in places.items()})


def _connected(first: str, among: Sequence[str], bodies: Mapping[str, _Body]) -> tuple[str, ...]:
    """``first`` and whatever is a near-copy of it, of a near-copy of it, and so on, in order."""
    reached = [first]
    left = [label for label in among if label != first]
    for label in reached:
        near = [other for other in left if _are_near(bodies[label], bodies[other])]
        reached += near
        left = [other for other in left if other not in near]
    return tuple(label for label in among if label in reached)


def _are_near(one: _Body, other: _Body) -> bool:
    containment, jaccard = _overlap(one, other)
    return containment >= LEAST_CONTAINMENT and jaccard >= LEAST_JACCARD


def _overlap(one: _Body, other: _Body) -> tuple[float, float]:
    """Containment of the smaller set of shingles in the larger, and the Jaccard index."""
    shared = len(one.places.keys() & other.places.keys())
    sizes = len(one.places), len(other.places)
    return shared / min(sizes), shared / (sum(sizes) - shared)


def _group(
    alike: Sequence[str], bodies: Mapping[str, _Body], dates: Mapping[str, str]
) -> ReprintGroup:
    known = all(dates.get(label) for label in alike)
    longest = sorted(alike, key=lambda label: -len(bodies[label].words))
    # The sort is stable: of those published on one day the longest comes first.
    original = min(longest, key=lambda label: dates[label]) if known else longest[0]
    return ReprintGroup(
        original,
        tuple(
            _copy(label, bodies[label], bodies[original]) for label in alike if label != original
        ),
    )


def _copy(label: str, body: _Body, original: _Body) -> Copy:
    shared = body.places.keys() & original.places.keys()
    return Copy(
        label,
        len(shared) / len(body.places),
        *_overlap(body, original),
        tuple(_stretches(body, sorted(at for shingle in shared for at in body.places[shingle]))),
    )


def _stretches(body: _Body, places: Sequence[int]) -> Iterator[Span]:
    """The stretches of text that shared shingles cover, those that touch joined."""
    first = last = -1
    for place in places:
        if place > last + 1 and last >= 0:
            yield Span(body.words[first].span.start, body.words[last].span.end)
            first = place
        elif last < 0:
            first = place
        last = place + SHINGLE_WORDS - 1
    if last >= 0:
        yield Span(body.words[first].span.start, body.words[last].span.end)
