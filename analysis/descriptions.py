"""Descriptions: what a phrase such as "a spokeswoman for the ministry" says of somebody.

A ``Reading`` holds what was found in a text once: its words, role nouns, places, bodies and
people. ``describe`` then reads one phrase of it: the nouns at its head, and the country, party,
body or person that they are tied to.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from analysis.bodies import BodyMention, find_bodies, party_sides
from analysis.lexicon import read_rows
from analysis.people import PersonMention, find_people, title_gender
from analysis.roles import role_nouns, title_words
from analysis.segmentation import Word, bare_words, words
from analysis.sides import Mention, find_places
from analysis.spans import Span
from analysis.speaker_words import body_words, speaker_words, us_states

_PARTY_LETTER = re.compile(r"[(,]?\s*\b([RD])(?:-|\u2013|\))\s?(?:[A-Z][\w.]*)?")
_PREPOSITION = re.compile(r"(?:\s[a-z-]+){0,2}?\s(?:of|for|at|from|with|to|in|by|representing)\s+")
_OBJECT_END = re.compile(
    r"[,;:()\u201c\u201d\"\u2014\n]"
    r"|(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\b[A-Z])\.\s"
    r"|\s(?:who|which|that|said|says|told)\s"
)
_ROLE_OF_TITLE = {
    "academic": "expert",
    "clerical": "civil_society",
    "military": "official",
    "office": "official",
    "political": "politician",
}
_LONGEST_PHRASE = 12

Found = TypeVar("Found", "RoleNoun", BodyMention, PersonMention, Mention, Word)


_WITHIN_A_PHRASE = re.compile(r"(?:['\u2019]s?)?(?: [\w.'\u2019-]+)* |[ -]")
_FORMER = re.compile(r"\b(?:former|retired|ex)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun or a title that tells a role."""

    span: Span
    form: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase says of somebody; None or empty where it says nothing.

    Attributes:
        heads: the nouns at its head, lower case ("lobbyist", "strategist").
        role: the role that the nouns tell by themselves.
        body: the body tied to them, by a preposition or before them.
        body_noun: a body without a name tied to them ("the union" in "union boss").
        country: the country tied to them.
        party: the party named.
        state: the state of the United States named.
        person: the full name of the person tied to them ("a Clinton aide").
        gender: female, male or both.
        former: whether the office is one that the person has left.
    """

    heads: tuple[str, ...] = ()
    role: str | None = None
    body: BodyMention | None = None
    body_noun: str | None = None
    country: str | None = None
    party: str | None = None
    state: str | None = None
    person: str | None = None
    gender: str = "both"
    former: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text; everything in the order of the text."""

    text: str
    words: tuple[Word, ...]
    places: tuple[Mention, ...]
    people: tuple[PersonMention, ...]
    bodies: tuple[BodyMention, ...]
    nouns: tuple[RoleNoun, ...]
    states: tuple[tuple[Span, str], ...]
    word_starts: tuple[int, ...]
    place_starts: tuple[int, ...]
    people_starts: tuple[int, ...]
    body_starts: tuple[int, ...]
    noun_starts: tuple[int, ...]


def read(text: str, sources: Sequence[Span] = ()) -> Reading:
    """Find in ``text`` all that descriptions and speakers are made of.

    ``sources`` are where somebody is made to speak.
    """
    tokens = words(text)
    places = find_places(text)
    people = find_people(text, places, tokens, sources)
    bodies = find_bodies(text, tokens, places, people)
    nouns = _nouns(text, tokens, bodies, people)
    states = tuple((match.span, match.entry) for match in us_states().find(text, tokens))
    return Reading(
        text,
        tokens,
        places,
        people,
        bodies,
        nouns,
        states,
        tuple(word.span.start for word in tokens),
        tuple(place.span.start for place in places),
        tuple(person.span.start for person in people),
        tuple(body.span.start for body in bodies),
        tuple(noun.span.start for noun in nouns),
    )


def within(found: Sequence[Found], starts: Sequence[int], start: int, end: int) -> Sequence[Found]:
    """Those of ``found`` that start in ``start..end``; ``starts`` are where they start."""
    return found[bisect_left(starts, start) : bisect_left(starts, end)]


@functools.cache
def _title_kinds() -> dict[str, str]:
    rows = read_rows("person_titles", ("title", "kind"))
    return {row["title"].lower().rstrip("."): row["kind"] for row in rows}


def _nouns(
    text: str,
    tokens: Sequence[Word],
    bodies: Sequence[BodyMention],
    people: Sequence[PersonMention],
) -> tuple[RoleNoun, ...]:
    taken = {body.span.start: body.span.end for body in bodies}
    inside: list[tuple[int, int]] = sorted(
        [*taken.items(), *((mention.span.start, mention.span.end) for mention in people)]
    )
    found: list[RoleNoun] = []
    upto = 0
    for match in role_nouns().find(text, bare_words(tokens)):
        while upto < len(inside) and inside[upto][1] <= match.span.start:
            upto += 1
        covered = upto < len(inside) and inside[upto][0] <= match.span.start
        if not covered:
            form = match.span.text_in(text).lower()
            found.append(RoleNoun(match.span, form, match.entry))
    known = {noun.span.start for noun in found}
    for mention in people:
        if mention.titles and mention.outer.start not in known:
            title = mention.titles[-1]
            kind = _title_kinds().get(title, "office")
            span = Span(mention.outer.start, mention.span.start)
            if kind != "honorific" or title in ("judge", "justice", "chief justice"):
                role = _ROLE_OF_TITLE.get(kind, "official")
                found.append(RoleNoun(span, title, role))
    found.sort(key=lambda noun: noun.span)
    return tuple(found)


def describe(reading: Reading, start: int, end: int) -> Description:
    """What ``text[start:end]``, one noun phrase with what hangs on it, says of somebody."""
    text = reading.text
    nouns = within(reading.nouns, reading.noun_starts, start, end)
    party = _party(reading, start, end)
    state = next((name for span, name in reading.states if start <= span.start < end), None)
    heads = _heads(text, nouns)
    if not heads:
        body, person, country = _tied_by_preposition(reading, start, end, None)
        return Description(body=body, person=person, country=country, party=party, state=state)
    head = heads[-1]
    body, person, country = _tied_by_preposition(reading, head.span.end, end, head)
    body_noun: str | None = None
    if body is None and person is None:
        body_noun = _body_noun_after(reading, head, end)
    before = _tied_before(reading, start, head)
    if body is None and body_noun is None and person is None:
        body, person = before.body, before.person
        body_noun = before.body_noun if body is None and person is None else None
    if country is None or before.country is not None:
        country = before.country or country
    role = next((noun.role for noun in reversed(heads) if noun.role), None)
    gender = title_gender([part for noun in heads for part in (noun.form, noun.form.split()[-1])])
    forms = tuple(noun.form for noun in heads)
    former = _FORMER.search(text, start, head.span.start) is not None
    if former and body_noun in speaker_words("armed_force"):
        # Whose army somebody has left, another army in the text doesn't tell.
        body_noun = None
    return Description(forms, role, body, body_noun, country, party, state, person, gender, former)


def _heads(text: str, nouns: Sequence[RoleNoun]) -> list[RoleNoun]:
    """The nouns of the first stretch: what stands behind a preposition or comma is no head."""
    heads: list[RoleNoun] = []
    for noun in nouns:
        if heads:
            gap = text[heads[-1].span.end : noun.span.start]
            if (
                not re.fullmatch(r"(?:['\u2019]s?)?(?: [\w.'\u2019-]+)* |[ -]", gap)
                or len(gap) > 40
            ):
                break
            between = {word.lower() for word in gap.split()} - {"and"}
            if between & speaker_words("boundary") or between & speaker_words("determiner"):
                break
        heads.append(noun)
    return heads


def _party(reading: Reading, start: int, end: int) -> str | None:
    letter = _PARTY_LETTER.search(reading.text, start, end)
    if letter is not None and letter.group().strip(" ,(")[1:]:
        return "Republican Party" if letter.group(1) == "R" else "Democratic Party"
    for place in within(reading.places, reading.place_starts, start, end):
        if place.kind == "body" and place.side in party_sides():
            return place.side
    return None


def _tied_by_preposition(
    reading: Reading, start: int, end: int, head: RoleNoun | None
) -> tuple[BodyMention | None, str | None, str | None]:
    """The body, person or country in "spokesman for X", "professor at X", "envoy of X"."""
    text = reading.text
    match = _PREPOSITION.match(text, start, end)
    if match is None:
        return None, None, None
    upto = _object_end(reading, match.end(), min(end, match.end() + 110))
    bodies = within(reading.bodies, reading.body_starts, match.end(), upto)
    bodies = [body for body in bodies if not body.party or "Committee" in body.name]
    people = within(reading.people, reading.people_starts, match.end(), upto)
    preposition = match.group().split()[-1]
    places = [
        place
        for place in within(reading.places, reading.place_starts, match.end(), upto)
        if place.kind != "body" and not (preposition == "in" and place.kind == "demonym")
    ]
    body = bodies[0] if bodies else None
    # "the widow of Gov. X": to stand beside somebody is not to speak for them.
    person = people[0].name if people and body is None and not people[0].possessive else None
    if people and body is None and people[0].possessive and text[people[0].outer.end :][:40]:
        person = people[0].name
    country = places[0].side if places else None
    if head is not None and (
        head.form.split()[-1] in speaker_words("reaches_abroad") and preposition == "to"
    ):
        return None, None, None
    if body is None and person is None and preposition in ("for", "of", "at", "with", "from"):
        body = _unknown_body(reading, match.end(), upto, head)
    return body, person, country


def _object_end(reading: Reading, start: int, end: int) -> int:
    """Where the object of a preposition ends at the latest: at a sign or a verb."""
    stop = _OBJECT_END.search(reading.text, start, end)
    upto = stop.start() if stop else end
    for word in within(reading.words, reading.word_starts, start, upto):
        folded = word.text
        if folded in speaker_words("boundary") and folded not in _GOES_ON:
            return word.span.start
    return upto


_GOES_ON = frozenset({"of", "for", "at", "from", "with", "to", "in", "by", "and", "on"})


def _unknown_body(
    reading: Reading, start: int, end: int, head: RoleNoun | None
) -> BodyMention | None:
    """A capitalised name behind "spokesman for" that looks like nothing that we know."""
    if head is None or head.form.split()[-1] not in speaker_words("speaks_for_a_body"):
        return None
    text = reading.text
    run: list[Word] = []
    for word in within(reading.words, reading.word_starts, start, end):
        folded = word.text.lower()
        if not run and (
            folded in speaker_words("determiner")
            or (word.text.islower() and folded not in speaker_words("boundary"))
        ):
            # "a founder of the center-left think tank Third Way"
            continue
        if not word.text[0].isupper() or (run and text[run[-1].span.end : word.span.start] != " "):
            break
        run.append(word)
    if run and re.match(r" [a-z]", text[run[-1].span.end : run[-1].span.end + 2]):
        # "for the Great Lakes region": no body, but a part of the world.
        following = text[run[-1].span.end + 1 :][:20].split(" ", 1)[0].strip(",.")
        if following not in speaker_words("boundary"):
            return None
    if not run or any(
        span.start == run[0].span.start and span.end >= run[-1].span.end
        for span, _ in reading.states
    ):
        return None
    span = Span(run[0].span.start, run[-1].span.end)
    if any(
        place.span.overlaps(span)
        for place in within(reading.places, reading.place_starts, span.start - 30, span.end)
    ):
        return None
    name = span.text_in(text)
    for ending in ("\u2019s", "'s"):
        name = name.removesuffix(ending)
    role = body_words().get(run[-1].text.lower()) or "company"
    return BodyMention(span, name, name, role)


def _body_noun_after(reading: Reading, head: RoleNoun, end: int) -> str | None:
    """The body without a name in "a spokesman for the company"."""
    match = re.compile(r"\s+(?:of|for|at|from|with)\s+(?:the|his|her|its|their)\s+").match(
        reading.text, head.span.end, end
    )
    if match is None:
        return None
    nouns = within(reading.nouns, reading.noun_starts, match.end(), min(end, match.end() + 40))
    return nouns[0].form if nouns and nouns[0].form in speaker_words("body_head") else None


def _tied_before(reading: Reading, start: int, head: RoleNoun) -> Description:
    """The body, person or country in "Brayfield spokesman", "China's envoy", "Clinton aide"."""
    text = reading.text
    upto = head.span.start
    bodies = within(reading.bodies, reading.body_starts, start, upto)
    bodies = [
        body
        for body in bodies
        if not body.party
        # "The Independent senator" is no newspaper's.
        and not (body.role == "media" and head.role not in ("media", "official", "expert"))
    ]
    people = within(reading.people, reading.people_starts, start, upto)
    places = [
        place
        for place in within(reading.places, reading.place_starts, start, upto + 1)
        if place.kind != "body"
    ]
    # "US official" may be a role noun as a whole; its first word is a country all the same.
    places += [
        place
        for place in within(reading.places, reading.place_starts, upto, head.span.end)
        if place.kind != "body" and place not in places
    ]
    nouns = [
        noun
        for noun in within(reading.nouns, reading.noun_starts, start, upto)
        if noun.form in speaker_words("body_head")
        and (
            noun.span.end == upto - 1
            or text[noun.span.end : noun.span.end + 2] in ("'s", "\u2019s")
        )
    ]
    first = head.form.split()
    body_noun = nouns[-1].form if nouns else None
    if body_noun is None and len(first) > 1 and first[0] in speaker_words("body_head"):
        body_noun = first[0]
    return Description(
        body=bodies[-1] if bodies else None,
        person=people[-1].name if people else None,
        country=places[-1].side if places else None,
        body_noun=body_noun,
    )


def phrase_before(reading: Reading, end: int, reach: int = _LONGEST_PHRASE) -> int:
    """Where the noun phrase starts that ends at ``end``: at its determiner, or its first word.

    Without a parser, a phrase is what goes back to a determiner, or ends before a preposition,
    a verb of saying, a pronoun or a sign.
    """
    text = reading.text
    index = bisect_left(reading.word_starts, end) - 1
    start = end
    steps = 0
    while index >= 0 and steps < reach:
        word = reading.words[index]
        gap = text[word.span.end : start]
        if gap.strip() and not (gap.strip() in "-\u2019'" or _is_abbreviated(word, gap)):
            break
        if "\n" in gap:
            break
        folded = word.text.lower()
        # "US" is a country, "us" is nobody of interest.
        if folded in speaker_words("boundary") and not (folded == "us" and word.text.isupper()):
            # "assistant secretary of defense": the preposition belongs to a title.
            of = folded in ("of", "and", "for") and index > 0 and _is_noun(reading, index - 1)
            if not of or steps == 0:
                break
        start = word.span.start
        if folded in speaker_words("determiner"):
            break
        index -= 1
        steps += 1
    return start


def _is_abbreviated(word: Word, gap: str) -> bool:
    """Whether the full stop behind a word ends no sentence: "Gov. X", "J. X"."""
    return gap.strip() == "." and (
        len(word.text) == 1 or word.text.lower() in title_words() or "." in word.text
    )


def _is_noun(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    near = within(reading.nouns, reading.noun_starts, max(0, word.span.start - 40), word.span.end)
    return any(noun.span.end == word.span.end for noun in near)
