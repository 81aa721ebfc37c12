"""Finding countries, peoples, capitals, seats of power and bodies in a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sides import Mention, find_places


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.span.text_in(text), mention.side) for mention in find_places(text)]


def only(text: str) -> Mention:
    (mention,) = find_places(text)
    return mention


@pytest.mark.parametrize(
    ("text", "words", "side", "kind", "role"),
    [
        ("the U.S. said", "U.S.", "United States", "name", None),
        ("two Swedes spoke", "Swedes", "Sweden", "demonym", None),
        ("talks in Kyiv ended", "Kyiv", "Ukraine", "capital", None),
        ("the Kremlin replied", "Kremlin", "Russia", "seat", "official"),
        ("sources at the Élysée", "Élysée", "France", "seat", "official"),
        ("officials at the FBI", "FBI", "United States", "body", "official"),
        ("a Boeing engineer", "Boeing", "Boeing", "body", "company"),
        ("activists of Amnesty International", "Amnesty International", "Amnesty International",
         "body", "civil_society"),
        ("it told Reuters", "Reuters", "Reuters", "body", "media"),
        ("it told Xinhua", "Xinhua", "China", "body", "media"),
        ("some Hamas leaders", "Hamas", "Hamas", "body", "politician"),
        ("judges of the European Commission", "European Commission", "European Union", "body",
         "official"),
    ],
)  # fmt: skip
def test_each_kind_is_found(text: str, words: str, side: str, kind: str, role: str | None) -> None:
    mention = only(text)
    assert (mention.span.text_in(text), mention.side) == (words, side)
    assert (mention.kind, mention.role) == (kind, role)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Papua New Guinea", [("Papua New Guinea", "Papua New Guinea")]),
        ("Guinea-Bissau", [("Guinea-Bissau", "Guinea-Bissau")]),
        ("the Democratic Republic of Congo", [("Democratic Republic of Congo", "DR Congo")]),
        ("the Republic of Congo", [("Republic of Congo", "Republic of the Congo")]),
        ("South Korean", [("South Korean", "South Korea")]),
        ("Chinese Taipei", [("Chinese Taipei", "Taiwan")]),
        ("the People's Republic of China", [("People's Republic of China", "China")]),
        ("Northern Ireland", [("Northern Ireland", "Northern Ireland")]),
        ("New York Times", [("New York Times", "New York Times")]),
        ("the Washington Post", [("Washington Post", "Washington Post")]),
        ("the U.S.A. and U.S.", [("U.S.A.", "United States"), ("U.S.", "United States")]),
        ("The Guardian Council met", [("The Guardian Council", "Iran")]),
    ],
)
def test_the_longest_form_wins(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_a_possessive_ending_is_left_out(apostrophe: str) -> None:
    text = f"Beijing{apostrophe}s reply to Russians{apostrophe} fears"
    assert found(text) == [("Beijing", "China"), ("Russians", "Russia")]


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_apostrophes_and_hard_spaces_inside_a_form_match_either_way(apostrophe: str) -> None:
    text = f"the People{apostrophe}s Liberation\u00a0Army and C\u00f4te d{apostrophe}Ivoire"
    assert [side for _, side in found(text)] == ["China", "Ivory Coast"]


@pytest.mark.parametrize(
    "text",
    [
        "tell us about the turkey",
        "a polish for china and java",
        "who said it",
        "Chinatown and Iranians1 and Indianapolis",
        "US$5 million on tesla.com, Boeing.com or by @BBC",
        "",
    ],
)
def test_what_is_no_mention_yields_nothing(text: str) -> None:
    assert find_places(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ships in the South China Sea",
        "the Latin American summit",
        "a New Mexico rancher",
        "George Washington and Michael Jordan",
        "the Paris Agreement of the Berlin Wall",
        "a Native American and a French-speaking neighbour",
    ],
)
def test_a_longer_name_hides_the_place_inside_it(text: str) -> None:
    assert find_places(text) == ()


def test_hyphens_part_sides() -> None:
    text = "US-China talks, pro-Moscow groups and the Israel-Hamas war"
    assert [side for _, side in found(text)] == [
        "United States",
        "China",
        "Russia",
        "Israel",
        "Hamas",
    ]


def test_forms_that_also_mean_something_else_are_marked() -> None:
    assert only("lawmakers in Georgia").ambiguous
    assert only("officials in Washington").ambiguous
    assert not only("lawmakers in Tbilisi").ambiguous


def test_a_text_in_capitals_is_read_without_regard_to_case() -> None:
    text = "CHINESE ENVOY LEAVES BERLIN; KREMLIN WAITS"
    assert [side for _, side in found(text)] == ["China", "Germany", "Russia"]


def test_in_capitals_a_pronoun_is_no_body_and_us_is_doubtful() -> None:
    assert find_places("THOSE WHO FED THE DOGS") == ()
    assert only("THEY TOLD US SO").ambiguous


def test_capitals_in_a_mixed_text_are_not_enough() -> None:
    assert find_places("BERLIN (dpa) said") == ()


@pytest.mark.parametrize("text", ["US", "WHO", "UN, WHO"])
def test_names_that_are_capitals_anyway_are_no_text_in_capitals(text: str) -> None:
    mentions = find_places(text)
    assert mentions[-1].span.end == len(text)
    assert not any(mention.ambiguous for mention in mentions)


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["US", "U.S.", "China", "’s", "ß", "IRAN", "the", "(", "\n", "İ"]),
        max_size=30,
    ).map(" ".join)
)
def test_for_any_text_mentions_are_in_order_and_apart(text: str) -> None:
    mentions = find_places(text)
    assert all(mention.span.end <= len(text) for mention in mentions)
    for before, after in zip(mentions, mentions[1:], strict=False):
        assert before.span.end <= after.span.start


def test_time_is_linear_and_small() -> None:
    sentence = "Officials in Beijing told the U.S. and South Korean envoys of the plan on Monday. "
    article = sentence * 47  # about 700 words
    find_places(article)

    def best(text: str) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            find_places(text)
            times.append(time.perf_counter() - start)
        return min(times)

    assert best(article) < 0.005
    assert best(article * 20) < 0.005 * 40
