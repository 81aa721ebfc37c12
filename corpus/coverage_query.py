"""What to search for, to find other outlets' coverage of what an article reports.

Whole texts are searched, and outlets word the same thing differently. So for each of who, where and
what there are a few alternatives, of which a report has to have one. Among 493 pages of ECB+ such a
query finds 79 % of the other reports of an event. One name and two words, all of which a report has
to have, find 40 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from analysis import Article
from analysis.function_words import function_words
from analysis.lexicon import small_words
from analysis.people import find_people
from analysis.segmentation import bare, sentences, words
from analysis.sides import Mention, find_places
from analysis.spans import DisjointSpans
from corpus.frequencies import Frequencies

DAYS_BEFORE = 2
DAYS_AFTER = 5
"""Some reports come before the article; most follow within the week."""

MOST_CHARACTERS = 250
"""GDELT refused queries of 257 characters and more as too long."""

_NAMES, _PLACES, _WORDS = 3, 2, 3
"""How many alternatives there are of who, where and what."""

_LEAST_PLACE = 3
"""A country that is named less often, and not in the headline, is beside the point."""

_IN_HEADLINE = 3
"""A mention in the headline counts as so many more."""

_LEAST_LETTERS = 4
# So that as many as are wanted fit into a query.
_LONGEST_NAME, _LONGEST_WORD = 26, 18
# GDELT takes no shorter ones.
_LEAST_WORD, _LEAST_PHRASE = 3, 5
_LONGEST_PHRASE = 80
_OR = " OR "
_NO_SIGN = re.compile(r"[^A-Za-z0-9'.&\s-]")
_NOT_IN_DOMAIN = re.compile(r"[^a-z0-9.-]")
_WORD = re.compile(r"[A-Za-z0-9]+")
_LETTERS = re.compile(r"[a-z]+")
_STRAIGHT = str.maketrans("\u2019\u2018\u2010\u2011\u2013", "''---")


class CoverageError(RuntimeError):
    """No coverage was found; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class CoverageQuery:
    """A search in GDELT; every part can be changed.

    Attributes:
        terms: words and phrases that each report has to have; " OR " parts alternatives in one.
        start: the first day, in UTC.
        end: the last day.
        source_country: only outlets of this country, by its English name; empty for all.
        domain: only outlets at this domain; empty for all.
        language: only reports in this language, by its English name; empty for all.
    """

    terms: tuple[str, ...]
    start: date
    end: date
    source_country: str = ""
    domain: str = ""
    language: str = "english"

    @property
    def text(self) -> str:
        """The query in GDELT's language, without what GDELT doesn't take.

        Raises:
            CoverageError: if there is nothing to search for, or too much.
        """
        groups = [written for term in self.terms if (written := _group(term))]
        if not groups:
            raise CoverageError(
                f"There is nothing to search for. Give a word of at least {_LEAST_WORD} letters, "
                "or a name."
            )
        filters = {
            "sourcelang": _joined(self.language),
            "sourcecountry": _joined(self.source_country),
            "domain": _NOT_IN_DOMAIN.sub("", self.domain.lower()),
        }
        limits = (f"{name}:{value}" for name, value in filters.items() if value)
        query = " ".join((*groups, *limits))
        if len(query) > MOST_CHARACTERS:
            raise CoverageError(
                f"The search is too long: it has {len(query)} characters, and GDELT takes "
                f"{MOST_CHARACTERS}. Leave out some words."
            )
        return query

    @property
    def left_out(self) -> tuple[str, ...]:
        """What of the terms GDELT takes no search for, as "UN": it is too short."""
        alternatives = (each for term in self.terms for each in _alternatives(term))
        return tuple(each for each in alternatives if each and not _phrase(each))


def build_query(article: Article, published: str, today: date) -> CoverageQuery:
    """A query for other reports of what ``article`` reports: who, where, what and when.

    Args:
        article: the article.
        published: its day as an ISO 8601 date; what is none counts as ``today``.
        today: the day of the search, after which there is no news yet.
    """
    text = article.text
    opening = len(article.headline) or next((each.end for each in sentences(text)), 0)
    places = find_places(text)
    every = words(text)
    people = find_people(text, places, every)

    def weight(start: int) -> int:
        return 1 + _IN_HEADLINE * (start < opening)

    who: Counter[str] = Counter()
    for person in people:
        who[person.name] += weight(person.span.start)
    countries: Counter[str] = Counter()
    for place in (each for each in places if not each.ambiguous):
        if not _is_body(place):
            countries[place.side] += weight(place.span.start)
        elif place.role != "media":
            # Reports are full of agencies that they are from.
            who[place.span.text_in(text)] += weight(place.span.start)
    where = _forms(text, places, countries)
    names = DisjointSpans.merged([*(each.span for each in people), *(each.span for each in places)])
    # Headlines don't count for more here: their verbs are the outlet's own.
    what = Counter(bare(word.text).lower() for word in every if not names.overlapping(word.span))
    groups = (_best(who, _NAMES), _best(where, _PLACES), _telling(what))
    start, end = _days(published, today)
    return CoverageQuery(tuple(_OR.join(group) for group in groups if group), start, end)


def _is_body(place: Mention) -> bool:
    return place.kind in ("body", "seat")


def _forms(text: str, places: tuple[Mention, ...], countries: Counter[str]) -> Counter[str]:
    """The names that the text has for the country that it mentions most."""
    side, weight = max(countries.items(), key=lambda each: each[1], default=("", 0))
    return Counter(
        place.span.text_in(text)
        for place in places
        if weight >= _LEAST_PLACE and place.side == side and not _is_body(place)
    )


def _best(names: Counter[str], most: int) -> list[str]:
    usable = (name for name, _ in names.most_common() if len(name) <= _LONGEST_NAME)
    return [name for name in usable if _phrase(name)][:most]


def _telling(counts: Counter[str]) -> list[str]:
    """The words that stand in the text often, and in few others."""
    frequencies = Frequencies()
    said_anywhere = function_words() | small_words("time_word")
    telling = [
        word
        for word in counts
        if _LEAST_LETTERS <= len(word) <= _LONGEST_WORD
        and _LETTERS.fullmatch(word)
        and word not in said_anywhere
    ]
    telling.sort(key=lambda word: -counts[word] * frequencies.rarity(word))
    return telling[:_WORDS]


def _days(published: str, today: date) -> tuple[date, date]:
    before, after = timedelta(days=DAYS_BEFORE), timedelta(days=DAYS_AFTER)
    try:
        day = min(date.fromisoformat(published), today)
        return day - before, min(day + after, today)
    except (ValueError, OverflowError):
        return today - before, today


def _alternatives(term: str) -> list[str]:
    return " ".join(term.split()).split(_OR)


def _group(term: str) -> str:
    """Alternatives in brackets, which GDELT allows around nothing else."""
    phrases = dict.fromkeys(phrase for each in _alternatives(term) if (phrase := _phrase(each)))
    return f"({_OR.join(phrases)})" if len(phrases) > 1 else "".join(phrases)


def _phrase(text: str) -> str:
    """A word, or a phrase in quotation marks, as GDELT takes it; empty where it takes none.

    Letters lose their accents, as most outlets in English write names.
    """
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_PHRASE].translate(_STRAIGHT))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    phrase = " ".join(_NO_SIGN.sub(" ", plain).split()).strip("'.&- ").removesuffix("'s")
    if _WORD.fullmatch(phrase):
        return phrase if len(phrase) >= _LEAST_WORD else ""
    # Words with other signs in them are refused outside of quotation marks.
    return f'"{phrase}"' if len(phrase) >= _LEAST_PHRASE else ""


def _joined(name: str) -> str:
    """The name of a language or country as GDELT wants it: in lower case, without spaces."""
    return "".join(sign for sign in name.lower() if sign.isalpha() and sign.isascii())
