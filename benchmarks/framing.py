"""Precision of each kind of mark, against labels of two readers who worked apart.

    python -m benchmarks.framing                        the figures, and how far the two agree
    python -m benchmarks.framing --write                the same, into analysis/accuracy.csv
    python -m benchmarks.framing --sample PATH/dev --out SHEET.jsonl
                                                        a sheet of marks to label, in random order

A mark is right where both readers found that its words do in their sentence what its kind says.
A sheet holds the sentences of the articles, so it belongs outside the repository; the labels in
``benchmarks/labels/framing.jsonl`` hold places and answers alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import Analysis, Article, Evidence, analyze
from analysis.accuracy import COLUMNS, PATH
from analysis.intervals import share_interval
from analysis.measures import is_plain
from analysis.segmentation import sentences
from corpus.samples import sample_articles

LABELS = Path(__file__).parent / "labels" / "framing.jsonl"
_PER_KIND = 60
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """How often marks of one kind are right."""

    measure: str
    marks: int
    right: int
    agreement: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share that is right."""
        return share_interval(self.right, self.marks)


def figures(labels: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    """The precision of each kind, and how often the two readers agreed."""
    by_measure: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in labels:
        by_measure[label["measure"]].append(label)
    for measure, mine in sorted(by_measure.items()):
        right = sum(label["first"] and label["second"] for label in mine)
        agreed = sum(label["first"] == label["second"] for label in mine)
        yield Figure(measure, len(mine), right, agreed / len(mine))


def _marks(analysis: Analysis) -> Iterator[Evidence]:
    """The marks that a reader sees as more than plain, in the outlet's own voice."""
    for each in analysis.counted:
        if each.voice == "own" and each.measure != "hard_sentences" and not is_plain(each):
            yield each


def sheet(articles: Sequence[tuple[str, Article]], per_kind: int) -> list[dict[str, Any]]:
    """Marks to label, of each kind as many as ``per_kind``, drawn by chance."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, article in articles:
        every = sentences(article.text)
        analysis = analyze(article)
        for each in _marks(analysis):
            at = next(n for n, sentence in enumerate(every) if sentence.end > each.span.start)
            around = every[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
            found[each.measure].append(
                {
                    "article": name,
                    "start": each.span.start,
                    "end": each.span.end,
                    "words": each.text,
                    "measure": each.measure,
                    "category": each.category,
                    "reason": each.reason,
                    "entity": each.entity,
                    "sentence": every[at].text_in(article.text),
                    "context": article.text[around[0].start : around[-1].end],
                }
            )
    chance = random.Random(4)
    chosen = [
        mark for marks in found.values() for mark in chance.sample(marks, min(per_kind, len(marks)))
    ]
    chance.shuffle(chosen)
    return chosen


def main() -> None:
    """Read the command line; print the figures or write a sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.sample:
        articles = [(stored.id, stored.article) for stored in sample_articles()]
        for path in sorted((arguments.sample / "text").glob("*.txt")):
            with path.open(encoding="utf8", newline="") as file:
                articles.append((path.stem, Article(file.read())))
        marks = sheet(articles, _PER_KIND)
        text = "".join(json.dumps({"number": n} | mark) + "\n" for n, mark in enumerate(marks))
        arguments.out.write_text(text, encoding="utf-8")
        return
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    found = list(figures([json.loads(line) for line in lines]))
    print(f"{'kind':18} {'marks':>5} {'right':>6} {'95 % interval':>16} {'readers agree':>14}")
    for each in found:
        low, high = each.interval
        print(
            f"{each.measure:18} {each.marks:5} {each.right / each.marks:6.0%} "
            f"{low:8.0%} to {high:4.0%} {each.agreement:14.0%}"
        )
    if arguments.write:
        with PATH.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows((each.measure, each.marks, each.right, f"{each.agreement:.2f}")
                             for each in found)  # fmt: skip


if __name__ == "__main__":
    main()
