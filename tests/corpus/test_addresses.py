"""Web addresses are read in one way, and only those on the public internet may be reached."""

from __future__ import annotations

import csv
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.addresses
from corpus.addresses import AddressError, is_public, parse_address, resolve_host


@pytest.mark.parametrize(
    ("url", "read_as"),
    [
        ("https://example.org/a/b?c=d&e=f", "https://example.org/a/b?c=d&e=f"),
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("https://example.org./", "https://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:/", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org/a#fragment", "https://example.org/a"),
        ("https://example.org?q", "https://example.org/?q"),
        ("https://example.org/caf%C3%A9", "https://example.org/caf%C3%A9"),
        ("https://example.org/café?à=é", "https://example.org/caf%C3%A9?%C3%A0=%C3%A9"),
        ('https://example.org/"<a>"|', "https://example.org/%22%3Ca%3E%22%7C"),
        ("https://example.org/@name:1/", "https://example.org/@name:1/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://BÜCHER。example/", "https://xn--bcher-kva.example/"),
        ("https://a_b.example.org/", "https://a_b.example.org/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://８.８.８.８/", "http://8.8.8.8/"),
        ("http://[2606:4700:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_an_address_is_read_into_the_one_spelling_that_is_sent(url: str, read_as: str) -> None:
    address = parse_address(url)
    assert address.url == read_as
    assert parse_address(address.url) == address


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "Only web pages"),
        ("example.org", "Only web pages"),
        ("file:///etc/passwd", "Only web pages"),
        ("ftp://example.org/", "Only web pages"),
        ("gopher://example.org/", "Only web pages"),
        ("javascript:alert(1)", "Only web pages"),
        ("data:text/html,x", "Only web pages"),
        ("https:/example.org/", "isn't the address"),
        ("https://", "isn't the address"),
        ("https:///path", "isn't the address"),
        ("https://?q", "isn't the address"),
        ("https://./", "isn't the address"),
        ("https://a..example.org/", "isn't the address"),
        ("https://example.org../", "isn't the address"),
        ("https://.example.org/", "isn't the address"),
        ("https://exa$mple.org/", "isn't the address"),
        ("https://exa%6Dple.org/", "isn't the address"),
        ("https://☃.example/", "isn't the address"),
        ("https://a℀b.example/", "isn't the address"),
        (f"https://{'a' * 64}.org/", "isn't the address"),
        (f"https://{'a.' * 130}org/", "isn't the address"),
        (f"https://{'ü' * 64}.org/", "isn't the address"),
        ("https://user@example.org/", "user name"),
        ("https://user:word@example.org/", "user name"),
        ("https://example.org@10.0.0.1/", "user name"),
        ("https://@example.org/", "user name"),
        ("https://example.org:22/", "port"),
        ("https://example.org:0/", "port"),
        ("https://example.org:6379/", "port"),
        ("https://example.org:70000/", "isn't the address"),
        ("https://example.org:-1/", "isn't the address"),
        ("https://example.org:80:80/", "isn't the address"),
        ("https://example.org:８０/", "isn't the address"),
        ("https://exam ple.org/", "space"),
        (" https://example.org/", "space"),
        ("https://example.org/a b", "space"),
        ("https://example.org/\r\nHost: inner", "invisible"),
        ("https://example.org/\tb", "invisible"),
        ("https://example.org/\0", "invisible"),
        ("https://example.org/\x7f", "invisible"),
        ("https://example.org/\u00a0", "invisible"),
        ("https://example.org/\u202e", "invisible"),
        ("https://exam\u00adple.org/", "invisible"),
        ("https://example.org/\ud800", "invisible"),
        ("https://inner\\@example.org/", "backslash"),
        ("https:\\\\example.org\\", "backslash"),
        ("https://example.org/" + "a" * 2_048, "too long"),
        ("https://example.org/" + "é" * 1_000, "too long"),
    ],
)
def test_what_is_no_web_page_by_its_form_is_refused(url: str, says: str) -> None:
    with pytest.raises(AddressError, match=says) as caught:
        parse_address(url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "017700000001",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "127.0.0.0x1",
        "127.0.0.01",
        "0",
        "0x",
        "1.2.3.4.5",
        "256.0.0.1",
        "example.123",
        "１２７.1",
        "[::1",
        "[::1]x",
        "x[::1]",
        "[::1%25eth0]",
        "[fe80::1%eth0]",
        "[v1.fe80]",
        "[127.0.0.1]",
        "[]",
    ],
)
def test_an_odd_spelling_of_an_ip_address_is_refused(host: str) -> None:
    with pytest.raises(AddressError, match="isn't the address"):
        parse_address(f"http://{host}/")


def test_other_ports_can_be_let_in() -> None:
    assert parse_address("http://example.org:5000/", {5000}).port == 5000


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://[", "https://a@"]))
def test_any_text_is_an_address_or_gets_a_message(text: str, start: str) -> None:
    try:
        address = parse_address(start + text)
    except AddressError:
        return
    address.url.encode("ascii")
    assert address.url.isprintable()
    assert parse_address(address.url) == address


PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2000::",
    "2001:200::",
    "2001:4860:4860::8888",
    "2606:4700:4700::1111",
    "2a00::1",
    "64:ff9b::8.8.8.8",
]
NOT_PUBLIC = {
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],
    "loopback": ["127.0.0.1", "127.255.255.255", "::1"],
    "private": ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    "shared by a carrier's customers": ["100.64.0.1", "100.127.255.255", "100.100.100.200"],
    "link-local": ["169.254.0.1", "fe80::1", "febf::1", "fe80::1%eth0"],
    "metadata": ["169.254.169.254", "168.63.129.16", "fd00:ec2::254", "192.0.0.192"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "192.0.0.8", "192.0.0.10", "4000::1", "100::1", "5f00::1", "1::"],
    "broadcast": ["255.255.255.255"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "benchmarking": ["198.18.0.1", "198.19.255.255", "2001:2::1"],
    "unique-local": ["fc00::1", "fd12:3456::1"],
    "site-local": ["fec0::1", "feff::1"],
    "IPv4-mapped": ["::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"],
    "IPv4-compatible": ["::10.0.0.1", "::127.0.0.1", "::8.8.8.8"],
    "IPv4-translated": ["::ffff:0:10.0.0.1"],
    "6to4": ["2002:0a00:0001::1", "2002:7f00:0001::", "2002:0808:0808::1", "192.88.99.1"],
    "Teredo": ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "NAT64": ["64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "64:ff9b::"],
    "ORCHID": ["2001:10::1", "2001:20::1"],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_may_be_reached(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [pytest.param(each, id=f"{kind} {each}") for kind, all_ in NOT_PUBLIC.items() for each in all_],
)
def test_no_other_network_may_be_reached(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses())
def test_what_python_knows_to_be_special_is_never_public(
    address: IPv4Address | IPv6Address,
) -> None:
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    translated = address in ip_network("64:ff9b::/96")
    assert not (special and is_public(address)) or translated


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_address_opens_no_way(address: IPv4Address) -> None:
    inside = int(address)
    assert not is_public(IPv6Address(inside))
    assert not is_public(IPv6Address(0xFFFF << 32 | inside))
    assert not is_public(IPv6Address(0x2002 << 112 | inside << 80))
    assert not is_public(IPv6Address(0x20010000 << 96 | inside ^ 0xFFFF_FFFF))
    nat64 = IPv6Address(int(IPv6Address("64:ff9b::")) | inside)
    assert is_public(nat64) == is_public(address)


def test_every_special_network_says_what_it_is_and_where_that_stands() -> None:
    path = Path(corpus.addresses.__file__).with_name("special_networks.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["what"] and row["source"] for row in rows)
    networks = [row["network"] for row in rows]
    assert len(set(networks)) == len(networks)


def test_a_host_has_each_of_its_addresses_once() -> None:
    assert resolve_host("127.0.0.1") == (IPv4Address("127.0.0.1"),)
    assert resolve_host("::1") == (IPv6Address("::1"),)
