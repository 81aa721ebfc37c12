"""Who says what, through which verb: the encoder's tags and links made into attributions.

The encoder marks the word that opens each cue. That word stands for one attribution: its links say
which words are the attribution's source, its cue and its content. The contents of two attributions
do not overlap, so a word goes to the one it is linked to most strongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import Encoding, encode, settings
from analysis.spans import Span

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
# Signs that part a content from what stands beside it, and so belong to neither.
_PARTING = frozenset(",;:-–—")

SOURCE, CUE, CONTENT = range(3)
_CUE_START = 3

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AttributionSpans:
    """One attribution: where its source, its cue and the parts of its content stand."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the encoder must be, in log-odds; settled on the development articles.

    Attributes:
        cue_start: that a word opens a cue.
        source: that a word belongs to a source.
        cue: that a word belongs to a cue.
        content: that a word belongs to a content.
        switch: what it costs to leave off a content or take one up.
        claim: by how much a content must claim a word that opens a cue, to keep it.
        tag_share: how far a link's score moves toward the tag's, which knows of no attribution.
    """

    cue_start: float
    source: float
    cue: float
    content: float
    switch: float
    claim: float
    tag_share: float


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text that the encoder read, with what it says of each."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    windows: NDArray[np.int64]
    parting: Flags
    opening: Floats
    tags: Floats
    queries: Floats
    keys: Floats


def find_attributions(text: str) -> tuple[AttributionSpans, ...]:
    """The attributions of a text, in its order.

    Never fails: a text in which nothing is attributed, or that holds no words, has none.
    """
    return link(text, encode(text), Thresholds(**settings().attribution))


def link(text: str, encoding: Encoding, thresholds: Thresholds) -> tuple[AttributionSpans, ...]:
    """Make attributions of what the encoder says of a text."""
    if not len(encoding.pieces):
        return ()
    words = _words(text, encoding)
    if not len(words.starts):
        return ()
    edges = np.flatnonzero(np.diff(words.windows, prepend=-1, append=-2))
    found = [
        attribution
        for start, end in zip(edges[:-1], edges[1:], strict=True)
        for attribution in _link_window(words, slice(int(start), int(end)), thresholds)
    ]
    return tuple(sorted(found, key=_place))


def _place(attribution: AttributionSpans) -> tuple[Span, ...]:
    parts = (attribution.source, attribution.cue, *attribution.content)
    return tuple(sorted(part for part in parts if part is not None))


def _words(text: str, encoding: Encoding) -> _Words:
    bounds = np.array([match.span() for match in _WORD.finditer(text)], dtype=np.int64)
    bounds = bounds.reshape(-1, 2)
    pieces = encoding.pieces
    # Only signs that are no words of ours, such as a lone accent, make pieces outside any word.
    owner = np.searchsorted(bounds[:, 0], pieces.starts, side="right") - 1
    inside = np.flatnonzero((owner >= 0) & (pieces.starts < bounds[owner, 1]))
    owner = owner[inside]
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    word, opener = owner[first], inside[first]
    starts, ends = bounds[word, 0], bounds[word, 1]
    return _Words(
        starts=starts,
        ends=ends,
        windows=encoding.windows[opener],
        parting=np.fromiter((text[start] in _PARTING for start in starts), bool, len(starts)),
        opening=encoding.outputs["attribution_tags"][opener, _CUE_START],
        tags=_means(encoding.outputs["attribution_tags"][inside, :_CUE_START], first),
        queries=encoding.outputs["attribution_queries"][opener],
        keys=_means(encoding.outputs["attribution_keys"][inside], first),
    )


def _means(rows: Floats, firsts: NDArray[np.int64]) -> Floats:
    """The mean of each group of rows, given where each group begins."""
    counts = np.diff(firsts, append=len(rows))
    means = rows[firsts]
    # Most groups are of one row; adding the later ones by rank is quicker than ``reduceat``.
    for rank in range(1, counts.max(initial=0)):
        longer = np.flatnonzero(counts > rank)
        means[longer] += rows[firsts[longer] + rank]
    means /= counts[:, None]
    return means


def _link_window(
    words: _Words, window: slice, thresholds: Thresholds
) -> Iterator[AttributionSpans]:
    opening = words.opening[window]
    anchors = np.flatnonzero(opening > thresholds.cue_start)
    if not len(anchors):
        return
    anchors = anchors[np.argsort(-opening[anchors], kind="stable")]
    links = _links(words.queries[window][anchors], words.keys[window])
    links += np.float32(thresholds.tag_share) * (words.tags[window].T - links)
    cues = _stretches_at(links[:, CUE] - thresholds.cue, anchors)
    kept: list[int] = []
    for number, anchor in enumerate(anchors):
        # Of two openings within one cue the surer one stands for it.
        in_cue = any(cues[other][0] <= anchor < cues[other][1] for other in kept)
        # What somebody says within a content is content, as the annotators saw it.
        claim = max((links[other, CONTENT, anchor] for other in kept), default=-np.inf)
        if not in_cue and claim - opening[anchor] < thresholds.claim:
            kept.append(number)
    sources = _best_stretches(links[kept, SOURCE] - thresholds.source)
    gains = links[kept, CONTENT] - thresholds.content
    for row, number, source in zip(gains, kept, sources, strict=True):
        # A content may run on past its own source and cue, at no loss and no gain.
        for low, high in (cues[number], source):
            row[low:high] = 0.0
    owners = np.full(len(opening), -1)
    claimed = np.flatnonzero((gains > 0).any(axis=0))
    if len(claimed):
        low, high = claimed[0], claimed[-1] + 1
        owners[low:high] = _segment(gains[:, low:high].T.tolist(), thresholds.switch)
    starts, ends = words.starts[window], words.ends[window]
    for rank, (number, source) in enumerate(zip(kept, sources, strict=True)):
        theirs = owners == rank
        for low, high in (cues[number], source):
            theirs[low:high] = False
        content = tuple(
            Span(int(starts[low]), int(ends[high - 1]))
            for low, high in _content_runs(theirs, words.parting[window])
        )
        if content:
            first, last = cues[number]
            yield AttributionSpans(
                source=Span(int(starts[source[0]]), int(ends[source[1] - 1]))
                if source[0] < source[1]
                else None,
                cue=Span(int(starts[first]), int(ends[last - 1])),
                content=content,
            )


def _segment(gains: list[list[float]], switch: float) -> list[int]:
    """Share the words out among attributions, -1 for none, where each change costs ``switch``.

    Without that cost a content would fall to pieces at each word that the encoder doubts.
    """
    states = len(gains[0])
    totals = [-switch] * states + [0.0]
    origins: list[list[int]] = []
    for word in gains:
        best = max(range(states + 1), key=totals.__getitem__)
        jump = totals[best] - switch
        origins.append([state if totals[state] >= jump else best for state in range(states + 1)])
        totals = [
            (total if total >= jump else jump) + gain
            for total, gain in zip(totals, [*word, 0.0], strict=True)
        ]
    totals[-1] += switch
    state = max(range(states + 1), key=totals.__getitem__)
    owners = []
    for origin in reversed(origins):
        owners.append(state if state < states else -1)
        state = origin[state]
    return owners[::-1]


def _links(queries: Floats, keys: Floats) -> Floats:
    """Scores of anchors with words, by anchor, role and word."""
    by_role = queries.reshape(len(queries), 3, -1).transpose(1, 0, 2)
    scores = by_role @ keys.reshape(len(keys), 3, -1).transpose(1, 2, 0)
    scaled: Floats = scores.transpose(1, 0, 2) / np.float32(np.sqrt(by_role.shape[2]))
    return scaled


def _stretches_at(gains: Floats, places: NDArray[np.int64]) -> list[tuple[int, int]]:
    """For each row the stretch around its place that gains most."""
    stretches = []
    for row, place in zip(gains, places, strict=True):
        after, before = np.cumsum(row[place + 1 :]), np.cumsum(row[:place][::-1])
        longer = int(after.argmax()) + 1 if len(after) and after.max() > 0 else 0
        earlier = int(before.argmax()) + 1 if len(before) and before.max() > 0 else 0
        stretches.append((int(place) - earlier, int(place) + 1 + longer))
    return stretches


def _best_stretches(gains: Floats) -> list[tuple[int, int]]:
    """For each row the stretch that gains most, empty where none gains anything."""
    sums = np.concatenate([np.zeros((len(gains), 1), gains.dtype), gains.cumsum(axis=1)], axis=1)
    lowest = np.minimum.accumulate(sums, axis=1)
    ends = (sums - lowest).argmax(axis=1)
    stretches = []
    for row, end in zip(sums, ends, strict=True):
        start = int(row[: end + 1].argmin())
        stretches.append((start, int(end)))
    return stretches


def _runs(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False))
    return [(int(low), int(high)) for low, high in edges.reshape(-1, 2)]


def _content_runs(flags: Flags, parting: Flags) -> Iterator[tuple[int, int]]:
    for low, high in _runs(flags):
        while low < high and parting[low]:
            low += 1
        while low < high and parting[high - 1]:
            high -= 1
        if low < high:
            yield low, high
