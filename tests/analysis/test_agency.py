"""Harm whose agent isn't named: what the reader sees marked, as which kind, and what is not."""

from __future__ import annotations

import time

import pytest

from analysis import sides
from analysis.agency import (
    AGENT_KINDS,
    DELIBERATE,
    NOUN_KINDS,
    find_unnamed_agents,
)
from analysis.lexicon import read_header_and_rows, read_rows, split_cell
from analysis.pipeline import analyze
from analysis.segmentation import sentences
from analysis.types import Article, Evidence
from analysis.voices import Voices


def marks(text: str) -> list[Evidence]:
    return list(find_unnamed_agents(text, sentences(text), Voices([])))


def marked(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.category) for each in marks(text)]


def rows(name: str) -> list[dict[str, str]]:
    header, found = read_header_and_rows(name)
    return [dict(zip(header, row, strict=True)) for row in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two shepherds were killed near the pass on Sunday.", "were killed"),
        ("A reporter has been detained at the harbour.", "been detained"),
        ("Eleven families were later evicted from the row.", "were later evicted"),
        ("The old quarter was shelled through the night.", "was shelled"),
        ("The prisoners are being tortured, a guard wrote.", "being tortured"),
        ("Shots were fired outside the mill.", "were fired"),
        ("The crowd was tear-gassed on the steps.", "was tear-gassed"),
        ("The chapel was vandalized in May.", "was vandalized"),
        ("The baker was shot dead on his doorstep.", "was shot dead"),
        ("Her cousin was gunned down at the market.", "was gunned down"),
        ("A ferryman was beaten to death on the quay.", "was beaten to death"),
        ("Six houses were blown up during the raid.", "were blown up"),
        ("A clerk was injured in the attack.", "was injured"),
        ("Nine people were killed between 2010 and 2014.", "were killed"),
        ("The girl was killed by a stray bullet.", "was killed"),
        ("Nine people were killed by an airstrike.", "were killed"),
    ],
)
def test_harm_in_the_passive_without_an_agent_is_marked(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "agentless_passive")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three killed in strike", "killed"),
        ("Three Killed in Strike on Corvane Market", "Killed"),
        ("THREE KILLED IN STRIKE", "KILLED"),
        ("Man shot dead in Leeds", "shot dead"),
        ("Man Shot Dead in Leeds", "Shot Dead"),
        ("Dozens injured in blast after bomb threat, two of them shot", "injured"),
        ("The 12 people killed on Monday were farmers.", "killed"),
        ("The families of those murdered in the chapel were there.", "murdered"),
        ("A teacher abducted in May is still missing.", "abducted"),
    ],
)
def test_a_passive_without_an_auxiliary_is_marked(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "agentless_passive")]


@pytest.mark.parametrize(
    "text",
    [
        "Troops killed three in the square.",
        "The man they shot dead in Orlow had a stall.",
        "She mourned the deputy Ferris murdered in 1990.",
        "The quarrel will get people killed.",
        "The killed and the wounded lay in one hall.",
        "He was armed and shot two officers near the station.",
    ],
)
def test_an_active_verb_is_no_passive(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dozens of people have died in protests.", "died"),
        ("Nine people died in the strike.", "died"),
        ("Three Die in Clashes at Border", "Die"),
        ("Six men lost their lives in the shelling.", "lost their lives"),
        ("The boy died of gunshot wounds.", "died"),
        ("A gun went off in the hall.", "gun went off"),
        ("A pistol accidentally discharged in the hall.", "pistol accidentally discharged"),
        ("Bus blows up in Tolma", "Bus blows up"),
        ("Two bombs exploded near the mill.", "bombs exploded"),
        ("Clashes erupted near the bridge.", "Clashes erupted"),
        ("Violence broke out on Friday.", "Violence broke out"),
        ("Shots rang out over the square.", "Shots rang out"),
    ],
)
def test_an_event_told_as_if_it_happened_by_itself_is_marked(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "intransitive")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The killing of 12 villagers shocked the valley.", "killing of"),
        ("The deaths of protesters in clashes went unreported.", "deaths of"),
        ("The destruction of the village took a day of bombardment.", "destruction of"),
        ("Crowds gathered over the fatal shooting of a student.", "shooting of"),
        ("The county looked into an officer-involved shooting.", "officer-involved shooting"),
        ("Mother Mourns Killing of Two Sons", "Killing of"),
    ],
)
def test_harm_in_a_noun_without_an_agent_is_marked(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "nominalisation")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A missile hit a school.", "missile hit"),
        ("An airstrike killed nine.", "airstrike killed"),
        ("Airstrike Kills Nine in Orlow", "Airstrike Kills"),
        ("Bullets struck the wall of the clinic.", "Bullets struck"),
        ("The attack left 12 people dead.", "attack left"),
        ("The bombing claimed nine lives.", "bombing claimed"),
        ("They fled after the shelling, which killed nine.", "shelling, which killed"),
        ("The attack on a chapel that killed nine was filmed.", "attack on a chapel that killed"),
    ],
)
def test_a_weapon_or_an_event_as_the_doer_is_marked(text: str, expected: str) -> None:
    assert marked(text) == [(expected, "instrument_as_agent")]


@pytest.mark.parametrize(
    "text",
    [
        "Two shepherds were killed by soldiers near the pass.",
        "A reporter was detained at the harbour by customs officers.",
        "Two men were killed on Sunday, allegedly by soldiers.",
        "Soldiers killed two shepherds near the pass.",
        "Israeli airstrike killed nine.",
        "A Russian missile hit a school.",
        "Nine people were killed in an Israeli strike.",
        "Nine people died in Russian shelling.",
        "Nine people died in Saudi-led air strikes.",
        "Nine people died in U.S.-backed air strikes.",
        "Nine people were killed in rebel-led attacks.",
        "Two men were killed in a police raid.",
        "Two men were killed in clashes with police.",
        "Two men died at the hands of guards.",
        "Two men were killed after officers opened fire.",
        "Two men were killed when soldiers fired into the crowd.",
        "Two men were killed when soldiers shot at the crowd, and one soldier shot a child.",
        "A gunman hid in the mill, and two men were killed.",
        "Israel's killing of 12 villagers shocked the valley.",
        "The killing of 12 villagers by soldiers shocked the valley.",
        "The Russian bombing of the town went on.",
        "The police killing of a student shocked the valley.",
        "A clerk was accused of the murder of two guests.",
        "Clashes broke out between police and students.",
        "A missile fired by rebels hit a school.",
        "Rockets from Iran hit a school.",
        "More than 600 people have been killed in the days of the French offensive.",
    ],
)
def test_harm_whose_agent_is_named_in_the_sentence_is_not_marked(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two men were killed in a crash.",
        "Two Killed in Motorway Crash",
        "Two men were killed in an earthquake.",
        "She died of cancer.",
        "She died in hospital after a long illness.",
        "He died at 93.",
        "Two hikers were injured in a fall.",
        "They were killed by the flood.",
        "The storm killed nine.",
        "The deaths of nine patients from the virus were reported.",
        "A gas explosion destroyed the house.",
    ],
)
def test_accident_illness_and_nature_have_no_agent_to_name(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The union says that the workers should be deported at once.",
        "The police say that no one has been arrested so far.",
        "He was not wounded.",
        "The baker wasn't killed.",
        "No children or teachers were killed in the attack.",
        "Nobody was shot.",
        "She was nearly killed in the blast.",
        "Nine people might have been killed.",
        "If a hostage is killed, the talks end.",
        "They threatened the destruction of the village by bombardment.",
        "He fears being shot.",
        "An attack could kill nine.",
        "People would die in the fighting.",
    ],
)
def test_harm_that_is_denied_feared_or_only_possible_is_not_marked(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The letters were delivered on Sunday.",
        "The deal was struck on Sunday, and a record was hit.",
        "The feast was loud. Wounded pride made him leave.",
        "The news was a shot in the arm for the small town.",
        "The film was shot in Orlow.",
        "The shooting of the film took a month.",
        "The shop was hit by slow sales.",
        "He was charged with theft.",
        "His arrested development was plain to see.",
        "The plan was executed well.",
        "They struck a deal.",
        "Rovers were beaten 3-1.",
        "Bus strike hits commuters.",
        "The strike hit the city's buses.",
        "The attack ad hit a nerve.",
        "The clerk was fired in March.",
        "She was attacked for her record in the debate.",
        "The goalkeeper was injured in the last match of the season.",
        "The bill was killed in committee.",
        "A dog attack left two men wounded.",
    ],
)
def test_words_of_harm_that_tell_of_none_are_not_marked(text: str) -> None:
    assert marked(text) == []


def test_an_arrest_for_a_crime_that_the_police_tell_is_not_marked() -> None:
    assert marked("Two men were arrested for fraud.") == []
    assert marked("Police said a man was arrested at the harbour.") == []
    assert marked("A poet was arrested at the harbour.") == [("was arrested", "agentless_passive")]


def test_the_killed_gunman_is_a_victim_and_no_agent() -> None:
    assert marked("The gunman was killed on Sunday.") == [("was killed", "agentless_passive")]


def test_a_by_in_the_next_clause_names_no_agent() -> None:
    text = "Two people were wounded, but the tower is thought by many to be safe."
    assert marked(text) == [("were wounded", "agentless_passive")]


def test_a_day_or_a_weapon_after_by_is_no_agent() -> None:
    for text in ("Nine were killed by Monday.", "Nine were killed by gunfire."):
        assert marked(text) == [("were killed", "agentless_passive")]


def test_an_agent_in_another_sentence_does_not_count() -> None:
    text = "Two men were shot. The road is watched by soldiers."
    assert marked(text) == [("were shot", "agentless_passive")]


def test_a_sentence_has_the_same_marks_in_every_article() -> None:
    alone = [
        "TWO MEN WERE KILLED IN A US STRIKE.",
        "Nine people died in the shelling.",
        "A missile hit a school in Orlow.",
    ]
    together = marked(" ".join(alone))
    assert together == [mark for sentence in alone for mark in marked(sentence)]
    assert [category for _, category in together] == ["intransitive", "instrument_as_agent"]


COUNTRIES = read_rows("countries", sides.COUNTRY_COLUMNS)


@pytest.mark.parametrize(
    ("column", "sentence", "expected"),
    [
        ("demonyms", "Two men died in {} shelling.", 0),
        ("demonyms", "A {} missile hit a school.", 0),
        ("demonyms", "The {} bombing of the town went on.", 0),
        ("demonyms", "Nine Killed in {}-led Airstrike", 0),
        ("names", "Two men were killed by {}.", 0),
        ("names", "{}’s killing of nine men went on.", 0),
        ("names", "Nine people were killed in {} on Monday.", 1),
        ("names", "A missile hit {}.", 1),
        ("capitals", "Nine killed in {} attack", 1),
        ("capitals", "Clashes broke out in {}.", 1),
    ],
)
def test_it_makes_no_difference_which_country_it_is(
    column: str, sentence: str, expected: int
) -> None:
    forms = [form for row in COUNTRIES for form in split_cell(row[column])]
    assert len(forms) > 200
    assert {len(marks(sentence.format(form))) for form in forms} == {expected}


def test_swapping_two_sides_swaps_the_marks_and_no_more() -> None:
    text = (
        "Israeli strikes killed nine people in Iran on Friday. Four people were killed in Israel "
        "when a missile hit a school in Tel Aviv. Twelve Iranians died in the strikes, and an "
        "Israeli soldier was shot dead. Clashes erupted in Israel. The killing of Iranian "
        "shepherds went on."
    )
    swaps = {"Israeli": "Iranian", "Israel": "Iran", "Iranian": "Israeli", "Iran": "Israel"}
    swapped = " ".join(
        next((word.replace(a, b) for a, b in swaps.items() if word.startswith(a)), word)
        for word in text.split()
    )
    assert "Iranian strikes killed nine people in Israel" in swapped
    assert marked(swapped) == marked(text)
    assert len(marked(text)) == 6


def test_harm_in_quotation_marks_is_in_somebody_elses_voice() -> None:
    text = "Two men were shot. “Two of my cousins were shot at the gate,” said Nadia Orr."
    found = [each for each in analyze(Article(text)).evidence if each.measure == "passives"]
    assert [each.voice for each in found] == ["own", "quoted"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Two men were shot.", "Passive without an agent: leaves open who fired"),
        ("A gun went off.", "Told as if it happened by itself: lets the weapon act"),
        ("The killing of two men shocked them.", "Harm in a noun, without an agent: "),
        ("A missile hit a school.", "The weapon or the event stands as the doer: "),
    ],
)
def test_every_mark_tells_in_plain_words_which_kind_it_is(text: str, opening: str) -> None:
    (mark,) = marks(text)
    assert mark.measure == "passives"
    assert mark.reason.startswith(opening)
    assert mark.reason.endswith(".")
    assert mark.reason.count(".") == 1
    assert mark.source
    assert mark.arguable
    assert mark.suggestion is None


def test_marks_stand_in_order_and_do_not_overlap() -> None:
    text = "Nine people were killed when a missile hit a school, and two died in the shelling. "
    found = [each.span for each in marks(text * 3)]
    assert len(found) == 9
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_a_sentence_without_end_is_read_in_time_that_grows_with_its_length() -> None:
    def seconds(times: int) -> float:
        text = "the gunman was injured as a missile that killed in the killing of " * times
        span = sentences(text)
        started = time.perf_counter()
        list(find_unnamed_agents(text, span, Voices([])))
        return time.perf_counter() - started

    seconds(100)
    assert seconds(4_000) < 16 * max(seconds(1_000), 0.02)


def test_an_empty_text_and_one_without_words_have_no_marks() -> None:
    assert marked("") == []
    assert marked("… — …") == []


@pytest.mark.parametrize("name", ["harm_verbs", "harm_nouns", "harm_happenings", "harm_agents"])
def test_every_entry_has_one_sentence_that_says_why(name: str) -> None:
    assert rows(name)
    for row in rows(name):
        assert row["reason"].endswith("."), row
        assert row["reason"].count(".") == 1, row


def test_every_verb_has_a_reason_of_its_own() -> None:
    for name in ("harm_verbs", "harm_happenings"):
        reasons = [row["reason"] for row in rows(name)]
        assert len(set(reasons)) == len(reasons)


def test_the_lexicons_use_only_the_kinds_that_are_explained() -> None:
    assert {row["deliberate"] for row in rows("harm_verbs")} == set(DELIBERATE)
    assert {row["kind"] for row in rows("harm_nouns")} == NOUN_KINDS
    assert {row["kind"] for row in rows("harm_agents")} == AGENT_KINDS


def test_no_form_stands_for_two_entries() -> None:
    for name, column in (
        ("harm_verbs", "forms"),
        ("harm_verbs", "active"),
        ("harm_nouns", "forms"),
        ("harm_happenings", "forms"),
        ("harm_agents", "forms"),
    ):
        forms = [form for row in rows(name) for form in split_cell(row[column])]
        assert len(set(forms)) == len(forms), (name, column)
        assert all(form == form.lower() for form in forms)
