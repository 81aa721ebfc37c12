"""The command line's answers: one JSON object an article, the contract of measuring scripts."""

from __future__ import annotations

import codecs
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from analysis import Analysis, Article, ArticleError, Attribution, Evidence, Span, analyze
from corpus.extract import Extracted

Answer = dict[str, Any]

_LINE_FORM = 'Write one {"id": ..., "text": "..."} a line.'


def answer(article_id: object, analysis: Analysis) -> Answer:
    """The analysis in the form of the contract; offsets are code points of the article's text.

    Each mark says whether the measures count it.
    """
    text, counted = analysis.article.text, set(analysis.counted)
    return {
        "id": article_id,
        "versions": dict(analysis.versions),
        "attributions": [_attribution(text, each) for each in analysis.attributions],
        "evidence": [_evidence(each) | {"counted": each in counted} for each in analysis.evidence],
        "measures": [asdict(each) for each in analysis.measures],
        "readability": {
            "whole": asdict(analysis.readability.whole),
            "own_voice": asdict(analysis.readability.own_voice),
        },
        "scores": {"loaded_sentence": analysis.loaded_probability},
    }


def answer_file(name: str, extracted: Extracted) -> Answer:
    """The answer for a file, with the article that was extracted from it."""
    article = extracted.article
    return answer(name, analyze(article)) | {
        "article": {
            "headline": article.headline,
            "text": article.text,
            "dropped": list(extracted.dropped),
        }
    }


def answer_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """One line of JSON for each line of JSON, in the same order.

    A line is ``{"id", "text", "headline"?}``, in UTF-8; a headline counts as one where the text
    starts with it. A line that can't be scored is answered with ``{"id", "error"}``.
    """
    mark = codecs.BOM_UTF8
    for line in lines:
        line, mark = line.removeprefix(mark), b""
        if line.strip():
            yield json.dumps(_answer_line(line), allow_nan=False)


class _Record(dict[str, Any]):
    """A JSON object that knows which of its keys stood in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.twice = [key for key, count in counts.items() if count > 1]


def _answer_line(line: bytes) -> Answer:
    try:
        # Bytes that are no UTF-8 pass here, so that the answer can name the line's id.
        record = json.loads(line.decode("utf-8", "surrogateescape"), object_pairs_hook=_Record)
    except RecursionError:
        return {"id": None, "error": f"too many brackets inside each other. {_LINE_FORM}"}
    except ValueError as error:
        # Beside bad JSON, a number of more digits than Python converts.
        return {"id": None, "error": f"not a line of JSON: {error}. {_LINE_FORM}"}
    if not isinstance(record, _Record):
        return {"id": None, "error": f"not a JSON object. {_LINE_FORM}"}
    article_id = record.get("id")
    if not _is_id(article_id):
        return {"id": None, "error": 'the "id" must be a string or a number'}
    return {"id": article_id} | _answer_record(line, record)


def _answer_record(line: bytes, record: _Record) -> Answer:
    if not _is_utf8(line):
        return {"error": "not UTF-8. Save the lines in that encoding."}
    if record.twice:
        return {"error": f'the key "{record.twice[0]}" stands in this line twice; leave one'}
    text = record.get("text")
    if not isinstance(text, str):
        return {"error": f'no "text" that is a string. {_LINE_FORM}'}
    headline = record.get("headline")
    if not isinstance(headline, str) or not text.startswith(headline):
        headline = ""
    try:
        return answer(record.get("id"), analyze(Article(text, headline)))
    except ArticleError as error:
        return {"error": str(error)}
    except Exception as error:
        # A fault of ours in one article must not cost the reader the thousand after it.
        return {"error": f"this text broke the analysis ({error!r}); please report it"}


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


def _span(text: str, span: Span) -> Answer:
    return {"start": span.start, "end": span.end, "text": span.text_in(text)}


def _attribution(text: str, attribution: Attribution) -> Answer:
    return {
        "source": _span(text, attribution.source) if attribution.source else None,
        "cue": _span(text, attribution.cue) if attribution.cue else None,
        "content": [_span(text, span) for span in attribution.content],
        "speaker": attribution.speaker,
        "side": attribution.side,
        "role": attribution.role,
        "via": attribution.via,
        "stance": attribution.stance,
        "form": attribution.form,
        "named": attribution.named,
        "resolved": attribution.resolved,
    }


def _evidence(evidence: Evidence) -> Answer:
    optional = {
        "suggestion": evidence.suggestion,
        "entity": evidence.entity,
        "variant": evidence.variant,
        "aligned_with": evidence.aligned_with,
        "source": evidence.source,
        "agreement": evidence.agreement,
    }
    return {
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
        "measure": evidence.measure,
        "category": evidence.category,
        "voice": evidence.voice,
        "reason": evidence.reason,
        "arguable": evidence.arguable,
        "reported": evidence.reported,
        **{key: value for key, value in optional.items() if value is not None},
    }
