"""Text as a reader sees it: without what is invisible, and with one kind of line end."""

from __future__ import annotations

import re
import unicodedata

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Characters that no text has."""

_SURROGATES = re.compile("[\ud800-\udfff]")
# Soft hyphens, zero-width spaces and signs of writing direction: nobody sees them, and a word that
# holds one is no longer found. A joiner stays where it joins emoji.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    "|(?<=[A-Za-z])[\u200c\u200d]"
)
# At most a few marks at once: composing endless ones takes time that grows with their square.
_ACCENTED = re.compile(r"[A-Za-z][\u0300-\u036f]{1,4}")


def cleaned(text: str) -> str:
    """``text`` with line ends made alike, letters composed, and what no reader sees taken out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    text = _UNSEEN.sub("", CONTROLS.sub(" ", text))
    text = _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    return _SURROGATES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """``text`` cleaned, with single spaces for all its white space."""
    return " ".join(cleaned(text).split())
