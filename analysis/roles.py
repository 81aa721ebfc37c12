"""Roles: what a speaker speaks as, read from titles and nouns such as "spokesperson"."""

from __future__ import annotations

import functools
import re
from typing import get_args

from analysis.lexicon import PhraseIndex, check_choice, read_rows, require, split_cell
from analysis.segmentation import words
from analysis.types import Role

_PREPOSITION = re.compile(r"\b(?:at|for|from|in|of|on|to|who|with)\b")
_NAME = "role_nouns"
_TITLES = "person_titles"


@functools.cache
def role_nouns() -> PhraseIndex[str]:
    """Nouns that tell a role. Raises LexiconError if a row is not as it should be."""
    forms: list[tuple[str, str]] = []
    for line, row in enumerate(read_rows(_NAME, ("term", "forms", "role", "reason")), start=2):
        require(bool(row["reason"]), _NAME, line, "no reason")
        role = check_choice(row, "role", get_args(Role), _NAME, line)
        forms += [(form, role) for form in split_cell(row["forms"])]
    return PhraseIndex(forms)


@functools.cache
def title_words() -> frozenset[str]:
    """Titles of one word that stand before a name, lower case, without full stops."""
    rows = read_rows(_TITLES, ("title", "kind"))
    return frozenset(row["title"].lower().strip(".") for row in rows if " " not in row["title"])


def role_in(description: str) -> str | None:
    """The role that a description tells.

    The head of the phrase decides: the last noun ("a union spokesman") of the first part that
    has one ("a lecturer in Asian studies").
    """
    for part in _PREPOSITION.split(description):
        found = [match.entry for match in role_nouns().find(part, words(part))]
        if found:
            return found[-1]
    return None
