"""Train the wording encoder on BABE, cross-validate it, and export it.

    python -m training.train_wording --babe PATH/dev.csv --texts PATH/polnear/train/text \
        --base PATH/model --work FOLDER [--folds 0 1 2 3 4] [--out analysis/models]

For each fold a teacher of the base's full size learns from the other folds' annotators. It reads
unlabelled news as well, and a smaller student learns from annotators and teacher together. The
figures are of what each student says of the fold it never saw; so is the calibration. With
``--out``, a student of all texts is trained, calibrated by the folds and exported. What lies in the
folder already is not made again.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from analysis.encoder import load_tokenizer
from analysis.framing import listed_words
from analysis.segmentation import words
from analysis.vocabulary import standard
from analysis.wording import LEAST_ODDS, Calibration, Reading
from training.babe import LabelledText, Sample, folds, read_babe, samples, unlabelled
from training.export import build, fingerprint
from training.model import Encoder, Shape, load_base
from training.prune import choose, importance, prune
from training.wording import (
    WordingCourse,
    WordingModel,
    blended,
    collate,
    judge_readings,
    taught,
    train_wording,
    wording_loss,
)

TEACHER = WordingCourse(epochs=4, rate=1e-4)
START = WordingCourse(epochs=2, rate=2e-4)
STUDENT = WordingCourse(epochs=6, rate=2e-4, unlabelled=2500)
FOLDS = 5
_LAYERS = 3
_BUDGET = 18_000.0
_TRUST = 0.5
_UNLABELLED = 8000
_SHORTEST, _LONGEST = 8, 90
_WEIGHED = 75
_CLEAR = 2
"""The feature that says that the lexicon lists a word and calls it clear."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a model says of a text: log-odds of each word and of each sentence, by number."""

    words: dict[int, float]
    sentences: dict[int, float]
    sentence_of: dict[int, int]


def learn(
    labelled: Sequence[Sample], others: Sequence[Reading], base: Path, seed: int
) -> WordingModel:
    """A student of the annotators, and of a teacher that is trained first."""
    course = WordingCourse(**{**asdict(TEACHER), "seed": seed})
    teacher = train_wording(WordingModel(load_base(base).encoder), labelled, course)
    told = blended(labelled, [teacher], _TRUST)
    whole = load_base(base).encoder
    start = WordingModel(_first_layers(whole, _LAYERS))
    train_wording(start, told, START)
    size = START.sentences
    weighed = [collate(told[k : k + size]) for k in range(0, _WEIGHED * size, size)]
    matters = importance(
        start.encoder,
        weighed,
        lambda states, batch: wording_loss(start, states, batch, START.word_weight),
    )
    student = WordingModel(prune(start.encoder, choose(*matters, _BUDGET)))
    student.head.load_state_dict(start.head.state_dict())
    return train_wording(student, told, STUDENT, taught(others, [teacher]))


def _first_layers(encoder: Encoder, count: int) -> Encoder:
    shape = Shape(encoder.shape.heads[:count], encoder.shape.units[:count])
    shorter = Encoder(shape, encoder.words.num_embeddings, encoder.positions.num_embeddings)
    kept = shorter.state_dict().keys()
    shorter.load_state_dict(
        {name: each for name, each in encoder.state_dict().items() if name in kept}
    )
    return shorter


def say(model: WordingModel, text: LabelledText, tokenizer: Tokenizer) -> Said:
    """What a model says of one text."""
    read = list(samples(text, tokenizer))
    judged = judge_readings([model], [sample.reading for sample in read])
    by_word: dict[int, float] = {}
    by_sentence: dict[int, float] = {}
    sentence_of: dict[int, int] = {}
    for number, (sample, (odds, sentence)) in enumerate(zip(read, judged, strict=True)):
        by_sentence[number] = _log_odds(sentence)
        for owner, probability in zip(sample.reading.owners.tolist(), odds.tolist(), strict=True):
            if owner >= 0:
                by_word[owner] = max(by_word.get(owner, LEAST_ODDS), _log_odds(probability))
                sentence_of[owner] = number
    return Said(by_word, by_sentence, sentence_of)


def _log_odds(probability: float) -> float:
    return float(np.log(max(probability, 1e-6) / max(1 - probability, 1e-6)))


def table(
    texts: Sequence[LabelledText], said: Sequence[Said]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Features of every word, and whether annotators marked it.

    The features are those of ``analysis.wording.Calibration``, without the bias.
    """
    rows: list[tuple[float, ...]] = []
    marked: list[bool] = []
    for text, each in zip(texts, said, strict=True):
        among = words(text.text)
        listed = {}
        for match in listed_words(text.text, among, standard().loaded_words):
            for number, word in enumerate(among):
                if match.span.contains(word.span):
                    listed[number] = match.entry.arguable
        for number in range(len(among)):
            sentence = each.sentences.get(each.sentence_of.get(number, -1), 0.0)
            rows.append(
                (
                    each.words.get(number, LEAST_ODDS),
                    sentence,
                    float(listed.get(number) is False),
                    float(listed.get(number) is True),
                )
            )
            marked.append(number in text.loaded)
    return np.array(rows), np.array(marked)


def calibrate(
    features: NDArray[np.float64], marked: NDArray[np.bool_]
) -> tuple[Calibration, NDArray[np.float64]]:
    """The calibration that fits, and the agreement it gives each word."""
    fitted = LogisticRegression(C=10.0, max_iter=1000).fit(features, marked)
    word, sentence, listed, arguable = (float(each) for each in fitted.coef_[0].round(4))
    bias = round(float(fitted.intercept_[0]), 4)
    agreement: NDArray[np.float64] = fitted.predict_proba(features)[:, 1]
    return Calibration(bias, word, sentence, listed, arguable), agreement


def best_threshold(agreement: NDArray[np.float64], marked: NDArray[np.bool_]) -> float:
    """The least agreement at which marks fit the annotators best, by F1 of words."""
    steps = np.arange(0.15, 0.6, 0.01)
    return round(float(max(steps, key=lambda least: _f1(agreement >= least, marked))), 2)


def _f1(found: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    return float(2 * (found & wanted).sum() / max(found.sum() + wanted.sum(), 1))


def macro_f1(found: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    """The mean of F1 for "biased" and for "not biased"."""
    return (_f1(found, wanted) + _f1(~found, ~wanted)) / 2


def report(texts: Sequence[LabelledText], said: Sequence[Said], fold_of: NDArray[np.int64]) -> None:
    """Print the cross-validated figures; thresholds of a fold are settled on the others."""
    starts = np.cumsum([0, *(len(words(text.text)) for text in texts)])
    features, marked = table(texts, said)
    owner = np.searchsorted(starts, np.arange(len(marked)), side="right") - 1
    biased = np.array([text.biased for text in texts])
    odds = np.array([max(each.sentences.values()) for each in said])
    every_agreement = np.zeros(len(marked))
    figures: list[tuple[float, float, float]] = []
    for fold in np.unique(fold_of):
        here, there = fold_of[owner] == fold, fold_of[owner] != fold
        settled, other = calibrate(features[there], marked[there])
        agreement = _agreement(settled, features[here])
        every_agreement[here] = agreement
        least = best_threshold(other, marked[there])
        middle = sentence_threshold(odds[fold_of != fold], biased[fold_of != fold])
        inside = fold_of == fold
        # Clear entries of the lexicon are marked whatever the agreement.
        found = (agreement >= least) | (features[here][:, _CLEAR] > 0)
        figures.append(
            (
                _f1(agreement >= least, marked[here]),
                _f1(found, marked[here]),
                macro_f1(odds[inside] >= middle, biased[inside]),
            )
        )
        print(f"fold {fold}, least agreement {least:.2f}: {_told(figures[-1])}")
    print(f"mean: {_told(np.mean(figures, axis=0))}")
    print("agreement told and found:")
    for low, high in zip(_BINS, _BINS[1:], strict=False):
        inside = (every_agreement >= low) & (every_agreement < high)
        if inside.any():
            print(f"  {low:.1f} to {high:.1f}: {marked[inside].mean():.2f} of {inside.sum()} words")


def _told(figures: Iterable[float]) -> str:
    by_agreement, with_clear, sentences = figures
    return (
        f"word F1 {by_agreement:.3f}, with clear entries {with_clear:.3f}, "
        f"sentence macro-F1 {sentences:.3f}"
    )


_BINS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


def _agreement(settled: Calibration, features: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.array([settled.word, settled.sentence, settled.listed, settled.arguable])
    agreement: NDArray[np.float64] = 1 / (1 + np.exp(-(settled.bias + features @ weights)))
    return agreement


def sentence_threshold(odds: NDArray[np.float64], biased: NDArray[np.bool_]) -> float:
    """The log-odds from which a sentence counts as biased, where that fits annotators best."""
    steps = np.quantile(odds, np.arange(0.2, 0.8, 0.01))
    return round(float(max(steps, key=lambda least: macro_f1(odds >= least, biased))), 3)


def draw_readings(folder: Path, tokenizer: Tokenizer) -> list[Reading]:
    """Sentences of unlabelled articles, drawn by chance, the same at each call."""
    files = sorted(folder.glob("*.txt"))
    found = [
        each
        for each in unlabelled((file.read_text(encoding="utf8") for file in files), tokenizer)
        if _SHORTEST <= len(each.ids) <= _LONGEST
    ]
    return random.Random(1).sample(found, min(_UNLABELLED, len(found)))


def main() -> None:
    """Read the command line; train, report and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--babe", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.work.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(arguments.base / "tokenizer.json")
    texts = read_babe(arguments.babe)
    read = [list(samples(text, tokenizer)) for text in texts]
    parts = folds(texts, FOLDS)
    files = [arguments.work / f"fold{fold}.json" for fold in range(FOLDS)]
    missing = [fold for fold in arguments.folds if not files[fold].exists()]
    others = draw_readings(arguments.texts, tokenizer) if missing or arguments.out else []
    for fold in missing:
        outside = np.setdiff1d(np.arange(len(texts)), parts[fold])
        labelled = [sample for number in outside for sample in read[number]]
        model = learn(labelled, others, arguments.base, fold)
        found = {int(number): say(model, texts[number], tokenizer) for number in parts[fold]}
        files[fold].write_bytes(msgspec.json.encode(found))
        print(f"fold {fold} is trained", flush=True)
    said: dict[int, Said] = {}
    fold_of = np.full(len(texts), -1, dtype=np.int64)
    for fold, (file, part) in enumerate(zip(files, parts, strict=True)):
        if file.exists():
            said |= msgspec.json.decode(file.read_bytes(), type=dict[int, Said])
            fold_of[part] = fold
    known = sorted(said)
    if known:
        report([texts[n] for n in known], [said[n] for n in known], fold_of[known])
    if arguments.out and len(known) == len(texts):
        export(texts, said, learn([s for each in read for s in each], others, arguments.base, 0),
               arguments.out)  # fmt: skip


def export(
    texts: Sequence[LabelledText], said: dict[int, Said], model: WordingModel, out: Path
) -> None:
    """Write a model, and the calibration that the folds gave, into ``out``."""
    features, marked = table(texts, [said[number] for number in range(len(texts))])
    settled, agreement = calibrate(features, marked)
    odds = np.array([max(said[number].sentences.values()) for number in range(len(texts))])
    weights = build(model.encoder, {"wording": model.head}).SerializeToString()
    (out / "wording.onnx").write_bytes(weights)
    settings = {
        "version": fingerprint(weights),
        "calibration": asdict(settled),
        "found": best_threshold(agreement, marked),
        "biased": sentence_threshold(odds, np.array([text.biased for text in texts])),
    }
    (out / "wording.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
