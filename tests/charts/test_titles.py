"""The sentence over each chart."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import Article, analyze
from analysis.comparison import Tally, VerbAsymmetry, share_difference
from charts.titles import (
    headlines_title,
    in_words,
    naming_title,
    quoted_title,
    rate_title,
    verbs_title,
)

OUTLETS = ["A", "B", "C", "D"]


def names(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["entity", "name", "alignment", "outlet"])


def verbs(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["outlet", "side", "stance", "quoted_words"])
    return table.assign(cue="said")


def test_numbers_are_words_up_to_twelve() -> None:
    assert [in_words(number) for number in (0, 1, 7, 12, 13)] == [
        "no", "one", "seven", "twelve", "13",
    ]  # fmt: skip


def test_the_name_on_which_outlets_divide_is_told() -> None:
    counts = names(
        ("Taiwan", "Chinese Taipei", "party", "A"),
        ("Taiwan", "Chinese Taipei", "party", "B"),
        ("Taiwan", "Taiwan", "neutral_convention", "C"),
        ("The gulf", "Arabian Gulf", "party", "A"),
    )
    assert naming_title(counts, OUTLETS) == "Two of four outlets call Taiwan “Chinese Taipei”"


def test_without_a_sided_name_the_title_says_so() -> None:
    plain = names(("Taiwan", "Taiwan", "neutral_convention", "C"))
    assert naming_title(plain, OUTLETS) == "No outlet uses a name that takes a side"


def asymmetry(first: tuple[int, int], second: tuple[int, int]) -> VerbAsymmetry:
    one, other = Tally(*first), Tally(*second)
    return VerbAsymmetry(one, other, share_difference(one, other))


CLEAR, UNCLEAR, FEW = ((9, 10), (0, 20)), ((2, 5), (1, 5)), ((1, 1), (0, 1))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([CLEAR, CLEAR[::-1], UNCLEAR, FEW],
         "Charged verbs, by outlet: one clearly more for US, one clearly more for China, "
         "two can’t be told"),
        ([UNCLEAR, FEW], "No outlet’s verbs clearly differ between US and China"),
        ([FEW, FEW], "Too few verbs report both US and China to compare them"),
    ],
)  # fmt: skip
def test_only_clear_differences_of_verbs_are_told_and_in_both_directions(
    pairs: list[tuple[tuple[int, int], tuple[int, int]]], expected: str
) -> None:
    told = {str(number): asymmetry(*pair) for number, pair in enumerate(pairs)}
    assert verbs_title(told, ["US", "China"]) == expected


@pytest.mark.parametrize(
    ("sides", "expected"),
    [([], "No side is reported by two outlets"), (["US"], "Verbs that report US")],
)
def test_where_there_is_nothing_to_compare_the_title_says_so(
    sides: list[str], expected: str
) -> None:
    assert verbs_title({}, sides) == expected


def test_the_side_quoted_at_greatest_length_is_told() -> None:
    table = verbs(("A", "US", "neutral", 9), ("A", "China", "neutral", 30),
                  ("B", "China", "neutral", 4), ("C", "US", "neutral", 2))  # fmt: skip
    assert quoted_title(table, OUTLETS) == "Two of four outlets quote China at greatest length"
    silent = verbs(("A", "US", "neutral", 0))
    assert quoted_title(silent, OUTLETS) == "No side is quoted word for word"


def test_headlines_with_marks_are_counted() -> None:
    coverage = {
        "A": analyze(Article.from_parts("Minister snubs the talks", "It rained all day long.")),
        "B": analyze(Article.from_parts("Talks to be held in May", "It rained all day long.")),
    }
    assert headlines_title(coverage) == "One of two headlines holds a marked word"
    assert headlines_title({"B": coverage["B"]}) == "The headlines, side by side"


def test_where_no_side_leads_in_most_reports_none_is_named() -> None:
    table = verbs(("A", "US", "neutral", 9), ("B", "China", "neutral", 4),
                  ("C", "Chad", "neutral", 2))  # fmt: skip
    assert quoted_title(table, OUTLETS).startswith("No one side is quoted")


def comparisons(*rows: tuple[str, str, float | None, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["outlet", "name", "difference", "wording"])
    return table.astype({"difference": float})


def test_an_outlet_whose_rate_differs_is_named_with_how_sure_that_is() -> None:
    table = comparisons(
        ("A", "hedges", None, "can’t tell"), ("B", "hedges", None, "probably higher"),
        ("B", "named", 0.2, "almost certainly lower"), ("A", "named", 0.1, "too few to tell"),
    )  # fmt: skip
    assert rate_title(table, "hedges", "Hedges") == "Hedges: B probably higher than another outlet"
    assert rate_title(table, "named", "Named") == (
        "Named: B almost certainly lower than another outlet"
    )
    assert rate_title(table, "passives", "Harm") == "Harm"


def test_where_no_difference_is_sure_the_title_says_so() -> None:
    table = comparisons(("A", "hedges", None, "can’t tell"), ("A", "named", 0.1, "too few to tell"))
    assert rate_title(table, "hedges", "Hedges") == (
        "Hedges: no outlet clearly differs from the others"
    )
    assert rate_title(table, "named", "Named") == "Named: too few to tell outlets apart"


def test_the_table_of_comparisons_holds_each_outlet_and_measure_once() -> None:
    from analysis.tables import comparisons_table, measures_table
    from corpus.samples import sample_articles

    coverage = {each.outlet: analyze(each.article) for each in sample_articles()[:4]}
    table = comparisons_table(measures_table(coverage))
    assert not table.duplicated(["outlet", "name"]).any()
    assert table["probability_higher"].between(0, 1).all()
    assert (table["ratio"].isna() != table["difference"].isna()).all()
