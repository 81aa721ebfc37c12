"""Analyses of several outlets as tidy tables: one row a measure, a mark or an attribution."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import pandas as pd

from analysis.comparison import Tally, compare_rates, compare_shares, leave_one_out
from analysis.measures import side_of
from analysis.segmentation import paragraphs
from analysis.types import Analysis

Coverage = Mapping[str, Analysis]
"""Analyses by the label under which tables and charts show them, usually the outlet."""

MEASURE_COLUMNS = ("outlet", "name", "group", "value", "count", "of", "low", "high", "unit")
EVIDENCE_COLUMNS = (
    "outlet", "start", "end", "text", "measure", "category", "voice", "part", "entity",
    "variant", "agreement", "reason", "suggestion",
)  # fmt: skip
ATTRIBUTION_COLUMNS = (
    "outlet", "speaker", "side", "role", "cue", "stance", "form", "quoted_words", "words",
    "named", "resolved", "via", "content", "start", "end", "paragraph",
)  # fmt: skip
COMPARISON_COLUMNS = (
    "outlet", "name", "ratio", "difference", "low", "high", "probability_higher", "wording",
)  # fmt: skip


def measures_table(coverage: Coverage) -> pd.DataFrame:
    """Every measure of every outlet; columns MEASURE_COLUMNS."""
    rows = [
        (label, each.name, each.group, each.value, each.count, each.of, each.low, each.high,
         each.unit)
        for label, analysis in coverage.items()
        for each in analysis.measures
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(MEASURE_COLUMNS))


def evidence_table(coverage: Coverage) -> pd.DataFrame:
    """Every counted mark of every outlet; columns EVIDENCE_COLUMNS, offsets in code points."""
    rows = [
        (label, each.span.start, each.span.end, each.text, each.measure, each.category, each.voice,
         "headline" if analysis.article.in_headline(each.span) else "body", each.entity,
         each.variant, each.agreement, each.reason, each.suggestion)
        for label, analysis in coverage.items()
        for each in analysis.counted
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(EVIDENCE_COLUMNS))


def attributions_table(coverage: Coverage) -> pd.DataFrame:
    """Every attribution of every outlet; columns ATTRIBUTION_COLUMNS.

    ``start`` and ``end`` are where its cue stands, or what is attributed where it has none;
    ``paragraph`` counts from 1 for the first after the headline, which is 0.
    """
    rows: list[tuple[object, ...]] = []
    for label, analysis in coverage.items():
        text = analysis.article.text
        starts = [each.start for each in paragraphs(text) if not analysis.article.in_headline(each)]
        for each in analysis.attributions:
            stretch = each.cue or each.content[0]
            rows.append(
                (label, each.speaker, side_of(each), each.role,
                 each.cue.text_in(text) if each.cue else None, each.stance, each.form,
                 each.quoted_words, each.words, each.named, each.resolved, each.via,
                 " … ".join(span.text_in(text) for span in each.content),
                 stretch.start, stretch.end, bisect_right(starts, each.content[0].start))
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(ATTRIBUTION_COLUMNS))


def sentences_table(analysis: Analysis) -> pd.DataFrame:
    """Every sentence of one article's body: its number, words, syllables, and the text."""
    text = analysis.article.text
    rows = [
        (number, each.words, each.syllables, each.hard, each.span.text_in(text))
        for number, each in enumerate(analysis.readability.sentences, start=1)
    ]
    return pd.DataFrame(rows, columns=["sentence", "words", "syllables", "hard", "text"])


def moved_measures(before: Analysis, after: Analysis) -> pd.DataFrame:
    """The measures whose value or count differs between two analyses, rates and shares first.

    Columns: name, group, before, after, count_before, count_after, unit; a measure that only one
    of them has is missing on the other's side.
    """
    both = [{(each.name, each.group): each for each in analysis.measures}
            for analysis in (before, after)]  # fmt: skip
    rows = []
    for key in dict.fromkeys([*both[0], *both[1]]):
        old, new = (measures.get(key) for measures in both)
        if old is None or new is None or (old.value, old.count) != (new.value, new.count):
            told = new or old
            rows.append(
                (*key, old.value if old else None, new.value if new else None,
                 old.count if old else None, new.count if new else None,
                 told.unit if told else "")
            )  # fmt: skip
    columns = ["name", "group", "before", "after", "count_before", "count_after", "unit"]
    return pd.DataFrame(rows, columns=columns)


def comparisons_table(measures: pd.DataFrame) -> pd.DataFrame:
    """Each outlet's rates and shares beside the other outlets', one row a measure and outlet.

    ``measures`` is of ``measures_table``. ``ratio`` is that of its rate to the others' together,
    ``difference`` that of its share; ``low`` and ``high`` are ends of the 95 % interval of either.
    ``probability_higher`` compares it with another outlet of the set, and ``wording`` says it.
    """
    rows: list[tuple[object, ...]] = []
    whole = measures[(measures["group"] == "") & measures["low"].notna()]
    for name, table in whole.groupby("name", sort=False):
        if len(table) < 2:
            continue
        tallies = {
            str(outlet): Tally(int(count), int(of))
            for outlet, count, of in zip(table["outlet"], table["count"], table["of"], strict=True)
        }
        is_share = str(table["unit"].iloc[0]).startswith("of ")
        compared = leave_one_out(tallies, compare_shares if is_share else compare_rates)
        for outlet, each in compared.items():
            pool = each.against_pool
            ratio, difference = (None, pool.median) if is_share else (pool.median, None)
            rows.append(
                (outlet, name, ratio, difference, pool.low, pool.high, each.probability_higher,
                 each.wording)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS))
