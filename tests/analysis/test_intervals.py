"""Intervals, against published values and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.intervals import rate_interval, share_interval
from analysis.measures import effective_number


@pytest.mark.parametrize(
    ("count", "thousands", "low", "high"),
    [(0, 0.3, 0.0, 8.4), (3, 0.5, 1.7, 16.0), (10, 1.5, 3.4, 11.8), (5, 0.8, 2.4, 13.7)],
)
def test_rates_have_jeffreys_intervals(
    count: int, thousands: float, low: float, high: float
) -> None:
    assert rate_interval(count, thousands) == pytest.approx((low, high), abs=0.06)


def test_shares_of_none_and_of_all_reach_the_ends() -> None:
    assert share_interval(0, 8)[0] == 0.0
    assert share_interval(8, 8)[1] == 1.0
    low, high = share_interval(4, 7)
    assert 0.2 < low < 4 / 7 < high < 0.9


def test_intervals_hold_the_true_rate_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(20230525)
    covered = 0
    for count in random.poisson(6.0, size=4000):
        low, high = rate_interval(int(count), 1.0)
        covered += low <= 6.0 <= high
    assert covered / 4000 == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(("count", "exposure"), [(-1, 1.0), (1, 0.0)])
def test_a_rate_that_makes_no_sense_is_refused(count: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="no rate"):
        rate_interval(count, exposure)


@pytest.mark.parametrize(("count", "total"), [(1, 0), (3, 2), (-1, 2)])
def test_a_share_that_makes_no_sense_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share_interval(count, total)


def test_effective_number_of_speakers_is_hills_number() -> None:
    assert effective_number([5, 2, 1, 1]) == pytest.approx(3.155, abs=0.001)
    assert effective_number([4, 4, 4]) == pytest.approx(3.0)
    assert effective_number([]) == 0.0
