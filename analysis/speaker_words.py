"""The words by which speakers are told apart: data of three small lexicons."""

from __future__ import annotations

import functools
from typing import get_args

from analysis.lexicon import PhraseIndex, check_choice, read_rows, require
from analysis.types import Role

KINDS = frozenset(
    {
        "armed_force",
        "bare_office",
        "body_head",
        "boundary",
        "candidate_after",
        "determiner",
        "family_name",
        "female",
        "generic_in_a_name",
        "he",
        "i",
        "it",
        "local_office",
        "male",
        "name_suffix",
        "national_office",
        "no_body_in_capitals",
        "plain_group",
        "reaches_abroad",
        "she",
        "someone",
        "speaks_for_a_body",
        "takes_a_body",
        "they",
        "union_in_a_name",
        "unnamed",
        "who",
    }
)


@functools.cache
def speaker_words(kind: str) -> frozenset[str]:
    """The words of one kind, lower case.

    Raises:
        LexiconError: if the lexicon names a kind that isn't one of KINDS.
    """
    rows = read_rows("speaker_words", ("word", "kind"))
    return frozenset(
        row["word"]
        for line, row in enumerate(rows, start=2)
        if check_choice(row, "kind", KINDS, "speaker_words", line) == kind
    )


@functools.cache
def body_words() -> dict[str, str]:
    """Words that end or make the name of a body, lower case, with the role it speaks in."""
    found: dict[str, str] = {}
    for line, row in enumerate(read_rows("body_words", ("word", "role", "reason")), start=2):
        require(bool(row["reason"]), "body_words", line, "no reason")
        found[row["word"]] = check_choice(row, "role", get_args(Role), "body_words", line)
    return found


@functools.cache
def us_states() -> PhraseIndex[str]:
    """The states of the United States, by name and by the newsrooms' short forms."""
    forms: list[tuple[str, str]] = []
    for row in read_rows("us_states", ("name", "short", "postal")):
        forms.append((row["name"], row["name"]))
        short = row["short"]
        if short:
            # A word doesn't hold the full stop after it, but "N.H." is one word.
            forms.append((short if short.count(".") > 1 else short.strip("."), row["name"]))
    return PhraseIndex(forms, normalise=str)
