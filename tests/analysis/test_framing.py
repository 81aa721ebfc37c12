"""Hedges, doubt, vague authority, and harm whose agent is not named."""

from __future__ import annotations

import pytest

from analysis.framing import HEDGE_CATEGORIES, hedges
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
HARM_ROWS = read_rows("harm_verbs", ("lemma", "past_participle", "past", "intransitive", "reason"))


def evidence(text: str, measure: MeasureKind) -> list[Evidence]:
    return [each for each in analyze(Article(text)).evidence if each.measure == measure]


def marked(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.category) for each in evidence(text, "hedges")]


def passives(text: str) -> list[str]:
    return [each.text for each in evidence(text, "passives")]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two shepherds were killed near the pass on Sunday.", "were killed"),
        ("A reporter has been detained at the harbour.", "been detained"),
        ("Eleven families were later evicted from the row.", "were later evicted"),
        ("The old quarter was shelled through the night.", "was shelled"),
        ("Four nurses got sacked in March.", "got sacked"),
        ("The prisoners are being tortured, a guard wrote.", "being tortured"),
        ("Shots were fired outside the mill.", "were fired"),
        ("The crowd was tear-gassed on the steps.", "was tear-gassed"),
        ("The chapel was vandalized in May.", "was vandalized"),
    ],
)
def test_harm_in_the_passive_without_an_agent_is_marked(text: str, expected: str) -> None:
    assert passives(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Two shepherds were killed by soldiers near the pass.",
        "A reporter was detained at the harbour by customs officers.",
        "Soldiers killed two shepherds near the pass.",
        "Customs officers have detained a reporter.",
        "The letters were delivered on Sunday.",
        "The deal was struck on Sunday, and a record was hit.",
        "The feast was loud. Wounded pride made him leave.",
    ],
)
def test_harm_with_an_agent_or_no_harm_at_all_is_not_marked(text: str) -> None:
    assert passives(text) == []


def test_an_agent_in_another_sentence_does_not_count() -> None:
    assert passives("Two men were shot. The road is watched by soldiers.") == ["were shot"]


def test_harm_in_quotation_marks_is_in_somebody_elses_voice() -> None:
    text = "Two men were shot. “Two of my cousins were shot at the gate,” said Nadia Orr."
    assert [each.voice for each in evidence(text, "passives")] == ["own", "quoted"]


def test_the_lexicons_are_as_large_as_they_should_be() -> None:
    assert 150 <= len(HEDGE_ROWS) <= 250
    assert {row["category"] for row in HEDGE_ROWS} == set(HEDGE_CATEGORIES)
    assert 60 <= len(HARM_ROWS) <= 110
    assert hedges() is hedges()


def test_every_entry_has_a_reason_of_its_own() -> None:
    for rows in (HEDGE_ROWS, HARM_ROWS):
        reasons = [row["reason"] for row in rows]
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


def test_no_participle_stands_for_two_verbs_of_harm() -> None:
    participles = [form for row in HARM_ROWS for form in split_cell(row["past_participle"])]
    assert len(set(participles)) == len(participles)
    assert {row["intransitive"] for row in HARM_ROWS} <= {"yes", "no"}
    assert all(row["past"] for row in HARM_ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "The man was armed and shot two officers near the station.",
        "The news was a shot in the arm for the small town.",
        "The union says that the workers should be deported at once.",
        "The police say that no one has been arrested so far.",
    ],
)
def test_no_harm_is_marked_where_none_is_told(text: str) -> None:
    assert passives(text) == []


def test_a_by_in_the_next_clause_names_no_agent() -> None:
    text = "Two people were injured, but the tower is thought by many to be safe."
    assert passives(text) == ["were injured"]
