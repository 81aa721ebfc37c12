"""Score attributions against PolNeAR: the figures that the model card states.

python -m training.evaluate --data PATH/polnear/dev --models analysis/models
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.attribution import AttributionSpans, Thresholds, link
from analysis.encoder import encode, settings
from training.data import ROLES, Article, GoldAttribution, Offsets, read_articles

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")

Marked = dict[str, frozenset[int]]


@dataclass(slots=True)
class Tally:
    """Counts of what was found, predicted and in the gold, and the F1 they give."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / max(self.predicted + self.gold, 1)


def score(
    articles: Iterable[Article], find: Callable[[Article], Sequence[AttributionSpans]]
) -> dict[str, Tally]:
    """Token counts of each role, and of attributions found and found whole.

    A prediction is found where its content overlaps a gold content by half (intersection over
    union, best first, one to one), and whole where its source and cue do so too.
    """
    tallies = {name: Tally() for name in (*ROLES, "found", "whole")}
    for article in articles:
        tokens = [
            match.span()
            for match in _TOKEN.finditer(article.text)
            if any(letter.isalnum() for letter in match.group())
        ]
        gold = [_mark(_offsets_of_gold(each), tokens) for each in article.annotations[0]]
        found = [_mark(_offsets_of_found(each), tokens) for each in find(article)]
        for role in ROLES:
            wanted = frozenset[int]().union(*(each[role] for each in gold))
            given = frozenset[int]().union(*(each[role] for each in found))
            _count(tallies[role], len(wanted & given), len(given), len(wanted))
        matched = _match(gold, found)
        whole = sum(
            all(_overlap(left[role], right[role]) >= 0.5 for role in ("source", "cue"))
            for left, right in matched
        )
        _count(tallies["found"], len(matched), len(found), len(gold))
        _count(tallies["whole"], whole, len(found), len(gold))
    return tallies


def _count(tally: Tally, hit: int, predicted: int, gold: int) -> None:
    tally.hit += hit
    tally.predicted += predicted
    tally.gold += gold


def _offsets_of_gold(gold: GoldAttribution) -> dict[str, Offsets]:
    return {"source": gold.source, "cue": gold.cue, "content": gold.content}


def _offsets_of_found(found: AttributionSpans) -> dict[str, Offsets]:
    single = {"source": found.source, "cue": found.cue}
    return {role: ((span.start, span.end),) if span else () for role, span in single.items()} | {
        "content": tuple((span.start, span.end) for span in found.content)
    }


def _mark(roles: dict[str, Offsets], tokens: Sequence[tuple[int, int]]) -> Marked:
    """The numbers of the tokens that each role covers; tokens stand in order and apart."""
    return {
        role: frozenset(
            number
            for low, high in places
            for number in range(
                bisect_right(tokens, low, key=lambda token: token[1]),
                bisect_left(tokens, high, key=lambda token: token[0]),
            )
        )
        for role, places in roles.items()
    }


def _overlap(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / len(left | right) if left or right else 1.0


def _match(gold: Sequence[Marked], found: Sequence[Marked]) -> list[tuple[Marked, Marked]]:
    pairs = sorted(
        (
            (_overlap(left["content"], right["content"]), -i, -j)
            for i, left in enumerate(gold)
            for j, right in enumerate(found)
            if left["content"] & right["content"]
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for overlap, i, j in pairs:
        if overlap >= 0.5 and -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return [(gold[i], found[j]) for i, j in matched.items()]


def main() -> None:
    """Read the command line, score the exported model and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    arguments = parser.parse_args()
    thresholds = Thresholds(**settings(arguments.models).attribution)

    def find(article: Article) -> tuple[AttributionSpans, ...]:
        return link(article.text, encode(article.text, models=arguments.models), thresholds)

    for name, tally in score(read_articles(arguments.data), find).items():
        print(
            f"{name:8} F1 {tally.f1:.4f}  hit {tally.hit}  predicted {tally.predicted}  "
            f"gold {tally.gold}"
        )


if __name__ == "__main__":
    main()
