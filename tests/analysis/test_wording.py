"""The model of experts' judgement: what it reads, and what it must not mark."""

from __future__ import annotations

import pytest

from analysis import Article, analyze
from analysis.encoder import MODELS, load_tokenizer, read_pieces
from analysis.segmentation import sentences, words
from analysis.wording import LONGEST, name_words, readings

TOKENIZER = load_tokenizer(MODELS / "tokenizer.json")


def names(text: str) -> list[str]:
    among = words(text)
    return [among[number].text for number in sorted(name_words(text, among))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talks in Lima with Ana Ruiz were short.", ["Lima", "Ana", "Ruiz"]),
        ("China said so.", ["China"]),
        ("Talks with China’s envoy went on.", ["China’s"]),
        ("Yesterday was cold.", []),
        ("I said that I would go.", []),
        ("He said: “Nobody knows.”", []),
        ("Minister Slams Reckless Plan to Cut Grants", []),
        ("China Slams Reckless Plan to Cut Grants", ["China"]),
        ("The Trump-loving crowd cheered.", ["Trump-loving"]),
        ("Mary went home.", ["Mary"]),
        (
            "We saw that @angrymob and #chaos were on YouTube, and pro-Ruiz.",
            ["angrymob", "chaos", "YouTube", "pro-Ruiz"],
        ),
        ("Jo Bloggs", ["Jo", "Bloggs"]),
    ],
)
def test_names_are_told_from_words_with_a_capital_for_their_place(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


def read(text: str) -> list[list[int]]:
    pieces = read_pieces(text, TOKENIZER)
    return [reading.ids.tolist() for _, reading in readings(text, pieces, sentences(text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reckless, China said of Ana Ruiz.", "Reckless, the Harbour said of Oslo."),
        ("The plan of China is bad.", "The plan of Papua New Guinea is bad."),
        ("We heard China’s claim.", "We heard the United States’ claim."),
    ],
)
def test_whoever_is_named_the_model_reads_the_same(one: str, other: str) -> None:
    shorter = other.replace("the Harbour", "Harbour").replace("the United States", "United States")
    assert read(one) == read(shorter)


def test_every_word_but_names_is_read_once_and_long_sentences_come_in_parts() -> None:
    text = "slow " * 1000 + "end. And so it went."
    pieces = read_pieces(text, TOKENIZER)
    owners: list[int] = []
    for _, reading in readings(text, pieces, sentences(text)):
        assert len(reading.ids) <= LONGEST + 2
        owners += [owner for owner in reading.owners.tolist() if owner >= 0]
    assert owners == list(range(len(words(text))))


def loaded(text: str) -> list[str]:
    counted = analyze(Article(text)).counted
    return [each.text for each in counted if each.measure == "loaded_words"]


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed when a bomb went off at a market on Tuesday, police said.",
        "The war has gone on for three years, and more than 4,000 people have died in it.",
        "She was treated for cancer for two years and died in hospital in March.",
        "The flood destroyed forty houses, and six people are missing.",
        "A gunman shot two men outside a shop and was arrested an hour later.",
        "The court sentenced him to nine years in prison for the murder of his brother.",
        "Prices rose by 3.2 per cent in June, the statistics office said.",
        "The council will meet on Thursday to vote on the budget for schools.",
        "The ministers of both countries met for two hours and will meet again in May.",
        "The vaccine was given to 12,000 people, of whom 31 fell ill.",
        "Rain is expected in the north, and the ferry won’t run until Sunday.",
        "Ana Ruiz of the Labour Party beat Tom Hale of the Liberals by 412 votes.",
    ],
)
def test_plain_and_grim_facts_are_not_marked(text: str) -> None:
    assert loaded(text) == []
