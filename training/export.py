"""Write a trained model as int8 ONNX, with the tokenizer and settings that belong to it.

    python -m training.export --model FILE --base PATH/model --settings FILE --out analysis/models

The graph is written node by node, in the operators that onnxruntime computes fastest on a CPU.
Weights are int8 with one scale a column, activations are quantised as they come.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.learn import load_model
from training.model import HEAD, Encoder, Layer

_CONTRIB = "com.microsoft"
# Processors without VNNI add pairs of products in 16 bits; weights of 7 bits never overflow there.
_LARGEST = 63
_POSITIONS = 256


class _Graph:
    """Collects the nodes and weights of an ONNX graph."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, array: NDArray[np.generic]) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(
        self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any
    ) -> list[str]:
        names = [f"n{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(
            helper.make_node(operator, list(inputs), names, domain=domain, **attributes)
        )
        return names

    def add(self, left: str, right: str) -> str:
        return self.node("Add", left, right)[0]

    def norm(self, states: str, norm: nn.Module) -> str:
        gain, bias = (self.weight(_array(each)) for each in (norm.weight, norm.bias))
        return self.node("LayerNormalization", states, gain, bias, epsilon=1e-12)[0]

    def linears(self, states: str, *linears: nn.Module) -> list[str]:
        """Several linear maps of the same states, which are quantised once."""
        states, scale, zero = self.node("DynamicQuantizeLinear", states, outputs=3)
        results = []
        for linear in linears:
            weight, scales = _quantise(_array(linear.weight), 1)
            results += self.node(
                "MatMulIntegerToFloat",
                states,
                self.weight(weight.T),
                scale,
                self.weight(scales),
                zero,
                self.weight(np.zeros(len(scales), dtype=np.int8)),
                self.weight(_array(linear.bias)),
                domain=_CONTRIB,
            )
        return results


def _array(parameter: Tensor | nn.Module) -> NDArray[np.float32]:
    assert isinstance(parameter, Tensor)
    array: NDArray[np.float32] = parameter.detach().numpy().astype(np.float32)
    return array


def _quantise(
    rows: NDArray[np.float32], axis: int, largest: int = _LARGEST
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scales = np.maximum(np.abs(rows).max(axis=axis), 1e-8) / largest
    return np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def build(encoder: Encoder, heads: Mapping[str, nn.Linear]) -> onnx.ModelProto:
    """The int8 graph of an encoder: ``input_ids`` in, each head's answers out by its name."""
    graph = _Graph()
    words, scales = _quantise(_array(encoder.words.weight), 1, 127)
    states = graph.node("Gather", graph.weight(words), "input_ids")[0]
    scale = graph.node("Gather", graph.weight(scales[:, None]), "input_ids")[0]
    states = graph.node("Cast", states, to=TensorProto.FLOAT)[0]
    states = graph.node("Mul", states, scale)[0]
    length = graph.node("Shape", "input_ids", start=1, end=2)[0]
    zero = graph.weight(np.zeros(1, dtype=np.int64))
    positions = graph.weight(_array(encoder.positions.weight)[:_POSITIONS])
    states = graph.add(states, graph.node("Slice", positions, zero, length, zero)[0])
    states = graph.norm(states, encoder.norm)
    for layer in encoder.layers:
        assert isinstance(layer, Layer)
        states = _layer(graph, layer, states)
    outputs = []
    for result, (name, linear) in zip(
        graph.linears(states, *heads.values()), heads.items(), strict=True
    ):
        graph.nodes.append(helper.make_node("Identity", [result], [name]))
        outputs.append(
            helper.make_tensor_value_info(
                name, TensorProto.FLOAT, ["windows", "pieces", linear.out_features]
            )
        )
    built = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["windows", "pieces"])],
            outputs,
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIB, 1)],
    )
    built.ir_version = 8
    return built


def fingerprint(weights: bytes) -> str:
    """A short version of exported weights, twelve hexadecimal digits."""
    return hashlib.sha256(weights).hexdigest()[:12]


def _layer(graph: _Graph, layer: Layer, states: str) -> str:
    projected = graph.linears(states, layer.query, layer.key, layer.value)
    heads = layer.query.out_features // HEAD
    mixed = graph.node("MultiHeadAttention", *projected, domain=_CONTRIB, num_heads=heads)[0]
    attended = graph.linears(mixed, layer.attended)[0]
    states = graph.norm(graph.add(attended, states), layer.attended_norm)
    inner = graph.linears(states, layer.inner)[0]
    inner = graph.node("FastGelu", inner, domain=_CONTRIB)[0]
    outer = graph.linears(inner, layer.outer)[0]
    return graph.norm(graph.add(outer, states), layer.outer_norm)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = load_model(arguments.model)
    head = model.attribution
    built = build(
        model.encoder,
        {
            "attribution_tags": head.tags,
            "attribution_queries": head.queries,
            "attribution_keys": head.keys,
        },
    )
    weights = built.SerializeToString()
    (arguments.out / "encoder.onnx").write_bytes(weights)
    shutil.copyfile(arguments.base / "tokenizer.json", arguments.out / "tokenizer.json")
    settings = json.loads(arguments.settings.read_text(encoding="utf8"))
    settings["version"] = fingerprint(weights)
    settings["outputs"] = {
        output.name: output.type.tensor_type.shape.dim[2].dim_value for output in built.graph.output
    }
    text = json.dumps(settings, indent=2) + "\n"
    (arguments.out / "encoder.json").write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
