"""Harm whose agent isn't named: who killed, shot, bombed or evicted is left out.

Four wordings do it, and only the first is a passive: the passive without an agent ("was killed",
and "Three killed in strike"), the event that seems to happen by itself ("died in the shelling",
"the gun went off"), the noun ("the killing of two men"), and the weapon or event that stands as
the doer ("a missile hit a school"). Which of them a mark is stands in its category.

No mark is made where somebody is named in the same sentence, where nobody could be (illness,
accident, nature), and where the harm is denied, feared, planned or only possible. Only the
sentence itself is read, so that a sentence has the same marks in every article; and a place is
one token whatever its name, so that no country's name moves a window or a rule.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal

from analysis.lexicon import (
    Entry,
    Match,
    PhraseIndex,
    check_choice,
    fold,
    read_rows,
    require,
    small_words,
    split_cell,
)
from analysis.segmentation import Word, words
from analysis.sides import Mention, find_places
from analysis.spans import Span
from analysis.speaker_words import speaker_words
from analysis.types import Evidence
from analysis.voices import Voices

AgencyCategory = Literal[
    "agentless_passive", "intransitive", "nominalisation", "instrument_as_agent"
]

DELIBERATE = ("always", "usually", "sometimes")
NOUN_KINDS = frozenset(
    {
        "accident",
        "armed_attack",
        "attack",
        "explosion",
        "gathering",
        "illness",
        "involved",
        "nature",
        "no_harm",
        "operation",
        "outcome",
        "suicide",
        "unrest",
        "vague",
        "vehicle",
        "war",
        "weapon",
    }
)
"""Kinds of nouns around harm.

Weapons, armed attacks and other attacks are somebody's, and can stand as the doer of harm; so can
an explosion where one of those is told. Unrest and gatherings are where people get harmed; what is
vague ("incident") only hints at harm. An outcome ("death") is harm where violence is told beside
it, and "officer-involved" always is. An operation counts only for whose it is; a vehicle only for
blowing up. Accident, illness, nature, suicide and a whole war have no agent to name, and what is
no harm only sounds like it ("attack ad").
"""

AGENT_KINDS = frozenset({"deed", "force", "perpetrator"})
"""Kinds of words for agents: named by the deed ("gunman"), able to do it where they stand right
beside it ("police raid"), or a deed that tells of a doer ("opened fire", "was charged with").
"""

_VERB_COLUMNS = (
    "lemma",
    "forms",
    "active",
    "deliberate",
    "bare",
    "by_weapon",
    "not_with",
    "only_with",
    "reason",
)
_NOUN_COLUMNS = ("noun", "forms", "kind", "of", "not_with", "reason")
_HAPPENING_COLUMNS = ("lemma", "forms", "subject", "reason")
_AGENT_COLUMNS = ("agent", "forms", "kind", "reason")

_BY_SOMEBODY = frozenset({"armed_attack", "attack", "involved", "weapon"})
_VIOLENCE = _BY_SOMEBODY | {"gathering", "unrest", "vague"}
_DEADLY = _BY_SOMEBODY | {"gathering", "unrest"}
_NO_AGENT_TO_NAME = frozenset({"accident", "illness", "nature", "suicide", "war"})

_SENTENCE_WINDOW = 60
_CLAUSE_WINDOW = 15
_MODIFIERS = 5
_NEARBY = 9
_HARD_STOPS = ";:\u2014\u2013("
_PLACE = "(place)"
_PERFECT_OR_BASE = frozenset({"been", "get"})
_ANTECEDENT = 10

_OPENINGS: Mapping[AgencyCategory, str] = {
    "agentless_passive": "Passive without an agent",
    "intransitive": "Told as if it happened by itself",
    "nominalisation": "Harm in a noun, without an agent",
    "instrument_as_agent": "The weapon or the event stands as the doer",
}
_SOURCES: Mapping[AgencyCategory, str] = {
    "agentless_passive": "Moreno-Medina et al. 2025",
    "intransitive": "Moreno-Medina et al. 2025",
    "nominalisation": "Moreno-Medina et al. 2025",
    "instrument_as_agent": "Fowler et al. 1979",
}


@dataclass(frozen=True, slots=True)
class HarmVerb:
    """A verb of harm.

    Attributes:
        deliberate: whether the verb alone says that somebody did it: always ("murdered"),
            usually ("killed": unless an accident is told), or sometimes ("injured": only where
            violence is told).
        bare: whether its participle is a passive without an auxiliary, too ("Three killed").
        by_weapon: whether a weapon or an event can stand as its doer ("a bomb killed").
        needs_a_weapon: whether it tells of harm only then ("hit", "rocked").
        not_with: words near it that make it something else, or that name its agent.
        only_with: words of which one must stand near, before a passive ("shots" were fired) or
            after an active ("left" 12 "dead"); empty where none need.
        reason: one sentence for the reader.
    """

    deliberate: str
    bare: bool
    by_weapon: bool
    needs_a_weapon: bool
    not_with: frozenset[str]
    only_with: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class HarmNoun:
    """A noun that tells what harmed, or that something harmed without anybody's doing.

    Attributes:
        kind: one of NOUN_KINDS.
        of: whether "of" after it names the victim ("the killing of").
        not_with: words near it that make it something else ("the shooting of the film").
        reason: one sentence for the reader.
    """

    kind: str
    of: bool
    not_with: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A verb that lets harm happen by itself.

    Attributes:
        subjects: the kinds of nouns that can be its subject; empty where anybody can ("died").
        reason: one sentence for the reader.
    """

    subjects: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, or a place of any number of words.

    Attributes:
        folded: the word as lexicons write it; a country's name is the same for all countries.
        gap: what stands between it and the token before, without white space.
        place: whether it names a country, people or body, which can be an agent; a capital only
            says where.
        possessive: whether it ends in an apostrophe with or without "s".
        capital: whether it starts with a capital letter.
    """

    span: Span
    folded: str
    gap: str
    place: bool
    possessive: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class _Found(Generic[Entry]):
    """An entry found at the tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    entry: Entry


class _Entries(Generic[Entry]):
    """What was found of one lexicon in a sentence, by the token at which it ends."""

    def __init__(self, found: Iterable[_Found[Entry]] = ()) -> None:
        self._at = {each.last: each for each in found}
        self._ends = sorted(self._at)

    def __iter__(self) -> Iterator[_Found[Entry]]:
        return (self._at[end] for end in self._ends)

    def at(self, position: int) -> _Found[Entry] | None:
        """The one that ends at ``position``, if any does."""
        return self._at.get(position)

    def near(self, position: int, reach: int = _SENTENCE_WINDOW) -> Iterator[_Found[Entry]]:
        """Those that end at most ``reach`` tokens before or after ``position``."""
        first = bisect_left(self._ends, position - reach)
        after = bisect_right(self._ends, position + reach)
        return (self._at[end] for end in self._ends[first:after])


@dataclass(frozen=True, slots=True)
class _Mark:
    first: int
    last: int
    category: AgencyCategory
    reason: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, with everything in it that matters here."""

    tokens: Sequence[_Token]
    passives: _Entries[HarmVerb]
    actives: _Entries[HarmVerb]
    happenings: _Entries[Happening]
    nouns: _Entries[HarmNoun]
    agents: _Entries[str]

    def folded(self, position: int) -> str:
        """The word at ``position``, or an empty string outside the sentence."""
        return self.tokens[position].folded if 0 <= position < len(self.tokens) else ""

    def gap(self, position: int) -> str:
        """The punctuation before ``position``; a stop at the end of the sentence."""
        return self.tokens[position].gap if position < len(self.tokens) else "."


def find_unnamed_agents(text: str, sentences: Sequence[Span], voices: Voices) -> Iterator[Evidence]:
    """Wordings of harm that don't say who did it, in order; none overlap."""
    for span in sentences:
        sentence = _read(text, span)
        reached = -1
        for mark in sorted(_marks(sentence), key=lambda mark: (mark.first, -mark.last)):
            if mark.first <= reached:
                continue
            reached = mark.last
            where = Span(
                sentence.tokens[mark.first].span.start, sentence.tokens[mark.last].span.end
            )
            yield Evidence(
                span=where,
                text=where.text_in(text),
                measure="passives",
                category=mark.category,
                voice=voices.at(where),
                reason=f"{_OPENINGS[mark.category]}: {mark.reason[0].lower()}{mark.reason[1:]}",
                source=_SOURCES[mark.category],
                arguable=True,
            )


def _marks(sentence: _Sentence) -> Iterator[_Mark]:
    candidates = [
        *_agentless_passives(sentence),
        *_intransitives(sentence),
        *_nominalisations(sentence),
        *_instruments(sentence),
    ]
    if candidates:
        # Told once for the sentence, so that a long one takes no longer word for word.
        told = _Entries(_deeds_with_an_agent(sentence))
        for mark in candidates:
            if not _names_an_agent(sentence, told, mark):
                yield mark


# --- The four wordings -----------------------------------------------------------------------


def _agentless_passives(sentence: _Sentence) -> Iterator[_Mark]:
    for found in sentence.passives:
        first = _auxiliary_before(sentence, found.first)
        if first is None:
            if not _is_bare_passive(sentence, found):
                continue
            first = found.first
        only_with = found.entry.only_with
        before = range(first - _MODIFIERS, first)
        if only_with and not any(sentence.folded(at) in only_with for at in before):
            continue
        if _is_unreal(sentence, first, found.first) or not _is_harm(sentence, found):
            continue
        yield _Mark(first, found.last, "agentless_passive", found.entry.reason)


def _auxiliary_before(sentence: _Sentence, position: int) -> int | None:
    """Where the auxiliary of the participle at ``position`` stands.

    Only adverbs may part the two: in "was armed and shot" nobody is said to have been shot.
    """
    for at in range(position - 1, max(-1, position - 4), -1):
        folded = sentence.folded(at)
        if folded in small_words("passive_auxiliary"):
            return at
        if not (folded.endswith("ly") or folded in small_words("within_a_passive")):
            return None
    return None


def _is_bare_passive(sentence: _Sentence, found: _Found[HarmVerb]) -> bool:
    """Whether the participle is a passive without an auxiliary, as in a headline.

    It follows its victims at once, and no object follows it: "Three killed in strike", not
    "Troops killed three".
    """
    before, after = sentence.folded(found.first - 1), found.last + 1
    if not found.entry.bare or not before or sentence.gap(found.first):
        return False
    follows = sentence.folded(after) in small_words("after_bare_passive")
    if _has_object(sentence, found.last) or not (sentence.gap(after) or follows):
        return False
    if sentence.nouns.at(found.first - 1) is not None or before.endswith("ly"):
        return False
    earlier = range(found.first - _NEARBY, found.first - 1)
    if any(
        sentence.folded(at) in small_words("brings_about")
        and sentence.folded(at + 1) not in small_words("passive_auxiliary")
        for at in earlier
    ):
        return False  # "left 12 injured", "will get people killed"
    if _is_number(before):
        return True
    victim = sentence.tokens[found.first - 1]
    headline = sentence.tokens[found.first].capital or found.first == 1
    if victim.capital and not (victim.place or headline):  # "the deputy whom Ferris shot dead"
        return False
    return not (
        before in small_words("not_before_bare_passive")
        or before in small_words("determiner")
        or before in small_words("before_what_may_be")
        or before in small_words("passive_auxiliary")
        or before in small_words("after_bare_passive")
        or before in small_words("time_word")
        or "'" in before
        or before.isdigit()
    )


def _intransitives(sentence: _Sentence) -> Iterator[_Mark]:
    for found in sentence.happenings:
        if not found.entry.subjects:
            first = found.first
            near = sentence.nouns.near(found.last, _CLAUSE_WINDOW)
            deadly = any(noun.entry.kind in _DEADLY for noun in near)
            told = deadly and not _tells_of(sentence, _NO_AGENT_TO_NAME, found)
        else:
            subject = _subject_before(sentence, found.first)
            if subject is None or subject.entry.kind not in found.entry.subjects:
                continue
            first = subject.first
            told = not _has_object(sentence, found.last)
            if subject.entry.kind == "vehicle":
                told = told and not _tells_of(sentence, _NO_AGENT_TO_NAME, found)
        if told and not _is_unreal(sentence, found.first, found.first):
            yield _Mark(first, found.last, "intransitive", found.entry.reason)


def _has_object(sentence: _Sentence, last: int) -> bool:
    """Whether somebody or something follows the verb that ends at ``last`` as its object."""
    after = last + 1
    if sentence.gap(after):
        return False
    for at in range(after, after + 3):
        if _is_number(sentence.folded(at)):
            return True
        if sentence.folded(at) not in small_words("before_a_number"):
            break
    folded = sentence.folded(after)
    return folded in small_words("object_pronoun") or not (
        folded in speaker_words("boundary")
        or folded in small_words("after_bare_passive")
        or folded in small_words("time_word")
        or folded in small_words("starts_a_clause")
        or folded.endswith("ly")
    )


def _is_number(folded: str) -> bool:
    """Whether the word counts people: a number that is no year, or the like of "dozens"."""
    if folded.isdigit():
        return len(folded) != 4
    return folded in small_words("before_bare_passive")


def _nominalisations(sentence: _Sentence) -> Iterator[_Mark]:
    for found in sentence.nouns:
        involved = found.entry.kind == "involved"
        if not involved:
            if not found.entry.of or sentence.folded(found.last + 1) != "of":
                continue
            if found.entry.kind == "outcome" and not _shows_violence(sentence, found):
                continue
            if _tells_of(sentence, _NO_AGENT_TO_NAME, found):
                continue
            if _stands_with(sentence, found, found.entry.not_with):
                continue
        if _is_only_thought_of(sentence, found.first):
            continue
        last = found.last if involved else found.last + 1
        yield _Mark(found.first, last, "nominalisation", found.entry.reason)


def _instruments(sentence: _Sentence) -> Iterator[_Mark]:
    for found in sentence.actives:
        if not found.entry.by_weapon:
            continue
        subject = _subject_before(sentence, found.first) or _antecedent(sentence, found.first)
        if subject is None or not _has_object(sentence, found.last):
            continue
        if sentence.nouns.at(found.last) is not None:  # "tank shells" are no verb
            continue
        only_with = found.entry.only_with
        following = range(found.last + 1, found.last + _NEARBY)
        if only_with and not any(sentence.folded(at) in only_with for at in following):
            continue
        kind, deliberate = subject.entry.kind, found.entry.deliberate
        can_act = kind in ("weapon", "armed_attack") or (
            kind == "attack" and deliberate != "sometimes"
        )
        if kind == "explosion":
            can_act = _tells_of(sentence, _BY_SOMEBODY, found)
        if not can_act or _is_unreal(sentence, found.first, found.first):
            continue
        yield _Mark(subject.first, found.last, "instrument_as_agent", found.entry.reason)


def _subject_before(sentence: _Sentence, position: int) -> _Found[HarmNoun] | None:
    """The noun of harm right before the verb at ``position``, only adverbs and the like between."""
    for at in range(position - 1, max(-1, position - 5), -1):
        gap = sentence.gap(at + 1)
        if gap and not (gap == "," and sentence.folded(at + 1) in small_words("relative")):
            return None
        folded = sentence.folded(at)
        if folded.endswith("ly") or folded in small_words("between_harm_and_subject"):
            continue
        return sentence.nouns.at(at)
    return None


def _antecedent(sentence: _Sentence, position: int) -> _Found[HarmNoun] | None:
    """The noun of harm that is the subject of the verb at ``position`` over other words.

    "The attack on a church that killed nine" and "Attack on church kills nine" tell what killed
    them, since no church kills.
    """
    relative = position - 1
    while sentence.folded(relative) in small_words("perfect_auxiliary"):
        relative -= 1
    over_words = sentence.folded(relative) not in small_words("relative")
    start = position - 1 if over_words else relative - 1
    for at in range(start, max(-1, start - _ANTECEDENT), -1):
        gap = sentence.gap(at + 1)
        if gap and (over_words or gap != ","):
            return None
        noun = sentence.nouns.at(at)
        if noun is not None and noun.entry.kind in _BY_SOMEBODY:
            followed = sentence.folded(at + 1) in small_words("where")
            return noun if followed or not over_words else None
        if over_words and _ends_a_subject(sentence, at):
            return None
    return None


def _ends_a_subject(sentence: _Sentence, at: int) -> bool:
    """Whether the token at ``at`` is none that can stand between a noun and its verb."""
    folded = sentence.folded(at)
    return (
        (folded in speaker_words("boundary") and folded not in small_words("where"))
        or sentence.agents.at(at) is not None
        or sentence.passives.at(at) is not None
        or sentence.actives.at(at) is not None
        or sentence.happenings.at(at) is not None
    )


# --- Whether it is harm, and real ------------------------------------------------------------


def _is_harm(sentence: _Sentence, found: _Found[HarmVerb]) -> bool:
    """Whether the verb tells here that somebody did harm."""
    if found.entry.needs_a_weapon or _stands_with(sentence, found, found.entry.not_with):
        return False
    if found.entry.deliberate == "always":
        return True
    if _tells_of(sentence, _NO_AGENT_TO_NAME, found):
        return False
    return found.entry.deliberate == "usually" or _shows_violence(sentence, found)


def _stands_with(
    sentence: _Sentence, found: _Found[HarmVerb] | _Found[HarmNoun], among: Collection[str]
) -> bool:
    """Whether one of the words ``among`` stands near what was found."""
    around = range(found.first - _CLAUSE_WINDOW, found.last + _CLAUSE_WINDOW)
    return bool(among) and any(sentence.folded(at) in among for at in around)


def _tells_of(sentence: _Sentence, kinds: Collection[str], beside: _Found[Entry]) -> bool:
    """Whether a noun of one of ``kinds`` stands in the same sentence, outside ``beside``."""
    return any(
        noun.entry.kind in kinds
        for noun in sentence.nouns.near(beside.first)
        if not beside.first <= noun.last <= beside.last
    )


def _shows_violence(sentence: _Sentence, beside: _Found[Entry]) -> bool:
    """Whether the same sentence tells of violence outside ``beside``."""
    if _tells_of(sentence, _VIOLENCE, beside):
        return True
    return any(
        verb.entry.deliberate == "always"
        for verb in sentence.passives.near(beside.first)
        if not beside.first <= verb.last <= beside.last
    )


def _is_unreal(sentence: _Sentence, first: int, verb: int) -> bool:
    """Whether the harm is denied, supposed, or only possible or asked for.

    ``first`` is where the auxiliary stands; without one, it is the verb itself.
    """
    before = [sentence.folded(at) for at in range(max(0, first - 3), verb)]
    if any(word in small_words("denies") or word.endswith("n't") for word in before):
        return True
    if _has_a_denied_subject(sentence, first):
        return True
    within = range(first, verb) if first < verb else (verb - 1,)
    if any(sentence.folded(at) in small_words("falls_short") for at in within):
        return True
    if _is_only_possible(sentence, first, verb):
        return True
    supposed = range(max(0, first - _CLAUSE_WINDOW), first)
    return any(sentence.folded(at) in small_words("supposes") for at in supposed)


def _has_a_denied_subject(sentence: _Sentence, first: int) -> bool:
    """Whether "no" stands before the subject, however long: "no children or staff were hurt"."""
    for at in range(first - 1, max(-1, first - 9), -1):
        folded = sentence.folded(at)
        if folded == "no":
            return True
        if sentence.gap(at + 1) or (
            folded in speaker_words("boundary") and folded not in ("and", "in", "of", "or")
        ):
            return False
    return False


def _is_only_possible(sentence: _Sentence, first: int, verb: int) -> bool:
    auxiliary = sentence.folded(first) if first < verb else ""
    if auxiliary == "be":
        return True
    reach = 3 if auxiliary in _PERFECT_OR_BASE else 0 if auxiliary else 2
    modals = small_words("before_what_may_be")
    if any(sentence.folded(at) in modals for at in range(first - reach, first)):
        return True
    return auxiliary in ("being", "getting") and sentence.folded(first - 1) in small_words(
        "before_being"
    )


def _is_only_thought_of(sentence: _Sentence, first: int) -> bool:
    """Whether the noun of harm at ``first`` tells of what is only planned, feared or denied."""
    before = {sentence.folded(at) for at in range(max(0, first - 6), first)}
    return bool(
        before & (small_words("only_thought_of") | small_words("denies") | small_words("supposes"))
    )


# --- Whether an agent is named ---------------------------------------------------------------


def _deeds_with_an_agent(sentence: _Sentence) -> Iterator[_Found[None]]:
    """Everything in the sentence that tells of harm together with who did it."""
    for noun in sentence.nouns:
        if _has_an_agent(sentence, noun):
            yield _Found(noun.first, noun.last, None)
    for verb in sentence.passives:
        if _is_done_by_somebody(sentence, verb.last + 1):
            yield _Found(verb.first, verb.last, None)
    # "Shot dead in Leeds" holds "shot", with no object.
    phrases = {
        phrase.first
        for phrase in sentence.passives
        if phrase.first < phrase.last and not _has_object(sentence, phrase.last)
    }
    for verb in sentence.actives:
        if verb.first not in phrases and _is_done_in_the_active(sentence, verb):
            yield _Found(verb.first, verb.last, None)


def _names_an_agent(sentence: _Sentence, told: _Entries[None], mark: _Mark) -> bool:
    """Whether the sentence says who did what is marked; ``told`` are its deeds with an agent."""
    return (
        any(True for _ in told.near(mark.first))
        or _is_done_by_somebody(sentence, mark.last + 1)
        or any(_is_agent(sentence, agent, mark) for agent in sentence.agents.near(mark.first))
    )


def _is_agent(sentence: _Sentence, found: _Found[str], mark: _Mark) -> bool:
    """Whether the words found name the agent of what is marked.

    Who stands right before the verb is its victim: "the gunman was killed".
    """
    if found.entry == "deed":
        return not mark.first <= found.last <= mark.last
    is_victim = found.last < mark.first <= found.last + 3 and not any(
        sentence.gap(at) for at in range(found.last + 1, mark.first + 1)
    )
    return found.entry == "perpetrator" and not is_victim


def _is_done_by_somebody(sentence: _Sentence, start: int) -> bool:
    """Whether "by" names an agent in the clause that goes on at ``start``."""
    after_comma = False
    for at in range(start, min(len(sentence.tokens), start + _CLAUSE_WINDOW)):
        gap, folded = sentence.gap(at), sentence.folded(at)
        if any(stop in gap for stop in _HARD_STOPS) or folded in small_words("starts_a_clause"):
            return False
        after_comma = after_comma or "," in gap
        if folded == "by" and (not after_comma or "," in gap) and _is_somebody(sentence, at + 1):
            return True
        faces = folded in small_words("faces_an_agent") and not after_comma
        if faces and _faces_an_agent(sentence, at):
            return True
    return False


def _is_somebody(sentence: _Sentence, start: int) -> bool:
    """Whether the phrase after "by", at ``start``, is a human or an institution."""
    if sentence.folded(start) in small_words("time_word") or sentence.folded(start).isdigit():
        return False
    end = min(len(sentence.tokens), start + 8)
    for at in range(start, end):
        if at > start and (sentence.gap(at) or sentence.folded(at) in speaker_words("boundary")):
            end = at
            break
        if sentence.agents.at(at) is not None or sentence.tokens[at].place:
            return True
    noun = sentence.nouns.at(end - 1)
    return noun is None or noun.entry.kind not in _VIOLENCE | {"explosion"}


def _faces_an_agent(sentence: _Sentence, position: int) -> bool:
    """Whether "with", "between" or "from" at ``position`` leads to somebody who can do harm."""
    following = sentence.folded(position + 1)
    if sentence.folded(position) == "between":
        return not (following.isdigit() or following in small_words("time_word"))
    for at in range(position + 1, min(len(sentence.tokens), position + 5)):
        if sentence.gap(at) or sentence.folded(at) in speaker_words("boundary"):
            return False
        agent = sentence.agents.at(at)
        if sentence.tokens[at].place or (agent is not None and agent.entry != "deed"):
            return True
    return False


def _has_an_agent(sentence: _Sentence, found: _Found[HarmNoun]) -> bool:
    """Whether a noun of violence says whose it is: "Israeli strike", "police raid", "by rebels"."""
    if found.entry.kind not in _DEADLY | {"explosion", "operation"}:
        return False
    for at in range(found.first - 1, max(-1, found.first - 1 - _MODIFIERS), -1):
        token, folded = sentence.tokens[at], sentence.folded(at)
        agent = sentence.agents.at(at)
        if token.place or (agent is not None and agent.entry != "deed"):
            return True
        if folded in small_words("whose") or _is_affiliated(folded):
            return True
        if token.possessive and _without_s(folded) not in small_words("time_word"):
            return True
        if folded in small_words("determiner") or folded in speaker_words("boundary"):
            break
        if sentence.passives.at(at) or sentence.actives.at(at) or sentence.gap(at + 1).strip(","):
            break
    return _is_done_by_somebody(sentence, found.last + 1)


def _is_affiliated(folded: str) -> bool:
    """Whether a compound says whose something is: "rebel-held" doesn't, "rebel-led" does."""
    before, hyphen, last = folded.rpartition("-")
    return bool(before and hyphen) and last in small_words("affiliated")


def _is_done_in_the_active(sentence: _Sentence, found: _Found[HarmVerb]) -> bool:
    """Whether somebody does the harm at ``found`` in the active: "who killed nine"."""
    if found.first == 0 or not _has_object(sentence, found.last):
        return False
    # Whoever "hit" or "left" something need not have done harm, but "Iran pounds a town" is told.
    if found.entry.needs_a_weapon and not sentence.tokens[found.first - 1].place:
        return False
    if _auxiliary_before(sentence, found.first) is not None:
        return False
    before = sentence.folded(found.first - 1)
    if before in small_words("determiner") or before in small_words("relative"):
        return False
    is_noun = sentence.nouns.at(found.last) is not None
    weapon = _subject_before(sentence, found.first) or _antecedent(sentence, found.first)
    return not is_noun and weapon is None


def _without_s(folded: str) -> str:
    return folded.rstrip("s").rstrip("'")


# --- Reading a sentence ----------------------------------------------------------------------


def _read(text: str, span: Span) -> _Sentence:
    among = words(text, span.start, span.end)
    by_participle, by_active_form = _harm_verbs()
    passives = list(by_participle.find(text, among))
    actives = list(by_active_form.find(text, among))
    happenings = list(_happenings().find(text, among))
    nouns = list(_harm_nouns().find(text, among))
    tokens: list[_Token] = []
    if passives or actives or happenings or nouns:
        tokens = _tokens(text, among, find_places(span.text_in(text)), span.start)
    starts = [token.span.start for token in tokens]
    located = list(_located(starts, nouns))
    covered = {at for noun in located for at in range(noun.first, noun.last + 1)}
    agents = _located(starts, _agents().find(text, among) if tokens else ())
    return _Sentence(
        tokens,
        _Entries(_located(starts, passives)),
        _Entries(_located(starts, actives)),
        _Entries(_located(starts, happenings)),
        _Entries(located),
        # "A terrorist attack" names a kind of attack, and nobody.
        _Entries(each for each in agents if not {each.first, each.last} <= covered),
    )


def _located(starts: Sequence[int], matches: Iterable[Match[Entry]]) -> Iterator[_Found[Entry]]:
    """The tokens at which ``matches`` stand; ``starts`` are where the tokens start."""
    for match in matches:
        first = bisect_right(starts, match.span.start) - 1
        last = bisect_right(starts, match.span.end - 1) - 1
        yield _Found(first, last, match.entry)


def _tokens(
    text: str, among: Sequence[Word], places: Sequence[Mention], offset: int
) -> list[_Token]:
    """The words ``among``, those of one place as one; the places count from ``offset``."""
    tokens: list[_Token] = []
    following = iter(places)
    place = next(following, None)
    reached = among[0].span.start
    for word in among:
        while place is not None and place.span.end + offset <= word.span.start:
            place = next(following, None)
        here = place if place and place.span.start + offset < word.span.end else None
        gap = text[reached : word.span.start]
        reached = word.span.end
        goes_on = here is not None and here.span.start + offset < word.span.start
        if tokens and (goes_on or (gap == "-" and tokens[-1].place)):
            start, gap, agentive = tokens[-1].span.start, tokens[-1].gap, tokens[-1].place
            folded = tokens.pop().folded + fold(text[word.span.start - 1 : word.span.end])
        else:
            start, folded = word.span.start, fold(word.text)
            agentive = here is not None and here.kind != "capital"
            if here is None and tokens and tokens[-1].folded == "in":
                agentive = word.text[0].isupper() and _is_a_people(word.text)
        if here is not None and here.kind != "body":
            # No name may read as a word: "Italy" is no adverb, and "US" no pronoun.
            folded = _PLACE + fold(text[here.span.end + offset : word.span.end])
        span = Span(start, word.span.end)
        ends = folded.endswith("'s") or fold(text[span.end : span.end + 1]) == "'"
        tokens.append(_Token(span, folded, gap.strip(), agentive, ends, text[start].isupper()))
    return tokens


@functools.lru_cache(maxsize=1024)
def _is_a_people(word: str) -> bool:
    """Whether ``word`` alone names a people.

    The gazetteer takes it for a language after "in", and is right unless a noun of violence
    follows: "died in Russian shelling".
    """
    return any(place.kind == "demonym" for place in find_places(word))


# --- The lexicons ----------------------------------------------------------------------------


@functools.cache
def _harm_verbs() -> tuple[PhraseIndex[HarmVerb], PhraseIndex[HarmVerb]]:
    """Verbs of harm by their participles, and by their active forms.

    Raises:
        LexiconError: if a row is not as it should be, or a form stands twice.
    """
    name = "harm_verbs"
    participles: list[tuple[str, HarmVerb]] = []
    actives: list[tuple[str, HarmVerb]] = []
    for line, row in enumerate(read_rows(name, _VERB_COLUMNS), start=2):
        _require_reason(row, name, line)
        forms = split_cell(row["forms"])
        verb = HarmVerb(
            deliberate=check_choice(row, "deliberate", DELIBERATE, name, line),
            bare=check_choice(row, "bare", ("yes", "no"), name, line) == "yes",
            by_weapon=check_choice(row, "by_weapon", ("yes", "no"), name, line) == "yes",
            needs_a_weapon=not forms,
            not_with=frozenset(split_cell(row["not_with"])),
            only_with=frozenset(split_cell(row["only_with"])),
            reason=row["reason"],
        )
        participles += [(form, verb) for form in forms]
        actives += [(form, verb) for form in split_cell(row["active"])]
    return PhraseIndex(participles), PhraseIndex(actives)


@functools.cache
def _harm_nouns() -> PhraseIndex[HarmNoun]:
    name = "harm_nouns"
    found: list[tuple[str, HarmNoun]] = []
    for line, row in enumerate(read_rows(name, _NOUN_COLUMNS), start=2):
        _require_reason(row, name, line)
        noun = HarmNoun(
            kind=check_choice(row, "kind", NOUN_KINDS, name, line),
            of=check_choice(row, "of", ("yes", "no"), name, line) == "yes",
            not_with=frozenset(split_cell(row["not_with"])),
            reason=row["reason"],
        )
        found += [(form, noun) for form in split_cell(row["forms"])]
    return PhraseIndex(found)


@functools.cache
def _happenings() -> PhraseIndex[Happening]:
    name = "harm_happenings"
    found: list[tuple[str, Happening]] = []
    for line, row in enumerate(read_rows(name, _HAPPENING_COLUMNS), start=2):
        _require_reason(row, name, line)
        subjects = frozenset(split_cell(row["subject"])) - {"anybody"}
        require(subjects <= NOUN_KINDS, name, line, f"no kinds of nouns: {row['subject']!r}")
        happening = Happening(subjects, row["reason"])
        found += [(form, happening) for form in split_cell(row["forms"])]
    return PhraseIndex(found)


@functools.cache
def _agents() -> PhraseIndex[str]:
    name = "harm_agents"
    found: list[tuple[str, str]] = []
    for line, row in enumerate(read_rows(name, _AGENT_COLUMNS), start=2):
        _require_reason(row, name, line)
        kind = check_choice(row, "kind", AGENT_KINDS, name, line)
        found += [(form, kind) for form in split_cell(row["forms"])]
    return PhraseIndex(found)


def _require_reason(row: Mapping[str, str], name: str, line: int) -> None:
    require(bool(row["reason"]), name, line, "no reason")
