"""What others of a set carry and an article doesn't, and what is only there.

Speakers who are given words, numbers with their unit, and named people, bodies and places are
matched across the articles of one event. "Not found" is all that this can say: a paraphrase is
easily missed, and a shorter text leaves out by necessity. So every article comes with its length,
and every absence with the sentences that carry it elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from analysis.facts import ArticleFacts, FactKey, facts_of
from analysis.lexicon import fold
from analysis.segmentation import sentences, words
from analysis.spans import DisjointSpans, Span
from analysis.speaker_names import NameBook, is_generic_part
from analysis.tables import Coverage
from analysis.types import Analysis

ItemKind = Literal["speaker", "number", "person", "body", "place", "name"]

NOT_FOUND = "not found in this set"
"""How absences are called to readers: what a matcher says of the articles at hand, no more."""

SHORT = 0.5
"""Below this share of the median length an article is called short."""

_LEAST_CARRIERS = 2
_MOST_PERHAPS = 3
_ORDER: tuple[ItemKind, ...] = ("speaker", "number", "person", "body", "place", "name")


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that carries an item, and the sentences of its text that do."""

    outlet: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that articles carry.

    Attributes:
        kind: a speaker who is given words, a number with its unit, a person, body or place named,
            or another name that only its capitals tell.
        text: the item as an article prints it.
        carriers: the articles that carry it, with the sentences.
        others: with how many other articles this one was compared.
        perhaps: sentences of this article where a reader should look before taking the item as
            missing: the speaker is named but given no words, or the number counts another thing.
    """

    kind: ItemKind
    text: str
    carriers: tuple[Carrier, ...]
    others: int
    perhaps: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Absences:
    """One article against the others of its set.

    Attributes:
        outlet: its label.
        words: how many words its body has.
        median_words: the median of the set, itself included.
        not_found: what at least half of the others carry (and two of them, where there are two).
        only_here: what no other article carries.
    """

    outlet: str
    words: int
    median_words: float
    not_found: tuple[Item, ...]
    only_here: tuple[Item, ...]

    @property
    def length_note(self) -> str:
        """What a reader should know of its length, or empty."""
        if self.words >= SHORT * self.median_words:
            return ""
        return (
            f"This report has {self.words:,} words, less than half of the set’s median of "
            f"{self.median_words:,.0f}. A shorter text leaves out by necessity."
        )


@dataclass(frozen=True, slots=True)
class _Carried:
    """What one article carries: where each item stands, and what it is called there."""

    kind: ItemKind
    text: str
    spans: tuple[Span, ...]


_ItemKey = tuple[ItemKind, FactKey]
_Items = dict[_ItemKey, _Carried]


def find_absences(
    coverage: Coverage, voters: Collection[str] | None = None
) -> tuple[Absences, ...]:
    """Each article of ``coverage`` against the others, in the order given.

    ``voters`` are the labels that count as others; all where it is None. With near-copies in the
    set, ``analysis.reprints.one_vote`` gives those that make one text one vote.
    """
    book, facts = facts_of(coverage)
    labels = {fold(label) for label in coverage}
    items = {
        label: _items(analysis, facts[label], book, labels) for label, analysis in coverage.items()
    }
    lengths = {
        label: len(words(analysis.article.text, len(analysis.article.headline)))
        for label, analysis in coverage.items()
    }
    cutters = {
        label: DisjointSpans(sentences(analysis.article.text))
        for label, analysis in coverage.items()
    }
    spoken_for = {
        label: {book.key(each.side) for each in analysis.attributions if each.side is not None}
        for label, analysis in coverage.items()
    }
    middle = float(median(lengths.values())) if lengths else 0.0
    voting = [label for label in coverage if voters is None or label in voters]
    found = []
    for label in coverage:
        others = [other for other in voting if other != label]
        compared = _Comparison(label, others, book, facts, items, cutters, spoken_for)
        found.append(
            Absences(
                label,
                lengths[label],
                middle,
                tuple(_in_order(compared.not_found())),
                tuple(_in_order(compared.only_here())) if others else (),
            )
        )
    return tuple(found)


def told(item: Item, outlet: str) -> str:
    """What is missing from ``outlet``, in one sentence for the reader."""
    what = f"Words of {item.text}" if item.kind == "speaker" else f"“{item.text}”"
    return (
        f"{what}: in {len(item.carriers)} of {item.others} other reports, {NOT_FOUND} in {outlet}."
    )


@dataclass(frozen=True)
class _Comparison:
    """One article and those that it is compared with."""

    label: str
    others: Sequence[str]
    book: NameBook
    facts: Mapping[str, ArticleFacts]
    items: Mapping[str, _Items]
    cutters: Mapping[str, DisjointSpans]
    spoken_for: Mapping[str, Collection[FactKey]]

    def not_found(self) -> Iterator[Item]:
        carriers: dict[_ItemKey, list[str]] = {}
        for other in self.others:
            for item in self.items[other]:
                carriers.setdefault(item, []).append(other)
        least = max(len(self.others) / 2, min(_LEAST_CARRIERS, len(self.others)))
        missing = {
            item: labels
            for item, labels in carriers.items()
            if len(labels) >= least and not self._carries(self.label, item)
        }
        for (kind, key), labels in missing.items():
            # Who is given no words because the article doesn't name them is told once.
            if kind != "speaker" and ("speaker", key) in missing:
                continue
            yield self._item(kind, key, labels, tuple(self._perhaps(kind, key)))

    def only_here(self) -> Iterator[Item]:
        mine = self.items[self.label]
        for kind, key in mine:
            if kind != "speaker" and ("speaker", key) in mine:
                continue
            # Others call "the union" by its name.
            if kind == "speaker" and all(is_generic_part(part) for part in key[1:]):
                continue
            if not any(self._carries(other, (kind, key)) for other in self.others):
                yield self._item(kind, key, [self.label], ())

    def _carries(self, label: str, item: _ItemKey) -> bool:
        """Whether an article carries an item, or holds the words that would name it."""
        if item in self.items[label]:
            return True
        kind, key = item
        if kind == "speaker":
            # A country or a body has words where anybody speaks for it.
            return key in self.spoken_for[label]
        if kind in ("number", "place"):
            return False
        capitals = self.facts[label].capitals
        if kind == "person":
            return self.book.surname(key) in capitals
        telling = [part for part in key[1:] if not is_generic_part(part)]
        return all(part in capitals for part in telling or key[1:])

    def _item(
        self, kind: ItemKind, key: FactKey, labels: Sequence[str], perhaps: tuple[Span, ...]
    ) -> Item:
        carried = {label: self.items[label][kind, key] for label in labels}
        named = kind in ("speaker", "person", "body", "place")
        # "nine routes" says what "nine of the city’s 31 routes" does.
        shown = min((each.text for each in carried.values()), key=len)
        return Item(
            kind,
            self.book.shown(key) if named and key in self.book else shown,
            tuple(
                Carrier(label, self._sentences(label, each.spans))
                for label, each in carried.items()
            ),
            len(self.others),
            perhaps,
        )

    def _perhaps(self, kind: ItemKind, key: FactKey) -> Iterable[Span]:
        facts = self.facts[self.label]
        if kind == "speaker":
            spans = [mention.span for mention in facts.mentions if mention.key == key]
            spans += facts.capitals.get(self.book.surname(key), ())
        elif kind == "number" and key[0] == "count":
            spans = list(facts.values.get(key[1], ()))
        else:
            return ()
        return self._sentences(self.label, spans)[:_MOST_PERHAPS]

    def _sentences(self, label: str, spans: Iterable[Span]) -> tuple[Span, ...]:
        cutter = self.cutters[label]
        return tuple(sorted({each for span in spans for each in cutter.overlapping(span)}))


def _items(
    analysis: Analysis, facts: ArticleFacts, book: NameBook, labels: Collection[str]
) -> _Items:
    spans: dict[_ItemKey, list[Span]] = {}
    texts: dict[_ItemKey, str] = {}
    for each in analysis.attributions:
        if each.speaker is not None and each.named and each.resolved:
            item: _ItemKey = ("speaker", book.key(each.speaker, each.side))
            spans.setdefault(item, []).extend(each.content)
            texts.setdefault(item, each.speaker)
    for mention in facts.mentions:
        # That an outlet names itself tells nothing of the event.
        if fold(mention.text).removeprefix("the ") not in labels:
            item = (mention.kind, mention.key)
            spans.setdefault(item, []).append(mention.span)
            texts.setdefault(item, mention.text)
    return {item: _Carried(item[0], texts[item], tuple(places)) for item, places in spans.items()}


def _in_order(items: Iterable[Item]) -> list[Item]:
    """Speakers first, then by how many carry an item, then as the texts have it."""
    return sorted(
        items,
        key=lambda item: (
            _ORDER.index(item.kind),
            -len(item.carriers),
            item.carriers[0].sentences[:1],
        ),
    )
