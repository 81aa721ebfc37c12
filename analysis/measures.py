"""Measures: numbers computed only from evidence and counts, each with its interval."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.intervals import rate_interval, share_interval
from analysis.naming import NOT_CHOSEN, PLAIN_ALIGNMENTS
from analysis.reporting_verbs import PLAIN_STANCES
from analysis.segmentation import paragraphs, words
from analysis.spans import DisjointSpans
from analysis.types import (
    Analysis,
    Article,
    Attribution,
    Evidence,
    Measure,
    MeasureKind,
    Readability,
    ReadabilityScores,
    RightOfReply,
    Stance,
)
from analysis.voices import Voices

LEAST_WORDS = 150
"""Below this many words a rate is not told."""

LEAST_ATTRIBUTIONS = 4
"""Below this many attributions a share of them is not told."""

CHARGED_STANCES: frozenset[Stance] = frozenset({"negative", "distancing"})
"""Stances that set the words reported in a poor or doubtful light."""

NO_SIDE = "no side told"
"""The group of speakers whose side the text doesn't tell."""

LABELS: Mapping[str, str] = {
    "loaded_words": "Loaded words",
    "hedges": "Hedges and doubt",
    "scare_quotes": "Quotation marks without a speaker",
    "passives": "Harm with no agent named",
    "charged_verbs": "Reporting verbs, negative or distancing",
    "attributions": "Attributions",
    "speakers": "Speakers",
    "effective_speakers": "Effective number of speakers",
    "direct": "With words in quotation marks",
    "named": "With a named speaker",
    "official": "With an official or politician",
    "second_hand": "Second-hand",
    "unowned_claims": "Loaded, and nobody’s words",
    "flesch_kincaid_grade": "Flesch-Kincaid grade",
    "gunning_fog": "Gunning fog",
    "coleman_liau_index": "Coleman-Liau index",
    "automated_readability_index": "Automated readability index",
    "flesch_reading_ease": "Flesch reading ease",
    "mean_sentence_words": "Mean sentence length",
    "hard_sentences": "Hard sentences",
}
"""Measures of a whole article by name, as reports call them, in the order of a report."""

PER_WORDS = 1000
_RATES: tuple[MeasureKind, ...] = ("loaded_words", "hedges", "scare_quotes", "passives")


def side_of(attribution: Attribution) -> str:
    """The side spoken for, or NO_SIDE."""
    return attribution.side or NO_SIDE


def measured(analysis: Analysis) -> Analysis:
    """``analysis`` with all its measures computed from its evidence and attributions."""
    article, attributions = analysis.article, analysis.attributions
    voices, counted = Voices(analysis.quoted), analysis.counted
    body = words(article.text, len(article.headline))
    own = sum(voices.at(word.span) == "own" for word in body)
    measures = (
        *_framing_rates(article, counted, own, len(body) - own),
        *_charged_verbs(attributions),
        *_naming(counted),
        *_readability(analysis.readability),
        *_sourcing(article, attributions, len(body)),
        _unowned_claims(analysis, voices),
        *_right_of_reply(analysis.replies),
    )
    return replace(analysis, measures=measures)


def at_agreement(analysis: Analysis, least: float, with_unlisted: bool = False) -> Analysis:
    """``analysis`` counted anew, its arguable loaded words those that experts marked so often."""
    if (analysis.least_agreement, analysis.with_unlisted) == (least, with_unlisted):
        return analysis
    return measured(replace(analysis, least_agreement=least, with_unlisted=with_unlisted))


def is_plain(evidence: Evidence) -> bool:
    """Whether it is counted but calls for no look: a plain verb, a conventional name."""
    return (evidence.measure == "reporting_verbs" and evidence.category in PLAIN_STANCES) or (
        evidence.measure == "naming" and evidence.category in PLAIN_ALIGNMENTS
    )


def effective_number(counts: Iterable[int]) -> float:
    """How many equally loud voices would be as diverse as ``counts``.

    The exponential of Shannon's entropy, Hill's number of order 1 (Hill 1973).
    """
    present = [count for count in counts if count > 0]
    total = sum(present)
    if not total:
        return 0.0
    return math.exp(-sum(count / total * math.log(count / total) for count in present))


def _framing_rates(
    article: Article, evidence: Sequence[Evidence], own_words: int, quoted_words: int
) -> Iterator[Measure]:
    for kind in _RATES:
        mine = [each for each in evidence if each.measure == kind]
        own = [each for each in mine if each.voice == "own"]
        in_headline = sum(article.in_headline(each.span) for each in own)
        yield _rate(kind, len(own) - in_headline, own_words, PER_WORDS, "per 1,000 own words")
        yield Measure(
            f"{kind}_in_headline", "", float(in_headline), in_headline, 1, None, None, "marks"
        )
        quoted = sum(each.voice == "quoted" and not article.in_headline(each.span) for each in mine)
        name = f"{kind}_quoted"
        yield _rate(name, quoted, quoted_words, PER_WORDS, "per 1,000 quoted words")


def _charged_verbs(attributions: Sequence[Attribution]) -> Iterator[Measure]:
    with_cue = [each for each in attributions if each.cue is not None]
    groups = ["", *dict.fromkeys(side_of(each) for each in with_cue)]
    for group in groups:
        verbs = [each for each in with_cue if group in ("", side_of(each))]
        charged = sum(each.stance in CHARGED_STANCES for each in verbs)
        yield _share("charged_verbs", group, charged, len(verbs), "of reporting verbs")


def _naming(evidence: Sequence[Evidence]) -> Iterator[Measure]:
    names = [
        each
        for each in evidence
        if each.measure == "naming" and each.voice == "own" and each.category not in NOT_CHOSEN
    ]
    for entity in dict.fromkeys(each.entity or "" for each in names):
        mentions = [each for each in names if each.entity == entity]
        sided = sum(each.category not in PLAIN_ALIGNMENTS for each in mentions)
        # A name is a choice of its own: one mention tells which name the outlet uses.
        yield _share("naming", entity, sided, len(mentions), "of mentions", least=1)


def _readability(readability: Readability) -> Iterator[Measure]:
    parts: tuple[tuple[str, ReadabilityScores], ...] = (
        ("", readability.whole),
        ("own voice", readability.own_voice),
    )
    for group, scores in parts:
        for name, value in scores.formulas.items():
            unit = "points, 0 to 100" if name == "flesch_reading_ease" else "US school grade"
            yield Measure(name, group, value, scores.sentences, scores.words, None, None, unit)
        yield Measure(
            "mean_sentence_words",
            group,
            scores.mean_sentence_words if scores.sentences else None,
            scores.words,
            scores.sentences,
            None,
            None,
            "words a sentence",
        )
    hard = sum(sentence.hard for sentence in readability.sentences)
    yield _share("hard_sentences", "", hard, len(readability.sentences), "of sentences")


def _sourcing(
    article: Article, attributions: Sequence[Attribution], body_words: int
) -> Iterator[Measure]:
    in_body = [each for each in attributions if not article.in_headline(each.content[0])]
    speakers = Counter(each.speaker for each in in_body if each.speaker)
    yield _rate("attributions", len(in_body), body_words, 500, "per 500 words")
    yield _rate("speakers", len(speakers), body_words, 500, "per 500 words")
    enough = len(in_body) >= LEAST_ATTRIBUTIONS
    effective = effective_number(speakers.values()) if enough else None
    yield Measure(
        "effective_speakers",
        "",
        effective,
        len(speakers),
        len(in_body),
        None,
        None,
        "equally loud speakers",
    )
    for name, counted in (
        ("direct", [each.form != "indirect" for each in in_body]),
        ("named", [each.named for each in in_body]),
        ("official", [each.role in ("official", "politician") for each in in_body]),
        ("second_hand", [each.via is not None for each in in_body]),
    ):
        yield _share(name, "", sum(counted), len(in_body), "of attributions")
    quoted: Counter[str] = Counter()
    attributed: Counter[str] = Counter()
    first: dict[str, int] = {}
    starts = [span.start for span in paragraphs(article.text) if not article.in_headline(span)]
    for each in in_body:
        side = side_of(each)
        quoted[side] += each.quoted_words
        attributed[side] += each.words
        place = sum(start <= each.content[0].start for start in starts)
        first[side] = min(first.get(side, place), place)
    for side in attributed:
        yield _share(
            "quoted_words", side, quoted[side], quoted.total(), "of quoted words", least=20
        )
        yield _share(
            "attributed_words",
            side,
            attributed[side],
            attributed.total(),
            "of attributed words",
            least=20,
        )
        yield Measure(
            "first_paragraph",
            side,
            float(first[side]),
            first[side],
            len(starts),
            None,
            None,
            "paragraph",
        )


def _unowned_claims(analysis: Analysis, voices: Voices) -> Measure:
    """Sentences with a loaded word of the outlet's own, and no attribution in it or before it."""
    spans = [each.span for each in analysis.readability.sentences]
    numbers = {span: number for number, span in enumerate(spans)}
    body = DisjointSpans(spans)
    own = [voices.at(span) == "own" for span in spans]
    loaded = {
        numbers[sentence]
        for each in analysis.counted
        if each.measure == "loaded_words" and each.voice == "own"
        for sentence in body.overlapping(each.span)
    }
    attributed = {
        numbers[sentence]
        for each in analysis.attributions
        for part in (each.source, each.cue, *each.content)
        if part is not None
        for sentence in body.overlapping(part)
    }
    unowned = sum(
        own[number] and number not in attributed and number - 1 not in attributed
        for number in loaded
    )
    return _share("unowned_claims", "", unowned, sum(own), "of own sentences")


def _right_of_reply(replies: Sequence[RightOfReply]) -> Iterator[Measure]:
    for each in replies:
        yield Measure(
            "right_of_reply",
            each.side,
            float(bool(each.replies)),
            len(each.replies),
            len(each.accusations),
            None,
            None,
            "1 where the accused side has a reply, 0 where none was found",
        )


def _rate(name: str, count: int, of_words: int, per: int, unit: str) -> Measure:
    if of_words < LEAST_WORDS:
        return Measure(name, "", None, count, of_words, None, None, unit)
    low, high = rate_interval(count, of_words / per)
    return Measure(name, "", count * per / of_words, count, of_words, low, high, unit)


def _share(
    name: str, group: str, count: int, total: int, unit: str, least: int = LEAST_ATTRIBUTIONS
) -> Measure:
    if total < least:
        return Measure(name, group, None, count, total, None, None, unit)
    low, high = share_interval(count, total)
    return Measure(name, group, count / total, count, total, low, high, unit)
