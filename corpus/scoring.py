"""The command line's answers: one JSON object an article, the contract of measuring scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from analysis import Analysis, Article, ArticleError, Attribution, Evidence, Span, analyze
from corpus.extract import Extracted

Answer = dict[str, Any]


def answer(article_id: object, analysis: Analysis) -> Answer:
    """The analysis in the form of the contract; offsets are code points of the article's text."""
    text = analysis.article.text
    return {
        "id": article_id,
        "versions": dict(analysis.versions),
        "attributions": [_attribution(text, each) for each in analysis.attributions],
        "evidence": [_evidence(each) for each in analysis.evidence],
        "measures": [asdict(each) for each in analysis.measures],
        "readability": {
            "whole": asdict(analysis.readability.whole),
            "own_voice": asdict(analysis.readability.own_voice),
        },
        "scores": {},
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


def answer_lines(lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for each line of JSON, in the same order.

    A line is ``{"id", "text", "headline"?}``; a headline counts as one where the text starts with
    it. A line that can't be scored is answered with ``{"id", "error"}``.
    """
    for line in lines:
        if line.strip():
            yield json.dumps(_answer_line(line))


def _answer_line(line: str) -> Answer:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return {"id": None, "error": f"not a line of JSON: {error}"}
    if not isinstance(record, dict):
        return {"id": None, "error": "not a JSON object"}
    article_id, text = record.get("id"), record.get("text")
    if not isinstance(text, str):
        return {"id": article_id, "error": 'no "text" in this line'}
    headline = record.get("headline")
    if not isinstance(headline, str) or not text.startswith(headline):
        headline = ""
    try:
        return answer(article_id, analyze(Article(text, headline)))
    except ArticleError as error:
        return {"id": article_id, "error": str(error)}


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
    }


def _evidence(evidence: Evidence) -> Answer:
    optional = {
        "suggestion": evidence.suggestion,
        "entity": evidence.entity,
        "source": evidence.source,
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
        **{key: value for key, value in optional.items() if value is not None},
    }
