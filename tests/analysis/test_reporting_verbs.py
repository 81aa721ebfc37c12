"""Reporting verbs: what each does to the words it reports, and where it reports nothing."""

from __future__ import annotations

from typing import get_args

import pytest

from analysis.lexicon import read_rows, split_cell
from analysis.measures import is_plain
from analysis.pipeline import analyze
from analysis.reporting_verbs import COLUMNS, KEPT_BACK, PLAIN_STANCES, ReportingVerb, verb_in
from analysis.spans import Span
from analysis.types import Article, Stance
from analysis.vocabulary import standard

ROWS = read_rows("reporting_verbs", COLUMNS)


def verb(text: str, cue: str) -> ReportingVerb | None:
    start = text.index(cue)
    return verb_in(text, Span(start, start + len(cue)), standard().reporting_verbs)


def stance(text: str, cue: str) -> Stance | None:
    found = verb(text, cue)
    return found.stance if found else None


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The harbour master said the gate was shut.", "said", "neutral"),
        ("The harbour master pointed out that the gate was shut.", "pointed out", "endorsing"),
        ("The harbour master revealed that the gate was shut.", "revealed", "endorsing"),
        ("The harbour master claimed the gate was shut.", "claimed", "distancing"),
        ("The harbour master alleged a plot.", "alleged", "distancing"),
        ("The harbour master complained about the gate.", "complained", "negative"),
        ("The harbour master admitted the gate was shut.", "admitted", "negative"),
        ("The harbour master lashed out at the crew.", "lashed out at", "negative"),
        ("The harbour master threatened to shut the gate.", "threatened", "negative"),
        ("The harbour master praised the crew.", "praised", "positive"),
        ("The harbour master demanded a new gate.", "demanded", "directive"),
    ],
)
def test_a_verb_takes_the_stand_that_its_choice_takes(
    text: str, cue: str, expected: Stance
) -> None:
    assert stance(text, cue) == expected


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The synod condemned the raid.", "condemned"),
        ("A judge rejected the plea of the ferry company.", "rejected"),
        ("The guild accepted the ruling on the mill.", "accepted"),
        ("Nine villages are challenging the dam in court.", "are challenging"),
        ("The baker has backed the mayor since May.", "has backed"),
        ("The mayor is defending her remarks.", "is defending"),
        ("The baker questions the fairness of the count.", "questions"),
        ("The bakers oppose the toll.", "oppose"),
        ("The miller agreed with the baker.", "agreed with"),
        ("The mayor denied that the bridge was closed.", "denied"),
        ("The mayor declined to comment on the bridge.", "declined to comment"),
    ],
)
def test_the_plain_name_of_a_public_act_takes_no_stand(text: str, cue: str) -> None:
    assert stance(text, cue) == "other"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mill does not disclose its prices.", "does not disclose"),
        ("The miller could not explain the smell.", "could not explain"),
        ("At first the guards didn’t realise that he had left.", "didn’t realise"),
        ("The mayor never publicly acknowledged the debt.", "acknowledged"),
        ("She left without pointing out the leak.", "pointing out"),
        ("The mayor tried to justify and to expose the debt.", "expose"),
        ("The mayor must also acknowledge the debt.", "must also acknowledge"),
        ("The letter may have revealed the debt.", "may have revealed"),
        ("It was his failure to denounce the raid that cost him.", "failure to denounce"),
    ],
)
def test_what_is_denied_or_only_meant_takes_no_stand_and_says_why(text: str, cue: str) -> None:
    found = verb(text, cue)
    assert found is not None
    assert found.stance == "other"
    assert found.reason == KEPT_BACK
    assert not found.neutral


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor refused to acknowledge the debt.", "refused to acknowledge"),
        ("The guild wants to expose the cheats.", "wants to expose"),
    ],
)
def test_a_refusal_or_a_wish_goes_before_what_is_refused_or_wished(text: str, cue: str) -> None:
    assert stance(text, cue) == "other"


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The mayor not only pointed out the leak, he mended it.", "pointed out", "endorsing"),
        ("It was not so, he pointed out.", "pointed out", "endorsing"),
        ("The miller took to the stage to complain about the toll.", "complain", "negative"),
        ("The baker went on to explain the smell.", "went on to explain", "endorsing"),
        ("She said nothing was lost, claiming it was a slip.", "claiming", "distancing"),
        ("The mayor said, claiming victory was near for all.", "said, claiming", "neutral"),
    ],
)
def test_a_verb_that_is_told_as_done_keeps_its_stand(text: str, cue: str, expected: Stance) -> None:
    assert stance(text, cue) == expected


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Norland claims the self-ruled island as its own.", "claims"),
        ("A panel of three in 1998 found the mill in breach.", "found"),
        ("The town has seen its wettest spring.", "has seen"),
        ("The miller seems eager to leave.", "seems"),
        ("The mayor appears set to resign.", "appears"),
        ("He paused to look at the swans.", "paused"),
        ("The guild is seeking a site by the river.", "is seeking"),
        ("The decision by the council to wait was bold.", "decision"),
        ("Anyone wanting a loan must queue.", "wanting"),
        ("The heirs showed a keen interest in the barn.", "showed"),
    ],
)
def test_a_cue_that_reports_nothing_is_not_marked(text: str, cue: str) -> None:
    assert verb(text, cue) is None


def test_a_gap_in_a_phrase_ends_with_the_sentence() -> None:
    text = "The duke claims that he was robbed. The crown took the farm as its own."
    assert stance(text, "claims") == "distancing"


def test_plain_verbs_call_for_no_look_and_are_counted() -> None:
    text = (
        "The mill was sold on Friday, Ada Brand said. “Nobody asked us,” said Ada Brand. "
        "Tom Reed condemned the sale. Ada Brand complained that the price was low."
    )
    marks = {
        each.category: is_plain(each)
        for each in analyze(Article(text)).evidence
        if each.measure == "reporting_verbs"
    }
    assert marks["neutral"]
    assert not marks["negative"]
    assert all(plain == (category in PLAIN_STANCES) for category, plain in marks.items())


def test_every_entry_has_a_stance_and_a_reason_in_one_sentence() -> None:
    assert {row["stance"] for row in ROWS} == set(get_args(Stance))
    for row in ROWS:
        assert row["reason"].endswith("."), row["lemma"]
        assert row["reason"].count(".") == 1, row["lemma"]
        assert row["source"], row["lemma"]


def test_every_exception_is_in_lower_case_and_stands_once() -> None:
    for row in ROWS:
        phrases = split_cell(row["false_positives"])
        assert len(set(phrases)) == len(phrases), row["lemma"]
        assert all(phrase == phrase.lower() for phrase in phrases), row["lemma"]
