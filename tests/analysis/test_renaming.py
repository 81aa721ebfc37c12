"""Sides that the reader merges or renames."""

from __future__ import annotations

from analysis import Article, analyze
from analysis.measures import at_agreement
from analysis.renaming import rename_sides

TEXT = (
    "The Russian foreign minister claimed on Monday that the talks had failed. "
    "A Chinese official said that nothing was lost. The German chancellor said that she was sad. "
    "The Russian foreign minister complained again that nobody had listened to him."
)


def test_two_sides_under_one_name_are_counted_together() -> None:
    analysis = analyze(Article(TEXT))
    merged = rename_sides(analysis, {"Russia": "Moscow and Beijing", "China": "Moscow and Beijing"})
    assert {each.side for each in merged.attributions} == {"Moscow and Beijing", "Germany"}
    verbs = {each.group: each.of for each in merged.measures if each.name == "charged_verbs"}
    assert verbs["Moscow and Beijing"] == 3
    assert {each.entity for each in merged.evidence if each.measure == "reporting_verbs"} == {
        "Moscow and Beijing",
        "Germany",
    }
    assert merged.article == analysis.article


def test_names_that_no_side_bears_change_nothing() -> None:
    analysis = analyze(Article(TEXT))
    assert rename_sides(analysis, {"Norway": "North"}) == analysis


def test_renaming_to_itself_changes_nothing() -> None:
    analysis = analyze(Article(TEXT))
    assert rename_sides(analysis, {"Russia": "Russia"}) == analysis


def test_an_accused_side_keeps_its_reply_under_another_name() -> None:
    text = (
        "The Russian foreign minister accused China of bad faith on Monday, and blamed China for "
        "the failure of the talks. A Chinese official said that nothing was lost."
    )
    analysis = analyze(Article(text))
    renamed = rename_sides(analysis, {"China": "Beijing and friends"})
    replies = [
        [(each.group, each.value) for each in told.measures if each.name == "right_of_reply"]
        for told in (analysis, renamed)
    ]
    assert replies == [[("China", 1.0)], [("Beijing and friends", 1.0)]]
    assert at_agreement(renamed, 0.9).replies == renamed.replies
    surer = [each for each in at_agreement(renamed, 0.9).measures if each.name == "right_of_reply"]
    assert [(each.group, each.value) for each in surer] == replies[1]
