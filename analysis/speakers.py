"""From sources to speakers: whom "He", "Mao", "the Pentagon" and "the US official" stand for.

A source is resolved only by what the text says. What can't be resolved keeps the words used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.attribution import AttributionSpans
from analysis.people import PersonMention, find_people, given_names
from analysis.roles import role_in
from analysis.segmentation import words
from analysis.sides import Mention, find_places
from analysis.spans import Span

_HE = frozenset({"he", "him", "his"})
_SHE = frozenset({"she", "her", "hers"})
_THEY = frozenset({"they", "them", "their", "both"})
_VIA = re.compile(
    r"\b(?:as (?:quoted|cited|reported) by|quoted by|told|in (?:an interview with|comments to)|"
    r"cited by)\s+(?P<outlet>[^,.;:\u201c\u201d\"\n]{3,60})"
)
_UNNAMED = re.compile(
    r"\b(?:anonym\w+|unnamed|not authori[sz]ed|sources?|insiders?|critics|observers|officials?|"
    r"analysts|experts|people (?:familiar|briefed))\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:the|his|her|this|that)\b", re.IGNORECASE)
_BODY_NAME = re.compile(
    r"(?:[A-Z][\w\u2019'&-]*\s+(?:(?:of|for|and|the|on)\s+)*)*[A-Z][\w\u2019'&-]*"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom an attribution's words are given to.

    Attributes:
        name: the full name, the body, or the words used where neither can be told.
        side: the country, party, body or company spoken for.
        role: what the speaker speaks as.
        via: through whom the words came, where the article says so.
        named: whether it is a named person or body.
    """

    name: str
    side: str | None
    role: str | None
    via: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    side: str | None
    role: str | None


def resolve_speakers(
    text: str, sentences: Sequence[Span], attributions: Sequence[AttributionSpans]
) -> tuple[Speaker | None, ...]:
    """The speaker of each attribution, in the same order; None where none can be told."""
    places = find_places(text)
    mentions = find_people(text, places)
    people = _describe(text, mentions)
    speakers: list[Speaker | None] = []
    for index, attribution in enumerate(attributions):
        before = [each for each in speakers[:index] if each is not None]
        via = _via(text, sentences, attribution)
        if attribution.source is None:
            previous = speakers[index - 1] if index and attribution.cue is None else None
            speakers.append(previous)
            continue
        speakers.append(_resolve(text, attribution.source, via, places, mentions, people, before))
    return tuple(speakers)


def _resolve(
    text: str,
    source: Span,
    via: str | None,
    places: Sequence[Mention],
    mentions: Sequence[PersonMention],
    people: dict[str, _Person],
    before: Sequence[Speaker],
) -> Speaker:
    used = source.text_in(text)
    inside = [mention for mention in mentions if source.contains(mention.span)]
    if inside:
        person = people[inside[-1].name]
        side = person.side or _side_in(used)
        return Speaker(person.name, side, person.role or role_in(used), via, named=True)
    folded = used.lower().strip(" ,")
    if folded in _HE | _SHE:
        person_found = _pronoun(folded, source, mentions, before)
        if person_found in people:
            person = people[person_found]
            return Speaker(person.name, person.side, person.role, via, named=True)
        return Speaker(used, None, None, via, named=False)
    if folded in _THEY and before:
        return Speaker(used, before[-1].side, before[-1].role, via, named=False)
    role, side = role_in(used), _side_in(used)
    if _DEFINITE.match(used) and role is not None:
        for speaker in reversed(before):
            fits_side = side is None or speaker.side == side
            if speaker.named and speaker.name in people and fits_side and _alike(role, speaker):
                return Speaker(speaker.name, speaker.side, speaker.role, via, named=True)
    body = next(
        (
            place
            for place in places
            if source.contains(place.span) and place.kind in ("body", "seat", "capital", "name")
        ),
        None,
    )
    if body is not None and role is None:
        name = body.span.text_in(text)
        return Speaker(
            _without_article(used) or name, body.side, body.role or "official", via, True
        )
    named = bool(re.search(r"[A-Z]", used[1:])) and not _UNNAMED.search(used)
    return Speaker(used, side or _own_body(used, role), role, via, named=named)


def _describe(text: str, mentions: Sequence[PersonMention]) -> dict[str, _Person]:
    """Side and role of each person, from the first description that tells them."""
    people: dict[str, _Person] = {}
    for mention in mentions:
        known = people.get(mention.name, _Person(mention.name, None, None))
        description = mention.description
        side = known.side or _side_in(description.split("|")[0]) or _side_in(description)
        role = known.role or role_in(description)
        if side is None:
            side = _own_body(description, role)
        people[mention.name] = _Person(mention.name, side, role)
    return people


def _side_in(description: str) -> str | None:
    found = find_places(description)
    bodies = [place for place in found if place.kind == "body"]
    chosen = bodies[-1:] or [place for place in found if not place.ambiguous] or list(found)
    return chosen[-1].side if chosen else None


def _own_body(description: str, role: str | None) -> str | None:
    """The body that a description names and the gazetteer doesn't know, if any."""
    if role is None:
        return None
    for match in _BODY_NAME.finditer(description):
        name = _without_article(match.group())
        if len(name.split()) > 1 and role_in(name) is None:
            return name
    return None


def _pronoun(
    pronoun: str, source: Span, mentions: Sequence[PersonMention], before: Sequence[Speaker]
) -> str | None:
    wanted = "male" if pronoun in _HE else "female"
    earlier = [mention.name for mention in mentions if mention.span.end <= source.start]
    spoke = [speaker.name for speaker in before if speaker.name in earlier]
    for name in [*reversed(spoke), *reversed(earlier)]:
        gender = given_names().get(name.split()[0].lower(), "both")
        if gender in (wanted, "both"):
            return name
    return None


def _alike(role: str, speaker: Speaker) -> bool:
    political = {"official", "politician"}
    return speaker.role is None or speaker.role == role or {speaker.role, role} <= political


def _without_article(used: str) -> str:
    return re.sub(r"\A(?:the|an?)\s+", "", used, flags=re.IGNORECASE).strip()


def _via(text: str, sentences: Sequence[Span], attribution: AttributionSpans) -> str | None:
    anchor = attribution.cue or attribution.content[0]
    sentence = next((each for each in sentences if each.overlaps(anchor)), anchor)
    for match in _VIA.finditer(text, sentence.start, sentence.end):
        outlet = match.group("outlet").strip()
        is_content = any(
            content.contains(Span(match.start(), match.end())) for content in attribution.content
        )
        if is_content:
            continue
        if match.group().startswith("told"):
            media = [place for place in find_places(outlet) if place.role == "media"]
            if not media and role_in(outlet) != "media":
                continue
        return " ".join(word.text for word in words(outlet)[:6])
    return None
