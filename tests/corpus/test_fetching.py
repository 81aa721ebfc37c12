"""A public server fetches public web pages, within bounds, and nothing else."""

from __future__ import annotations

import gzip
import itertools
import re
import socket
import socketserver
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.addresses import IPAddress, resolve_host
from corpus.fetching import Fetcher, FetchError, Limits

HTML = {"text/html"}
PAGE = b"<html><body>The council voted.</body></html>"
HOME = IPv4Address("127.0.0.1")
# Short ones, for tests to be quick; each test that is about one of them sets it.
LIMITS = Limits(connect=2, silence=2, total=4, turn=2, pause=0)

Answer = bytes | Callable[[], Iterable[bytes]]


def answer(
    body: bytes = PAGE, status: int = 200, type_: str = "text/html", **headers: str | None
) -> bytes:
    """An HTTP answer as it is sent; a header that is None is left out."""
    lines = {
        "content_type": type_,
        "content_length": str(len(body)),
        "connection": "close",
        **headers,
    }
    head = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in lines.items() if v is not None)
    return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    return answer(b"", status=status, location=location)


class Website(socketserver.ThreadingTCPServer):
    """A web server on this machine that answers each path with given bytes, and notes requests."""

    daemon_threads = True
    request_queue_size = 64
    # A client that goes away early is what many tests are about.
    block_on_close = False

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), _Visitor)
        self.tls = tls
        self.pages: dict[str, Answer] = {"/": answer()}
        self.requests: list[str] = []
        self.times: list[float] = []
        self.connections = 0
        self.stays_connected = False
        self.port = int(self.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    def __enter__(self) -> Website:
        threading.Thread(target=self.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        pass


class _Visitor(socketserver.BaseRequestHandler):
    server: Website

    def handle(self) -> None:
        site, connection = self.server, self.request
        if site.tls:
            connection = site.tls.wrap_socket(connection, server_side=True)
        site.connections += 1
        with connection:
            self.answer_next(connection)
            while site.stays_connected:
                self.answer_next(connection)

    def answer_next(self, connection: socket.socket) -> None:
        site, request = self.server, b""
        while b"\r\n\r\n" not in request:
            received = connection.recv(65_536)
            if not received:
                raise ConnectionError
            request += received
        site.times.append(time.monotonic())
        site.requests.append(request.decode("ascii"))
        page = site.pages.get(site.paths[-1], answer(b"", status=404))
        for piece in [page] if isinstance(page, bytes) else page():
            connection.sendall(piece)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.example that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    paths = folder / "certificate.pem", folder / "key.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=news.example -addext subjectAltName=DNS:news.example "
        f"-addext keyUsage=critical,digitalSignature,keyCertSign -out {paths[0]} -keyout {paths[1]}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    return paths


@pytest.fixture(autouse=True)
def trust(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is trusted but news.example, whatever the machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


@pytest.fixture
def website() -> Iterator[Website]:
    with Website() as site:
        yield site


def fetcher(
    *sites: Website,
    limits: Limits = LIMITS,
    allows: Callable[[IPAddress], bool] = lambda address: address == HOME,
    resolve: Callable[[str], Sequence[IPAddress]] = lambda host: (HOME,),
) -> Fetcher:
    """One that reaches these websites only; by default every name is theirs."""
    ports = frozenset(site.port for site in sites)
    return Fetcher(allows, resolve, replace(limits, ports=limits.ports | ports))


def refused(fetching: Fetcher, url: str, says: str) -> None:
    """It ends quickly, in one line that says why and gives nothing away."""
    started = time.monotonic()
    with pytest.raises(FetchError, match=says) as caught:
        fetching.get(url, HTML)
    assert time.monotonic() - started < 3
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300
    assert message.endswith(".")


# What is fetched


def test_a_page_is_fetched_with_its_type_charset_and_final_address(website: Website) -> None:
    website.pages["/a?b=c"] = answer(type_="Text/HTML; Charset=UTF-8")
    fetched = fetcher(website).get(f"{website.url}/a?b=c#part", HTML)
    assert fetched.data == PAGE
    assert fetched.url == f"{website.url}/a?b=c"
    assert (fetched.content_type, fetched.charset) == ("text/html", "utf-8")


def test_a_request_says_who_asks_and_for_what(website: Website) -> None:
    fetcher(website).get(website.url, {"text/html", "application/xhtml+xml"})
    head = website.requests[0].lower()
    assert "user-agent: parallax/0.1 (article reader)\r\n" in head
    assert "accept: application/xhtml+xml, text/html\r\n" in head
    assert f"host: 127.0.0.1:{website.port}\r\n" in head


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_ipv6_address_can_stand_for_a_name() -> None:
    with Website(host="::1") as site:
        fetching = fetcher(site, allows=lambda address: True, resolve=resolve_host)
        url = f"http://[::1]:{site.port}/"
        assert fetching.get(url, HTML).url == url
        assert f"host: [::1]:{site.port}\r\n" in site.requests[0].lower()


def test_no_cookies_are_kept(website: Website) -> None:
    website.pages["/"] = answer(set_cookie="seen=1")
    fetching = fetcher(website)
    fetching.get(website.url, HTML)
    fetching.get(website.url, HTML)
    assert "cookie" not in website.requests[1].lower()


def test_proxies_of_the_environment_are_not_used(
    website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher(website).get(website.url, HTML).data == PAGE


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html", ""),
        ("text/html;charset=latin1", "latin1"),
        ('text/html; a=b; charset="Windows-1252"', "windows-1252"),
        ("text/html; charset=", ""),
        ("text/html; charset=" + "x" * 200, ""),
        ("text/html; charset=a b", ""),
        (" TEXT/HTML ;;;", ""),
    ],
)
def test_the_charset_is_what_the_header_says(website: Website, header: str, charset: str) -> None:
    website.pages["/"] = answer(type_=header)
    fetched = fetcher(website).get(website.url, HTML)
    assert (fetched.content_type, fetched.charset) == ("text/html", charset)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_000_000])
@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "deflate", "identity"])
def test_packed_pages_are_unpacked(website: Website, coding: str, size: int) -> None:
    data = b"a" * (size // 2) + bytes(range(256)) * 4_000
    data = data[:size]
    pack: dict[str, Callable[[bytes], bytes]] = {"deflate": zlib.compress, "identity": bytes}
    packed = pack.get(coding, gzip.compress)(data)
    website.pages["/"] = answer(packed, content_encoding=coding)
    assert fetcher(website).get(website.url, HTML).data == data


def test_a_page_sent_in_chunks_is_put_together(website: Website) -> None:
    chunks = b"5\r\nThe c\r\n7;x=y\r\nouncil.\r\n0\r\n\r\n"
    head = answer(b"", content_length=None, transfer_encoding="chunked")
    website.pages["/"] = head + chunks
    assert fetcher(website).get(website.url, HTML).data == b"The council."


def test_several_threads_can_use_one_fetcher(website: Website) -> None:
    fetching = fetcher(website)
    website.pages |= {f"/{each}": answer(str(each).encode()) for each in range(20)}
    results: dict[int, bytes] = {}

    def fetch(each: int) -> None:
        results[each] = fetching.get(f"http://{each}.example:{website.port}/{each}", HTML).data

    threads = [threading.Thread(target=fetch, args=(each,)) for each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {each: str(each).encode() for each in range(20)}


# Where it is fetched from


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "0.0.0.0"])
def test_by_default_only_the_public_internet_is_reached(website: Website, host: str) -> None:
    fetching = Fetcher(limits=replace(LIMITS, ports=frozenset({website.port})))
    refused(fetching, f"http://{host}:{website.port}/", "No website on the public internet")
    assert website.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://user:word@news.example/",
        "http://news.example:25/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://news.example/a b",
        "http://news.example/" + "a" * 3_000,
    ],
)
def test_an_address_that_is_no_web_page_is_refused_before_anything_is_looked_up(url: str) -> None:
    def never(host: str) -> Sequence[IPAddress]:
        raise AssertionError

    refused(Fetcher(resolve=never), url, "address")


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["127.0.0.1"],
        ["127.0.0.2"],
        ["::ffff:127.0.0.1"],
        ["::1"],
        ["64:ff9b::7f00:1"],
        ["8.8.8.8", "127.0.0.1"],
        ["2606:4700:4700::1111", "8.8.8.8", "fd00::1"],
    ],
)
def test_a_name_with_any_inner_address_is_refused(website: Website, addresses: list[str]) -> None:
    fetching = Fetcher(
        resolve=lambda host: [ip_address(each) for each in addresses],
        limits=replace(LIMITS, ports=frozenset({website.port})),
    )
    refused(fetching, f"http://news.example:{website.port}/", "No website on the public internet")
    assert website.requests == []


def test_the_message_gives_no_inner_address_away() -> None:
    fetching = Fetcher(resolve=lambda host: [IPv4Address("10.11.12.13")])
    with pytest.raises(FetchError) as inner:
        fetching.get("http://wiki.example/", HTML)

    def unknown(host: str) -> Sequence[IPAddress]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError) as missing:
        Fetcher(resolve=unknown).get("http://wiki.example/", HTML)
    assert str(inner.value) == str(missing.value)
    assert not re.search(r"\d", str(inner.value))


def test_the_connection_goes_to_the_address_that_was_checked(website: Website) -> None:
    answers = iter([HOME, IPv4Address("127.0.0.2")])
    fetching = fetcher(website, resolve=lambda host: [next(answers)])
    url = f"http://rebinding.example:{website.port}/"
    assert fetching.get(url, HTML).data == PAGE
    refused(fetching, url, "No website on the public internet")
    assert len(website.requests) == 1


def test_a_name_that_turns_inward_between_two_redirects_is_refused(website: Website) -> None:
    answers = iter([HOME, IPv4Address("10.0.0.1")])
    website.pages["/"] = redirect("/next")
    fetching = fetcher(website, resolve=lambda host: [next(answers)])
    refused(fetching, f"http://news.example:{website.port}/", "No website on the public internet")
    assert website.paths == ["/"]


def test_the_other_end_is_checked_once_more_when_connected(website: Website) -> None:
    verdicts = iter([True, False])
    fetching = fetcher(website, allows=lambda address: next(verdicts))
    refused(fetching, website.url, "No website on the public internet")
    assert website.requests == []


def test_the_next_address_is_tried_where_the_first_does_not_answer(website: Website) -> None:
    fetching = fetcher(
        website,
        allows=lambda address: address.is_loopback,
        resolve=lambda host: [IPv4Address("127.9.9.9"), IPv6Address("::1"), HOME],
    )
    assert fetching.get(f"http://news.example:{website.port}/", HTML).data == PAGE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/b/page", "b/page", "//other.example:{}/b/page"])
def test_redirects_are_followed(website: Website, status: int, location: str) -> None:
    website.pages["/"] = redirect(location.format(website.port), status)
    website.pages["/b/page"] = answer()
    fetched = fetcher(website).get(website.url, HTML)
    assert fetched.url.endswith(f":{website.port}/b/page")
    assert website.paths == ["/", "/b/page"]


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("http://127.0.0.2/", "No website on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "No website on the public internet"),
        ("http://[::1]/", "No website on the public internet"),
        ("http://2130706433/", "leads on to an address"),
        ("file:///etc/passwd", "leads on to an address"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "leads on to an address"),
        ("http://127.0.0.1:6379/", "leads on to an address"),
        ("http://user:word@news.example/", "leads on to an address"),
        ("//[", "leads on to an address"),
        ("/a b", "leads on to an address"),
        ("/" + "a" * 3_000, "leads on to an address"),
        ("", "but not where"),
        ("/", "in a circle"),
        ("/#again", "in a circle"),
    ],
)
def test_a_redirect_to_where_it_may_not_lead_is_refused(
    website: Website, location: str, says: str
) -> None:
    website.pages["/"] = redirect(location)
    fetching = fetcher(
        website,
        resolve=lambda host: [ip_address(host.strip("[]"))],
    )
    refused(fetching, website.url, says)
    assert website.paths == ["/"]


def test_five_redirects_are_followed_and_no_sixth(website: Website) -> None:
    website.pages |= {f"/{each}": redirect(f"/{each + 1}") for each in range(9)}
    website.pages["/5"] = answer()
    assert fetcher(website).get(f"{website.url}/0", HTML).url == f"{website.url}/5"
    website.pages["/5"] = redirect("/6")
    refused(fetcher(website), f"{website.url}/0", "at most 5 redirects")
    assert website.paths.count("/6") == 0


def test_a_circle_of_redirects_is_noticed(website: Website) -> None:
    website.pages |= {"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/a")}
    refused(fetcher(website), website.url, "in a circle")
    assert website.paths == ["/", "/a", "/b"]


# How long it may take


def drip(start: bytes, piece: bytes = b"a") -> Callable[[], Iterable[bytes]]:
    """An answer that starts well and then goes on for ever, a little at a time."""

    def pieces() -> Iterator[bytes]:
        yield start
        while True:
            time.sleep(0.05)
            yield piece

    return pieces


LONG = answer(content_length="1000000")
CHUNKED = answer(b"", content_length=None, transfer_encoding="chunked")
DRIPS = {
    "status": drip(b"HTTP/1.1 2"),
    "headers": drip(b"HTTP/1.1 200 OK\r\nX-Long: "),
    "interim answers": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": drip(LONG),
    "chunks": drip(CHUNKED, b"1\r\na\r\n"),
    "redirects": drip(redirect("/next").removesuffix(b"\r\n"), b"X: y\r\n"),
    # A gzip header with a file name that never ends.
    "packed body": drip(
        answer(b"", content_encoding="gzip", content_length="1000000")
        + b"\x1f\x8b\x08\x08\0\0\0\0\0\0"
    ),
}


@pytest.mark.parametrize("page", DRIPS.values(), ids=DRIPS)
def test_a_website_that_drips_is_cut_off_in_the_total_time(website: Website, page: Answer) -> None:
    website.pages["/"] = page
    started = time.monotonic()
    refused(fetcher(website, limits=replace(LIMITS, total=0.3)), website.url, "takes too long")
    assert time.monotonic() - started < 2


def test_redirects_share_the_total_time(website: Website) -> None:
    def slowly(location: str) -> Callable[[], Iterator[bytes]]:
        def pieces() -> Iterator[bytes]:
            time.sleep(0.2)
            yield redirect(location)

        return pieces

    website.pages |= {f"/{each}": slowly(f"/{each + 1}") for each in range(9)}
    started = time.monotonic()
    refused(fetcher(website, limits=replace(LIMITS, total=0.5)), f"{website.url}/0", "too long")
    assert time.monotonic() - started < 1.5


def silent() -> Iterator[bytes]:
    time.sleep(3)
    yield b""


def silent_later() -> Iterator[bytes]:
    yield LONG
    time.sleep(3)


@pytest.mark.parametrize("page", [silent, silent_later])
def test_a_silent_website_is_given_up(website: Website, page: Answer) -> None:
    website.pages["/"] = page
    refused(fetcher(website, limits=replace(LIMITS, silence=0.2)), website.url, "too long")


def test_a_website_that_never_takes_the_connection_is_given_up() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), socket.socket() as second:
            second.setblocking(False)
            second.connect_ex(("127.0.0.1", port))
            limits = replace(LIMITS, connect=0.2, silence=0.2, ports=frozenset({port}))
            refused(fetcher(limits=limits), f"http://127.0.0.1:{port}/", "too long")


def test_a_secure_connection_that_never_comes_about_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        limits = replace(LIMITS, connect=0.2, ports=frozenset({port}))
        refused(fetcher(limits=limits), f"https://127.0.0.1:{port}/", "too long")


def test_a_name_whose_look_up_takes_for_ever_is_given_up(website: Website) -> None:
    released = threading.Event()

    def slow(host: str) -> Sequence[IPAddress]:
        released.wait(5)
        return [HOME]

    limits = replace(LIMITS, connect=0.2)
    refused(fetcher(website, limits=limits, resolve=slow), website.url, "too long")
    released.set()
    assert website.requests == []


# How much it may be


def endless(start: bytes, piece: bytes) -> Callable[[], Iterable[bytes]]:
    return lambda: itertools.chain([start], itertools.repeat(piece))


BLOCK = b"a" * 60_000
ENDLESS = {
    "body": endless(answer(b"", content_length=None), BLOCK),
    "stated body": endless(answer(b"", content_length="9" * 15), BLOCK),
    "chunks": endless(CHUNKED, b"ea60\r\n" + BLOCK + b"\r\n"),
    "chunk extensions": endless(CHUNKED, (b"1;" + BLOCK[:9_000] + b"\r\na\r\n") * 5),
    "interim answers": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000),
}


@pytest.mark.parametrize("page", ENDLESS.values(), ids=ENDLESS)
def test_no_more_is_received_than_allowed(website: Website, page: Answer) -> None:
    website.pages["/"] = page
    limits = replace(LIMITS, sent=700_000, data=500_000)
    refused(fetcher(website, limits=limits), website.url, r"more than can be read: at most 0\.5 MB")


@pytest.mark.parametrize(
    "page",
    [
        endless(b"HTTP/1.1 200 OK\r\nX: ", BLOCK),
        endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 5_000),
        endless(b"", BLOCK),
    ],
    ids=["one header", "many headers", "status"],
)
def test_endless_headers_are_refused(website: Website, page: Answer) -> None:
    website.pages["/"] = page
    refused(fetcher(website), website.url, "isn't proper HTTP")


def test_a_page_may_be_as_large_as_the_limit_and_no_larger(website: Website) -> None:
    website.pages["/"] = answer(b"a" * 1_000)
    assert fetcher(website, limits=replace(LIMITS, data=1_000)).get(website.url, HTML)
    refused(fetcher(website, limits=replace(LIMITS, data=999)), website.url, "more than can be")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(website: Website, coding: str) -> None:
    packing = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    bomb = b"".join(packing.compress(bytes(10_000_000)) for _ in range(10)) + packing.flush()
    assert len(bomb) < 200_000
    website.pages["/"] = answer(bomb, content_encoding=coding)
    refused(fetcher(website), website.url, "more than can be read: at most 5 MB")


def test_a_bomb_takes_no_memory(website: Website) -> None:
    website.pages["/"] = answer(gzip.compress(bytes(30_000_000)), content_encoding="gzip")
    fetching = fetcher(website, limits=replace(LIMITS, data=100_000))
    tracemalloc.start()
    try:
        refused(fetching, website.url, "more than can be read")
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_inside_a_bomb_is_not_unpacked(website: Website) -> None:
    website.pages["/"] = answer(
        gzip.compress(gzip.compress(bytes(1_000_000))), content_encoding="gzip, gzip"
    )
    refused(fetcher(website), website.url, "packed in a way")


@pytest.mark.parametrize(
    "coding", ["br", "zstd", "gzip, deflate", "gzip,gzip", "identity, gzip", ""]
)
def test_other_ways_of_packing_are_refused(website: Website, coding: str) -> None:
    website.pages["/"] = answer(content_encoding=coding)
    refused(fetcher(website), website.url, "packed in a way")


@pytest.mark.parametrize(
    "body",
    [PAGE, b"", gzip.compress(PAGE)[:-9], gzip.compress(PAGE)[:5], b"\x1f\x8b" + PAGE],
    ids=["not packed", "empty", "cut", "cut early", "wrong"],
)
def test_what_is_packed_wrongly_is_refused(website: Website, body: bytes) -> None:
    website.pages["/"] = answer(body, content_encoding="gzip")
    refused(fetcher(website), website.url, "can't be unpacked")


def test_a_page_that_is_shorter_than_stated_is_refused(website: Website) -> None:
    website.pages["/"] = answer(content_length="1000")
    refused(fetcher(website), website.url, "broke off")


def test_of_a_page_that_is_longer_than_stated_the_stated_part_is_read(website: Website) -> None:
    website.pages["/"] = answer(content_length="6")
    assert fetcher(website).get(website.url, HTML).data == PAGE[:6]


# What may be there


@pytest.mark.parametrize(
    ("type_", "says"),
    [
        ("application/pdf", r"kind there \(application/pdf\); only text/html can be read"),
        ("text/html5", "another kind"),
        ("text/html, text/plain", "another kind"),
        ("x" * 9_000, "another kind"),
        ("", "doesn't say what kind"),
        (";charset=utf-8", "doesn't say what kind"),
    ],
)
def test_a_file_of_another_kind_is_refused(website: Website, type_: str, says: str) -> None:
    website.pages["/"] = answer(type_=type_)
    refused(fetcher(website), website.url, says)


def test_a_file_of_no_stated_kind_is_refused(website: Website) -> None:
    website.pages["/"] = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE
    refused(fetcher(website), website.url, "doesn't say what kind")


def test_a_file_of_another_kind_is_not_downloaded(website: Website) -> None:
    website.pages["/"] = drip(answer(type_="video/mp4", content_length="1000000"))
    refused(fetcher(website), website.url, "another kind")


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "subscribers.*pasted instead"),
        (402, "subscribers.*pasted instead"),
        (403, "subscribers.*pasted instead"),
        (451, "subscribers.*pasted instead"),
        (404, "no such page.*Check the address"),
        (410, "no such page.*Check the address"),
        (429, "too often.*some minutes"),
        (500, "out of order.*Try again later"),
        (503, "out of order.*Try again later"),
        (999, "out of order"),
        (204, "without a page"),
        (206, "without a page"),
        (300, "without a page"),
        (304, "without a page"),
        (418, "without a page"),
    ],
)
def test_each_failure_of_a_website_has_its_message(
    website: Website, status: int, says: str
) -> None:
    body = b"" if status in (204, 304) else PAGE
    website.pages["/"] = answer(body, status=status)
    refused(fetcher(website), website.url, says)


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        CHUNKED + b"zz\r\n",
        CHUNKED + b"5\r\nab",
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_proper_answer_is_refused(website: Website, page: bytes) -> None:
    website.pages["/"] = page
    refused(fetcher(website), website.url, "broke off, or its answer isn't proper HTTP")


def test_any_bytes_give_a_page_or_a_message(website: Website) -> None:
    fetching = fetcher(website)
    starts = [b"", b"HTTP/1.1 200 OK\r\n", CHUNKED, LONG, answer(b"", content_encoding="gzip")]

    @settings(max_examples=100, deadline=None)
    @given(st.sampled_from(starts), st.binary(max_size=300))
    def holds(start: bytes, rest: bytes) -> None:
        website.pages["/"] = start + rest
        with suppress(FetchError):
            assert len(fetching.get(website.url, HTML).data) <= 300

    holds()


def test_a_website_that_is_down_is_told_from_one_that_is_not_there(website: Website) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        limits = replace(LIMITS, ports=frozenset({port}))
        refused(fetcher(limits=limits), f"http://127.0.0.1:{port}/", "doesn't answer")

    def unknown(host: str) -> Sequence[IPAddress]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    refused(fetcher(resolve=unknown), "http://news.example/", "No website .* at news.example")


def test_a_name_that_cannot_be_one_is_refused() -> None:
    def impossible(host: str) -> Sequence[IPAddress]:
        raise UnicodeError

    refused(fetcher(resolve=impossible), "http://news.example/", "broke off")


def test_a_long_name_is_shortened_in_the_message() -> None:
    name = ".".join(["a" * 50] * 4)
    with pytest.raises(FetchError) as caught:
        Fetcher(resolve=lambda host: [HOME]).get(f"http://{name}/", HTML)
    assert len(str(caught.value)) < 200


# Secure connections


@pytest.fixture
def secure_website(certificate: tuple[Path, Path]) -> Iterator[Website]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Website(context) as site:
        yield site


def test_a_secure_website_is_known_by_its_name(secure_website: Website) -> None:
    named: list[str] = []
    assert secure_website.tls
    secure_website.tls.sni_callback = lambda connection, name, context: named.append(name)
    fetching = fetcher(secure_website)
    url = f"https://news.example:{secure_website.port}/"
    assert fetching.get(url, HTML).data == PAGE
    assert named == ["news.example"]
    refused(fetching, url.replace("news", "other"), "can't prove to be other.example")
    refused(fetching, url.replace("news.example", "127.0.0.1"), "can't prove to be")
    assert len(secure_website.requests) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure_website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    url = f"https://news.example:{secure_website.port}/"
    refused(fetcher(secure_website), url, "certificate isn't valid")
    assert secure_website.requests == []


def test_a_website_without_a_secure_connection_is_not_read_securely() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def speak() -> None:
            with plain.accept()[0] as connection:
                connection.sendall(answer())

        threading.Thread(target=speak, daemon=True).start()
        port = plain.getsockname()[1]
        limits = replace(LIMITS, ports=frozenset({port}))
        refused(fetcher(limits=limits), f"https://127.0.0.1:{port}/", "No secure connection")


def test_a_secure_website_has_no_more_time_and_bytes_than_others(secure_website: Website) -> None:
    url = f"https://news.example:{secure_website.port}/"
    secure_website.pages["/"] = drip(LONG)
    refused(fetcher(secure_website, limits=replace(LIMITS, total=0.3)), url, "takes too long")
    secure_website.pages["/"] = ENDLESS["chunk extensions"]
    limits = replace(LIMITS, sent=100_000)
    refused(fetcher(secure_website, limits=limits), url, "more than can be read")


# As the website asks


def robots(*lines: str) -> bytes:
    return answer("\n".join(["User-agent: *", *lines]).encode(), type_="text/plain")


def test_a_page_that_robots_txt_forbids_is_not_read(website: Website) -> None:
    website.pages["/robots.txt"] = robots("Disallow: /private/")
    fetching = fetcher(website)
    assert fetching.get_page(website.url, HTML).data == PAGE
    with pytest.raises(FetchError, match=r"not to read this page.*pasted instead"):
        fetching.get_page(f"{website.url}/private/page", HTML)
    assert website.paths == ["/robots.txt", "/"]


def test_feeds_and_interfaces_are_read_without_robots_txt(website: Website) -> None:
    website.pages["/robots.txt"] = robots("Disallow: /")
    assert fetcher(website).get(website.url, HTML).data == PAGE
    assert website.paths == ["/"]


def test_robots_txt_and_the_page_come_over_one_connection(website: Website) -> None:
    website.stays_connected = True
    website.pages["/"] = answer(connection="keep-alive")
    website.pages["/robots.txt"] = answer(b"", connection="keep-alive")
    assert fetcher(website).get_page(website.url, HTML).data == PAGE
    assert website.paths == ["/robots.txt", "/"]
    assert website.connections == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429])
def test_a_website_without_robots_txt_may_be_read(website: Website, status: int) -> None:
    website.pages["/robots.txt"] = answer(b"Nothing here", status=status)
    assert fetcher(website).get_page(website.url, HTML).data == PAGE


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (answer(status=500), "can't say just now which pages"),
        (answer(status=503), "can't say just now which pages"),
        (answer(b"", status=204), "can't say just now which pages"),
        (b"", "broke off"),
        (silent, "too long"),
        (redirect("/robots.txt"), "in a circle"),
        (redirect("http://10.0.0.1/robots.txt"), "No website on the public internet"),
    ],
)
def test_a_website_whose_robots_txt_cannot_be_read_is_not_read(
    website: Website, page: Answer, says: str
) -> None:
    website.pages["/robots.txt"] = page
    fetching = fetcher(
        website,
        limits=replace(LIMITS, silence=0.2),
        resolve=lambda host: [ip_address(host)],
    )
    with pytest.raises(FetchError, match=says):
        fetching.get_page(website.url, HTML)
    assert "/" not in website.paths


def test_robots_txt_may_have_moved(website: Website) -> None:
    website.pages["/robots.txt"] = redirect(f"http://other.example:{website.port}/rules")
    website.pages["/rules"] = robots("Disallow: /")
    with pytest.raises(FetchError, match="not to read this page"):
        fetcher(website).get_page(website.url, HTML)


def test_of_a_huge_robots_txt_the_start_is_read(website: Website) -> None:
    website.pages["/robots.txt"] = robots("Disallow: /private/", *["# nothing"] * 90_000)
    fetching = fetcher(website)
    assert fetching.get_page(website.url, HTML).data == PAGE
    with pytest.raises(FetchError, match="not to read this page"):
        fetching.get_page(f"{website.url}/private/", HTML)


def test_where_a_page_leads_its_own_robots_txt_counts(website: Website) -> None:
    with Website() as other:
        website.pages["/"] = redirect(f"http://other.example:{other.port}/page")
        other.pages |= {"/page": answer(), "/robots.txt": robots("Disallow: /page")}
        with pytest.raises(FetchError, match=r"other\.example asks programs not to read"):
            fetcher(website, other).get_page(website.url, HTML)
        assert other.paths == ["/robots.txt"]


def test_visits_to_a_website_keep_a_pause(website: Website) -> None:
    fetching = fetcher(website, limits=replace(LIMITS, pause=0.2))
    for _ in range(3):
        fetching.get(website.url, HTML)
    gaps = [
        later - earlier for earlier, later in zip(website.times, website.times[1:], strict=False)
    ]
    assert all(0.15 < gap < 2 for gap in gaps)


def test_a_crawl_delay_is_kept(website: Website) -> None:
    website.pages["/robots.txt"] = robots("Crawl-delay: 0.3")
    fetching = fetcher(website)
    fetching.get_page(website.url, HTML)
    fetching.get_page(website.url, HTML)
    assert website.paths == ["/robots.txt", "/", "/"]
    assert website.times[2] - website.times[0] > 0.28


def test_waiting_for_a_turn_takes_none_of_the_total_time(website: Website) -> None:
    fetching = fetcher(website, limits=replace(LIMITS, pause=0.6, total=0.4))
    assert fetching.get(website.url, HTML).data == PAGE
    assert fetching.get(website.url, HTML).data == PAGE


def test_who_waits_too_long_for_a_turn_is_told(website: Website) -> None:
    fetching = fetcher(website, limits=replace(LIMITS, pause=9, turn=0.1))
    fetching.get(website.url, HTML)
    refused(fetching, website.url, "Too many pages of 127.0.0.1 are being fetched at once")


def test_a_redirect_to_another_website_waits_for_a_turn_there(website: Website) -> None:
    website.pages["/a"] = redirect(f"http://b.example:{website.port}/")
    fetching = fetcher(website, limits=replace(LIMITS, pause=0.3))
    fetching.get(f"http://b.example:{website.port}/", HTML)
    fetching.get(f"http://a.example:{website.port}/a", HTML)
    assert website.paths == ["/", "/a", "/"]
    assert 0.28 < website.times[2] - website.times[0] < 2


def test_a_redirect_within_a_website_is_no_new_visit(website: Website) -> None:
    website.pages |= {"/old": redirect("/"), "/robots.txt": robots("Crawl-delay: 9")}
    assert fetcher(website).get_page(f"{website.url}/old", HTML).data == PAGE
    assert website.times[-1] - website.times[0] < 1


def test_websites_that_lead_to_each_other_do_not_block_each_other(website: Website) -> None:
    website.pages |= {
        "/a": redirect(f"http://b.example:{website.port}/"),
        "/b": redirect(f"http://a.example:{website.port}/"),
    }
    fetching = fetcher(website)
    done: list[bytes] = []

    def visit(name: str) -> None:
        url = f"http://{name}.example:{website.port}/{name}"
        done.append(fetching.get(url, HTML).data)

    threads = [threading.Thread(target=visit, args=(name,)) for name in "abab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [PAGE] * 4
