"""Contested names: which of the names for a thing was chosen, and whose name it is.

A name is the outlet's own choice only where the outlet uses it as its own. Where it says whose
name it is ("what Moscow calls a special military operation"), or gives another name for the same
thing beside it ("Derry/Londonderry"), the name is still marked, but as no choice of a side.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.lexicon import (
    LexiconError,
    Match,
    PhraseIndex,
    check_choice,
    fold,
    is_false_positive,
    read_rows,
    require,
    small_words,
    split_cell,
)
from analysis.segmentation import Word, bare_words
from analysis.spans import Span
from analysis.types import Evidence
from analysis.voices import Voices

_NAME = "contested_names"
NAMING_COLUMNS = (
    "entity",
    "variant",
    "forms",
    "alignment",
    "aligned_with",
    "since",
    "usage",
    "reason",
    "source",
    "context_exceptions",
    "false_positives",
    "arguable",
)
_CONTEXTS = "naming_contexts"
_CONTEXT_COLUMNS = ("kind", "place", "patterns", "reason")
_PLACES = {
    "distanced": ("before", "after", "around"),
    "dual": ("between", "onward"),
}
ALIGNMENTS = (
    "neutral_convention",
    "self_name",
    "party",
    "descriptive",
    "pejorative",
    "euphemism",
)
NOT_CHOSEN = frozenset({"distanced", "dual"})
"""Categories of names that are given as somebody's, or beside another: no choice of the outlet."""

PLAIN_ALIGNMENTS = frozenset({"neutral_convention", "descriptive"}) | NOT_CHOSEN
"""Categories that take no side by convention; they are counted, not pointed at."""

_REACH = 120
"""How many characters of a sentence before and after a name may tell whose name it is."""

_LONG_WORD = 4
_PART = re.compile(r"[^-\u2010\u2011]+")
_LAST = re.compile(r"\b([^\W\d_])[^\W_]*[ -]\Z")
_NEXT = re.compile(r"[ -]([^\W\d_])")

# The parts of the patterns in the lexicon of contexts. No character both stands in a word and parts
# two, so that there is one way only to read a gap.
_WORD = r"[^\W_][\w'.&-]*"
_ONE_WORD = rf"[\s,]+{_WORD}"
_GAP = rf"(?:[\s,\u201c\u201d\"]+{_WORD}){{1,8}}"
_BEHIND = r"(?:'s)?[\u201d\"'\u2019\u00bb)]*\s*[,(\u2013\u2014-]?\s*"
_RELATIVE = r"(?:(?:which|that) (?:is|are|was|were) )?"
_MARKS = r"[\s\u201c\u201d\u201e\"'\u2018\u00ab`]*"


@dataclass(frozen=True, slots=True)
class NameVariant:
    """One of the names for a contested thing.

    Attributes:
        entity: the thing, as tables call it.
        variant: the name.
        alignment: one of ALIGNMENTS.
        aligned_with: the state, party or movement whose name it is, or empty.
        since: the year from which that holds, or empty.
        usage: what is known of its use by agencies and the UN, with its date, or empty.
        reason: one sentence for the reader.
        source: what the entry rests on.
        context_exceptions: words and phrases which, in the same sentence, make it no choice of
            the outlet's.
        false_positives: phrases in which its forms mean something else.
        arguable: whether experts disagree.
    """

    entity: str
    variant: str
    alignment: str
    aligned_with: str
    since: str
    usage: str
    reason: str
    source: str
    context_exceptions: tuple[str, ...]
    false_positives: tuple[str, ...]
    arguable: bool


Forms = tuple[tuple[str, NameVariant], ...]
"""Forms that differ only in their capitals, each with the name it is a form of."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A contested thing's name where it stands, before it is known how it is meant."""

    span: Span
    form: str
    variant: NameVariant


@dataclass(frozen=True, slots=True)
class _Contexts:
    """The wordings around a name by which an article shows that it doesn't choose it.

    Attributes:
        before: patterns of a text that ends where the name starts, each with its reason.
        after: patterns of a text that starts where the name ends, each with its reason.
        around: pairs of patterns, of quotation marks before the name and behind it.
        around_reason: what such marks mean.
        between: a pattern of what links two names for one thing.
        onward: a pattern of what links a further name to two that are linked.
        dual_reason: what it means that two names are given.
    """

    before: tuple[tuple[re.Pattern[str], str], ...]
    after: tuple[tuple[re.Pattern[str], str], ...]
    around: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    around_reason: str
    between: re.Pattern[str]
    onward: re.Pattern[str]
    dual_reason: str


def naming_forms(row: Mapping[str, str], line: int) -> list[tuple[str, NameVariant]]:
    """The forms of an entry, each with the entry.

    Raises:
        LexiconError: if the row is not as it should be.
    """
    require(bool(row["entity"] and row["variant"]), _NAME, line, "no entity or no variant")
    require(bool(row["reason"]), _NAME, line, "no reason")
    variant = NameVariant(
        entity=row["entity"],
        variant=row["variant"],
        alignment=check_choice(row, "alignment", ALIGNMENTS, _NAME, line),
        aligned_with=row["aligned_with"],
        since=row["since"],
        usage=row["usage"],
        reason=row["reason"],
        source=row["source"],
        context_exceptions=split_cell(fold(row["context_exceptions"])),
        false_positives=split_cell(fold(row["false_positives"])),
        arguable=check_choice(row, "arguable", ("yes", "no"), _NAME, line) == "yes",
    )
    return [(form, variant) for form in split_cell(row["forms"])]


def name_index(forms: Iterable[tuple[str, NameVariant]]) -> PhraseIndex[Forms]:
    """An index of names by form.

    A form's capitals must stand in the text as well; its small letters may be capitals there, as
    at the start of a sentence or in a headline.

    Raises:
        LexiconError: if a form stands twice.
    """
    by_folded: dict[str, dict[str, NameVariant]] = {}
    for form, variant in forms:
        same = by_folded.setdefault(fold(form), {})
        if form in same:
            raise LexiconError(f"{_NAME}: the form {form!r} stands twice")
        same[form] = variant
    return PhraseIndex((folded, tuple(same.items())) for folded, same in by_folded.items())


def background(variant: NameVariant) -> str:
    """Who prefers a name and since when, and which wire and UN usage is known, in plain sentences.

    Empty where the catalogue knows of neither.
    """
    since = f" since {variant.since}" if variant.since else ""
    if variant.aligned_with:
        preferred = f"Preferred by {variant.aligned_with}{since}."
    else:
        preferred = f"In use{since}." if since else ""
    return f"{preferred} {variant.usage}".strip()


def find_names(
    text: str,
    sentences: Sequence[Span],
    among: Sequence[Word],
    voices: Voices,
    lexicon: PhraseIndex[Forms],
) -> Iterator[Evidence]:
    """Every use of a contested thing's name, the conventional ones included, in order.

    Nothing outside a sentence bears on its marks, but for the voice in which it stands.
    """
    for sentence, inside in _by_sentence(sentences, among):
        mentions = list(_mentions(text, sentence, inside, lexicon))
        dual = _given_beside_another(text, mentions)
        for mention in mentions:
            reason = _distance_from(text, sentence, mention.span)
            category = mention.variant.alignment if reason is None else "distanced"
            if mention.span in dual:
                category, reason = "dual", _contexts().dual_reason
            yield Evidence(
                span=mention.span,
                text=mention.span.text_in(text),
                measure="naming",
                category=category,
                voice=voices.at(mention.span),
                reason=reason or mention.variant.reason,
                entity=mention.variant.entity,
                variant=mention.variant.variant,
                aligned_with=mention.variant.aligned_with or None,
                background=background(mention.variant) or None,
                source=mention.variant.source,
                arguable=mention.variant.arguable,
            )


def _by_sentence(
    sentences: Sequence[Span], among: Sequence[Word]
) -> Iterator[tuple[Span, Sequence[Word]]]:
    """Each sentence with its words."""
    at = 0
    for sentence in sentences:
        while at < len(among) and among[at].span.start < sentence.start:
            at += 1
        first = at
        while at < len(among) and among[at].span.end <= sentence.end:
            at += 1
        if at > first:
            yield sentence, among[first:at]


def _mentions(
    text: str, sentence: Span, inside: Sequence[Word], lexicon: PhraseIndex[Forms]
) -> Iterator[_Mention]:
    """The names in a sentence, but for those that the outlet has no choice in."""
    excepted: dict[NameVariant, bool] = {}
    surroundings = ""
    running: bool | None = None
    for mention in _named(text, sentence, inside, lexicon):
        variant = mention.variant
        if variant.context_exceptions:
            surroundings = surroundings or _searchable(inside)
            if variant not in excepted:
                excepted[variant] = any(
                    f" {phrase} " in surroundings for phrase in variant.context_exceptions
                )
            if excepted[variant]:
                continue
        if _has_more_capitals(mention, text):
            running = _is_running_text(inside) if running is None else running
            if running and _beside_a_capital(text, sentence, mention.span):
                continue
        yield mention


def _named(
    text: str, within: Span, inside: Sequence[Word], lexicon: PhraseIndex[Forms]
) -> Iterator[_Mention]:
    """The names among words of a sentence, the longest of those that overlap, in order.

    They may bear a possessive ending, and may be a part of a word with hyphens.
    """

    def accepts(match: Match[Forms]) -> bool:
        found = _chosen(match.entry, match.span.text_in(text))
        return found is not None and not is_false_positive(
            text, match.span, found[1].false_positives, within
        )

    plain = bare_words(inside)
    readings = (inside, plain, _parts(plain))
    found = [match for reading in readings for match in lexicon.find(text, reading, accepts)]
    end = 0
    for match in sorted(found, key=lambda match: (match.span.start, -match.span.end)):
        chosen = _chosen(match.entry, match.span.text_in(text))
        if match.span.start >= end and chosen is not None:
            end = match.span.end
            yield _Mention(match.span, *chosen)


def _parts(among: Sequence[Word]) -> tuple[Word, ...]:
    """The same words, those with hyphens parted: "Kyiv-based" is "Kyiv" and "based"."""
    return tuple(
        Word(Span(word.span.start + part.start(), word.span.start + part.end()), part.group())
        for word in among
        for part in _PART.finditer(word.text)
    )


def _chosen(forms: Forms, printed: str) -> tuple[str, NameVariant] | None:
    """The form that ``printed`` is, the one with the most capitals first, and its name."""
    by_capitals = sorted(forms, key=lambda each: -sum(letter.isupper() for letter in each[0]))
    printed = " ".join(printed.split())
    for form, variant in by_capitals:
        if all(
            theirs.isupper() for ours, theirs in zip(form, printed, strict=False) if ours.isupper()
        ):
            return form, variant
    return None


def _searchable(inside: Sequence[Word]) -> str:
    """The words of a sentence with spaces around each, with and without what clings to them."""
    plain = bare_words(inside)
    return "\n".join(
        f" {' '.join(fold(word.text) for word in reading)} "
        for reading in (inside, plain, _parts(plain))
    )


def _has_more_capitals(mention: _Mention, text: str) -> bool:
    """Whether a name bears capitals that its form doesn't, on all its longer words only."""
    printed = mention.span.text_in(text)
    ours, theirs = mention.form.split(), printed.split()
    raised = any(a[0].islower() and b[0].isupper() for a, b in zip(ours, theirs, strict=False))
    throughout = all(word[0].isupper() for word in theirs if len(word) >= _LONG_WORD)
    return raised and throughout and not printed.isupper()


def _is_running_text(inside: Sequence[Word]) -> bool:
    """Whether a sentence isn't printed with capitals throughout, as headlines often are."""
    return any(word.text[0].islower() and len(word.text) > _LONG_WORD for word in inside)


def _beside_a_capital(text: str, sentence: Span, span: Span) -> bool:
    """Whether the next word, or the last, bears a capital: "the Pro-Life Action League"."""
    before = _LAST.search(text, max(sentence.start, span.start - _REACH), span.start)
    after = _NEXT.match(text, span.end, sentence.end)
    return any(found is not None and found.group(1).isupper() for found in (before, after))


def _distance_from(text: str, sentence: Span, span: Span) -> str | None:
    """The reason why a name isn't the article's own, if it stands as somebody else's."""
    contexts = _contexts()
    before = fold(text[max(sentence.start, span.start - _REACH) : span.start])
    after = fold(text[span.end : min(sentence.end, span.end + _REACH)])
    for pattern, reason in contexts.before:
        if pattern.search(before):
            return reason
    for pattern, reason in contexts.after:
        if pattern.match(after):
            return reason
    for opened, closed in contexts.around:
        if opened.search(before) and closed.match(after):
            return contexts.around_reason
    return None


def _given_beside_another(text: str, mentions: Sequence[_Mention]) -> frozenset[Span]:
    """The names of a sentence beside which another name for the same thing is given."""
    contexts = _contexts()
    last: dict[str, _Mention] = {}
    dual: set[Span] = set()
    for mention in mentions:
        other = last.get(mention.variant.entity)
        last[mention.variant.entity] = mention
        if other is None or mention.span.start - other.span.end > _REACH:
            continue
        gap = fold(text[other.span.end : mention.span.start])
        linked = other.variant != mention.variant and contexts.between.fullmatch(gap)
        if linked or (other.span in dual and contexts.onward.fullmatch(gap)):
            dual |= {other.span, mention.span}
    return frozenset(dual)


@functools.cache
def _contexts() -> _Contexts:
    """The lexicon of contexts.

    A pattern is made of words: ``/`` parts those of which any may stand in a place, ``*`` is one
    word of any kind, and an ellipsis one to eight.

    Raises:
        LexiconError: if a row is not as it should be.
    """
    rows: dict[str, list[tuple[str, str]]] = {
        place: [] for places in _PLACES.values() for place in places
    }
    for line, row in enumerate(read_rows(_CONTEXTS, _CONTEXT_COLUMNS), start=2):
        kind = check_choice(row, "kind", _PLACES, _CONTEXTS, line)
        place = check_choice(row, "place", _PLACES[kind], _CONTEXTS, line)
        require(bool(row["reason"]), _CONTEXTS, line, "no reason")
        pairs = place == "around"
        for pattern in split_cell(row["patterns"]):
            parts = pattern.split()
            require(not pairs or len(parts) == 2, _CONTEXTS, line, f"{pattern!r} is no pair")
            rows[place].append((pattern if pairs else _as_regex(parts), row["reason"]))
    for place, patterns in rows.items():
        require(bool(patterns), _CONTEXTS, 1, f"nothing for the place {place!r}")
    determiner = f"(?:(?:{'|'.join(map(re.escape, sorted(small_words('determiner'))))})\\s+)?"
    opening = rf"{_MARKS}{determiner}{_MARKS}"
    any_link = "|".join(
        pattern for place in ("between", "before", "after") for pattern, _ in rows[place]
    )
    further = "|".join(pattern for pattern, _ in rows["onward"])
    return _Contexts(
        before=tuple(
            (re.compile(rf"(?<![\w-])(?:{pattern})[,:]?(?!\w){opening}\Z"), reason)
            for pattern, reason in rows["before"]
        ),
        after=tuple(
            (re.compile(rf"{_BEHIND}(?:{pattern})\b"), reason) for pattern, reason in rows["after"]
        ),
        around=tuple(_marks_around(*fold(pair).split()) for pair, _ in rows["around"]),
        around_reason=rows["around"][0][1],
        between=re.compile(rf"{_BEHIND}{_RELATIVE}(?:{any_link})[,:]?(?!\w){opening}"),
        onward=re.compile(rf"\s*(?:{further}){opening}"),
        dual_reason=rows["between"][0][1],
    )


def _as_regex(parts: Sequence[str]) -> str:
    """A pattern of words as a regular expression."""
    regex = ""
    for part in parts:
        if part == "\u2026":
            regex += _GAP
        elif part == "*":
            regex += _ONE_WORD
        elif part == "/" or not part[0].isalnum():
            regex += rf"\s*{re.escape(part)}"
        else:
            regex += r"\s+" if regex else ""
            regex += f"(?:{'|'.join(map(re.escape, part.split('/')))})"
    return regex


def _marks_around(opening: str, closing: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of quotation marks that hold a name and at most one more word on either side."""
    return (
        re.compile(rf"(?<!\w){re.escape(opening)}(?:{_WORD}\s+)?\Z"),
        re.compile(rf"(?:'s)?(?:\s+{_WORD})?[.,;:!?\u2026]*{re.escape(closing)}(?!\w)"),
    )
