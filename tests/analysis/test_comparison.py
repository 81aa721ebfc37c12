"""One outlet beside the others: published values, what must hold always, and simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from scipy.special import betainc, betaincinv, gammaincinv

from analysis import Article, Attribution, Readability, ReadabilityScores, Span
from analysis.comparison import (
    ALMOST_CERTAINLY,
    LEAST_OUTLETS,
    PROBABLY,
    REFERENCE_EXPOSURE,
    GammaPrior,
    Tally,
    compare_rates,
    compare_shares,
    conditional_p,
    fit_prior,
    in_words,
    leave_one_out,
    probability_above_another,
    rate_ratio,
    reference_prior,
    share_difference,
    shrunk_rates,
    verb_asymmetry,
)
from analysis.intervals import rate_interval, share_interval
from analysis.measures import LEAST_ATTRIBUTIONS, LEAST_WORDS
from analysis.types import Analysis, Stance

COUNTS = [2, 3, 9, 1, 4]
EXPOSURES = [0.45, 0.70, 0.62, 0.38, 0.90]
FIVE = [Tally(*each) for each in [(2, 450), (3, 700), (9, 620), (1, 380), (4, 900)]]
THIRD, REST = FIVE[2], FIVE[:2] + FIVE[3:]
POOL = Tally(10, 2430)

Floats = NDArray[np.float64]
rates = st.builds(Tally, st.integers(0, 60), st.integers(60, 4000))
shares = st.integers(0, 60).flatmap(lambda of: st.builds(Tally, st.integers(0, of), st.just(of)))


# Published and hand-checked values


def test_prior_by_the_method_of_moments() -> None:
    prior = fit_prior(COUNTS, EXPOSURES)
    assert prior.origin == "estimated"
    assert prior.shape == pytest.approx(5.08, abs=0.005)
    assert prior.exposure == pytest.approx(0.816, abs=0.0005)


def test_rates_are_drawn_to_each_other() -> None:
    shrunk = shrunk_rates(FIVE, level=0.9)
    assert [rate.mean for rate in shrunk] == pytest.approx([5.6, 5.3, 9.8, 5.1, 5.3], abs=0.05)
    assert (shrunk[2].low, shrunk[2].high) == pytest.approx((5.9, 14.5), abs=0.05)


def test_ratio_of_two_rates() -> None:
    ratio = rate_ratio(THIRD, POOL)
    assert ratio.median == pytest.approx(3.5, abs=0.05)
    assert ratio.low == pytest.approx(1.4, abs=0.05)
    assert ratio.high == pytest.approx(8.66, abs=0.05)
    assert ratio.probability_higher == pytest.approx(0.996, abs=0.0005)
    assert conditional_p(THIRD, POOL) == pytest.approx(0.0074, abs=0.00005)


def test_beside_another_outlet_the_same_rate_is_less_sure() -> None:
    comparison = compare_rates(THIRD, REST)
    assert (comparison.others, comparison.outlets) == (POOL, 4)
    assert comparison.against_pool == rate_ratio(THIRD, POOL)
    assert comparison.probability_higher == pytest.approx(0.976, abs=0.002)
    assert comparison.usual == pytest.approx((0.67, 11.9), rel=0.02)
    assert comparison.wording == "probably higher"


def test_difference_of_shares_is_that_of_the_beta_distributions() -> None:
    random = np.random.default_rng(20230525)
    first, second = Tally(6, 13), Tally(6, 115)
    drawn = random.beta(6.5, 7.5, 400_000) - random.beta(6.5, 109.5, 400_000)
    difference = share_difference(first, second)
    expected = np.quantile(drawn, [0.5, 0.025, 0.975])
    found = (difference.median, difference.low, difference.high)
    assert found == pytest.approx(expected, abs=0.002)
    # A closed form: a share above a uniform one is its own mean.
    higher = share_difference(Tally(0, 0), second).probability_higher
    points = betaincinv(0.5, 0.5, (np.arange(20_000) + 0.5) / 20_000)
    assert higher == pytest.approx(betainc(6.5, 109.5, points).mean(), abs=1e-3)


def test_ratio_is_that_of_the_gamma_distributions() -> None:
    random = np.random.default_rng(20230525)
    drawn = random.gamma(3.5, 1 / 500, 400_000) / random.gamma(8.5, 1 / 900, 400_000)
    ratio = rate_ratio(Tally(3, 500), Tally(8, 900))
    expected = np.quantile(drawn, [0.5, 0.025, 0.975])
    assert (ratio.median, ratio.low, ratio.high) == pytest.approx(expected, rel=0.01)
    assert ratio.probability_higher == pytest.approx((drawn > 1).mean(), abs=0.003)


# Edges


def test_underdispersed_counts_share_one_rate() -> None:
    prior = fit_prior([3, 3, 3, 3, 3], [0.5] * 5)
    assert prior == GammaPrior(6.0, math.inf, "pooled")
    assert math.isinf(prior.shape)
    for rate in shrunk_rates([Tally(3, 500)] * 5):
        assert (rate.mean, rate.low, rate.high) == pytest.approx((6.0, *rate_interval(15, 2.5)))


def test_counts_of_nought_share_a_rate_of_nought() -> None:
    assert fit_prior([0] * 6, [0.4] * 6).origin == "pooled"
    rate = shrunk_rates([Tally(0, 400)] * 6)[0]
    assert rate.mean == 0.0
    assert rate.high == pytest.approx(rate_interval(0, 2.4)[1])


def test_one_outlet_keeps_its_own_rate() -> None:
    (rate,) = shrunk_rates([Tally(4, 800)])
    assert rate.mean == pytest.approx(5.0)
    assert (rate.low, rate.high) == pytest.approx(rate_interval(4, 0.8))
    assert leave_one_out({"Press": Tally(4, 800)}, compare_rates) == {}


def test_few_outlets_get_the_reference_prior_around_the_others() -> None:
    few = FIVE[: LEAST_OUTLETS - 1]
    prior = reference_prior([3, 9, 1], [0.70, 0.62, 0.38])
    assert (prior.origin, prior.exposure) == ("reference", REFERENCE_EXPOSURE)
    assert prior.mean == pytest.approx(13.5 / 1.7)
    expected = (2 + prior.shape) / (0.45 + prior.exposure)
    assert shrunk_rates(few)[0].mean == pytest.approx(expected)
    own = shrunk_rates(few, GammaPrior(1.0, 100.0, "reference"))
    assert all(rate.mean == pytest.approx(1.0, abs=0.1) for rate in own)


def test_nought_against_nought_tells_nothing() -> None:
    ratio = rate_ratio(Tally(0, 500), Tally(0, 500))
    assert (ratio.low, ratio.high) == (0.0, math.inf)
    assert ratio.probability_higher == pytest.approx(0.5)
    comparison = compare_rates(Tally(0, 500), [Tally(0, 500)])
    assert comparison.probability_higher == pytest.approx(0.5, abs=0.02)
    assert comparison.wording == "can’t tell"
    assert conditional_p(Tally(0, 500), Tally(0, 500)) == 1.0


def test_shares_of_none_and_of_all_are_told_apart() -> None:
    comparison = compare_shares(Tally(12, 12), [Tally(0, 12)] * 6)
    assert comparison.wording == "almost certainly higher"
    assert comparison.against_pool.low > 0.6
    assert comparison.usual[0] < 0.01


def test_equal_outlets_are_not_told_apart() -> None:
    for comparison in leave_one_out(dict.fromkeys("abcdef", Tally(5, 600)), compare_rates).values():
        assert comparison.against_pool.median == pytest.approx(1.0, abs=0.1)
        assert comparison.wording == "can’t tell"
    for share in leave_one_out(dict.fromkeys("abcdef", Tally(5, 15)), compare_shares).values():
        assert share.probability_higher == pytest.approx(0.5, abs=0.05)
        assert share.wording == "can’t tell"


def test_outlets_without_words_are_left_out() -> None:
    compared = leave_one_out({"a": THIRD, "b": Tally(0, 0), "c": POOL}, compare_rates)
    assert list(compared) == ["a", "c"]
    assert compared["a"].others == POOL


@pytest.mark.parametrize("others", [[], [Tally(0, 0)]])
def test_a_rate_needs_words_to_be_compared_with(others: list[Tally]) -> None:
    with pytest.raises(ValueError, match="no rate"):
        compare_rates(Tally(1, 500), others)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="no rate"):
        compare_rates(Tally(0, 0), [POOL])
    with pytest.raises(ValueError, match="no rate"):
        rate_ratio(POOL, Tally(0, 0))
    with pytest.raises(ValueError, match="no rate"):
        fit_prior([], [])
    with pytest.raises(ValueError, match="no others"):
        compare_shares(Tally(1, 5), [])
    with pytest.raises(ValueError, match="no share"):
        share_difference(Tally(1, 5), Tally(6, 5))
    with pytest.raises(ValueError, match="no share"):
        share_difference(Tally(6, 5), Tally(1, 5))
    with pytest.raises(ValueError, match="no tally"):
        Tally(-1, 5)


# Words


@pytest.mark.parametrize(
    ("probability", "wording"),
    [
        (1.0, "almost certainly higher"),
        (ALMOST_CERTAINLY, "almost certainly higher"),
        (PROBABLY, "probably higher"),
        (0.9, "can’t tell"),
        (0.5, "can’t tell"),
        (0.04, "probably lower"),
        (0.0, "almost certainly lower"),
    ],
)
def test_probabilities_in_words(probability: float, wording: str) -> None:
    assert in_words(probability) == wording
    assert in_words(probability, enough=False) == "too few to tell"


def test_below_the_least_counts_nothing_is_told() -> None:
    others = [Tally(1, 2000)] * 6
    assert compare_rates(Tally(20, LEAST_WORDS - 1), others).wording == "too few to tell"
    assert compare_rates(Tally(20, LEAST_WORDS), others).wording == "almost certainly higher"
    verbs = [Tally(0, 30)] * 6
    few = LEAST_ATTRIBUTIONS - 1
    assert compare_shares(Tally(few, few), verbs).wording == "too few to tell"
    assert compare_shares(Tally(few + 1, few + 1), verbs).wording == "almost certainly higher"


def reported(side: str, stance: Stance, cue: Span | None) -> Attribution:
    return Attribution(
        None, cue, (Span(2, 3),), side, side, None, None, stance, "indirect", 0, 1, True, True
    )


def test_asymmetry_of_verbs_between_two_sides() -> None:
    cue = Span(0, 1)
    attributions = [
        *[reported("US", "negative", cue)] * 5,
        reported("US", "neutral", cue),
        reported("US", "negative", None),
        *[reported("China", "neutral", cue)] * 8,
        reported("China", "distancing", cue),
        reported("Taiwan", "neutral", cue),
    ]
    none = ReadabilityScores(0, 0, 0.0, 0.0, {})
    analysis = Analysis(
        Article("abc"), (), tuple(attributions), (), (), Readability(none, none, ())
    )
    asymmetry = verb_asymmetry(analysis, "US", "China")
    assert (asymmetry.first, asymmetry.second) == (Tally(5, 6), Tally(1, 9))
    assert asymmetry.difference.low > 0
    assert asymmetry.wording == "almost certainly higher"
    assert verb_asymmetry(analysis, "China", "US").wording == "almost certainly lower"
    assert verb_asymmetry(analysis, "US", "Taiwan").wording == "too few to tell"
    assert verb_asymmetry(analysis, "US", "Peru").second == Tally(0, 0)


# What holds always


@settings(max_examples=30, deadline=None)
@given(rates, rates)
def test_swapping_two_rates_turns_the_ratio_round(first: Tally, second: Tally) -> None:
    one, other = rate_ratio(first, second), rate_ratio(second, first)
    assert one.median == pytest.approx(1 / other.median, rel=1e-6)
    assert one.low * other.high == pytest.approx(1.0) or (one.low, other.high) == (0.0, math.inf)
    assert one.probability_higher == pytest.approx(1 - other.probability_higher, abs=1e-9)
    assert one.low <= one.median <= one.high


@settings(max_examples=30, deadline=None)
@given(shares, shares)
def test_swapping_two_shares_turns_the_difference_round(first: Tally, second: Tally) -> None:
    one, other = share_difference(first, second), share_difference(second, first)
    assert one.median == pytest.approx(-other.median, abs=5e-3)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=5e-3)
    assert one.probability_higher == pytest.approx(1 - other.probability_higher, abs=1e-3)
    assert -1 <= one.low <= one.median <= one.high <= 1


@settings(max_examples=15, deadline=None)
@given(shares, st.lists(shares, min_size=1, max_size=6))
def test_shares_and_what_they_leave_over_mirror_each_other(
    outlet: Tally, others: list[Tally]
) -> None:
    def rest(tally: Tally) -> Tally:
        return Tally(tally.of - tally.count, tally.of)

    one, other = (
        compare_shares(outlet, others),
        compare_shares(rest(outlet), list(map(rest, others))),
    )
    assert one.probability_higher == pytest.approx(1 - other.probability_higher, abs=2e-3)
    assert one.usual[0] == pytest.approx(1 - other.usual[1], abs=2e-3)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(2, 5))
def test_more_text_narrows_intervals(first: int, second: int, times: int) -> None:
    little = rate_ratio(Tally(first, 1000), Tally(second, 1000))
    much = rate_ratio(Tally(first * times, 1000 * times), Tally(second * times, 1000 * times))
    assert much.high / much.low < little.high / little.low
    some = share_difference(Tally(first, 40), Tally(second, 40))
    more = share_difference(Tally(first * times, 40 * times), Tally(second * times, 40 * times))
    assert more.high - more.low < some.high - some.low


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 30), st.lists(rates, min_size=1, max_size=6))
def test_more_marks_make_higher_more_likely(count: int, others: list[Tally]) -> None:
    fewer, more = (compare_rates(Tally(count + extra, 700), others) for extra in (0, 1))
    assert fewer.probability_higher < more.probability_higher or more.probability_higher > 0.9999
    assert fewer.against_pool.probability_higher <= more.against_pool.probability_higher
    assert fewer.usual[0] <= fewer.usual[1]


# Simulation


def test_intervals_of_rates_hold_the_true_rate_as_often_as_they_say() -> None:
    true = np.linspace(0.5, 20, 200)
    counts = np.arange(80)
    low = np.where(counts > 0, gammaincinv(counts + 0.5, 0.025), 0.0)
    high = gammaincinv(counts + 0.5, 0.975)
    assert (low[7], high[7]) == pytest.approx(rate_interval(7, 1.0))
    inside = (low <= true[:, None]) & (true[:, None] <= high)
    coverage = (inside * stats.poisson.pmf(counts, true[:, None])).sum(1)
    assert 0.93 < coverage.mean() < 0.98


@pytest.mark.parametrize("total", [4, 12, 40])
def test_intervals_of_shares_hold_the_true_share_as_often_as_they_say(total: int) -> None:
    true = np.linspace(0.02, 0.98, 200)[:, None]
    counts = np.arange(total + 1)
    ends = np.array([share_interval(int(count), total) for count in counts])
    inside = (ends[:, 0] <= true) & (true <= ends[:, 1])
    coverage = (inside * stats.binom.pmf(counts, total, true)).sum(1)
    assert 0.93 < coverage.mean() < 0.98


def test_intervals_of_ratios_hold_the_true_ratio_as_often_as_they_say() -> None:
    random = np.random.default_rng(20230525)
    covered = []
    for own, pooled in [(2.0, 2.0), (4.0, 15.0), (12.0, 15.0), (6.0, 60.0)]:
        for first, second in random.poisson((own, pooled), size=(700, 2)):
            ratio = rate_ratio(Tally(int(first), 600), Tally(int(second), 3000))
            covered.append(ratio.low <= 5 * own / pooled <= ratio.high)
    assert 0.93 < np.mean(covered) < 0.98


def test_intervals_of_differences_hold_the_true_difference_as_often_as_they_say() -> None:
    ends = np.array([
        [(each.low, each.high) for other in range(21)
         for each in [share_difference(Tally(own, 8), Tally(other, 20))]]
        for own in range(9)
    ])  # fmt: skip
    grid = np.linspace(0.05, 0.95, 10)
    coverage = [
        (
            ((ends[..., 0] <= p - q) & (p - q <= ends[..., 1]))
            * np.outer(stats.binom.pmf(range(9), 8, p), stats.binom.pmf(range(21), 20, q))
        ).sum()
        for p in grid
        for q in grid
    ]
    assert 0.93 < np.mean(coverage) < 0.98


def same_for_all(variation: float, outlets: int, mean: float, size: int) -> tuple[Floats, Floats]:
    """Counts and thousands of words of outlets none of which is special: the first is one more."""
    random = np.random.default_rng(20230525)
    exposures = random.uniform(0.3, 1.2, (size, outlets + 1))
    true = np.full(exposures.shape, mean)
    if variation:
        true = random.gamma(1 / variation**2, mean * variation**2, exposures.shape)
    return random.poisson(true * exposures).astype(np.float64), exposures


@pytest.mark.parametrize(("variation", "at_most"), [(0.0, 0.05), (0.5, 0.05), (1.0, 0.07)])
@pytest.mark.parametrize("outlets", [2, 8])
def test_where_no_outlet_is_special_few_are_told_as_different(
    variation: float, at_most: float, outlets: int
) -> None:
    counts, exposures = same_for_all(variation, outlets, mean=8.0, size=800)
    higher = probability_above_another(
        counts[:, 0], exposures[:, 0], counts[:, 1:], exposures[:, 1:]
    )
    # Three standard errors of 800 draws above what is said.
    chance = 3 * (at_most / 800) ** 0.5
    assert (higher >= PROBABLY).mean() <= at_most + chance
    assert (higher <= 1 - PROBABLY).mean() <= at_most + chance
    assert (higher >= ALMOST_CERTAINLY).mean() <= 0.016 + 0.013
    assert (higher <= 1 - ALMOST_CERTAINLY).mean() <= 0.016 + 0.013


def against_pool(variation: float) -> Floats:
    counts, exposures = same_for_all(variation, 8, mean=8.0, size=1500)
    return np.array([
        rate_ratio(Tally(int(k), round(1000 * w)), Tally(int(pool), round(1000 * text)))
        .probability_higher
        for k, w, pool, text in zip(counts[:, 0], exposures[:, 0], counts[:, 1:].sum(1),
                                    exposures[:, 1:].sum(1), strict=True)
    ])  # fmt: skip


def test_against_the_pool_the_error_holds_only_where_outlets_do_not_vary() -> None:
    assert (against_pool(0.0) >= PROBABLY).mean() == pytest.approx(0.05, abs=0.015)
    # Why the dashboard's words rest on the comparison with another outlet.
    assert (against_pool(0.5) >= PROBABLY).mean() > 0.1


def test_an_outlet_that_is_special_is_found() -> None:
    counts, exposures = same_for_all(0.3, 8, mean=8.0, size=400)
    counts[:, 0] = np.random.default_rng(7).poisson(40 * exposures[:, 0])
    higher = probability_above_another(
        counts[:, 0], exposures[:, 0], counts[:, 1:], exposures[:, 1:]
    )
    assert (higher >= PROBABLY).mean() > 0.8


def test_where_no_outlet_is_special_few_shares_are_told_as_different() -> None:
    random = np.random.default_rng(20230525)
    higher = []
    for _ in range(70):
        true = random.beta(2.0, 5.0, 7)
        drawn = [Tally(int(random.binomial(16, share)), 16) for share in true]
        higher.append(compare_shares(drawn[0], drawn[1:]).probability_higher)
    assert np.mean(np.array(higher) >= PROBABLY) <= 0.13
    assert np.mean(np.array(higher) <= 1 - PROBABLY) <= 0.13


def test_shrinkage_brings_rates_closer_to_the_truth() -> None:
    random = np.random.default_rng(20230525)
    raw, shrunk = 0.0, 0.0
    for _ in range(300):
        words = random.integers(250, 1200, 8)
        true = random.gamma(4.0, 1.5, 8)
        counts = random.poisson(true * words / 1000)
        found = shrunk_rates([Tally(int(k), int(w)) for k, w in zip(counts, words, strict=True)])
        raw += float(((counts * 1000 / words - true) ** 2).sum())
        shrunk += float(((np.array([rate.mean for rate in found]) - true) ** 2).sum())
    assert shrunk < 0.75 * raw
