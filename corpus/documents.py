"""Documents that a person has of an article: PDF, Word, e-mail, Markdown."""

from __future__ import annotations

from corpus.apart import read_apart
from corpus.assembly import MOST_SOURCE, draft_from_lines, too_long
from corpus.cleaning import cleaned
from corpus.decoding import decoded
from corpus.draft import Draft
from corpus.errors import ExtractionError, TooShortError
from corpus.readers.mail import Mail
from corpus.readers.parts import Parts
from corpus.web_page import extract_html


def read_pdf(data: bytes) -> Draft:
    """The article in a PDF document.

    Raises:
        ExtractionError: if it can't be read, is no such document or holds no article.
    """
    parts = read_apart("corpus.readers.pdf", Parts, data)
    try:
        return _draft(parts)
    except TooShortError as error:
        raise ExtractionError(
            "This PDF document holds hardly any text; it may hold pictures of pages, no text. "
            "Have a program recognise the text (OCR), or copy the article from its web page."
        ) from error


def read_word(data: bytes) -> Draft:
    """The article in a Word document (.docx).

    Raises:
        ExtractionError: if it can't be read, is no such document or holds no article.
    """
    return _draft(read_apart("corpus.readers.word", Parts, data))


def read_markdown(data: bytes) -> Draft:
    """The article in a Markdown file.

    Raises:
        ExtractionError: if it is no text or holds no article.
    """
    text = decoded(data)
    if len(text) > MOST_SOURCE:
        raise too_long(len(text))
    return _draft(read_apart("corpus.readers.markdown", Parts, cleaned(text).encode("utf-8")))


def read_email(data: bytes) -> Draft:
    """The article in an e-mail: its subject is the headline, its date that of publication.

    Raises:
        ExtractionError: if it is no e-mail or holds no article.
    """
    mail = read_apart("corpus.readers.mail", Mail, data)
    if mail.html:
        draft = extract_html(mail.html, mail.subject)
    else:
        draft = draft_from_lines(mail.subject, mail.lines)
    dropped = (*mail.dropped, *draft.dropped)
    return Draft(draft.article, published=mail.published, dropped=dropped)


def _draft(parts: Parts) -> Draft:
    return draft_from_lines(parts.headline, parts.lines, parts.dropped)
