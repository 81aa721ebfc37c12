"""Figures: every outlet has a row of its own, and what can't be told is said in words."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import Analysis, Article, analyze
from analysis.measures import NO_SIDE
from analysis.readability import GRADE_FORMULAS
from analysis.tables import attributions_table, evidence_table, measures_table
from charts.framing import naming_counts, naming_matrix, shared_sides, verbs_by_side
from charts.headlines import headlines_html, leads_html
from charts.rates import TOO_FEW, formula_chart, interval_chart
from charts.sides import side_rows
from charts.sourcing import main_sides, quoted_words_by_side
from charts.style import inked, row_labels, shortened
from corpus.samples import sample_articles
from tests.conftest import SNUB_STORY

LONG = "The Extraordinarily Long-Winded Gazette of Port Halvern"


@pytest.fixture(scope="module")
def coverage() -> dict[str, Analysis]:
    event = sample_articles()[-1].event_id
    return {
        each.outlet: analyze(each.article) for each in sample_articles() if each.event_id == event
    }


def test_long_names_that_differ_only_in_the_middle_or_at_the_end_keep_rows_of_their_own() -> None:
    outlets = [LONG, f"{LONG} (2)", LONG.replace("Winded", "Worded"), "B"]
    labels = row_labels(outlets, "B")
    assert len(set(labels.values())) == len(outlets)
    assert labels["B"] == "<b>B</b>"


def test_markup_in_a_label_is_text() -> None:
    assert shortened('<a href="x">') == '&lt;a href="x"&gt;'


def test_every_outlet_has_a_row_in_every_chart(coverage: dict[str, Analysis]) -> None:
    outlets = list(coverage)
    attributions = attributions_table(coverage)
    measures = measures_table(coverage)
    rows = set(row_labels(outlets, outlets[0]).values())
    figures = [
        verbs_by_side(attributions, main_sides(attributions)[:2], outlets, outlets[0]),
        quoted_words_by_side(attributions, main_sides(attributions), outlets, outlets[0]),
        interval_chart(measures, "loaded_words", outlets[0]),
        formula_chart(measures, GRADE_FORMULAS, outlets[0]),
    ]
    for figure in figures:
        assert rows <= {label for trace in figure.data for label in trace.y}
        assert inked(figure, "#123456").layout.font.color == "#123456"


def test_the_naming_matrix_counts_each_use() -> None:
    evidence = evidence_table({"A": analyze(Article(SNUB_STORY))})
    counts = naming_counts(evidence)
    figure = naming_matrix(counts, ["A", "B"])
    assert sum(map(sum, figure.data[0].z)) == counts["count"].sum() > 0
    assert sum(row[1] for row in figure.data[0].z) == 0


def test_too_little_text_gets_words_in_the_place_of_a_dot() -> None:
    measures = measures_table({"A": analyze(Article("Nobody said anything at all today."))})
    figure = interval_chart(measures, "charged_verbs")
    assert any(TOO_FEW in str(trace.text) for trace in figure.data)


def test_only_sides_that_two_outlets_report_are_compared() -> None:
    table = pd.DataFrame(
        [("A", "X", "said"), ("B", "X", "said"), ("A", "Y", "said"), ("A", "Y", "said"),
         ("A", NO_SIDE, "said"), ("B", NO_SIDE, "said"), ("B", "Y", None)],
        columns=["outlet", "side", "cue"],
    )  # fmt: skip
    assert shared_sides(table) == ["X"]
    assert shared_sides(table[table["outlet"] == "A"]) == []


def test_each_side_s_verbs_lead_to_their_marks_and_charged_ones_come_first() -> None:
    analysis = analyze(sample_articles()[-1].article)
    for row in side_rows(analysis):
        charged = [verb["charged"] for verb in row["verbs"]]
        assert charged == sorted(charged, reverse=True)
        for verb in row["verbs"]:
            for mark in verb["marks"]:
                assert analysis.counted[mark].text.lower() == verb["word"]
    told = [each for each in analysis.attributions if each.side is not None]
    shown = [row for row in side_rows(analysis) if row["side"] != NO_SIDE]
    assert sum(row["quoted"] for row in shown) <= sum(each.quoted_words for each in told)


def test_an_article_without_a_headline_is_named_by_its_first_words_escaped() -> None:
    article = Article("Nobody <b>said</b> anything at all.", headline="")
    html = headlines_html({"A": analyze(article)}, "A")
    assert "Nobody &lt;b&gt;said&lt;/b&gt; anything" in html
    assert "<b>" not in html


def test_leads_are_shown_with_their_marks_and_escaped() -> None:
    body = "Officials <b>snubbed</b> the talks.\n\nNobody stonewalled."
    shown = leads_html({"A": analyze(Article.from_parts("Talks <i>", body)),
                        "B": analyze(Article("One line alone."))}, "A")  # fmt: skip
    assert "&lt;b&gt;<mark" in shown
    assert "stonewalled" not in shown
    assert "Talks" not in shown
    assert "One line alone." in shown


def test_an_article_of_a_headline_alone_has_no_lead() -> None:
    assert "Nothing but a headline" in leads_html({"A": analyze(Article("Rain", "Rain"))})
