"""What an export holds: the rows of its tables, and what their columns mean."""

from __future__ import annotations

import csv
import functools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from analysis import Analysis, Article, Span
from analysis.segmentation import paragraphs

DICTIONARY = Path(__file__).parent / "data_dictionary.csv"
"""The data dictionary: what each column of each table holds."""

Table = Literal["articles", "attributions", "evidence", "measures"]
Type = Literal["text", "integer", "number", "yes or no"]
Cell = str | int | float | bool | None
Row = Mapping[str, Cell]

TABLES: tuple[Table, ...] = get_args(Table)


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """An article with what was found in it; what nobody said of it is empty.

    Attributes:
        article_id: what names it in every table.
        outlet: who published it.
        country: the outlet's country.
        published: ISO 8601 date.
        url: where it was found.
        event: the event that it covers.
        analysis: what was found.
    """

    article_id: str
    outlet: str
    country: str
    published: str
    url: str
    event: str
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as the data dictionary has it."""

    table: Table
    name: str
    type: Type


@functools.cache
def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns of a table, in their order.

    Raises:
        ValueError: if the data dictionary isn't as it should be.
    """
    return tuple(column for column in _columns() if column.table == table)


def rows_of(table: Table, article: AnalysedArticle) -> list[Row]:
    """The rows that ``article`` gives to a table, a cell a column; None where nothing is told."""
    return list(_ROWS[table](article))


def _article_rows(each: AnalysedArticle) -> Iterator[Row]:
    analysis = each.analysis
    versions = (f"{name}={version}" for name, version in analysis.versions.items())
    yield {
        "article_id": each.article_id,
        "outlet": each.outlet or None,
        "country": each.country or None,
        "published": each.published or None,
        "url": each.url or None,
        "event": each.event or None,
        "headline": analysis.article.headline or None,
        "text": analysis.article.text,
        "words": analysis.readability.whole.words,
        "loaded_sentence": analysis.loaded_probability,
        "least_agreement": analysis.least_agreement,
        "with_unlisted": analysis.with_unlisted,
        "versions": "; ".join(versions),
    }


def _attribution_rows(each: AnalysedArticle) -> Iterator[Row]:
    article = each.analysis.article
    text = article.text
    starts = [span.start for span in paragraphs(text) if not article.in_headline(span)]
    for number, found in enumerate(each.analysis.attributions, start=1):
        first, last = found.content[0], found.content[-1]
        yield {
            "article_id": each.article_id,
            "outlet": each.outlet or None,
            "number": number,
            "part": _part(article, first),
            "paragraph": bisect_right(starts, first.start),
            "speaker": found.speaker,
            "resolved": found.resolved,
            "named": found.named,
            "side": found.side,
            "role": found.role,
            "via": found.via,
            "stance": found.stance,
            "form": found.form,
            "quoted_words": found.quoted_words,
            "words": found.words,
            **_place("source", text, found.source),
            **_place("cue", text, found.cue),
            "content": " … ".join(span.text_in(text) for span in found.content),
            "content_start": first.start,
            "content_end": last.end,
            "content_spans": "|".join(f"{span.start}-{span.end}" for span in found.content),
        }


def _evidence_rows(each: AnalysedArticle) -> Iterator[Row]:
    counted = set(each.analysis.counted)
    for mark in each.analysis.evidence:
        yield {
            "article_id": each.article_id,
            "outlet": each.outlet or None,
            "start": mark.span.start,
            "end": mark.span.end,
            "text": mark.text,
            "measure": mark.measure,
            "category": mark.category,
            "voice": mark.voice,
            "part": _part(each.analysis.article, mark.span),
            "counted": mark in counted,
            "reported": mark.reported,
            "arguable": mark.arguable,
            "agreement": mark.agreement,
            "entity": mark.entity,
            "variant": mark.variant,
            "aligned_with": mark.aligned_with,
            "reason": mark.reason,
            "suggestion": mark.suggestion,
            "background": mark.background,
            "source": mark.source,
        }


def _measure_rows(each: AnalysedArticle) -> Iterator[Row]:
    for measure in each.analysis.measures:
        yield {
            "article_id": each.article_id,
            "outlet": each.outlet or None,
            "name": measure.name,
            "group": measure.group,
            "value": measure.value,
            "count": measure.count,
            "of": measure.of,
            "low": measure.low,
            "high": measure.high,
            "unit": measure.unit,
        }


_ROWS: Mapping[Table, Callable[[AnalysedArticle], Iterator[Row]]] = {
    "articles": _article_rows,
    "attributions": _attribution_rows,
    "evidence": _evidence_rows,
    "measures": _measure_rows,
}


def _part(article: Article, span: Span) -> str:
    return "headline" if article.in_headline(span) else "body"


def _place(name: str, text: str, span: Span | None) -> Row:
    return {
        name: span.text_in(text) if span else None,
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
    }


@functools.cache
def _columns() -> tuple[Column, ...]:
    found: dict[tuple[str, str], Column] = {}
    with DICTIONARY.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file, strict=True), start=2):
            table, name, kind = row["table"], row["column"], row["type"]
            fits = table in TABLES and kind in get_args(Type) and name and row["meaning"]
            if not fits or (table, name) in found:
                raise ValueError(
                    f"{DICTIONARY.name}, line {line}: a cell is wrong, or a row double"
                )
            found[table, name] = Column(cast(Table, table), name, cast(Type, kind))
    return tuple(found.values())
