"""Learn what tells reports of one event, and write it into ``corpus/``.

    python -m training.tune_events --events PATH/ecbplus.jsonl --background PATH/polnear/train/text

``event_weights.json``: a logistic regression on pairs of articles that share something, with the
cosines of names, words and numbers. ``background_terms.csv``: the share of news articles that has
a term, for terms of LEAST_ARTICLES articles and more.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus import frequencies, likeness
from corpus.frequencies import Frequencies
from corpus.likeness import TermTable, Weights
from corpus.signatures import Document, Signature, signature
from corpus.terms import read_terms

LEAST_ARTICLES = 5
LEAST_ALIKE = 0.05
"""Pairs whose three cosines sum up to less share nothing to speak of, and are never compared."""

_RIDGE = 1e-4
_HEAD_LINES = 10
_HEAD_WORDS = 25
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_KINDS = ("names", "words", "numbers")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article whose event is known; look-alike events have one topic."""

    signature: Signature
    event: str
    topic: str


def read_labelled(path: Path) -> list[Labelled]:
    """ECB+ as JSON lines of ``id``, ``text`` and ``event``: a topic's number and a letter.

    Lines of address and date that the collectors left above the text stand in one event of each
    topic only. They are left out, or the weights would learn by which hands a text came.
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        lines = record["text"].split("\n")
        kept = [each for each in lines[:_HEAD_LINES] if not _is_dateline(each)]
        text = "\n".join([*kept, *lines[_HEAD_LINES:]])
        event = record["event"]
        found.append(Labelled(signature(Document(record["id"], text)), event, event[:-1]))
    return found


def learn(labelled: Sequence[Labelled]) -> Weights:
    """The weights under which the events of ``labelled`` are most probable."""
    left, right = np.triu_indices(len(labelled), 1)
    cosines = np.stack([_cosines(labelled, kind)[left, right] for kind in _KINDS], axis=1)
    events = np.array([each.event for each in labelled])
    same = (events[left] == events[right]).astype(np.float64)
    compared = cosines.sum(axis=1) >= LEAST_ALIKE
    intercept, *others = _regress(cosines[compared], same[compared])
    return Weights(intercept, *others)


def count_background(folder: Path) -> dict[str, float]:
    """The share of the articles in ``folder`` that has each term, by the terms' names."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    shares: dict[str, float] = {}
    # The first count tells names from words where a text itself doesn't, for the second.
    for _ in range(2):
        counts: Counter[str] = Counter()
        for text in texts:
            terms = read_terms(text, shares)
            counts.update(terms.names.keys() | terms.words.keys() | terms.numbers)
        shares = {term: count / len(texts) for term, count in counts.items()}
    return {term: shares[term] for term in sorted(counts) if counts[term] >= LEAST_ARTICLES}


def _is_dateline(line: str) -> bool:
    return len(line.split()) < _HEAD_WORDS and _YEAR.search(line) is not None


def _cosines(labelled: Sequence[Labelled], kind: str) -> NDArray[np.float64]:
    """The cosines of one kind of terms, between each two articles."""
    table, counted = TermTable(), Frequencies()
    for each in labelled:
        table.add(each.signature)
        counted.add(each.signature.terms())
    alone = Weights(**{"intercept": 0.0} | {each: float(each == kind) for each in _KINDS})
    return table.vectors(counted, alone).all_pairs(np.arange(len(labelled)))


def _regress(features: NDArray[np.float64], answers: NDArray[np.float64]) -> list[float]:
    """Logistic regression with a light ridge; the intercept comes first."""
    spread = features.std(axis=0)
    inputs = np.column_stack([np.ones(len(features)), features / spread])

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        log_odds = inputs @ parameters
        ridge = np.r_[0.0, parameters[1:]] * _RIDGE
        mean = (np.logaddexp(0, log_odds) - answers * log_odds).mean() + ridge @ parameters
        slope = inputs.T @ (1 / (1 + np.exp(-log_odds)) - answers) / len(answers) + 2 * ridge
        return float(mean), slope

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x
    return [float(found[0]), *(float(each) for each in found[1:] / spread)]


def main() -> None:
    """Read the command line, count, learn, and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--background", type=Path, required=True)
    arguments = parser.parse_args()
    with frequencies.PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(frequencies.COLUMNS)
        for term, share in count_background(arguments.background).items():
            writer.writerow((term, f"{share:.4f}"))
    frequencies.background.cache_clear()
    learned = msgspec.to_builtins(learn(read_labelled(arguments.events)))
    rounded = {name: round(value, 2) for name, value in learned.items()}
    likeness.PATH.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
    print(rounded)


if __name__ == "__main__":
    main()
