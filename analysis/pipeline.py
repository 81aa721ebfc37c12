"""The pipeline: one article in, one immutable analysis out."""

from __future__ import annotations

import functools
import importlib.metadata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.agency import find_unnamed_agents
from analysis.attribution import AttributionSpans, find_attributions
from analysis.encoder import settings as encoder_settings
from analysis.framing import find_hedges, find_scare_quotes
from analysis.lexicon import PhraseIndex
from analysis.loaded_words import find_loaded_words
from analysis.measures import measured, side_of
from analysis.naming import find_names
from analysis.quotations import Quotation, quotations
from analysis.readability import HARD_SENTENCE_WORDS, measure_readability, textstat_version
from analysis.replies import find_replies
from analysis.reporting_verbs import ReportingVerb, verb_in
from analysis.segmentation import sentences, words
from analysis.spans import DisjointSpans, Span
from analysis.speakers import Speaker, resolve_speakers
from analysis.types import Analysis, Article, Attribution, Evidence, Form, Readability
from analysis.vocabulary import Vocabulary, standard
from analysis.voices import Voices
from analysis.wording import read_wording, wording_settings

RULES_VERSION = "4"
"""Raised whenever the rules change so that the same text can give other numbers."""

MOST_CHARACTERS = 400_000
"""Longer texts are refused: some 60,000 words, a book and no article."""


class ArticleError(ValueError):
    """An article that can't be analysed; the message says why, and what to do."""


@functools.cache
def versions(own_lexicon: str = "") -> Mapping[str, str]:
    """What an analysis rests on: two analyses of a text with equal versions are equal.

    ``own_lexicon`` is the version of a lexicon that the reader brought, if any.
    """
    return {
        "rules": RULES_VERSION,
        "encoder": encoder_settings().version,
        "wording": wording_settings().version,
        "lexicons": standard().version,
        **({"own lexicon": own_lexicon} if own_lexicon else {}),
        "textstat": textstat_version(),
        "pyphen": importlib.metadata.version("pyphen"),
    }


def analyze(article: Article, vocabulary: Vocabulary | None = None) -> Analysis:
    """Find evidence in ``article`` and compute its measures.

    ``vocabulary`` holds the lexicons to go by; without it they are ours.

    Raises:
        ArticleError: if there is no word in the text, or more text than MOST_CHARACTERS.
    """
    text = article.text
    if len(text) > MOST_CHARACTERS:
        raise ArticleError(
            f"This text has {len(text):,} characters; at most {MOST_CHARACTERS:,} can be "
            "analysed. Paste one article at a time."
        )
    among = words(text)
    if not among:
        raise ArticleError("There are no words in this text. Paste the text of an article.")
    lexicons = vocabulary or standard()
    in_sentences = sentences(text)
    in_quotes = quotations(text)
    attributions = describe_attributions(
        text, find_attributions(text), in_sentences, in_quotes, lexicons.reporting_verbs
    )
    voices = Voices.of(text, in_quotes, attributions)
    in_body = [sentence for sentence in in_sentences if not article.in_headline(sentence)]
    readability = measure_readability(text, in_body, voices.quoted)
    wording = read_wording(text, in_sentences)
    reported = DisjointSpans.merged(span for each in attributions for span in each.content)
    evidence = tuple(
        replace(each, reported=reported.containing(each.span) is not None)
        for each in sorted(
            [
                *find_loaded_words(text, among, voices, wording, lexicons),
                *_reporting_verb_evidence(text, attributions, voices, lexicons.reporting_verbs),
                *find_names(text, in_sentences, among, voices, lexicons.contested_names),
                *find_hedges(text, among, voices, attributions, lexicons.hedges),
                *find_scare_quotes(
                    text, in_sentences, in_quotes, voices, attributions, lexicons.reporting_verbs
                ),
                *find_unnamed_agents(text, in_sentences, voices),
                *_hard_sentences(text, readability),
            ],
            key=lambda each: (each.span, each.measure),
        )
    )
    return measured(
        Analysis(
            article=article,
            quoted=voices.quoted,
            attributions=attributions,
            evidence=evidence,
            measures=(),
            readability=readability,
            versions=versions(lexicons.own),
            replies=find_replies(text, attributions),
            loaded_probability=wording.bias(),
        )
    )


def describe_attributions(
    text: str,
    found: Sequence[AttributionSpans],
    in_sentences: Sequence[Span],
    in_quotes: Sequence[Quotation],
    verbs: PhraseIndex[ReportingVerb],
) -> tuple[Attribution, ...]:
    """Say of each attribution who speaks, for which side, in what form and how it is reported."""
    speakers = resolve_speakers(text, in_sentences, found)
    marks = DisjointSpans(quotation.span for quotation in in_quotes)
    return tuple(
        _attribution(text, spans, speaker, marks, verbs)
        for spans, speaker in zip(found, speakers, strict=True)
    )


def _attribution(
    text: str,
    spans: AttributionSpans,
    speaker: Speaker | None,
    marks: DisjointSpans,
    verbs: PhraseIndex[ReportingVerb],
) -> Attribution:
    verb = verb_in(text, spans.cue, verbs) if spans.cue else None
    quoted, total = _count_words(text, spans.content, marks)
    return Attribution(
        source=spans.source,
        cue=spans.cue,
        content=spans.content,
        speaker=speaker.name if speaker else None,
        side=speaker.side if speaker else None,
        role=speaker.role if speaker else None,
        via=speaker.via if speaker else None,
        stance=verb.stance if verb else ("neutral" if spans.cue is None else "other"),
        form=_form(quoted, total),
        quoted_words=quoted,
        words=total,
        named=speaker.named if speaker else False,
        resolved=speaker.resolved if speaker else False,
    )


def _count_words(text: str, content: Sequence[Span], marks: DisjointSpans) -> tuple[int, int]:
    quoted = total = 0
    for span in content:
        for word in words(text, span.start, span.end):
            total += 1
            quoted += marks.containing(word.span) is not None
    return quoted, total


def _form(quoted: int, total: int) -> Form:
    if quoted == 0:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def _reporting_verb_evidence(
    text: str,
    attributions: Sequence[Attribution],
    voices: Voices,
    verbs: PhraseIndex[ReportingVerb],
) -> Iterator[Evidence]:
    seen: set[Span] = set()
    for attribution in attributions:
        cue = attribution.cue
        if cue is None or cue in seen:
            continue
        verb = verb_in(text, cue, verbs)
        if verb is None:
            continue
        seen.add(cue)
        yield Evidence(
            span=cue,
            text=cue.text_in(text),
            measure="reporting_verbs",
            category=verb.stance,
            voice=voices.at(cue),
            reason=verb.reason,
            suggestion=verb.neutral or None,
            entity=side_of(attribution),
            source=verb.source,
            arguable=verb.arguable,
        )


def _hard_sentences(text: str, readability: Readability) -> Iterator[Evidence]:
    for sentence in readability.sentences:
        if sentence.hard:
            yield Evidence(
                span=sentence.span,
                text=sentence.span.text_in(text),
                measure="hard_sentences",
                category="long",
                voice="own",
                reason=f"{sentence.words} words in one sentence; more than "
                f"{HARD_SENTENCE_WORDS} read hard.",
                source="Flesch 1948; Parallax editors",
                arguable=True,
            )
