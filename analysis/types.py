"""The types that an analysis is made of: all immutable, all plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from analysis.spans import Span

Voice = Literal["own", "quoted"]
Form = Literal["direct", "mixed", "indirect"]
Stance = Literal["neutral", "endorsing", "distancing", "negative", "positive", "directive", "other"]
Role = Literal[
    "official",
    "politician",
    "expert",
    "company",
    "civil_society",
    "citizen",
    "media",
    "document",
]
MeasureKind = Literal[
    "loaded_words",
    "reporting_verbs",
    "naming",
    "hedges",
    "scare_quotes",
    "passives",
    "hard_sentences",
]

SHOWN_AGREEMENT = 0.5
"""Arguable loaded words with which experts agreed less often are not counted unless asked for."""


UNLISTED = "unlisted"
"""The category of loaded words that the model alone marks, like no entry of the lexicon."""

REPORTING_VERB = "reporting_verb"
"""The category of loaded words that are counted apart, among the reporting verbs."""


@dataclass(frozen=True, slots=True)
class Article:
    """What is analysed.

    Attributes:
        text: the whole article; where there is a headline, it is the first paragraph.
        headline: the headline as it stands at the start of ``text``, or empty.

    Raises:
        ValueError: if ``text`` does not start with ``headline``.
    """

    text: str
    headline: str = ""

    def __post_init__(self) -> None:
        if not self.text.startswith(self.headline):
            raise ValueError("the headline is not the start of the text")

    @classmethod
    def from_parts(cls, headline: str, body: str) -> Article:
        """An article whose headline and body come apart."""
        return cls(f"{headline}\n\n{body}" if headline else body, headline)

    @property
    def body(self) -> str:
        """The text after the headline."""
        return self.text[len(self.headline) :].lstrip("\n")

    def in_headline(self, span: Span) -> bool:
        """Whether ``span`` starts in the headline."""
        return span.start < len(self.headline)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts, and whom the article gives them to.

    Attributes:
        source: the words that name the source here ("He"), if any.
        cue: the words that report ("complained"), if any.
        content: what is attributed, in one or more stretches; never empty.
        speaker: the person or body that the source stands for ("Ely Ratner"), or the words
            used where that can't be told.
        side: the country, party, body or company that the speaker speaks for.
        role: official, politician, expert, company, civil_society, citizen, media or document.
        via: the outlet or person through whom the words came ("as quoted by ...").
        stance: what the cue does to the words.
        form: direct (all in quotation marks), mixed, or indirect.
        quoted_words: how many words stand in quotation marks.
        words: how many words are attributed in all.
        named: whether the speaker is a named person or body.
        resolved: False where ``speaker`` is only the words used, for nothing told whom they mean.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: str | None
    side: str | None
    role: str | None
    via: str | None
    stance: Stance
    form: Form
    quoted_words: int
    words: int
    named: bool
    resolved: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A marked stretch of the text: what it was counted as, and why.

    Attributes:
        span: where it stands.
        text: the words themselves.
        measure: the measure that counts it.
        category: its kind within the measure.
        voice: whose words: the outlet's own, or inside attributed quotation marks.
        reason: one sentence for the reader.
        suggestion: a plainer wording, where one exists.
        entity: for naming, the thing named; for reporting verbs, the side reported.
        variant: for naming, which of the thing's names it is, whatever its form here.
        aligned_with: for naming, whose name it is, where it is somebody's.
        background: for naming, who prefers the name, since when, and which usage is known.
        source: on what the entry rests (a study, a style guide, or our own judgement).
        arguable: whether experts disagree, or context decides.
        agreement: for loaded words, how often experts agreed with marks like it, from 0 to 1;
            None where it isn't a matter of degree.
        reported: whether it stands in words that the article gives to somebody, be they quoted or
            in the outlet's own wording.
    """

    span: Span
    text: str
    measure: MeasureKind
    category: str
    voice: Voice
    reason: str
    suggestion: str | None = None
    entity: str | None = None
    variant: str | None = None
    aligned_with: str | None = None
    background: str | None = None
    source: str | None = None
    arguable: bool = False
    agreement: float | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class RightOfReply:
    """A side that another accuses, and what the article lets it answer.

    Attributes:
        side: the country, party, body or company accused.
        accusations: the words that accuse it.
        replies: the words that are given to it, and the sentences that say it was asked or denies.
    """

    side: str
    accusations: tuple[Span, ...]
    replies: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number computed only from evidence and counts.

    Attributes:
        name: which measure.
        group: the side, entity or category it is about, or empty for the whole article.
        value: the figure, or None where the text is too short to tell.
        count: how many were counted.
        of: out of how many (words, verbs, mentions; the unit says which).
        low: lower end of the 95 % interval, in the unit of ``value``.
        high: upper end of the 95 % interval.
        unit: what ``value`` is measured in.
    """

    name: str
    group: str
    value: float | None
    count: int
    of: int
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class SentenceStatistics:
    """One sentence: where it stands, how long it is, and whether it reads hard."""

    span: Span
    words: int
    syllables: int
    hard: bool


@dataclass(frozen=True, slots=True)
class ReadabilityScores:
    """Readability of one text by the standard formulas.

    Attributes:
        words: words counted.
        sentences: sentences counted, by our splitter.
        mean_sentence_words: words a sentence.
        syllables_per_word: syllables a word (hyphenation patterns, by textstat).
        formulas: school grade by formula, and ``flesch_reading_ease`` (0 to 100, high is easy);
            empty where the text is too short.
    """

    words: int
    sentences: int
    mean_sentence_words: float
    syllables_per_word: float
    formulas: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Readability:
    """Readability of the whole body and of the outlet's own words alone."""

    whole: ReadabilityScores
    own_voice: ReadabilityScores
    sentences: tuple[SentenceStatistics, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one article. Offsets are code points of ``article.text``.

    Attributes:
        article: what was analysed.
        quoted: the stretches in somebody else's voice.
        attributions: who is given which words, in the order of the text.
        evidence: every mark, in the order of the text.
        measures: every number.
        readability: of the body, without the headline.
        versions: what the analysis rests on, by name.
        replies: each side that is accused, and what the article lets it answer.
        loaded_probability: how likely experts would call a sentence of it biased, from 0 to 1.
        least_agreement: arguable loaded words with which experts agreed less often are kept, but
            not counted.
        with_unlisted: whether those count that the model alone marks: readers found fewer than half
            of them right, so only where they are asked for.
    """

    article: Article
    quoted: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    evidence: tuple[Evidence, ...]
    measures: tuple[Measure, ...]
    readability: Readability
    versions: Mapping[str, str] = field(default_factory=dict)
    replies: tuple[RightOfReply, ...] = ()
    loaded_probability: float = 0.0
    least_agreement: float = SHOWN_AGREEMENT
    with_unlisted: bool = False

    @property
    def counted(self) -> tuple[Evidence, ...]:
        """The marks that the measures count, in the order of the text.

        An arguable loaded word in what somebody is reported to have said may be the speaker's, and
        isn't counted as the outlet's choice; one that reports words is counted among these verbs.
        """
        return tuple(each for each in self.evidence if self._counts(each))

    def _counts(self, each: Evidence) -> bool:
        if each.agreement is None or not each.arguable:
            return True
        may_be_the_speakers = each.reported and each.voice == "own"
        wanted = each.category != REPORTING_VERB and (
            self.with_unlisted or each.category != UNLISTED
        )
        return each.agreement >= self.least_agreement and wanted and not may_be_the_speakers
