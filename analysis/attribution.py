"""Who says what, through which verb: the encoder's tags and links made into attributions.

The encoder marks the word that opens each cue. That word stands for one attribution: its links say
which words are the attribution's source, its cue and its content. The contents of two attributions
do not overlap, so a word goes to the one it is linked to most strongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import Encoding, encode, settings
from analysis.spans import Span

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
# Signs that part a content from what stands beside it, and so belong to neither.
_PARTING = frozenset(",;:-–—")

# Fewer words than this are too few to look for who said them.
_LEAST_LEFT = 3

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
        rescue: the same, where words that are plainly somebody's would be left to nobody.
        source: that a word belongs to a source.
        cue: that a word belongs to a cue.
        content: that a word belongs to a content.
        switch: what it costs to leave off a content or take one up.
        claim: by how much a content must claim a word that opens a cue, to keep it.
        tag_share: how far a content's link moves toward its tag, which knows of no attribution.
        belief_start: with the three that follow, a logistic regression that tells attributions
            from slips: its constant.
        belief_cue: its weight of the cue's tag, where the cue opens.
        belief_link: its weight of the mean link of the content's words.
        belief_tag: its weight of their mean tag.
    """

    cue_start: float
    rescue: float
    source: float
    cue: float
    content: float
    switch: float
    claim: float
    tag_share: float
    belief_start: float
    belief_cue: float
    belief_link: float
    belief_tag: float


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


@dataclass(frozen=True, slots=True)
class _Window:
    """What the encoder says of one window: candidates are words that may open a cue, surest first.

    ``links`` are scores by candidate, role and word; ``cues`` are each candidate's own cue.
    """

    opening: Floats
    tags: Floats
    candidates: NDArray[np.int64]
    links: Floats
    cues: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Shares:
    """The words of a window shared out among attributions: each one's source, each word's owner."""

    sources: list[tuple[int, int]]
    owners: NDArray[np.int64]


def _link_window(
    words: _Words, window: slice, thresholds: Thresholds
) -> Iterator[AttributionSpans]:
    read = _read_window(words, window, thresholds)
    if read is None:
        return
    kept = _surest(read, thresholds)
    shares = _share(read, kept, thresholds)
    rescued = list(_rescued(read, kept, shares, thresholds))
    if rescued:
        kept += rescued
        shares = _share(read, kept, thresholds)
    starts, ends = words.starts[window], words.ends[window]
    for rank, (number, source) in enumerate(zip(kept, shares.sources, strict=True)):
        theirs = _own_words(read, shares, rank, number)
        if not theirs.any() or _belief(read, number, theirs, thresholds) <= 0:
            continue
        content = tuple(
            Span(int(starts[low]), int(ends[high - 1]))
            for low, high in _content_runs(theirs, words.parting[window])
        )
        if content:
            first, last = read.cues[number]
            yield AttributionSpans(
                source=Span(int(starts[source[0]]), int(ends[source[1] - 1]))
                if source[0] < source[1]
                else None,
                cue=Span(int(starts[first]), int(ends[last - 1])),
                content=content,
            )


def _own_words(read: _Window, shares: _Shares, rank: int, number: int) -> Flags:
    """The words of an attribution's content, without its cue and source."""
    theirs: Flags = shares.owners == rank
    for low, high in (read.cues[number], shares.sources[rank]):
        theirs[low:high] = False
    return theirs


def _belief(read: _Window, number: int, content: Flags, thresholds: Thresholds) -> float:
    """Whether all that is known of an attribution speaks for it, as log-odds."""
    anchor = read.candidates[number]
    return float(
        thresholds.belief_start
        + thresholds.belief_cue * read.tags[CUE, anchor]
        + thresholds.belief_link * read.links[number, CONTENT][content].mean()
        + thresholds.belief_tag * read.tags[CONTENT][content].mean()
    )


def _read_window(words: _Words, window: slice, thresholds: Thresholds) -> _Window | None:
    opening = words.opening[window]
    candidates = np.flatnonzero(opening > min(thresholds.cue_start, thresholds.rescue))
    if not len(candidates):
        return None
    candidates = candidates[np.argsort(-opening[candidates], kind="stable")]
    tags = words.tags[window].T
    links = _links(words.queries[window][candidates], words.keys[window])
    contents = links[:, CONTENT]
    contents += np.float32(thresholds.tag_share) * (tags[CONTENT] - contents)
    cues = _stretches_at(links[:, CUE] - thresholds.cue, candidates)
    return _Window(opening, tags, candidates, links, cues)


def _surest(read: _Window, thresholds: Thresholds) -> list[int]:
    """The candidates that stand for an attribution each."""
    kept: list[int] = []
    for number, anchor in enumerate(read.candidates):
        if read.opening[anchor] <= thresholds.cue_start:
            break
        if _stands_alone(read, number, kept, thresholds):
            kept.append(number)
    return kept


def _stands_alone(read: _Window, number: int, kept: Sequence[int], thresholds: Thresholds) -> bool:
    anchor = read.candidates[number]
    # Of two openings within one cue the surer one stands for it.
    in_cue = any(read.cues[other][0] <= anchor < read.cues[other][1] for other in kept)
    # What somebody says within a content is content, as the annotators saw it.
    claim = max((read.links[other, CONTENT, anchor] for other in kept), default=-np.inf)
    return not in_cue and bool(claim - read.opening[anchor] < thresholds.claim)


def _share(read: _Window, kept: Sequence[int], thresholds: Thresholds) -> _Shares:
    sources = _best_stretches(read.links[kept, SOURCE] - thresholds.source)
    owners = np.full(len(read.opening), -1)
    gains = read.links[kept, CONTENT] - thresholds.content
    for row, number, source in zip(gains, kept, sources, strict=True):
        # A content may run on past its own source and cue, at no loss and no gain.
        for low, high in (read.cues[number], source):
            row[low:high] = 0.0
    claimed = np.flatnonzero((gains > 0).any(axis=0))
    if len(claimed):
        low, high = claimed[0], claimed[-1] + 1
        owners[low:high] = _segment(gains[:, low:high], thresholds.switch)
    return _Shares(sources, owners)


def _rescued(
    read: _Window, kept: Sequence[int], shares: _Shares, thresholds: Thresholds
) -> Iterator[int]:
    """Doubtful candidates that alone explain words which are plainly somebody's."""
    left = (read.tags[CONTENT] > thresholds.content) & (shares.owners < 0)
    for low, high in (*(read.cues[number] for number in kept), *shares.sources):
        left[low:high] = False
    surely = read.opening[read.candidates] > thresholds.rescue
    chosen: list[int] = []
    for low, high in _runs(left):
        if high - low < _LEAST_LEFT:
            continue
        fits = read.links[:, CONTENT, low:high].mean(axis=1)
        able = np.flatnonzero(surely & (fits > 0))
        for number in able[np.argsort(-(fits + read.opening[read.candidates])[able])].tolist():
            others = [*kept, *chosen]
            if number in others:
                continue
            if _stands_alone(read, number, others, thresholds):
                chosen.append(number)
                yield number
            break


def _segment(gains: Floats, switch: float) -> list[int]:
    """Share the words out among attributions, -1 for none, where each change costs ``switch``.

    Without that cost a content would fall to pieces at each word that the encoder doubts.
    """
    states = len(gains)
    totals = [-switch] * states + [0.0]
    steps: list[tuple[int, list[bool]]] = []
    # Lists, for numpy's calls cost more than these few numbers do.
    for word in np.vstack([gains, np.zeros_like(gains[:1])]).T.tolist():
        top = max(totals)
        jump = top - switch
        jumps = [total < jump for total in totals]
        steps.append((totals.index(top), jumps))
        totals = [
            (jump if jumped else total) + gain
            for total, jumped, gain in zip(totals, jumps, word, strict=True)
        ]
    totals[-1] += switch
    state = totals.index(max(totals))
    owners = []
    for best, jumps in reversed(steps):
        owners.append(state if state < states else -1)
        if jumps[state]:
            state = best
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
