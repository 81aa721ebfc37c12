"""Near-copies: one text in several outlets has one vote."""

from __future__ import annotations

import random
import time

import pytest

from analysis import Analysis, Article, Readability, ReadabilityScores
from analysis.reprints import ReprintGroup, find_reprints, one_vote
from corpus.samples import sample_articles

NO_SCORES = ReadabilityScores(0, 0, 0.0, 0.0, {})
NOUNS = ("harbour", "ferry", "council", "lamp", "rope", "tide", "letter", "crane", "pilot", "storm")
VERBS = ("carried", "closed", "bought", "painted", "found", "sold", "lifted", "moved", "watched")


def prose(seed: int, sentences: int = 20) -> list[str]:
    """Sentences that nobody else wrote."""
    pick = random.Random(seed)
    return [
        f"The {pick.choice(NOUNS)} {pick.choice(VERBS)} a {pick.choice(NOUNS)} near the "
        f"{pick.choice(NOUNS)} and {pick.choice(VERBS)} {pick.randint(2, 99)} of the "
        f"{pick.choice(NOUNS)} there."
        for _ in range(sentences)
    ]


def article(sentences: list[str], headline: str = "") -> Analysis:
    text = Article.from_parts(headline, " ".join(sentences))
    return Analysis(text, (), (), (), (), Readability(NO_SCORES, NO_SCORES, ()))


def only(groups: tuple[ReprintGroup, ...]) -> ReprintGroup:
    (group,) = groups
    return group


@pytest.mark.parametrize(
    ("event", "original", "copy"),
    [
        ("us-china-military-contacts", "Ostrander Wire", "Telok Ledger"),
        ("port-halvern-bus-strike", "Ostrander Wire", "Point Carrow Gazetteer"),
    ],
)
def test_the_reprint_of_each_sample_event_is_found_and_no_other(
    event: str, original: str, copy: str
) -> None:
    samples = [each for each in sample_articles() if each.event_id == event]
    coverage = {
        each.outlet: Analysis(each.article, (), (), (), (), Readability(NO_SCORES, NO_SCORES, ()))
        for each in samples
    }
    dates = {each.outlet: each.published for each in samples}
    for published in (None, dates):
        group = only(find_reprints(coverage, published))
        assert group.outlets == (original, copy)
        assert group.copies[0].share > 0.9
    assert set(one_vote(coverage, [group])) == set(coverage) - {copy}


def test_small_cuts_and_another_headline_make_no_other_text() -> None:
    wire = prose(1)
    local = [*wire[:6], *wire[8:17], "Our reporter adds that it rained on Sunday evening in town."]
    group = only(find_reprints({"Wire": article(wire, "Ferry sold"),
                                "Local": article(local, "Rain over a lost ferry")}))  # fmt: skip
    assert group.original == "Wire"
    (copy,) = group.copies
    assert 0.7 < copy.share < 1.0
    assert copy.jaccard < copy.containment


def test_the_shared_stretches_lead_to_the_text_of_the_copy() -> None:
    wire, own = prose(1), "Nobody here had ever seen such rain as that which fell on Sunday."
    coverage = {"Wire": article(wire), "Local": article([*wire[:9], own, *wire[9:18]])}
    (copy,) = only(find_reprints(coverage)).copies
    text = coverage["Local"].article.text
    printed = [span.text_in(text) for span in copy.shared]
    assert len(printed) == 2
    assert printed[0].startswith(wire[0][:20])
    assert own not in " ".join(printed)


def test_the_earliest_is_the_original_where_dates_are_given_else_the_longest() -> None:
    coverage = {"Short": article(prose(1, 18)), "Long": article(prose(1, 20))}
    assert only(find_reprints(coverage)).original == "Long"
    dates = {"Short": "2025-03-01", "Long": "2025-03-02"}
    assert only(find_reprints(coverage, dates)).original == "Short"
    assert only(find_reprints(coverage, dict.fromkeys(coverage, "2025-03-01"))).original == "Long"
    assert only(find_reprints(coverage, {"Short": "2025-03-01"})).original == "Long"


def test_a_group_of_many_has_one_vote_and_others_keep_theirs() -> None:
    wire = prose(1)
    coverage = {
        "Own": article(prose(2)),
        "A": article(wire[:19]),
        "B": article(wire),
        "C": article(wire[1:]),
    }
    group = only(find_reprints(coverage))
    assert group.original == "B"
    assert {copy.outlet for copy in group.copies} == {"A", "C"}
    assert list(one_vote(coverage, [group])) == ["Own", "B"]


def test_texts_that_share_a_long_quotation_alone_are_no_copies() -> None:
    speech = prose(3, 6)
    coverage = {"A": article([*prose(1), *speech]), "B": article([*speech, *prose(2)])}
    assert find_reprints(coverage) == ()


def test_a_brief_within_a_long_report_is_no_copy_and_short_texts_are_not_told() -> None:
    assert find_reprints({"Long": article(prose(1, 60)), "Brief": article(prose(1, 6))}) == ()
    assert find_reprints({"A": article(prose(1, 1)), "B": article(prose(1, 1))}) == ()
    assert find_reprints({}) == ()


def test_a_page_full_of_long_articles_takes_no_time() -> None:
    coverage = {f"Outlet {seed}": article(prose(seed, 300)) for seed in range(30)}
    started = time.perf_counter()
    assert find_reprints(coverage) == ()
    assert time.perf_counter() - started < 10
