"""Word documents (.docx)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from corpus.cleaning import cleaned
from corpus.errors import ExtractionError
from corpus.readers.parts import MOST_CHARACTERS, Parts

_MOST_UNPACKED = 40_000_000
"""Bytes, pictures included. With the limit on a file's own size this bounds how far it is packed,
too, so that a bomb is known without unpacking it."""

_MOST_XML = 15_000_000
"""Bytes of all XML. An article's has a hundred times less; in memory trees take ten times more."""

_MOST_FILES = 2_000
_OLD_SIGNATURE = b"\xd0\xcf\x11\xe0"
_HEADLINE_STYLES = ("Title", "Heading 1")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What stands beside the running text: cells of tables, and boxes placed over the page.
_BESIDE = (f"{_WORD}tbl", f"{_WORD}txbxContent")
_SIGNS = {
    f"{_WORD}tab": " ",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "\u2011",
}


def read(data: bytes) -> Parts:
    """The parts of a .docx file: text as it reads with all tracked changes accepted.

    Raises:
        ExtractionError: if it is no such file, or unpacks to too much.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    _check_package(data)
    try:
        document = docx.Document(BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise _no_document() from error
    styles = {style.style_id: style.name for style in document.styles}
    headline = ""
    lines: list[str] = []
    dropped = [*_heads_and_feet(document)]
    characters = 0
    for paragraph in document.element.body.iter(f"{_WORD}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            # The same again, for programs that don't know the first way to say it.
            continue
        found = [line for line in _text(paragraph).split("\n") if line.strip()]
        characters += sum(map(len, found))
        if characters > MOST_CHARACTERS:
            break
        style = styles.get(paragraph.style, "")
        if style == "Caption" or next(paragraph.iterancestors(*_BESIDE), None) is not None:
            dropped += found
        elif style in _HEADLINE_STYLES and not headline and not lines:
            headline = " ".join(found)
        else:
            lines += found
    return Parts(headline, lines, dropped)


def _check_package(data: bytes) -> None:
    """Refuse what is no package of files, or a bomb; nothing is unpacked for it."""
    if data.startswith(_OLD_SIGNATURE):
        raise ExtractionError(
            "This is an old Word document, or one with a password. Open it in Word, save it as "
            ".docx without a password, or paste its text."
        )
    try:
        with ZipFile(BytesIO(data)) as package:
            files = package.infolist()
    except (BadZipFile, ValueError) as error:
        raise _no_document() from error
    xml = sum(each.file_size for each in files if each.filename.endswith((".xml", ".rels")))
    unpacked = sum(each.file_size for each in files)
    if len(files) > _MOST_FILES or unpacked > _MOST_UNPACKED or xml > _MOST_XML:
        raise ExtractionError(
            "This Word document holds too much to be read. Paste the article's text instead."
        )


def _heads_and_feet(document: Any) -> Iterator[str]:
    """What stands above and below each page."""
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                for paragraph in part.paragraphs:
                    yield from filter(str.strip, _text(paragraph._p).split("\n"))


def _text(paragraph: Any) -> str:
    """The text of a paragraph, less that of boxes anchored in it, and what is hidden or moved."""
    parts = []
    for element in paragraph.iter(f"{_WORD}t", *_SIGNS):
        own = next(element.iterancestors(f"{_WORD}p")) is paragraph
        moved = next(element.iterancestors(f"{_WORD}moveFrom"), None) is not None
        hidden = element.getparent().find(f"{_WORD}rPr/{_WORD}vanish") is not None
        if own and not moved and not hidden:
            parts.append(_SIGNS.get(element.tag) or element.text or "")
    return cleaned("".join(parts))


def _no_document() -> ExtractionError:
    return ExtractionError(
        "This is no Word document, or a damaged one. Open it where it was written and save it "
        "as .docx, or paste its text."
    )
