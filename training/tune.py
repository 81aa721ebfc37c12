"""Settle the thresholds on annotated articles, and write them beside the exported weights.

    python -m training.tune --data PATH/polnear/dev --models analysis/models

One threshold at a time is moved up and down by ever smaller steps for as long as that raises the
mean of the five figures of ``evaluate``. The encoder reads each article once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from analysis.attribution import Thresholds, link
from analysis.encoder import Encoding, encode
from training.data import Article, read_articles
from training.evaluate import score

_START = Thresholds(
    cue_start=-1.5,
    rescue=-4.0,
    source=0.0,
    cue=0.2,
    content=-0.3,
    switch=0.8,
    claim=0.5,
    tag_share=0.4,
    belief_start=-0.6,
    belief_cue=0.35,
    belief_link=0.34,
    belief_tag=0.45,
)
_STEPS = (0.4, 0.2, 0.1)
# Shares and weights are of another size than log-odds, and are moved by less.
_FINER = {
    "tag_share": 0.5,
    "belief_cue": 0.5,
    "belief_link": 0.5,
    "belief_tag": 0.5,
}


def goodness(
    articles: Sequence[Article], encodings: dict[str, Encoding], thresholds: Thresholds
) -> float:
    """The mean of token F1 of the three roles and of the shares found and whole."""
    tallies = score(
        articles, lambda article: link(article.text, encodings[article.name], thresholds)
    )
    return sum(tally.f1 for tally in tallies.values()) / len(tallies)


def settle(articles: Sequence[Article], encodings: dict[str, Encoding]) -> Thresholds:
    """The thresholds that no single step improves."""
    best, top = _START, goodness(articles, encodings, _START)
    for step in _STEPS:
        moved = True
        while moved:
            moved = False
            for name, value in asdict(best).items():
                size = step * _FINER.get(name, 1.0)
                for change in (size, -size):
                    tried = replace(best, **{name: round(value + change, 3)})
                    figure = goodness(articles, encodings, tried)
                    if figure > top + 1e-5:
                        best, top, moved = tried, figure, True
                        print(f"{top:.4f} {best}", flush=True)
                        break
    return best


def main() -> None:
    """Read the command line, settle the thresholds and store them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    arguments = parser.parse_args()
    articles = list(read_articles(arguments.data))
    encodings = {each.name: encode(each.text, models=arguments.models) for each in articles}
    path = arguments.models / "encoder.json"
    stored = json.loads(path.read_text(encoding="utf8"))
    stored["attribution"] = asdict(settle(articles, encodings))
    path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
