"""What websites ask of programs: which pages to read (robots.txt, RFC 9309), and how often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PROGRAM = "Parallax"
"""The name that a robots.txt calls this program by."""

MOST_BYTES = 500 * 1024
"""What follows in a robots.txt isn't read; the standard has at least so much read."""

LONGEST_PAUSE = 10.0
"""Seconds; a Crawl-delay above it is met by waiting so long."""

_KEPT_SECONDS = 3_600.0
# With the largest files, 100 MB.
_MOST_KEPT = 200
# Each rule is stored once for each program that it is for. Large newspapers' files come to 100,000.
_MOST_RULES = 500_000


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a robots.txt says about one page.

    Attributes:
        allowed: whether programs like this one may read it.
        pause: seconds that it asks for between two visits, at most ``LONGEST_PAUSE``.
    """

    allowed: bool
    pause: float = 0.0


def ruling(robots: bytes, url: str) -> Ruling:
    """What the robots.txt of a website says about the page at ``url``.

    A file whose rules would take too long to read allows nothing.
    """
    from protego import Protego

    text = _whole_lines(robots).decode("utf-8-sig", errors="replace")
    lines = [line.strip().lower() for line in text.splitlines()]
    programs = sum(line.startswith("user") for line in lines)
    if programs * (len(lines) - programs) > _MOST_RULES:
        return Ruling(allowed=False)
    rules = Protego.parse(text)
    pause = rules.crawl_delay(PROGRAM) or 0.0
    return Ruling(rules.can_fetch(url, PROGRAM), min(pause, LONGEST_PAUSE))


def _whole_lines(robots: bytes) -> bytes:
    """What is read of it, without a rule that is cut in two, which would be another rule."""
    if len(robots) <= MOST_BYTES:
        return robots
    return robots[:MOST_BYTES].rpartition(b"\n")[0]


@dataclass(frozen=True, slots=True)
class _Kept:
    robots: bytes
    until: float


class RobotsFiles:
    """The robots.txt files of websites, kept for an hour. Safe to use from several threads."""

    def __init__(self) -> None:
        self._files: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def of(self, origin: str, fetch: Callable[[], bytes]) -> bytes:
        """The robots.txt of a website, fetched if it isn't kept. What ``fetch`` raises is raised.

        Args:
            origin: the website's scheme, host and port.
            fetch: gets the file; it may stop after a byte more than ``MOST_BYTES``.
        """
        with self._lock:
            kept = self._files.get(origin)
        if kept and time.monotonic() < kept.until:
            return kept.robots
        robots = fetch()
        with self._lock:
            if len(self._files) >= _MOST_KEPT:
                del self._files[next(iter(self._files))]
            self._files[origin] = _Kept(robots, time.monotonic() + _KEPT_SECONDS)
        return robots


@dataclass(slots=True)
class Visit:
    """A visit to a host, while it lasts.

    Attributes:
        waited: seconds until it could start.
        pause: seconds from its start until the next one may start; may be set during the visit.
    """

    waited: float
    pause: float


class Turns:
    """One visit to a host at a time, with pauses. Safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._visited: set[str] = set()
        self._free_from: dict[str, float] = {}

    @contextmanager
    def at(self, host: str, pause: float, patience: float) -> Iterator[Visit]:
        """Wait for a turn at ``host``, and hold it.

        Args:
            host: its name or IP address.
            pause: seconds from this visit's start until the next one may start.
            patience: seconds to wait at most.

        Raises:
            TimeoutError: if the turn didn't come.
        """
        asked = time.monotonic()
        with self._changed:
            self._wait(host, asked + patience)
            started = time.monotonic()
            self._visited.add(host)
        visit = Visit(started - asked, pause)
        try:
            yield visit
        finally:
            with self._changed:
                self._visited.remove(host)
                self._free_from[host] = started + visit.pause
                self._changed.notify_all()

    def _wait(self, host: str, deadline: float) -> None:
        """Until nobody visits the host and the pause after the last visit is over."""
        while True:
            now = time.monotonic()
            self._free_from = {each: free for each, free in self._free_from.items() if free > now}
            if host not in self._visited and host not in self._free_from:
                return
            if now >= deadline:
                raise TimeoutError
            free = deadline if host in self._visited else self._free_from[host]
            self._changed.wait(min(free, deadline) - now)
