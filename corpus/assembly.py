"""From the lines that were found to an article: headline, paragraphs, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import MOST_CHARACTERS, Article
from analysis.segmentation import words
from corpus.boilerplate import without_boilerplate
from corpus.draft import Draft
from corpus.errors import ExtractionError, TooShortError

MOST_BYTES = 5_000_000
"""Larger files and pages are refused unread."""

LEAST_WORDS = 20
"""A shorter text is no article."""

MOST_SOURCE = 2 * MOST_CHARACTERS
"""In characters. What surrounds an article comes on top of it; beyond this the article itself is
too long."""

_HEADLINE_WORDS = 30

_FULL_STOP = re.compile(r"\.[\"'\u201d\u2019\u00bb)\]]*\Z")


def draft_from_lines(headline: str, lines: Sequence[str], left_out: Sequence[str] = ()) -> Draft:
    """The article that ``lines`` hold, one paragraph a line.

    Args:
        headline: if it is known; empty where the first line may be it.
        lines: in their order, with what surrounds the article.
        left_out: what has been left out before.

    Raises:
        TooShortError: if too little is left.
        ExtractionError: if too much is left, or it is in another script.
    """
    trimmed = [line.strip() for line in lines]
    length = sum(map(len, trimmed))
    if length > MOST_SOURCE:
        raise too_long(length)
    kept, dropped = without_boilerplate([line for line in trimmed if line])
    if not headline and len(kept) > 1 and _is_headline(kept[0]):
        headline, kept = kept[0], kept[1:]
    article = Article.from_parts(
        headline, "\n\n".join(line for line in kept if line.lower() != headline.lower())
    )
    count = len(words(article.text))
    if not count:
        raise TooShortError("There is no text here. Paste the text of an article.")
    if count < LEAST_WORDS:
        raise TooShortError(
            f"There {'is' if count == 1 else 'are'} only {count} "
            f"word{'' if count == 1 else 's'} here; an article needs at least {LEAST_WORDS}. "
            "Paste the whole text, headline included."
        )
    if len(article.text) > MOST_CHARACTERS:
        raise too_long(len(article.text))
    if not is_latin(article.text):
        raise ExtractionError(
            "This text isn't in Latin letters; only English can be analysed. "
            "Paste an article in English."
        )
    return Draft(article, dropped=(*left_out, *dropped))


def too_long(characters: int) -> ExtractionError:
    """The error for a text of so many characters."""
    return ExtractionError(
        f"This text has {characters:,} characters; at most {MOST_CHARACTERS:,} can be analysed. "
        "Paste one article at a time."
    )


def _is_headline(line: str) -> bool:
    if _FULL_STOP.search(line) or line.endswith((",", ";", ":")):
        return False
    return len(words(line)) <= _HEADLINE_WORDS


def is_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin ones."""
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(sign < "\u0250" for sign in letters) >= len(letters)
