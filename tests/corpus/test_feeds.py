"""A feed gives links with titles and days; what isn't one gives a message."""

from __future__ import annotations

import time

import pytest

from corpus.feeds import FeedError, FeedItem, read_feed

URL = "https://example.org/news/feed.xml"


def rss(*items: str, version: str = "2.0", head: str = "") -> bytes:
    body = "".join(f"<item>{each}</item>" for each in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="{version}"><channel>'
        f"<title>The Packet</title><link>https://example.org/</link>{body}</channel></rss>"
    ).encode()


def item(title: str = "Ferry to close", link: str = "https://example.org/1", more: str = "") -> str:
    return f"<title>{title}</title><link>{link}</link>{more}"


def message(data: bytes) -> str:
    with pytest.raises(FeedError) as caught:
        read_feed(data, URL)
    return str(caught.value)


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_rss_gives_title_link_day_and_summary(version: str) -> None:
    more = (
        "<pubDate>Tue, 03 Mar 2026 23:30:00 -0500</pubDate>"
        "<description><![CDATA[<p>The <b>council</b> voted.</p><p>It&rsquo;s over.</p>]]>"
        "</description>"
    )
    assert read_feed(rss(item(more=more), version=version), URL) == (
        FeedItem(
            "Ferry to close", "https://example.org/1", "2026-03-03",
            "The council voted. It’s over.",
        ),
    )  # fmt: skip


def test_rss_1_is_read() -> None:
    data = """<?xml version="1.0"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
          xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://example.org/"><title>The Packet</title></channel>
        <item rdf:about="https://example.org/1"><title>Ferry to close</title>
        <link>https://example.org/1</link><dc:date>2026-03-03T23:30:00-05:00</dc:date></item>
        </rdf:RDF>"""
    (found,) = read_feed(data.encode(), URL)
    assert found == FeedItem("Ferry to close", "https://example.org/1", "2026-03-03", "")


def test_atom_is_read_with_its_own_base() -> None:
    data = """<?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.net/archive/">
        <title>The Packet</title>
        <entry xml:base="2026/"><title type="html">AT&amp;amp;T &lt;b&gt;sues&lt;/b&gt;</title>
        <link rel="self" href="1.atom"/><link rel="alternate" type="text/html" href="1.html"/>
        <published>2026-03-03T10:00:00Z</published><updated>2026-03-09T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <i>council</i>.</div>
        </content></entry></feed>"""
    (found,) = read_feed(data.encode(), URL)
    assert found == FeedItem(
        "AT&T sues", "https://example.net/archive/2026/1.html", "2026-03-03", "The council."
    )


def test_relative_links_are_completed_by_the_feeds_address() -> None:
    found = read_feed(rss(item(link="/1"), item(link="2.html")), URL)
    assert [each.url for each in found] == [
        "https://example.org/1",
        "https://example.org/news/2.html",
    ]


def test_items_without_a_link_to_the_web_are_left_out() -> None:
    found = read_feed(
        rss(
            "<title>No link</title>",
            item(link="javascript:alert(1)"),
            item(link="data:text/html,x"),
            item(link="mailto:a@example.org"),
            item(link="file:///etc/passwd"),
            item(link="http://["),
            "<guid isPermaLink='false'>17</guid>",
            "<guid>https://example.org/8</guid>",
        ),
        URL,
    )
    assert [each.url for each in found] == ["https://example.org/8"]


def test_an_article_announced_twice_is_listed_once() -> None:
    links = [
        "https://example.org/1",
        "https://example.org/1?utm_source=rss",
        "http://example.org/1/",
    ]
    assert len(read_feed(rss(*(item(link=link) for link in links)), URL)) == 1


def test_no_more_than_500_are_listed() -> None:
    items = (item(link=f"https://example.org/{n}") for n in range(600))
    assert len(read_feed(rss(*items), URL)) == 500


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-03", "2026-03-03"),
        ("Tue, 3 Mar 26 10:00 GMT", "2026-03-03"),
        ("yesterday", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("", ""),
    ],
)
def test_a_day_is_given_only_where_it_is_told(written: str, day: str) -> None:
    (found,) = read_feed(rss(item(more=f"<pubDate>{written}</pubDate>")), URL)
    assert found.published == day


def test_long_texts_are_cut_between_words() -> None:
    more = f"<description>{'council voted ' * 5_000}</description>"
    (found,) = read_feed(rss(item(title="ferry " * 500, more=more)), URL)
    assert len(found.summary) <= 400
    assert found.summary.endswith("voted …") or found.summary.endswith("council …")
    assert len(found.title) <= 300


def test_a_feed_that_isnt_well_formed_is_read_as_far_as_it_can_be() -> None:
    broken = (
        "<rss version='2.0'><channel><title>Packet & Post</title>"
        "<item><title>Ferry &nbsp; closed <b></title><link>https://example.org/1?a=1&b=2</link>"
        "</item><item><title>Mayor & council</title><link>https://example.org/2</link>"
    )
    first, second = read_feed(broken.encode(), URL)
    assert (first.title, first.url) == ("Ferry closed", "https://example.org/1?a=1&b=2")
    assert (second.title, second.url) == ("Mayor & council", "https://example.org/2")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_encoding_that_a_feed_names_is_kept_to(encoding: str) -> None:
    text = rss(item(title="Café “closed”")).decode().replace("UTF-8", encoding)
    (found,) = read_feed(text.encode(encoding), URL)
    assert found.title == "Café “closed”"


def test_an_entity_for_a_file_stays_empty() -> None:
    head = '<!DOCTYPE x [\n<!ENTITY file SYSTEM "file:///etc/hostname">\n]>\n'
    (found,) = read_feed(rss(item(title="Ferry &file; closed"), head=head), URL)
    with open("/etc/hostname") as file:
        assert file.read().strip() not in found.title


def test_an_address_is_never_opened() -> None:
    assert "no feed" in message(b"/etc/hostname")
    assert "no feed" in message(b"http://127.0.0.1:9/feed.xml")


@pytest.mark.parametrize("lines", ["\n", ""], ids=["on lines", "in one line"])
def test_entities_that_multiply_come_to_nothing(lines: str) -> None:
    entities = "".join(
        f'{lines}<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ferry" * 10}">' for n in range(12)
    )
    start = time.perf_counter()
    data = rss(item(title="&e11;", more="<description>&e11;</description>"),
               head=f"<!DOCTYPE x [{entities}{lines}]>{lines}")  # fmt: skip
    found = read_feed(data, URL)
    assert time.perf_counter() - start < 5
    assert all(len(each.title) <= 300 and "ferryferry" not in each.title for each in found)


def test_an_empty_feed_has_no_articles() -> None:
    assert read_feed(rss(), URL) == ()


def test_of_a_page_the_feed_that_it_names_is_told() -> None:
    page = (
        b"<!DOCTYPE html><html><head><link rel=stylesheet href=/a.css>"
        b"<link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
        b"<link rel=alternate type=application/atom+xml href=javascript:x()>"
        b"</head><body>x</body></html>"
    )
    assert "its feed: https://example.org/rss.xml. Give that address." in message(page)


@pytest.mark.parametrize(
    "data",
    [b"", b"The council voted.", b"<html><body>The council voted.</body></html>", b"{}", b"\0" * 9,
     b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    assert "no feed" in message(data)


def test_a_feed_that_is_too_large_isnt_read() -> None:
    assert "at most 5 MB" in message(rss(item(more=" " * 5_000_000)))


def test_a_feed_made_to_take_hours_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.apart.MOST_SECONDS", 1.0)
    data = b'<?xml version="1.0"?>\n<!-- -->' + b"\n" * 300_000 + b'<rss version="2.0"></rss>'
    start = time.perf_counter()
    assert "Give links to its articles instead." in message(data)
    assert time.perf_counter() - start < 3
