"""The plain text of an e-mail: lines broken for old screens made whole, what is forwarded found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_WRAPPED = 100
"""In characters. Programs break lines at 72 to 80; where some are longer, none were broken."""

_HEADER_LINES = 12
_FORWARDED = re.compile(
    r"(?:-{2,20} ?)?(?:begin )?(?:forwarded|original) message(?: ?-{2,20}|:)?", re.IGNORECASE
)
_FIELD = re.compile(r"\*?(?P<name>[A-Za-z-]{2,12})\*?:\*? (?P<value>.{1,500})")
_QUOTED = re.compile(r"^(?:> ?){1,20}")
# Where plain text is made from a page, the addresses of its links stand in brackets.
_LINK = re.compile(r" ?[<\[(] ?https?://[^\s<>\[\]()]{1,2000} ?[>\])]")
_PICTURE = re.compile(r"\[(?:image|cid):[^\[\]]{0,300}\]", re.IGNORECASE)
_ONLY_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class MailText:
    """The plain text of an e-mail taken apart.

    Attributes:
        lines: its paragraphs; of a forwarded message, those of that one.
        subject: the forwarded message's, or empty.
        sent: when that was sent, as written there, or empty.
        is_forwarded: whether there is one in it.
        dropped: what stands above a forwarded message or below the signature's mark.
    """

    lines: list[str]
    subject: str
    sent: str
    is_forwarded: bool
    dropped: list[str]


def mail_text(text: str, flowed: bool) -> MailText:
    """The parts of a cleaned plain text; ``flowed`` says that it is broken as RFC 3676 has it."""
    lines = [_PICTURE.sub("", _LINK.sub("", line)) for line in text.split("\n")]
    start = next((at for at, line in enumerate(lines) if _is_mark(line)), None)
    fields: dict[str, str] = {}
    above: list[str] = []
    if start is not None:
        above, lines = lines[:start], [_QUOTED.sub("", line) for line in lines[start + 1 :]]
        fields, lines = _fields(lines)
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "--"), len(lines))
    lines, below = lines[:end], lines[end + 1 :]
    return MailText(
        lines=_paragraphs(lines, flowed),
        subject=fields.get("subject", ""),
        sent=fields.get("date", "") or fields.get("sent", ""),
        is_forwarded=start is not None,
        dropped=[*_paragraphs(above, flowed), *_paragraphs(below, flowed)],
    )


def _is_mark(line: str) -> bool:
    return _FORWARDED.fullmatch(_QUOTED.sub("", line).strip()[:100]) is not None


def _fields(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The header of a forwarded message, names in lower case, and the lines after it."""
    fields: dict[str, str] = {}
    for at, line in enumerate(lines[:_HEADER_LINES]):
        found = _FIELD.match(line.strip())
        if found:
            fields.setdefault(found["name"].lower(), found["value"].strip())
        elif fields and not line.strip():
            return fields, list(lines[at:])
    return {}, list(lines)


def _paragraphs(lines: Sequence[str], flowed: bool) -> list[str]:
    """The lines that belong together joined, without lines that only hold an address."""
    width = max(map(len, lines), default=0)
    paragraphs: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        text = line.strip()
        if text and not _ONLY_LINK.fullmatch(text):
            paragraphs[-1].append(text)
        if flowed:
            goes_on = line.endswith(" ")
        else:
            # A line was broken if the next line's first word had no room left in it.
            word = following.split(maxsplit=1)[0] if following.strip() else ""
            goes_on = bool(word) and len(line) + 1 + len(word) > width <= _MOST_WRAPPED
        if not goes_on:
            paragraphs.append([])
    return [" ".join(each) for each in paragraphs if each]
