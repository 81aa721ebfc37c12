"""GDELT's search for articles as it answers on the web, on this machine.

What it refuses, and in which words, is as GDELT does; it refuses with status 200.
"""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

BUSY = "Please limit requests to one every 5 seconds or contact us for larger queries."

_PARTS = re.compile(r'"[^"]*"|\([^()]*\)|[^\s()"]+')
_FILTERS = ("sourcelang:", "sourcecountry:", "domain:")
_COUNTRIES = {"sourcecountry:france", "sourcecountry:southkorea", "sourcecountry:unitedkingdom"}


def refusal(query: str, start: str = "20260301000000", end: str = "20260308235959") -> str:
    """What GDELT has against a query, or nothing."""
    if not 3 <= len(query) <= 250:
        return "Your query was too short or too long."
    if query.count('"') % 2 or query.count("(") != query.count(")"):
        return "One or more of your parenthetical clauses had an error."
    if start < "20170101000000":
        return "Invalid query start date."
    if end <= start:
        return "Timespan is too short."
    return next(filter(None, map(_against, _PARTS.findall(query))), "")


def _against(part: str) -> str:
    if part.startswith("("):
        alternatives = part[1:-1].split(" OR ")
        if len(alternatives) < 2:
            return "Parentheses may only be used around OR'd statements."
        return next(filter(None, map(_against, alternatives)), "")
    if part == "OR":
        return "Queries containing OR'd terms must be surrounded by ()."
    if part.startswith("sourcecountry:") and part not in _COUNTRIES:
        return "Invalid/Unsupported Country."
    if part.startswith('"'):
        return "The specified phrase is too short." if len(part) < 7 else ""
    if part.startswith(_FILTERS):
        return ""
    if not (part.isascii() and part.isalnum()):
        return "One or more of your keywords contained an illegal character."
    if len(part) < 3:
        return f"One or more of your keywords were too short, too long or too common: ({part})"
    return ""


def record(url: str, title: str, **more: str) -> dict[str, str]:
    """An article as GDELT lists it."""
    host = urlsplit(url).hostname or ""
    return {
        "url": url,
        "url_mobile": "",
        "title": title,
        "seendate": "20260303T101500Z",
        "socialimage": "",
        "domain": host.removeprefix("www."),
        "language": "English",
        "sourcecountry": "United Kingdom",
        **more,
    }


def listing(*records: dict[str, str]) -> bytes:
    """GDELT's answer that lists articles."""
    return json.dumps({"articles": records}).encode()


class Gdelt(http.server.ThreadingHTTPServer):
    """Answers searches as GDELT does, or as it is told to by ``next_answers``; notes requests."""

    daemon_threads = True

    def __init__(self, answer: bytes = b"{}") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.next_answers: list[tuple[int, bytes]] = []
        self.asked: list[dict[str, str]] = []
        self.port = int(self.server_address[1])
        self.endpoint = f"http://127.0.0.1:{self.port}/api/v2/doc/doc"

    def __enter__(self) -> Gdelt:
        threading.Thread(target=self.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def then(self, answers: Iterable[tuple[int, bytes]]) -> None:
        """Give these answers first, each a status and a body."""
        self.next_answers.extend(answers)


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Gdelt

    def do_GET(self) -> None:
        asked = {name: each[0] for name, each in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(asked)
        if self.server.next_answers:
            status, body = self.server.next_answers.pop(0)
        else:
            against = refusal(asked["query"], asked["startdatetime"], asked["enddatetime"])
            status, body = 200, against.encode() or self.server.answer
        self.send_response(status)
        kind = "application/json" if body.startswith(b"{") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
