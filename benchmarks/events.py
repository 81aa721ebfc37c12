"""How well articles are grouped by event, and what that costs.

    python -m benchmarks.events --events PATH/ecbplus.jsonl     F1 with topics left out
    python -m benchmarks.events --scale 1000 10000 100000       time and memory, made-up articles

Leave-topics-out: the weights are learned from four fifths of the topics, all articles are grouped
under them, and the articles of the topics left out are scored. Each article is left out once.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import numpy as np

from corpus.frequencies import Frequencies
from corpus.grouping import group
from corpus.likeness import TermTable
from corpus.signatures import Document, Signature, signature
from training.tune_events import LEAST_ALIKE, Labelled, learn, read_labelled

_FOLDS = 5
_BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)


@dataclass(slots=True)
class Score:
    """Sums for pairwise and B-cubed figures, over the articles scored so far."""

    articles: int = 0
    pairs: Counter[str] = field(default_factory=Counter)
    precision: float = 0.0
    recall: float = 0.0

    def add(self, events: Sequence[str], found: Sequence[int], scored: Sequence[int]) -> None:
        """Score the articles at ``scored``, each beside all articles that were grouped."""
        of_event, of_group = Counter(events), Counter(found)
        of_both = Counter(zip(events, found, strict=True))
        for at in scored:
            both = of_both[events[at], found[at]]
            self.articles += 1
            self.precision += both / of_group[found[at]]
            self.recall += both / of_event[events[at]]
            self.pairs["both"] += both - 1
            self.pairs["found"] += of_group[found[at]] - 1
            self.pairs["true"] += of_event[events[at]] - 1

    def __str__(self) -> str:
        pairwise = (
            self.pairs["both"] / max(1, self.pairs["found"]),
            self.pairs["both"] / max(1, self.pairs["true"]),
        )
        b_cubed = self.precision / self.articles, self.recall / self.articles
        return f"pairwise {_figures(*pairwise)}   B-cubed {_figures(*b_cubed)}"


def _figures(precision: float, recall: float) -> str:
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def accuracy(labelled: Sequence[Labelled]) -> None:
    """Print the figures with topics left out, and how far the probabilities hold there."""
    topics = sorted({each.topic for each in labelled})
    random.Random(0).shuffle(topics)
    events = [each.event for each in labelled]
    score = Score()
    in_bin: Counter[int] = Counter()
    same_in_bin: Counter[int] = Counter()
    for fold in range(_FOLDS):
        out = set(topics[fold::_FOLDS])
        weights = learn([each for each in labelled if each.topic not in out])
        scored = [at for at, each in enumerate(labelled) if each.topic in out]
        score.add(events, group((each.signature for each in labelled), weights), scored)
        table, frequencies = TermTable(), Frequencies()
        for each in labelled:
            table.add(each.signature)
            frequencies.add(each.signature.terms())
        vectors = table.vectors(frequencies, weights)
        log_odds = vectors.of(np.array(scored)).all_pairs(np.arange(len(scored)))
        left, right = np.triu_indices(len(scored), 1)
        compared = log_odds[left, right] > weights.intercept + LEAST_ALIKE
        probable = 1 / (1 + np.exp(-log_odds[left, right][compared]))
        answers = np.array([
            events[scored[one]] == events[scored[other]]
            for one, other in zip(left[compared], right[compared], strict=True)
        ])  # fmt: skip
        bins = np.digitize(probable, _BINS[1:-1])
        in_bin.update(bins.tolist())
        same_in_bin.update(bins[answers].tolist())
    print(f"{len(labelled)} articles, {len(set(events))} events, topics left out: {score}")
    for place, (low, high) in enumerate(zip(_BINS, _BINS[1:], strict=False)):
        share = same_in_bin[place] / max(1, in_bin[place])
        print(f"probability {low:.2f} to {high:.2f}: {in_bin[place]:7} pairs, {share:6.1%} same")


def made_up(count: int) -> Iterator[tuple[int, Document]]:
    """Articles of some 300 words, and the number of the event of each, in random order.

    Common words follow Zipf's law; an event has names of its own out of many, and favoured words.
    """
    chance = random.Random(7)
    syllables = [c + v for c in "bcdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "ar", "en")]
    vocabulary = list({"".join(chance.choices(syllables, k=3)) for _ in range(50_000)})
    vocabulary.sort()
    chance.shuffle(vocabulary)
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    names = ["".join(chance.choices(syllables, k=4)).capitalize() for _ in range(40_000)]
    sizes: list[int] = []
    while sum(sizes) < count:
        # Many events of one article or two, few of a hundred.
        sizes.append(min(int(chance.paretovariate(1.0)), 200, count - sum(sizes)))
    order = [event for event, size in enumerate(sizes) for _ in range(size)]
    chance.shuffle(order)
    for number, event in enumerate(order):
        of_event = random.Random(event)
        own = of_event.choices(names, k=6)
        topic = of_event.choices(vocabulary[200:], k=25)
        sentences = []
        for _ in range(15):
            common = chance.choices(vocabulary, cum_weights=weights, k=15)
            said = [*common, *chance.choices(topic, k=3), *chance.choices(own, k=2)]
            chance.shuffle(said)
            sentences.append(f"The {' '.join(said)}.")
        yield event, Document(str(number), " ".join(sentences))


def scale(count: int) -> None:
    """Print what grouping ``count`` made-up articles takes."""
    events: list[str] = []
    reading = 0.0

    def signatures() -> Iterator[Signature]:
        nonlocal reading
        for event, document in made_up(count):
            events.append(str(event))
            started = time.perf_counter()
            read = signature(document)
            reading += time.perf_counter() - started
            yield read

    started = time.perf_counter()
    for _ in made_up(count):
        pass
    making = time.perf_counter() - started
    started = time.perf_counter()
    found = group(signatures())
    whole = time.perf_counter() - started - making
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    score = Score()
    score.add(events, found, range(count))
    print(
        f"{count:7,} articles: signatures {reading:6.1f} s ({1000 * reading / count:.2f} ms each), "
        f"grouping {whole - reading:6.1f} s, peak {memory:.2f} GiB; {score}",
        flush=True,
    )


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path)
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    arguments = parser.parse_args()
    if arguments.events:
        accuracy(read_labelled(arguments.events))
    for count in arguments.scale:
        scale(count)


if __name__ == "__main__":
    main()
