"""The words behind each point of a chart."""

from __future__ import annotations

import pytest

from analysis import Analysis, Span, analyze
from analysis.measures import NO_SIDE
from analysis.tables import attributions_table, evidence_table, measures_table
from charts.behind import counted_by, first_words, name_uses, quotations_of, verb_uses
from charts.contexts import contexts_html
from charts.framing import naming_counts, naming_matrix, shared_sides, verbs_by_side
from charts.rates import interval_chart
from charts.sourcing import main_sides, quoted_words_by_side
from charts.speakers import first_paragraphs
from corpus.samples import sample_articles


@pytest.fixture(scope="module")
def coverage() -> dict[str, Analysis]:
    return {
        each.outlet: analyze(each.article)
        for each in sample_articles()
        if each.event_id == "us-china-military-contacts"
    }


def points(figure: object) -> list[tuple[list[str], float | None]]:
    """Custom data and length of every point that can be selected."""
    return [
        (list(data), trace.x[number] if trace.type == "bar" else None)
        for trace in figure.data  # type: ignore[attr-defined]
        if trace.customdata is not None
        for number, data in enumerate(trace.customdata)
    ]


def test_each_use_of_a_name_is_behind_its_cell(coverage: dict[str, Analysis]) -> None:
    evidence = evidence_table(coverage)
    counts = naming_counts(evidence)
    drawn = points(naming_matrix(counts, list(coverage)))
    assert len(drawn) == len(counts)
    found = sum(len(name_uses(evidence, data)) for data, _ in drawn)
    assert found == counts["count"].sum()


def test_each_verb_is_behind_its_bar(coverage: dict[str, Analysis]) -> None:
    attributions = attributions_table(coverage)
    sides = shared_sides(attributions)
    for data, length in points(verbs_by_side(attributions, sides, list(coverage))):
        assert len(verb_uses(attributions, data)) == length


def test_each_quotation_is_behind_its_piece(coverage: dict[str, Analysis]) -> None:
    attributions = attributions_table(coverage)
    sides = main_sides(attributions, most=2)
    drawn = points(quoted_words_by_side(attributions, sides, list(coverage)))
    for data, length in drawn:
        assert bool(quotations_of(attributions, sides, data)) == bool(length)
    assert any(data[1] not in sides and length for data, length in drawn)
    assert NO_SIDE not in sides


@pytest.mark.parametrize("measure", ["loaded_words", "hedges", "charged_verbs", "attributions"])
def test_as_many_words_as_a_rate_counts_are_behind_it(
    coverage: dict[str, Analysis], measure: str
) -> None:
    evidence, attributions = evidence_table(coverage), attributions_table(coverage)
    table = measures_table(coverage)
    for data, _ in points(interval_chart(table, measure)):
        found = counted_by(measure, evidence, attributions, data)
        # An attribution in the headline is no part of the rate, and is few.
        assert 0 <= len(found) - int(data[1]) <= 3


def test_words_are_shown_in_their_sentence_and_escaped() -> None:
    analysis = analyze_text("It rained. The <b>mayor</b> snubbed the plan. It rained.")
    at = analysis.article.text.index("snubbed")
    shown = contexts_html({"A<b>": analysis}, [("A<b>", Span(at, at + 7))])
    assert "<mark>snubbed</mark>" in shown
    assert "&lt;b&gt;mayor" in shown
    assert "A&lt;b&gt;" in shown
    assert "It rained" not in shown


def analyze_text(text: str) -> Analysis:
    from analysis import Article

    return analyze(Article(text))


def test_where_a_side_first_speaks_its_words_stand_behind_the_sign(
    coverage: dict[str, Analysis],
) -> None:
    attributions, measures = attributions_table(coverage), measures_table(coverage)
    drawn = points(first_paragraphs(measures, main_sides(attributions), list(coverage)))
    assert drawn
    for data, _ in drawn:
        assert first_words(attributions, data)
