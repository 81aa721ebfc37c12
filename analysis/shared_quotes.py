"""The same utterance in several outlets, each quoting as much of it as it chose.

What an article puts in quotation marks and gives to somebody is a passage. Passages of two outlets
are one utterance if they share enough words in order, and are given to one speaker where both say
to whom; where one doesn't, nearly all words must be the same. Only passages that share three words
in a row are compared at all, so the time grows with the text and not with its square.

The fullest wording is the longest passage, with what other outlets quote beyond it put in its
place. Each outlet's version is then told against it: kept, left out, changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import LCSseq

from analysis.function_words import function_words
from analysis.lexicon import fold
from analysis.quotations import Quotation, quotations
from analysis.segmentation import words
from analysis.spans import DisjointSpans, Span
from analysis.speaker_names import NameBook, NameKey
from analysis.tables import Coverage
from analysis.types import Analysis, Attribution

LEAST_WORDS = 4
"""Shorter passages are compared only where speaker and wording are the same."""

LEAST_IDENTICAL = 3
"""So short may a passage be that one speaker is given word for word in two outlets."""

SAME_SPEAKER_SHARE = 0.6
"""So much of the shorter passage must be in the longer one where one speaker is given both."""

UNTOLD_SPEAKER_SHARE = 0.85
"""The same where an article doesn't say who spoke; the passage must be longer as well."""

LEAST_UNTOLD_WORDS = 6
LEAST_OVERLAP = 6
"""So many words in a row make two passages of one speaker stretches of one utterance."""

PARAPHRASE_SHARE = 0.5
"""So many of the telling words of the shorter must a paraphrase share with the utterance."""

_LEAST_PARAPHRASE_WORDS = 3
_GRAM = 3
_MOST_TOGETHER = 24
_MOST_PASSAGE_WORDS = 400
_MOST_VERSION_WORDS = 1200
_STEM = 6

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W_]+(?:['\u2019\u02bc][^\W_]+)*")
_INSERTION = re.compile(r"\[[^\]\n]{0,80}\]")
_BEFORE_WORD = re.compile(r"[\[($\u20ac\u00a3#\"'\u2018\u201c]{1,3}\Z")
_AFTER_WORD = re.compile(r"[^\w\s\u2010-\u2015\u2026\[($\u20ac\u00a3\u2018\u201c-]{1,4}")
_ENDS = " ,;:\u2013\u2014-"

SegmentKind = Literal["kept", "left_out", "changed"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one outlet's version against the fullest wording.

    Attributes:
        kind: kept, left out, or changed; words that only this outlet has are changed from nothing.
        text: what this outlet prints; empty where it leaves the words out.
        fullest: the words of the fullest wording in this place; empty where it has none.
        span: where this outlet's words stand in its text; None where it leaves them out.
    """

    kind: SegmentKind
    text: str
    fullest: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Version:
    """How one outlet quotes an utterance.

    Attributes:
        outlet: its label in the coverage.
        speaker: to whom it gives the words, under the name it uses; None where it doesn't say.
        segments: the fullest wording from start to end, as this outlet has it.
        spans: the stretches in quotation marks that hold its version, without the marks.
        share: how many words of the fullest wording it keeps, from 0 to 1.
    """

    outlet: str
    speaker: str | None
    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """An outlet that reports an utterance in its own words alone.

    Attributes:
        outlet: its label in the coverage.
        spans: the words given to the speaker there.
        share: how many telling words of the shorter of the two are in both, from 0 to 1.
    """

    outlet: str
    spans: tuple[Span, ...]
    share: float


@dataclass(frozen=True, slots=True)
class SharedQuote:
    """One utterance that at least two outlets quote.

    Attributes:
        speaker: the fullest name of who spoke; None where no outlet names anybody.
        side: the side spoken for, where told.
        fullest: the fullest wording; " … " stands where stretches of it were printed apart.
        assembled: whether no single outlet has all of it.
        versions: those who quote it, in the order of the coverage.
        paraphrases: those who only report it in their own words.
        not_found: those in whose text it was not found.
    """

    speaker: str | None
    side: str | None
    fullest: str
    assembled: bool
    versions: tuple[Version, ...]
    paraphrases: tuple[Paraphrase, ...]
    not_found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A spoken word: what it is compared by, how it is printed, and what parts it from the last.

    ``stretch`` numbers the quotation that it stands in. A bracketed word is the outlet's own.
    """

    key: str
    text: str
    span: Span
    before: str
    stretch: int
    bracketed: bool


@dataclass(frozen=True, slots=True)
class _Passage:
    """The quoted words of one attribution, or a quotation that is nobody's."""

    outlet: str
    attribution: Attribution | None
    speaker: NameKey | None
    tokens: tuple[_Token, ...]
    spans: tuple[Span, ...]

    @property
    def keys(self) -> list[str]:
        return [token.key for token in self.tokens]


@dataclass(frozen=True, slots=True)
class _Block:
    """``size`` words that two texts share: from ``one`` in the first, ``other`` in the second."""

    one: int
    other: int
    size: int


def find_shared_quotes(coverage: Coverage) -> tuple[SharedQuote, ...]:
    """The utterances that at least two outlets quote; those quoted by most come first."""
    book = NameBook(
        (each.speaker, each.side)
        for analysis in coverage.values()
        for each in analysis.attributions
        if each.speaker is not None and _is_told(each)
    )
    passages = [
        passage
        for outlet, analysis in coverage.items()
        for passage in _passages(outlet, analysis, book)
    ]
    found = [_shared(cluster, coverage, book) for cluster in _clusters(passages)]
    return tuple(
        sorted(
            (quote for quote in found if quote is not None),
            key=lambda quote: -len(quote.versions),
        )
    )


def _is_told(attribution: Attribution) -> bool:
    return attribution.speaker is not None and attribution.named and attribution.resolved


def _passages(outlet: str, analysis: Analysis, book: NameBook) -> Iterator[_Passage]:
    text = analysis.article.text
    marks = quotations(text)
    by_attribution: dict[int, list[Quotation]] = {}
    alone: list[Quotation] = []
    quoted = frozenset(analysis.quoted)
    owners = _owners(analysis.attributions, marks)
    for quotation in marks:
        owner = owners.get(quotation.span)
        if owner is not None:
            by_attribution.setdefault(owner, []).append(quotation)
        elif quotation.span in quoted:
            alone.append(quotation)
    for owner, its in sorted(by_attribution.items()):
        attribution = analysis.attributions[owner]
        key = None
        if attribution.speaker is not None and _is_told(attribution):
            key = book.key(attribution.speaker, attribution.side)
        # What the outlet parts by its own words may be parted in the speech as well.
        gap = " " if attribution.form == "direct" else " \u2026 "
        yield from _cut(outlet, attribution, key, text, its, gap)
    for quotation in alone:
        yield from _cut(outlet, None, None, text, [quotation], " ")


def _owners(attributions: Sequence[Attribution], marks: Sequence[Quotation]) -> dict[Span, int]:
    """Which attribution each quotation belongs to: the one whose content covers most of it."""
    spans = DisjointSpans(quotation.span for quotation in marks)
    best: dict[Span, tuple[int, int]] = {}
    for index, attribution in enumerate(attributions):
        for content in attribution.content:
            for span in spans.overlapping(content):
                covered = min(span.end, content.end) - max(span.start, content.start)
                best[span] = max(best.get(span, (0, 0)), (covered, -index))
    return {span: -index for span, (_, index) in best.items()}


def _cut(
    outlet: str,
    attribution: Attribution | None,
    speaker: NameKey | None,
    text: str,
    its: Sequence[Quotation],
    gap: str,
) -> Iterator[_Passage]:
    """The passage of ``its`` quotations, in pieces where it is longer than can be compared."""
    tokens = [
        token
        for number, quotation in enumerate(its)
        for token in _tokens(text, quotation.inner, number, gap if number else "")
    ]
    inners = [quotation.inner for quotation in its]
    for start in range(0, len(tokens), _MOST_PASSAGE_WORDS):
        piece = tuple(tokens[start : start + _MOST_PASSAGE_WORDS])
        spans = tuple(inners[number] for number in sorted({token.stretch for token in piece}))
        yield _Passage(outlet, attribution, speaker, piece, spans)


def _tokens(text: str, inner: Span, number: int, gap: str) -> Iterator[_Token]:
    """The words of one quotation, each with the marks that cling to it."""
    insertions = DisjointSpans(
        Span(match.start(), match.end())
        for match in _INSERTION.finditer(text, inner.start, inner.end)
    )
    reached = inner.start
    before = gap
    for match in _TOKEN.finditer(text, inner.start, inner.end):
        word = Span(match.start(), match.end())
        bracketed = bool(insertions.overlapping(word))
        lead = _BEFORE_WORD.search(text, max(reached, word.start - 3), word.start)
        trail = _AFTER_WORD.match(text, word.end, inner.end)
        start = lead.start() if lead else word.start
        end = trail.end() if trail else word.end
        if reached > inner.start:
            before = " ".join(text[reached:start].split()) or ""
            spaced = text[reached:start] != before or not before
            before = f" {before} " if before and spaced else before or " " * (start > reached)
        yield _Token(
            _token_key(match.group(), bracketed),
            text[start:end],
            Span(start, end),
            before,
            number,
            bracketed,
        )
        reached = end


def _token_key(word: str, bracketed: bool) -> str:
    folded = fold(word).replace("\u02bc", "'")
    plain = folded.replace(",", "") if folded[0].isdigit() else folded.replace(".", "")
    # What an outlet put in brackets was not said in these words: it is like no other word.
    return f"[{plain}" if bracketed else plain


def _clusters(passages: Sequence[_Passage]) -> list[list[_Passage]]:
    """The passages that are one utterance, as far as a group doesn't grow out of bounds."""
    groups = list(range(len(passages)))
    members = [[index] for index in groups]
    for one, other in _candidates(passages):
        mine, its = groups[one], groups[other]
        if mine == its or not _is_one_utterance(passages[one], passages[other]):
            continue
        together = members[mine] + members[its]
        lengths: dict[str, int] = {}
        for index in together:
            outlet = passages[index].outlet
            lengths[outlet] = lengths.get(outlet, 0) + len(passages[index].tokens)
        if max(lengths.values()) > _MOST_VERSION_WORDS:
            continue
        if len(members[mine]) < len(members[its]):
            mine, its = its, mine
        members[mine] += members[its]
        for index in members[its]:
            groups[index] = mine
        members[its] = []
    return [[passages[index] for index in sorted(group)] for group in members if len(group) > 1]


def _candidates(passages: Sequence[_Passage]) -> Iterator[tuple[int, int]]:
    """Pairs of passages of two outlets that share three words in a row, each pair once.

    What very many passages share links each to the next alone: either it is one utterance, and the
    chain holds it together, or a phrase that everybody uses, and no pair would pass anyway.
    """
    by_gram: dict[tuple[str, ...], list[int]] = {}
    for index, passage in enumerate(passages):
        keys = [token.key for token in passage.tokens if not token.bracketed]
        grams = (tuple(keys[at : at + _GRAM]) for at in range(len(keys) - _GRAM + 1))
        for gram in dict.fromkeys(grams):
            if any(key not in function_words() for key in gram):
                by_gram.setdefault(gram, []).append(index)
    seen: set[tuple[int, int]] = set()
    for sharing in by_gram.values():
        reach = len(sharing) if len(sharing) <= _MOST_TOGETHER else 2
        for rank, one in enumerate(sharing):
            for other in sharing[rank + 1 : rank + reach]:
                if (one, other) not in seen and passages[one].outlet != passages[other].outlet:
                    seen.add((one, other))
                    yield one, other


def _is_one_utterance(one: _Passage, other: _Passage) -> bool:
    keys = one.keys, other.keys
    shorter = min(map(len, keys))
    blocks = _aligned(*keys)
    matched = sum(block.size for block in blocks)
    share = matched / shorter
    telling = sum(
        key not in function_words()
        for block in blocks
        for key in keys[0][block.one : block.one + block.size]
    )
    if one.speaker is None or other.speaker is None:
        enough = shorter >= LEAST_UNTOLD_WORDS and telling >= _GRAM
        return enough and share >= UNTOLD_SPEAKER_SHARE
    if one.speaker != other.speaker:
        return _speak_for_one_side(one, other) and (
            shorter >= LEAST_UNTOLD_WORDS and share >= UNTOLD_SPEAKER_SHARE
        )
    longest = max((block.size for block in blocks), default=0)
    if shorter < LEAST_WORDS:
        return shorter >= LEAST_IDENTICAL and longest == shorter and telling >= 2
    return telling >= 2 and (share >= SAME_SPEAKER_SHARE or longest >= LEAST_OVERLAP)


def _speak_for_one_side(one: _Passage, other: _Passage) -> bool:
    """Whether a body is given the words in one outlet and its spokesperson in the other."""
    if one.attribution is None or other.attribution is None:
        return False
    kinds = {passage.speaker[0] for passage in (one, other) if passage.speaker}
    side = one.attribution.side
    return len(kinds - {"person"}) > 0 and side is not None and side == other.attribution.side


def _aligned(one: Sequence[str], other: Sequence[str]) -> list[_Block]:
    """The words that two texts share, in order: the longest common subsequence, tidied.

    The longest subsequence is often one of several, and may hold a stray "the" far from what it
    belongs to. Such words go to the block that they stand beside, or count as no match.
    """
    blocks = [
        _Block(block.a, block.b, block.size)
        for block in LCSseq.editops(one, other).as_matching_blocks()
        if block.size
    ]
    return _without_strays(_gathered(blocks, one, other), one, other)


def _gathered(blocks: Sequence[_Block], one: Sequence[str], other: Sequence[str]) -> list[_Block]:
    """Blocks that as well could stand beside a neighbour are made part of it."""
    found: list[_Block] = []
    for block in blocks:
        if found:
            last = found[-1]
            ends = last.one + last.size, last.other + last.size
            beside_last = (
                list(one[ends[0] : ends[0] + block.size]),
                list(other[ends[1] : ends[1] + block.size]),
            )
            here = list(one[block.one : block.one + block.size])
            if block.size <= last.size and beside_last == (here, here):
                found[-1] = replace(last, size=last.size + block.size)
                continue
            starts = block.one - last.size, block.other - last.size
            there = list(one[last.one : ends[0]])
            fits = list(one[starts[0] : block.one]), list(other[starts[1] : block.other])
            if last.size < block.size and min(starts) >= 0 and fits == (there, there):
                found[-1] = _Block(*starts, last.size + block.size)
                continue
        found.append(block)
    return found


def _without_strays(
    blocks: Sequence[_Block], one: Sequence[str], other: Sequence[str]
) -> list[_Block]:
    """Without one or two words such as "of the" that agree amid much that doesn't."""
    kept = []
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else _Block(0, 0, 0)
        after = blocks[index + 1] if index + 1 < len(blocks) else _Block(len(one), len(other), 0)
        gaps = (block.one - before.one - before.size) + (block.other - before.other - before.size)
        gaps += (after.one - block.one - block.size) + (after.other - block.other - block.size)
        plain = all(key in function_words() for key in one[block.one : block.one + block.size])
        if block.size > 2 or not plain or gaps < 2 * block.size + 2:
            kept.append(block)
    return kept


def _shared(cluster: Sequence[_Passage], coverage: Coverage, book: NameBook) -> SharedQuote | None:
    """The quote that a cluster is; None where fewer than two outlets or no speaker have it."""
    by_outlet: dict[str, list[_Passage]] = {}
    for passage in cluster:
        by_outlet.setdefault(passage.outlet, []).append(passage)
    given = [each.attribution for each in cluster if each.attribution is not None]
    if len(by_outlet) < 2 or not given:
        return None
    kept = {outlet: _distinct(passages) for outlet, passages in by_outlet.items()}
    tokens = {outlet: _renumbered(passages) for outlet, passages in kept.items()}
    # Of two that are as long, the one that its outlet prints in one piece reads better.
    longest = max(tokens.values(), key=lambda each: (len(each), -each[-1].stretch))
    fullest = _assembled(tokens.values(), longest)
    speakers = [passage.speaker for passage in cluster if passage.speaker is not None]
    # A person is told before the body that the person speaks for.
    speaker = max(
        dict.fromkeys(speakers),
        key=lambda key: (key[0] == "person", speakers.count(key)),
        default=None,
    )
    sides = [each.side for each in given if each.side is not None]
    own = [passage.attribution for passage in cluster if passage.speaker == speaker]
    sides = [each.side for each in own if each and each.side is not None] or sides
    versions = {
        outlet: _version(outlet, kept[outlet], tokens[outlet], fullest) for outlet in tokens
    }
    paraphrases = {
        outlet: paraphrase
        for outlet, analysis in coverage.items()
        if outlet not in versions
        and (paraphrase := _paraphrase(outlet, analysis, frozenset(speakers), fullest, book))
    }
    return SharedQuote(
        speaker=book.shown(speaker) if speaker is not None else given[0].speaker,
        side=max(dict.fromkeys(sides), key=sides.count, default=None),
        fullest=_printed(fullest).strip(_ENDS),
        assembled=len(fullest) > len(longest),
        versions=tuple(versions[outlet] for outlet in coverage if outlet in versions),
        paraphrases=tuple(paraphrases.values()),
        not_found=tuple(
            outlet for outlet in coverage if outlet not in versions and outlet not in paraphrases
        ),
    )


def _distinct(passages: Sequence[_Passage]) -> list[_Passage]:
    """One outlet's passages without those that say again what a longer one says, in order."""
    kept: list[_Passage] = []
    for passage in sorted(passages, key=lambda each: -len(each.tokens)):
        said = [sum(block.size for block in _aligned(passage.keys, other.keys)) for other in kept]
        if 2 * max(said, default=0) < len(passage.tokens):
            kept.append(passage)
    return sorted(kept, key=lambda each: each.spans)


def _renumbered(passages: Sequence[_Passage]) -> tuple[_Token, ...]:
    """The words of several passages in a row, their stretches numbered throughout."""
    found: list[_Token] = []
    for passage in passages:
        shift = found[-1].stretch + 1 if found else 0
        first = passage.tokens[0].stretch
        for rank, token in enumerate(passage.tokens):
            before = " \u2026 " if found and rank == 0 else token.before
            found.append(replace(token, stretch=token.stretch - first + shift, before=before))
    return tuple(found)


def _assembled(
    versions: Iterable[Sequence[_Token]], longest: Sequence[_Token]
) -> tuple[_Token, ...]:
    """The longest version with what others quote beyond it, each stretch in its place."""
    fullest = tuple(token for token in longest if not token.bracketed) or tuple(longest)
    for version in sorted(versions, key=len, reverse=True):
        spoken = [token for token in version if not token.bracketed]
        blocks = _aligned([token.key for token in fullest], [token.key for token in spoken])
        if not blocks:
            continue
        merged: list[_Token] = []
        at = _Block(0, 0, 0)
        for block in (*blocks, _Block(len(fullest), len(spoken), 0)):
            one, other = at.one + at.size, at.other + at.size
            merged += fullest[one : block.one]
            # Where both have words, they differ; where only this one has any, it has more.
            if one == block.one and len(merged) < _MOST_VERSION_WORDS:
                merged += spoken[other : block.other]
            merged += fullest[block.one : block.one + block.size]
            at = block
        fullest = tuple(merged)
    return fullest


def _version(
    outlet: str,
    passages: Sequence[_Passage],
    tokens: Sequence[_Token],
    fullest: Sequence[_Token],
) -> Version:
    blocks = _aligned([token.key for token in fullest], [token.key for token in tokens])
    segments: list[Segment] = []
    at = _Block(0, 0, 0)
    for block in (*blocks, _Block(len(fullest), len(tokens), 0)):
        missing = _printed(fullest[at.one + at.size : block.one]).strip()
        printed = tokens[at.other + at.size : block.other]
        if printed:
            segments += _segments("changed", printed, missing)
        elif missing:
            segments.append(Segment("left_out", "", missing, None))
        kept = tokens[block.other : block.other + block.size]
        segments += _segments("kept", kept, None)
        at = block
    named = next((each.attribution for each in passages if each.attribution is not None), None)
    return Version(
        outlet,
        named.speaker if named else None,
        tuple(segments),
        tuple(span for passage in passages for span in passage.spans),
        sum(block.size for block in blocks) / len(fullest),
    )


def _segments(
    kind: SegmentKind, tokens: Sequence[_Token], fullest: str | None
) -> Iterator[Segment]:
    """One segment for each quotation that the words stand in: the outlet's words lie between."""
    start = 0
    for index in range(1, len(tokens) + 1):
        if index < len(tokens) and tokens[index].stretch == tokens[start].stretch:
            continue
        text = _printed(tokens[start:index]).strip()
        against = text if fullest is None else fullest if start == 0 else ""
        yield Segment(
            kind, text, against, Span(tokens[start].span.start, tokens[index - 1].span.end)
        )
        start = index


def _printed(tokens: Sequence[_Token]) -> str:
    return "".join(
        (token.before or " ") + token.text if index else token.text
        for index, token in enumerate(tokens)
    )


def _paraphrase(
    outlet: str,
    analysis: Analysis,
    speakers: frozenset[NameKey],
    fullest: Sequence[_Token],
    book: NameBook,
) -> Paraphrase | None:
    """The attribution to one of ``speakers`` that says most nearly the same without quoting."""
    said = _telling(token.key for token in fullest)
    text = analysis.article.text
    best: Paraphrase | None = None
    for each in analysis.attributions:
        if each.speaker is None or not _is_told(each) or each.form == "direct":
            continue
        if book.key(each.speaker, each.side) not in speakers:
            continue
        told = _telling(
            fold(word.text) for span in each.content for word in words(text, span.start, span.end)
        )
        shared = len(said & told)
        share = shared / max(1, min(len(said), len(told)))
        if shared < _LEAST_PARAPHRASE_WORDS or share < PARAPHRASE_SHARE:
            continue
        if best is None or share > best.share:
            best = Paraphrase(outlet, each.content, share)
    return best


def _telling(keys: Iterable[str]) -> frozenset[str]:
    """What words say apart from their endings: the first letters of those that tell something."""
    return frozenset(key[:_STEM] for key in keys if key not in function_words() and len(key) > 2)
