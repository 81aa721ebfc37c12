"""Measures of sourcing: claims that nobody owns, and the right of reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import Analysis, Article, Attribution, Evidence, Measure, Span, analyze
from analysis.lexicon import read_rows
from analysis.measures import measured
from analysis.replies import find_replies
from analysis.reporting_verbs import COLUMNS
from analysis.types import RightOfReply


def attribution(
    text: str, cue: str, content: str, side: str | None, speaker: str | None = None
) -> Attribution:
    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Attribution(
        source=None, cue=at(cue), content=(at(content),), speaker=speaker, side=side, role=None,
        via=None, stance="neutral",
        form="indirect", quoted_words=0, words=1, named=speaker is not None, resolved=True,
    )  # fmt: skip


def replies(text: str, *attributions: Attribution) -> dict[str, RightOfReply]:
    return {each.side: each for each in find_replies(text, attributions)}


def with_marks(text: str, loaded: list[str], attributions: tuple[Attribution, ...]) -> Analysis:
    """The analysis of ``text`` with just these loaded words and attributions."""
    article = Article.from_parts("A headline", text)
    shift = len(article.text) - len(text)
    moved = tuple(
        replace(each, cue=None, content=tuple(Span(span.start + shift, span.end + shift)
                                              for span in each.content))
        for each in attributions
    )  # fmt: skip
    marks = tuple(
        Evidence(Span(shift + text.index(word), shift + text.index(word) + len(word)), word,
                 "loaded_words", "evaluative", "own", "")
        for word in loaded
    )  # fmt: skip
    return measured(replace(analyze(article), evidence=marks, attributions=moved))


def measure(analysis: Analysis, name: str, group: str = "") -> Measure:
    return next(each for each in analysis.measures if (each.name, each.group) == (name, group))


# Claims that nobody owns

CLAIMS = (
    "The reckless plan failed. The harbour was quiet. Ida Quill said the ferry was late. "
    "It was a disgraceful delay. Nobody spoke for an hour. The shameful bill came in May."
)


def test_a_loaded_sentence_far_from_any_attribution_is_a_claim_that_nobody_owns() -> None:
    said = attribution(CLAIMS, "said", "the ferry was late", None, "Ida Quill")
    found = measure(
        with_marks(CLAIMS, ["reckless", "disgraceful", "shameful"], (said,)), "unowned_claims"
    )
    # The delay follows on what Quill said; the plan and the bill are nobody's judgement.
    assert (found.count, found.of, found.unit) == (2, 6, "of own sentences")
    assert found.value == pytest.approx(2 / 6)
    assert found.low is not None


def test_two_loaded_words_in_a_sentence_are_one_claim() -> None:
    found = measure(with_marks(CLAIMS, ["reckless", "failed"], ()), "unowned_claims")
    assert found.count == 1


def test_a_sentence_all_in_quotation_marks_is_no_sentence_of_the_outlet() -> None:
    text = (
        "The ferry is late again. “This is a reckless and disgraceful plan for a harbour.” It "
        "rained. It stopped. It rained again."
    )
    found = measure(with_marks(text, ["reckless"], ()), "unowned_claims")
    assert (found.count, found.of) == (0, 4)


def test_in_a_few_sentences_no_share_is_told() -> None:
    found = measure(with_marks("The reckless plan failed.", ["reckless"], ()), "unowned_claims")
    assert (found.value, found.count, found.of) == (None, 1, 1)


# The right of reply


@pytest.mark.parametrize(("one", "other"), [("Norway", "Chile"), ("Chile", "Norway"),
                                            ("China", "the United States")])  # fmt: skip
def test_an_accused_side_without_a_word_is_told_whoever_it_is(one: str, other: str) -> None:
    text = f"Officials of {one} blamed {other} for the delay. It rained."
    side = other.removeprefix("the ")
    found = replies(text, attribution(text, "blamed", f"{other} for the delay", one))
    assert list(found) == [side]
    assert found[side].replies == ()
    assert [span.text_in(text) for span in found[side].accusations] == [f"{other} for the delay"]


def test_words_of_the_accused_side_anywhere_are_a_reply() -> None:
    text = "Norway blamed Chile for the delay. It rained. A minister said the ships had sailed."
    found = replies(
        text,
        attribution(text, "blamed", "Chile for the delay", "Norway"),
        attribution(text, "said", "the ships had sailed", "Chile"),
    )
    assert [span.text_in(text) for span in found["Chile"].replies] == ["the ships had sailed"]


@pytest.mark.parametrize(
    "asked",
    [
        "Chile did not respond to a request for comment.",
        "The Chilean embassy declined to comment.",
        "Officials in Santiago could not be reached.",
        "Chile denied it.",
    ],
)
def test_that_the_accused_side_was_asked_or_denies_is_a_reply(asked: str) -> None:
    text = f"Norway accused Chile of delay. It rained. {asked}"
    found = replies(text, attribution(text, "accused", "Chile of delay", "Norway"))
    assert [span.text_in(text) for span in found["Chile"].replies] == [asked]


def test_that_somebody_else_was_asked_is_none() -> None:
    accusation = "Norway accused Chile of delay. "
    for asked in ("Peru did not respond.", "The Peruvian embassy in Chile did not respond."):
        text = accusation + asked
        found = replies(text, attribution(text, "accused", "Chile of delay", "Norway"))
        assert found["Chile"].replies == ()


def test_a_side_is_accused_through_its_speaker_as_well() -> None:
    text = "Mayor Ida Quill said it rained. The union blamed Quill for the delay."
    found = replies(
        text,
        attribution(text, "said", "it rained", "Harbour Council", "Ida Quill"),
        attribution(text, "blamed", "Quill for the delay", "union"),
    )
    assert list(found) == ["Harbour Council"]


def test_naming_a_side_in_plain_words_or_blaming_oneself_accuses_nobody() -> None:
    text = "Norway said Chile was late. Peru blamed Peru for the storm."
    said = attribution(text, "said", "Chile was late", "Norway")
    assert find_replies(text, [said]) == ()
    assert find_replies(text, [attribution(text, "blamed", "Peru for the storm", "Peru")]) == ()
    text = "Norway declined to blame Chile for the storm."
    assert find_replies(text, [attribution(text, "blame", "Chile for the storm", "Norway")]) == ()


def test_every_accusing_verb_is_a_reporting_verb_and_stands_once() -> None:
    known = {row["lemma"] for row in read_rows("reporting_verbs", COLUMNS)}
    accusing = [row["lemma"] for row in read_rows("accusing_verbs", ("lemma", "reason"))]
    assert set(accusing) <= known
    assert len(set(accusing)) == len(accusing)


def test_the_measure_tells_presence_alone() -> None:
    analysis = analyze(
        Article(
            "The Norwegian minister accused Chile of dumping ash in the strait. It rained all day. "
            "The Chilean foreign minister accused Peru of the same."
        )
    )
    answered = measure(analysis, "right_of_reply", "Chile")
    assert (answered.value, answered.count, answered.of) == (1.0, 1, 1)
    assert measure(analysis, "right_of_reply", "Peru").value == 0.0
