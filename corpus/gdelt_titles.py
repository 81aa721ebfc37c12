"""Titles as GDELT gives them, made as the outlets wrote them."""

from __future__ import annotations

import html
import re

from corpus.cleaning import one_line
from corpus.outlets import outlet_of

MOST_CHARACTERS = 300
"""Of longer titles the rest is left out."""

# GDELT puts white space around every sign.
_SIGN_AFTER = re.compile(r" +([,.;:!?%)\]\u2019\u201d])(?![\w.])")
_SIGN_BEFORE = re.compile(r"([(\[$\u00a3\u20ac\u2018\u201c]) +")
_APOSTROPHE = re.compile(r"(?<=\w) ?(['\u2019]) ?(?=(?:s|t|d|m|re|ve|ll)\b)")
_INITIALS = re.compile(r"\b([A-Z]) ?\. ?(?=[A-Z] ?\.)")
_DECIMAL = re.compile(r"(?<=\d) \. (?=\d)")
_THOUSANDS = re.compile(r"\b(\d{1,3}) , (?=\d{3}\b)")
_LAST_PART = re.compile(r" [|\u2013\u2014-] ([^|\u2013\u2014-]{1,60})\Z")


def tidy_title(title: str, url: str) -> str:
    """``title`` without white space around its signs, and without the outlet's name at its end.

    ``url`` is the article's, which tells the outlet.
    """
    title = one_line(html.unescape(title[:MOST_CHARACTERS]))
    title = _THOUSANDS.sub(r"\1,", _DECIMAL.sub(".", title))
    title = _INITIALS.sub(r"\1.", _APOSTROPHE.sub(r"\1", title))
    title = _SIGN_BEFORE.sub(r"\1", _SIGN_AFTER.sub(r"\1", title))
    last = _LAST_PART.search(title)
    return title[: last.start()] if last and _is_outlet(last[1], url) else title


def _is_outlet(name: str, url: str) -> bool:
    """Whether ``name`` is that of the outlet at ``url``, or its domain with or without its end."""
    outlet = outlet_of(url, {})
    if outlet is None:
        return False
    names = (outlet.name, outlet.domain, outlet.domain.split(".")[0])
    return _folded(name) in map(_folded, names)


def _folded(name: str) -> str:
    letters = "".join(sign for sign in name.casefold() if sign.isalnum())
    return letters.removeprefix("the")
