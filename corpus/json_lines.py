"""Lines of JSON that scripts hand in, one article each, and what is wrong with a bad one."""

from __future__ import annotations

import codecs
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

LINE_FORM = 'Write one {"id": ..., "text": "..."} a line.'


class LineError(ValueError):
    """A line that holds no article.

    Attributes:
        article_id: what the line gives as the article's id; None if there is none.
    """

    def __init__(self, message: str, article_id: object = None) -> None:
        super().__init__(message)
        self.article_id = article_id


class Record(dict[str, Any]):
    """A JSON object that knows which of its keys stood in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.twice = [key for key, count in counts.items() if count > 1]


def articles_in(lines: Iterable[bytes]) -> Iterator[Record | LineError]:
    """The article of each line that isn't empty, or the error that says why there is none.

    An article has an ``id`` that is a string, a number or null, and a ``text`` that is a string.
    """
    mark = codecs.BOM_UTF8
    for line in lines:
        line, mark = line.removeprefix(mark), b""
        if not line.strip():
            continue
        try:
            yield _read(line)
        except LineError as error:
            yield error


def _read(line: bytes) -> Record:
    try:
        # Bytes that are no UTF-8 pass here, so that the answer can name the line's id.
        record = json.loads(line.decode("utf-8", "surrogateescape"), object_pairs_hook=Record)
    except RecursionError:
        raise LineError(f"too many brackets inside each other. {LINE_FORM}") from None
    except ValueError as error:
        # Beside bad JSON, a number of more digits than Python converts.
        raise LineError(f"not a line of JSON: {error}. {LINE_FORM}") from error
    if not isinstance(record, Record):
        raise LineError(f"not a JSON object. {LINE_FORM}")
    article_id = record.get("id")
    if not _is_id(article_id):
        raise LineError('the "id" must be a string or a number')
    if not _is_utf8(line):
        raise LineError("not UTF-8. Save the lines in that encoding.", article_id)
    if record.twice:
        raise LineError(
            f'the key "{record.twice[0]}" stands in this line twice; leave one', article_id
        )
    if not isinstance(record.get("text"), str):
        raise LineError(f'no "text" that is a string. {LINE_FORM}', article_id)
    return record


def _is_id(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, str | int)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
