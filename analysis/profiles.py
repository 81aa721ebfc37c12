"""Profiles: what a text tells of each person it names, gathered over all of its mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.bodies import BodyMention, is_generic, party_sides
from analysis.descriptions import Description, Reading, describe, phrase_before, within
from analysis.people import PersonMention, gender_of, surname_of, title_gender
from analysis.public_figures import PublicFigure, national_offices, public_figures
from analysis.roles import role_in
from analysis.spans import Span
from analysis.speaker_words import body_words, speaker_words

_PARENTHESIS = re.compile(r"\s?\(([^)\n]{1,40})\)")
_AGE = re.compile(r",\s\d{1,3}(?=,)")
_OF = re.compile(r"\s(?:of|from|at|with|for)\s(?=the\s[A-Z]|[A-Z])")
_CLAUSE = re.compile(
    r",\swho\s(?:\w+\s){0,2}?(?:chairs|heads|leads|runs|represents|directs|advises|teaches|works|"
    r"handles|oversees|studies|serves|speaks|chaired|headed|led|ran|represented|directed|advised|"
    r"taught|worked|served|took over)\b"
)
_SERVED = re.compile(r",\swho\s(?:\w+\s)?(?:served|serves|worked|works|acted|acts)\sas\s")
_COPULA = re.compile(
    r"\s(?:is|was|has been|had been|became|served as|serves as|is now|was once|remains)\s"
    r"(?:also\s|now\s|then\s|currently\s)?"
    # "is demanding President X": what follows a verb says nothing of the subject.
    r"(?!\w+ing\b)"
)
_REACH = 170


@dataclass(frozen=True, slots=True)
class Profile:
    """What a text tells of one person.

    Attributes:
        name: the full name.
        heads: the nouns and titles that describe the person, lower case.
        role: what the person speaks as.
        side: the country, party, body or company spoken for.
        gender: female, male or both.
    """

    name: str
    heads: frozenset[str]
    role: str | None
    side: str | None
    gender: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading with what is true of the text as a whole."""

    reading: Reading
    sentences: tuple[Span, ...]
    prefers_party: bool
    city: str | None
    offices: Mapping[str, str]
    profiles: Mapping[str, Profile]
    parties: Mapping[str, str | None]


def build_scene(
    reading: Reading, sentences: Sequence[Span], learned: Mapping[str, str] | None = None
) -> Scene:
    """All that resolving a source needs to know of the text.

    ``learned`` are parties of people that their own descriptions don't tell.
    """
    scene = Scene(
        reading,
        tuple(sentences),
        _prefers_party(reading),
        _city(reading),
        _offices(reading),
        {},
        {},
    )
    return Scene(
        reading,
        scene.sentences,
        scene.prefers_party,
        scene.city,
        scene.offices,
        *_profiles(scene, learned or {}),
    )


def _prefers_party(reading: Reading) -> bool:
    """Whether parties, not countries, are what the story is about."""
    parties = sum(place.kind == "body" and place.side in party_sides() for place in reading.places)
    counts = Counter(
        place.side
        for place in reading.places
        if place.side not in party_sides() and place.kind != "body"
    )
    home = counts.most_common(1)[0][0] if counts else None
    abroad = sum(count for side, count in counts.items() if side not in (home, "United States"))
    return parties > 0 and parties * 2 >= abroad


_PLACE_BEFORE = re.compile(
    r"(?P<name>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,2})(?:['\u2019]s)? "
    r"(?:Mayor|City Council|City Hall|Police|police|mayor|residents|city council|Council|"
    r"school board|firefighters|Chamber)\b"
)
_PLACE_AFTER = re.compile(
    r"\b(?:in|across|around|outside|near) (?P<name>[A-Z][a-z\u00c0-\u024f'\u2019-]+"
    r"(?: [A-Z][a-z\u00c0-\u024f'\u2019-]+){0,2})"
)


def _city(reading: Reading) -> str | None:
    """The town that a local story plays in, if the text names one."""
    if not any(noun.form in speaker_words("local_office") for noun in reading.nouns):
        return None
    people = {part for mention in reading.people for part in mention.name.split()}
    bodies = {body.name for body in reading.bodies}
    others = {place.span.text_in(reading.text) for place in reading.places}
    others |= {reading.text[span.start : span.end] for span, _ in reading.states}
    counts: Counter[str] = Counter()
    for pattern, weight in ((_PLACE_BEFORE, 3), (_PLACE_AFTER, 1)):
        for match in pattern.finditer(reading.text):
            name = match.group("name").removesuffix("\u2019s").removesuffix("'s")
            first = name.split()[0].lower()
            if (
                name in bodies
                or name in others
                or name.split()[0] in people
                or first in speaker_words("boundary")
                or first in speaker_words("determiner")
                or role_in(name) is not None
                or first in _DAYS
                or first in body_words()
                or (any(body.startswith(name) for body in bodies) and match.group()[:2] == "to")
            ):
                continue
            counts[name] += weight
    for name in counts:
        counts[name] += reading.text.count(name)
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "city",
        "old",
        "new",
    ]
)


def _offices(reading: Reading) -> dict[str, str]:
    """Whose each national office is, where the text says it somewhere ("China's ministry")."""
    counts: dict[str, Counter[str]] = {}
    for noun in reading.nouns:
        last = noun.form.split()[-1]
        if noun.form not in speaker_words("national_office") and last not in _NATIONAL:
            continue
        start = phrase_before(reading, noun.span.start, 4)
        for place in within(reading.places, reading.place_starts, start, noun.span.end):
            if place.kind != "body":
                counts.setdefault(noun.form, Counter())[place.side] += 1
    return {
        form: counter.most_common(1)[0][0] for form, counter in counts.items() if len(counter) == 1
    }


_NATIONAL = frozenset({"minister", "ministry", "ministries", "government"})


def _profiles(
    scene: Scene, learned: Mapping[str, str]
) -> tuple[dict[str, Profile], dict[str, str | None]]:
    """What the text tells of each person, and the parties of those who have one."""
    reading = scene.reading
    by_name: dict[str, list[PersonMention]] = {}
    for mention in reading.people:
        by_name.setdefault(mention.name, []).append(mention)
    candidates = {body.person for body in reading.bodies if body.name.endswith(" campaign")}
    told: dict[str, list[tuple[PersonMention, Description]]] = {
        name: [
            (mention, complete(scene, each, mention.span.start))
            for mention in mentions
            for each in _descriptions(scene, mention)
        ]
        for name, mentions in by_name.items()
    }
    _share(reading, told)
    candidates |= _backed(reading)
    figures = {
        name: figure
        for name, descriptions in told.items()
        if (figure := _figure(name, [each for _, each in descriptions])) is not None
    }
    parties = {
        name: (figures[name].party if name in figures else None)
        or _party_of([each for _, each in descriptions])
        or learned.get(name)
        for name, descriptions in told.items()
    }
    profiles = {
        name: _profile(
            scene,
            name,
            by_name[name],
            told[name],
            parties,
            name in candidates,
            figures.get(name),
        )
        for name in by_name
    }
    return profiles, parties


def _figure(name: str, descriptions: Sequence[Description]) -> PublicFigure | None:
    """The public figure of that name, unless the text tells of a namesake."""
    # "Vladimir V. Putin" is listed without his initial.
    plain = " ".join(part for part in name.split() if not part.endswith("."))
    figure = public_figures().get(name) or public_figures().get(plain)
    roles = {role for each in descriptions if (role := role_of(each)) is not None}
    return None if roles & {"citizen", "expert", "civil_society"} else figure


def _party_of(descriptions: Sequence[Description]) -> str | None:
    """The party that a bracket tells ("R-Texas"), or else the first description that does."""
    told = [each for each in descriptions if each.party is not None]
    brackets = [each for each in told if not each.heads]
    return next((each.party for each in (*brackets, *told)), None)


def _share(reading: Reading, told: dict[str, list[tuple[PersonMention, Description]]]) -> None:
    """Let "Senators X and Y" describe Y as well."""
    for before, after in zip(reading.people, reading.people[1:], strict=False):
        gap = reading.text[before.span.end : after.outer.start]
        if gap not in (" and ", ", ", ", and "):
            continue
        for mention, each in told[before.name]:
            if mention == before and each.heads and each.heads[-1].endswith("s"):
                told[after.name].append((after, each))


def _backed(reading: Reading) -> set[str | None]:
    """Those who have supporters, voters or rallies: they stand for election."""
    found: set[str | None] = set()
    for mention in reading.people:
        following = reading.text[mention.outer.end : mention.outer.end + 14].split(None, 1)
        if following and following[0].strip(",.") in speaker_words("candidate_after"):
            found.add(mention.name)
    return found


def complete(scene: Scene, description: Description, at: int) -> Description:
    """The description with the body that it leaves unsaid, where the text has named it before.

    "The union's president" speaks for the union named last; "a spokesman" or "a vice president"
    for the body that the paragraph is about.
    """
    if description.body is not None or description.person is not None:
        return description
    reading = scene.reading
    noun = description.body_noun
    if noun is not None:
        body = latest_body(scene, noun, at)
        return replace(description, body=body) if body is not None else description
    head = description.heads[-1] if description.heads else ""
    if head in speaker_words("bare_office") and description.country is None:
        start = reading.text.rfind("\n", 0, at) + 1
        bodies = within(reading.bodies, reading.body_starts, start, at)
        bodies = [body for body in bodies if body.role not in ("media", None)]
        companies = {body.name for body in reading.bodies if body.role == "company"}
        if not bodies and len(companies) == 1:
            bodies = [body for body in reading.bodies if body.name in companies]
        if bodies:
            return replace(description, body=bodies[-1])
    return description


def _profile(
    scene: Scene,
    name: str,
    mentions: Sequence[PersonMention],
    told: Sequence[tuple[PersonMention, Description]],
    parties: Mapping[str, str | None],
    is_candidate: bool,
    figure: PublicFigure | None,
) -> Profile:
    heads = frozenset(head for _, each in told for head in each.heads)
    genders = [title_gender(mention.titles) for mention in mentions]
    genders += [each.gender for _, each in told]
    genders.append(gender_of(name))
    gender = next((each for each in genders if each != "both"), "both")
    roles = [role for _, each in told if (role := role_of(each)) is not None and role != "document"]
    party = parties[name]
    has_party = _party_of([each for _, each in told]) is not None
    role = roles[0] if roles else None
    is_voter = bool(roles) and roles[0] == "citizen"
    if is_candidate or (has_party and not is_voter) or "politician" in roles[:2]:
        role = "politician"
    is_other = roles and roles[0] in ("expert", "media", "company") and "politician" not in roles
    if has_party and is_other and not is_candidate:
        role = roles[0]
    sides = [
        side
        for mention, each in told
        if (side := side_of_description(scene, each, mention.span.start, parties)) is not None
    ]
    side = sides[0] if sides else None
    if figure is not None:
        role, side = role or figure.role, side or figure.country
    if side is None and role == "citizen":
        side = plain_group(heads)
    runs_for_office = is_candidate and not sides
    if party is not None and (scene.prefers_party or runs_for_office or side is None):
        side = party
    if side is None and is_candidate:
        side = f"{surname_of(name)} campaign"
    return Profile(name, heads, role, side, gender)


def plain_group(heads: Iterable[str]) -> str | None:
    """The plain group that somebody speaks as one of: "residents", "drivers"."""
    for head in sorted(heads):
        for noun in (head, head.split()[-1]):
            for singular in (noun, noun.removesuffix("s"), noun.removesuffix("es")):
                if singular in speaker_words("plain_group"):
                    return plural_of(noun)
    return None


def is_plural(noun: str) -> bool:
    """Whether a noun's last word is a plural, as far as its ending tells."""
    folded = noun.lower().split()[-1] if noun.split() else ""
    return folded in ("people", "men", "women", "children", "police", "media") or (
        folded.endswith("s") and not folded.endswith(("ss", "us", "is"))
    )


def plural_of(noun: str) -> str:
    """The plural of a noun in the singular; a plural as it is."""
    if is_plural(noun):
        return noun
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def role_of(description: Description) -> str | None:
    """The role that a description tells: of the body spoken for, or of the noun itself.

    Who has left an office speaks from what they know, no longer for it.
    """
    role = _role_in_office(description)
    return "expert" if description.former and role == "official" else role


def _role_in_office(description: Description) -> str | None:
    heads = description.heads
    if not heads:
        if description.body is not None:
            return description.body.role
        return "politician" if description.party else None
    head = heads[-1]
    speaks_for = bool(
        {head, head.split()[-1], head.removesuffix("s")} & speaker_words("speaks_for_a_body")
    )
    if speaks_for:
        is_elected = description.role == "politician" and head.split()[-1] in (
            "leader",
            "whip",
            "speaker",
            "member",
        )
        if is_elected and description.body is not None and description.body.role == "official":
            return "politician"
        is_expert = description.role == "expert" and head not in ("director", "president")
        if description.body is not None and description.body.role is not None and not is_expert:
            return description.body.role
        if description.person is not None or description.party is not None:
            return "politician"
        if description.body_noun is not None:
            return role_in(description.body_noun) or description.role
    if description.party is not None and description.role in ("official", None):
        return "politician"
    return description.role


def side_of_description(
    scene: Scene, description: Description, at: int, parties: Mapping[str, str | None]
) -> str | None:
    """The side that a description tells, at one place of the text."""
    if description.party is not None and scene.prefers_party:
        return description.party
    if description.body is not None:
        return side_of_body(scene, description.body, parties)
    if description.country is not None:
        return description.country
    if description.person is not None and description.heads:
        last = description.heads[-1].split()[-1]
        if last in speaker_words("speaks_for_a_body"):
            party = parties.get(description.person)
            if party is not None:
                return party
            campaign = f"{surname_of(description.person)} campaign"
            if any(body.name == campaign for body in scene.reading.bodies):
                return campaign
    if description.party is not None:
        return description.party
    if description.body_noun is not None:
        body = latest_body(scene, description.body_noun, at)
        if body is not None:
            return side_of_body(scene, body, parties)
    return _side_of_office(scene, description, at)


def _side_of_office(scene: Scene, description: Description, at: int) -> str | None:
    for head in reversed(description.heads):
        last = head.split()[-1]
        if head in speaker_words("local_office") or last in ("mayor", "councilwoman", "councilman"):
            return scene.city or "city"
        if head == "governor" and description.state is not None:
            return description.state
        forms = (head, description.body_noun or "")
        for form in forms:
            if form in scene.offices and not description.former:
                return scene.offices[form]
            if form in national_offices():
                return national_offices()[form]
        if last in _NATIONAL or (description.body_noun or "") in _NATIONAL:
            return _country_near(scene, at)
    noun = description.body_noun
    return side_of_plain_body(scene, noun) if noun is not None else None


def side_of_plain_body(scene: Scene, noun: str) -> str | None:
    """The side of a body without a name: a town's police speak for the town, a union for itself."""
    if noun in _OF_A_TOWN:
        return scene.city or ("city" if noun == "city hall" else noun)
    return None if noun in _OF_A_COUNTRY or noun in speaker_words("armed_force") else noun


_OF_A_COUNTRY = frozenset({"ministry", "government", "parliament", "embassy"})
_OF_A_TOWN = frozenset(
    {"city", "city hall", "police", "fire department", "police department", "school board"}
)


def _country_near(scene: Scene, at: int) -> str | None:
    """The country that the paragraph is about: the first that it names before ``at``."""
    reading = scene.reading
    start = reading.text.rfind("\n", 0, at) + 1
    before = within(reading.places, reading.place_starts, start, at)
    named = [place for place in before if place.kind != "body" and not place.ambiguous]
    return named[0].side if named else None


def side_of_body(scene: Scene, body: BodyMention, parties: Mapping[str, str | None]) -> str | None:
    """What a body speaks for: a campaign for its candidate's party, if the text tells it.

    "The City Council" speaks for the city, "the Foreign Ministry" for its country.
    """
    if body.person is not None and body.name.endswith(" administration"):
        # Governments are called after presidents where the United States are meant.
        at_home = any(place.side == "United States" for place in scene.reading.places)
        return "United States" if at_home else body.side
    if body.side == body.name and body.role == "official" and is_generic(body.name):
        return _side_of_institution(scene, body)
    if body.person is not None and body.name.endswith(" campaign"):
        return parties.get(body.person) or body.side
    return body.side


def _side_of_institution(scene: Scene, body: BodyMention) -> str | None:
    reading = scene.reading
    parts = body.name.lower().split()
    if parts[0] in ("city", "town", "village", "council"):
        return scene.city or "city"
    before = within(
        reading.places, reading.place_starts, max(0, body.span.start - 30), body.span.start
    )
    for place in before:
        if reading.text[place.span.end : body.span.start] in (" ", "\u2019s ", "'s "):
            return place.side
    if parts[-1] in speaker_words("armed_force"):
        return scene.offices.get(parts[-1])
    if parts[-1] in _OF_A_COUNTRY:
        return (
            scene.offices.get(body.name.lower())
            or scene.offices.get(parts[-1])
            or _country_near(scene, body.span.start)
        )
    return body.side


_SYNONYMS = {
    "company": ("company", frozenset[str]()),
    "firm": ("company", frozenset[str]()),
    "operator": ("company", frozenset[str]()),
    "local": ("civil_society", frozenset({"local"})),
    "carmaker": ("company", frozenset[str]()),
    "manufacturer": ("company", frozenset[str]()),
    "retailer": ("company", frozenset[str]()),
    "employer": ("company", frozenset[str]()),
    "airline": ("company", frozenset({"airlines", "airways", "air"})),
    "union": (
        "civil_society",
        frozenset({"union", "local", "workers", "teamsters", "brotherhood", "guild", "federation"}),
    ),
    "network": ("media", frozenset[str]()),
    "newspaper": ("media", frozenset[str]()),
    "paper": ("media", frozenset[str]()),
    "magazine": ("media", frozenset[str]()),
    "broadcaster": ("media", frozenset[str]()),
    "think tank": ("expert", frozenset[str]()),
}
_ANY_BODY = frozenset({"group", "organization", "organisation", "nonprofit", "charity"})


def latest_body(scene: Scene, noun: str, at: int) -> BodyMention | None:
    """The body that "the company" or "the union" means at ``at``: the last one that fits."""
    reading = scene.reading
    noun = noun.lower()
    role, telling = _SYNONYMS.get(noun, (None, frozenset({noun})))
    bodies = within(reading.bodies, reading.body_starts, 0, at)
    ahead = within(reading.bodies, reading.body_starts, at, at + 60)
    for body in [*reversed(bodies), *ahead]:
        parts = {part.lower().strip(".,") for part in body.name.split()}
        if noun == "party":
            if body.party:
                return body
        elif noun in _ANY_BODY:
            if body.role in ("civil_society", None) or parts & {noun}:
                return body
        elif (telling and parts & telling) or (not telling and body.role == role):
            return body
    return None


def _descriptions(scene: Scene, mention: PersonMention) -> Iterator[Description]:
    reading = scene.reading
    text = reading.text
    start = phrase_before(reading, mention.outer.start)
    for place in within(reading.places, reading.place_starts, start, mention.outer.start):
        if place.side in party_sides() and is_plural(place.span.text_in(text)):
            # "Two Democrats back Sen. X" says nothing of X.
            start = place.span.end
    if start < mention.span.start and _leads_to(reading, start, mention):
        before = describe(reading, start, mention.span.start)
        if before.heads or before.party:
            yield before
    yield from _before_a_comma(scene, mention)
    if mention.possessive:
        return
    at = mention.span.end
    parenthesis = _PARENTHESIS.match(text, at)
    if parenthesis is not None:
        yield Description(party=describe(reading, parenthesis.start(), parenthesis.end()).party)
        at = parenthesis.end()
    age = _AGE.match(text, at)
    if age is not None:
        at = age.end()
    end = _sentence_end(scene, at)
    of = _OF.match(text, at, end)
    if of is not None:
        bodies = within(reading.bodies, reading.body_starts, of.end(), of.end() + 5)
        if bodies:
            yield Description(body=bodies[0])
        else:
            places = within(reading.places, reading.place_starts, of.end(), of.end() + 5)
            if places and places[0].kind in ("name", "capital"):
                yield Description(country=places[0].side)
        at = _object_end_of(text, of.end(), end)
    yield from _after(reading, at, min(end, at + _REACH))
    copula = _COPULA.match(text, mention.span.end, end)
    if copula is not None:
        yield from _apposed(reading, copula.end(), min(end, copula.end() + _REACH))


_TIES = frozenset({"of", "for", "at", "to", "from", "in", "on", "and", "with"})


def _leads_to(reading: Reading, start: int, mention: PersonMention) -> bool:
    """Whether what stands before a name describes it: a verb parts "officers greeting X"."""
    upto = mention.outer.start
    nouns = within(reading.nouns, reading.noun_starts, start, upto)
    places = within(reading.places, reading.place_starts, start, upto)
    end = max((each.span.end for each in (*(nouns or places), *nouns[-1:])), default=upto)
    gap = reading.text[min(end, upto) : upto].split()
    return not gap or (bool(nouns) and (not gap[0].islower() or gap[0] in _TIES))


def _object_end_of(text: str, start: int, end: int) -> int:
    comma = text.find(",", start, min(end, start + 60))
    return comma if comma >= 0 else start


def _after(reading: Reading, at: int, end: int) -> Iterator[Description]:
    text = reading.text
    served = _SERVED.match(text, at, end)
    if served is not None:
        yield from _apposed(reading, served.end(), end)
        return
    clause = _CLAUSE.match(text, at, end)
    if clause is not None:
        stop = text.find(",", clause.end(), end)
        upto = stop if stop >= 0 else end
        bodies = within(reading.bodies, reading.body_starts, clause.end(), upto)
        if bodies:
            yield Description(body=bodies[0])
    elif text.startswith(", ", at) or text.startswith(" \u2014 ", at):
        yield from _apposed(reading, at + 2, end)


def _apposed(reading: Reading, start: int, end: int) -> Iterator[Description]:
    """An apposition: a noun phrase whose noun comes before any verb or preposition."""
    text = reading.text
    nouns = within(reading.nouns, reading.noun_starts, start, end)
    party = next(
        (
            place
            for place in within(reading.places, reading.place_starts, start, start + 40)
            if place.kind == "body" and place.side in party_sides()
        ),
        None,
    )
    first = min(
        [noun.span.start for noun in nouns[:1]] + ([party.span.start] if party else []),
        default=None,
    )
    if first is None:
        return
    lead = text[start:first]
    if any(mark in lead for mark in ',;:()\u201c\u201d"\u2014\n'):
        return
    between = lead.replace("US ", "U.S. ").lower().split()
    if len(between) > 8 or any(
        word in speaker_words("boundary") and word not in ("of", "and", "also", "then", "still")
        for word in between
    ):
        return
    people = within(reading.people, reading.people_starts, start, first)
    if any(not person.possessive for person in people):
        return
    yield describe(reading, start, end)
    # "..., a lobbyist and a Republican former congressman from Minnesota"
    if nouns and text[nouns[0].span.end : nouns[0].span.end + 5] == " and ":
        yield describe(reading, nouns[0].span.end + 5, end)


def _before_a_comma(scene: Scene, mention: PersonMention) -> Iterator[Description]:
    """A description before the name: "the Pentagon chief, Lloyd Austin"."""
    reading = scene.reading
    text = reading.text
    comma = mention.outer.start - 2
    if comma < 1 or text[comma : mention.outer.start] != ", ":
        return
    low = max(0, comma - 130)
    nouns = within(reading.nouns, reading.noun_starts, low, comma)
    for noun in reversed(nouns):
        tail = text[noun.span.end : comma]
        if any(mark in tail for mark in ',;:.()\u201c\u201d"\u2014\n'):
            return
        if tail and not re.match(r"\s(?:of|for|at|from|with|to|in)\s", tail):
            continue
        start = phrase_before(reading, noun.span.start)
        opening = text[start : start + 5].lower()
        own = opening.startswith(("the ", "a ", "an ", "his ", "her ", "its ", "thei"))
        possessive = (
            "\u2019s " in text[start : noun.span.start] or "'s " in text[start : noun.span.start]
        )
        if own or possessive:
            yield describe(reading, start, comma)
        return


def _sentence_end(scene: Scene, at: int) -> int:
    starts = scene.sentences
    index = bisect_right(starts, Span(at, len(scene.reading.text) + 1)) - 1
    if 0 <= index < len(starts) and starts[index].end >= at:
        return starts[index].end
    return min(len(scene.reading.text), at + _REACH)
