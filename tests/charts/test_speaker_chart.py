"""Who is given words by which outlet."""

from __future__ import annotations

import pandas as pd

from analysis import Analysis, Article, analyze
from analysis.absences import find_absences
from analysis.measures import NO_SIDE
from analysis.shared_quotes import find_shared_quotes
from charts.quotes import items_html, quotes_html
from charts.speakers import (
    first_paragraphs,
    first_words_title,
    speaker_matrix,
    speakers_by_outlet,
    speakers_title,
)

COLUMNS = ["outlet", "speaker", "side", "words", "named", "paragraph"]


def told(*rows: tuple[str, str | None, str, int, bool]) -> pd.DataFrame:
    numbered = [(*row, number) for number, row in enumerate(rows, start=1)]
    return pd.DataFrame(numbered, columns=COLUMNS)


TOLD = told(
    ("A", "Ann Lee", "Chad", 10, True),
    ("A", "Ann Lee", "Chad", 5, True),
    ("B", "Ann Lee", "Chad", 7, True),
    ("B", "Bo <b>", "no side told", 90, True),
    ("B", "officials", "Chad", 50, False),
    ("B", None, "Chad", 50, False),
)


def test_the_widest_heard_come_first_and_nobodies_are_left_out() -> None:
    counted = speakers_by_outlet(TOLD)
    assert counted[["speaker", "outlet", "words", "attributions"]].values.tolist() == [
        ["Ann Lee", "A", 15, 2],
        ["Ann Lee", "B", 7, 1],
        ["Bo <b>", "B", 90, 1],
    ]


def test_each_speaker_has_a_row_and_each_report_a_cell_to_select() -> None:
    figure = speaker_matrix(speakers_by_outlet(TOLD), ["A", "B"], "B")
    heat, cells = figure.data
    assert list(heat.x) == ["A", "<b>B</b>"]
    assert [len(row) for row in heat.z] == [2, 2]
    assert list(cells.text) == ["15", "7", "90"]
    assert any("&lt;b&gt;" in row for row in heat.y)


def test_the_title_counts_the_speakers() -> None:
    counted = speakers_by_outlet(TOLD)
    assert speakers_title(counted, ["A", "B"]) == (
        "1 of 2 speakers are heard in every report, 1 in one alone"
    )
    assert speakers_title(counted, ["A", "B", "C"]).endswith("Ann Lee in 2 of 3")
    assert speakers_title(counted[:1], ["A"]) == "Named speakers in the only report: 1"
    nobody = speakers_by_outlet(TOLD[~TOLD["named"].astype(bool)])
    assert speakers_title(nobody, ["A"]) == "No outlet gives words to anybody named"


def test_first_paragraphs_have_a_sign_a_side() -> None:
    measures = pd.DataFrame(
        [("A", "first_paragraph", "Chad", 2.0), ("B", "first_paragraph", "Peru", 1.0)],
        columns=["outlet", "name", "group", "value"],
    )
    figure = first_paragraphs(measures, ["Chad", "Peru"], ["A", "B"])
    assert [trace.name for trace in figure.data] == ["Chad", "Peru"]
    assert len({trace.marker.symbol for trace in figure.data}) == 2
    assert first_words_title(measures, ["A", "B"]) == "No one side speaks first in most reports"
    first = measures.assign(group="the city")
    assert first_words_title(first, ["A", "B", "C"]) == (
        "The city speaks before all other sides in 2 of 3 reports"
    )
    beside = pd.concat([first, first.assign(group=NO_SIDE, value=0.0)])
    assert first_words_title(beside, ["A", "B", "C"]).startswith("The city speaks before")
    assert first_words_title(measures[:0], ["A"]) == "No side is given words here"


def coverage() -> dict[str, Analysis]:
    quote = "“The <i>harbour</i> was closed for good reasons{},” the mayor, Ann Lee, said."
    return {
        "A": analyze(Article(quote.format(" and for a long time"))),
        "B<b>": analyze(Article(quote.format(""))),
    }


def test_what_is_left_out_of_a_quotation_is_struck_through_and_all_is_escaped() -> None:
    found = coverage()
    shown = quotes_html(find_shared_quotes(found))
    assert "<del>and for a long time,</del>" in shown
    assert "<i>" not in shown
    assert "B&lt;b&gt;" in shown


def test_what_others_carry_is_shown_escaped() -> None:
    found = {
        name: analyze(Article(f"The <b>mayor</b> said on Monday that {what}."))
        for name, what in (
            ("A", "4,500 riders walked"), ("B", "some walked"), ("C", "4,500 riders walked"),
        )
    }  # fmt: skip
    absent = next(each for each in find_absences(found) if each.outlet == "B")
    shown = items_html(absent.not_found, found)
    assert "4,500 riders" in shown
    assert "&lt;b&gt;mayor" in shown
