"""The lexicons that an analysis uses: ours, with a reader's own beside or in place of one."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis import lexicon
from analysis.framing import (
    FRAMING_COLUMNS,
    HEDGE_CATEGORIES,
    LOADED_CATEGORIES,
    FramingEntry,
    framing_forms,
)
from analysis.lexicon import LexiconError, PhraseIndex, fold, read_rows
from analysis.naming import NAMING_COLUMNS, name_index, naming_forms
from analysis.naming import Forms as Names
from analysis.reporting_verbs import COLUMNS as REPORTING_COLUMNS
from analysis.reporting_verbs import ReportingVerb, reporting_forms
from analysis.segmentation import words

LexiconName = Literal["loaded_words", "hedges", "reporting_verbs", "contested_names"]
"""The lexicons that a reader can extend or replace, by the names of their files."""

Forms = list[tuple[str, Any]]

MOST_BYTES = 2_000_000
MOST_ROWS = 10_000
_LONGEST_CELL = 20_000
# Each use of an entry is looked up among its exceptions, so that they can't be without end.
_MOST_IN_A_CELL = 250
_MOST_WORDS = 12
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicons in force, each indexed by form.

    ``version`` is a fingerprint of all of them; ``own`` is that of the reader's own, or empty.
    """

    loaded_words: PhraseIndex[FramingEntry]
    hedges: PhraseIndex[FramingEntry]
    reporting_verbs: PhraseIndex[ReportingVerb]
    contested_names: PhraseIndex[Names]
    version: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """A lexicon that a reader brought.

    Attributes:
        name: which of ours it is a kind of.
        forms: its forms, each with its entry.
        rows: how many entries it has.
        alone: whether it stands in place of ours, not beside it.
        version: a fingerprint of what it holds and of ``alone``, twelve hexadecimal digits.
    """

    name: LexiconName
    forms: tuple[tuple[str, Any], ...]
    rows: int
    alone: bool
    version: str


class OwnLexiconError(ValueError):
    """A reader's lexicon that can't be used; ``problems`` names the lines and what to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a lexicon is read and indexed."""

    columns: tuple[str, ...]
    forms: Callable[[Mapping[str, str], int], Forms]
    index: Callable[[Iterable[tuple[str, Any]]], PhraseIndex[Any]]
    is_same: Callable[[str], str]


_KINDS: Mapping[LexiconName, _Kind] = {
    "loaded_words": _Kind(
        FRAMING_COLUMNS,
        lambda row, line: framing_forms(row, "loaded_words", line, LOADED_CATEGORIES),
        PhraseIndex,
        fold,
    ),
    "hedges": _Kind(
        FRAMING_COLUMNS,
        lambda row, line: framing_forms(row, "hedges", line, HEDGE_CATEGORIES),
        PhraseIndex,
        fold,
    ),
    "reporting_verbs": _Kind(REPORTING_COLUMNS, reporting_forms, PhraseIndex, fold),
    "contested_names": _Kind(NAMING_COLUMNS, naming_forms, name_index, str),
}


@functools.cache
def standard() -> Vocabulary:
    """Our own lexicons.

    Raises:
        LexiconError: if a row is not as it should be, or a form stands twice.
    """
    return Vocabulary(
        loaded_words=_standard_index("loaded_words"),
        hedges=_standard_index("hedges"),
        reporting_verbs=_standard_index("reporting_verbs"),
        contested_names=_standard_index("contested_names"),
        version=lexicon.version(),
    )


def _standard_index(name: LexiconName) -> PhraseIndex[Any]:
    return _KINDS[name].index(_standard_forms(name))


@functools.cache
def _standard_forms(name: LexiconName) -> tuple[tuple[str, Any], ...]:
    kind = _KINDS[name]
    return tuple(
        form
        for line, row in enumerate(read_rows(name, kind.columns), start=2)
        for form in kind.forms(row, line)
    )


def with_own(own: OwnLexicon) -> Vocabulary:
    """Our lexicons with a reader's own, whose forms go before ours."""
    kind = _KINDS[own.name]
    forms = list(own.forms)
    if not own.alone:
        theirs = {kind.is_same(form) for form, _ in own.forms}
        forms += [
            (form, entry)
            for form, entry in _standard_forms(own.name)
            if kind.is_same(form) not in theirs
        ]
    ours = standard()
    version = hashlib.sha256(f"{ours.version} {own.version}".encode()).hexdigest()[:12]
    changed: dict[str, Any] = {own.name: kind.index(forms)}
    return replace(ours, **changed, version=version, own=own.version)


def read_own(data: bytes, name: LexiconName, alone: bool) -> OwnLexicon:
    """A lexicon that a reader brought, as UTF-8 CSV in the form of ours of that name.

    Raises:
        OwnLexiconError: if it can't be used, with what to mend, line by line.
    """
    if len(data) > MOST_BYTES:
        raise OwnLexiconError([f"The file is larger than {MOST_BYTES // 1_000_000} MB."])
    kind = _KINDS[name]
    rows = _rows(data, name, kind.columns)
    forms: Forms = []
    lines: dict[str, int] = {}
    problems: list[str] = []
    for line, row in rows:
        try:
            found = kind.forms(row, line)
        except LexiconError as error:
            problems.append(_without_name(str(error)))
            continue
        if not found:
            problems.append(f"line {line}: no form is given")
        for form, entry in found:
            same = kind.is_same(form)
            if not 0 < len(words(form)) <= _MOST_WORDS:
                problems.append(
                    f"line {line}: the form {form[:60]!r} has no word in it, or more than "
                    f"{_MOST_WORDS}"
                )
            elif same in lines:
                problems.append(
                    f"line {line}: the form {form[:60]!r} stands in line {lines[same]} already"
                )
            else:
                lines[same] = line
                own = isinstance(entry, FramingEntry)
                forms.append((form, replace(entry, own=True) if own else entry))
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        listed = problems[:_MOST_PROBLEMS]
        raise OwnLexiconError([*listed, f"and {more} more"] if more > 0 else listed)
    if not forms:
        raise OwnLexiconError(["The file has no entries under its header."])
    digest = hashlib.sha256(f"{name} {alone} ".encode() + data).hexdigest()[:12]
    return OwnLexicon(name, tuple(forms), len(rows), alone, digest)


def _rows(data: bytes, name: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OwnLexiconError(["The file isn’t UTF-8. Save it as “CSV UTF-8”."]) from error
    if "\0" in text:
        raise OwnLexiconError(["The file holds characters that no CSV holds; is it a CSV?"])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[str] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if header != list(columns):
            raise OwnLexiconError(
                [f"The columns must be {', '.join(columns)}; download ours for the form."]
            )
        for cells in reader:
            if len(rows) == MOST_ROWS:
                raise OwnLexiconError([f"The file has more than {MOST_ROWS:,} entries."])
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                problems.append(f"line {reader.line_num}: {len(cells)} cells, not {len(columns)}")
            elif max(map(len, cells)) > _LONGEST_CELL:
                problems.append(f"line {reader.line_num}: a cell is too long")
            elif max(cell.count("|") for cell in cells) >= _MOST_IN_A_CELL:
                problems.append(
                    f"line {reader.line_num}: a cell with more than {_MOST_IN_A_CELL} parts"
                )
            else:
                stripped = (cell.strip() for cell in cells)
                rows.append((reader.line_num, dict(zip(columns, stripped, strict=True))))
    except csv.Error as error:
        problems.append(f"line {reader.line_num}: not CSV ({error})")
    if problems:
        raise OwnLexiconError(problems[:_MOST_PROBLEMS])
    return rows


def _without_name(message: str) -> str:
    """A message about a line without the name of the file, which the reader knows."""
    return message.split(", ", 1)[1] if ".csv, line" in message else message
