"""Reading the lexicons, and finding their entries in a text.

A lexicon is one CSV file in ``analysis/lexicons``. Everything in it is checked as it is read, so
that a slip in a data file is an error that names the file and the line, not a wrong number.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from analysis.segmentation import Word, words
from analysis.spans import Span

FOLDER = Path(__file__).parent / "lexicons"

Entry = TypeVar("Entry")
_SPACES = re.compile(r"[^\S\r\n\u2028\u2029]+")
_ENDINGS = ("", "s", "es", "'s")


class LexiconError(ValueError):
    """A lexicon file that can't be used; the message names the file and the line."""


def read_rows(name: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of ``lexicons/NAME.csv``.

    Raises:
        LexiconError: if the columns are not ``columns``, or a row is cut short or too long.
    """
    header, rows = read_header_and_rows(name)
    if header != list(columns):
        raise LexiconError(f"{name}.csv: the columns are {header}, not {list(columns)}")
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_header_and_rows(name: str) -> tuple[list[str], list[list[str]]]:
    """The column names and the rows of ``lexicons/NAME.csv``.

    Raises:
        LexiconError: if the file is empty, or a row is cut short or too long.
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader, None)
        if header is None:
            raise LexiconError(f"{name}.csv is empty")
        rows = []
        for cells in reader:
            if len(cells) != len(header):
                raise LexiconError(f"{name}.csv, line {reader.line_num}: not {len(header)} cells")
            rows.append([cell.strip() for cell in cells])
    return header, rows


def require(condition: bool, name: str, line: int, message: str) -> None:
    """Raise a LexiconError for line ``line`` of lexicon ``name`` unless ``condition`` holds."""
    if not condition:
        raise LexiconError(f"{name}.csv, line {line}: {message}")


def split_cell(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values with ``|`` between them."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


SMALL_WORD_KINDS = frozenset(
    {
        "affiliated",
        "after_a_mere_not",
        "after_bare_passive",
        "before_a_number",
        "before_bare_passive",
        "before_being",
        "before_what_may_be",
        "between_harm_and_subject",
        "brings_about",
        "denies",
        "determiner",
        "does_what_follows",
        "ends_a_body",
        "faces_an_agent",
        "falls_short",
        "grim_fact",
        "hints_at_distance",
        "mentions_words",
        "name_particle",
        "never_a_name",
        "never_loaded",
        "not_before_bare_passive",
        "object_pronoun",
        "of_an_utterance",
        "only_thought_of",
        "passive_auxiliary",
        "perfect_auxiliary",
        "relative",
        "small_in_titles",
        "starts_a_clause",
        "starts_a_sentence",
        "supposes",
        "surely_speaks",
        "term_of_art",
        "time_word",
        "where",
        "whose",
        "within_a_passive",
    }
)


@functools.cache
def small_words(kind: str) -> frozenset[str]:
    """The words of one kind in the lexicon of small words, lower case.

    Raises:
        LexiconError: if the lexicon names a kind that isn't one of SMALL_WORD_KINDS.
    """
    found = set()
    for line, row in enumerate(read_rows("small_words", ("word", "kind")), start=2):
        if check_choice(row, "kind", SMALL_WORD_KINDS, "small_words", line) == kind:
            found.add(row["word"])
    return frozenset(found)


@functools.cache
def version() -> str:
    """A short fingerprint of all lexicons together, as twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def fold(word: str) -> str:
    """A word as lexicons write it: lower case, straight apostrophes."""
    return word.replace("’", "'").lower()


@dataclass(frozen=True, slots=True)
class Match(Generic[Entry]):
    """An entry of a lexicon, found in a text."""

    span: Span
    entry: Entry


class PhraseIndex(Generic[Entry]):
    """Entries by their forms, to be found among the words of a text.

    The longest form that fits wins, and matches don't overlap; the time is linear in the text.
    """

    def __init__(
        self, forms: Iterable[tuple[str, Entry]], normalise: Callable[[str], str] = fold
    ) -> None:
        """Index ``forms``, pairs of a form and its entry; ``normalise`` makes alike what counts
        as the same.

        Raises:
            LexiconError: if two entries have the same form.
        """
        self._normalise = normalise
        by_first: dict[str, dict[int, dict[str, Entry]]] = {}
        for written, entry in forms:
            form = normalise(written)
            parts = words(form)
            of_length = by_first.setdefault(parts[0].text if parts else "", {})
            same_length = of_length.setdefault(len(parts), {})
            if not parts or form in same_length:
                raise LexiconError(f"the form {written!r} is empty or stands twice")
            same_length[form] = entry
        # What shares its first word and length is looked up at once, the longest first.
        self._by_first = {
            first: [
                (length, 2 * max(map(len, entries)), entries)
                for length, entries in sorted(of_length.items(), reverse=True)
            ]
            for first, of_length in by_first.items()
        }

    def forms(self, length: int) -> Iterator[tuple[str, Entry]]:
        """The forms of so many words, as they are compared, each with its entry."""
        for of_length in self._by_first.values():
            for words_in_form, _, entries in of_length:
                if words_in_form == length:
                    yield from entries.items()

    def find(
        self,
        text: str,
        among: Sequence[Word],
        accepts: Callable[[Match[Entry]], bool] = lambda _: True,
    ) -> Iterator[Match[Entry]]:
        """Every match in ``text`` that starts and ends with words of ``among``, in order.

        Where ``accepts`` turns the longest form down, the next shorter one gets its chance.
        """
        position = 0
        while position < len(among):
            first = among[position]
            for length, longest, entries in self._by_first.get(self._normalise(first.text), ()):
                if position + length > len(among):
                    continue
                start, end = first.span.start, among[position + length - 1].span.end
                if end - start > longest:
                    continue
                entry = entries.get(self._normalise(" ".join(text[start:end].split())))
                if entry is None:
                    continue
                match = Match(Span(start, end), entry)
                if accepts(match):
                    yield match
                    position += length - 1
                    break
            position += 1


def is_false_positive(
    text: str, span: Span, phrases: Iterable[str], within: Span | None = None
) -> bool:
    """Whether ``span`` stands in one of ``phrases``, in which its entry means something else.

    Whole words are compared, and the last word of a phrase may be a plural or a possessive: with
    "rabid dog" go "rabid dogs", but with "rule the" doesn't go "rule them". Only what stands
    ``within`` counts, where that is given.
    """
    first, last = (0, len(text)) if within is None else (within.start, within.end)
    for phrase in phrases:
        # Twice the length leaves room for wide spaces, and keeps the look-around bounded.
        reach = 2 * len(phrase)
        before = _plain(text[max(first, span.start - reach) : span.start])
        inside = _plain(text[span.start : span.end])
        after = _plain(text[span.end : min(last, span.end + reach)])
        window = before + inside + after
        at = window.find(phrase)
        while at >= 0:
            touches = at < len(before) + len(inside) and at + len(phrase) > len(before)
            if touches and _is_whole(window, at, at + len(phrase)):
                return True
            at = window.find(phrase, at + 1)
    return False


def _plain(text: str) -> str:
    return _SPACES.sub(" ", fold(text))


def _is_whole(window: str, start: int, end: int) -> bool:
    """Whether ``window[start:end]`` is made of whole words, but for an ending of the last."""
    if start > 0 and window[start - 1].isalnum() and window[start].isalnum():
        return False
    return any(
        window.startswith(ending, end) and not window[end + len(ending) :][:1].isalnum()
        for ending in _ENDINGS
    )


def check_choice(
    row: Mapping[str, str], column: str, choices: Iterable[str], name: str, line: int
) -> str:
    """The value of ``column``, which must be one of ``choices``."""
    value = row[column]
    allowed = sorted(choices)
    require(value in allowed, name, line, f"{column} is {value!r}, not one of {allowed}")
    return value
