"""Words that every text has, which say nothing of what it is about."""

from __future__ import annotations

import functools

from analysis.lexicon import read_rows


@functools.cache
def function_words() -> frozenset[str]:
    """Articles, pronouns, prepositions, auxiliaries and the like, lower case."""
    return frozenset(row["word"] for row in read_rows("function_words", ("word",)))
