"""Loaded words: what is kept, and what counts."""

from __future__ import annotations

from analysis import Article, analyze
from analysis.measures import at_agreement
from analysis.types import REPORTING_VERB, UNLISTED, Evidence

TEXT = (
    "The mayor snubbed the union on Monday. It was a disgusting, shameless and idiotic farce of a "
    "meeting, a circus of grifters. The driver slammed the plan as “too late”, and said that the "
    "mayor was a shameless liar."
)


def loaded(text: str = TEXT) -> tuple[Evidence, ...]:
    return tuple(each for each in analyze(Article(text)).evidence if each.measure == "loaded_words")


def test_every_mark_says_how_often_experts_agreed_and_why() -> None:
    found = loaded()
    assert found
    for each in found:
        assert each.agreement is not None
        assert 0 <= each.agreement <= 1
        assert each.reason.endswith(".")
        assert each.source


def test_a_clear_entry_counts_whatever_experts_made_of_it() -> None:
    analysis = at_agreement(analyze(Article(TEXT)), 0.9)
    assert "snubbed" in [each.text for each in analysis.counted]


def test_words_that_the_model_alone_marks_count_only_when_asked_for() -> None:
    analysis = analyze(Article(TEXT))
    unlisted = [each for each in analysis.evidence if each.category == UNLISTED]
    assert not {each.span for each in unlisted} & {each.span for each in analysis.counted}
    more = at_agreement(analysis, 0.3, with_unlisted=True)
    kept = [each for each in unlisted if not each.reported]
    assert {each.span for each in kept} <= {each.span for each in more.counted}
    assert more.evidence == analysis.evidence


def test_an_arguable_word_in_what_somebody_said_is_not_the_outlets() -> None:
    analysis = at_agreement(analyze(Article(TEXT)), 0.3, with_unlisted=True)
    for each in analysis.counted:
        if each.measure == "loaded_words" and each.voice == "own":
            assert not (each.arguable and each.reported), each.text


def test_a_reporting_verb_is_counted_among_the_reporting_verbs_alone() -> None:
    analysis = at_agreement(analyze(Article(TEXT)), 0.3, with_unlisted=True)
    assert not [each for each in analysis.counted if each.category == REPORTING_VERB]
    assert ("slammed", "negative") in [
        (each.text, each.category) for each in analysis.counted if each.measure == "reporting_verbs"
    ]


def test_the_rate_follows_what_is_counted() -> None:
    analysis = analyze(Article(TEXT * 4))
    for least, model in ((0.3, True), (0.5, False), (0.9, False)):
        told = at_agreement(analysis, least, model)
        own = [each for each in told.counted
               if each.measure == "loaded_words" and each.voice == "own"]  # fmt: skip
        (rate,) = [each for each in told.measures if each.name == "loaded_words"]
        assert rate.count == len(own)
