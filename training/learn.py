"""The training loop: courses, losses, and how models are kept."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.encoder import Encoding
from training.batches import Batch, Example, batches, examples
from training.data import LabelledArticle
from training.model import Model, Shape, link_scores


@dataclass(frozen=True, slots=True)
class Course:
    """How a model is trained."""

    epochs: int
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    decay: float = 0.01
    dropout: float = 0.1
    hidden: float = 0.06
    pieces: int = 2048
    shortest_window: int = 64
    longest_window: int = 160
    trust: float = 0.0
    imitation: float = 0.0
    seed: int = 0


def head_loss(model: Model, states: Tensor, batch: Batch, imitation: float = 0.0) -> Tensor:
    """Cross entropy of tags and links, a piece, given the encoder's states.

    ``imitation`` weighs how far queries and keys are from those of the model to learn from.
    """
    tags, queries, keys = model.attribution(states)
    read = batch.read
    loss = functional.binary_cross_entropy_with_logits(
        tags.float()[read], batch.tags[read], reduction="sum"
    )
    scores = link_scores(queries[batch.rows, batch.anchors], keys[batch.rows])
    linked = functional.binary_cross_entropy_with_logits(
        scores.float(), batch.links, reduction="none"
    )
    loss = loss + (linked * read[batch.rows][:, None]).sum()
    loss = loss / read.sum()
    if imitation:
        row, place = batch.pieces
        features = torch.cat([queries, keys], dim=-1)[row, place].float()
        loss = loss + imitation * functional.mse_loss(features, batch.features.float())
    return loss


def train(
    model: Model,
    articles: Sequence[LabelledArticle],
    course: Course,
    judgements: Sequence[Encoding] | None = None,
    save: Path | None = None,
) -> Model:
    """Train in place and return the model; with ``save``, store it after each epoch."""
    torch.manual_seed(course.seed)
    chance = random.Random(course.seed)
    optimizer = torch.optim.AdamW(_groups(model, course), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    for number in range(course.epochs):
        epoch = make_epoch(articles, judgements, course, chance)
        model.train()
        began, total = time.perf_counter(), 0.0
        for step, batch in enumerate(epoch):
            done = (number + step / len(epoch)) / course.epochs
            set_rates(optimizer, rates, done, course.warm_up)
            states = model.encoder(batch.ids, batch.lengths, course.dropout)
            loss = head_loss(model, states, batch, course.imitation)
            descend(model, optimizer, loss)
            total += loss.item()
            if step % 50 == 49:
                spent = time.perf_counter() - began
                print(
                    f"epoch {number} {step + 1}/{len(epoch)} {total / 50:.4f} {spent:.0f}s",
                    flush=True,
                )
                total = 0.0
        if save is not None:
            save_model(model, save)
    return model.eval()


def set_rates(
    optimizer: torch.optim.Optimizer, rates: Sequence[float], done: float, warm_up: float
) -> None:
    """Learning rates when a share ``done`` of the training is: up during ``warm_up``, then down."""
    slope = min(done / warm_up, (1 - done) / (1 - warm_up))
    for group, rate in zip(optimizer.param_groups, rates, strict=True):
        group["lr"] = rate * slope


def descend(model: nn.Module, optimizer: torch.optim.Optimizer, loss: Tensor) -> None:
    """One step down the loss, its gradient clipped."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def make_epoch(
    articles: Sequence[LabelledArticle],
    judgements: Sequence[Encoding] | None,
    course: Course,
    chance: random.Random,
) -> list[Batch]:
    """The batches of one epoch, cut and ordered by chance."""
    chosen: list[Example] = []
    for number, article in enumerate(articles):
        # Of an article's several annotators each epoch believes another: disagreement is signal.
        annotator = chance.randrange(len(article.labels))
        limit = chance.randint(course.shortest_window, course.longest_window)
        judgement = judgements[number] if judgements else None
        chosen += examples(article, annotator, limit, judgement, course.trust)
    return list(batches(chosen, course.pieces, course.hidden, chance))


def _groups(model: Model, course: Course) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = []
    for part, rate in ((model.encoder, course.rate), (model.attribution, course.head_rate)):
        for decayed in (True, False):
            parameters = [each for each in part.parameters() if (each.ndim > 1) == decayed]
            decay = course.decay if decayed else 0.0
            groups.append({"params": parameters, "lr": rate, "weight_decay": decay})
    return groups


def save_model(model: Model, path: Path) -> None:
    """Store a model with its shape."""
    torch.save({"shape": asdict(model.encoder.shape), "weights": model.state_dict()}, path)


def load_model(path: Path) -> Model:
    """A model stored by ``save_model``."""
    stored = torch.load(path, weights_only=True)
    shape = Shape(tuple(stored["shape"]["heads"]), tuple(stored["shape"]["units"]))
    model = Model(shape)
    model.load_state_dict(stored["weights"])
    return model.eval()
