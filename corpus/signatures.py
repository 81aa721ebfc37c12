"""What grouping remembers of an article: its telling terms, in a few kilobytes at most."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from analysis.reprints import SHINGLE_WORDS
from corpus.frequencies import Frequencies, background
from corpus.terms import Terms, read_terms

MOST_CHARACTERS = 100_000
"""So much of a text is read: more than a news article has, and well under a second's work."""

MOST_TERMS = 150
"""So many names and words are kept, the weightiest, so that a long article has few more terms to
differ in than a short one."""

MOST_NUMBERS = 50

SKETCH_SIZE = 128
"""So many shingles tell a Jaccard index of one half to within 0.04 (standard deviation)."""

_BYTES = 4
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Document:
    """An article to be grouped.

    Attributes:
        id: the caller's name for it.
        text: the article, with or without its headline.
        headline: empty where there is none, or none that is known apart.
        published: ISO 8601 date or time, or empty; what is no date says nothing.
    """

    id: str
    text: str
    headline: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What is compared of an article.

    Attributes:
        id: as in the document.
        published: ISO 8601 date (YYYY-MM-DD), or empty.
        names: how often each of its weightiest names stands in it.
        words: the same of its words.
        numbers: its figures and days of a month.
        shingles: how many different stretches of SHINGLE_WORDS words it has.
        sketch: the least of their hashes, SKETCH_SIZE at most, ascending, 32 bits each.
    """

    id: str
    published: str
    names: Mapping[str, int]
    words: Mapping[str, int]
    numbers: tuple[str, ...]
    shingles: int
    sketch: bytes

    def terms(self) -> Iterator[str]:
        """Every name, word and number, each once: what Frequencies count."""
        yield from self.names
        yield from self.words
        yield from self.numbers


def signature(document: Document) -> Signature:
    """The signature of ``document``; of an endless text, that of its start."""
    headline, text = document.headline[:MOST_CHARACTERS], document.text[:MOST_CHARACTERS]
    if not text.startswith(headline):
        text = f"{headline}\n{text}"
    terms = read_terms(text, background())
    kept = _weightiest(terms)
    shingles, sketch = _sketch(terms.running)
    return Signature(
        document.id,
        _iso_date(document.published),
        {term: terms.names[term] for term in kept if term in terms.names},
        {term: terms.words[term] for term in kept if term in terms.words},
        tuple(sorted(terms.numbers)[:MOST_NUMBERS]),
        shingles,
        sketch,
    )


def signature_to_json(given: Signature) -> bytes:
    """The signature as UTF-8 JSON."""
    return msgspec.json.encode(given)


def signature_from_json(data: bytes) -> Signature:
    """The signature that ``signature_to_json`` wrote.

    Raises:
        ValueError: if ``data`` is no signature.
    """
    return msgspec.json.decode(data, type=Signature)


def saturated(count: int) -> float:
    """What it weighs that a term stands in a text so often: from a half towards 1.

    A name said twenty times makes a report hardly more one of that name than one said three times.
    """
    return count / (count + 1)


def weightiest_first(counts: Mapping[str, int]) -> list[str]:
    """The terms by their weight in news at large, which no other article of a collection moves."""
    at_large = Frequencies()
    weight = {term: saturated(count) * at_large.rarity(term) for term, count in counts.items()}
    return sorted(counts, key=lambda term: (-weight[term], term))


def _iso_date(published: str) -> str:
    try:
        return datetime.date.fromisoformat(published[:10]).isoformat()
    except ValueError:
        return ""


def _weightiest(terms: Terms) -> list[str]:
    return weightiest_first({**terms.names, **terms.words})[:MOST_TERMS]


def _sketch(running: Sequence[str]) -> tuple[int, bytes]:
    """How many shingles there are, and the least of their hashes."""
    count = len(running) - SHINGLE_WORDS + 1
    if count < 1:
        return 0, b""
    # A word may hold half a surrogate pair, as JSON can write it.
    codes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in running]
    hashed = np.array(codes, dtype=np.uint64)
    rolling = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        rolling = rolling * _MULTIPLIER + hashed[place : place + count]
    mixed = ((rolling ^ (rolling >> _HALF)) * _MIXER) >> _HALF
    distinct = np.unique(mixed)
    return len(distinct), distinct[:SKETCH_SIZE].astype(f"<u{_BYTES}").tobytes()
