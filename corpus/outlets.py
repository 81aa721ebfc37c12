"""Who publishes at a domain, and in which country.

``outlets.csv`` lists well-known outlets that publish in English; users can name others, or rename
these. ``country_domains.csv`` says of an address's last part which country's it is, where hardly
anybody outside that country uses it.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.lexicon import read_rows, split_cell
from analysis.sides import COUNTRY_COLUMNS
from corpus.addresses import AddressError, parse_address

COLUMNS = ("domain", "outlet", "country")
MOST_BYTES = 2_000_000
MOST_ROWS = 10_000

_FOLDER = Path(__file__).parent
_LONGEST_NAME = 100
# The csv module's own bound is the process's, and whoever reads bulk files raises it.
_LONGEST_CELL = 100_000
_MOST_PROBLEMS = 20
# Which port a website is served on says nothing about whose it is.
_ANY_PORT = range(65_536)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes at a domain.

    Attributes:
        domain: in lower case and without "www."; what is below it belongs to it too.
        name: the outlet's name; of an unknown one, the domain.
        country: where it is based, by the English name that the gazetteer has, or empty.
        known: whether a table names it.
    """

    domain: str
    name: str
    country: str
    known: bool = True


class OutletsError(ValueError):
    """A table of outlets that can't be used; ``problems`` names the lines and what to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def outlet_of(url: str, own: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet at ``url``, by its domain or the nearest one above it that a table has.

    At each domain ``own``, the users' outlets by domain, go before ours. An outlet that no table
    has goes by its domain, with the country that this ends in. None where ``url`` is no web
    address.
    """
    try:
        host = parse_address(url, _ANY_PORT).host.removeprefix("www.")
    except AddressError:
        return None
    labels = host.split(".")
    for start in range(len(labels)):
        domain = ".".join(labels[start:])
        for outlets in (own, known_outlets()):
            if domain in outlets:
                return outlets[domain]
    return Outlet(host, host, _country_domains().get(labels[-1], ""), known=False)


@functools.cache
def known_outlets() -> Mapping[str, Outlet]:
    """Our own table, by domain.

    Raises:
        OutletsError: if it is broken.
    """
    table = read_outlets((_FOLDER / "outlets.csv").read_bytes())
    return {outlet.domain: outlet for outlet in table}


def read_outlets(data: bytes) -> tuple[Outlet, ...]:
    """The outlets in a CSV file in UTF-8 that has the COLUMNS; a country may be left out.

    Raises:
        OutletsError: if it can't be used, with what to mend, line by line.
    """
    outlets: dict[str, Outlet] = {}
    problems: list[str] = []
    for line, cells in _rows(data):
        try:
            outlet = _outlet(cells)
        except ValueError as error:
            problems.append(f"Line {line}: {error}")
            continue
        if outlet.domain in outlets:
            problems.append(f"Line {line}: {outlet.domain} stands in a line above already.")
        outlets[outlet.domain] = outlet
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        listed = problems[:_MOST_PROBLEMS]
        raise OutletsError([*listed, f"And {more} lines more."] if more > 0 else listed)
    return tuple(outlets.values())


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't empty, each with the number of its last line."""
    if len(data) > MOST_BYTES:
        raise OutletsError([f"The table is larger than {MOST_BYTES / 1e6:g} MB."])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OutletsError(["The table isn't in UTF-8. Save it as 'CSV UTF-8'."]) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(cell.strip().lower() for cell in next(reader, [])) != COLUMNS:
            raise OutletsError([f"The first line must be {','.join(COLUMNS)}, with commas."])
        filled = (cells for cells in reader if any(map(str.strip, cells)))
        for number, cells in enumerate(filled, start=1):
            if number > MOST_ROWS:
                raise OutletsError([f"The table has more than {MOST_ROWS:,} outlets."])
            if max(map(len, cells)) > _LONGEST_CELL:
                raise csv.Error(f"a cell of more than {_LONGEST_CELL:,} characters")
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise OutletsError([f"Line {reader.line_num}: this isn't CSV ({error})."]) from error


def _outlet(cells: Sequence[str]) -> Outlet:
    """The outlet of a row.

    Raises:
        ValueError: if there is none; the message says what to mend.
    """
    if len(cells) != len(COLUMNS):
        raise ValueError(f'{len(cells)} cells, not {len(COLUMNS)}. Put a name with commas in "".')
    domain, name, country = cells
    if not (0 < len(name) <= _LONGEST_NAME and name.isprintable()):
        raise ValueError(f"The outlet needs a name of at most {_LONGEST_NAME} characters.")
    if country and country.casefold() not in _countries():
        raise ValueError(
            f"No country is called {country[:_LONGEST_NAME]!r}. Write its usual English name, "
            "or leave the cell empty."
        )
    return Outlet(_domain(domain), name, _countries().get(country.casefold(), ""))


def _domain(cell: str) -> str:
    problem = f"{cell[:_LONGEST_NAME]!r} is no domain. Write it in the form of bbc.co.uk."
    try:
        address = parse_address(cell if "://" in cell else f"https://{cell}", _ANY_PORT)
    except AddressError as error:
        raise ValueError(problem) from error
    domain = address.host.removeprefix("www.")
    # A path would make the row stand for less than the domain, and a single word for far more.
    if "." not in domain or address.target != "/":
        raise ValueError(problem)
    return domain


@functools.cache
def _countries() -> Mapping[str, str]:
    """The gazetteer's countries by each of their names, folded."""
    rows = read_rows("countries", COUNTRY_COLUMNS)
    return {name.casefold(): row["side"] for row in rows for name in split_cell(row["names"])}


@functools.cache
def _country_domains() -> Mapping[str, str]:
    with (_FOLDER / "country_domains.csv").open(encoding="utf-8", newline="") as file:
        return {row["ending"]: row["country"] for row in csv.DictReader(file)}
