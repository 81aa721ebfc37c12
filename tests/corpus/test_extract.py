"""What a person has in hand becomes an article, or one clear message."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extract import FILE_TYPES, ExtractionError, extract_file, extract_html, extract_text

PARAGRAPHS = [
    "The council voted on Tuesday to close the ferry line between the two banks of the river.",
    "“We had no choice,” said the treasurer, who counted 312 passengers in the whole of May.",
    "The last boat leaves on June 30. A bus will take its place from the first of July.",
]
BODY = "\n\n".join(PARAGRAPHS)


def test_what_surrounds_a_pasted_article_is_left_out_and_listed() -> None:
    extracted = extract_text(
        "Home   /   Region   /   Transport\n\nFerry line to close in June\n\nBy Ann Writer\n\n"
        "The ferry at its pier, with the old town hall behind. (Photo by Jo Lens)\n\n"
        f"{BODY}\n\nThe Courier’s website can also be accessed at the following addresses:\n\n"
        "Courier News App"
    )
    assert extracted.article.headline == "Ferry line to close in June"
    assert extracted.article.body == BODY
    assert len(extracted.dropped) == 5


def test_a_plain_paste_keeps_every_paragraph() -> None:
    extracted = extract_text(BODY)
    assert extracted.article.headline == ""
    assert extracted.article.text == BODY
    assert extracted.dropped == ()


def test_a_page_gives_its_article_without_its_navigation() -> None:
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    extracted = extract_html(
        "<html><head><title>Ferry line to close in June</title></head><body><nav><a href='/'>Home"
        "</a> <a href='/sport'>Sport</a></nav><article><h1>Ferry line to close in June</h1>"
        f"{paragraphs}</article><footer>© 2024 The Courier</footer></body></html>"
    )
    assert extracted.article.headline == "Ferry line to close in June"
    assert "Sport" not in extracted.article.text
    assert extracted.article.body.startswith("The council voted")


def test_markdown_gives_text_without_its_signs() -> None:
    data = f"---\ntitle: x\n---\n# Ferry line to close\n\n**{PARAGRAPHS[0]}**\n\n{PARAGRAPHS[1]}"
    extracted = extract_file("ferry.md", data.encode())
    assert extracted.article.headline == "Ferry line to close"
    assert extracted.article.body == "\n\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize("title", ["title: 'Ferry: the end'", 'Title = "Ferry: the end"'])
@pytest.mark.parametrize("end", ["---\n", "...\n", "", "\n"], ids=["closed", "dots", "open", "gap"])
def test_front_matter_is_no_part_of_the_article(title: str, end: str) -> None:
    data = f"---\nauthor: Ann\n{title}\ntags:\n  - ferry\n{end}{BODY}\n\n---\n\n{BODY}"
    extracted = extract_file("ferry.md", data.encode())
    assert extracted.article.headline == "Ferry: the end"
    assert extracted.article.body == f"{BODY}\n\n{BODY}"


def test_a_line_across_the_top_is_no_front_matter() -> None:
    extracted = extract_file("ferry.md", f"---\n\n{BODY}\n\n---\n".encode())
    assert extracted.article.text == BODY


def test_an_empty_title_is_not_filled_from_the_next_line() -> None:
    data = f"---\ntitle:\nauthor: Ann Writer\n---\n{BODY}"
    assert extract_file("ferry.md", data.encode()).article.text == BODY


def test_html_in_markdown_gives_its_words_and_no_signs() -> None:
    data = (
        f"# Ferry <em>line</em> to close\n\n<div class='lead'>{PARAGRAPHS[0]}</div>\n\n"
        f"<p>{PARAGRAPHS[1]}</p>\n<script>alert('x')</script>\n\n    {PARAGRAPHS[2]}\n"
    )
    extracted = extract_file("ferry.md", data.encode())
    assert extracted.article.headline == "Ferry line to close"
    assert extracted.article.body == BODY


def test_lists_inside_lists_are_read_once() -> None:
    data = f"- {PARAGRAPHS[0]}\n  - {PARAGRAPHS[1]}\n    - {PARAGRAPHS[2]}\n"
    assert extract_file("ferry.md", data.encode()).article.text == BODY


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_whatever_an_editor_saves_is_read(encoding: str, line_end: str) -> None:
    data = BODY.replace("\n", line_end).encode(encoding)
    assert extract_file("a.txt", data).article.text == BODY


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_old_encodings_are_read(encoding: str) -> None:
    text = BODY.replace("treasurer", "trésorière Núñez, who’s new —")
    assert extract_file("a.txt", text.encode(encoding)).article.text == text


def test_a_byte_lost_on_the_way_costs_one_character() -> None:
    data = BODY.encode() + b" \xed\xa0\x80."
    assert extract_file("a.txt", data).article.text.startswith(BODY)


def test_what_nobody_sees_is_taken_out_of_words() -> None:
    text = BODY.replace("council", "coun\u200bc\u00adil").replace("May", "\u202eMay\u202c")
    text = text.replace("boat", "bateau a\u0300 vapeur")
    extracted = extract_text(f"\ufeff{text}")
    assert extracted.article.text == BODY.replace("boat", "bateau à vapeur")


def test_the_source_of_a_page_is_read_as_a_page() -> None:
    page = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    page = f"<!DOCTYPE html><html><body><article>{page}</article></body></html>"
    assert extract_text(page).article.text == BODY


ENDLESS = {
    "spaces": "word " * 30 + " " * 200_000 + "x",
    "crumbs": "a" + " /" * 100_000,
    "newlines": "\n" * 200_000 + "word",
    "short lines": "a: b\n" * 40_000,
    "quotes": "\"'“‘" * 50_000,
    "stops": ".”" * 100_000,
    "initials": "a.b." * 50_000,
    "addresses": "www." * 50_000,
    "tags": "<" * 200_000,
    "brackets": "(a/A" * 50_000,
    "marks": "a" + "\u0301\u0316" * 100_000,
    "nested tags": "<div>" * 10_000 + BODY,
    "matter": "---\n" + "title:" + " " * 200_000,
}


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_no_text_takes_long(name: str, text: str) -> None:
    started = time.perf_counter()
    with suppress(ExtractionError):
        extract_file(name, text.encode())
    # They take a second at most; what grows with the square of the length takes minutes.
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"   \n\n ", "no text"),
        ("a.txt", b"Word", "only 1 word here"),
        ("a.txt", b"word " * 300_000, "at most"),
        ("a.txt", bytes(range(256)) * 40, "isn't text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 30, "isn't text"),
        ("a.html", b"just a few plain words and no page at all", "no web page"),
        ("a.html", b"<html><body></body></html>", "No article"),
        ("a.md", b"", "empty"),
        ("a.exe", b"MZ", "can't be read"),
        ("a", b"word " * 30, "can't be read"),
        ("a.txt", b"{\\rtf1\\ansi " + b"word " * 30 + b"}", "an RTF document"),
        ("a.txt", b"%PDF-1.4 " + b"word " * 30, "a PDF document. Rename it to .pdf"),
        ("a.html", b"%PDF-1.4 " + b"word " * 30, "a PDF document. Rename it to .pdf"),
        ("a.md", b"PK\x03\x04" + b"word " * 30, "rename it to .docx"),
        ("a.doc", b"word " * 30, "Use .txt, .md, .html, .htm, .pdf, .docx, .eml"),
        ("a.txt", b"word\x01\x02" * 30, "isn't text"),
        ("a.txt", "\u200b\u200d ".encode() * 90, "no text"),
        ("a.txt", "😀 ".encode() * 90, "no text"),
        ("a.txt", "Министр сказала, что писем не было. ".encode() * 9, "only English"),
        ("a.md", b"---\ntitle: Only a title\n---\n", "empty"),
        ("a.html", b"<html><body>" + b"<div>" * 10_000 + b"words", "No article"),
        ("a.txt", b"x" * 6_000_000, "at most 5 MB"),
    ],
)
def test_bad_input_gets_one_message_that_says_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError, match=says) as caught:
        extract_file(name, data)
    assert "\n" not in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_an_article_or_a_message(data: bytes) -> None:
    check_any("a.txt", data)


# Each of these starts a process of its own.
@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(FILE_TYPES))
def test_any_file_gives_an_article_or_a_message(data: bytes, suffix: str) -> None:
    start = {".pdf": b"%PDF-1.4\n", ".docx": b"PK\x03\x04", ".eml": b"Subject: x\n"}
    check_any(f"a{suffix}", start.get(suffix, b"<p>") + data)


def check_any(name: str, data: bytes) -> None:
    try:
        draft = extract_file(name, data)
    except ExtractionError:
        return
    assert draft.article.text.startswith(draft.article.headline)
    draft.article.text.encode("utf-8")
