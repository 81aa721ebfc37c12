"""Accuracy of speaker, side, role and form against labels made blind to the program's output.

    python -m benchmarks.speakers                          the embedded samples
    python -m benchmarks.speakers --polnear PATH/dev       and the labelled articles of PolNeAR
    python -m benchmarks.speakers --errors                 each disagreement as well

Sources, cues and contents are those of the labels, so the figures judge the resolving alone. A
speaker counts as right where its name is the label's, whatever its case and its leading "the".
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.attribution import AttributionSpans
from analysis.pipeline import describe_attributions
from analysis.quotations import quotations
from analysis.segmentation import sentences
from analysis.spans import Span
from analysis.types import Attribution
from analysis.vocabulary import standard
from corpus.samples import sample_articles

LABELS = Path(__file__).parent / "labels"
FIELDS = ("speaker", "side", "role", "form", "named")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One attribution of an article with what a labeller said of it."""

    spans: AttributionSpans
    label: dict[str, Any]


def read_labels(name: str) -> dict[str, list[Labelled]]:
    """The labels of one file, by article."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        source, cue = (_joined(label[role]) for role in ("source", "cue"))
        content = tuple(Span(start, end) for start, end in label["content"])
        found[label["article"]].append(Labelled(AttributionSpans(source, cue, content), label))
    return found


def _joined(places: Sequence[Sequence[int]]) -> Span | None:
    return Span(places[0][0], places[-1][1]) if places else None


def disagreements(
    text: str, labelled: Sequence[Labelled]
) -> Iterator[tuple[str, bool, Attribution, dict[str, Any]]]:
    """For each attribution and field: the field, whether program and label agree, and both."""
    told = describe_attributions(
        text,
        [each.spans for each in labelled],
        sentences(text),
        quotations(text),
        standard().reporting_verbs,
    )
    for attribution, each in zip(told, labelled, strict=True):
        for field in FIELDS:
            ours, theirs = getattr(attribution, field), each.label[field]
            yield field, _folded(ours) == _folded(theirs), attribution, each.label


def _folded(value: object) -> object:
    return value.casefold().removeprefix("the ") if isinstance(value, str) else value


def texts(name: str, polnear: Path | None) -> dict[str, str]:
    """The texts that the labels of one file are about, by article."""
    if name == "samples":
        return {stored.id: stored.article.text for stored in sample_articles()}
    assert polnear is not None
    return {path.stem: path.read_bytes().decode() for path in (polnear / "text").glob("*.txt")}


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    print(f"{'labels':12} {'count':>6} " + " ".join(f"{field:>8}" for field in FIELDS))
    for name in ("samples", "polnear_dev") if arguments.polnear else ("samples",):
        by_name = texts(name, arguments.polnear)
        right: Counter[str] = Counter()
        count = 0
        for article, labelled in read_labels(name).items():
            count += len(labelled)
            for field, agrees, ours, label in disagreements(by_name[article], labelled):
                right[field] += agrees
                if arguments.errors and not agrees:
                    told = f"{getattr(ours, field)!r} not {label[field]!r}"
                    print(f"  {article} {label['source'] or label['content'][:1]} {field}: {told}")
        print(
            f"{name:12} {count:6} " + " ".join(f"{right[field] / count:8.3f}" for field in FIELDS)
        )


if __name__ == "__main__":
    main()
