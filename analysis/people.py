"""People named in a text: where, by which part of their names, and which names are one person.

A person is a run of capitalised words that is neither a place nor a body, after the titles before
it are taken off. Something must speak for it: a title, a known given name, a role noun beside it,
or the same surname alone elsewhere. A part of a name used alone belongs to the full name that
holds it; where several do, the honorific, then what was named last decides.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.lexicon import Match, PhraseIndex, read_rows, small_words
from analysis.public_figures import public_figures
from analysis.roles import role_nouns, title_words
from analysis.segmentation import Word, bare, words
from analysis.sides import Mention
from analysis.spans import Span
from analysis.speaker_words import body_words, speaker_words, us_states

_LONGEST_NAME = 5
_LONGEST_RUN = 14
_NEAR = 300
_LONGEST_HEADING = 140
_LINE = re.compile(r"[^\n]+")
_AGE = re.compile(r",? \(?\d{1,3}\b(?=[,.)])")
_APPOSITION = re.compile(r"(?: \([^)\n]{1,30}\))?, (?:an? |the |who |[a-z])[^.;\n]{0,80}")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A use of a person's name.

    Attributes:
        span: the name itself, without titles and without a possessive ending.
        outer: the same with the titles before it and the possessive ending.
        name: the full name that it stands for.
        titles: the titles before it, lower case.
        possessive: whether it ends in "'s".
        full: whether more than one part of the name stands there.
    """

    span: Span
    outer: Span
    name: str
    titles: tuple[str, ...]
    possessive: bool
    full: bool


@dataclass(frozen=True, slots=True)
class _Run:
    span: Span
    outer: Span
    tokens: tuple[str, ...]
    titles: tuple[str, ...]
    possessive: bool
    in_heading: bool
    has_body_word: bool
    spans: tuple[Span, ...]


def find_people(
    text: str,
    places: Sequence[Mention],
    tokens: Sequence[Word] | None = None,
    sources: Sequence[Span] = (),
) -> tuple[PersonMention, ...]:
    """Every mention of a person whose name the text gives, in order.

    ``tokens`` are the words of ``text``; ``sources`` are where somebody is made to speak, which
    makes a capitalised name there a person's.
    """
    runs = _runs(text, places, words(text) if tokens is None else tokens)
    lone = Counter(run.tokens[0] for run in runs if len(run.tokens) == 1 and not run.in_heading)
    speaking = {source.start for source in sources}
    full: dict[tuple[str, ...], str] = {}
    by_part: dict[str, list[str]] = {}
    doubtful: list[_Run] = []
    for run in runs:
        if len(run.tokens) > 1:
            if _is_person(text, run):
                _register(run, full, by_part)
            else:
                doubtful.append(run)
    # What speaks only through a surname used alone comes last: "Unlike Cruz" is no new Cruz.
    for run in doubtful:
        last = _without_suffix(run.tokens)[-1]
        speaks = run.outer.start in speaking and len(run.tokens) < 4
        speaks = speaks and not (run.has_body_word or run.in_heading)
        if last not in by_part and (speaks or _is_person_by_part(text, run, lone)):
            _register(run, full, by_part)
    # A surname that the text never completes is still a person if everybody knows whose it is, or
    # if a title stands before it once.
    for run in runs:
        if len(run.tokens) == 1 and not run.has_body_word:
            figure = public_figures().get(run.tokens[0])
            if figure is not None:
                names = by_part.setdefault(run.tokens[0], [])
                # Of the one whose name needs no first name, relatives may be named in full.
                if all(public_figures().get(name) != figure for name in names):
                    names.append(figure.name)
            elif run.titles:
                by_part.setdefault(run.tokens[0], [run.tokens[0]])
    return tuple(_link(text, runs, full, by_part))


def _register(run: _Run, full: dict[tuple[str, ...], str], by_part: dict[str, list[str]]) -> None:
    tokens = _without_suffix(run.tokens)
    if (tokens[0], tokens[-1]) in full:
        return
    name = " ".join(run.tokens)
    full[tokens[0], tokens[-1]] = name
    for part in sorted({tokens[0], tokens[-1], " ".join(tokens[1:])}):
        by_part.setdefault(part, []).append(name)


def gender_of(name: str) -> str:
    """The gender that the given name goes with: female, male, or both where it can't be told."""
    return given_names().get(name.split()[0].split("-")[0].lower(), "both") if name else "both"


@functools.cache
def given_names() -> dict[str, str]:
    """Given names, lower case, with the gender they go with: female, male or both."""
    return {
        row["name"].lower(): row["gender"] for row in read_rows("given_names", ("name", "gender"))
    }


def surname_of(name: str) -> str:
    """The part of a name that the text can use alone: the family name, first or last."""
    tokens = _without_suffix(tuple(name.split()))
    if is_family_name_first(tokens):
        return tokens[0]
    for index, token in enumerate(tokens[1:-1], start=1):
        if token.lower() in small_words("name_particle"):
            return " ".join(tokens[index:])
    return tokens[-1] if tokens else name


def is_family_name_first(tokens: Sequence[str]) -> bool:
    """Whether a name stands in East Asian order ("Mao Ning", "Kim Jong Un")."""
    if len(tokens) not in (2, 3) or tokens[0].lower() not in speaker_words("family_name"):
        return False
    return tokens[0].lower() not in given_names() or tokens[-1].lower() not in given_names()


def _without_suffix(tokens: tuple[str, ...]) -> tuple[str, ...]:
    while len(tokens) > 2 and tokens[-1].lower().strip(".") in speaker_words("name_suffix"):
        tokens = tokens[:-1]
    return tokens


def _runs(text: str, places: Sequence[Mention], tokens: Sequence[Word]) -> list[_Run]:
    taken = _taken(text, places, tokens)
    common = {token.text for token in tokens if token.text.islower()}
    headings = _headings(text)
    runs: list[_Run] = []
    position = 0
    while position < len(tokens):
        if not tokens[position].text[0].isupper():
            position += 1
            continue
        run = _run_at(text, tokens, position, taken)
        if not run:
            position += 1
            continue
        position += len(run)
        runs += _as_run(text, run, common, headings)
    return runs


def _taken(text: str, places: Sequence[Mention], tokens: Sequence[Word]) -> set[int]:
    """Where the words start that belong to a place or a body, not to a person's name."""
    spans = [(place.span, place.kind != "body") for place in places]
    spans += [(match.span, True) for match in us_states().find(text, tokens)]
    spans.sort()
    taken: set[int] = set()
    upto = 0
    for index, token in enumerate(tokens):
        while upto < len(spans) and spans[upto][0].end <= token.span.start:
            upto += 1
        if upto == len(spans):
            break
        span, is_place = spans[upto]
        if not span.overlaps(token.span):
            continue
        alone = span.start == token.span.start and token.span.end >= span.end
        if is_place and alone and _is_part_of_a_name(text, tokens, index):
            continue
        taken.add(token.span.start)
    return taken


def _is_part_of_a_name(text: str, tokens: Sequence[Word], index: int) -> bool:
    """Whether a place's name is somebody's here: "Chelsea Quinn", "Jim Jordan"."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        before is not None
        and before.text.lower() in given_names()
        and before.text[0].isupper()
        and text[before.span.end : tokens[index].span.start] == " "
    ):
        return True
    return (
        after is not None
        and tokens[index].text.lower() in given_names()
        and after.text[0].isupper()
        and text[tokens[index].span.end : after.span.start] == " "
        and not _is_other_word(after.text)
    )


def _is_other_word(word: str) -> bool:
    folded = bare(word).lower()
    return (
        folded in title_words()
        or folded in body_words()
        or folded in small_words("ends_a_body")
        or word.isupper()
        or any(True for _ in role_nouns().find(folded, words(folded)))
        or folded in ("republican", "republicans", "democrat", "democrats", "democratic")
    )


def _run_at(text: str, tokens: Sequence[Word], start: int, taken: set[int]) -> list[Word]:
    run: list[Word] = []
    position = start
    while position < len(tokens) and len(run) < _LONGEST_RUN:
        word = tokens[position]
        if run and not _joined(text, run[-1], word):
            break
        name_like = _is_name_word(word, taken)
        if not name_like and run:
            ahead = position
            while ahead < len(tokens) and tokens[ahead].text in small_words("name_particle"):
                ahead += 1
            following = tokens[ahead] if position < ahead < len(tokens) else None
            name_like = (
                following is not None
                and _is_name_word(following, taken)
                and text[tokens[ahead - 1].span.end : following.span.start] in (" ", "-")
            )
        if not name_like:
            break
        run.append(word)
        position += 1
        if bare(word.text) != word.text:
            break
    return run


def _is_name_word(word: Word, taken: set[int]) -> bool:
    text = word.text
    if not text[0].isupper() or word.span.start in taken:
        return False
    if text.lower() in small_words("never_a_name") and text not in ("I",):
        return False
    if text == "I":
        return False
    return not (len(text) > 3 and text.isupper() and "-" not in text)


def _joined(text: str, before: Word, after: Word) -> bool:
    gap = text[before.span.end : after.span.start]
    if gap in (" ", "\u00a0"):
        return True
    if gap in (". ", ".\u00a0"):
        folded = before.text.lower()
        return (
            (len(before.text) == 1 and before.text.isupper())
            or folded in title_words()
            or folded in ("lt", "maj", "rev", "sen", "rep", "gov")
        )
    return gap == ", " and after.text.lower() in ("jr", "sr")


def _as_run(
    text: str, run: Sequence[Word], common: set[str], headings: Sequence[Span]
) -> list[_Run]:
    cut, titles = _titles(text, run)
    name = list(run[cut:])
    # The first word of a sentence is capitalised whatever it is.
    if (
        len(name) > 1
        and cut == 0
        and name[0].text.lower() in common
        and name[0].text.lower() not in given_names()
        and _starts_sentence(text, name[0].span.start)
    ):
        name = name[1:]
    while name and name[0].text in small_words("name_particle"):
        name = name[1:]
    name = _without_lead(text, name)
    if not name or len(name) > _LONGEST_NAME:
        return []
    if (
        len(name) == 1
        and not titles
        and name[0].text.lower() in common
        and _starts_sentence(text, name[0].span.start)
    ):
        return []
    plain = bare(name[-1].text)
    span = Span(name[0].span.start, name[-1].span.start + len(plain))
    tokens = _tokens(text, name)
    has_body_word = any(
        token.lower().strip(".") in body_words() or token.lower() in small_words("ends_a_body")
        for token in tokens
    )
    possessive = plain != name[-1].text or text[span.end : span.end + 1] in ("'", "\u2019")
    in_heading = any(heading.contains(span) for heading in headings)
    outer = Span(run[0].span.start if titles else span.start, name[-1].span.end)
    spans = tuple(word.span for word in name)
    return [_Run(span, outer, tokens, titles, possessive, in_heading, has_body_word, spans)]


def _without_lead(text: str, name: Sequence[Word]) -> list[Word]:
    """A name without capitalised words before it, where what is left is a name known in full."""
    for cut in range(1, len(name) - 1):
        if " ".join(_tokens(text, name[cut:])) in public_figures():
            return list(name[cut:])
    # "Derelict Obama": what opens a sentence or a heading has its capital from there.
    opens = len(name) == 2 and _starts_sentence(text, name[0].span.start)
    if opens and _tokens(text, name[1:])[0] in public_figures():
        return list(name[name[0].text.lower() not in given_names() :])
    return list(name)


def _tokens(text: str, name: Sequence[Word]) -> tuple[str, ...]:
    tokens = []
    for index, word in enumerate(name):
        token = bare(word.text) if index == len(name) - 1 else word.text
        initial = len(token) == 1 and text[word.span.end : word.span.end + 1] == "."
        suffix = token.lower() in ("jr", "sr")
        stop = "." if initial or (suffix and text[word.span.end : word.span.end + 1] == ".") else ""
        tokens.append(token + stop)
    return tuple(tokens)


def _titles(text: str, run: Sequence[Word]) -> tuple[int, tuple[str, ...]]:
    """How many words at the start of a run are titles or a body's, and the titles."""
    cut = 0
    titles: list[str] = []
    matches = [*_title_index().find(text, run)]
    taken = {match.span for match in matches}
    matches += [
        Match(match.span, match.span.text_in(text).lower())
        for match in role_nouns().find(text, run)
        if match.span not in taken
        and match.entry not in ("document", "citizen")
        and match.span.text_in(text).lower() not in given_names()
        and len(run) > 2
    ]
    matches.sort(key=lambda match: match.span)
    for match in matches:
        if match.span.start < run[cut].span.start:
            continue
        at = next(index for index, word in enumerate(run) if word.span.start == match.span.start)
        upto = next(index for index, word in enumerate(run) if word.span.end == match.span.end) + 1
        before = [word.text.lower() for word in run[cut:at]]
        # "Martin Luther King", "James Dean": what follows a given name is no title.
        if any(word in given_names() for word in before) or upto == len(run):
            continue
        # "Earl Dobbs", "Dean Heller": a title that is a given name, too.
        if at == 0 and upto == 1 and len(run) == 2 and run[0].text.lower() in given_names():
            continue
        cut = upto
        titles.append(match.entry)
    while cut < len(run) - 1 and not titles:
        body = [
            index
            for index, word in enumerate(run[:-1])
            if word.text.lower() in small_words("ends_a_body") and index > 0
        ]
        if body and len(run) - body[-1] > 2:
            cut = body[-1] + 1
        break
    return cut, tuple(titles)


@functools.cache
def _title_index() -> PhraseIndex[str]:
    forms = {
        row["title"].lower().rstrip(".") for row in read_rows("person_titles", ("title", "kind"))
    }
    forms |= {"house speaker", "union boss", "first lady"}
    return PhraseIndex([(form, form) for form in sorted(forms) if len(form) > 1])


def _is_person(text: str, run: _Run) -> bool:
    """Whether a title, the given name or the words beside it make a run a person's name."""
    if run.has_body_word or run.in_heading:
        return False
    if run.titles or " ".join(run.tokens) in public_figures():
        return True
    before = text[max(0, run.outer.start - 40) : run.outer.start]
    if before.endswith((" in ", " near ", " outside ")):
        return False
    if run.tokens[0].lower() in given_names():
        return True
    if any(len(token) == 2 and token.endswith(".") for token in run.tokens):
        return True
    after = text[run.span.end : run.span.end + 100]
    if after.startswith(", who "):
        return True
    if _AGE.match(after):
        return True
    if before.endswith(" "):
        previous = words(before)[-2:]
        if any(match.span.end == len(before) - 1 for match in role_nouns().find(before, previous)):
            return True
    apposition = _APPOSITION.match(after)
    if apposition is None:
        return False
    described = apposition.group()
    return any(True for _ in role_nouns().find(described, words(described)[:8]))


def _is_person_by_part(text: str, run: _Run, lone: Counter[str]) -> bool:
    """Whether a part of the name is used alone elsewhere, as a person's is."""
    first, last = run.tokens[0], _without_suffix(run.tokens)[-1]
    known = first.lower() in given_names()
    if run.has_body_word or run.in_heading:
        return known and lone[last] > 0 and len(run.tokens) < 4
    if text[max(0, run.span.start - 4) : run.span.start].endswith((" in ", "ear ")):
        return False
    if _starts_sentence(text, run.span.start) and first.endswith(("ing", "ed")):
        return False
    return bool(lone[last] or (lone[first] and first.lower() in speaker_words("family_name")))


def _link(
    text: str,
    runs: Sequence[_Run],
    full: dict[tuple[str, ...], str],
    by_part: dict[str, list[str]],
) -> Iterator[PersonMention]:
    counts = Counter(
        full.get((_without_suffix(run.tokens)[0], _without_suffix(run.tokens)[-1]))
        for run in runs
        if len(run.tokens) > 1
    )
    latest: dict[str, int] = {}
    latest_full: dict[str, int] = {}
    genders: dict[str, str] = {}
    for run in runs:
        tokens = _without_suffix(run.tokens)
        name = full.get((tokens[0], tokens[-1])) if len(tokens) > 1 else None
        is_full = name is not None
        if name is None:
            name = _whose(run, tokens, by_part, latest, latest_full, counts, genders)
        if name is None:
            if run.in_heading and len(tokens) > 1:
                yield from _in_heading(run, by_part)
            continue
        latest[name] = run.span.start
        if is_full:
            latest_full[name] = run.span.start
        gender = title_gender(run.titles)
        if gender != "both":
            genders[name] = gender
        yield PersonMention(run.span, run.outer, name, run.titles, run.possessive, is_full)


def _in_heading(run: _Run, by_part: dict[str, list[str]]) -> Iterator[PersonMention]:
    """Surnames among the capitalised words of a heading."""
    for token, span in zip(run.tokens, run.spans, strict=True):
        candidates = by_part.get(token, [])
        if len(candidates) == 1 and surname_of(candidates[0]) == token:
            alone = Span(span.start, min(span.end, span.start + len(token)))
            yield PersonMention(alone, alone, candidates[0], (), False, False)


def _whose(
    run: _Run,
    tokens: tuple[str, ...],
    by_part: dict[str, list[str]],
    latest: dict[str, int],
    latest_full: dict[str, int],
    counts: Counter[str | None],
    genders: dict[str, str],
) -> str | None:
    part = " ".join(tokens)
    candidates = by_part.get(part, [])
    if not candidates and len(tokens) > 1 and not run.has_body_word:
        # A longer run around a known name: a title that we don't know, or a heading.
        for before, after in zip(tokens, tokens[1:], strict=False):
            for candidate in by_part.get(after, []):
                if candidate.split()[0] == before:
                    return candidate
        last = by_part.get(tokens[-1], [])
        return last[0] if len(last) == 1 and tokens[0].endswith(("ing", "ed", "like")) else None
    wanted = title_gender(run.titles)
    fitting = [
        name
        for name in candidates
        if wanted == "both" or genders.get(name, gender_of(name)) in (wanted, "both")
    ] or candidates
    by_surname = [name for name in fitting if surname_of(name) == part]
    fitting = by_surname or fitting
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    figure = public_figures().get(part)
    known = [name for name in fitting if figure and public_figures().get(name) == figure]
    seen = [name for name in fitting if name in latest]
    if not seen:
        return (known or fitting)[0]
    recent = max(seen, key=lambda name: latest[name])
    # Somebody named once in passing ("her husband, Bill Clinton") gives way after a while to
    # the one whom the article is about.
    near = run.span.start - latest_full.get(recent, 0) < _NEAR
    if known and not near:
        return known[0]
    main = max(fitting, key=lambda name: counts[name])
    if not near and counts[main] > counts[recent] and main in latest:
        return main
    return recent


def title_gender(titles: Sequence[str]) -> str:
    """The gender that titles tell: female, male, or both where they don't."""
    for title in titles:
        if title in speaker_words("female"):
            return "female"
        if title in speaker_words("male"):
            return "male"
    return "both"


def _headings(text: str) -> list[Span]:
    """Lines in which nearly every word is capitalised; a capital tells nothing there."""
    found = []
    for match in _LINE.finditer(text):
        if match.end() - match.start() > _LONGEST_HEADING:
            continue
        line = [word for word in words(match.group()) if len(word.text) > 3]
        capital = sum(word.text[0].isupper() for word in line)
        if len(line) > 3 and capital >= 0.85 * len(line):
            found.append(Span(match.start(), match.end()))
    return found


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in ".!?\n\u201c\"'\u2018\u2019\u201d:"
