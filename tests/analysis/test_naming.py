"""The catalogue of contested names, and finding its entries in a text."""

from __future__ import annotations

import re
import time
from collections import defaultdict

import pytest

from analysis.lexicon import read_rows, split_cell
from analysis.naming import (
    NOT_CHOSEN,
    PLAIN_ALIGNMENTS,
    background,
    find_names,
    naming_forms,
)
from analysis.segmentation import sentences, words
from analysis.types import Evidence
from analysis.vocabulary import standard
from analysis.voices import Voices

COLUMNS = ("entity", "variant", "forms", "alignment", "aligned_with", "since", "usage", "reason",
           "source", "context_exceptions", "false_positives", "arguable")  # fmt: skip
ROWS = read_rows("contested_names", COLUMNS)
BY_ENTITY: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in ROWS:
    BY_ENTITY[_row["entity"]].append(_row)
# Things of which one name is an old usage and no side's, so that no mention of them is sided.
ONLY_PLAIN = {"Ho Chi Minh City", "Kolkata", "Chennai", "Mumbai", "Prayagraj", "Belarus", "Uluru",
              "Mpox", "Images of child sexual abuse", "The Latter-day Saints",
              "People enslaved"}  # fmt: skip


def found(text: str) -> list[Evidence]:
    return list(
        find_names(text, sentences(text), words(text), Voices([]), standard().contested_names)
    )


def names(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.category) for each in found(text)]


def sided(text: str) -> list[str]:
    return [each.text for each in found(text) if each.category not in PLAIN_ALIGNMENTS]


def test_the_catalogue_loads_and_is_broad() -> None:
    standard()  # Raises if a form stands twice.
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
    assert all(phrase == phrase.lower() for phrase in split_cell(row["false_positives"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['entity']}: {row['variant']}")
def test_what_is_known_of_a_names_use_is_dated(row: dict[str, str]) -> None:
    if row["usage"]:
        assert re.search(r"\b(19|20)\d\d\b", row["usage"])
        assert row["usage"].endswith(".")
    if row["since"]:
        assert "since" not in row["aligned_with"]


def test_each_exception_holds_words_of_its_name() -> None:
    for row in ROWS:
        known = {word for form in split_cell(row["forms"]) for word in form.lower().split()}
        for phrase in split_cell(row["false_positives"]):
            assert any(word in phrase for word in known), (row["variant"], phrase)


def test_every_form_is_found_as_its_own_name() -> None:
    for row in ROWS:
        for form in split_cell(row["forms"]):
            (name,) = found(form)
            assert (name.entity, name.variant) == (row["entity"], row["variant"]), form


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
    assert [each.entity for each in found("The fall of Saigon ended it.")] == [
        "Saigon, 30 April 1975"
    ]
    assert names("A fleet left the West Philippine Sea.") == [("West Philippine Sea", "party")]


def test_a_shorter_name_is_found_where_the_longer_means_something_else() -> None:
    text = "The New Hampshire Union Leader spoke to union leaders about Taiwan."
    assert names(text) == [
        ("union leaders", "neutral_convention"),
        ("Taiwan", "neutral_convention"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Day ninety of what Russia calls a special military operation brought rain.",
         "special military operation"),
        ("They spoke of what the Kremlin, in a note, called its “special military operation”.",
         "special military operation"),
        ("Russia calls it a special military operation.", "special military operation"),
        ("The so-called Zionist regime was condemned on the radio.", "Zionist regime"),
        ("The self-styled Donetsk People’s Republic issued stamps.",
         "Donetsk People’s Republic"),
        ("Vines grow in Judea and Samaria, as the Israeli government calls it.",
         "Judea and Samaria"),
        ("The ridge known to Israelis as Mount Dov is quiet.", "Mount Dov"),
        ("Tea is grown in Zangnan, China’s name for the area.", "Zangnan"),
        ("He described himself as a pro-life Catholic.", "pro-life"),
        ("She avoids the term illegal aliens in lessons.", "illegal aliens"),
        ("Day ninety of the 'special military operation' brought rain.",
         "special military operation"),
        ("Day ninety of the ‘special military operation’ brought rain.",
         "special military operation"),
        ("A ban on “illegal aliens,” the paper wrote, is near.", "illegal aliens"),
        ("He was “very pro-choice” in those days.", "pro-choice"),
    ],
)  # fmt: skip
def test_a_name_that_is_given_as_somebody_elses_takes_no_side(text: str, name: str) -> None:
    assert (name, "distanced") in names(text)
    assert sided(text) == []


def test_the_reason_tells_of_the_distance() -> None:
    (name,) = found("Day ninety of what Russia calls a special military operation brought rain.")
    (plain,) = found("The special military operation brought rain.")
    assert name.reason != plain.reason
    assert name.variant == plain.variant
    assert name.reason.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Trump called illegal aliens a burden.",
        "What Russia did in the special military operation is told in the book.",
        "He said “no” to illegal aliens and “yes” to guests.",
        "In Judea and Samaria, the party made a good name for itself.",
        "The guests’ tour of Judea and Samaria ended at the settlers’ school.",
    ],
)
def test_a_name_beside_such_words_is_still_the_articles_own(text: str) -> None:
    assert len(sided(text)) == 1


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("The bus to Derry/Londonderry was late.", ["Derry", "Londonderry"]),
        ("The bus to Derry (Londonderry) was late.", ["Derry", "Londonderry"]),
        ("The bus to Derry, also known as Londonderry, was late.", ["Derry", "Londonderry"]),
        ("Police shut the Temple Mount, known to Muslims as Haram al-Sharif, at noon.",
         ["Temple Mount", "Haram al-Sharif"]),
        ("Sheep graze on the Falkland Islands (Malvinas) all year.",
         ["Falkland Islands", "Malvinas"]),
        ("Homes rose in Judea and Samaria, the biblical name for the West Bank.",
         ["Judea and Samaria", "the West Bank"]),
        ("Homes rose in the West Bank, which settlers call Judea and Samaria.",
         ["the West Bank", "Judea and Samaria"]),
        ("Boats circle the Senkaku/Diaoyu Islands.", ["Senkaku", "Diaoyu Islands"]),
        ("Members of the Islamic State, also known as ISIS, ISIL and Daesh, fled.",
         ["the Islamic State", "ISIS", "ISIL", "Daesh"]),
    ],
)  # fmt: skip
def test_names_given_side_by_side_take_no_side(text: str, both: list[str]) -> None:
    assert [each.text for each in found(text) if each.category == "dual"] == both
    assert sided(text) == []


def test_two_names_apart_from_each_other_are_two_choices() -> None:
    text = "Talks on the Malvinas began while ships sailed for the Falkland Islands."
    assert names(text) == [("Malvinas", "party"), ("Falkland Islands", "neutral_convention")]


def test_names_that_are_no_choice_count_as_plain() -> None:
    assert {"distanced", "dual"} == NOT_CHOSEN
    assert NOT_CHOSEN < PLAIN_ALIGNMENTS


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A Kyiv-based firm won the bid.", "Kyiv"),
        ("A Taiwan-born chef cooked.", "Taiwan"),
        ("A pro-Israel rally filled the square.", "Israel"),
        ("The Kyiv-Moscow talks failed.", "Kyiv"),
        ("A West Bank-wide strike began.", "West Bank"),
        ("The non‑Burma trade fell.", "Burma"),
    ],
)
def test_a_name_within_a_hyphenated_word_is_found(text: str, name: str) -> None:
    assert name in [each.text for each in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The chair of the Pro-Life Action League resigned.",
        "Members of NARAL Pro-Choice America marched downtown.",
        "Lawmakers passed the Unborn Child Protection Act after midnight.",
        "The Chinese Taipei Olympic Committee thanked its swimmers.",
        "Chinese Taipei marched in at the opening ceremony.",
        "Drivers crashed and killed a woman and her unborn child.",
        "The Senate debated an assault weapons ban.",
    ],
)
def test_a_name_within_a_title_or_a_set_phrase_is_no_choice(text: str) -> None:
    assert sided(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Wild Turkey is a bourbon.",
        "Turkey hunting opens in May.",
        "The Strait of Gibraltar is busy.",
        "India ink dries fast.",
        "The West Bank of the Mississippi flooded.",
    ],
)
def test_an_ordinary_sense_is_not_marked_at_all(text: str) -> None:
    assert found(text) == []


def test_a_sentence_bears_the_same_marks_in_any_article() -> None:
    sentence = "An envoy of Chinese Taipei met ministers in Kyiv."
    around = ("The Olympic flame arrived", "“Opening ceremony” and so-called", "Wild", "known as")
    alone = names(sentence)
    for line in around:
        text = f"{line}\n{sentence}\n{line}"
        start = text.index(sentence)
        inside = [
            (each.text, each.category)
            for each in found(text)
            if start <= each.span.start < start + len(sentence)
        ]
        assert inside == alone


def test_two_sides_names_may_be_swapped() -> None:
    text = "What {} calls a special military operation goes on; {} troops fought in {}-held land."
    first = names(text.format("Russia", "Ukrainian", "Russia"))
    second = names(text.format("Ukraine", "Russian", "Ukraine"))
    assert first[0] == second[0] == ("special military operation", "distanced")


def test_the_background_tells_whose_name_it_is_since_when_and_who_writes_what() -> None:
    gulf, kyiv, myanmar = (
        each.background or ""
        for name in ("Gulf of America", "Kyiv", "Myanmar")
        for each in found(name)
    )
    assert gulf.startswith("Preferred by the Trump administration since 2025. ")
    assert kyiv.startswith("AP since August 2019")
    assert myanmar.startswith("In use since 1989. ")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['entity']}: {row['variant']}")
def test_the_background_never_judges(row: dict[str, str]) -> None:
    told = background(naming_forms(row, 0)[0][1])
    assert not told or told.endswith(".")
    assert not {"correct", "incorrect", "wrong"} & set(re.findall(r"\w+", told.lower()))


@pytest.mark.parametrize(
    "unit",
    ["Chinese Taipei ", "Derry/Londonderry ", "what Russia calls ", "known, as, Kiev ", "Turkey-",
     "Pro-Life Action ", '"Taiwan" '],
)  # fmt: skip
def test_a_long_text_without_a_full_stop_takes_seconds(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    started = time.perf_counter()
    found(text)
    assert time.perf_counter() - started < 10
