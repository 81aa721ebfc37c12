"""Bodies that a text names and no gazetteer knows: companies, unions, campaigns, councils.

A run of capitalised words that holds a word such as "Partners" or "Union" names a body. Later the
text may use a part of the name ("Brayfield", "Local 212") or its initials; these are the same
body. "The Trump campaign" and "the Obama administration" are bodies as well.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.lexicon import read_rows, small_words
from analysis.people import PersonMention, given_names, surname_of
from analysis.roles import role_in
from analysis.segmentation import Word, bare
from analysis.sides import BODY_COLUMNS, COUNTRY_COLUMNS, Mention
from analysis.spans import Span
from analysis.speaker_words import body_words, speaker_words, us_states

_CONNECTORS = frozenset({"of", "for", "on", "&", "and", "the", "in"})
_AFTER_A_PERSON = re.compile(
    r"(?:['\u2019]s?)? (?:(?:presidential|re-?election|general-election|Presidential|insurgent|"
    r"own|new|2016|2020|2024) )?"
    r"(?P<noun>campaign|Campaign|camp|administration|Administration|transition team|team)\b"
    r"(?! (?:manager|chair|chairman|chairwoman|trail|stop|rally|speech|event|ad|ads|promise|"
    r"spokes\w+|aide|aides|adviser|advisers|official|officials|staff|strategist|finance|season|"
    r"stops|events|rallies|promises|surrogate|donor|contributions|cash|headquarters)\b)"
)
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A use of a body's name.

    Attributes:
        span: where it stands.
        name: the body's full name, as far as the text gives it.
        side: what it speaks for: a country where it is a country's, else the body itself.
        role: what it speaks as.
        person: for a campaign or an administration, the full name of the one whose it is.
        party: whether it is a party.
    """

    span: Span
    name: str
    side: str
    role: str | None
    person: str | None = None
    party: bool = False


@functools.cache
def party_sides() -> frozenset[str]:
    """The sides in the gazetteer that are parties; a party that is the state has its country's."""
    parties = {row["side"] for row in read_rows("bodies", BODY_COLUMNS) if row["kind"] == "party"}
    return frozenset(parties - {row["side"] for row in read_rows("countries", COUNTRY_COLUMNS)})


def find_bodies(
    text: str, tokens: Sequence[Word], places: Sequence[Mention], people: Sequence[PersonMention]
) -> tuple[BodyMention, ...]:
    """Every mention of a body, in order; none overlap."""
    known = [
        BodyMention(
            place.span,
            place.span.text_in(text),
            place.side,
            place.role,
            party=place.side in party_sides(),
        )
        for place in places
        if place.kind in ("body", "seat")
    ]
    campaigns = list(_of_people(text, people))
    taken = {mention.span.start: mention.span for mention in (*known, *campaigns)}
    of_people = {mention.outer.start: mention.outer for mention in people}
    shaped = list(_shaped(text, tokens, taken, of_people, places))
    inside = {
        place.start for place in taken.values() for body in shaped if body.span.contains(place)
    }
    found = [body for body in (*known, *campaigns) if body.span.start not in inside] + shaped
    shaped += _by_use(text, tokens, {each.span.start for each in (*found, *shaped)}, people, places)
    aliases = _aliases(shaped, tokens, people, places)
    covered = {at.span.start for at in found}
    spans = sorted(body.span for body in found)
    found += [
        body
        for body in _by_alias(text, tokens, aliases)
        if body.span.start not in covered and not _overlaps_any(body.span, spans)
    ]
    found.sort(key=lambda body: (body.span.start, -body.span.end))
    apart: list[BodyMention] = []
    for body in found:
        if not apart or apart[-1].span.end <= body.span.start:
            apart.append(_full(body, aliases))
    return tuple(apart)


def _full(body: BodyMention, aliases: Mapping[tuple[str, ...], BodyMention]) -> BodyMention:
    """The same mention under the body's longest name ("Local 212" is a part of it)."""
    longest = aliases.get(tuple(body.name.split()))
    if longest is None or longest.name == body.name:
        return body
    return BodyMention(body.span, longest.name, longest.side, longest.role)


def _overlaps_any(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, span)
    near = spans[max(0, at - 1) : at + 1]
    return any(span.overlaps(other) for other in near)


def _of_people(text: str, people: Sequence[PersonMention]) -> Iterator[BodyMention]:
    for mention in people:
        match = _AFTER_A_PERSON.match(text, mention.span.end)
        if match is None:
            continue
        noun = match.group("noun").lower()
        noun = "campaign" if noun in ("camp", "team") else noun
        name = f"{surname_of(mention.name)} {noun}"
        role = "official" if noun == "administration" else "politician"
        span = Span(mention.span.start, match.end("noun"))
        yield BodyMention(span, name, name, role, mention.name)


def _shaped(
    text: str,
    tokens: Sequence[Word],
    taken: Mapping[int, Span],
    people: Mapping[int, Span],
    places: Sequence[Mention],
) -> Iterator[BodyMention]:
    position = 0
    while position < len(tokens):
        if not tokens[position].text[0].isupper():
            position += 1
            continue
        run = _run(text, tokens, position, people)
        position += max(1, len(run))
        if len(run) < 2:
            continue
        body = _as_body(text, run, taken, places)
        if body is not None:
            yield body


def _run(text: str, tokens: Sequence[Word], start: int, people: Mapping[int, Span]) -> list[Word]:
    run: list[Word] = []
    position = start
    has_body_word = False
    while position < len(tokens) and len(run) < _LONGEST:
        word = tokens[position]
        if run and not _joined(text, run[-1], word):
            break
        if word.span.start in people and (
            not run or has_body_word or people[word.span.start].end != word.span.end
        ):
            break
        plain = bare(word.text)
        if _is_capital(word) or (run and word.text.isdigit() and run[-1].text in _NUMBERED):
            run.append(word)
            has_body_word = has_body_word or plain.lower() in body_words()
            position += 1
            following = tokens[position] if position < len(tokens) else None
            goes_on = following is not None and following.text.lower() in body_words()
            if plain != word.text and not (goes_on and following and following.text[0].isupper()):
                break
            continue
        if not run or word.text not in _CONNECTORS:
            break
        ahead = position + 1
        if ahead < len(tokens) and tokens[ahead].text == "the" and word.text in ("of", "for"):
            ahead += 1
        if ahead >= len(tokens) or not _is_capital(tokens[ahead]):
            break
        if tokens[ahead].span.start in people and word.text == "and":
            break
        # "of" and "for" go on with a body's name; "and" joins two words of one.
        if word.text in ("of", "for") and not has_body_word:
            break
        if word.text == "on" and (
            bare(run[-1].text) not in _ON_SOMETHING
            or tokens[ahead].text.lower() in small_words("ends_a_body")
        ):
            break
        behind_of = any(each.text in ("of", "for") for each in run)
        if word.text in ("in", "the") or (
            word.text == "and" and has_body_word and len(run) > 1 and not behind_of
        ):
            break
        run += tokens[position:ahead]
        position = ahead
    while run and run[-1].text in _CONNECTORS:
        run.pop()
    return run


_ON_SOMETHING = frozenset({"Committee", "Subcommittee", "Commission", "Council", "Center"})


_NUMBERED = frozenset({"Local", "District", "Ward", "Council", "Lodge", "Chapter", "Channel"})


def _is_capital(word: Word) -> bool:
    return word.text[0].isupper() and word.text.lower() not in small_words("never_a_name")


def _joined(text: str, before: Word, after: Word) -> bool:
    gap = text[before.span.end : after.span.start]
    return gap in (" ", "\u00a0", " & ", ". ") and (gap != ". " or before.text in ("St", "Mt"))


def _as_body(
    text: str, run: Sequence[Word], taken: Mapping[int, Span], places: Sequence[Mention]
) -> BodyMention | None:
    words = [bare(word.text) for word in run]
    roles = [body_words()[word.lower()] for word in words if word.lower() in body_words()]
    last_capital = words[-1].lower()
    if not roles or (len(words) == 2 and words[1].isdigit() and words[0] != "Local"):
        return None
    end = run[-1].span.start + len(words[-1])
    span = Span(run[0].span.start, end)
    inside = [taken[word.span.start] for word in run if word.span.start in taken]
    if any(
        each.end - each.start >= 0.8 * (span.end - span.start)
        for each in inside
        if span.contains(each)
    ):
        return None
    name = span.text_in(text)
    head = words[0].lower() if "of" in words or "for" in words else last_capital
    role = body_words().get(head) or body_words().get(last_capital) or roles[-1]
    if role == "official" and "of" not in words:
        # "Eastbank Riders Council": what stands before tells more than "Council".
        role = next((each for each in reversed(roles) if each != "official"), role)
    if any(word.lower() in speaker_words("union_in_a_name") for word in words):
        role = "civil_society"
    first = bisect_left(places, span.start, key=lambda place: place.span.start)
    upto = bisect_left(places, span.end, key=lambda place: place.span.start)
    within = [place for place in places[first:upto] if span.contains(place.span)]
    party = next((place.side for place in within if place.side in party_sides()), None)
    if party is not None:
        return BodyMention(span, name, party, "politician", party=True)
    country = next((place.side for place in within if place.kind != "body"), None)
    side = country if country is not None and role == "official" else name
    return BodyMention(span, name, side, role)


_USED_AS_A_BODY = re.compile(
    r"(?:, (?:the|an?) (?:[\w-]+ ){0,4}?(?P<kind>company|firm|operator|contractor|union|"
    r"nonprofit|charity|group|startup|think tank|network|newspaper|manufacturer|retailer|"
    r"carmaker|chain|agency|maker|consultancy|organization|website)\b(?! (?:of|for) [A-Z])"
    r"|(?: |['\u2019]s )(?:spokes\w+|bigwigs?|executives?|management|chief executive|CEO)\b)"
)


def _by_use(
    text: str,
    tokens: Sequence[Word],
    covered: set[int],
    people: Sequence[PersonMention],
    places: Sequence[Mention],
) -> list[BodyMention]:
    """Bodies that only the words beside them tell: "Brayfield, the company", "Brayfield boss"."""
    taken = covered | {place.span.start for place in places}
    taken |= {mention.outer.start for mention in people}
    taken |= {mention.span.start for mention in people}
    parts = {part for mention in people for part in mention.name.split()}
    counts = Counter(bare(word.text) for word in tokens if word.text.isupper())
    counts.update(bare(word.text) for word in tokens if word.text[-2:] in ("'s", "\u2019s"))
    found: list[BodyMention] = []
    for index, word in enumerate(tokens):
        if not word.text[0].isupper():
            continue
        plain = bare(word.text)
        if not _is_capital(word) or word.span.start in taken or plain in parts:
            continue
        match = _USED_AS_A_BODY.match(text, word.span.start + len(plain))
        if counts[plain] > 1 and _is_acronym(plain):
            span = Span(word.span.start, word.span.start + len(plain))
            found.append(BodyMention(span, plain, plain, "company"))
            continue
        if match is None or plain.lower() in body_words() or is_generic(plain) or len(plain) < 3:
            continue
        first = index
        while (
            first
            and _is_capital(tokens[first - 1])
            and tokens[first - 1].span.start not in taken
            and text[tokens[first - 1].span.end : tokens[first].span.start] == " "
            and index - first < 3
        ):
            first -= 1
        if plain.lower() in small_words("ends_a_body") and first == index:
            continue
        span = Span(tokens[first].span.start, word.span.start + len(plain))
        name = span.text_in(text)
        kind = match.group("kind")
        role = role_in(kind) if kind else "company"
        found.append(BodyMention(span, name, name, role))
    return found


def _is_acronym(word: str) -> bool:
    return (
        2 <= len(word) <= 5
        and word.isalpha()
        and word.isupper()
        and word.lower() not in speaker_words("no_body_in_capitals")
    )


def _aliases(
    shaped: Sequence[BodyMention],
    tokens: Sequence[Word],
    people: Sequence[PersonMention],
    places: Sequence[Mention],
) -> dict[tuple[str, ...], BodyMention]:
    """Parts of names, as tuples of words, with the body that they stand for."""
    common = {token.text for token in tokens if token.text.islower()}
    of_people = {part for mention in people for part in mention.name.split()}
    of_people |= {part for place in places for part in _form(place, tokens)}
    aliases: dict[tuple[str, ...], BodyMention] = {}
    for body in sorted(shaped, key=lambda body: -len(body.name)):
        words = tuple(body.name.split())
        aliases.setdefault(words, body)
        for length in range(len(words) - 1, 0, -1):
            for part in (words[:length], words[-length:]):
                if _is_telling(part, common, of_people):
                    aliases.setdefault(part, body)
        initials = "".join(word[0] for word in words if word[0].isupper())
        if len(initials) > 2 and initials.isalpha():
            aliases.setdefault((initials,), body)
    return aliases


def _form(place: Mention, tokens: Sequence[Word]) -> tuple[str, ...]:
    """The words of a place that could be taken for a part of a body's name."""
    at = bisect_left(tokens, place.span.start, key=lambda word: word.span.start)
    upto = bisect_left(tokens, place.span.end, key=lambda word: word.span.start)
    return tuple(bare(word.text) for word in tokens[at:upto])


def _is_telling(part: Sequence[str], common: set[str], of_people: set[str]) -> bool:
    if part[0] in _CONNECTORS or part[-1] in _CONNECTORS:
        return False
    if part[-1].isdigit():
        return len(part) > 1
    if len(part) == 1:
        word = part[0]
        folded = word.lower()
        return (
            len(word) > 3
            and word[0].isupper()
            and folded not in common
            and folded not in body_words()
            and folded not in small_words("ends_a_body")
            and folded not in given_names()
            and word not in of_people
            and folded not in speaker_words("generic_in_a_name")
            and not any(True for _ in us_states().find(word, [Word(Span(0, len(word)), word)]))
        )
    return any(word.lower() in body_words() for word in part) and any(
        word not in of_people
        and word[0].isupper()
        and word.lower() not in body_words()
        and word.lower() not in speaker_words("generic_in_a_name")
        and word.lower() not in common
        for word in part
    )


def is_generic(name: str) -> bool:
    """Whether a body's name could be that of any city's or country's ("City Council")."""
    return all(
        word.lower() in body_words()
        or word.lower() in speaker_words("generic_in_a_name")
        or word in _CONNECTORS
        for word in name.split()
    )


def _by_alias(
    text: str, tokens: Sequence[Word], aliases: Mapping[tuple[str, ...], BodyMention]
) -> Iterator[BodyMention]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for part in aliases:
        by_first.setdefault(part[0], []).append(part)
    for parts in by_first.values():
        parts.sort(key=len, reverse=True)
    for index, token in enumerate(tokens):
        if token.text[0].islower():
            continue
        for part in by_first.get(bare(token.text), ()):
            among = tokens[index : index + len(part)]
            if tuple(bare(word.text) for word in among) != part:
                continue
            last = among[-1]
            span = Span(token.span.start, last.span.start + len(bare(last.text)))
            body = aliases[part]
            yield BodyMention(span, body.name, body.side, body.role)
            break
