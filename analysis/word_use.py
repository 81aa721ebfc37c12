"""Words that one article uses more than the other reports of the same event do.

The log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008): the prior
draws words that are common everywhere, and words that chance made rare, towards no difference. What
is found are words used more here, never biased words: a local report names local streets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.lexicon import PhraseIndex, fold, small_words
from analysis.segmentation import Word, bare_words, sentences, words
from analysis.spans import DisjointSpans, Span
from analysis.types import Analysis
from analysis.voices import Voices

PRIOR_WORDS = 500.0
"""How many words the prior weighs (alpha 0): about as many as one article on one event has."""

LEAST_Z = 1.96
"""Words are shown above this z-score, in 40 that are used alike everywhere one by chance."""

LEAST_USES = 3
LEAST_SENTENCES = 2
"""A word used less often, or in one sentence only, is an accident of the story."""


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word that an article uses more than the others do.

    Attributes:
        word: lower case, without a possessive ending.
        count: how often the article uses it, in its own voice.
        total: of how many words that are compared.
        other_count: how often the others use it.
        other_total: of how many words of theirs.
        delta: the natural logarithm of the ratio of its odds here to its odds there.
        z: ``delta`` by its standard error.
        spans: where it stands in the article.
    """

    word: str
    count: int
    total: int
    other_count: int
    other_total: int
    delta: float
    z: float
    spans: tuple[Span, ...]


def words_used_more(
    article: Analysis,
    others: Sequence[Analysis],
    outlets: Iterable[str] = (),
    prior_words: float = PRIOR_WORDS,
) -> tuple[WordUse, ...]:
    """The words that ``article`` uses more than ``others``, the surest first.

    Headline and body, in the outlets' own voice, but for numbers, function words and the names of
    ``outlets``. The prior is what all the articles together use, at the weight of ``prior_words``.
    Where nothing can be compared, for want of words here or there, nothing is found.
    """
    names = PhraseIndex((name, name) for name in _forms(outlets))
    here = [(fold(word.text), word.span) for word in _own_words(article, names)]
    counts = Counter(word for word, _ in here)
    other_counts = Counter(fold(word.text) for other in others for word in _own_words(other, names))
    if not counts or not other_counts:
        return ()
    vocabulary = sorted(counts | other_counts)
    mine = np.array([counts[word] for word in vocabulary], dtype=np.float64)
    theirs = np.array([other_counts[word] for word in vocabulary], dtype=np.float64)
    pooled = mine + theirs
    delta, z = log_odds_ratios(mine, theirs, prior_words * pooled / pooled.sum())
    spans: dict[str, list[Span]] = {}
    for word, span in here:
        spans.setdefault(word, []).append(span)
    starts = [sentence.start for sentence in sentences(article.article.text)]
    found = [
        WordUse(
            word,
            counts[word],
            counts.total(),
            other_counts[word],
            other_counts.total(),
            float(delta[number]),
            float(z[number]),
            tuple(spans[word]),
        )
        for number, word in enumerate(vocabulary)
        if z[number] > LEAST_Z
        and counts[word] >= LEAST_USES
        and len({bisect_right(starts, span.start) for span in spans[word]}) >= LEAST_SENTENCES
    ]
    return tuple(sorted(found, key=lambda use: (-use.z, use.word)))


def log_odds_ratios(
    counts: NDArray[np.float64], other_counts: NDArray[np.float64], prior: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The log-odds ratio of each word between two texts, and its z-score.

    After Monroe, Colaresi and Quinn (2008): ``counts`` and ``other_counts`` of the words of one
    vocabulary, and its Dirichlet ``prior`` in words, above nought for each. The z-score is the
    ratio by its approximate standard error, the root of 1/(count + prior) summed over both texts.
    """
    first, second = counts + prior, other_counts + prior
    delta = np.log(first / (first.sum() - first)) - np.log(second / (second.sum() - second))
    return delta, delta / np.sqrt(1 / first + 1 / second)


def _own_words(analysis: Analysis, names: PhraseIndex[str]) -> list[Word]:
    text = analysis.article.text
    every = bare_words(words(text))
    # "The Sun" is an outlet, "the sun" is a word.
    named = DisjointSpans(
        match.span
        for match in names.find(text, every, lambda match: text[match.span.start].isupper())
    )
    voices, small = Voices(analysis.quoted), small_words("never_loaded")
    return [
        word
        for word in every
        if voices.at(word.span) == "own"
        and fold(word.text) not in small
        and not _is_number(text, word)
        and not named.overlapping(word.span)
    ]


def _is_number(text: str, word: Word) -> bool:
    """Whether it is a number, or the ending of one, as in "19th"."""
    at = word.span.start
    return word.text[0].isdigit() or text[max(at - 1, 0) : at].isdigit()


def _forms(outlets: Iterable[str]) -> list[str]:
    """The names as they may stand in a text, each once: "The Sun" is also "a Sun reporter"."""
    folded = [" ".join(fold(outlet).split()) for outlet in outlets]
    every = [form for name in folded for form in (name, name.removeprefix("the "))]
    return [form for form in dict.fromkeys(every) if words(form)]
