"""Which articles are told to report one event, and which not."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence

import pytest

from corpus.frequencies import Frequencies, background
from corpus.grouping import MOST_KEYS, blocking_keys, group, place
from corpus.likeness import same_event, weights
from corpus.near_copies import is_near_copy, near_copies
from corpus.signatures import (
    Document,
    Signature,
    signature,
    signature_from_json,
    signature_to_json,
)
from corpus.terms import read_terms

# Two fires that are told in the same words, and a vote.
MILL_FIRE = (
    "A fire destroyed the old paper mill in Tarnbeck on Friday night, and police suspect arson. "
    "Mayor Edna Holloway said 40 firefighters had fought the blaze for six hours.",
    "Police in Tarnbeck are looking for whoever set the paper mill on fire. The blaze took 40 "
    "firefighters until dawn to put out, said Chief Inspector Roald Quist. Edna Holloway, the "
    "mayor, called it a sad day.",
    "Tarnbeck's paper mill burns down\n\nThe mill by the river in Tarnbeck is gone. Holloway, who "
    "has been mayor since 2011, said that nobody was hurt. Quist's officers found petrol.",
)
BARN_FIRE = (
    "A fire destroyed an old barn near Oxley on Friday night, and police suspect arson. Sheriff "
    "Dwight Pardew said 25 firefighters had fought the blaze for three hours.",
    "Police in Oxley suspect that somebody set fire to the barn of the Kessler family. It took 25 "
    "firefighters until morning to put out the blaze, Sheriff Pardew told reporters.",
)
VOTE = (
    "Lawmakers in Velmia rejected the pension bill by 61 to 58. Prime Minister Jonas Adrik had "
    "warned that he would resign if the Seimat voted against the reform.",
    "Velmia's prime minister, Jonas Adrik, lost the vote on his pension reform on Tuesday. The "
    "Seimat rejected it by three votes, 61 to 58, and Adrik may resign.",
)
STORIES = (*MILL_FIRE, *BARN_FIRE, *VOTE)
EVENTS = [0, 0, 0, 1, 1, 2, 2]


def signed(texts: Iterable[str], published: str = "") -> list[Signature]:
    return [
        signature(Document(str(at), text, published=published)) for at, text in enumerate(texts)
    ]


def counted(signatures: Iterable[Signature]) -> Frequencies:
    frequencies = Frequencies()
    for each in signatures:
        frequencies.add(each.terms())
    return frequencies


def probability_on(one_date: str, other_date: str) -> float:
    """That both reports of the vote are of one event, if they came out on these dates."""
    (one,), (other,) = signed(VOTE[:1], one_date), signed(VOTE[1:], other_date)
    return same_event(one, other, counted(signed(STORIES)))


def partition(ids: Sequence[str], events: Sequence[int]) -> set[frozenset[str]]:
    return {
        frozenset(article for article, event in zip(ids, events, strict=True) if event == one)
        for one in set(events)
    }


def made_up_text(chance: random.Random, words: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(chance.choices(letters, k=6)) for _ in range(words))


def test_reports_of_one_event_are_grouped_and_look_alikes_kept_apart() -> None:
    assert group(signed(STORIES)) == EVENTS


def test_groups_dont_depend_on_the_order_of_the_articles() -> None:
    given = signed(STORIES)
    expected = partition([each.id for each in given], group(given))
    for seed in range(5):
        random.Random(seed).shuffle(given)
        assert partition([each.id for each in given], group(given)) == expected


def test_a_long_report_is_grouped_with_a_short_one() -> None:
    long = "\n\n".join([*MILL_FIRE, *(text.replace("40", "forty") for text in MILL_FIRE)])
    assert group(signed([long, MILL_FIRE[1], *BARN_FIRE])) == [0, 0, 1, 1]


def test_the_same_words_years_apart_are_another_event() -> None:
    soon = probability_on("2021-05-04", "2021-05-06T10:00:00Z")
    late = probability_on("2015-05-04", "2021-05-06")
    assert late < probability_on("", "2021-05-06") < soon


def test_what_is_no_date_says_nothing() -> None:
    assert probability_on("next Tuesday", "2021-05-06") == probability_on("", "2021-05-06")


def test_a_headline_counts_whether_or_not_the_text_repeats_it() -> None:
    headline, text = "Paper mill burns down in Tarnbeck", MILL_FIRE[0]
    apart = signature(Document("1", text, headline))
    within = signature(Document("1", f"{headline}\n{text}", headline))
    assert apart == within
    assert apart.names["Tarnbeck"] == 2


def test_texts_without_anything_to_tell_them_by_are_events_of_their_own() -> None:
    assert group(signed(["", "", "It was what it was.", "It was what it was.", " \n"])) == [
        0, 1, 2, 3, 4,
    ]  # fmt: skip
    assert group([]) == []


def test_ten_thousand_copies_of_one_text_are_one_event() -> None:
    one = signature(Document("1", MILL_FIRE[0]))
    assert set(group([one] * 10_000)) == {0}


def test_an_event_of_thousands_of_reports_stays_whole() -> None:
    chance = random.Random(1)
    texts = [f"{MILL_FIRE[0]} {made_up_text(chance, 4)}" for _ in range(4_000)]
    assert set(group(signed(texts))) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "word " * 2_000_000,
        "x" * 10_000_000,
        "A.B." * 1_000_000,
        "1,2" * 2_000_000,
        "Name's " * 1_000_000,
        "\n" * 5_000_000,
        "www. " * 1_000_000,
    ],
    ids=["words", "letters", "initials", "figures", "names", "lines", "addresses"],
)
def test_an_endless_text_is_read_in_bounded_time(text: str) -> None:
    started = time.perf_counter()
    read = signature(Document("1", text, published="2020-01-01"))
    assert time.perf_counter() - started < 3
    assert len(signature_to_json(read)) < 20_000


def test_a_signature_comes_back_from_json_as_it_was() -> None:
    for each in signed(STORIES, "2020-01-02"):
        data = signature_to_json(each)
        assert signature_from_json(data) == each
        assert len(data) < 8_000
    with pytest.raises(ValueError, match="missing required field"):
        signature_from_json(b'{"id": "1"}')


def test_names_are_told_from_words_at_the_start_of_sentences_and_in_titles() -> None:
    terms = read_terms(
        "Holloway Visits Old Paper Mill\n\nOfficials were still there. Holloway thanked them, "
        "and said the mill would be built again by May 3, or 4 June at the latest.",
        background(),
    )
    assert set(terms.names) == {"Holloway"}
    assert {"mill", "visit", "official"} <= set(terms.words)
    assert terms.numbers == {"5/3", "6/4"}


def test_a_text_in_lower_case_still_has_names() -> None:
    text = " ".join(MILL_FIRE).lower()
    assert {"Tarnbeck", "Holloway"} <= set(read_terms(text, background()).names)


def test_a_new_article_joins_the_event_it_reports() -> None:
    new, *others = signed((*MILL_FIRE[::-1], *BARN_FIRE, *VOTE))
    frequencies = counted([new, *others])
    candidates = list(zip(["mill", "mill", "barn", "barn", "vote", "vote"], others, strict=True))
    assert place(new, candidates, frequencies) == "mill"
    assert place(new, candidates[2:], frequencies) is None
    assert place(new, [], frequencies) is None


def test_reports_of_one_event_share_blocking_keys() -> None:
    keys = [set(blocking_keys(each)) for each in signed(STORIES)]
    assert all(0 < len(each) <= MOST_KEYS for each in keys)
    assert keys[0] & keys[1] >= {"Tarnbeck"}
    assert keys[0] & keys[2] >= {"Tarnbeck"}


def test_a_term_gets_commoner_as_articles_come_in() -> None:
    frequencies = Frequencies()
    before = frequencies.rarity("Tarnbeck")
    assert before > frequencies.rarity("police") > frequencies.rarity("people") > 0
    for each in signed(MILL_FIRE * 100):
        frequencies.add(each.terms())
    assert frequencies.rarity("Tarnbeck") < before


def test_the_learned_weights_are_what_the_model_needs() -> None:
    learned = weights()
    # The cosines are products of vectors scaled by the roots of their weights.
    assert min(learned.names, learned.words, learned.numbers) > 0 > learned.intercept


LONG = made_up_text(random.Random(3), 400).split()


def copy(cut: int, changed: int = 0) -> str:
    words = LONG[: len(LONG) - cut]
    return " ".join([*made_up_text(random.Random(4), changed).split(), *words[changed:]])


def test_a_text_with_small_cuts_is_a_near_copy_and_another_text_is_none() -> None:
    whole, cut, retold, other, brief = signed(
        [copy(0), copy(60), copy(0, 300), made_up_text(random.Random(5), 400), copy(340)]
    )
    assert is_near_copy(whole, cut)
    assert not is_near_copy(whole, retold)
    assert not is_near_copy(whole, other)
    assert not is_near_copy(whole, brief)
    assert near_copies([other, cut, brief, whole, retold]) == {cut.id: whole.id}


def test_the_original_is_the_earliest_where_all_dates_are_known() -> None:
    texts = {"2020-01-03": copy(0), "2020-01-02": copy(20), "2020-01-04": copy(40)}
    dated = [signature(Document(date, text, published=date)) for date, text in texts.items()]
    assert near_copies(dated) == {"2020-01-03": "2020-01-02", "2020-01-04": "2020-01-02"}
    undated = [signature(Document(each.id, texts[each.id])) for each in dated]
    assert set(near_copies(undated).values()) == {"2020-01-03"}


def test_thousands_of_near_copies_have_one_original() -> None:
    given = signed(copy(at % 50) for at in range(1_000))
    found = near_copies(given)
    assert set(found.values()) == {"0"}
    assert len(found) == 999
