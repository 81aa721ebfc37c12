"""GDELT's search for news articles of all countries, its DOC 2.0 interface.

Nobody has to register for it. It answers one search in five seconds, and fewer when it is busy.
"""

from __future__ import annotations

import csv
import functools
import json
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

from corpus.addresses import AddressError, parse_address
from corpus.coverage_query import CoverageError, CoverageQuery
from corpus.fetching import Fetched, FetchError, Limits
from corpus.gdelt_titles import tidy_title
from corpus.links import canonical_url

ANSWER_TYPES = frozenset({"application/json", "text/html", "text/plain"})
"""Refusals come as text or HTML, and as if all were well."""

MOST_RECORDS = 250
"""GDELT gives no more at once."""

EARLIEST = date(2017, 1, 1)
"""Older news can't be searched."""

PAUSE = 5.0
"""Seconds from the end of a search to the start of the next, as GDELT asks for."""

_LONGEST_WAIT = 60.0
_LONGEST_REFUSAL = 200
_BUSY = "limit requests to one every"
_BY_HAND = "Links, feeds and files of other reports can still be added by hand."
# What JSON allows behind a backslash, and any backslash besides.
_ESCAPE = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')


PATIENT = Limits(silence=45.0, total=60.0)
"""What to fetch its answers with: a search can take GDELT most of a minute."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report that the search found.

    Attributes:
        url: where it is.
        title: its headline.
        domain: whose it is.
        country: the outlet's country, as GDELT calls it, or empty.
        language: what it is written in, as GDELT calls it, or empty.
        seen: when GDELT saw it first, as an ISO 8601 moment in UTC, or empty.
    """

    url: str
    title: str
    domain: str
    country: str
    language: str
    seen: str


class _BusyError(CoverageError):
    """GDELT was asked too often."""

    def __init__(self) -> None:
        super().__init__(
            "GDELT is busy, or was asked too often from here: it answers one search in five "
            f"seconds at best. Try again in some minutes. {_BY_HAND}"
        )


class CoverageSearch:
    """Searches one after the other, as often as GDELT allows; a process should have only one.

    Safe to use from several threads.
    """

    def __init__(
        self,
        get: Callable[[str, Collection[str]], Fetched],
        endpoint: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare to search; nothing is asked.

        Args:
            get: fetches an address, if what is there has one of some content types.
            endpoint: where the interface is.
            clock: tells the seconds.
            sleep: waits for so many of them.
        """
        self._get = get
        self._endpoint = endpoint
        self._clock = clock
        self._sleep = sleep
        self._turn = threading.Lock()
        self._next = clock()

    def find(self, query: CoverageQuery) -> tuple[Found, ...]:
        """What the search finds, what fits best first; at most MOST_RECORDS.

        If GDELT is busy, it is asked once more.

        Raises:
            CoverageError: if it can't be asked, refuses the query or is busy.
        """
        url = request_url(query, self._endpoint)
        if not self._turn.acquire(timeout=_LONGEST_WAIT):
            raise CoverageError(
                f"Too many others are searching just now. Try again in a minute. {_BY_HAND}"
            )
        try:
            return self._asked(url)
        except _BusyError:
            return self._asked(url)
        finally:
            self._turn.release()

    def _asked(self, url: str) -> tuple[Found, ...]:
        self._sleep(max(0.0, self._next - self._clock()))
        try:
            data = self._get(url, ANSWER_TYPES).data
        except FetchError as error:
            # Only its words tell that a fetch failed because of too many requests.
            if "status 429" in str(error):
                raise _BusyError from error
            raise CoverageError(f"GDELT can't be searched. {error} {_BY_HAND}") from error
        finally:
            self._next = self._clock() + PAUSE
        return read_answer(data)


def request_url(query: CoverageQuery, endpoint: str) -> str:
    """The address that asks GDELT for what ``query`` says.

    Raises:
        CoverageError: if GDELT would refuse the query.
    """
    if query.end < query.start:
        raise CoverageError("The last day is before the first. Change one of them.")
    if query.end < EARLIEST:
        raise CoverageError(
            f"GDELT has no news from before {EARLIEST:%B %Y}. Choose later days. {_BY_HAND}"
        )
    parameters = {
        "query": query.text,
        "mode": "artlist",
        "format": "json",
        "maxrecords": str(MOST_RECORDS),
        "startdatetime": f"{max(query.start, EARLIEST):%Y%m%d}000000",
        "enddatetime": f"{query.end:%Y%m%d}235959",
        "sort": "hybridrel",
    }
    return f"{endpoint}?{urlencode(parameters)}"


def read_answer(data: bytes) -> tuple[Found, ...]:
    """The reports in an answer of GDELT's, each once.

    Raises:
        CoverageError: if the answer is a refusal, or can't be read.
    """
    text = data.decode("utf-8-sig", errors="replace").strip()
    if not text.startswith("{"):
        raise _refusal(text)
    try:
        answer = json.loads(_ESCAPE.sub(_escaped, text), strict=False)
    except (ValueError, RecursionError) as error:
        raise CoverageError(f"GDELT's answer broke off. Try again. {_BY_HAND}") from error
    records = answer.get("articles", [])
    if not isinstance(records, list):
        raise CoverageError(f"GDELT's answer has another form than it used to. {_BY_HAND}")
    by_url: dict[str, Found] = {}
    titles: set[tuple[str, str]] = set()
    for found in _reports(records):
        title = (found.title.casefold(), found.domain)
        if canonical_url(found.url) not in by_url and not (found.title and title in titles):
            by_url[canonical_url(found.url)] = found
            titles.add(title)
    return tuple(by_url.values())


def _escaped(escape: re.Match[str]) -> str:
    """An escape as it is; GDELT leaves other backslashes in titles as they are."""
    return escape[0] if escape[1] else r"\\"


def _reports(records: list[object]) -> Iterator[Found]:
    for record in records:
        if not isinstance(record, dict):
            continue
        cells = {name: value for name, value in record.items() if isinstance(value, str)}
        try:
            address = parse_address(cells.get("url", "").strip())
        except AddressError:
            continue
        domain = cells.get("domain", "").strip().lower() or address.host.removeprefix("www.")
        yield Found(
            address.url,
            tidy_title(cells.get("title", ""), address.url),
            domain,
            cells.get("sourcecountry", "").strip(),
            cells.get("language", "").strip(),
            _moment(cells.get("seendate", "")),
        )


def _moment(written: str) -> str:
    try:
        moment = datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return moment.isoformat()


def _refusal(text: str) -> CoverageError:
    """What an answer without reports means."""
    folded = text[:_LONGEST_REFUSAL].lower()
    if _BUSY in folded:
        return _BusyError()
    for says, message in _refusals().items():
        if says in folded:
            return CoverageError(message)
    if not text or "<" in folded or len(text) > _LONGEST_REFUSAL:
        return CoverageError(
            f"GDELT answers with something else than reports just now. Try again later. {_BY_HAND}"
        )
    return CoverageError(
        f"GDELT refuses the search. It says: '{' '.join(text.split())}' Change the words or days."
    )


@functools.cache
def _refusals() -> Mapping[str, str]:
    path = Path(__file__).with_name("gdelt_refusals.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["says"]: row["message"] for row in csv.DictReader(file)}
