"""Finding people's names, and which names are one person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.people import find_people, gender_of, surname_of
from analysis.sides import find_places


def names(text: str) -> list[tuple[str, str]]:
    return [
        (mention.span.text_in(text), mention.name)
        for mention in find_people(text, find_places(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ely Ratner spoke. Later Ratner left.", ["Ely Ratner", "Ely Ratner"]),
        ("Mao Ning spoke. Later Mao left.", ["Mao Ning", "Mao Ning"]),
        ("Gen. Li Shangfu spoke. Then Li left.", ["Li Shangfu", "Li Shangfu"]),
        ("Mr. Amsler declined, and Amsler left.", ["Amsler", "Amsler"]),
        ("Dr. Anna van der Berg spoke.", ["Anna van der Berg"]),
        ("Retired Vice Adm. John J. Beale spoke.", ["John J. Beale"]),
        ("Martin Luther King Jr. spoke.", ["Martin Luther King Jr."]),
        ("Jean-Marie O\u2019Neil\u2019s plan failed, O\u2019Neil said.",
         ["Jean-Marie O\u2019Neil", "Jean-Marie O\u2019Neil"]),
        ("Then Ohio Gov. John Kasich met with Florida Sen. Marco Rubio after dinner.",
         ["John Kasich", "Marco Rubio"]),
        ("City Manager Joel Trask spoke.", ["Joel Trask"]),
        ("After that, Jim Jordan met with Georgia Quinn, both tired, in Jordan.",
         ["Jim Jordan", "Georgia Quinn"]),
        ("The Brayfield Transit Partners office in Port Halvern is shut on Monday.", []),
        ("He was born in San Bernardino near Santa Rosa.", []),
    ],
)  # fmt: skip
def test_who_is_named(text: str, expected: list[str]) -> None:
    assert [name for _, name in names(text)] == expected


def test_a_possessive_ending_is_no_part_of_a_name() -> None:
    assert names("Donald Trump\u2019s campaign left.") == [("Donald Trump", "Donald Trump")]


def test_of_two_with_one_surname_the_title_decides() -> None:
    text = "Hillary Clinton met Bill Clinton. Mr. Clinton left. Mrs. Clinton stayed."
    assert [name for _, name in names(text)][2:] == ["Bill Clinton", "Hillary Clinton"]


def test_of_two_with_one_surname_the_one_named_last_is_meant() -> None:
    text = "Li Shangfu spoke first. After him Li Keqiang spoke. Li then left."
    assert names(text)[-1] == ("Li", "Li Keqiang")


def test_somebody_named_in_passing_gives_way_to_the_one_the_story_is_about() -> None:
    filler = "The hall was full and the rain went on. " * 10
    text = (
        "Hillary Clinton spoke. Hillary Clinton smiled. Her husband, Bill Clinton, sat there. "
        f"{filler}Clinton went home."
    )
    assert names(text)[-1] == ("Clinton", "Hillary Clinton")


def test_a_surname_that_needs_no_first_name_is_the_well_known_bearers() -> None:
    filler = "The hall was full and the rain went on. " * 10
    text = f"Michelle Obama sat in the first row. {filler}Obama spoke for an hour."
    assert names(text)[-1] == ("Obama", "Barack Obama")


def test_a_verb_that_opens_a_sentence_is_no_given_name() -> None:
    text = "Bernie Sanders won. Following Sanders was a crowd."
    assert names(text)[-1][1] == "Bernie Sanders"


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ely Ratner", "Ratner"),
        ("Mao Ning", "Mao"),
        ("Kim Jong Un", "Kim"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Martin Luther King Jr.", "King"),
    ],
)
def test_surnames_in_either_order(name: str, surname: str) -> None:
    assert surname_of(name) == surname


def test_genders_of_given_names() -> None:
    assert (gender_of("Yolanda Whitt"), gender_of("Earl Dobbs")) == ("female", "male")
    assert gender_of("Xqz Foo") == "both"


WORDS = st.sampled_from(
    ["Mr.", "Ely", "Ratner", "Ratner\u2019s", "von", "der", "J.", "Jr.", ",", "said", "\n", "US"]
)


@given(st.text(max_size=200) | st.lists(WORDS, max_size=30).map(" ".join))
def test_for_any_text_mentions_are_in_order_and_inside(text: str) -> None:
    mentions = find_people(text, find_places(text))
    assert all(mention.span.end <= len(text) for mention in mentions)
    starts = [mention.span.start for mention in mentions]
    assert starts == sorted(starts)
