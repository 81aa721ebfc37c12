"""What an article mentions that another can mention too: numbers, people, places, bodies, names.

A fact is told apart by its key, which is the same for it in every article of a set: a person has
one under each part of the name, a place under its name and its people's, a number with its unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.descriptions import Reading, read
from analysis.lexicon import fold, small_words
from analysis.numerals import find_numerals
from analysis.roles import role_in, title_words
from analysis.segmentation import Word, bare
from analysis.spans import DisjointSpans, Span
from analysis.speaker_names import NameBook, is_generic_part
from analysis.tables import Coverage
from analysis.types import Analysis

FactKind = Literal["number", "person", "body", "place", "name"]
FactKey = tuple[str, ...]

_TELLING_RUN = 3
_SENTENCE_OPENS = ".!?\n\u201c\"'\u2018\u2019\u201d:\u2014\u2022("


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a fact: its kind, what makes it the same elsewhere, and where it stands."""

    kind: FactKind
    key: FactKey
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What one article mentions.

    Attributes:
        mentions: every mention, in the order of the text.
        capitals: where each capitalised word stands, by the word in lower case: a name that no
            rule took for one is there.
        values: where each number of a count stands, whatever it counts.
    """

    mentions: tuple[Mention, ...]
    capitals: Mapping[str, tuple[Span, ...]]
    values: Mapping[str, tuple[Span, ...]]


def facts_of(coverage: Coverage) -> tuple[NameBook, dict[str, ArticleFacts]]:
    """The facts of every article under keys that are the same throughout, and the names' book.

    The book holds the named speakers as well, so that a speaker is the person mentioned elsewhere.
    """
    readings = {
        label: read(
            analysis.article.text,
            [each.source for each in analysis.attributions if each.source is not None],
        )
        for label, analysis in coverage.items()
    }
    names: list[tuple[str, str | None]] = []
    for label, reading in readings.items():
        names += [(person.name, None) for person in reading.people]
        names += [(body.name, body.side) for body in reading.bodies]
        names += [
            (each.speaker, each.side)
            for each in coverage[label].attributions
            if each.speaker is not None and each.named and each.resolved
        ]
    book = NameBook(names)
    return book, {
        label: _facts(coverage[label], reading, book) for label, reading in readings.items()
    }


def _facts(analysis: Analysis, reading: Reading, book: NameBook) -> ArticleFacts:
    text = reading.text
    numerals = find_numerals(text)
    mentions = [
        Mention("number", each.key, " ".join(each.span.text_in(text).split()), each.span)
        for each in numerals
    ]
    mentions += _named(reading, book)
    taken = [mention.span for mention in mentions] + [place.span for place in reading.places]
    mentions += _other_names(reading, len(analysis.article.headline), _covering(taken))
    values = [(each.value, each.span) for each in numerals if each.kind == "count"]
    capitals = [
        (fold(bare(word.text)), word.span) for word in reading.words if word.text[0].isupper()
    ]
    return ArticleFacts(
        tuple(sorted(mentions, key=lambda mention: mention.span)),
        _places_of(capitals),
        _places_of(values),
    )


def _places_of(found: Iterable[tuple[str, Span]]) -> dict[str, tuple[Span, ...]]:
    places: dict[str, list[Span]] = {}
    for what, span in found:
        places.setdefault(what, []).append(span)
    return {what: tuple(spans) for what, spans in places.items()}


def _named(reading: Reading, book: NameBook) -> Iterator[Mention]:
    for person in reading.people:
        key = book.key(person.name)
        if key[0] == "person":
            yield Mention("person", key, person.name, person.span)
    for body in reading.bodies:
        key = book.key(body.name, body.side)
        # "The City Council" is no name by which another article must call it.
        if key[0] == "body" and not all(is_generic_part(part) for part in key[1:]):
            yield Mention("body", key, body.name, body.span)
    for place in reading.places:
        if place.kind in ("name", "demonym", "capital") and not place.ambiguous:
            yield Mention("place", ("place", place.side), place.side, place.span)
    for span, state in reading.states:
        yield Mention("place", ("place", state), state, span)


def _other_names(
    reading: Reading, headline_end: int, is_taken: Callable[[Span], bool]
) -> Iterator[Mention]:
    """Names of which only the capitals tell: streets, quarters, events.

    A capital at the start of a sentence tells nothing, nor does one in a headline.
    """
    common = {word.text for word in reading.words if word.text.islower()}
    run: list[Word] = []
    for word in (*reading.words, None):
        goes_on = (
            word is not None
            and word.span.start >= headline_end
            and _is_name_like(word, common)
            and not is_taken(word.span)
        )
        beside = run and word and reading.text[run[-1].span.end : word.span.start] == " "
        if run and not (goes_on and beside):
            yield from _as_name(reading.text, run)
            run = []
        if goes_on and word is not None:
            run.append(word)


def _is_name_like(word: Word, common: set[str]) -> bool:
    folded = fold(bare(word.text))
    return (
        word.text[0].isupper()
        and len(folded) > 1
        and folded not in common
        and folded not in small_words("never_a_name")
        and folded not in small_words("time_word")
        and folded not in title_words()
    )


def _as_name(text: str, run: list[Word]) -> Iterator[Mention]:
    lead = text[max(0, run[0].span.start - 3) : run[0].span.start].rstrip(" \u00a0")
    opens = not lead or lead[-1] in _SENTENCE_OPENS
    if opens and len(run) < _TELLING_RUN:
        return
    parts = [fold(bare(word.text)) for word in run]
    if all(is_generic_part(part) for part in parts) or role_in(" ".join(parts)) is not None:
        return
    last = run[-1]
    span = Span(run[0].span.start, last.span.start + len(bare(last.text)))
    yield Mention("name", ("name", *parts), span.text_in(text), span)


def _covering(spans: list[Span]) -> Callable[[Span], bool]:
    """Whether a span touches one of ``spans``, which may overlap."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    taken = DisjointSpans(joined)
    return lambda span: bool(taken.overlapping(span))
