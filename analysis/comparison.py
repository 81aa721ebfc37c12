"""One outlet beside the others: is it higher, by how much, and how sure is that?

Outlets that cover the same event differ from each other even where none is special: one house
writes more loaded words than another, and loaded words come in clusters. So two questions are kept
apart. *Against the pool*: is this article's rate higher than that of the others' words taken
together? It takes marks to fall as evenly as raindrops (Poisson, binomial). *Against another*: is
it higher than that of an outlet drawn from among the others, given how much they differ among
themselves (gamma-Poisson, beta-binomial)? Only the second is told in words. Where none is special,
but outlets vary by half to all of their mean, the first calls 13 to 20 % of them "probably higher"
and 15 to 32 % "probably lower"; the second keeps to 5 % each way, or 7 % at the most variation
(``tests/analysis/test_comparison.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import (
    betainc,
    betaincc,
    betaincinv,
    betaln,
    expit,
    gammainc,
    gammaincinv,
    gammaln,
    log_expit,
)

from analysis.measures import CHARGED_STANCES, LEAST_ATTRIBUTIONS, LEAST_WORDS, PER_WORDS, side_of
from analysis.types import Analysis

Wording = Literal[
    "almost certainly higher",
    "probably higher",
    "can’t tell",
    "probably lower",
    "almost certainly lower",
    "too few to tell",
]
Floats = NDArray[np.float64]

PROBABLY = 0.95
"""From this probability on a difference is told as probable.

Where there is no difference, one comparison in ten is still told as one, up or down. A page shows
dozens of comparisons, so the bar stands higher than where "probably" starts in common use.
"""

ALMOST_CERTAINLY = 0.99
"""From this probability on it is told as almost certain: one in fifty where there is none."""

LEAST_OUTLETS = 5
"""From fewer outlets than this no prior for shrinkage is estimated."""

REFERENCE_EXPOSURE = 0.5
"""The weight of the reference prior, in thousands of words: as much as one more short article.

At 4 marks in 1,000 words it says that outlets' rates vary by 70 % of their
mean: weak enough for a full article to outweigh it, strong enough to tame one of 200 words.
"""

VARIATION_SCALE = 1.0
"""How much outlets may differ before their counts are seen.

The scale of a half-normal prior on the standard deviation between outlets of log rates, or of log
odds: the more cautious of the two that Friede and others (2017) use for few studies. Half of it
lets outlets that vary by 100 % of their mean be told as different twice as often as is said.
"""

_TAIL = 0.025
_VARIATIONS = (np.arange(16) + 0.5) / 16 * 3
_STEPS = np.linspace(-6, 6, 25)
_CELLS = 64
_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(128)
_HALVINGS = 32


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, out of how many: marks of words, or charged verbs of reporting verbs.

    Raises:
        ValueError: if a number is negative.
    """

    count: int
    of: int

    def __post_init__(self) -> None:
        if self.count < 0 or self.of < 0:
            raise ValueError(f"no tally: {self.count} of {self.of}")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio or a difference, how well it is known, and the chance that it points upwards.

    Attributes:
        median: the middle of its posterior distribution.
        low: lower end of its 95 % interval.
        high: upper end of its 95 % interval; infinite for a ratio to a count of nought.
        probability_higher: that the ratio is above 1, or the difference above 0.
    """

    median: float
    low: float
    high: float
    probability_higher: float


@dataclass(frozen=True, slots=True)
class GammaPrior:
    """How rates are spread over outlets: a gamma distribution.

    Attributes:
        mean: the mean rate, in 1,000 words where exposures are in thousands.
        exposure: its weight, as if so much text had been read before (the rate parameter, beta);
            infinite where outlets differ no more than chance alone would have it.
        origin: "estimated" from the outlets' counts, "pooled" where the estimate is that they
            don't differ, or "reference", fixed because they are too few.
    """

    mean: float
    exposure: float
    origin: Literal["estimated", "pooled", "reference"]

    @property
    def shape(self) -> float:
        """The shape parameter, alpha."""
        return math.inf if math.isinf(self.exposure) else self.mean * self.exposure


@dataclass(frozen=True, slots=True)
class ShrunkRate:
    """A rate in 1,000 words, drawn towards those of the other outlets, with its interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One outlet's rate or share beside the others'.

    Attributes:
        outlet: its marks and words, or its counted items and all its items.
        others: the same of the others together.
        outlets: how many others there are.
        against_pool: the ratio of its rate to that of the others' words taken together, or its
            share minus that of their items.
        probability_higher: that its rate or share is higher than that of an outlet drawn from
            among the others, given how much they differ.
        usual: the range, in 1,000 words or as a share, that holds the figure of such an outlet 95
            times in 100; too wide to draw for one or two others, which can't show how much outlets
            differ.
        least: below so many words or items, here or with the others, nothing is told.
    """

    outlet: Tally
    others: Tally
    outlets: int
    against_pool: Estimate
    probability_higher: float
    usual: tuple[float, float]
    least: int

    @property
    def wording(self) -> Wording:
        """The comparison with another outlet in words, or "too few to tell"."""
        enough = min(self.outlet.of, self.others.of) >= self.least
        return in_words(self.probability_higher, enough=enough)


@dataclass(frozen=True, slots=True)
class VerbAsymmetry:
    """How differently one article reports two sides.

    Attributes:
        first: charged verbs of all reporting verbs for the first side.
        second: the same for the second side.
        difference: the first side's share of charged verbs minus the second's.
    """

    first: Tally
    second: Tally
    difference: Estimate

    @property
    def wording(self) -> Wording:
        """Whether the first side's verbs are charged more often, in words."""
        enough = min(self.first.of, self.second.of) >= LEAST_ATTRIBUTIONS
        return in_words(self.difference.probability_higher, enough=enough)


def in_words(probability_higher: float, *, enough: bool = True) -> Wording:
    """A probability in plain words: no rank and no grade, and mostly "can't tell".

    The cut points are PROBABLY and ALMOST_CERTAINLY, and their mirror images for "lower".
    """
    if not enough:
        return "too few to tell"
    if probability_higher >= ALMOST_CERTAINLY:
        return "almost certainly higher"
    if probability_higher >= PROBABLY:
        return "probably higher"
    if probability_higher <= 1 - ALMOST_CERTAINLY:
        return "almost certainly lower"
    if probability_higher <= 1 - PROBABLY:
        return "probably lower"
    return "can’t tell"


def leave_one_out(
    tallies: Mapping[str, Tally], compare: Callable[[Tally, Sequence[Tally]], Comparison]
) -> dict[str, Comparison]:
    """Each outlet compared with all others by ``compare_rates`` or ``compare_shares``.

    Outlets without any words or verbs are left out; where one alone is left, nothing is compared.
    """
    present = {outlet: tally for outlet, tally in tallies.items() if tally.of}
    if len(present) < 2:
        return {}
    return {
        outlet: compare(tally, [other for name, other in present.items() if name != outlet])
        for outlet, tally in present.items()
    }


def fit_prior(counts: Sequence[int], exposures: Sequence[float]) -> GammaPrior:
    """How outlets' rates are spread, by the method of moments (Marshall 1991).

    The mean is the pooled rate; the variance is that of the rates, weighted by exposure, less what
    Poisson's distribution alone would give. Where nothing is left, or all counts are nought, no
    finite prior fits and all outlets share one rate ("pooled"). One outlet alone is such a case.

    Raises:
        ValueError: if an exposure isn't positive, or there is none.
    """
    count, exposure = _arrays(counts, exposures)
    mean = float(count.sum() / exposure.sum())
    spread = float(np.average((count / exposure - mean) ** 2, weights=exposure))
    between = spread - mean / float(exposure.mean())
    if between <= 0:
        return GammaPrior(mean, math.inf, "pooled")
    return GammaPrior(mean, mean / between, "estimated")


def reference_prior(
    counts: Sequence[int], exposures: Sequence[float], weight: float = REFERENCE_EXPOSURE
) -> GammaPrior:
    """A weak prior around the pooled rate, where outlets are too few to show how they vary.

    Half an event is added to the counts, so that it stays a distribution where all are nought.

    Raises:
        ValueError: if an exposure isn't positive, or there is none.
    """
    count, exposure = _arrays(counts, exposures)
    return GammaPrior(float((count.sum() + 0.5) / exposure.sum()), weight, "reference")


def shrunk_rates(
    tallies: Sequence[Tally], prior: GammaPrior | None = None, level: float = 0.95
) -> tuple[ShrunkRate, ...]:
    """Each outlet's rate in 1,000 words, the more drawn to the others' the less it has written.

    The posterior of the gamma-Poisson model. Without a ``prior`` it is estimated from all outlets
    (empirical Bayes); where they are fewer than LEAST_OUTLETS, it is the reference prior around the
    others of each. Of the uncertainty of an estimated prior these intervals know nothing.

    Raises:
        ValueError: if an outlet has no words, or there is none.
    """
    counts = [tally.count for tally in tallies]
    exposures = [tally.of / PER_WORDS for tally in tallies]
    if prior is None and (len(tallies) >= LEAST_OUTLETS or len(tallies) == 1):
        prior = fit_prior(counts, exposures)
    if prior is not None and math.isinf(prior.exposure):
        together = _posterior(sum(counts), sum(exposures), 0.5, 0.0, level)
        return tuple(ShrunkRate(prior.mean, together.low, together.high) for _ in tallies)
    rates = []
    for number, (count, exposure) in enumerate(zip(counts, exposures, strict=True)):
        mine = prior or reference_prior(
            counts[:number] + counts[number + 1 :], exposures[:number] + exposures[number + 1 :]
        )
        rates.append(_posterior(count, exposure, mine.shape, mine.exposure, level))
    return tuple(rates)


def compare_rates(outlet: Tally, others: Sequence[Tally]) -> Comparison:
    """One outlet's rate (marks in words) beside those of the others, itself not among them.

    Raises:
        ValueError: if an outlet has no words, or there are no others.
    """
    counts, exposures = _arrays([each.count for each in others], [each.of for each in others])
    if not outlet.of:
        raise ValueError("no rate without words")
    pool = Tally(sum(each.count for each in others), sum(each.of for each in others))
    shape, exposure, weight = _rates_of_outlets(counts, exposures)

    def below(log_rates: Floats) -> Floats:
        scaled = np.exp(log_rates)[:, None, None] / PER_WORDS
        return np.asarray((weight * gammainc(shape, scaled * exposure)).sum((-2, -1)))

    # No outlet has more marks than words, and fewer than one in a million is none.
    _, low, high = np.exp(_quantiles(below, math.log(PER_WORDS * 1e-6), math.log(PER_WORDS)))
    probability = probability_above_another(
        np.array(outlet.count), np.array(outlet.of), counts, exposures
    )
    return Comparison(
        outlet,
        pool,
        len(others),
        rate_ratio(outlet, pool),
        float(probability),
        (float(low), float(high)),
        LEAST_WORDS,
    )


def rate_ratio(first: Tally, second: Tally) -> Estimate:
    """The first rate divided by the second, if marks fall evenly.

    Under Jeffreys' prior each rate is Gamma(count + 1/2, words), and the ratio of two gammas is a
    beta prime, so that all is exact. The ends are 0 and infinity for counts of nought.

    Raises:
        ValueError: if there are no words.
    """
    if not first.of or not second.of:
        raise ValueError("no rate without words")
    a, b = first.count + 0.5, second.count + 0.5
    levels = np.array([0.5, _TAIL, 1 - _TAIL])
    # One minus the first quantile, without the loss of digits near one.
    odds = betaincinv(a, b, levels) / betaincinv(b, a, 1 - levels)
    median, low, high = (float(each) for each in odds * second.of / first.of)
    return Estimate(
        median,
        low if first.count else 0.0,
        high if second.count else math.inf,
        float(betaincc(a, b, first.of / (first.of + second.of))),
    )


def conditional_p(first: Tally, second: Tally) -> float:
    """The chance that the first has so many marks or more, if the two rates are the same.

    Given their sum, the first's count is binomial (Przyborowski and Wilenski 1940). One-sided; for
    those who want a p value beside the probability, which answers another question.
    """
    share = first.of / (first.of + second.of)
    return float(betainc(first.count, second.count + 1, share)) if first.count else 1.0


def probability_above_another(
    count: Floats, exposure: Floats, other_counts: Floats, other_exposures: Floats
) -> Floats:
    """The probability that a rate is higher than that of an outlet drawn from the others.

    The rate has Jeffreys' posterior; the drawn one comes from the gamma distribution of the others'
    rates, averaged over the parameters that their counts leave possible. An estimate put in their
    place would call too many outlets different, as it takes the spread of a handful for known. This
    is, nearly, the mid-p value of the count among those that such an outlet would show (Marshall
    and Spiegelhalter 2007).

    Arrays hold one comparison for each place; the last axis of the others is the outlet.
    """
    shape, other, weight = _rates_of_outlets(other_counts, other_exposures)
    mine = np.asarray(exposure, dtype=np.float64)[..., None, None]
    events = np.asarray(count, dtype=np.float64)[..., None, None] + 0.5
    return np.asarray((weight * betaincc(events, shape, mine / (mine + other))).sum((-2, -1)))


def compare_shares(outlet: Tally, others: Sequence[Tally]) -> Comparison:
    """One outlet's share (charged verbs of verbs) beside those of the others, itself not among.

    Raises:
        ValueError: if there are no others, or a share is above one.
    """
    if not others:
        raise ValueError("no others to compare with")
    pool = Tally(sum(each.count for each in others), sum(each.of for each in others))
    a, b, weight = _shares_of_outlets(
        np.array([each.count for each in others], dtype=np.float64),
        np.array([each.of for each in others], dtype=np.float64),
    )
    # Cells of equal width in the arc sine of the root, the scale on which shares are equally sure.
    edges = np.sin(np.linspace(0, np.pi / 2, _CELLS + 1)) ** 2
    cells = np.sin((np.arange(_CELLS) + 0.5) / _CELLS * np.pi / 2) ** 2
    below = (weight * betainc(a, b, edges[:, None, None])).sum((-2, -1))
    return Comparison(
        outlet,
        pool,
        len(others),
        share_difference(outlet, pool),
        1 - float(_share_below(outlet, cells, np.diff(below))),
        (float(np.interp(_TAIL, below, edges)), float(np.interp(1 - _TAIL, below, edges))),
        LEAST_ATTRIBUTIONS,
    )


def share_difference(first: Tally, second: Tally) -> Estimate:
    """The first share minus the second, if each item is counted or not by itself.

    Under Jeffreys' prior each share is Beta(count + 1/2, rest + 1/2); their difference is
    integrated over the quantiles of the second by Gauss and Legendre's rule.

    Raises:
        ValueError: if a share is above one.
    """
    if second.count > second.of:
        raise ValueError(f"no share: {second.count} of {second.of}")
    points = betaincinv(
        second.count + 0.5, second.of - second.count + 0.5, (np.asarray(_NODES) + 1) / 2
    )
    weights = np.asarray(_NODE_WEIGHTS) / 2

    def below(differences: Floats) -> Floats:
        return _share_below(first, points + differences[:, None], weights)

    median, low, high = (float(each) for each in _quantiles(below, -1.0, 1.0))
    return Estimate(median, low, high, 1 - float(_share_below(first, points, weights)))


def verb_asymmetry(analysis: Analysis, first: str, second: str) -> VerbAsymmetry:
    """How often the verbs that report side ``first`` are charged, beside those for ``second``.

    Charged are the CHARGED_STANCES, negative or distancing. The verbs of one article are taken to
    be chosen one by one; a house that keeps to one verb for a speaker makes it look surer than it
    is.
    """
    tallies = []
    for side in (first, second):
        verbs = [each for each in analysis.attributions if each.cue and side_of(each) == side]
        charged = sum(each.stance in CHARGED_STANCES for each in verbs)
        tallies.append(Tally(charged, len(verbs)))
    return VerbAsymmetry(tallies[0], tallies[1], share_difference(tallies[0], tallies[1]))


def _share_below(first: Tally, points: Floats, weights: Floats) -> Floats:
    """The probability that a share lies below one that takes the values ``points``."""
    if first.count > first.of:
        raise ValueError(f"no share: {first.count} of {first.of}")
    inside = betainc(first.count + 0.5, first.of - first.count + 0.5, np.clip(points, 0, 1))
    return np.asarray((weights * inside).sum(-1))


def _rates_of_outlets(counts: Floats, exposures: Floats) -> tuple[Floats, Floats, Floats]:
    """The gamma distributions that the outlets' rates may have: shapes, exposures, probabilities.

    A grid over the standard deviation of log rates (half-normal) and the log of the mean rate
    (Jeffreys' for rare events, flat for many, so that it stays proper however few the outlets are),
    in the last two axes; counts and exposures have the outlet as their last axis.
    """
    total = counts.sum(-1) + 0.5
    # Around each spread the mean is looked for where the counts allow it.
    width = np.sqrt(1 / total[..., None] + _spread() ** 2 / counts.shape[-1])
    mean = np.log(total / exposures.sum(-1))[..., None, None] + width[..., None] * _STEPS
    shape = np.broadcast_to(1 / _spread()[:, None] ** 2, mean.shape)
    exposure = shape * np.exp(-mean)
    k, w = counts[..., None, None, :], exposures[..., None, None, :]
    likelihood = (
        gammaln(k + shape[..., None])
        - gammaln(shape[..., None])
        - shape[..., None] * np.log1p(w / exposure[..., None])
        - k * np.log(exposure[..., None] + w)
    ).sum(-1)
    events = mean + np.log(exposures.mean(-1))[..., None, None]
    return shape, exposure, _probabilities(likelihood + log_expit(events) / 2, width)


def _shares_of_outlets(counts: Floats, totals: Floats) -> tuple[Floats, Floats, Floats]:
    """The beta distributions that the outlets' shares may have: both parameters, probabilities.

    As for rates, with log odds; for small shares the two are the same.
    """
    count = counts.sum(-1) + 0.5
    rest = (totals - counts).sum(-1) + 0.5
    width = np.sqrt((1 / count + 1 / rest)[..., None] + _spread() ** 2 / counts.shape[-1])
    odds = np.log(count / rest)[..., None, None] + width[..., None] * _STEPS
    a = 1 / (_spread()[:, None] ** 2 * expit(-odds))
    b = 1 / (_spread()[:, None] ** 2 * expit(odds))
    k, n = counts[..., None, None, :], totals[..., None, None, :]
    likelihood = (
        betaln(k + a[..., None], n - k + b[..., None]) - betaln(a[..., None], b[..., None])
    ).sum(-1)
    return a, b, _probabilities(likelihood + (log_expit(odds) + log_expit(-odds)) / 2, width)


def _spread() -> Floats:
    return np.asarray(_VARIATIONS * VARIATION_SCALE)


def _probabilities(log_density: Floats, width: Floats) -> Floats:
    """The posterior over the grid, whose steps are as wide as ``width``, summing to one."""
    log = log_density + (np.log(width) - _VARIATIONS**2 / 2)[..., None]
    density = np.exp(log - log.max((-2, -1), keepdims=True))
    return np.asarray(density / density.sum((-2, -1), keepdims=True))


def _quantiles(below: Callable[[Floats], Floats], low: float, high: float) -> Floats:
    """The median and the ends of the 95 % interval, by halving where they can lie."""
    levels = np.array([0.5, _TAIL, 1 - _TAIL])
    lows, highs = np.full(3, low), np.full(3, high)
    for _ in range(_HALVINGS):
        middle = (lows + highs) / 2
        under = below(middle) < levels
        lows, highs = np.where(under, middle, lows), np.where(under, highs, middle)
    return np.asarray((lows + highs) / 2)


def _posterior(
    count: int, exposure: float, shape: float, prior_exposure: float, level: float
) -> ShrunkRate:
    events, text = count + shape, exposure + prior_exposure
    tail = (1 - level) / 2
    low, high = (float(gammaincinv(events, at)) / text for at in (tail, 1 - tail))
    return ShrunkRate(events / text, low, high)


def _arrays(counts: Sequence[int], exposures: Sequence[float]) -> tuple[Floats, Floats]:
    count, exposure = np.array(counts, dtype=np.float64), np.array(exposures, dtype=np.float64)
    if not exposure.size or (exposure <= 0).any():
        raise ValueError("no rate without words")
    return count, exposure
