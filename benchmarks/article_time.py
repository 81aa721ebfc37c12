"""Time of one article of 700 words, stage by stage, on one core with the model loaded.

    python -m benchmarks.article_time [--runs 30]

The article is made of the embedded samples; each run of everything reads another text, for words
and word pieces of the last ones are kept. The least of the runs is what the work costs; the median
tells how busy the machine was.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Callable

from analysis import Article, analyze
from analysis.attribution import find_attributions
from analysis.encoder import encode
from analysis.pipeline import describe_attributions
from analysis.quotations import quotations
from analysis.readability import measure_readability
from analysis.segmentation import paragraphs, sentences, words
from analysis.vocabulary import standard
from analysis.wording import read_wording
from corpus.samples import sample_articles

WORDS = 700


def article_of(count: int) -> Article:
    """The first ``count`` words or so of the samples, whole paragraphs one after another."""
    kept: list[str] = []
    total = 0
    for stored in sample_articles():
        text = stored.article.text
        for span in paragraphs(text):
            if total < count:
                kept.append(span.text_in(text))
                total += len(words(kept[-1]))
    return Article("\n\n".join(kept))


def milliseconds(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """The least and the median time of ``runs`` calls, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return min(times), statistics.median(times)


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    arguments = parser.parse_args()
    text, number = article_of(WORDS).text, itertools.count()
    in_sentences, in_quotes, found = sentences(text), quotations(text), find_attributions(text)
    stages: dict[str, Callable[[], object]] = {
        "encoder": lambda: encode(text),
        "encoder and linking": lambda: find_attributions(text),
        "speakers": lambda: describe_attributions(
            text, found, in_sentences, in_quotes, standard().reporting_verbs
        ),
        "wording": lambda: read_wording(text, in_sentences),
        "readability": lambda: measure_readability(text, in_sentences, ()),
        "everything": lambda: analyze(Article(f"{text} {next(number)}")),
    }
    print(f"{len(words(text))} words, {len(found)} attributions; milliseconds")
    print(f"{'stage':22} {'least':>7} {'median':>7}")
    for name, work in stages.items():
        least, median = milliseconds(work, arguments.runs)
        print(f"{name:22} {least:7.1f} {median:7.1f}")


if __name__ == "__main__":
    main()
