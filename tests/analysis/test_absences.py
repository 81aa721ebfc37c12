"""What others carry and one article doesn't, and what is only there."""

from __future__ import annotations

import time

import pytest

from analysis import Analysis, Article, Attribution, Readability, ReadabilityScores, Span, analyze
from analysis.absences import NOT_FOUND, Absences, Item, find_absences, told
from analysis.numerals import find_numerals
from analysis.reprints import find_reprints, one_vote
from analysis.speaker_names import NameBook, name_key
from analysis.tables import Coverage
from corpus.samples import sample_articles

NO_SCORES = ReadabilityScores(0, 0, 0.0, 0.0, {})


def article(text: str, *speakers: tuple[str, str | None]) -> Analysis:
    """An article whose whole text is given to each of ``speakers``, with their sides."""
    attributions = tuple(
        Attribution(
            source=None, cue=None, content=(Span(0, len(text)),), speaker=name, side=side,
            role=None, via=None, stance="neutral", form="indirect", quoted_words=0, words=0,
            named=name[0].isupper(), resolved=True,
        )
        for name, side in speakers
    )  # fmt: skip
    readability = Readability(NO_SCORES, NO_SCORES, ())
    return Analysis(Article(text), (), attributions, (), (), readability)


def of(outlet: str, coverage: Coverage) -> Absences:
    return next(each for each in find_absences(coverage) if each.outlet == outlet)


def texts(items: tuple[Item, ...], *kinds: str) -> list[str]:
    return [item.text for item in items if not kinds or item.kind in kinds]


def numbers(text: str) -> list[tuple[str, str, str]]:
    return [each.key for each in find_numerals(text)]


def sample_coverage(event: str) -> Coverage:
    return {
        each.outlet: analyze(each.article) for each in sample_articles() if each.event_id == event
    }


# Speakers


def test_a_speaker_of_half_of_the_others_is_missed_under_whatever_name() -> None:
    coverage = {
        "A": article("It rained.", ("Mao Ning", "China")),
        "B": article("It poured.", ("Mao", "China")),
        "C": article("It snowed.", ("Spokeswoman MAO NING", "China")),
        "D": article("It was dry.", ("Bo Harrow", None)),
    }
    (missing,) = [item for item in of("D", coverage).not_found if item.kind == "speaker"]
    assert name_key(missing.text) == name_key("Mao Ning")
    assert [carrier.outlet for carrier in missing.carriers] == ["A", "B", "C"]
    assert texts(of("D", coverage).only_here, "speaker") == ["Bo Harrow"]
    assert texts(of("A", coverage).not_found, "speaker") == []


def test_a_speaker_whom_the_article_names_without_words_is_told_with_the_sentence() -> None:
    coverage = {
        "A": article("Ida Quill sold the ferry.", ("Ida Quill", None)),
        "B": article("Ida Quill sold the boat.", ("Ida Quill", None)),
        "C": article("It rained. Ida Quill was not at home. Nobody minded."),
    }
    (missing,) = of("C", coverage).not_found
    sentences = [span.text_in(coverage["C"].article.text) for span in missing.perhaps]
    assert sentences == ["Ida Quill was not at home."]


def test_a_speaker_of_one_of_many_is_not_missed() -> None:
    coverage = {
        "A": article("It rained.", ("Ida Quill", None)),
        "B": article("It poured."),
        "C": article("It snowed."),
    }
    assert of("B", coverage).not_found == ()


def test_a_country_has_words_where_anybody_speaks_for_it() -> None:
    coverage = {name: article("It rained.", ("China", "China")) for name in "AB"}
    coverage["C"] = article("It poured.", ("Mao Ning", "China"))
    assert texts(of("C", coverage).not_found, "speaker") == []


def test_speakers_without_a_name_are_not_compared() -> None:
    coverage = {name: article("It rained.", ("an official", None)) for name in "AB"}
    coverage["C"] = article("It rained.")
    assert of("C", coverage).not_found == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donald J. Trump", "Donald Trump"),
        ("Gen. Li Shangfu", "LI SHANGFU"),
        ("Beijing", "China"),
        ("the Pentagon", "Pentagon"),
        ("China’s defense ministry", "the Chinese defense ministry"),
        ("Transit Workers Local 9 of Norland", "Norland Transit Workers Local 9"),
    ],
)
def test_names_of_one_speaker(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_short_names_go_to_the_only_one_who_bears_them() -> None:
    book = NameBook([
        ("Ursula von der Leyen", None), ("von der Leyen", None), ("Wang Yi", "China"),
        ("Wang", "Taiwan"), ("Harrow Freight Company", None), ("Harrow", None),
        ("Ann Vale", None), ("Tom Vale", None), ("Vale", None),
    ])  # fmt: skip
    assert book.key("von der Leyen") == book.key("Ursula von der Leyen")
    assert book.key("Harrow") == book.key("Harrow Freight Company")
    assert book.key("Wang") != book.key("Wang Yi")
    assert book.key("Vale") not in (book.key("Ann Vale"), book.key("Tom Vale"))


@pytest.mark.parametrize(("one", "other"), [("Norway", "Chile"), ("China", "Iran")])
def test_bodies_of_two_countries_are_two(one: str, other: str) -> None:
    names = [("the foreign ministry", one), ("the foreign ministry", other)]
    book = NameBook(names)
    assert book.key(*names[0]) != book.key(*names[1])
    assert book.key(*names[0]) == book.key(f"{one}’s foreign ministry", one)


# Facts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nine routes", "nine of the city’s 31 routes"),
        ("9 routes", "nine low-ridership routes"),
        ("640 members", "640 hourly workers"),
        ("2,400 riders", "2400 riders"),
        ("5 percent", "5%"),
        ("5 per cent", "five percent"),
        ("$6.1 million", "$6.1m"),
        ("3 million dollars", "$3,000,000"),
        ("May 27", "27 May"),
        ("Sept. 3", "3 September"),
        ("a 12-minute pause", "12 minutes"),
        ("7 to 4", "7-4"),
        ("6:20 a.m.", "6:20 am"),
        ("in 2018", "in March 2018"),
    ],
)
def test_numbers_that_tell_the_same(one: str, other: str) -> None:
    assert numbers(f"It was {one}.") == numbers(f"It was {other}.") != []


@pytest.mark.parametrize(
    "text",
    ["One of them sang.", "the 19th", "Highway 61", "They may sit.", "He said 6.", "Room 212 is"],
)
def test_numbers_that_tell_nothing_by_themselves_are_left_out(text: str) -> None:
    assert numbers(f"Then, near {text}") == []


def test_a_fact_that_half_of_the_others_carry_leads_to_their_sentences() -> None:
    coverage = {
        "A": article("It was cold. Nine routes will end on March 2. Dogs barked."),
        "B": article("The vote ends nine of 31 routes on March 2."),
        "C": article("The vote was late. It rained."),
    }
    missing = {item.text: item for item in of("C", coverage).not_found}
    assert set(missing) == {"Nine routes", "March 2"}
    first = missing["March 2"].carriers[0]
    printed = [span.text_in(coverage["A"].article.text) for span in first.sentences]
    assert printed == ["Nine routes will end on March 2."]


def test_the_same_number_with_another_noun_is_shown_before_a_reader_believes_it_missing() -> None:
    coverage = {
        "A": article("Nine routes will end."),
        "B": article("Nine routes are to end."),
        "C": article("It rained. Nine lines will go."),
    }
    (missing,) = of("C", coverage).not_found
    assert [span.text_in(coverage["C"].article.text) for span in missing.perhaps] == [
        "Nine lines will go."
    ]


def test_people_places_and_bodies_that_others_name() -> None:
    told_fully = (
        "Mayor Ida Quill sold the ferry to Harrow Freight Company in Norway. She met nobody at "
        "the crane on Garrison Street."
    )
    coverage = {"A": article(told_fully), "B": article(told_fully), "C": article("It rained.")}
    missing = {(item.kind, item.text) for item in of("C", coverage).not_found}
    assert {
        ("person", "Ida Quill"), ("body", "Harrow Freight Company"), ("place", "Norway"),
        ("name", "Garrison Street"),
    } <= missing  # fmt: skip


def test_a_surname_alone_is_enough_to_be_found() -> None:
    full = "Mayor Ida Quill sold the ferry."
    coverage = {"A": article(full), "B": article(full), "C": article("That was Quill again.")}
    assert of("C", coverage).not_found == ()


def test_what_only_one_article_carries() -> None:
    coverage = {
        "A": article("The ferry was sold for $300 to 40 sailors."),
        "B": article("The ferry was sold to 40 sailors."),
    }
    assert texts(of("A", coverage).only_here) == ["$300"]
    assert of("B", coverage).only_here == ()


def test_one_article_alone_lacks_nothing_and_has_nothing_to_itself() -> None:
    (alone,) = find_absences({"A": article("Ida Quill sold nine boats.", ("Ida Quill", None))})
    assert (alone.not_found, alone.only_here) == ((), ())
    assert find_absences({}) == ()


# Length and wording


def test_a_short_article_comes_with_a_note_that_it_leaves_out_by_necessity() -> None:
    coverage = {
        "A": article("word " * 400), "B": article("word " * 300), "Brief": article("word " * 90),
    }  # fmt: skip
    brief = of("Brief", coverage)
    assert (brief.words, brief.median_words) == (90, 300)
    assert "90 words" in brief.length_note
    assert "by necessity" in brief.length_note
    assert of("B", coverage).length_note == ""


def test_readers_are_told_what_was_found_in_this_set_and_no_more() -> None:
    coverage = {name: article("Ida Quill sang.", ("Ida Quill", None)) for name in "AB"}
    coverage["C"] = article("It rained.")
    (missing,) = of("C", coverage).not_found
    assert told(missing, "C") == f"Words of Ida Quill: in 2 of 2 other reports, {NOT_FOUND} in C."


def test_a_text_printed_twice_has_one_vote() -> None:
    coverage = sample_coverage("us-china-military-contacts")
    voters = one_vote(coverage, find_reprints(coverage))
    found = {each.outlet: each for each in find_absences(coverage, voters)}
    assert {item.others for item in found["Haiyue Daily"].not_found} == {5}
    # What the wire cut for nobody is in its reprint as well, which is no other article.
    assert "Wei Fenghe" in texts(found["Ostrander Wire"].only_here, "person")


# The samples


def test_in_the_samples_the_side_that_the_trade_paper_gives_no_words_is_told() -> None:
    coverage = sample_coverage("port-halvern-bus-strike")
    margin = of("Inland Margin", coverage)
    assert "Yolanda Whitt" in texts(margin.not_found, "speaker")
    assert "6:20 a.m." in texts(margin.not_found, "number")
    assert "Dale Kowalczyk" in texts(margin.not_found, "person")
    assert "$6.1 million" in texts(of("LakeWatch 46", coverage).not_found, "number")
    assert "44 percent" in texts(margin.only_here, "number")
    assert "Dana Pulaski" in texts(of("Halvern Daily Rivet", coverage).only_here, "speaker")


def test_huge_texts_are_compared_in_time() -> None:
    text = "Nine routes of Ida Quill end on March 2 near Garrison Street in Norway. " * 3000
    coverage = {name: article(text) for name in "ABC"}
    started = time.perf_counter()
    find_absences(coverage)
    assert time.perf_counter() - started < 60
