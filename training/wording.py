"""The wording encoder in torch: its head, its training, and how a model teaches a smaller one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from analysis.wording import Reading
from training.babe import Sample
from training.batches import hide
from training.learn import descend, set_rates
from training.model import HIDDEN, Encoder

OUTPUTS = 3
"""Of each piece: is its word loaded, how much does it weigh in the sentence, and which way."""


@dataclass(frozen=True, slots=True)
class WordingCourse:
    """How a wording model is trained."""

    epochs: int
    rate: float
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    dropout: float = 0.1
    hidden: float = 0.05
    sentences: int = 16
    word_weight: float = 4.0
    unlabelled: int = 0
    seed: int = 0


class WordingModel(nn.Module):
    """The encoder with one linear head of three outputs a piece."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(HIDDEN, OUTPUTS)


@dataclass(frozen=True, slots=True)
class Batch:
    """Samples padded to one length."""

    ids: Tensor
    lengths: Tensor
    words: Tensor
    owned: Tensor
    sentences: Tensor


def collate(chosen: Sequence[Sample]) -> Batch:
    """Put samples together."""
    longest = max(len(sample.reading.ids) for sample in chosen)
    ids = np.zeros((len(chosen), longest), dtype=np.int64)
    targets = np.zeros((len(chosen), longest), dtype=np.float32)
    owned = np.zeros((len(chosen), longest), dtype=np.bool_)
    for row, sample in enumerate(chosen):
        size = len(sample.reading.ids)
        ids[row, :size] = sample.reading.ids
        targets[row, :size] = sample.words
        owned[row, :size] = sample.reading.owners >= 0
    return Batch(
        torch.from_numpy(ids),
        torch.tensor([len(sample.reading.ids) for sample in chosen]),
        torch.from_numpy(targets),
        torch.from_numpy(owned),
        torch.tensor([sample.sentence for sample in chosen], dtype=torch.float32),
    )


def scores(model: WordingModel, states: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """Log-odds of each piece's word and of each sentence, given the encoder's states."""
    head = model.head(states)
    read = torch.arange(states.shape[1]) < lengths[:, None]
    weights = head[..., 1].masked_fill(~read, float("-inf")).softmax(dim=-1)
    return head[..., 0], (weights * head[..., 2]).sum(dim=-1)


def wording_loss(model: WordingModel, states: Tensor, batch: Batch, word_weight: float) -> Tensor:
    """Cross entropy of words, a piece, and of the sentences of which something is known."""
    by_word, by_sentence = scores(model, states, batch.lengths)
    loss = word_weight * functional.binary_cross_entropy_with_logits(
        by_word[batch.owned], batch.words[batch.owned]
    )
    known = ~batch.sentences.isnan()
    if known.any():
        loss = loss + functional.binary_cross_entropy_with_logits(
            by_sentence[known], batch.sentences[known]
        )
    return loss


def train_wording(
    model: WordingModel,
    labelled: Sequence[Sample],
    course: WordingCourse,
    others: Sequence[Sample] = (),
) -> WordingModel:
    """Train in place and return the model; each epoch reads some of ``others`` as well."""
    torch.manual_seed(course.seed)
    chance = random.Random(course.seed)
    noise = np.random.default_rng(course.seed)
    optimizer = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": course.rate},
            {"params": model.head.parameters(), "lr": course.head_rate},
        ],
        weight_decay=course.decay,
        fused=True,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    model.train()
    for number in range(course.epochs):
        drawn = chance.sample(list(others), min(course.unlabelled, len(others)))
        epoch = list(_batches([*labelled, *drawn], course.sentences, chance))
        for step, chosen in enumerate(epoch):
            batch = collate(chosen)
            # The tensor shares the array's memory.
            hide(batch.ids.numpy(), course.hidden, noise)
            done = (number + step / len(epoch)) / course.epochs
            set_rates(optimizer, rates, done, course.warm_up)
            states = model.encoder(batch.ids, batch.lengths, course.dropout)
            loss = wording_loss(model, states, batch, course.word_weight)
            descend(model, optimizer, loss)
    return model.eval()


def _batches(
    chosen: Sequence[Sample], size: int, chance: random.Random
) -> Sequence[Sequence[Sample]]:
    """Batches of sentences of like length, in random order."""
    shuffled = list(chosen)
    chance.shuffle(shuffled)
    made = []
    # Sorting within a few batches' worth saves padding and still mixes the sentences.
    for first in range(0, len(shuffled), 16 * size):
        group = sorted(
            shuffled[first : first + 16 * size], key=lambda sample: len(sample.reading.ids)
        )
        made += [group[start : start + size] for start in range(0, len(group), size)]
    chance.shuffle(made)
    return made


def judge_readings(
    models: Sequence[WordingModel], read: Sequence[Reading]
) -> list[tuple[NDArray[np.float32], float]]:
    """The mean probability, over ``models``, of each piece's word and of each sentence."""
    order = sorted(range(len(read)), key=lambda number: len(read[number].ids))
    found: list[tuple[NDArray[np.float32], float]] = [(np.zeros(0, np.float32), 0.0)] * len(read)
    with torch.no_grad():
        for first in range(0, len(order), 32):
            chosen = order[first : first + 32]
            blank = [Sample(read[n], np.zeros(len(read[n].ids), np.float32), 0.0) for n in chosen]
            batch = collate(blank)
            by_word = torch.zeros(batch.ids.shape)
            by_sentence = torch.zeros(len(chosen))
            for model in models:
                word, sentence = scores(
                    model, model.encoder(batch.ids, batch.lengths), batch.lengths
                )
                by_word += word.sigmoid() / len(models)
                by_sentence += sentence.sigmoid() / len(models)
            for row, number in enumerate(chosen):
                size = len(read[number].ids)
                found[number] = (by_word[row, :size].numpy().copy(), float(by_sentence[row]))
    return found


def taught(read: Sequence[Reading], teachers: Sequence[WordingModel]) -> list[Sample]:
    """Readings labelled by what their teachers say."""
    return [
        Sample(reading, words, sentence)
        for reading, (words, sentence) in zip(read, judge_readings(teachers, read), strict=True)
    ]


def blended(
    labelled: Sequence[Sample], teachers: Sequence[WordingModel], trust: float
) -> list[Sample]:
    """Annotators' labels, moved toward their teachers' word by ``trust``."""
    judged = judge_readings(teachers, [sample.reading for sample in labelled])
    made = []
    for sample, (words, sentence) in zip(labelled, judged, strict=True):
        known = sample.sentence == sample.sentence
        made.append(
            Sample(
                sample.reading,
                sample.words + np.float32(trust) * (words - sample.words),
                sample.sentence + trust * (sentence - sample.sentence) if known else sentence,
            )
        )
    return made
