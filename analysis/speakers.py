"""From sources to speakers: whom "He", "Mao", "the Pentagon" and "the US official" stand for.

A source is resolved only by what the text says. What can't be resolved keeps the words used, and
is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.attribution import AttributionSpans
from analysis.bodies import BodyMention
from analysis.coreference import (
    antecedent_body,
    antecedent_of_relative,
    antecedent_person,
    antecedent_plural,
    person_described,
)
from analysis.descriptions import (
    Description,
    Reading,
    describe,
    read,
    within,
)
from analysis.people import PersonMention, surname_of
from analysis.profiles import (
    Scene,
    build_scene,
    complete,
    is_plural,
    latest_body,
    plain_group,
    role_of,
    side_of_body,
    side_of_description,
    side_of_plain_body,
)
from analysis.sides import Mention
from analysis.spans import Span
from analysis.speaker_words import speaker_words
from analysis.via import find_via

_LEAD_SENTENCES = 3
_RELATIVE = re.compile(
    r"[,\s]+(?:who|which|whose|whom|speaking|citing|referring|(?<!of )that(?! \d))\b"
)
_TOGETHER = re.compile(
    r"(?:\s\([^)]{1,40}\))?\s*(?:, |,? (?:and|or) (?:(?:[A-Z][\w.\u2019'-]*|former) ){0,3})"
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
        resolved: False where the words used are shown because nothing could be told.
    """

    name: str
    side: str | None
    role: str | None
    via: str | None
    named: bool
    resolved: bool = True


def resolve_speakers(
    text: str, sentences: Sequence[Span], attributions: Sequence[AttributionSpans]
) -> tuple[Speaker | None, ...]:
    """The speaker of each attribution, in the same order; None where none can be told.

    Sources are resolved in the order in which they stand in the text; those that mean the one who
    speaks around them ("I"), and quotations with no source of their own, come last.
    """
    if not attributions:
        return ()
    heads = [attribution.source for attribution in attributions if attribution.source is not None]
    reading = read(text, heads)
    scene = build_scene(reading, sentences)
    found = _resolve_all(scene, attributions)
    learned = _learned(scene, attributions, found)
    if learned:
        found = _resolve_all(build_scene(reading, sentences, learned), attributions)
    return tuple(found.get(index) for index in range(len(attributions)))


def _learned(
    scene: Scene, attributions: Sequence[AttributionSpans], found: Mapping[int, Speaker]
) -> dict[str, str]:
    """Parties that only a later description tells: "the Wisconsin Republican said"."""
    learned: dict[str, str] = {}
    for index, speaker in found.items():
        source = attributions[index].source
        if source is None or scene.parties.get(speaker.name, "") is not None:
            continue
        opening = scene.reading.text[source.start : source.start + 4].lower()
        if opening == "the ":
            party = describe(scene.reading, source.start, source.end).party
            if party is not None:
                learned.setdefault(speaker.name, party)
    return learned


def _resolve_all(scene: Scene, attributions: Sequence[AttributionSpans]) -> dict[int, Speaker]:
    text = scene.reading.text
    found: dict[int, Speaker] = {}
    spoken: list[tuple[Span, Speaker]] = []
    waiting: list[int] = []
    sources = [
        (attribution.source, index)
        for index, attribution in enumerate(attributions)
        if attribution.source is not None
    ]
    known: dict[Span, Speaker] = {}
    for source, index in sorted(sources):
        if _folded(source.text_in(text)) in speaker_words("i"):
            waiting.append(index)
            continue
        speaker = known.get(source)
        if speaker is None:
            speaker = _resolve(scene, source, attributions[index], spoken)
            known[source] = speaker
            spoken.append((source, speaker))
        found[index] = replace(speaker, via=find_via(scene, attributions[index]))
    for index, speaker in _named_later(scene, attributions, found):
        found[index] = replace(speaker, via=found[index].via)
    for index in waiting:
        found[index] = _speaker_around(text, attributions, index, found)
    for index, attribution in enumerate(attributions):
        if attribution.source is None and attribution.cue is None:
            follows = _continued(text, attributions, index, found)
            if follows is not None:
                found[index] = follows
    return found


def _named_later(
    scene: Scene, attributions: Sequence[AttributionSpans], found: Mapping[int, Speaker]
) -> Iterator[tuple[int, Speaker]]:
    """News leads with "a US official" and names the official in the next paragraph or two."""
    lead = max((sentence.end for sentence in scene.sentences[:_LEAD_SENTENCES]), default=0)
    in_order = sorted(found, key=lambda index: attributions[index].content[0].start)
    for rank, index in enumerate(in_order):
        speaker, at = found[index], attributions[index].content[0].start
        if at >= lead:
            break
        used = speaker.name.lower()
        is_one = not is_plural(used.split(" who ")[0]) and not used.startswith("the ")
        if speaker.named or speaker.side is None or speaker.role != "official" or not is_one:
            continue
        following = (found[other] for other in in_order[rank + 1 :])
        named = next((each for each in following if each.named), None)
        if (
            named is not None
            and named.name in scene.profiles
            and (named.side, named.role) == (speaker.side, speaker.role)
        ):
            yield index, named


def _folded(used: str) -> str:
    return used.lower().strip(" ,.;:[]()\u201c\u201d\"'\u2018\u2019")


def _resolve(
    scene: Scene,
    source: Span,
    attribution: AttributionSpans,
    spoken: Sequence[tuple[Span, Speaker]],
) -> Speaker:
    text = scene.reading.text
    folded = _folded(source.text_in(text))
    for kind, gender in (("he", "male"), ("she", "female"), ("someone", "both")):
        if folded in speaker_words(kind):
            subjects = [(at, each.name) for at, each in spoken if _is_somebody(scene, each)]
            name = antecedent_person(scene, source, gender, attribution, subjects)
            if name is None:
                return _as_used(scene, source)
            unnamed = [each for _, each in spoken if each.name == name and not each.named]
            return unnamed[-1] if unnamed else _person(scene, name)
    if folded in speaker_words("it"):
        body = antecedent_body(scene, source)
        return _body(scene, body) if body else _as_used(scene, source)
    if folded in speaker_words("they"):
        return _plural(scene, source, spoken)
    if folded in speaker_words("who"):
        antecedent = antecedent_of_relative(scene, source)
        if antecedent is None:
            return _as_used(scene, source)
        return _phrase(scene, antecedent, spoken)
    return _phrase(scene, source, spoken)


def _is_somebody(scene: Scene, speaker: Speaker) -> bool:
    """Whether "he" or "she" can mean a speaker: a named person, or one without a name."""
    if speaker.name in scene.profiles:
        return True
    singular = not is_plural(speaker.name.split(" who ")[0])
    opening = speaker.name.lower().startswith(("a ", "an ", "one ", "the ", "another "))
    is_person = speaker.role not in ("document", "media", None)
    return opening and singular and is_person and not speaker.named


def _phrase(scene: Scene, source: Span, spoken: Sequence[tuple[Span, Speaker]]) -> Speaker:
    """The speaker that a noun phrase names or describes."""
    reading = scene.reading
    text = reading.text
    used = source.text_in(text)
    if used[0] in '\u201c"' and used[1:].rstrip(" ,").endswith(("\u201d", '"')):
        # The title of a book or a show.
        return Speaker(_tidy(used), None, "document", None, named=True)
    shouted = _in_capitals(scene, used.strip(" .,:;"))
    if shouted is not None:
        return _person(scene, shouted)
    span = _core(reading, source)
    people = [
        mention
        for mention in within(reading.people, reading.people_starts, span.start, span.end)
        if mention.outer.start <= span.end
    ]
    segments = _segments(reading, span)
    first = segments[0]
    joined = _conjoined(scene, first, people)
    if joined is not None:
        return joined
    person = _person_at(reading, first, people)
    if person is None:
        # "The spokesman, Todd Amsler": the name is the apposition.
        for segment in segments[1:]:
            inside = [mention for mention in people if segment.contains(mention.span)]
            if inside and _fills(text, segment, inside[0]) and _is_person_phrase(scene, first):
                person = inside[0]
                break
    if person is not None:
        return _person(scene, person.name, describe(reading, span.start, span.end))
    return _described(scene, source, span, first, spoken)


def _in_capitals(scene: Scene, used: str) -> str | None:
    """The person whom a transcript's "PENCE:" or a text all in capitals names."""
    if not used.isupper() or len(used) < 3:
        return None
    fitting = [name for name in scene.profiles if used in (name.upper(), surname_of(name).upper())]
    return fitting[0] if len(fitting) == 1 else None


def _core(reading: Reading, source: Span) -> Span:
    """The source without the marks around it and without a relative clause."""
    text = reading.text
    start, end = source.start, source.end
    lead = re.match(r"(?:But|And|Yet|When|While|Though|Although|Even|Then|If) ", text[start:end])
    if lead is not None:
        start += lead.end()
    while start < end - 1 and not text[start].isalnum():
        start += 1
    relative = _RELATIVE.search(text, start + 1, end)
    if relative is not None and relative.start() > start:
        end = relative.start()
    while end > start + 1 and text[end - 1] in ' ,;:\u201c"(':
        end -= 1
    return Span(start, max(end, start + 1))


def _segments(reading: Reading, span: Span) -> list[Span]:
    """The stretches between commas, brackets and dashes."""
    found: list[Span] = []
    start = span.start
    for match in re.finditer(
        r", | \(|\) ?,? ?| \u2014 | -+ |\n", reading.text[span.start : span.end]
    ):
        end = span.start + match.start()
        if end > start:
            found.append(Span(start, end))
        start = span.start + match.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return found or [span]


def _fills(text: str, segment: Span, mention: PersonMention) -> bool:
    """Whether a segment is nothing but a person's name and titles."""
    start = max(segment.start, mention.outer.start)
    return not text[segment.start : start].strip() and segment.end - mention.span.end <= 2


def _is_person_phrase(scene: Scene, segment: Span) -> bool:
    return bool(describe(scene.reading, segment.start, segment.end).heads)


def _person_at(
    reading: Reading, segment: Span, people: Sequence[PersonMention]
) -> PersonMention | None:
    """The person whom a segment names: not one whose aide, husband or campaign it names."""
    text = reading.text
    for mention in people:
        if not segment.contains(mention.span):
            continue
        rest = text[mention.span.end : segment.end]
        owned = rest[:2] in ("'s", "\u2019s") or rest[:1] in ("'", "\u2019")
        following = rest[2:].strip() if owned else rest.strip()
        if owned and following:
            continue
        lead = text[segment.start : mention.outer.start]
        if any(
            word in speaker_words("takes_a_body") or word in ("on", "by", "against", "like", "but")
            for word in lead.lower().split()
        ):
            # "assistant secretary of defense Ely Ratner", "chief of staff Denis McDonough"
            nouns = within(reading.nouns, reading.noun_starts, segment.start, mention.outer.start)
            beside = [noun for noun in nouns if 0 <= mention.outer.start - noun.span.end <= 1]
            title = bool(mention.titles) or mention.full
            if not beside and not (title and _IS_TITLE.fullmatch(lead)):
                continue
        if following and not owned and not _OF_SOMEBODY.match(rest):
            # "the Clinton aide", "Trump supporters": the name describes another noun.
            nouns = within(reading.nouns, reading.noun_starts, mention.span.end, segment.end)
            bodies = within(
                reading.bodies, reading.body_starts, mention.span.start, mention.span.end
            )
            if nouns or bodies or following.split()[0].islower():
                continue
        return mention
    return None


# "US Assistant Secretary of Defense for Indo-Pacific Security Affairs "
_IS_TITLE = re.compile(r"(?:(?:the|of|for|and|on|[A-Z][\w.\u2019'-]*) )+")
_OF_SOMEBODY = re.compile(r"\s(?:of|from|at|with|for|in|on|here|himself|herself|also|and)\b")


def _conjoined(scene: Scene, segment: Span, people: Sequence[PersonMention]) -> Speaker | None:
    """Several who speak together keep the words used: "Trump and Pence"."""
    reading = scene.reading
    text = reading.text
    inside = [mention for mention in people if mention.span.start >= segment.start]
    names: list[PersonMention] = []
    for mention in inside:
        if mention.possessive:
            continue
        if names:
            gap = text[names[-1].span.end : mention.outer.start]
            if _TOGETHER.fullmatch(gap) is None:
                continue
        elif mention.outer.start - segment.start > 40:
            continue
        names.append(mention)
    if len(names) == 1 and not names[0].titles[1:]:
        rest = text[names[0].span.end : segment.end]
        if re.match(r" and (?:(?:his|her|other|the|some|many) )?[a-z]", rest):
            # "Sanders and allies"
            profile = scene.profiles[names[0].name]
            used = text[segment.start : segment.end]
            return Speaker(_tidy(used), profile.side, profile.role, None, named=True)
    if len({mention.name for mention in names}) < 2:
        return None
    profiles = [scene.profiles[mention.name] for mention in names]
    sides = {profile.side for profile in profiles}
    roles = {profile.role for profile in profiles}
    used = text[names[0].span.start : names[-1].span.end]
    short = [mention.name for mention in names]
    name = used if len(names) > 2 else " and ".join(short)
    return Speaker(
        name,
        sides.pop() if len(sides) == 1 else None,
        roles.pop() if len(roles) == 1 else None,
        None,
        named=True,
    )


def _described(
    scene: Scene,
    source: Span,
    span: Span,
    first: Span,
    spoken: Sequence[tuple[Span, Speaker]],
) -> Speaker:
    """A body, a document, or somebody described but not named."""
    reading = scene.reading
    text = reading.text
    used = text[first.start : first.end]
    if first.end < span.end and " and " in text[first.end : span.end] and " " not in used:
        # "Friends, lobbyists and former foes": several together keep the words used.
        used = text[span.start : span.end]
    description = describe(reading, span.start, span.end)
    bodies = within(reading.bodies, reading.body_starts, first.start, first.end)
    body = _body_at(reading, first, bodies, description)
    if body is not None:
        return _body(scene, body)
    place = _place_at(reading, first)
    if place is not None and not description.heads:
        name = place.span.text_in(text) if place.kind != "demonym" else used
        if place.kind == "demonym":
            return Speaker(_tidy(used), place.side, None, None, named=False)
        role = place.role or "official"
        return Speaker(name, place.side, role, None, named=True)
    definite = re.match(r"(?:the|this|that|his|her|their|its)\s", used, re.IGNORECASE)
    heads = description.heads
    head = heads[-1] if heads else ""
    own = re.fullmatch(r"(his|her)\s(?:\w+\s)?(?:campaign|camp|team)", used, re.IGNORECASE)
    if own is not None:
        gender = "male" if own.group(1).lower() == "his" else "female"
        pronoun = Span(first.start, first.start + 3)
        none = AttributionSpans(None, None, (pronoun,))
        whose = antecedent_person(scene, pronoun, gender, none, ())
        if whose is not None:
            campaign = f"{surname_of(whose)} campaign"
            side = scene.parties.get(whose) or campaign
            return Speaker(campaign, side, "politician", None, named=True)
    alone = definite or source.end - source.start <= len(head) + 4
    bare = used.lower().rstrip(" ,").endswith(head) and not re.search(r"['\u2019]s\s", used)
    if alone and bare and head in speaker_words("body_head") and description.body is None:
        named_body = latest_body(scene, head, source.start)
        if named_body is not None:
            return _body(scene, named_body)
    if definite and not is_plural(head or used.split()[-1]):
        subjects = [(at, speaker.name) for at, speaker in spoken]
        meant = person_described(scene, source, used, description, subjects)
        if meant is not None:
            return _person(scene, meant)
        for _, speaker in reversed(spoken):
            # "The official described": somebody who has no name, but spoke before.
            same = (
                head
                and not speaker.named
                and speaker.role != "document"
                and speaker.name.lower().endswith(head)
            )
            if same and not is_plural(speaker.name):
                return speaker
    return _unnamed(scene, first, description, used)


def _unnamed(scene: Scene, first: Span, description: Description, used: str) -> Speaker:
    description = complete(scene, description, first.start)
    role = role_of(description)
    side = side_of_description(scene, description, first.start, scene.parties)
    if used.lower().startswith("both "):
        # Two that were named before need not be of one side.
        side = description.country
    head = description.heads[-1] if description.heads else ""
    if role == "document":
        owner = description.body or None
        side = side_of_body(scene, owner, scene.parties) if owner else description.country
        return Speaker(_tidy(used), side, role, None, named=bool(owner))
    if side is None and role == "citizen":
        side = plain_group(description.heads)
    is_body = head in speaker_words("body_head") and not is_plural(head.replace("police", "x"))
    is_body = is_body and not used.lower().startswith(("a ", "an ", "one ", "another "))
    if side == head and is_body and not re.search(r"['\u2019]s\s", used):
        known = latest_body(scene, head, first.start)
        if known is not None:
            side = side_of_body(scene, known, scene.parties)
    if side is None and is_body:
        side = side_of_plain_body(scene, head)
    if side is None:
        side, owner_role = _of_owner(scene, first, used)
        role = owner_role if owner_role == "politician" and role == "official" else role
    is_name = not description.heads and all(part[0].isupper() for part in used.split())
    if " " not in used and any(sentence.start == first.start for sentence in scene.sentences):
        is_name = False
    is_body = is_body or (is_name and first.end - first.start > 2)
    if side in ("group", "organization", "organisation", "party", "agency", "committee"):
        # Which of them, the text doesn't say.
        side = None
    resolved = bool(description.heads or side)
    return Speaker(_tidy(used), side, role, None, named=is_body, resolved=resolved)


def _of_owner(scene: Scene, first: Span, used: str) -> tuple[str | None, str | None]:
    """Side and role of the politician whose people speak: "his aides", "her campaign"."""
    for opening, gender in (("his ", "male"), ("her ", "female")):
        if used.lower().startswith(opening):
            pronoun = Span(first.start, first.start + 3)
            none = AttributionSpans(None, None, (pronoun,))
            name = antecedent_person(scene, pronoun, gender, none, ())
            profile = scene.profiles.get(name) if name else None
            heads = describe(scene.reading, first.start, first.end).heads
            speaks = heads and heads[-1].removesuffix("s") in speaker_words("speaks_for_a_body")
            if profile is not None and profile.role == "politician" and speaks:
                return profile.side, profile.role
    return None, None


def _body_at(
    reading: Reading, segment: Span, bodies: Sequence[BodyMention], description: Description
) -> BodyMention | None:
    """The body that a segment names: one at its end, with no noun of somebody behind it."""
    text = reading.text
    for body in bodies:
        lead = text[segment.start : body.span.start].lower().split()
        if any(word in speaker_words("takes_a_body") or word == "by" for word in lead):
            return None
        rest = text[body.span.end : segment.end]
        nouns = within(reading.nouns, reading.noun_starts, body.span.end, segment.end)
        describes = nouns and not re.match(r"\s(?:of|in|for|on|at)\s", rest)
        if describes and nouns[0].form not in ("campaign", "party", "news agency", "newspaper"):
            return None
        if rest[:2] in ("'s", "\u2019s") and rest[2:].strip():
            return None
        following = rest.split()
        goes_on = following and following[0].islower() and rest[:1] == " "
        if goes_on and following[0] not in speaker_words("boundary") and not nouns:
            # "the Supreme Court justice"
            return None
        if body.party and body.span.text_in(text) in ("Republican", "Democrat", "Democratic"):
            return None
        if len(lead) > 4 and description.heads:
            return None
        if body.party and (is_plural(body.span.text_in(text)) or lead or rest.strip()):
            return None
        return body
    return None


def _place_at(reading: Reading, segment: Span) -> Mention | None:
    for place in within(reading.places, reading.place_starts, segment.start, segment.end):
        lead = reading.text[segment.start : place.span.start].lower().strip()
        rest = reading.text[place.span.end : segment.end].strip()
        if lead in ("", "the", "some", "many", "most") and rest in ("", "'s", "\u2019s"):
            return place
    return None


def _person(scene: Scene, name: str, here: Description | None = None) -> Speaker:
    profile = scene.profiles.get(name)
    if profile is None:
        return Speaker(name, None, None, None, named=False)
    role, side = profile.role, profile.side
    if role is None and here is not None:
        role = role_of(here)
    if side is None and role == "citizen" and here is not None:
        side = plain_group(here.heads)
    return Speaker(profile.name, side, role, None, named=True)


def _body(scene: Scene, body: BodyMention) -> Speaker:
    side = side_of_body(scene, body, scene.parties)
    # "Democratic" names the party, "the Democrats" its people.
    adjective = body.party and body.name in ("Republican", "Democratic", "Democrat", "GOP")
    return Speaker(body.side if adjective else body.name, side, body.role, None, named=True)


def _plural(scene: Scene, source: Span, spoken: Sequence[tuple[Span, Speaker]]) -> Speaker:
    antecedent = antecedent_plural(scene, source, [(at, each.name) for at, each in spoken])
    if antecedent is None:
        return _as_used(scene, source)
    for at, speaker in spoken:
        if at == antecedent:
            return speaker
    return _phrase(scene, antecedent, spoken)


def _as_used(scene: Scene, source: Span) -> Speaker:
    return Speaker(
        _tidy(source.text_in(scene.reading.text)), None, None, None, named=False, resolved=False
    )


def _tidy(used: str) -> str:
    """The words used, as they would stand in the middle of a sentence."""
    tidy = " ".join(used.split()).strip(" ,;:")
    first = tidy.split(" ", 1)[0] if tidy else ""
    if first.lower() in speaker_words("determiner") and (len(first) == 1 or not first.isupper()):
        tidy = first.lower() + tidy[len(first) :]
    return tidy or used


def _speaker_around(
    text: str,
    attributions: Sequence[AttributionSpans],
    index: int,
    found: dict[int, Speaker],
) -> Speaker:
    """Whom "I" means: the one in whose quoted words it stands."""
    source = attributions[index].source
    assert source is not None
    best: tuple[int, Speaker] | None = None
    for other, speaker in found.items():
        if other == index:
            continue
        for content in attributions[other].content:
            if content.contains(source) or (
                content.start <= source.end and content.end >= source.start
            ):
                width = content.end - content.start
                if best is None or width < best[0]:
                    best = (width, speaker)
    if best is not None:
        return best[1]
    paragraph = text.rfind("\n", 0, source.start)
    near = [
        (abs(part.start - source.start), other)
        for other in found
        for part in attributions[other].content[:1]
        if part.start > paragraph
        and "\n" not in text[min(part.start, source.start) : max(part.start, source.start)]
    ]
    used = source.text_in(text)
    in_quotes = (
        text.rfind("\u201c", paragraph + 1, source.start) >= 0
        or text.rfind('"', paragraph + 1, source.start) >= 0
    )
    if near and in_quotes:
        return found[min(near)[1]]
    return Speaker(used, None, None, None, named=False, resolved=False)


def _continued(
    text: str,
    attributions: Sequence[AttributionSpans],
    index: int,
    found: dict[int, Speaker],
) -> Speaker | None:
    """Who goes on speaking in a quotation with neither source nor cue."""
    start = attributions[index].content[0].start
    before = [
        other for other in found if other != index and attributions[other].content[0].start < start
    ]
    if not before:
        return None
    last = max(before, key=lambda other: attributions[other].content[-1].end)
    gap = text[attributions[last].content[-1].end : start]
    return found[last] if gap.count("\n") <= 3 else None
