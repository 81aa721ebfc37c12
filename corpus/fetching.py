"""Pages, feeds and other files from the public web, for a server that strangers use.

What is fetched, from where, how much of it and for how long is bounded: see ``corpus.addresses``
for the addresses, ``corpus.connections`` for the connections, ``Limits`` for the rest. Websites are
visited as they ask in their robots.txt, and one visit at a time.
"""

from __future__ import annotations

import re
import socket
import ssl
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.addresses import (
    PORTS,
    AddressError,
    IPAddress,
    WebAddress,
    is_public,
    parse_address,
    resolve_host,
)
from corpus.robots import MOST_BYTES as MOST_ROBOTS_BYTES
from corpus.robots import PROGRAM, RobotsFiles, Turns, Visit, ruling

if TYPE_CHECKING:
    import httpcore2

USER_AGENT = f"{PROGRAM}/0.1 (article reader)"

_BY_HAND = "A browser may show it: an article's text can be copied there and pasted instead."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
# zlib's sign for "gzip or deflate, as the data's first bytes say".
_EITHER_FORMAT = zlib.MAX_WBITS + 32
# What is unpacked at once, so that a bomb is stopped in time.
_PIECE_BYTES = 65_536
_CHARSET = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}")
# The longest host that is repeated in a message.
_SHOWN_CHARACTERS = 60


class FetchError(RuntimeError):
    """Nothing was fetched; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file from the web.

    Attributes:
        url: where it was found, after redirects.
        content_type: in lower case and without parameters, as "text/html".
        charset: what the website says that it is written in, in lower case, or empty. Python may
            not know it.
        data: its bytes, unpacked.
    """

    url: str
    content_type: str
    charset: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may use up.

    Attributes:
        connect: seconds until a name is found, and until a connection is there.
        silence: seconds that a website may send nothing.
        total: seconds in all, less those spent waiting for a turn.
        turn: seconds to wait for a turn at a host.
        pause: seconds from one visit's start to the next at the same host, where its robots.txt
            asks for no longer ones.
        sent: bytes that may arrive in all, headers, redirects and robots.txt included.
        data: bytes that a file may have, unpacked.
        redirects: how often a page may lead on to another.
        ports: the ports that may be connected to.
    """

    connect: float = 5.0
    silence: float = 10.0
    total: float = 30.0
    turn: float = 60.0
    pause: float = 1.0
    sent: int = 6_000_000
    data: int = 5_000_000
    redirects: int = 5
    ports: frozenset[int] = PORTS


_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class _Response:
    """An answer whose header has arrived.

    Attributes:
        address: what was asked for.
        status: HTTP's code.
        headers: by name in lower case; values of the same name are joined by commas.
        body: what arrives after it, still packed.
    """

    address: WebAddress
    status: int
    headers: dict[str, str]
    body: Iterator[bytes]


class Fetcher:
    """Fetches from the public web, one visit to a host at a time.

    Safe to use from several threads, which then share their turns at a host and its robots.txt. It
    holds no connections and keeps no cookies.
    """

    def __init__(
        self,
        allows: Callable[[IPAddress], bool] = is_public,
        resolve: Callable[[str], Sequence[IPAddress]] = resolve_host,
        limits: Limits = _DEFAULT_LIMITS,
    ) -> None:
        """Prepare to fetch; nothing is connected to.

        Args:
            allows: whether an IP address may be connected to.
            resolve: looks up all IP addresses of a host.
            limits: what one fetch may use up.
        """
        from httpcore2 import default_ssl_context

        self._allows = allows
        self._resolve = resolve
        self._limits = limits
        self._tls = default_ssl_context()
        self._robots = RobotsFiles()
        self._turns = Turns()

    def get(self, url: str, types: Collection[str]) -> Fetched:
        """What is at ``url``, made for programs: a feed, an answer of a programming interface.

        Its robots.txt isn't asked, for that is about pages.

        Args:
            url: its address.
            types: the content types to take, in lower case.

        Raises:
            FetchError: if the address may not be fetched, nothing of these types is there, or it
                takes more than the limits allow.
        """
        return self._fetch(url, types, obeys=False)

    def get_page(self, url: str, types: Collection[str]) -> Fetched:
        """The page at ``url``, if the website's robots.txt lets programs read it.

        Args:
            url: its address.
            types: the content types to take, in lower case.

        Raises:
            FetchError: as ``get`` does, and if robots.txt forbids it or can't be read.
        """
        return self._fetch(url, types, obeys=True)

    def _fetch(self, url: str, types: Collection[str], obeys: bool) -> Fetched:
        from httpcore2 import ConnectionPool

        from corpus.connections import Budget, GuardedBackend

        address = self._parsed(url)
        trail: list[WebAddress] = []
        budget = Budget(self._limits.total, self._limits.sent)
        backend = GuardedBackend(self._allows, self._resolve, budget)
        with ConnectionPool(self._tls, network_backend=backend) as pool, ExitStack() as turn:
            while True:
                if not trail or address.host != trail[-1].host:
                    turn.close()
                    visit = self._take(turn, address)
                    budget.deadline += visit.waited
                if obeys:
                    self._obey(pool, address, visit)
                with self._opened(pool, address, types) as response:
                    if response.status not in _REDIRECTS:
                        return self._fetched(response, types)
                    trail.append(address)
                    address = self._next(response, trail)

    def _parsed(self, url: str) -> WebAddress:
        try:
            return parse_address(url, self._limits.ports)
        except AddressError as error:
            raise FetchError(str(error)) from error

    def _take(self, turn: ExitStack, address: WebAddress) -> Visit:
        """Wait for a turn at the address's host, which ``turn`` then holds."""
        try:
            return turn.enter_context(
                self._turns.at(address.host, self._limits.pause, self._limits.turn)
            )
        except TimeoutError as error:
            raise FetchError(
                f"Too many pages of {_shown(address)} are being fetched at once. "
                "Try again in a minute."
            ) from error

    def _obey(self, pool: httpcore2.ConnectionPool, address: WebAddress, visit: Visit) -> None:
        """Do as the website's robots.txt says: keep its pauses, leave alone what it forbids."""
        robots = self._robots.of(address.origin, lambda: self._robots_file(pool, address.origin))
        says = ruling(robots, address.url)
        visit.pause = max(visit.pause, says.pause)
        if not says.allowed:
            raise FetchError(
                f"{_shown(address)} asks programs not to read this page, in its robots.txt. "
                f"{_BY_HAND}"
            )

    def _robots_file(self, pool: httpcore2.ConnectionPool, origin: str) -> bytes:
        """A website's robots.txt, or nothing if it has none.

        Raises:
            FetchError: if it can't be read. The standard takes that for a ban.
        """
        address = self._parsed(f"{origin}/robots.txt")
        trail: list[WebAddress] = []
        while True:
            with self._opened(pool, address, {"text/plain"}) as response:
                if response.status in _REDIRECTS:
                    trail.append(address)
                    address = self._next(response, trail)
                elif 400 <= response.status < 500:
                    return b""
                elif response.status == 200:
                    return _read(response, MOST_ROBOTS_BYTES)
                else:
                    raise FetchError(
                        f"{_shown(address)} can't say just now which pages programs may read: its "
                        f"robots.txt has status {response.status}. Try again later. {_BY_HAND}"
                    )

    @contextmanager
    def _opened(
        self, pool: httpcore2.ConnectionPool, address: WebAddress, types: Collection[str]
    ) -> Iterator[_Response]:
        """The answer to a request for ``address``, to be read before this ends.

        Raises:
            FetchError: if it doesn't come, or breaks off.
        """
        from httpcore2 import URL

        # Given in parts, for it must not be read in another way than it was checked.
        url = URL(
            scheme=address.scheme, host=address.host, port=address.port, target=address.target
        )
        headers = [
            (b"Host", address.authority.encode()),
            (b"User-Agent", USER_AGENT.encode()),
            (b"Accept", ", ".join(sorted(types)).encode()),
            (b"Accept-Encoding", b"gzip, deflate"),
        ]
        silence = self._limits.silence
        timeouts = {"connect": self._limits.connect, "read": silence, "write": silence}
        with (
            self._explained(address),
            pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            yield _Response(
                address, response.status, _joined(response.headers), response.iter_stream()
            )

    @contextmanager
    def _explained(self, address: WebAddress) -> Iterator[None]:
        """Whatever goes wrong on the network, in plain words."""
        import httpcore2

        from corpus.connections import NotPublicError, TooMuchSentError

        host = _shown(address)
        try:
            yield
        except (NotPublicError, socket.gaierror) as error:
            # One message for both: strangers must not learn which names the inner network has.
            raise FetchError(
                f"No website on the public internet was found at {host}. Check the address, and "
                "try again later if it is right."
            ) from error
        except TooMuchSentError as error:
            raise self._too_large(address) from error
        except httpcore2.TimeoutException as error:
            raise FetchError(f"{host} takes too long to answer. Try again later.") from error
        except httpcore2.ConnectError as error:
            raise FetchError(_no_connection(host, error)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, UnicodeError) as error:
            raise FetchError(
                f"The connection to {host} broke off, or its answer isn't proper HTTP. "
                f"Try again later. {_BY_HAND}"
            ) from error
        except zlib.error as error:
            raise FetchError(f"What {host} sent can't be unpacked. {_BY_HAND}") from error

    def _next(self, response: _Response, trail: Sequence[WebAddress]) -> WebAddress:
        """Where a redirect leads, which must be elsewhere than where the ``trail`` has been."""
        host = _shown(response.address)
        location = response.headers.get("location", "")
        if not location:
            raise FetchError(f"{host} says that this page has moved, but not where. {_BY_HAND}")
        try:
            address = parse_address(urljoin(response.address.url, location), self._limits.ports)
        except ValueError as error:
            raise FetchError(
                f"{host} leads on to an address that may not be fetched. {_BY_HAND}"
            ) from error
        if address in trail:
            raise FetchError(f"{host} leads in a circle instead of to a page. {_BY_HAND}")
        if len(trail) > self._limits.redirects:
            raise FetchError(
                f"{host} leads on and on: at most {self._limits.redirects} redirects are followed. "
                f"{_BY_HAND}"
            )
        return address

    def _fetched(self, response: _Response, types: Collection[str]) -> Fetched:
        """The file that arrives, if it is there, of one of the types, and not too large."""
        host = _shown(response.address)
        if response.status != 200:
            raise FetchError(_no_page(host, response.status))
        content_type, charset = _type_and_charset(response.headers.get("content-type", ""))
        if not content_type:
            raise FetchError(f"{host} doesn't say what kind of file this is. {_BY_HAND}")
        if content_type not in types:
            raise FetchError(
                f"{host} has a file of another kind there ({_shortened(content_type)}); "
                f"only {', '.join(sorted(types))} can be read. {_BY_HAND}"
            )
        data = _read(response, self._limits.data)
        if len(data) > self._limits.data:
            raise self._too_large(response.address)
        return Fetched(response.address.url, content_type, charset, data)

    def _too_large(self, address: WebAddress) -> FetchError:
        return FetchError(
            f"{_shown(address)} sends more than can be read: at most "
            f"{self._limits.data / 1e6:g} MB. {_BY_HAND}"
        )


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.decode("ascii").lower()
        text = value.decode("utf-8", errors="replace")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined


def _type_and_charset(header: str) -> tuple[str, str]:
    """From "Text/HTML; charset=UTF-8" to "text/html" and "utf-8"; what isn't there is empty."""
    content_type, *parameters = header.lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        charset = value.strip().strip("\"'")
        if name.strip() == "charset" and _CHARSET.fullmatch(charset):
            return content_type.strip(), charset
    return content_type.strip(), ""


def _read(response: _Response, most: int) -> bytes:
    """What arrives, unpacked; no more than ``most`` bytes and one, which shows that it is more."""
    data = bytearray()
    for piece in _unpacked(response):
        data += piece
        if len(data) > most:
            break
    return bytes(data[: most + 1])


def _unpacked(response: _Response) -> Iterator[bytes]:
    """What arrives, unpacked piece by piece."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        yield from response.body
        return
    if encoding not in _ENCODINGS:
        raise FetchError(
            f"{_shown(response.address)} sends this packed in a way that can't be read. {_BY_HAND}"
        )
    unpacking = zlib.decompressobj(_EITHER_FORMAT)
    for packed in response.body:
        while packed:
            yield unpacking.decompress(packed, _PIECE_BYTES)
            packed = unpacking.unconsumed_tail
    if not unpacking.eof:
        raise zlib.error


def _no_connection(host: str, error: Exception) -> str:
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"Whoever answers at {host} can't prove to be {host}: the certificate isn't valid. "
            "Check the address."
        )
    if isinstance(cause, ssl.SSLError):
        return f"No secure connection to {host} can be made. {_BY_HAND}"
    return f"{host} doesn't answer. Check the address, and try again later if it is right."


def _no_page(host: str, status: int) -> str:
    """What it means that a page came with this status, and what to do."""
    if status in (401, 402, 403, 451):
        return (
            f"{host} keeps this page from programs, or from all but its subscribers "
            f"(status {status}). {_BY_HAND}"
        )
    if status in (404, 410):
        return (
            f"{host} has no such page (status {status}). "
            "Check the address; the article may have moved."
        )
    if status == 429:
        return f"{host} was asked too often (status 429). Try again in some minutes."
    if status >= 500:
        return f"{host} is out of order just now (status {status}). Try again later."
    return f"{host} answered without a page (status {status}). {_BY_HAND}"


def _shown(address: WebAddress) -> str:
    return _shortened(address.host)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"
