"""Loaded wording as experts would mark it: a small encoder that reads each sentence alone.

It never sees a name: each run of names stands before it as one mask. So the same sentence gets the
same marks in any article, and whoever it is about.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import MODELS, Pieces, load_tokenizer, read_pieces, session_for
from analysis.lexicon import small_words
from analysis.people import given_names
from analysis.public_figures import public_figures
from analysis.segmentation import Word, bare, words
from analysis.sides import find_places
from analysis.spans import Span

_CLS, _SEP, _MASK = 101, 102, 103
LONGEST = 160
"""The most word pieces that are read at once; a longer sentence is read in parts."""

_FEWEST_IN_A_TITLE = 4
# "pro-Rubio" and "YouTube", but not "Far-Right" in a headline.
_IN_ITSELF_A_NAME = re.compile(r"^[a-z][^-]*-[A-Z]|[a-z][A-Z]")
_HANDLES = ("@", "#")
_APOSTROPHES = "'’"
# A word that the encoder never saw as one, because it is part of a name.
LEAST_ODDS = -8.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder reads of a sentence, or of a part of a long one.

    Attributes:
        ids: the ids of its word pieces, names masked, between the two that frame them.
        owners: for each id, the number of its word in the text, or -1 where it is part of none
            or of a name.
    """

    ids: NDArray[np.int64]
    owners: NDArray[np.int64]


def name_words(text: str, among: Sequence[Word]) -> frozenset[int]:
    """The numbers of those words of a sentence that are names, or part of one.

    A capital inside a sentence makes a name. At its start, and in a headline all of whose words
    have capitals, only a known name is one.
    """
    capitals = [word.text[0].isupper() for word in among]
    if all(capitals) and len(among) < _FEWEST_IN_A_TITLE:
        # Too short for a headline: a credit, or a name by itself.
        return frozenset(range(len(among)))
    small = small_words("small_in_titles")
    title = sum(capitals) >= _FEWEST_IN_A_TITLE and all(
        capital or word.text.lower() in small or word.text[0].isdigit()
        for capital, word in zip(capitals, among, strict=True)
    )
    known = _known_names()
    places = _place_words(text, among)
    found = set()
    for number, (word, capital) in enumerate(zip(among, capitals, strict=True)):
        if _IN_ITSELF_A_NAME.search(word.text) or _is_handle(text, word):
            found.add(number)
        if not capital or word.text in ("I", "A"):
            continue
        opens = number == 0 or _opens(text[among[number - 1].span.end : word.span.start])
        if not (title or opens) or number in places or bare(word.text).lower() in known:
            found.add(number)
    return frozenset(found)


def _is_handle(text: str, word: Word) -> bool:
    return word.span.start > 0 and text[word.span.start - 1] in _HANDLES


def _opens(gap: str) -> bool:
    """Whether what stands between two words lets the second have a capital for its place."""
    return any(sign in gap for sign in '“"‘«:.!?…')


def _place_words(text: str, among: Sequence[Word]) -> frozenset[int]:
    if not among:
        return frozenset()
    start = among[0].span.start
    inside = find_places(text[start : among[-1].span.end])
    return frozenset(
        number
        for number, word in enumerate(among)
        for place in inside
        if place.span.start + start < word.span.end and word.span.start < place.span.end + start
    )


@functools.cache
def _known_names() -> frozenset[str]:
    parts = {part.lower() for name in public_figures() for part in name.split()}
    return frozenset(parts | given_names().keys()) - small_words("never_loaded")


def readings(text: str, pieces: Pieces, sentences: Sequence[Span]) -> Iterator[tuple[int, Reading]]:
    """What is read of each sentence, with its number; a long one comes in several parts."""
    every = words(text)
    starts = np.array([word.span.start for word in every], dtype=np.int64)
    for number, sentence in enumerate(sentences):
        first, last = np.searchsorted(starts, [sentence.start, sentence.end])
        names = name_words(text, every[first:last])
        ids: list[int] = []
        owners: list[int] = []
        low, high = np.searchsorted(pieces.starts, [sentence.start, sentence.end])
        at = int(first)
        after_name = False
        for piece in range(low, high):
            while at < last and every[at].span.end <= pieces.starts[piece]:
                at += 1
            inside = at < last and every[at].span.start < pieces.ends[piece]
            if inside and at - first in names:
                if not after_name:
                    ids.append(_MASK)
                    owners.append(-1)
                after_name = True
            elif after_name and text[pieces.starts[piece]] in _APOSTROPHES:
                # "The States' claim" reads as "China's claim" does.
                continue
            else:
                ids.append(int(pieces.ids[piece]))
                owners.append(at if inside else -1)
                after_name = False
        for cut in range(0, len(ids), LONGEST):
            yield (
                number,
                Reading(
                    np.array([_CLS, *ids[cut : cut + LONGEST], _SEP], dtype=np.int64),
                    np.array([-1, *owners[cut : cut + LONGEST], -1], dtype=np.int64),
                ),
            )


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns the encoder's log-odds into how often annotators agreed with such a mark.

    The log-odds of agreement are ``bias + word * w + sentence * s``, and ``listed`` or
    ``arguable`` more where the lexicon of loaded words lists the word, the latter where it calls
    the entry arguable.
    """

    bias: float
    word: float
    sentence: float
    listed: float
    arguable: float


@dataclass(frozen=True, slots=True)
class WordingSettings:
    """What was settled when the encoder was trained; see ``models/wording.json``.

    Attributes:
        version: a fingerprint of the weights, twelve hexadecimal digits.
        calibration: from log-odds to agreement.
        found: the least agreement at which a mark is kept at all, where it fits annotators best.
        biased: the log-odds of a sentence at which annotators called half of such texts biased.
    """

    version: str
    calibration: Calibration
    found: float
    biased: float


@functools.cache
def wording_settings(models: Path = MODELS) -> WordingSettings:
    """The settings that stand beside the weights."""
    stored = json.loads((models / "wording.json").read_text(encoding="utf8"))
    return WordingSettings(**{**stored, "calibration": Calibration(**stored["calibration"])})


@dataclass(frozen=True, slots=True)
class Wording:
    """What the encoder says of a text.

    Attributes:
        words: for each word of the text, the log-odds that annotators would mark it; -inf for
            names.
        sentences: for each sentence, the log-odds that they would call it biased.
        sentence_of: for each word, the number of its sentence, or -1 where it stands in none.
    """

    words: NDArray[np.float32]
    sentences: NDArray[np.float32]
    sentence_of: NDArray[np.int64]

    def agreement(
        self, listed: NDArray[np.bool_], arguable: NDArray[np.bool_], models: Path = MODELS
    ) -> NDArray[np.float64]:
        """How often annotators agreed with a mark like one on each word, from 0 to 1.

        ``listed`` are the words in the lexicon, ``arguable`` those of them that it calls so.
        """
        settled = wording_settings(models).calibration
        sentence = np.append(self.sentences, 0.0)[self.sentence_of]
        odds = (
            settled.bias
            + settled.word * np.maximum(self.words, LEAST_ODDS)
            + settled.sentence * sentence
            + settled.listed * (listed & ~arguable)
            + settled.arguable * (listed & arguable)
        )
        agreement: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return agreement

    def bias(self, models: Path = MODELS) -> float:
        """The probability that annotators would call the text biased for one of its sentences."""
        if not len(self.sentences):
            return 0.0
        return float(1 / (1 + np.exp(wording_settings(models).biased - self.sentences.max())))


def read_wording(text: str, sentences: Sequence[Span], models: Path = MODELS) -> Wording:
    """Read each sentence of a text. The weights are loaded at the first call."""
    session = session_for(models / "wording.onnx")
    pieces = read_pieces(text, load_tokenizer(models / "tokenizer.json"))
    every = words(text)
    by_word = np.full(len(every), -np.inf, dtype=np.float32)
    by_sentence = np.full(len(sentences), -np.inf, dtype=np.float32)
    sentence_of = np.full(len(every), -1, dtype=np.int64)
    starts = np.array([word.span.start for word in every], dtype=np.int64)
    for number, sentence in enumerate(sentences):
        first, last = np.searchsorted(starts, [sentence.start, sentence.end])
        sentence_of[first:last] = number
    for number, reading in readings(text, pieces, sentences):
        (answer,) = session.run(["wording"], {"input_ids": reading.ids[None]})
        word, weight, judged = np.asarray(answer)[0].T
        owned = reading.owners >= 0
        np.maximum.at(by_word, reading.owners[owned], word[owned])
        weights = np.exp(weight - weight.max())
        by_sentence[number] = max(by_sentence[number], (weights * judged).sum() / weights.sum())
    return Wording(by_word, by_sentence, sentence_of)
