"""What a person has in hand becomes an article, or one clear message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extract import ExtractionError, extract_file, extract_html, extract_text

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


def test_old_encodings_are_read() -> None:
    text = BODY.replace("“", '"').replace("”", '"').replace("treasurer", "trésorière")
    assert "trésorière" in extract_file("a.txt", text.encode("cp1252")).article.text


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
        ("a.txt", b"x" * 6_000_000, "at most 5 MB"),
    ],
)
def test_bad_input_gets_one_message_that_says_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError, match=says) as caught:
        extract_file(name, data)
    assert "\n" not in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_give_an_article_or_a_message(data: bytes, name: str) -> None:
    try:
        extracted = extract_file(name, data)
    except ExtractionError:
        return
    assert extracted.article.text.startswith(extracted.article.headline)
    extracted.article.text.encode("utf-8")
