"""Which addresses may be fetched: the form of a URL, and the IP address behind its host's name.

A public server fetches what strangers name. Whatever could lead into the network that it stands in
is refused: only plain web addresses are read, and only what is on the public internet is reached.
The networks that aren't part of it stand in ``special_networks.csv``.
"""

from __future__ import annotations

import csv
import functools
import re
import socket
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import quote, urlsplit

IPAddress = IPv4Address | IPv6Address

MOST_CHARACTERS = 2_048
"""Longer URLs are refused; few servers and browsers take longer ones."""

PORTS = frozenset({80, 443, 8080, 8443})
"""Where websites are served; other ports belong to mail, databases and the like."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
# The limits of the Domain Name System, RFC 1035.
_MOST_HOST_CHARACTERS = 253
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_BRACKETED = re.compile(r"\[(?P<address>[0-9a-fA-F:.]+)\](?::[0-9]*)?")
# C libraries read 127.1, 0177.0.0.1, 0x7f.0.0.1 and 2130706433 as IPv4 addresses too.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# What may stand in a path and its query as it is, RFC 3986; escapes that are there stay.
_UNQUOTED = "/?%:@!$&'()*+,;=~"
# All other IPv6 addresses are reserved, local, or hold an IPv4 address.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Behind these a network that has only IPv6 reaches IPv4, RFC 6052.
_TRANSLATED = IPv6Network("64:ff9b::/96")


class AddressError(ValueError):
    """An address that may not be fetched; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A URL taken apart, in the one spelling that is sent.

    Attributes:
        scheme: "http" or "https".
        host: a name in lower case and ASCII, without a final dot, or an IP address.
        port: as given, or the scheme's own.
        target: path and query, in ASCII.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in a URL; the scheme's own port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The URL up to its path."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The URL as a whole, without a fragment."""
        return self.origin + self.target


def parse_address(url: str, ports: Collection[int] = PORTS) -> WebAddress:
    """The address that ``url`` names, if it is a web page's by its form.

    Nothing is looked up: whether its host is public shows when it is connected to.

    Raises:
        AddressError: if it is no URL, or one of another kind, port or length.
    """
    if len(url) > MOST_CHARACTERS:
        raise _too_long()
    # Programs read backslashes in two ways, and a host must not depend on who reads.
    if not url.isprintable() or " " in url or "\\" in url:
        raise AddressError(
            "This address holds a space, a backslash or an invisible character. "
            "Copy it from your browser's address bar."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _malformed() from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise AddressError(
            "Only web pages can be fetched. Give an address that starts with https:// or http://."
        )
    if "@" in parts.netloc:
        raise AddressError(
            "This address holds a user name or a password. Give the article's address without it."
        )
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise AddressError(
            "This address names a port that websites aren't served on. "
            "Leave the number after the colon out."
        )
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    host = _ipv6(parts.netloc) if "[" in parts.netloc else _named(parts.hostname or "")
    address = WebAddress(parts.scheme, host, port, quote(target, safe=_UNQUOTED))
    if len(address.url) > MOST_CHARACTERS:
        raise _too_long()
    return address


def resolve_host(host: str) -> Sequence[IPAddress]:
    """All IP addresses of a host, the best first.

    Raises:
        OSError: if there are none.
        UnicodeError: if it can't be a host's name.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(address[0]) for *_, address in found))


def is_public(address: IPAddress) -> bool:
    """Whether an IP address is one of the public internet's, which anybody can reach."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _GLOBAL_UNICAST:
            return False
    return not any(address in network for network in _special_networks())


def _ipv6(authority: str) -> str:
    bracketed = _BRACKETED.fullmatch(authority)
    if bracketed is None:
        raise _malformed()
    try:
        return str(IPv6Address(bracketed["address"]))
    except ValueError as error:
        raise _malformed() from error


def _named(name: str) -> str:
    if not name.isascii():
        name = _in_ascii(name)
    host = name.removesuffix(".")
    labels = host.split(".")
    if len(host) > _MOST_HOST_CHARACTERS or not all(map(_LABEL.fullmatch, labels)):
        raise _malformed()
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise _malformed() from error
    return host


def _in_ascii(name: str) -> str:
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except UnicodeError as error:
        raise _malformed() from error


@functools.cache
def _special_networks() -> tuple[IPv4Network | IPv6Network, ...]:
    path = Path(__file__).with_name("special_networks.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(ip_network(row["network"]) for row in csv.DictReader(file))


def _malformed() -> AddressError:
    return AddressError(
        "This isn't the address of a website. Copy it from your browser's address bar."
    )


def _too_long() -> AddressError:
    return AddressError(
        f"This address is too long: at most {MOST_CHARACTERS:,} characters are read. "
        "Leave out what follows the question mark, if the page opens without it."
    )
