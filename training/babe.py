"""BABE as the training reads it: sentences, whether experts call them biased, and which words.

The file lies as the set is published: a CSV with ``;`` between ``text``, ``label_bias``,
``biased_words`` and columns that nothing here reads.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.encoder import read_pieces
from analysis.lexicon import small_words
from analysis.segmentation import sentences, words
from analysis.wording import Reading, readings

_LONGEST_FIELD = 10**7


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text of a sentence or a few, as the annotators saw it.

    ``loaded`` holds the numbers of its words that they marked.
    """

    text: str
    biased: bool
    loaded: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sample:
    """A reading with what it should be read as; targets are probabilities.

    ``sentence`` is the target for the whole, NaN where nothing is known of it.
    """

    reading: Reading
    words: NDArray[np.float32]
    sentence: float


def read_babe(path: Path) -> tuple[LabelledText, ...]:
    """The texts on which the annotators agreed whether they are biased, in their order."""
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter=";")
            if row["label_bias"] in ("Biased", "Non-biased")
        ]
    return tuple(
        LabelledText(
            row["text"],
            row["label_bias"] == "Biased",
            _marked(row["text"], ast.literal_eval(row["biased_words"] or "[]")),
        )
        for row in rows
    )


def _marked(text: str, loaded: Iterable[str]) -> frozenset[int]:
    """The words of ``text`` that stand in ``loaded``, wherever they stand."""
    found = set()
    among = words(text)
    for word in filter(None, (each.strip() for each in loaded)):
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            found |= {
                number
                for number, each in enumerate(among)
                if each.span.start < match.end() and match.start() < each.span.end
            }
    return frozenset(found)


def samples(labelled: LabelledText, tokenizer: Tokenizer) -> Iterator[Sample]:
    """What is read of a text, sentence by sentence, with the annotators' labels.

    Of a biased text of several sentences, those without a marked word are of unknown bias. Words
    such as "the", marked within a phrase or by a slip, are taken as unmarked.
    """
    every = words(labelled.text)
    plain = small_words("never_loaded")
    loaded = {n for n in labelled.loaded if every[n].text.lower() not in plain}
    found = list(
        readings(labelled.text, read_pieces(labelled.text, tokenizer), sentences(labelled.text))
    )
    for _, reading in found:
        targets = np.isin(reading.owners, list(loaded)).astype(np.float32)
        known = not labelled.biased or len(found) == 1 or bool(targets.any())
        yield Sample(reading, targets, float(labelled.biased) if known else float("nan"))


def unlabelled(texts: Iterable[str], tokenizer: Tokenizer) -> Iterator[Reading]:
    """What is read of the sentences of whole articles."""
    for text in texts:
        for _, reading in readings(text, read_pieces(text, tokenizer), sentences(text)):
            yield reading


def folds(texts: Sequence[LabelledText], count: int) -> tuple[NDArray[np.int64], ...]:
    """Numbers of the texts, parted by chance into ``count`` folds, the same at each call."""
    order = np.random.default_rng(7).permutation(len(texts))
    return tuple(np.sort(order[number::count]) for number in range(count))
