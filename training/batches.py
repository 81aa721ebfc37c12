"""Windows of labelled articles, put together into batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from analysis.encoder import Encoding, cut_windows, window_ids
from training.data import LabelledArticle
from training.model import LINK, ROLES, TAGS

_MASK = 103


@dataclass(frozen=True, slots=True)
class Example:
    """A window and what it should be read as; the targets of tags and links are probabilities.

    ``features`` are a trained model's queries and keys, of no width where there is no such model.
    """

    ids: NDArray[np.int64]
    tags: NDArray[np.float32]  # position, tag
    anchors: NDArray[np.int64]
    links: NDArray[np.float32]  # anchor, role, position
    position: NDArray[np.int64]  # of each piece
    features: NDArray[np.float16]  # piece, feature


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one length; the anchors of all of them stand in one row."""

    ids: Tensor
    lengths: Tensor
    tags: Tensor
    rows: Tensor
    anchors: Tensor
    links: Tensor
    pieces: Tensor  # row and place of each piece
    features: Tensor

    @property
    def read(self) -> Tensor:
        """Which places of the batch hold a piece."""
        return torch.arange(self.ids.shape[1]) < self.lengths[:, None]


def examples(
    labelled: LabelledArticle,
    annotator: int,
    limit: int,
    judgement: Encoding | None,
    trust: float,
) -> Iterator[Example]:
    """An article's windows under one annotator's labels.

    Where a trained model has judged the article, the targets move toward its word by ``trust``.
    """
    pieces, labels = labelled.pieces, labelled.labels[annotator]
    marked = labels.roles.astype(np.float32)
    tags = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
    tags[:, : len(ROLES)] = marked.max(axis=0, initial=0.0).T
    tags[labels.anchors, TAGS.index("cue_start")] = 1.0
    if judgement is not None:
        tags += np.float32(trust) * (_probability(judgement.outputs["attribution_tags"]) - tags)
    for start, end in cut_windows(labelled.article.text, pieces, limit):
        ids, position = window_ids(pieces, start, end)
        placed = np.zeros((len(ids), len(TAGS)), dtype=np.float32)
        placed[position] = tags[start:end]
        here = np.flatnonzero((labels.anchors >= start) & (labels.anchors < end))
        anchors = labels.anchors[here]
        target = marked[here][:, :, start:end]
        if judgement is not None and len(here):
            target += np.float32(trust) * _disagreement(judgement, anchors, start, end, target)
        links = np.zeros((len(here), len(ROLES), len(ids)), dtype=np.float32)
        links[:, :, position] = target
        features = _features(judgement, start, end)
        yield Example(ids, placed, position[anchors - start], links, position, features)


def _features(judgement: Encoding | None, start: int, end: int) -> NDArray[np.float16]:
    if judgement is None:
        return np.zeros((end - start, 0), dtype=np.float16)
    names = ("attribution_queries", "attribution_keys")
    parts = [judgement.outputs[name][start:end].astype(np.float16) for name in names]
    return np.concatenate(parts, axis=1)


def _disagreement(
    judgement: Encoding,
    anchors: NDArray[np.int64],
    start: int,
    end: int,
    target: NDArray[np.float32],
) -> NDArray[np.float32]:
    queries = judgement.outputs["attribution_queries"][anchors].reshape(-1, len(ROLES), LINK)
    keys = judgement.outputs["attribution_keys"][start:end].reshape(-1, len(ROLES), LINK)
    scores = np.einsum("ard,prd->arp", queries, keys, dtype=np.float32) / np.float32(LINK**0.5)
    # A model links only what it read together; elsewhere it has no say.
    together = judgement.windows[anchors][:, None] == judgement.windows[start:end]
    difference: NDArray[np.float32] = (_probability(scores) - target) * together[:, None]
    return difference


def _probability(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    probability: NDArray[np.float32] = np.reciprocal(1 + np.exp(-scores)).astype(np.float32)
    return probability


def batches(
    chosen: Sequence[Example], pieces: int, hidden: float, chance: random.Random
) -> Iterator[Batch]:
    """Batches of about ``pieces`` pieces and windows of like length, in random order.

    A share ``hidden`` of the pieces is masked, so that no single name or word decides.
    """
    shuffled = list(chosen)
    chance.shuffle(shuffled)
    groups: list[list[Example]] = []
    # Sorting within a few batches' worth saves padding and still mixes the articles.
    span = 16 * max(pieces // 96, 1)
    for first in range(0, len(shuffled), span):
        group: list[Example] = []
        for example in sorted(shuffled[first : first + span], key=lambda each: len(each.ids)):
            if group and (len(group) + 1) * len(example.ids) > pieces:
                groups.append(group)
                group = []
            group.append(example)
        groups.append(group)
    chance.shuffle(groups)
    noise = np.random.default_rng(chance.getrandbits(32))
    for group in groups:
        yield _collate(group, hidden, noise)


def hide(ids: NDArray[np.int64], share: float, noise: np.random.Generator) -> None:
    """Mask a share of the pieces in place."""
    # Ids from 999 on are pieces of text; those below are special or single signs.
    ids[(noise.random(ids.shape) < share) & (ids >= 999)] = _MASK


def _collate(group: Sequence[Example], hidden: float, noise: np.random.Generator) -> Batch:
    longest = max(len(example.ids) for example in group)
    ids = np.zeros((len(group), longest), dtype=np.int64)
    tags = np.zeros((len(group), longest, len(TAGS)), dtype=np.float32)
    links = np.zeros(
        (sum(len(example.anchors) for example in group), len(ROLES), longest), dtype=np.float32
    )
    filled = 0
    for row, example in enumerate(group):
        size = len(example.ids)
        ids[row, :size] = example.ids
        tags[row, :size] = example.tags
        links[filled : filled + len(example.anchors), :, :size] = example.links
        filled += len(example.anchors)
    hide(ids, hidden, noise)
    return Batch(
        ids=torch.from_numpy(ids),
        lengths=torch.tensor([len(example.ids) for example in group]),
        tags=torch.from_numpy(tags),
        rows=torch.from_numpy(
            np.repeat(np.arange(len(group)), [len(example.anchors) for example in group])
        ),
        anchors=torch.from_numpy(np.concatenate([example.anchors for example in group])),
        links=torch.from_numpy(links),
        pieces=torch.from_numpy(
            np.concatenate(
                [
                    np.stack([np.full_like(example.position, row), example.position])
                    for row, example in enumerate(group)
                ],
                axis=1,
            )
        ),
        features=torch.from_numpy(np.concatenate([example.features for example in group])),
    )
