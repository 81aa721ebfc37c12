"""Lexicons of a reader's own."""

from __future__ import annotations

import pytest

from analysis import Article, analyze
from analysis.framing import FRAMING_COLUMNS
from analysis.lexicon import FOLDER
from analysis.vocabulary import (
    MOST_BYTES,
    LexiconName,
    OwnLexiconError,
    read_own,
    standard,
    with_own,
)

HEADER = ",".join(FRAMING_COLUMNS)
ENTRY = "footle,footle|footles|footled,evaluative_action,no,dawdled,Mocks a slow pace.,My list,"
TEXT = "The council footled over the plan, and critics snubbed the mayor at noon on Monday."


def own(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def loaded(text: str, data: bytes, alone: bool = False) -> dict[str, str]:
    vocabulary = with_own(read_own(data, "loaded_words", alone))
    return {
        each.text: each.reason
        for each in analyze(Article(text), vocabulary).evidence
        if each.measure == "loaded_words"
    }


@pytest.mark.parametrize("name", ["loaded_words", "hedges", "reporting_verbs", "contested_names"])
def test_ours_downloaded_and_loaded_again_is_accepted(name: LexiconName) -> None:
    found = read_own((FOLDER / f"{name}.csv").read_bytes(), name, alone=True)
    assert found.rows > 200


def test_an_entry_of_ones_own_is_marked_beside_ours() -> None:
    found = loaded(TEXT, own(ENTRY))
    assert found["footled"] == "Mocks a slow pace."
    assert "snubbed" in found


def test_in_place_of_ours_it_alone_is_listed() -> None:
    found = loaded(TEXT, own(ENTRY), alone=True)
    assert found["footled"] == "Mocks a slow pace."
    assert "meant as an insult" not in found.get("snubbed", "")


def test_an_own_reason_goes_before_ours() -> None:
    row = "snub,snubbed,label,no,,Mine.,My list,"
    assert loaded(TEXT, own(row))["snubbed"] == "Mine."


def test_a_word_of_ones_own_is_counted_whatever_experts_think_of_it() -> None:
    row = "noon,noon,journalese,no,,Mine.,My list,"
    analysis = analyze(Article(TEXT), with_own(read_own(own(row), "loaded_words", alone=False)))
    assert "noon" in [each.text for each in analysis.counted]


def test_the_version_follows_content_and_place() -> None:
    versions = {
        read_own(data, "loaded_words", alone).version
        for data in (own(ENTRY), own(ENTRY + "x"))
        for alone in (False, True)
    }
    assert len(versions) == 4
    vocabulary = with_own(read_own(own(ENTRY), "loaded_words", alone=False))
    assert vocabulary.version != standard().version
    assert analyze(Article(TEXT), vocabulary).versions["own lexicon"] == vocabulary.own
    assert "own lexicon" not in analyze(Article(TEXT)).versions


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "columns must be"),
        (b"a,b\n1,2\n", "columns must be"),
        (own(), "no entries"),
        (own("x,x,nonsense,no,,Why.,,"), "line 2: category is 'nonsense'"),
        (own("x,x,label,no,,,,"), "line 2: no reason"),
        (own(ENTRY, "x,x,label,maybe,,Why.,,"), "line 3: arguable"),
        (own(ENTRY, "x,footled,label,no,,Why.,,"), "line 3: the form 'footled' stands in line 2"),
        (own("x,,label,no,,Why.,,"), "line 2: no form"),
        (own("x,!!,label,no,,Why.,,"), "line 2: the form '!!' has no word"),
        (own("x,x,label"), "line 2: 3 cells, not 8"),
        (own("x,x,label,no,,Why.,," + "|".join("ab" for _ in range(400))), "more than 250 parts"),
        (own('x,"x,label,no,,Why.,,'), "not CSV"),
        (HEADER.encode() + b"\n\xff\xfe,x\n", "UTF-8"),
        (own("x\0,x,label,no,,Why.,,"), "is it a CSV"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_what_can_t_be_used_is_told_line_by_line(data: bytes, says: str) -> None:
    with pytest.raises(OwnLexiconError) as error:
        read_own(data, "loaded_words", alone=False)
    assert says in str(error.value)


def test_many_problems_are_told_up_to_a_bound() -> None:
    with pytest.raises(OwnLexiconError) as error:
        read_own(own(*["x,x,nonsense,no,,Why.,,"] * 500), "loaded_words", alone=False)
    assert len(error.value.problems) <= 21
    assert error.value.problems[-1] == "and 480 more"
