"""People named in a text: their full names, and how the text describes them.

A person is a run of capitalised words that is neither a place nor a body, after the titles before
it are taken off. A surname used alone belongs to the full name that holds it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.lexicon import read_rows, small_words
from analysis.roles import role_nouns, title_words
from analysis.segmentation import Word, words
from analysis.sides import Mention
from analysis.spans import Span

_LONGEST_NAME = 4
_APPOSITIVE = re.compile(
    r",\s+((?:an?|the|its|their|his|her|who|[a-z])[^,.;:\u201c\"\u2014]{3,90})"
)


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A use of a person's name.

    Attributes:
        span: the name itself, without titles.
        name: the full name that it stands for.
        description: what the text says of the person there: the words before the name in the
            same phrase, and an apposition after it.
    """

    span: Span
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class _Run:
    span: Span
    tokens: tuple[str, ...]
    before: str
    titled: bool


def find_people(text: str, places: Sequence[Mention]) -> tuple[PersonMention, ...]:
    """Every mention of a person whose name the text gives, in order."""
    runs = _runs(text, places)
    lone = {run.tokens[0] for run in runs if len(run.tokens) == 1}
    full: dict[str, tuple[str, ...]] = {}
    for run in runs:
        if len(run.tokens) > 1 and _looks_like_a_person(run, lone):
            full.setdefault(" ".join(run.tokens), run.tokens)
    by_part: dict[str, list[str]] = {}
    for name, tokens in full.items():
        for part in {tokens[0], tokens[-1]}:
            by_part.setdefault(part, []).append(name)
    mentions: list[PersonMention] = []
    for run in runs:
        resolved: str | None = " ".join(run.tokens)
        if resolved not in full:
            resolved = _full_name(run, by_part, mentions, text)
        if resolved is not None:
            mentions.append(PersonMention(run.span, resolved, _description(text, run)))
    return tuple(mentions)


def _full_name(
    run: _Run, by_part: dict[str, list[str]], before: Sequence[PersonMention], text: str
) -> str | None:
    if len(run.tokens) > 1:
        # A longer run around a known name: "Speaker Nancy Pelosi" where the title is unknown.
        inside = [
            name for name in by_part.get(run.tokens[-1], []) if name in run.span.text_in(text)
        ]
        return inside[0] if inside else None
    candidates = by_part.get(run.tokens[0], [])
    surnames = [name for name in candidates if name.split()[-1] == run.tokens[0]]
    for preferred in (candidates if len(candidates) == 1 else [], surnames or candidates):
        recent = [mention.name for mention in before if mention.name in preferred]
        if recent:
            return recent[-1]
        if preferred:
            return preferred[0]
    # A surname that the text never completes is still a person if a title stands before it.
    return run.tokens[0] if run.titled else None


def _looks_like_a_person(run: _Run, lone: set[str]) -> bool:
    return (
        run.titled
        or run.tokens[0].lower() in given_names()
        or run.tokens[-1] in lone
        or run.tokens[0] in lone
        or bool(list(role_nouns().find(run.before, words(run.before)[-2:])))
    )


@functools.cache
def given_names() -> dict[str, str]:
    """Given names, lower case, with the gender they go with: female, male or both."""
    return {
        row["name"].lower(): row["gender"] for row in read_rows("given_names", ("name", "gender"))
    }


def _runs(text: str, places: Sequence[Mention]) -> list[_Run]:
    taken = [False] * (len(text) + 1)
    for place in places:
        for at in range(place.span.start, place.span.end):
            taken[at] = True
    tokens = words(text)
    runs: list[_Run] = []
    position = 0
    while position < len(tokens):
        run: list[Word] = []
        while position < len(tokens):
            word = tokens[position]
            joined = not run or _joined(text, run[-1], word)
            name_like = _is_name_word(word, taken) or (
                bool(run)
                and word.text in small_words("name_particle")
                and position + 1 < len(tokens)
                and _is_name_word(tokens[position + 1], taken)
            )
            if not joined or not name_like:
                break
            run.append(word)
            position += 1
        if run:
            made = _as_run(text, run)
            if made is not None:
                runs.append(made)
        else:
            position += 1
    return runs


def _as_run(text: str, run: Sequence[Word]) -> _Run | None:
    titles = title_words()
    cut, titled = 0, False
    for index, word in enumerate(run):
        folded = word.text.lower().strip(".")
        if folded in titles or any(role_nouns().find(word.text, [word_at_start(word)])):
            cut, titled = index + 1, True
        elif folded in small_words("ends_a_body"):
            cut, titled = index + 1, titled and index > cut
    name = list(run[cut:])
    if len(name) > _LONGEST_NAME or (cut and len(name) > 3 and not titled):
        name = name[-2:]
    if not name or name[0].text in small_words("name_particle"):
        return None
    span = Span(name[0].span.start, name[-1].span.end)
    tokens = tuple(_bare(word.text) for word in name)
    line_start = text.rfind("\n", 0, span.start) + 1
    before = text[max(line_start, span.start - 160) : span.start]
    if not titled and name[0] is run[0]:
        previous = words(before)[-1:]
        titled = bool(previous) and bool(
            any(role_nouns().find(before, previous)) or previous[0].text.lower() in titles
        )
    return _Run(span, tokens, before, titled)


def word_at_start(word: Word) -> Word:
    """The same word as if it stood alone in a text of its own."""
    return Word(Span(0, len(word.text)), word.text)


def _is_name_word(word: Word, taken: Sequence[bool]) -> bool:
    text = word.text
    if not text[0].isupper() or taken[word.span.start]:
        return False
    if text.lower() in small_words("never_a_name"):
        return False
    return not (len(text) > 3 and text.isupper() and "-" not in text)


def _joined(text: str, before: Word, after: Word) -> bool:
    gap = text[before.span.end : after.span.start]
    if gap in (" ", "\u00a0"):
        return True
    return gap == ". " and (len(before.text) == 1 or before.text.lower() in title_words())


def _bare(token: str) -> str:
    for ending in ("\u2019s", "'s", "s\u2019"):
        if token.endswith(ending) and len(token) > len(ending) + 1:
            return token[: -len(ending)]
    return token


def _description(text: str, run: _Run) -> str:
    start = max(run.before.rfind(mark) for mark in ",;:.!?\u201c\u201d\u2014(")
    # A full stop inside a title ("Gen.") or an initialism ("U.S.") ends no phrase.
    before = run.before[start + 1 :] if start >= 0 else run.before
    if start >= 0 and run.before[start] == "." and start >= 1:
        wider = run.before[max(0, start - 40) : start + 1]
        before = wider.rsplit("\n", 1)[-1] + before
    before = " ".join(before.split()[-14:])
    after = _APPOSITIVE.match(text, run.span.end)
    return f"{before} | {after.group(1)}" if after else before
