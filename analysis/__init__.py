"""Measuring how one news article words its story.

    >>> from analysis import Article, analyze
    >>> analysis = analyze(Article("The minister complained that nobody had called him."))
    >>> analysis.attributions[0].stance
    'negative'

Knows no dashboard, no storage and no network.
"""

from analysis.pipeline import MOST_CHARACTERS, ArticleError, analyze, versions
from analysis.spans import Span
from analysis.types import (
    Analysis,
    Article,
    Attribution,
    Evidence,
    Measure,
    Readability,
    ReadabilityScores,
    SentenceStatistics,
)

__all__ = [
    "MOST_CHARACTERS",
    "Analysis",
    "Article",
    "ArticleError",
    "Attribution",
    "Evidence",
    "Measure",
    "Readability",
    "ReadabilityScores",
    "SentenceStatistics",
    "Span",
    "analyze",
    "versions",
]
