"""Grouping on the command line: an article a line in, its event a line out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.grouping import group
from corpus.json_lines import LineError, Record, articles_in
from corpus.signatures import Document, Signature, signature


def event_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """One ``{"id", "event"}`` for each line of JSON, in the same order.

    A line is ``{"id", "text", "headline"?, "published"?}``, in UTF-8. Articles with the same
    ``event``, a number, report one event. A line without an article is answered with
    ``{"id", "error"}``. Texts are read one by one and not kept.
    """
    answers: list[dict[str, Any]] = []
    events = group(_signatures(lines, answers))
    grouped = iter(events)
    for answer in answers:
        yield json.dumps(answer if "error" in answer else answer | {"event": next(grouped)})


def _signatures(lines: Iterable[bytes], answers: list[dict[str, Any]]) -> Iterator[Signature]:
    """The signatures of the articles; of every line, the beginning of its answer."""
    for article in articles_in(lines):
        if isinstance(article, LineError):
            answers.append({"id": article.article_id, "error": str(article)})
            continue
        try:
            read = signature(_document(article))
        except Exception as error:
            # A fault of ours in one article must not cost the reader the thousand after it.
            message = f"this text broke the grouping ({error!r}); please report it"
            answers.append({"id": article.get("id"), "error": message})
        else:
            answers.append({"id": article.get("id")})
            yield read


def _document(article: Record) -> Document:
    headline, published = (
        value if isinstance(value := article.get(key), str) else ""
        for key in ("headline", "published")
    )
    return Document(str(article.get("id")), article["text"], headline, published)
