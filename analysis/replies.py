"""Who is accused in an article, and whether the accused side gets a word in.

Presence only: whether the article holds any words of the accused side, or says that it was asked.
Whether these answer the accusation, and whether enough room was given, is for the reader.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from analysis.descriptions import Reading, read, within
from analysis.lexicon import PhraseIndex, fold, read_rows, require
from analysis.people import surname_of
from analysis.reporting_verbs import KEPT_BACK, verb_in
from analysis.segmentation import sentences, words
from analysis.spans import Span
from analysis.types import Attribution, RightOfReply
from analysis.vocabulary import standard


def find_replies(text: str, attributions: Sequence[Attribution]) -> tuple[RightOfReply, ...]:
    """Each side that is accused, in the order of the accusations.

    A side is accused if it is named, or one of its speakers is, in what another side is reported
    to say with a verb that accuses ("blamed Norland for").
    """
    accusing = [each for each in attributions if each.cue and _accuses(text, each.cue)]
    if not accusing:
        return ()
    sides = _Sides(text, attributions)
    accusations: dict[str, list[Span]] = {}
    for each in accusing:
        for span in each.content:
            for side in sides.named_in(span):
                if side != each.side:
                    accusations.setdefault(side, []).append(span)
    replies: dict[str, list[Span]] = {side: [] for side in accusations}
    for each in attributions:
        if each.side in replies:
            replies[each.side].extend(each.content)
    for sentence in _sentences_of_reply(text):
        for side in sides.asked_in(sentence):
            if side in replies:
                replies[side].append(sentence)
    return tuple(
        RightOfReply(side, tuple(spans), tuple(sorted(set(replies[side]))))
        for side, spans in accusations.items()
    )


class _Sides:
    """The sides that stretches of a text name: by name, or by one who speaks for them."""

    def __init__(self, text: str, attributions: Sequence[Attribution]) -> None:
        heads = [each.source for each in attributions if each.source is not None]
        self._reading: Reading = read(text, heads)
        # "Washington" is the country where the article speaks of the country elsewhere.
        self._meant = {each.side for each in attributions}
        self._meant |= {place.side for place in self._reading.places if not place.ambiguous}
        self._of_speakers: Mapping[str, str] = {
            fold(surname_of(each.speaker)): each.side
            for each in attributions
            if each.speaker is not None and each.side is not None and each.named
        }

    def named_in(self, span: Span) -> tuple[str, ...]:
        """The sides that are named in a stretch."""
        return tuple(dict.fromkeys(side for _, side in self._mentions(span)))

    def asked_in(self, sentence: Span) -> tuple[str, ...]:
        """The sides that a sentence says were asked: not where "the Chilean embassy in Oslo" is."""
        mentions = self._mentions(sentence)
        text = self._reading.text
        asked = [side for at, side in mentions if text[max(0, at - 4) : at] != " in "]
        return tuple(dict.fromkeys(asked or [side for _, side in mentions]))

    def _mentions(self, span: Span) -> list[tuple[int, str]]:
        reading = self._reading
        found = [
            (place.span.start, place.side)
            for place in within(reading.places, reading.place_starts, span.start, span.end)
            if place.side in self._meant
        ]
        bodies = within(reading.bodies, reading.body_starts, span.start, span.end)
        found += [(body.span.start, body.side) for body in bodies]
        for person in within(reading.people, reading.people_starts, span.start, span.end):
            side = self._of_speakers.get(fold(surname_of(person.name)))
            if side is not None:
                found.append((person.span.start, side))
        return sorted(found)


def _accuses(text: str, cue: Span) -> bool:
    verb = verb_in(text, cue, standard().reporting_verbs)
    # "Declined to blame" holds an accusing verb, and accuses nobody.
    return verb is not None and verb.lemma in _accusing_lemmas() and verb.reason != KEPT_BACK


def _sentences_of_reply(text: str) -> Iterator[Span]:
    for sentence in sentences(text):
        among = words(text, sentence.start, sentence.end)
        if any(True for _ in _reply_phrases().find(text, among)):
            yield sentence


@functools.cache
def _accusing_lemmas() -> frozenset[str]:
    return frozenset(row["lemma"] for row in read_rows("accusing_verbs", ("lemma", "reason")))


@functools.cache
def _reply_phrases() -> PhraseIndex[str]:
    """Phrases that say that a side was asked, or that it denies.

    Raises:
        LexiconError: if a phrase has no reason, or stands twice.
    """
    rows = read_rows("reply_phrases", ("phrase", "reason"))
    for line, row in enumerate(rows, start=2):
        require(bool(row["reason"]), "reply_phrases", line, "no reason")
    return PhraseIndex([(row["phrase"], row["reason"]) for row in rows])
