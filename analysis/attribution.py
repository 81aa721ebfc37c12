"""Finding attributions: which words the article gives to somebody, and through which verb.

Plain rules over quotation marks, reporting verbs and "according to". They look at one sentence
at a time, or at as many as one quotation holds; whom a source stands for is decided by
``analysis.speakers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.lexicon import small_words
from analysis.quotations import Quotation, quotations
from analysis.reporting_verbs import reporting_verbs
from analysis.segmentation import Word, paragraphs, sentences, words
from analysis.spans import DisjointSpans, Span

# Below this many words, quoted words with no cue are a name or a term, not an utterance.
_LEAST_WORDS_OF_AN_UTTERANCE = 4
_LONGEST_SOURCE = 22
# Kinds of verbs that report words with no quotation mark near; others only report a quotation.
_REPORTS_BY_ITSELF = frozenset(
    {"neutral", "structuring", "distancing", "endorsing", "concessive", "affective_negative"}
    | {"directive"}
)
_REPORTS_A_QUOTATION = _REPORTS_BY_ITSELF | frozenset(
    ["affective_positive", "assertive", "communication_act", "verdictive", "prosodic"]
)
_CLAUSE_START = re.compile(
    r"[,;:\u2014\u2013(]\s*|\b(?:and|but|as|while|after|when|that|because|although)\s+"
)
_ADVERB = re.compile(
    r"(?:\s*\b(?:then|also|further|later|again|however|has|have|had|is|was|were|did|\w+ly)\b,?)+"
    r"\s*\Z"
)
_INVERTED_END = re.compile(
    r"[,.;:!?\u2014(\"\u201c\u201d\u2018]"
    r"|\s(?:who|which|on|in|at|during|after|as|to|when|while|by|that)\s"
)
_ACCORDING_END = re.compile(r"[,.;:!?\u2014]|\s(?:who|which|that)\s")
_THAT = re.compile(r"[^,.;\u201c\"]{0,60}?\bthat\s")
_PARTICIPLE_BEFORE = re.compile(r",\s*\Z")
_FIRST_PHRASE = re.compile(
    r"(?:(?:The|A|An|His|Her)\s+[\w-]+|[A-Z][\w\u2019'.-]*(?:\s[A-Z][\w.-]*)*)\s"
)


@dataclass(frozen=True, slots=True)
class AttributionSpans:
    """One attribution as it stands in the text; ``content`` is never empty."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A sentence, or the sentences that one quotation holds together."""

    span: Span
    quoted: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class _Cue:
    span: Span
    kind: str
    participle: bool


def find_attributions(text: str) -> tuple[AttributionSpans, ...]:
    """The attributions of ``text``, in the order in which their content starts."""
    found: list[AttributionSpans] = []
    starts = {paragraph.start for paragraph in paragraphs(text)}
    follows_a_quotation = False
    for block in _blocks(text):
        spoken = [quotation for quotation in block.quoted if _is_utterance(text, quotation)]
        here = list(_in_block(text, block, spoken))
        if not here and spoken and follows_a_quotation and _is_only(block, spoken):
            here = [AttributionSpans(None, None, tuple(_clip(each, block) for each in spoken))]
        found += here
        follows_a_quotation = bool(here and spoken) or (
            follows_a_quotation and block.span.start not in starts and not here and not spoken
        )
    return tuple(sorted(found, key=lambda each: each.content[0].start))


def _blocks(text: str) -> Iterator[_Block]:
    quoted = {quotation.span: quotation for quotation in quotations(text)}
    marks = DisjointSpans(quoted)
    spans: list[Span] = []
    for sentence in sentences(text):
        inside = bool(spans) and any(
            span.start < spans[-1].end < span.end for span in marks.overlapping(sentence)
        )
        if inside:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(sentence)
    for span in spans:
        yield _Block(span, tuple(quoted[each] for each in marks.overlapping(span)))


def _in_block(text: str, block: _Block, spoken: Sequence[Quotation]) -> Iterator[AttributionSpans]:
    cues = list(_cues(text, block, bool(spoken)))
    for position, cue in enumerate(cues):
        if cue.kind == "according":
            attribution = _according_to(text, block.span, cue.span)
        else:
            attribution = _reported(text, block, spoken, cue)
        if attribution is None:
            continue
        # "..., saying, “...”": the same source goes on through a second verb.
        for more in cues[position + 1 :]:
            if more.participle and more.span.start > attribution.content[0].start:
                rest = _trim(text, more.span.end, block.span.end)
                first = _trim(text, attribution.content[0].start, more.span.start)
                if rest is not None and first is not None and len(attribution.content) == 1:
                    yield AttributionSpans(attribution.source, attribution.cue, (first,))
                    yield AttributionSpans(attribution.source, more.span, (rest,))
                    return
        yield attribution
        return


def _cues(text: str, block: _Block, has_quotation: bool) -> Iterator[_Cue]:
    outside = [
        word
        for word in words(text, block.span.start, block.span.end)
        if not any(quotation.span.contains(word.span) for quotation in block.quoted)
    ]
    kinds = _REPORTS_A_QUOTATION if has_quotation else _REPORTS_BY_ITSELF
    for match in reporting_verbs().find(text, outside):
        verb = match.entry
        if match.span.text_in(text).lower() == "according to":
            yield _Cue(match.span, "according", participle=False)
            continue
        if match.span.start > block.span.start and text[match.span.start].isupper():
            continue
        is_verb = verb.kind in kinds and not verb.lemma.endswith("(noun)")
        if is_verb and not _is_attributive(outside, match.span):
            before = text[block.span.start : match.span.start]
            participle = match.span.text_in(text).endswith("ing") and bool(
                _PARTICIPLE_BEFORE.search(before)
            )
            yield _Cue(match.span, verb.kind, participle)


def _is_attributive(outside: Sequence[Word], cue: Span) -> bool:
    before = [word.text.lower() for word in outside if word.span.end <= cue.start][-2:]
    if not before:
        return False
    adverb_between = (
        len(before) == 2 and before[1].endswith("ly") and before[0] in small_words("determiner")
    )
    return before[-1] in small_words("determiner") or adverb_between


def _according_to(text: str, sentence: Span, cue: Span) -> AttributionSpans | None:
    end = _ACCORDING_END.search(text, cue.end, sentence.end)
    source = _trim(text, cue.end, end.start() if end else sentence.end)
    before = _trim(text, sentence.start, cue.start)
    after = _trim(text, end.end(), sentence.end) if end else None
    content = tuple(span for span in (before, after) if span is not None)
    return AttributionSpans(source, cue, content) if content and source else None


def _reported(
    text: str, block: _Block, spoken: Sequence[Quotation], cue: _Cue
) -> AttributionSpans | None:
    before = [quotation for quotation in spoken if quotation.span.end <= cue.span.start]
    after = [quotation for quotation in spoken if quotation.span.start >= cue.span.end]
    source = (
        _first_phrase(text, block) if cue.participle else _subject_before(text, block, cue.span)
    )
    if before and _only_commas_before(text, block, cue, before[-1]):
        # "“...,” said X", "“...,” X said, “...”"
        source = source or _subject_after(text, block.span, cue.span)
        content = [_clip(quotation, block) for quotation in (*before, *after)]
        lead = _trim(text, block.span.start, content[0].start)
        if lead is not None and len(words(text, lead.start, lead.end)) > 2:
            content[0] = Span(lead.start, content[0].end)
        return AttributionSpans(source, cue.span, tuple(content))
    if source is None or source.text_in(text).lower() in small_words("never_a_speaker"):
        return None
    rest = _trim(text, cue.span.end, block.span.end)
    if rest is None or len(words(text, rest.start, rest.end)) < 3:
        return _trailing(text, block, cue, source)
    that = _THAT.match(text, cue.span.end, block.span.end)
    if cue.participle and that is None and not after:
        return None
    if that is not None:
        rest = _trim(text, that.start(), block.span.end) or rest
    elif cue.kind not in ("neutral", "distancing", "directive", "affective_negative") and not after:
        return None
    if rest.text_in(text).split()[0].lower() in ("in", "during", "on", "at") and not after:
        return _trailing(text, block, cue, source) or AttributionSpans(source, cue.span, (rest,))
    return AttributionSpans(source, cue.span, (rest,))


def _trailing(text: str, block: _Block, cue: _Cue, source: Span) -> AttributionSpans | None:
    """What is reported stands first: "The plan is dead, the mayor said on Friday"."""
    if text[: source.start].rstrip()[-1:] not in (",", "\u201d", '"'):
        return None
    content = _trim(text, block.span.start, source.start)
    if content is None or len(words(text, content.start, content.end)) < 3:
        return None
    return AttributionSpans(source, cue.span, (content,))


def _only_commas_before(text: str, block: _Block, cue: _Cue, quotation: Quotation) -> bool:
    """Whether nothing but a source stands between the quotation and the cue."""
    gap = words(text, quotation.span.end, cue.span.start)
    ends_clause = text[quotation.inner.end - 1] in ",.?!\u2026-" or len(gap) == 0
    return ends_clause and len(gap) <= _LONGEST_SOURCE


def _subject_before(text: str, block: _Block, cue: Span) -> Span | None:
    start = max(
        [block.span.start] + [each.span.end for each in block.quoted if each.span.end <= cue.start]
    )
    before = text[start : cue.start]
    adverb = _ADVERB.search(before)
    if adverb is not None:
        before = before[: adverb.start()]
    before = before.rstrip()
    if before.endswith(",") and "," in before[:-1]:
        # "X, who speaks for Y, complained": what stands between the commas is no subject.
        before = before[: before.rindex(",", 0, -1)]
    before = before.rstrip(" ,")
    cut = 0
    for boundary in _CLAUSE_START.finditer(before):
        head = words(before[boundary.end() :])
        if head and (len(head) <= 3 or any(word.text[0].isupper() for word in head)):
            cut = boundary.end()
    subject = _trim(text, start + cut, start + len(before))
    if subject is None or len(words(text, subject.start, subject.end)) > _LONGEST_SOURCE:
        return None
    return subject


def _first_phrase(text: str, block: _Block) -> Span | None:
    """The subject of "Ratner spoke at a forum, noting that ...": it opens the sentence."""
    match = _FIRST_PHRASE.match(text, block.span.start, block.span.end)
    return _trim(text, match.start(), match.end()) if match else None


def _subject_after(text: str, sentence: Span, cue: Span) -> Span | None:
    end = _INVERTED_END.search(text, cue.end, sentence.end)
    subject = _trim(text, cue.end, end.start() if end else sentence.end)
    if subject is None or len(words(text, subject.start, subject.end)) > _LONGEST_SOURCE:
        return None
    return subject


def _is_utterance(text: str, quotation: Quotation) -> bool:
    inner = quotation.inner
    return len(words(text, inner.start, inner.end)) >= _LEAST_WORDS_OF_AN_UTTERANCE


def _is_only(block: _Block, spoken: Sequence[Quotation]) -> bool:
    """Whether the block is nothing but its quotations."""
    covered = sum(_clip(each, block).end - _clip(each, block).start for each in spoken)
    return covered >= 0.9 * (block.span.end - block.span.start)


def _clip(quotation: Quotation, block: _Block) -> Span:
    return Span(
        max(quotation.span.start, block.span.start), min(quotation.span.end, block.span.end)
    )


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:."):
        end -= 1
    return Span(start, end) if start < end else None
