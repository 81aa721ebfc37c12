"""Hedges, doubt and vague authority."""

from __future__ import annotations

import pytest

from analysis.framing import HEDGE_CATEGORIES
from analysis.lexicon import read_rows, split_cell
from analysis.pipeline import analyze
from analysis.types import Article, Evidence, MeasureKind

HEDGE_ROWS = read_rows(
    "hedges",
    (
        "term",
        "forms",
        "category",
        "arguable",
        "plainer",
        "reason",
        "source",
        "false_positives",
    ),
)


def evidence(text: str, measure: MeasureKind) -> list[Evidence]:
    return [each for each in analyze(Article(text)).evidence if each.measure == measure]


def marked(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.category) for each in evidence(text, "hedges")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry was reportedly late on both days.", "reportedly"),
        ("The dam had apparently been leaking since spring.", "apparently"),
        ("The two mayors are believed to have met in Orlow.", "are believed to"),
        ("A man believed to be the driver left on foot.", "believed to be"),
        ("The van is needed, but it is thought to be booked until June.", "it is thought to"),
        ("The gate appears to lead nowhere at all.", "appears to"),
        ("A worker may have been asleep at the switch.", "may have been"),
        ("The leak could have been caused by a loose bolt.", "could have been"),
        ("It is feared that more houses will slide.", "It is feared"),
        ("The figures could not be independently verified.", "could not be independently verified"),
        ("The bridge is all but finished.", "all but"),
        ("Officers met an apparent leader of the group.", "an apparent"),
    ],
)
def test_words_that_lower_commitment_are_hedges(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "hedge")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treasurer supposedly lost the ledger in a storm.", "supposedly"),
        ("Inspectors visited the supposed factory and found a shed.", "the supposed"),
        ("The trip was ostensibly about herring.", "ostensibly"),
        ("The ministry praised what it calls a season of plenty.", "what it calls"),
        ("He blamed floods, or so he says.", "or so he says"),
        ("The mayor blamed the rain, without offering evidence.", "without offering evidence"),
        ("A self-described healer runs the clinic.", "self-described"),
        ("A purported copy of the contract went round the village.", "purported"),
        ("The find casts doubt on the minister's diary.", "casts doubt on"),
    ],
)
def test_words_that_distrust_somebody_cast_doubt(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "doubt")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Critics say the new toll is too high.", "Critics say"),
        ("The harvest will fail, experts warn.", "experts warn"),
        ("Observers believe that the talks are over.", "Observers believe"),
        ("The plan, analysts said, costs too much.", "analysts said"),
        ("Prices will rise, according to experts.", "according to experts"),
        ("It is widely believed that the harbour will close.", "It is widely believed"),
        ("Many say the museum should move.", "Many say"),
        ("Some have argued that the school is too small.", "Some have argued"),
        ("Sources said the merger was dead.", "Sources said"),
        ("The envoy has left, according to reports.", "according to reports"),
        ("The envoy left amid reports of a quarrel.", "amid reports"),
        ("The baker is said to own three mills.", "is said to"),
        ("The governor is seen as a caretaker.", "is seen as"),
        ("Studies show that the road is too narrow.", "Studies show"),
        ("The international community expects an answer.", "The international community"),
    ],
)
def test_authorities_that_nobody_can_name_are_vague(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "vague_authority")]


@pytest.mark.parametrize(
    "text",
    [
        "The library may open at nine, and it will close at six.",
        "About forty people could see the lake, and some of them swam.",
        "Trains are supposed to run every hour.",
        "Parents want some say in the choice of a principal.",
        "The city asked how many say they ride the tram each day.",
        "The curfew remains in effect until Friday.",
        "All but two of the boats came home.",
        "The choir appeared to applause in the old hall.",
        "UN experts said on Monday that the wells were safe.",
        "Citi analysts said the bond would be repaid.",
        "Seven critics wrote reviews of the play.",
        "Experts at the Corvane Institute said the wall was sound.",
        "According to analysts at Tolliver Street Research, sales fell.",
        "The flood might have been avoided with a higher wall.",
        "These studies show two kinds of beetle.",
        "He alleged that the fence had been moved.",
        "The minister said the road would open in May.",
    ],
)
def test_a_form_that_means_something_else_is_not_marked(text: str) -> None:
    assert marked(text) == []


def test_the_longest_wording_is_marked_once() -> None:
    assert marked("The tower is widely believed to lean.") == [
        ("widely believed to", "vague_authority")
    ]


def test_hedges_are_found_in_capitals_and_over_a_line_end() -> None:
    assert marked("APPARENTLY the clock had stopped.") == [("APPARENTLY", "hedge")]
    assert [category for _, category in marked("The clock is\nbelieved to be old.")] == ["hedge"]


def test_a_hedge_in_quotation_marks_is_in_somebody_elses_voice() -> None:
    text = (
        "The clock had apparently stopped. “It has apparently been stopped for a week,” said "
        "Nadia Orr, who keeps the tower."
    )
    assert [each.voice for each in evidence(text, "hedges")] == ["own", "quoted"]


def test_a_hedge_in_reported_speech_is_the_outlets_wording() -> None:
    text = "Nadia Orr said that the clock had apparently stopped on Sunday."
    assert [each.voice for each in evidence(text, "hedges")] == ["own"]


def test_every_mark_tells_why_and_on_what_it_rests() -> None:
    (mark,) = evidence("The clock had all but stopped, and the tower was shut.", "hedges")
    assert mark.reason.endswith(".")
    assert mark.source
    assert mark.arguable
    assert mark.suggestion == "almost"


def test_the_lexicon_is_as_large_as_it_should_be() -> None:
    assert 150 <= len(HEDGE_ROWS) <= 250
    assert {row["category"] for row in HEDGE_ROWS} == set(HEDGE_CATEGORIES)


def test_every_entry_has_a_reason_of_its_own() -> None:
    reasons = [row["reason"] for row in HEDGE_ROWS]
    assert len(set(reasons)) == len(reasons)
    assert all(reason.endswith(".") and reason.count(".") == 1 for reason in reasons)
    assert all(row["source"] for row in HEDGE_ROWS)


def test_no_form_is_a_hedge_and_a_loaded_word() -> None:
    loaded = {
        form.lower()
        for row in read_rows("loaded_words", tuple(HEDGE_ROWS[0]))
        for form in split_cell(row["forms"])
    }
    assert not loaded & {form for row in HEDGE_ROWS for form in split_cell(row["forms"])}


def test_every_exception_holds_words_of_its_entry() -> None:
    for row in HEDGE_ROWS:
        known = {word for form in split_cell(row["forms"]) for word in form.split()}
        for phrase in split_cell(row["false_positives"]):
            assert known & set(phrase.split()), (row["term"], phrase)
            assert phrase == phrase.lower()


@pytest.mark.parametrize(
    "text",
    [
        "The tax falls hardest on what she calls “little people” in the hills.",
        "He opposes what he called a “war on bread” in the north.",
    ],
)
def test_a_phrase_that_only_introduces_a_quotation_casts_no_doubt(text: str) -> None:
    assert marked(text) == []


def test_doubt_about_a_quoted_word_is_still_doubt() -> None:
    assert marked("The judges laughed at his supposed “cure” on Monday.") == [
        ("his supposed", "doubt")
    ]


def test_an_authority_in_a_named_speakers_words_is_the_speakers() -> None:
    text = "Nadia Orr, who keeps the tower, said that critics point to the wrong clock."
    assert marked(text) == []


def scare_quotes(text: str) -> list[str]:
    return [each.text for each in evidence(text, "scare_quotes") if each.voice == "own"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only children from the hill are “safe” in this town.", "“safe”"),
        ("The new “park” is a strip of gravel by the road.", "“park”"),
        ("The ‘experts’ had never been on a boat.", "‘experts’"),
        ("Two weeks by the sea, disguised as “study leave”, cost the town a fortune.",
         "“study leave”"),
    ],
)  # fmt: skip
def test_a_word_held_at_a_distance_is_a_scare_quote(text: str, expected: str) -> None:
    assert scare_quotes(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The choir was on “Morning Song” last week.",
        "Tilda “Bricks” Marlow plays in goal.",
        "The band ended with “Rain on the Weir” at midnight.",
        '<post author="marlow" id="7783492" pic="pic.example/ab">Rain again.</post>',
        "“(CROSSTALK.)",
        "“Nobody was home.",
        "The paper is known as “the bugle” in the valley.",
        "The word “weir” comes from the north.",
        "The lock (the “weir”) was built in May.",
        "The valley has one “lasher,” or spillway, near the mill.",
        "The bank lent the mill “bridging cash” in spring.",
        "The miller said the harvest was good in a “bumper” year.",
        "Press the “send” button below.",
        "‘A quiet man.’",
    ],
)
def test_titles_names_terms_and_somebodys_words_are_no_scare_quotes(text: str) -> None:
    assert scare_quotes(text) == []


def test_a_scare_quote_offers_the_word_without_its_marks() -> None:
    (mark,) = evidence("The tower was now “improved,” and it leaked.", "scare_quotes")
    assert mark.suggestion == "improved"
    assert mark.arguable
