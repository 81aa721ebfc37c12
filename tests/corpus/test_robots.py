"""Websites say which pages programs may read and how often, and are visited accordingly."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.robots import LONGEST_PAUSE, MOST_BYTES, RobotsFiles, Ruling, Turns, ruling

PAGE = "https://example.org/news/article?id=1"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /sport/", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nDisallow: /*?id=", False),
        ("User-agent: *\nDisallow: /news/article$", True),
        ("User-agent: Parallax\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: parallax\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: OtherBot\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /", False),
        ("user-agent:*\rdisallow:/news # for programs", False),
        ("<html><body>Page not found</body></html>", True),
    ],
)
def test_a_page_may_be_read_as_the_file_says(robots: str, allowed: bool) -> None:
    assert ruling(robots.encode(), PAGE).allowed == allowed


@pytest.mark.parametrize(
    ("delay", "pause"),
    [("4", 4.0), ("0.5", 0.5), ("86400", LONGEST_PAUSE), ("-1", 0.0), ("inf", 0.0), ("soon", 0.0)],
)
def test_the_pause_is_as_long_as_the_file_asks_within_reason(delay: str, pause: float) -> None:
    assert ruling(f"User-agent: *\nCrawl-delay: {delay}".encode(), PAGE) == Ruling(True, pause)


def test_a_rule_that_is_cut_in_two_is_left_out() -> None:
    start = b"User-agent: *\nDisallow: /\n"
    end = b"\nAllow: /news/of-last-year/"
    filling = b"#" * (MOST_BYTES - len(start) - len(b"\nAllow: /news/"))
    assert not ruling(start + filling + end, PAGE).allowed


PROGRAMS = "".join(f"user-agent:{each}\n" for each in range(14_000))
ENDLESS = {
    "programs and rules": PROGRAMS + "allow:/\n" * 30_000,
    "rules": "user-agent:*\n" + "allow:/\n" * 60_000,
    "wildcards": "user-agent:*\n" + "".join(f"allow:/*e*{each}\n" for each in range(30_000)),
    "stars": "user-agent:*\nallow:/" + "*e" * 250_000,
    "digits": "user-agent:*\ncrawl-delay:" + "1" * 500_000,
    "one line": "a" * 500_000,
}


@pytest.mark.parametrize("robots", ENDLESS.values(), ids=ENDLESS)
def test_no_file_takes_long(robots: str) -> None:
    started = time.perf_counter()
    ruling(robots.encode(), PAGE)
    # They take a third of a second at most; all rules for all programs would take minutes.
    assert time.perf_counter() - started < 5


def test_a_file_with_too_many_rules_to_read_allows_nothing() -> None:
    assert not ruling(ENDLESS["programs and rules"].encode(), PAGE).allowed


@given(st.binary(max_size=300))
def test_any_bytes_give_a_ruling(rules: bytes) -> None:
    assert 0 <= ruling(b"User-agent: *\n" + rules, PAGE).pause <= LONGEST_PAUSE


def test_a_file_is_fetched_once_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    files = RobotsFiles()
    fetched: list[bytes] = [b"new", b"old"]
    assert files.of("https://example.org", fetched.pop) == b"old"
    assert files.of("https://example.org", fetched.pop) == b"old"
    later = time.monotonic() + 3_601
    monkeypatch.setattr("corpus.robots.time.monotonic", lambda: later)
    assert files.of("https://example.org", fetched.pop) == b"new"


def test_a_file_that_could_not_be_read_is_asked_for_again() -> None:
    files = RobotsFiles()

    def fails() -> bytes:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.of("https://example.org", fails)
    assert files.of("https://example.org", lambda: b"there") == b"there"


def test_the_files_of_endless_websites_are_not_all_kept() -> None:
    files = RobotsFiles()
    for each in range(1_000):
        files.of(f"https://{each}.example.org", lambda: b"first")
    assert files.of("https://999.example.org", lambda: b"second") == b"first"
    assert files.of("https://0.example.org", lambda: b"second") == b"second"


def test_visits_to_a_host_follow_one_another_with_pauses() -> None:
    turns = Turns()
    starts: list[float] = []
    at_once = threading.Semaphore()

    def visit() -> None:
        with turns.at("example.org", pause=0.1, patience=5):
            starts.append(time.monotonic())
            assert at_once.acquire(blocking=False)
            time.sleep(0.02)
            at_once.release()

    threads = [threading.Thread(target=visit) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(starts) == 5
    assert all(later - earlier > 0.09 for earlier, later in zip(starts, starts[1:], strict=False))


def test_a_visit_longer_than_the_pause_is_followed_at_once() -> None:
    turns = Turns()
    with turns.at("example.org", pause=0.3, patience=5):
        time.sleep(0.31)
    with turns.at("example.org", pause=0.3, patience=5) as visit:
        assert visit.waited < 0.2


def test_a_host_that_asks_for_a_longer_pause_gets_it() -> None:
    turns = Turns()
    with turns.at("example.org", pause=0.0, patience=5) as visit:
        visit.pause = 0.2
    with turns.at("example.org", pause=0.0, patience=5) as visit:
        assert 0.15 < visit.waited < 2


def test_hosts_do_not_wait_for_each_other() -> None:
    turns = Turns()
    with (
        turns.at("example.org", pause=9, patience=5),
        turns.at("example.com", pause=9, patience=5) as visit,
    ):
        assert visit.waited < 1


@pytest.mark.parametrize("held", [True, False], ids=["during a visit", "in a pause"])
def test_waiting_for_a_turn_ends(held: bool) -> None:
    turns = Turns()
    with turns.at("example.org", pause=9, patience=5):
        if held:
            _gives_up(turns)
    if not held:
        _gives_up(turns)


def _gives_up(turns: Turns) -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError), turns.at("example.org", pause=9, patience=0.1):
        pass
    assert time.monotonic() - started < 2


def test_a_failed_visit_ends_too() -> None:
    turns = Turns()
    with pytest.raises(ConnectionError), turns.at("example.org", pause=0, patience=5):
        raise ConnectionError
    with turns.at("example.org", pause=0, patience=5) as visit:
        assert visit.waited < 1
