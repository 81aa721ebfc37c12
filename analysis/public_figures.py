"""What readers are expected to know: whom well-known names mean, and whose some offices are.

An article about the United States' president seldom says his party. Two lexicons fill that in where
the text itself tells nothing else.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import cast, get_args

from analysis.lexicon import check_choice, read_rows, require, split_cell
from analysis.types import Role

FIGURE_COLUMNS = ("name", "aliases", "country", "party", "role", "office", "years")
OFFICE_COLUMNS = ("form", "side", "reason")


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """Somebody whom articles name without saying who they are.

    Attributes:
        name: the usual full name.
        country: the country or international body that the person speaks for.
        party: the party, or None.
        role: what the person speaks as.
    """

    name: str
    country: str
    party: str | None
    role: Role


@functools.cache
def public_figures() -> dict[str, PublicFigure]:
    """The figures by each form of their names, as printed.

    Raises:
        LexiconError: if a row is not as it should be, or a form stands twice.
    """
    found: dict[str, PublicFigure] = {}
    for line, row in enumerate(read_rows("public_figures", FIGURE_COLUMNS), start=2):
        role = check_choice(row, "role", get_args(Role), "public_figures", line)
        require(bool(row["name"] and row["country"]), "public_figures", line, "no name or country")
        figure = PublicFigure(row["name"], row["country"], row["party"] or None, cast(Role, role))
        for form in (row["name"], *split_cell(row["aliases"])):
            require(form not in found, "public_figures", line, f"{form!r} stands twice")
            found[form] = figure
    return found


@functools.cache
def national_offices() -> dict[str, str]:
    """Titles that only one country has, lower case, with that country."""
    rows = read_rows("national_offices", OFFICE_COLUMNS)
    return {row["form"]: row["side"] for row in rows}
