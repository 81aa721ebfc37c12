"""The catalogue of contested names, and finding its entries in a text."""

from __future__ import annotations

from collections import defaultdict

import pytest

from analysis.framing import Voices
from analysis.lexicon import read_rows, split_cell
from analysis.naming import PLAIN_ALIGNMENTS, contested_names, find_names, variant_of
from analysis.segmentation import sentences, words
from analysis.types import Evidence

COLUMNS = ("entity", "variant", "forms", "alignment", "aligned_with", "since", "usage", "reason",
           "source", "context_exceptions", "arguable")  # fmt: skip
ROWS = read_rows("contested_names", COLUMNS)
BY_ENTITY: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in ROWS:
    BY_ENTITY[_row["entity"]].append(_row)
# Things of which one name is an old usage and no side's, so that no mention of them is sided.
ONLY_PLAIN = {"Ho Chi Minh City", "Kolkata", "Chennai", "Belarus", "Uluru", "Mpox",
              "Images of child sexual abuse", "The Latter-day Saints"}  # fmt: skip


def found(text: str) -> list[Evidence]:
    return list(find_names(text, sentences(text), words(text), Voices([])))


def names(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.category) for each in found(text)]


def sided(text: str) -> list[str]:
    return [each.text for each in found(text) if each.category not in PLAIN_ALIGNMENTS]


def test_the_catalogue_loads_and_is_broad() -> None:
    contested_names()  # Raises if a form stands twice.
    assert len(BY_ENTITY) >= 150


@pytest.mark.parametrize("entity", BY_ENTITY)
def test_each_thing_has_two_names_and_a_plain_one(entity: str) -> None:
    variants = [row["variant"] for row in BY_ENTITY[entity]]
    assert len(variants) >= 2
    assert len(set(variants)) == len(variants)
    kinds = {row["alignment"] for row in BY_ENTITY[entity]}
    assert kinds & PLAIN_ALIGNMENTS
    assert (kinds <= PLAIN_ALIGNMENTS) == (entity in ONLY_PLAIN)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['entity']}: {row['variant']}")
def test_each_name_tells_whose_it_is_in_one_sentence(row: dict[str, str]) -> None:
    assert row["forms"]
    assert row["source"]
    assert bool(row["aligned_with"]) != (row["alignment"] in PLAIN_ALIGNMENTS)
    assert row["reason"].endswith(".")
    assert len(sentences(row["reason"])) == 1
    assert not {"correct", "incorrect", "wrong"} & set(row["reason"].lower().split())
    assert not row["since"] or (row["since"].isdigit() and len(row["since"]) == 4)
    assert all(word == word.lower() for word in split_cell(row["context_exceptions"]))


def test_every_form_is_found_as_its_own_name() -> None:
    for row in ROWS:
        for form in split_cell(row["forms"]):
            variant = variant_of(form)
            assert variant is not None, form
            assert (variant.entity, variant.variant) == (row["entity"], row["variant"]), form


@pytest.mark.parametrize(
    ("text", "name", "category"),
    [
        ("The envoy flew to Chinese Taipei to meet ministers.", "Chinese Taipei", "party"),
        ("She reached Taiwan on Monday.", "Taiwan", "neutral_convention"),
        ("Talks on the Malvinas resumed.", "Malvinas", "party"),
        ("Farmers on the Falkland Islands shear in spring.", "Falkland Islands",
         "neutral_convention"),
        ("Ships left the Arabian Gulf.", "Arabian Gulf", "party"),
        ("He vowed to fight the Zionist regime.", "Zionist regime", "pejorative"),
        ("Families moved to Judea and Samaria.", "Judea and Samaria", "party"),
        ("Day ninety of the special military operation brought rain.",
         "special military operation", "euphemism"),
        ("The bill would count illegal aliens.", "illegal aliens", "pejorative"),
        ("A clinic for undocumented immigrants opened.", "undocumented immigrants", "party"),
        ("Pro-life groups cheered.", "Pro-life groups", "self_name"),
        ("Anti-choice senators cheered.", "Anti-choice", "pejorative"),
        ("He lost his seat over the death tax.", "death tax", "pejorative"),
        ("The programme used enhanced interrogation.", "enhanced interrogation", "euphemism"),
        ("Drivers called the union bosses out.", "union bosses", "pejorative"),
        ("Refugees fled Nagorno-Karabakh.", "Nagorno-Karabakh", "neutral_convention"),
        ("Climate Emergency Declared by Council", "Climate Emergency", "party"),
    ],
)  # fmt: skip
def test_a_name_is_marked_with_whose_it_is(text: str, name: str, category: str) -> None:
    assert (name, category) in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "A swimmer from Chinese Taipei won an Olympic medal.",
        "Chinese Taipei drew two all in the FIFA qualifier.",
        "Ministers of Chinese Taipei came to the APEC dinner.",
        "The recipe for chicken Kiev needs butter.",
        "The refinery stands near Odessa, Texas.",
        "The mill in Londonderry, New Hampshire, shut.",
    ],
)
def test_a_title_or_a_namesake_is_no_choice(text: str) -> None:
    assert sided(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The hotel chain’s exercise regime starts at six.",
        "Georgia voters queued for hours.",
        "She loved every season of The West Wing.",
        "He gave his occupation as baker.",
        "The settlement of the lawsuit cost the firm millions.",
        "A surge in demand lifted prices, and pension reform stalled.",
        "The west bank of the river flooded.",
        "Her resistance to antibiotics worried the doctors.",
        "The alien in the film has two heads.",
        "An estate agent sold the house to a union of bakers.",
        "The golf club’s invasion of geese alarmed members.",
        "The island held a festival for migrants from the choir.",
        "We roasted a turkey with a glass of Madras curry sauce.",
        "The baby slept, and her life was peaceful.",
        "The army of volunteers cleared the harvest before winter.",
        "Officials from Taiwan, China and Japan spoke by telephone.",
        "Police opened a murder inquiry after a body was found.",
        "The liberal Democrat leader of Sweden’s youth wing resigned.",
        "Sanctions for late homework were dropped by the school.",
        "He went to the barrier and bought a return to the north.",
    ],
)
def test_ordinary_senses_are_not_sided(text: str) -> None:
    assert sided(text) == []


def test_the_exception_holds_for_its_own_sentence_only() -> None:
    text = "Chinese Taipei won an Olympic medal. An envoy went to Chinese Taipei later."
    assert sided(text) == ["Chinese Taipei"]
    assert found(text)[0].span.start > text.index("An envoy")


@pytest.mark.parametrize("mark", ["'", "’"])
def test_possessives_and_both_apostrophes_are_found(mark: str) -> None:
    assert {each.entity for each in found(f"Chinese Taipei{mark}s port is busy.")} == {"Taiwan"}
    assert {each.entity for each in found(f"Taiwan{mark}s port is busy.")} == {"Taiwan"}
    assert {each.entity for each in found(f"the Zionist regime{mark}s ships")} == {"Israel"}
    assert sided(f"A Chinese ship lay off Ren{mark}ai Jiao.") == [f"Ren{mark}ai Jiao"]
    assert sided(f"The Houthis{mark} foe is the Democratic People{mark}s Republic of Korea.")


def test_the_longest_name_wins() -> None:
    assert names("the Falkland Islands (Malvinas)") == [
        ("Falkland Islands (Malvinas", "descriptive")
    ]
    assert [each.entity for each in found("The fall of Saigon ended it.")] == [
        "Saigon, 30 April 1975"
    ]
