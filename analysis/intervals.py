"""Intervals for counts and shares: how far a small sample lets a figure be trusted."""

from __future__ import annotations

from scipy.special import betaincinv, gammaincinv

_TAIL = 0.025


def rate_interval(count: int, exposure: float) -> tuple[float, float]:
    """The 95 % interval of a rate: ``count`` events in ``exposure`` units of text.

    Jeffreys' interval for a Poisson rate, Gamma(count + 1/2, exposure) (Brown, Cai and DasGupta
    2003). For a count of nought the lower end is nought and the upper end stays the 97.5 % point.

    Raises:
        ValueError: if the count is negative or the exposure isn't positive.
    """
    if count < 0 or exposure <= 0:
        raise ValueError(f"no rate: {count} in {exposure}")
    low = float(gammaincinv(count + 0.5, _TAIL)) / exposure if count else 0.0
    return low, float(gammaincinv(count + 0.5, 1 - _TAIL)) / exposure


def share_interval(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share: ``count`` of ``total``.

    Jeffreys' interval for a proportion, Beta(count + 1/2, total - count + 1/2), with the ends at
    0 and 1 where all or none were counted (Brown, Cai and DasGupta 2001).

    Raises:
        ValueError: unless 0 <= count <= total and total > 0.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"no share: {count} of {total}")
    a, b = count + 0.5, total - count + 0.5
    low = float(betaincinv(a, b, _TAIL)) if count else 0.0
    high = float(betaincinv(a, b, 1 - _TAIL)) if count < total else 1.0
    return low, high
