"""The command line's answers: one JSON object an article, the contract of measuring scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from analysis import Analysis, Article, ArticleError, Attribution, Evidence, Span, analyze
from corpus.draft import Draft
from corpus.json_lines import LineError, Record, articles_in

Answer = dict[str, Any]


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


def answer_file(name: str, extracted: Draft) -> Answer:
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
    for article in articles_in(lines):
        yield json.dumps(_answer_line(article), allow_nan=False)


def _answer_line(article: Record | LineError) -> Answer:
    if isinstance(article, LineError):
        return {"id": article.article_id, "error": str(article)}
    article_id, text, headline = article.get("id"), article["text"], article.get("headline")
    if not isinstance(headline, str) or not text.startswith(headline):
        headline = ""
    try:
        return answer(article_id, analyze(Article(text, headline)))
    except ArticleError as error:
        return {"id": article_id, "error": str(error)}
    except Exception as error:
        # A fault of ours in one article must not cost the reader the thousand after it.
        message = f"this text broke the analysis ({error!r}); please report it"
        return {"id": article_id, "error": message}


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
