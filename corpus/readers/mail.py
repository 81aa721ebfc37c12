"""E-mails (.eml): subject, date and text; of a forwarded one, those of what was forwarded."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default

from corpus.cleaning import cleaned, one_line
from corpus.decoding import decoded, decoded_as
from corpus.errors import ExtractionError
from corpus.publication_date import publication_date
from corpus.readers.mail_text import mail_text

_HEADERS = ("From", "To", "Subject", "Date", "Content-Type", "MIME-Version")
_LEAST_WORDS = 20
"""A plain text with fewer only says that the message is to be read as a page."""

_MOST_ATTACHED = 50
_MOST_SUBJECT = 500
_PREFIX = re.compile(r"^(?:(?:re|fwd?)(?:\[\d{1,3}\])?:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail taken apart.

    Attributes:
        subject: without "Re:" and "Fwd:".
        published: the day it was sent as an ISO 8601 date, or empty.
        lines: the paragraphs of its plain text.
        html: its text as a page, where it has no plain one.
        dropped: a forwarder's own words, and the names of attached files.
    """

    subject: str
    published: str
    lines: list[str]
    html: str
    dropped: list[str]


def read(data: bytes) -> Mail:
    """The parts of an e-mail.

    Raises:
        ExtractionError: if it is none.
    """
    message = email.message_from_bytes(data, policy=default)
    if not any(name in message for name in _HEADERS):
        raise ExtractionError(
            "This file holds no e-mail. If it is plain text, save it as .txt or paste the text."
        )
    messages = [message, *_attached_messages(message)]
    # Who forwards as an attachment writes little above it.
    chosen = next((each for each in messages if _has_text(each)), message)
    text = mail_text(_body(chosen, "plain"), _is_flowed(chosen))
    page = "" if len(" ".join(text.lines).split()) >= _LEAST_WORDS else _body(chosen, "html")
    subject = one_line(str(chosen["Subject"] or "")[:_MOST_SUBJECT])
    return Mail(
        subject=_PREFIX.sub("", text.subject or subject).strip(),
        # Of a forwarded message, the date on the outside is that of the forwarding.
        published=publication_date(text.sent) if text.is_forwarded else _sent(chosen),
        lines=[] if page else text.lines,
        html=page,
        dropped=[*([] if page else text.dropped), *_attached_names(message)],
    )


def _attached_messages(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part is not message and isinstance(part, EmailMessage) and "Subject" in part:
            yield part


def _attached_names(message: EmailMessage) -> list[str]:
    names = (part.get_filename() for part in message.walk())
    return [f"Attached file: {one_line(name)}" for name in names if name][:_MOST_ATTACHED]


def _has_text(message: EmailMessage) -> bool:
    return any(len(_body(message, kind).split()) >= _LEAST_WORDS for kind in ("plain", "html"))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return ""
    text = decoded_as(payload, part.get_content_charset("utf-8"))
    return cleaned(decoded(payload) if text is None else text)


def _is_flowed(message: EmailMessage) -> bool:
    part = message.get_body(("plain",))
    return part is not None and str(part.get_param("format", "")).lower() == "flowed"


def _sent(message: EmailMessage) -> str:
    header = message["Date"]
    return publication_date(getattr(header, "datetime", None))
