"""PDF documents, Word documents and e-mails become articles, or one clear message."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from corpus import apart
from corpus.extract import ExtractionError, extract_file

HEADLINE = "Ferry line to close in June"
PARAGRAPHS = [
    "The council voted on Tuesday to close the ferry line between the two banks of the river, "
    "after its passengers had been counted for a month and a day.",
    "“We had no choice,” said the treasurer, who counted 312 passengers in the whole of May, and "
    "most of these on Sundays, when the sun was out and the swimming pool was shut.",
    "The last boat leaves on June 30. A bus will take its place from the first of July, and will "
    "need a quarter of an hour more by way of the old bridge.",
]
BODY = "\n\n".join(PARAGRAPHS)

Line = tuple[float, float, float, str]
"""Points from the left and from the bottom, height of the letters, text."""


def pdf(pages: Sequence[Sequence[Line]], filters: str = "") -> bytes:
    """A PDF document with these lines on its pages, in Helvetica."""
    contents = []
    for lines in pages:
        shown = b""
        for x, y, size, text in lines:
            escaped = text.encode("cp1252").replace(b"\\", b"\\\\")
            escaped = escaped.replace(b"(", b"\\(").replace(b")", b"\\)")
            shown += b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, escaped)
        contents.append(shown)
    return pdf_of_streams(contents, filters)


def pdf_of_streams(contents: Sequence[bytes], filters: str = "") -> bytes:
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(content)} {filters} >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    data = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        data
        + (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def broken(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def set_in_lines(
    paragraphs: Sequence[str],
    width: int = 60,
    left: float = 50,
    top: float = 700,
    indent: float = 0,
    gap: float = 0,
) -> list[Line]:
    """Paragraphs as they stand on a page, ten points high."""
    lines: list[Line] = []
    y = top
    for paragraph in paragraphs:
        for at, text in enumerate(broken(paragraph, width)):
            lines.append((left if at else left + indent, y, 10, text))
            y -= 12
        y -= gap
    return lines


@pytest.mark.parametrize(("indent", "gap"), [(15, 0), (0, 8)], ids=["set in", "with gaps"])
def test_the_lines_of_a_pdf_become_paragraphs_again(indent: float, gap: float) -> None:
    page = [(50.0, 760.0, 22.0, HEADLINE), *set_in_lines(PARAGRAPHS, indent=indent, gap=gap)]
    draft = extract_file("ferry.pdf", pdf([page]))
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.dropped == ()


def test_columns_are_read_one_after_the_other() -> None:
    lines = set_in_lines(PARAGRAPHS, width=30, indent=12)
    middle = len(lines) // 2
    right = [(x + 250, y + 12 * middle, size, text) for x, y, size, text in lines[middle:]]
    draft = extract_file("ferry.pdf", pdf([[*lines[:middle], *right]]))
    assert draft.article.text == BODY


def test_running_heads_and_page_numbers_are_left_out_and_listed() -> None:
    pages = [
        [
            (50.0, 810.0, 8.0, "The Courier, regional edition"),
            (500.0, 798.0, 8.0, f"{number} of 3"),
            *set_in_lines([paragraph]),
            (290.0, 20.0, 8.0, str(number)),
        ]
        for number, paragraph in enumerate(PARAGRAPHS, start=1)
    ]
    draft = extract_file("ferry.pdf", pdf(pages))
    assert draft.article.text == BODY
    assert set(draft.dropped) == {"The Courier, regional edition", "1 of 3", "1"}


def test_a_sentence_goes_on_over_the_page() -> None:
    lines = set_in_lines(PARAGRAPHS)
    draft = extract_file("ferry.pdf", pdf([lines[:4], lines[4:]]))
    assert draft.article.text == BODY


def test_what_stands_above_the_headline_is_left_out() -> None:
    page = [
        (50.0, 800.0, 14.0, "THE COURIER"),
        (50.0, 780.0, 9.0, "Region and transport"),
        (50.0, 760.0, 22.0, "Ferry line to close"),
        (50.0, 736.0, 22.0, "in June"),
        *set_in_lines(PARAGRAPHS, indent=12),
    ]
    draft = extract_file("ferry.pdf", pdf([page]))
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.dropped == ("THE COURIER", "Region and transport")


def test_words_broken_at_the_end_of_a_line_are_whole_again() -> None:
    lines = [
        "The harbour's long-standing dispute over the infra-",
        "structure of the ferry goes on, the council said. It is a well-",
        "known dispute, for the council spoke of well-known costs and of",
        "passengers who were counted. The coun-",
        "cil met on Tuesday, and will meet again once in a month.",
    ]
    page = [(50.0, 700.0 - 12 * at, 10.0, text) for at, text in enumerate(lines)]
    text = extract_file("ferry.pdf", pdf([page])).article.text
    assert "the infrastructure of" in text
    assert "a well-known dispute" in text
    assert "The council met" in text
    assert "long-standing" in text


def test_a_large_first_letter_belongs_to_its_word() -> None:
    lines = set_in_lines(PARAGRAPHS)
    x, y, size, text = lines[0]
    page = [(x, y - 20, 36.0, text[0]), (x + 30, y, size, text[1:]), *lines[1:]]
    assert extract_file("ferry.pdf", pdf([page])).article.text.startswith("The council voted")


def test_a_compressed_page_is_read_and_one_that_unpacks_to_too_much_is_not() -> None:
    shown = b"BT /F 10 Tf 50 700 Td 12 TL\n"
    shown += b"".join(b"(%s) Tj T*\n" % line.encode() for line in broken(PARAGRAPHS[0], 60))
    packed = pdf_of_streams([zlib.compress(shown + b"ET")], "/Filter /FlateDecode")
    assert extract_file("ferry.pdf", packed).article.text == PARAGRAPHS[0]
    bomb = pdf_of_streams([zlib.compress(b" " * 60_000_000)], "/Filter /FlateDecode")
    with pytest.raises(ExtractionError, match="paste it"):
        extract_file("ferry.pdf", bomb)


def protected(user_password: str, owner_password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([set_in_lines(PARAGRAPHS, indent=12)]))))
    writer.encrypt(user_password, owner_password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_anybody_can_open_is_read_though_it_is_protected_from_changes() -> None:
    assert extract_file("ferry.pdf", protected("", "owner")).article.text == BODY


LOOP = pdf([[(50, 700, 10, "word")]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no PDF document"),
        (BODY.encode(), "no PDF document"),
        (b"%PDF-1.4 and nothing else", "damaged"),
        (pdf([set_in_lines(PARAGRAPHS)])[:300], "(damaged|hardly any text)"),
        (LOOP, "(damaged|hardly any text)"),
        (protected("secret", "owner"), "protected by a password"),
        (pdf_of_streams([b"q 595 0 0 842 0 0 cm 0 0 1 rg Q"] * 3), "pictures of pages, no text"),
        (pdf([[(50, 700, 10, "Scanned by a phone")]] * 3), "pictures of pages, no text"),
        (pdf([[(50, 700, 10, "word " * 9)]] * 201), "201 pages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_pdf_without_an_article_gets_one_message(data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError, match=says) as caught:
        extract_file("ferry.pdf", data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["g", "uniE0"])
def test_a_pdf_whose_fonts_tell_no_letters_says_so(name: str) -> None:
    data = pdf([set_in_lines(PARAGRAPHS)])
    codes = " ".join(f"/{name}{code:02X}" for code in range(32, 127))
    told = f"/Encoding << /Type /Encoding /Differences [32 {codes}] >>".encode()
    data = data.replace(
        b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding", b"/BaseFont /Own " + told
    )
    with pytest.raises(ExtractionError, match="fonts"):
        extract_file("ferry.pdf", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ferry.html", b"<html><p " + b" ".join(b"a%d" % n for n in range(300_000)) + b">word"),
        ("ferry.pdf", pdf_of_streams([b"BT /F 1 Tf (word) Tj ET " * 150_000])),
    ],
    ids=["page", "pdf"],
)
def test_reading_that_takes_too_long_is_stopped(
    name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 1.0)
    started = time.perf_counter()
    with pytest.raises(ExtractionError, match="takes too long"):
        extract_file(name, data)
    assert time.perf_counter() - started < 10


def test_a_reader_starts_without_what_takes_long_to_load() -> None:
    readers = ("mail", "markdown", "page", "pdf", "word")
    program = "import sys" + "".join(f", corpus.readers.{name}" for name in readers)
    heavy = {"analysis", "pandas", "trafilatura", "pypdf", "docx", "lxml"}
    loaded = subprocess.run(
        [sys.executable, "-c", f"{program}\nprint(*sys.modules)"],
        capture_output=True, check=True, cwd=Path(apart.__file__).parents[1], text=True,
    )  # fmt: skip
    assert not heavy & set(loaded.stdout.split())


def word(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def write_article(document: Document) -> None:
    document.add_heading(HEADLINE, 0)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)


def run(text: str, inside: str = "") -> Any:
    """A run of text with something more in it, as Word writes it."""
    return parse_xml(f'<w:r {nsdecls("w")}>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>')


@pytest.mark.parametrize("level", [0, 1], ids=["title", "heading"])
def test_a_word_document_gives_headline_and_paragraphs(level: int) -> None:
    def write(document: Document) -> None:
        document.add_heading(HEADLINE, level)
        for paragraph in PARAGRAPHS:
            document.add_paragraph(paragraph)

    draft = extract_file("ferry.docx", word(write))
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.dropped == ()


def test_line_breaks_and_lists_in_a_word_document_are_paragraphs() -> None:
    def write(document: Document) -> None:
        document.add_paragraph(f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}")
        document.add_paragraph(PARAGRAPHS[2], style="List Bullet")

    assert extract_file("ferry.docx", word(write)).article.text == BODY


def test_what_stands_beside_the_text_of_a_word_document_is_left_out_and_listed() -> None:
    def write(document: Document) -> None:
        write_article(document)
        document.sections[0].header.paragraphs[0].text = "The Courier, internal"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Passengers in May", "312"
        document.add_paragraph("The ferry at its pier", style="Caption")

    draft = extract_file("ferry.docx", word(write))
    assert draft.article.body == BODY
    assert draft.dropped == (
        "The Courier, internal", "Page 1", "Passengers in May", "312", "The ferry at its pier",
    )  # fmt: skip


def test_changes_in_a_word_document_are_read_as_accepted_and_hidden_text_is_not_read() -> None:
    def write(document: Document) -> None:
        write_article(document)
        changed = document.add_paragraph("The mayor was ")._p
        for tag in ("ins", "del", "moveFrom"):
            mark = parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="A"/>')
            mark.append(run({"ins": "not ", "del": "", "moveFrom": "very "}[tag]))
            if tag == "del":
                mark[0].append(parse_xml(f"<w:delText {nsdecls('w')}>always </w:delText>"))
            changed.append(mark)
        changed.append(run("secretly ", "<w:rPr><w:vanish/></w:rPr>"))
        changed.append(run("pleased."))

    text = extract_file("ferry.docx", word(write)).article.text
    assert text.endswith("The mayor was not pleased.")


def test_a_box_in_a_word_document_is_listed_once() -> None:
    def write(document: Document) -> None:
        write_article(document)
        box = (
            "<w:txbxContent><w:p><w:r><w:t>Twelve years of ferries</w:t></w:r></w:p>"
            "</w:txbxContent>"
        )
        namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        both = (
            f'<mc:AlternateContent xmlns:mc="{namespace}" {nsdecls("w")}><mc:Choice>{box}'
            f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        anchor = document.add_paragraph("The boat is for sale.")._p
        anchor.append(run(" It is green.", both))

    draft = extract_file("ferry.docx", word(write))
    assert draft.article.text.endswith("The boat is for sale. It is green.")
    assert draft.dropped == ("Twelve years of ferries",)


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The package with one of its files replaced or added."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


def document_xml(before: str, text: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<w:document {nsdecls("w")}><w:body><w:p><w:r><w:t>{text}'
        "</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def packed(files: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return file.getvalue()


ARTICLE = word(write_article)
# Each entity is ten of the one before: a billion words.
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BILLION = f'<!DOCTYPE w:document [<!ENTITY e0 "word ">{ENTITIES}]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no Word document"),
        (BODY.encode(), "no Word document"),
        (ARTICLE[: len(ARTICLE) // 2], "no Word document"),
        (packed({"hello.txt": b"hello"}), "no Word document"),
        (with_part(ARTICLE, "word/document.xml", b"<w:document"), "(no Word|damaged)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word document"),
        (with_part(ARTICLE, "word/media/image1.png", bytes(50_000_000)), "holds too much"),
        (with_part(ARTICLE, "word/document.xml", b" " * 16_000_000), "holds too much"),
        (packed({f"{number}.txt": b"" for number in range(2_001)}), "holds too much"),
        (with_part(ARTICLE, "word/document.xml", document_xml(BILLION, "&e9;")), "Paste|paste"),
        (word(lambda document: None), "no text"),
        (word(lambda document: document.add_paragraph("Word")), "only 1 word"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_word_document_without_an_article_gets_one_message(data: bytes, says: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ExtractionError, match=says) as caught:
        extract_file("ferry.docx", data)
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - started < 10


def test_no_file_of_the_server_gets_into_a_word_document() -> None:
    before = f'<!DOCTYPE w:document [<!ENTITY own SYSTEM "file://{__file__}">]>'
    data = with_part(ARTICLE, "word/document.xml", document_xml(before, f"&own; {BODY}"))
    try:
        text = extract_file("ferry.docx", data).article.text
    except ExtractionError:
        return
    assert "SYSTEM" not in text
    assert "import" not in text


def mail(text: str = "", subject: str = HEADLINE, **how: Any) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "The Courier <news@courier.example>", "ann@reader.example"
    message["Subject"], message["Date"] = subject, "Tue, 05 Mar 2024 23:30:00 +0100"
    if text:
        message.set_content(text, **how)
    return message


WRAPPED = "\n\n".join("\n".join(broken(each, 72)) for each in PARAGRAPHS)


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
def test_an_email_gives_its_subject_as_headline_and_its_day(cte: str) -> None:
    draft = extract_file("ferry.eml", mail(WRAPPED, cte=cte).as_bytes())
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.published == "2024-03-05"
    assert draft.dropped == ()


def test_short_lines_of_an_email_stay_apart_and_long_ones_whole() -> None:
    listed = "Boats a day:\nWeekdays 4\nSundays 12"
    draft = extract_file("ferry.eml", mail(f"{WRAPPED}\n\n{listed}\n\n{WRAPPED}").as_bytes())
    assert "Weekdays 4\n\nSundays 12" in draft.article.body
    unbroken = "\n".join(PARAGRAPHS)
    assert extract_file("ferry.eml", mail(unbroken).as_bytes()).article.body == BODY


def test_an_email_broken_to_flow_is_joined() -> None:
    flowed = "\n".join(" \n".join(broken(each, 40)) for each in PARAGRAPHS)
    message = mail(flowed, params={"format": "flowed"})
    assert extract_file("ferry.eml", message.as_bytes()).article.body == BODY


def test_an_email_that_is_a_page_is_read_as_one() -> None:
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    message = mail()
    message.set_content(
        f"<html><body><h1>Your morning letter</h1>{paragraphs}</body></html>",
        subtype="html", charset="windows-1252", cte="quoted-printable",
    )  # fmt: skip
    draft = extract_file("ferry.eml", message.as_bytes())
    assert draft.article.headline == HEADLINE
    assert PARAGRAPHS[1] in draft.article.body
    assert draft.published == "2024-03-05"


def test_a_plain_part_that_only_points_to_the_page_is_passed_over() -> None:
    message = mail("View this message in your browser: https://courier.example/letter")
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    message.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")
    assert extract_file("ferry.eml", message.as_bytes()).article.body == BODY


def test_attached_files_are_named_and_not_read() -> None:
    message = mail(WRAPPED)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    message.add_attachment("Not for print.", filename="note.txt")
    draft = extract_file("ferry.eml", message.as_bytes())
    assert draft.article.body == BODY
    assert draft.dropped == ("Attached file: plan.pdf", "Attached file: note.txt")


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("Re: Fwd: RE[2]: Ferry to close", "Ferry to close"),
        ("Live wire: ferry to close", "Live wire: ferry to close"),
    ],
)
def test_a_subject_is_a_headline_without_what_replying_adds(subject: str, headline: str) -> None:
    draft = extract_file("ferry.eml", mail(WRAPPED, subject).as_bytes())
    assert draft.article.headline == headline


FORWARDED = f"""\
You should read this one.

---------- Forwarded message ---------
From: The Courier <news@courier.example>
Date: Mon, Mar 4, 2024 at 9:15 AM
Subject: {HEADLINE}
To: <ann@reader.example>

{WRAPPED}
"""
APPLE = f"""\
You should read this one.

Begin forwarded message:

> From: The Courier <news@courier.example>
> Subject: {HEADLINE}
> Date: 4 March 2024 at 09:15:00 CET
> To: ann@reader.example
>\x20
> {WRAPPED.replace(chr(10), chr(10) + "> ")}
"""


@pytest.mark.parametrize("text", [FORWARDED, APPLE], ids=["dashes", "quoted"])
def test_of_a_forwarded_email_the_forwarded_one_is_read(text: str) -> None:
    draft = extract_file("ferry.eml", mail(text, "Fwd: for you").as_bytes())
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY
    assert draft.published == "2024-03-04"
    assert draft.dropped == ("You should read this one.",)


def test_an_email_forwarded_as_an_attachment_is_read() -> None:
    outer = mail("See below.", "Fwd: for you")
    outer.add_attachment(mail(WRAPPED))
    draft = extract_file("ferry.eml", outer.as_bytes())
    assert draft.article.headline == HEADLINE
    assert draft.article.body == BODY


def test_links_written_into_plain_text_and_signatures_are_no_words() -> None:
    text = WRAPPED.replace("ferry line", "ferry line <https://courier.example/f?id=1>", 1)
    text = f"https://courier.example/letter\n\n{text}\n\n-- \nAnn Writer, The Courier"
    draft = extract_file("ferry.eml", mail(text).as_bytes())
    assert draft.article.body == BODY
    assert draft.dropped == ("Ann Writer, The Courier",)


def test_an_email_in_an_encoding_nobody_knows_is_read_by_a_guess() -> None:
    data = mail(WRAPPED, cte="8bit").as_bytes().replace(b'charset="utf-8"', b'charset="x-own"')
    assert extract_file("ferry.eml", data).article.body == BODY


def test_a_day_that_cannot_be_right_is_not_told() -> None:
    for day in ("Tue, 05 Mar 1904 10:00:00 +0000", "Tue, 05 Mar 2204 10:00:00 +0000", "yesterday"):
        message = mail(WRAPPED)
        del message["Date"]
        data = f"Date: {day}\n".encode() + message.as_bytes()
        assert extract_file("ferry.eml", data).published == ""


DEEP = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no e-mail"),
        (BODY.encode(), "no e-mail"),
        (mail("Word").as_bytes(), "only 7 words"),
        (mail().as_bytes(), "only 6 words"),
        (b"Subject: " + b"=?utf-8?q?x?= " * 300_000, "no text|only|Copy"),
        (DEEP + (DEEP + b"--b--\n") * 1_500, "only 1 word|damaged|no text"),
        (b"\0" * 1_000, "no e-mail"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_email_without_an_article_gets_one_message(data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError, match=says) as caught:
        extract_file("ferry.eml", data)
    assert "\n" not in str(caught.value)
