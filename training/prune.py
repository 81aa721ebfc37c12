"""Cut attention heads and inner units that matter least, so that the encoder runs in its time.

What a head or unit matters is the square of the loss's gradient with respect to a gate on it, as in
Kwon et al. (2022), "A Fast Post-Training Pruning Framework for Transformers"; what it costs is the
time that the exported model spends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from training.model import HEAD, Encoder, Layer, Shape

# Microseconds for 900 pieces on one core of the machine that the shape was chosen on.
_HEAD_COST = 420.0
_UNIT_COST = 4.5
_FEWEST_HEADS = 2
_FEWEST_UNITS = 64


class Padded(Protocol):
    """A batch of windows padded to one length."""

    @property
    def ids(self) -> Tensor:
        """The ids of the pieces, a window a row."""

    @property
    def lengths(self) -> Tensor:
        """How many ids each window has."""


@dataclass(frozen=True, slots=True)
class Kept:
    """For each layer, the numbers of the heads and units to keep."""

    heads: tuple[Tensor, ...]
    units: tuple[Tensor, ...]


def importance(
    encoder: Encoder, batches: Sequence[Padded], loss: Callable[[Tensor, Any], Tensor]
) -> tuple[list[Tensor], list[Tensor]]:
    """How much each layer's heads and units matter to the loss on these batches.

    ``loss`` takes the encoder's states of a batch, and the batch.
    """
    shape = encoder.shape
    head_gates = [torch.ones(heads, requires_grad=True) for heads in shape.heads]
    unit_gates = [torch.ones(units, requires_grad=True) for units in shape.units]
    gates = [*head_gates, *unit_gates]
    sums = [torch.zeros_like(gate) for gate in gates]
    encoder.eval()
    for batch in batches:
        states = encoder(batch.ids, batch.lengths, 0.0, head_gates, unit_gates)
        for total, gradient in zip(
            sums, torch.autograd.grad(loss(states, batch), gates), strict=True
        ):
            total += gradient**2
    return sums[: len(head_gates)], sums[len(head_gates) :]


def choose(heads: Sequence[Tensor], units: Sequence[Tensor], budget: float) -> Kept:
    """The heads and units that matter most for their cost, within ``budget`` microseconds."""
    offers: list[tuple[float, float, int, int, int]] = []
    spent = 0.0
    chosen: list[list[list[int]]] = [[[] for _ in heads], [[] for _ in units]]
    kinds = ((heads, _HEAD_COST, _FEWEST_HEADS), (units, _UNIT_COST, _FEWEST_UNITS))
    for kind, (layers, cost, fewest) in enumerate(kinds):
        for number, weights in enumerate(layers):
            order = weights.argsort(descending=True).tolist()
            chosen[kind][number] = order[:fewest]
            spent += cost * fewest
            offers += [
                (float(weights[each]) / cost, cost, kind, number, each) for each in order[fewest:]
            ]
    for _, cost, kind, number, each in sorted(offers, reverse=True):
        if spent + cost <= budget:
            spent += cost
            chosen[kind][number].append(each)
    as_tensors = [tuple(torch.tensor(sorted(each)) for each in kind) for kind in chosen]
    return Kept(*as_tensors)


def prune(encoder: Encoder, kept: Kept) -> Encoder:
    """A smaller encoder that holds the kept heads and units of ``encoder``."""
    shape = Shape(tuple(len(each) for each in kept.heads), tuple(len(each) for each in kept.units))
    smaller = Encoder(shape, encoder.words.num_embeddings, encoder.positions.num_embeddings)
    weights = {name: each for name, each in encoder.state_dict().items() if "layers." not in name}
    smaller.load_state_dict(weights, strict=False)
    for ours, theirs, heads, units in zip(
        smaller.layers, encoder.layers, kept.heads, kept.units, strict=True
    ):
        assert isinstance(ours, Layer)
        assert isinstance(theirs, Layer)
        width = (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
        for name in ("query", "key", "value"):
            _copy(getattr(ours, name), getattr(theirs, name), rows=width)
        _copy(ours.attended, theirs.attended, columns=width)
        _copy(ours.inner, theirs.inner, rows=units)
        _copy(ours.outer, theirs.outer, columns=units)
        ours.attended_norm.load_state_dict(theirs.attended_norm.state_dict())
        ours.outer_norm.load_state_dict(theirs.outer_norm.state_dict())
    return smaller


def _copy(
    into: nn.Linear, source: nn.Linear, rows: Tensor | None = None, columns: Tensor | None = None
) -> None:
    weight, bias = source.weight.data, source.bias.data
    if rows is not None:
        weight, bias = weight[rows], bias[rows]
    if columns is not None:
        weight = weight[:, columns]
    into.weight.data.copy_(weight)
    into.bias.data.copy_(bias)
