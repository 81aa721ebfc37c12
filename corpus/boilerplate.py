"""What a page says around its article, told apart line by line.

The words that such lines are made of stand in ``boilerplate.csv``. Its column ``where`` says how a
phrase is used: at the ``start`` or ``end`` of a line, anywhere in a ``line``, anywhere in a line
that speaks to the ``reader``, or above ``links`` to other articles. Single words make a line when
nothing else stands in it: a ``button``, a ``date``, a ``section``, with ``small`` words between.
A line speaks to the reader by ``you`` and the like, unless it ``told`` what somebody said.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.segmentation import words

_LINK_WORDS = 12
_NOTICE_WORDS = 120
_SIGN_OFF_WORDS = 25
_HEADING_WORDS = 4
_NAME_WORDS = 3
_CREDIT_CHARACTERS = 160
_PLACE_WORDS = 6
_BYLINE_WORDS = 14
# Longer lines are paragraphs, whatever they hold; so nothing here sees an endless line.
_MOST_CHARACTERS = 1_500
_CRUMB_SIGN = re.compile(r"(?<=\s)[/>|\u203a\u00bb\u2022](?=\s)")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile('\u201c[^\u201d]*\u201d?|"[^"]*"?|\u2018[^\u2019]*\u2019')
_AGENCY = re.compile(r"[(\[][^()\[\]]*\w/[A-Z][^()\[\]]*[)\]]\Z")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*\Z")
_BYLINE = re.compile(r"(?:(?:words|written|story|report|reporting) )?by[: ]", re.IGNORECASE)
_INITIALS = re.compile(r"\b[A-Z]\.")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    folded: str
    words: int

    @property
    def is_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text) is not None

    @property
    def is_link(self) -> bool:
        """Whether it is short and ends as headlines do."""
        return self.words <= _LINK_WORDS and not self.text.endswith((".", ".”", '."'))

    @property
    def speaks_to_reader(self) -> bool:
        """Whether the page itself says "you" or "our"; what is reported of others is no notice."""
        found = _LETTERS.findall(_QUOTED.sub(" ", self.text))
        own = {word.lower() for word in found if word != "US"}
        return bool(own & _listed("you")) and not own & _listed("told")


def without_boilerplate(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of the article, and those that only surround it, each in their order."""
    read = [_Line(line, " ".join(line.lower().split()), len(words(line))) for line in lines]
    left_out = [_is_boilerplate(line, at == 0) for at, line in enumerate(read)]
    for at in _linked(read, left_out):
        left_out[at] = True
    for at in _around_the_headline(read, left_out):
        left_out[at] = True
    for at in _trailing(read, left_out):
        left_out[at] = True
    kept = [line for line, out in zip(lines, left_out, strict=True) if not out]
    dropped = [line for line, out in zip(lines, left_out, strict=True) if out]
    return kept, dropped


def _linked(lines: Sequence[_Line], left_out: Sequence[bool]) -> Iterator[int]:
    """Headlines of other articles, under "Most read" and the like."""
    under = False
    for at, line in enumerate(lines):
        if left_out[at] and line.words <= _HEADING_WORDS and _starts(line, "links"):
            under = True
        elif under and line.is_link:
            yield at
        elif not left_out[at]:
            under = False


def _around_the_headline(lines: Sequence[_Line], left_out: Sequence[bool]) -> Iterator[int]:
    """Sections above the headline, names and offices below it, up to the article's first words."""
    body = [at for at, line in enumerate(lines) if line.is_sentence and not left_out[at]]
    if not body:
        return
    end = body[0]
    # A byline or date below a standfirst: the article begins after it.
    for at in range(end + 1, min(end + 4, len(lines))):
        if _is_byline(lines[at]) or _is_made_of(lines[at], "date"):
            end = at
    has_headline = False
    for at, line in enumerate(lines[:end]):
        if left_out[at] or line.is_sentence:
            continue
        above = _is_made_of(line, "section") or _is_trail(line, crumbs=2)
        most = _PLACE_WORDS if at and _is_byline(lines[at - 1]) else _NAME_WORDS
        below = has_headline and (line.words <= most or _names_an_office(line))
        if above or below:
            yield at
        else:
            has_headline = True


def _trailing(lines: Sequence[_Line], left_out: Sequence[bool]) -> Iterator[int]:
    """Links below the article, which have no full stop; the article's last sentence has one."""
    last = len(lines)
    while last > 1 and (left_out[last - 1] or _trails(lines[last - 1])):
        last -= 1
    # A text without any full stop is no row of links.
    if last > 1 or (lines and lines[0].is_sentence):
        yield from range(last, len(lines))


def _trails(line: _Line) -> bool:
    return not line.is_sentence and (line.words <= _LINK_WORDS or line.text.endswith(":"))


def _is_boilerplate(line: _Line, first: bool) -> bool:
    if line.words > _NOTICE_WORDS or len(line.text) > _MOST_CHARACTERS:
        return False
    if not _LETTERS.search(line.folded):
        return True
    return (
        any(phrase in line.folded for phrase in _listed("line"))
        or _starts(line, "start", first)
        or _starts(line, "links", first)
        or (line.words <= _SIGN_OFF_WORDS and line.folded.endswith(_ordered("end")))
        or _is_notice(line)
        or _AGENCY.search(line.text[-_CREDIT_CHARACTERS:]) is not None
        or _is_trail(line, crumbs=3)
        or _is_made_of(line, "button")
        or _is_made_of(line, "date")
        or _is_byline(line)
    )


def _starts(line: _Line, where: str, first: bool = False) -> bool:
    """Whether a notice starts the line: "Subscribe to our ...", not "Subscribers fell ..."."""
    phrases = _ordered(where)
    for phrase in phrases if line.folded.startswith(phrases) else ():
        if not line.folded.startswith(phrase):
            continue
        following = line.folded[len(phrase) :]
        if not phrase[-1].isalnum() or following.lstrip()[:1] in (":", "|", "\u2013", "\u2014"):
            return True
        if following[:1].isalpha():
            continue
        # A sentence or headline may start so as well, but it doesn't speak to the reader.
        if line.speaks_to_reader or line.folded.endswith(" here."):
            return True
        most = _LINK_WORDS if where == "start" and not first else len(phrase.split()) + 2
        if not line.is_sentence and line.words <= most:
            return True
    return False


def _is_notice(line: _Line) -> bool:
    if not any(phrase in line.folded for phrase in _listed("reader")):
        return False
    return line.speaks_to_reader or (not line.is_sentence and line.words <= _LINK_WORDS)


def _is_trail(line: _Line, crumbs: int) -> bool:
    parts = _CRUMB_SIGN.split(line.text)
    most = 4 if crumbs > 2 else 2
    return len(parts) >= crumbs and all(len(words(part)) <= most for part in parts)


def _is_made_of(line: _Line, where: str) -> bool:
    """Whether nothing but such words stands in the line; a date has a figure as well."""
    if line.words > _LINK_WORDS or len(line.text) > _MOST_CHARACTERS:
        return False
    found = _LETTERS.findall(line.folded)
    if where == "date" and not any(sign.isdigit() for sign in line.folded):
        return False
    among = _listed(where)
    others = _listed("small") if where == "section" else _listed("small") | _listed("date")
    return any(word in among for word in found) and all(
        word in among or word in others for word in found
    )


def _is_byline(line: _Line) -> bool:
    opening = _BYLINE.match(line.text)
    if opening is None or line.words > _BYLINE_WORDS:
        return False
    rest = line.text[opening.end() :]
    if _SENTENCE_END.search(_INITIALS.sub("", rest)):
        return False
    among = _listed("small") | _listed("date") | _listed("office")
    names = _LETTERS.findall(rest)
    # "By the river, a town waits" is a headline.
    return (
        bool(names)
        and names[0][0].isupper()
        and all(name[0].isupper() or len(name) == 1 or name.lower() in among for name in names)
    )


def _names_an_office(line: _Line) -> bool:
    last = re.split(r"[,|\u2022\u00b7]\s", line.folded[:_MOST_CHARACTERS])[1:]
    found = _LETTERS.findall(last[-1]) if last else []
    return len(found) <= _NAME_WORDS and any(word in _listed("office") for word in found)


@functools.cache
def _ordered(where: str) -> tuple[str, ...]:
    return tuple(sorted(_listed(where)))


@functools.cache
def _listed(where: str) -> frozenset[str]:
    path = Path(__file__).parent / "boilerplate.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["phrase"] for row in csv.DictReader(file) if row["where"] == where)
