"""The same page is known again, whatever a link carries besides."""

from __future__ import annotations

import pytest

from corpus.links import canonical_url


@pytest.mark.parametrize(
    "url",
    ["https://example.org/news/1", "http://example.org/news/1/", "HTTPS://Example.ORG:443/news/1",
     "https://example.org/news/1?utm_source=feed&utm_medium=rss#top",
     "https://example.org/news/1?fbclid=abc", "http://example.org:80/news/1"],
)  # fmt: skip
def test_one_page_has_one_address(url: str) -> None:
    assert canonical_url(url) == "https://example.org/news/1"


def test_what_tells_pages_apart_stays() -> None:
    assert canonical_url("https://example.org/?id=1&utm_id=2") == "https://example.org/?id=1"
    assert canonical_url("https://example.org/News") != canonical_url("https://example.org/news")


@pytest.mark.parametrize("text", ["", "no address", "mailto:a@example.org", "http://[", "https://"])
def test_what_is_no_web_address_comes_back(text: str) -> None:
    assert canonical_url(text) == text
