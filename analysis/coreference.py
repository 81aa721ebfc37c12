"""Whom pronouns and definite descriptions stand for: the latest that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution import AttributionSpans
from analysis.bodies import BodyMention, party_sides
from analysis.descriptions import Description, phrase_before, within
from analysis.people import PersonMention
from analysis.profiles import Profile, Scene, is_plural
from analysis.spans import Span
from analysis.speaker_words import body_words, speaker_words

_REACH = 1500
_TITLE_NOUNS = {
    "senator": {"sen", "senator", "state sen", "state senator"},
    "congressman": {"rep", "representative", "congressman"},
    "congresswoman": {"rep", "representative", "congresswoman"},
    "representative": {"rep", "representative", "congressman", "congresswoman"},
    "lawmaker": {"rep", "representative", "congressman", "congresswoman", "sen", "senator"},
    "legislator": {"rep", "representative", "state rep", "state sen", "senator"},
    "governor": {"gov", "governor"},
    "general": {"gen", "general", "lt gen", "maj gen"},
    "admiral": {"adm", "admiral", "vice adm", "rear adm"},
    "president": {"president", "pres", "president-elect"},
    "speaker": {"house speaker", "speaker"},
    "professor": {"professor", "prof", "associate professor", "assistant professor"},
    "doctor": {"dr", "doctor", "physician", "surgeon"},
    "sergeant": {"sgt", "sergeant"},
    "captain": {"capt", "captain"},
    "detective": {"det", "detective"},
}
_BY_ROLE = {
    "official": ("official",),
    "minister": ("official", "politician"),
    "diplomat": ("official",),
    "lawmaker": ("politician",),
    "politician": ("politician",),
    "candidate": ("politician",),
    "nominee": ("politician",),
    "front-runner": ("politician",),
    "frontrunner": ("politician",),
    "contender": ("politician",),
    "hopeful": ("politician",),
    "democrat": ("politician",),
    "republican": ("politician",),
    "incumbent": ("politician",),
    "challenger": ("politician",),
    "leader": ("politician", "civil_society", "official"),
    "analyst": ("expert",),
    "expert": ("expert",),
    "scholar": ("expert",),
    "scientist": ("expert",),
    "researcher": ("expert",),
    "academic": ("expert",),
    "economist": ("expert",),
    "executive": ("company",),
}
_BY_NOBODY_ELSE = frozenset(
    {"mogul", "billionaire", "businessman", "businesswoman", "tycoon", "magnate", "developer"}
)


def antecedent_person(
    scene: Scene,
    pronoun: Span,
    gender: str,
    attribution: AttributionSpans,
    subjects: Sequence[tuple[Span, str]],
) -> str | None:
    """The full name of the person whom "he" or "she" means.

    Who spoke last, or opens a later sentence, comes first; then whoever was named last.
    """
    reading = scene.reading
    text = reading.text
    before = [
        mention
        for mention in within(
            reading.people, reading.people_starts, pronoun.start - _REACH, pronoun.start
        )
        if _fits(scene, mention.name, gender)
        and not any(
            part.start <= mention.span.start
            and mention.span.end <= part.end
            and _is_quoted(text, part)
            for part in attribution.content
        )
    ]
    spoken = {at.start: name for at, name in subjects if at.end <= pronoun.start}
    candidates: list[tuple[int, str]] = [
        (start, name)
        for start, name in spoken.items()
        if _fits(scene, name, gender) and pronoun.start - start < _REACH
    ]
    sentence = _sentence_start(scene, pronoun.start)
    for mention in before:
        opens = _opens_a_sentence(scene, mention) and not mention.possessive
        if opens and mention.span.start >= sentence and mention.span.start < pronoun.start:
            quoted = _inside_quotes(text, sentence, mention.span.start)
            opens = not quoted
        elif opens:
            opens = not _inside_quotes(
                text, _sentence_start(scene, mention.span.start), mention.span.start
            )
        if opens:
            candidates.append((mention.span.start, mention.name))
    if candidates:
        return max(candidates)[1]
    if before:
        return before[-1].name
    after = within(
        reading.people, reading.people_starts, pronoun.end, _sentence_end(scene, pronoun.end)
    )
    fitting = [mention.name for mention in after if _fits(scene, mention.name, gender)]
    return fitting[0] if fitting else None


def _fits(scene: Scene, name: str, gender: str) -> bool:
    profile = scene.profiles.get(name)
    return profile is None or "both" in (gender, profile.gender) or profile.gender == gender


def _is_quoted(text: str, span: Span) -> bool:
    return text[span.start] in "\u201c\"\u2018'" or text[span.end - 1] in "\u201d\"\u2019'"


def _inside_quotes(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1


def _opens_a_sentence(scene: Scene, mention: PersonMention) -> bool:
    """Whether a person is what a sentence or clause starts with, and so its subject."""
    start = _sentence_start(scene, mention.outer.start)
    lead = scene.reading.text[start : mention.outer.start]
    if len(lead) > 90:
        return False
    tail = lead.rsplit(",", 1)[-1] if "," in lead else lead
    between = [word.lower() for word in tail.split()]
    return len(between) <= 5 and not any(
        word in speaker_words("boundary")
        and word not in ("but", "and", "as", "when", "while", "of", "also", "after")
        for word in between
    )


def _sentence_start(scene: Scene, at: int) -> int:
    from bisect import bisect_right

    index = bisect_right(scene.sentences, Span(at, len(scene.reading.text) + 1)) - 1
    return scene.sentences[index].start if index >= 0 else 0


def _sentence_end(scene: Scene, at: int) -> int:
    from bisect import bisect_right

    index = bisect_right(scene.sentences, Span(at, len(scene.reading.text) + 1)) - 1
    return scene.sentences[index].end if index >= 0 else at


def antecedent_body(scene: Scene, pronoun: Span) -> BodyMention | None:
    """The body that "it" means: the one that opens this sentence or the one before."""
    reading = scene.reading
    start = _sentence_start(scene, pronoun.start)
    here = within(reading.bodies, reading.body_starts, start, pronoun.start)
    if here:
        return here[0]
    previous = _sentence_start(scene, max(0, start - 2))
    before = within(reading.bodies, reading.body_starts, previous, start)
    if before:
        return before[0]
    earlier = within(reading.bodies, reading.body_starts, max(0, start - 500), start)
    return earlier[-1] if earlier else None


def antecedent_plural(
    scene: Scene, pronoun: Span, subjects: Sequence[tuple[Span, str]]
) -> Span | None:
    """The phrase that "they" means: several people, or a group, named last."""
    reading = scene.reading
    text = reading.text
    found: list[Span] = []
    for at, name in reversed(subjects):
        if at.end <= pronoun.start and pronoun.start - at.end < 700:
            is_group = " and " in name or (is_plural(name) and name not in scene.profiles)
            if is_group:
                found.append(at)
                break
    low = max(0, pronoun.start - 400)
    for noun in reversed(within(reading.nouns, reading.noun_starts, low, pronoun.start)):
        if is_plural(noun.form) and noun.role != "document":
            start = phrase_before(reading, noun.span.start)
            found.append(Span(start, noun.span.end))
            break
    del text
    return max(found, key=lambda span: span.end) if found else None


def antecedent_of_relative(scene: Scene, pronoun: Span) -> Span | None:
    """The noun phrase before "who": "Senator X of Vermont, who", "two officials who"."""
    reading = scene.reading
    text = reading.text
    low = max(_sentence_start(scene, pronoun.start), pronoun.start - 130)
    people = within(reading.people, reading.people_starts, low, pronoun.start)
    nouns = within(reading.nouns, reading.noun_starts, low, pronoun.start)
    bodies = within(reading.bodies, reading.body_starts, low, pronoun.start)
    for mention in reversed(people):
        gap = text[mention.span.end : pronoun.start]
        if (
            re.fullmatch(
                r"(?: of [A-Z][\w. ]*)?(?:\s\([^)]*\))?(?:,[^,;]{0,60})?,? ?(?:and )?", gap
            )
            and not mention.possessive
        ):
            return mention.span
    for noun in reversed(nouns):
        gap = text[noun.span.end : pronoun.start]
        if re.fullmatch(r"(?:,? |(?: (?:of|in|from|at|with|for) [^,;]{1,60})[, ]{1,2})", gap):
            return Span(phrase_before(reading, noun.span.start), noun.span.end)
    for body in reversed(bodies):
        if text[body.span.end : pronoun.start] in (" ", ", "):
            start = phrase_before(reading, body.span.start) if body.party else body.span.start
            return Span(start, body.span.end)
    end = pronoun.start
    while end > low and text[end - 1] in " ,":
        end -= 1
    start = phrase_before(reading, end, 6)
    return Span(start, end) if low <= start < end else None


def person_described(
    scene: Scene,
    source: Span,
    used: str,
    description: Description,
    subjects: Sequence[tuple[Span, str]],
) -> str | None:
    """The full name of the person whom "the assistant secretary" means.

    A noun that the text uses of somebody decides; failing that, whoever of a fitting role and
    side was named or spoke last.
    """
    reading = scene.reading
    head = description.heads[-1] if description.heads else used.lower().split()[-1].strip(",.")
    last = head.split()[-1] if head else ""
    if last in body_words() or last in ("union", "police", "city", "military"):
        return None
    order = [
        mention.name
        for mention in reversed(
            within(reading.people, reading.people_starts, max(0, source.start - 4000), source.start)
        )
    ]
    names = list(dict.fromkeys(order))
    if description.person is not None and description.person in names:
        names.remove(description.person)
    wanted = _TITLE_NOUNS.get(last, set()) | {head, last}
    strong = [name for name in names if _is_called(scene.profiles[name], wanted, head)]
    strong = [name for name in strong if _fits_description(scene.profiles[name], description)]
    if strong:
        return strong[0]
    # "The president revisited his promise": the lead may come before the name.
    for mention in within(
        reading.people, reading.people_starts, source.end, source.end + _REACH // 2
    ):
        ahead = scene.profiles[mention.name]
        if _is_called(ahead, wanted, head) and _fits_description(ahead, description):
            return mention.name
    spoke = list(dict.fromkeys(name for _, name in reversed(subjects)))[:4]
    roles = _BY_ROLE.get(last)
    vague = last in ("nominee", "candidate", "front-runner", "frontrunner", "hopeful", "contender")
    if roles is not None:
        for name in spoke:
            profile = scene.profiles.get(name)
            if profile is None:
                # Somebody without a name spoke since; the description may be theirs.
                if name.lower().endswith(last):
                    return None
                continue
            if vague and not _stands_for_election(profile):
                continue
            if profile.role in roles and _fits_description(profile, description):
                return name
        for name in names[:3]:
            profile = scene.profiles[name]
            if profile.role in roles and _fits_description(profile, description):
                if vague and not _stands_for_election(profile):
                    continue
                return name
        return None
    if last in _BY_NOBODY_ELSE:
        for name in names[:3]:
            if scene.profiles[name].role in ("politician", "company", None):
                return name
    if last in ("man", "woman", "boy", "girl"):
        gender = "male" if last in ("man", "boy") else "female"
        for name in names[:2]:
            if scene.profiles[name].gender == gender:
                return name
    return None


def _stands_for_election(profile: Profile) -> bool:
    side = profile.side or ""
    return side in party_sides() or side.endswith(" campaign") or "candidate" in profile.heads


def _is_called(profile: Profile, wanted: set[str], head: str) -> bool:
    if profile.heads & wanted or any(each.startswith(f"{head} ") for each in profile.heads):
        return True
    lasts = {each.split()[-1] for each in profile.heads}
    return head.split()[-1] in lasts and head.split()[-1] not in ("official", "leader", "member")


def _fits_description(profile: Profile, description: Description) -> bool:
    if description.gender != "both" and profile.gender not in (description.gender, "both"):
        return False
    if description.party is not None:
        side = profile.side
        return side in (description.party, None) or side.endswith(" campaign")
    if description.country is not None:
        return profile.side in (description.country, None) or profile.side in party_sides()
    if description.body is not None:
        return profile.side in (description.body.side, description.body.name, None)
    return True


__all__ = [
    "antecedent_body",
    "antecedent_of_relative",
    "antecedent_person",
    "antecedent_plural",
    "person_described",
]
