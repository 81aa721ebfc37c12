"""The encoder and its heads in torch: a BERT whose layers may be of unequal width."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = 384
HEAD = 32
LINK = 64
TAGS = ("source", "cue", "content", "cue_start")
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide each layer is: its attention heads and its inner units."""

    heads: tuple[int, ...]
    units: tuple[int, ...]


FULL = Shape(heads=(12,) * 6, units=(1536,) * 6)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, heads: int, units: int) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, heads * HEAD)
        self.key = nn.Linear(HIDDEN, heads * HEAD)
        self.value = nn.Linear(HIDDEN, heads * HEAD)
        self.attended = nn.Linear(heads * HEAD, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, units)
        self.outer = nn.Linear(units, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(
        self,
        states: Tensor,
        mask: Tensor,
        dropout: float,
        head_gate: Tensor | None = None,
        unit_gate: Tensor | None = None,
    ) -> Tensor:
        """Read on; the gates, where given, scale each attention head and each inner unit."""

        def split(projected: Tensor) -> Tensor:
            return projected.view(*projected.shape[:2], -1, HEAD).transpose(1, 2)

        # Written out because torch's fused form is far slower backwards on a CPU.
        scores = split(self.query(states)) @ split(self.key(states)).transpose(2, 3)
        weights = (scores / HEAD**0.5).masked_fill(~mask, float("-inf")).softmax(dim=-1)
        mixed = weights.to(scores.dtype) @ split(self.value(states))
        if head_gate is not None:
            mixed = mixed * head_gate[:, None, None]
        attended = self.attended(mixed.transpose(1, 2).flatten(2))
        states = self.attended_norm(
            states + functional.dropout(attended, dropout, training=self.training)
        )
        # The tanh form is what the run-time computes fastest.
        inner = functional.gelu(self.inner(states), approximate="tanh")
        if unit_gate is not None:
            inner = inner * unit_gate
        outer = self.outer(inner)
        result: Tensor = self.outer_norm(
            states + functional.dropout(outer, dropout, training=self.training)
        )
        return result


class Encoder(nn.Module):
    """Embeddings and layers; token types and pooling are left out, for nothing reads them."""

    def __init__(self, shape: Shape, words: int, positions: int) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(words, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(heads, units) for heads, units in zip(shape.heads, shape.units, strict=True)
        )

    def forward(
        self,
        ids: Tensor,
        lengths: Tensor,
        dropout: float = 0.0,
        head_gates: list[Tensor] | None = None,
        unit_gates: list[Tensor] | None = None,
    ) -> Tensor:
        """The states of a batch of windows; what lies beyond a window's length is not read."""
        places = torch.arange(ids.shape[1])
        mask = (places < lengths[:, None])[:, None, None, :]
        states = self.norm(self.words(ids) + self.positions(places))
        states = functional.dropout(states, dropout, training=self.training)
        for number, layer in enumerate(self.layers):
            states = layer(
                states,
                mask,
                dropout,
                head_gates[number] if head_gates else None,
                unit_gates[number] if unit_gates else None,
            )
        result: Tensor = states
        return result


class AttributionHead(nn.Module):
    """Tags each piece, and gives it a query and a key for each role.

    The first piece of a cue stands for its attribution. The product of its query for a role with
    the key of any piece says whether that piece bears that role in this attribution.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.queries = nn.Linear(HIDDEN, len(ROLES) * LINK)
        self.keys = nn.Linear(HIDDEN, len(ROLES) * LINK)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tags, queries and keys."""
        return self.tags(states), self.queries(states), self.keys(states)


class Model(nn.Module):
    """The encoder with its attribution head."""

    def __init__(self, shape: Shape, words: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.encoder = Encoder(shape, words, positions)
        self.attribution = AttributionHead()


def link_scores(queries: Tensor, keys: Tensor) -> Tensor:
    """Scores of anchors with pieces: (anchors, features), (anchors, pieces, features) -> roles."""
    by_role = queries.view(len(queries), len(ROLES), LINK)
    scores: Tensor = torch.einsum(
        "ard,aprd->arp", by_role, keys.view(*keys.shape[:2], len(ROLES), LINK)
    )
    return scores.div(LINK**0.5)


def load_base(folder: Path) -> Model:
    """A model of the full shape on the weights of a BERT of this size, its head untrained."""
    weights = load_file(folder / "model.safetensors")
    model = Model(FULL)
    kept = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        # Every piece is of the first token type, so its embedding is folded into the places.
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
    }
    names = {
        "norm": "embeddings.LayerNorm",
        **{
            f"layers.{number}.{ours}": f"encoder.layer.{number}.{theirs}"
            for number in range(len(FULL.heads))
            for ours, theirs in (
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("attended", "attention.output.dense"),
                ("attended_norm", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("outer", "output.dense"),
                ("outer_norm", "output.LayerNorm"),
            )
        },
    }
    for ours, theirs in names.items():
        for part in ("weight", "bias"):
            kept[f"{ours}.{part}"] = weights[f"{theirs}.{part}"]
    model.encoder.load_state_dict(kept)
    return model
