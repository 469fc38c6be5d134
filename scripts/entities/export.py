"""Write a trained network as ONNX for onnxruntime: ``export.py WEIGHTS OUT``.

Layers are 8-bit integers with a scale for each output, kept to seven bits so that processors without VNNI do not
overflow; activations are scaled as they come. The embeddings keep the 4-bit blocks that they came in, which training
left alone, so that nothing is lost.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformer import HEADS, LABELS, LAYERS, WIDTH

_MICROSOFT = "com.microsoft"
_BLOCK = 32
_TOP = 63.0
# Places that the network reads at most; it knows 512, and no sentence needs more than 182.
_PLACES = 256
_Array = Any


class Graph:
    """An ONNX graph in the making."""

    def __init__(self, weights: dict[str, _Array]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        """Give the whole network."""
        x = self._embeddings()
        for layer in range(LAYERS):
            x = self._layer(x, f"layers.{layer}")
        scores = self._node("MatMul", [x, self._constant("head.w", self._weights["head.weight"].T)], "head.x")
        self._node("Add", [scores, self._constant("head.b", self._weights["head.bias"])], "scores")
        rows = ["sentences", "pieces"]
        graph = helper.make_graph(
            self._nodes,
            "entities",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, rows),
                helper.make_tensor_value_info("mask", TensorProto.INT32, rows),
            ],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*rows, len(LABELS)])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(_MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="rasad")
        model.metadata_props.add(key="labels", value=" ".join(LABELS))
        return model

    def _embeddings(self) -> str:
        """Add the embeddings of pieces, from 4-bit blocks, and of places."""
        blocks = self._weights["word.weight"].reshape(-1, WIDTH // _BLOCK, _BLOCK)
        first = np.abs(blocks).argmax(2)[..., None]
        scales = (np.take_along_axis(blocks, first, 2)[..., 0] / -8).astype(np.float16)
        safe = np.where(scales == 0, 1, scales).astype(np.float32)[..., None]
        signed = np.clip(np.rint(blocks / safe), -8, 7).astype(np.int8).reshape(len(blocks), WIDTH)
        halves = signed.view(np.uint8) & 15
        packed = (halves[:, 0::2] | (halves[:, 1::2] << 4)).tobytes()
        self._constants.append(helper.make_tensor("word.q", TensorProto.INT4, signed.shape, packed, raw=True))
        inputs = ["word.q", "ids", self._constant("word.s", scales)]
        fit = {"gather_axis": 0, "quantize_axis": 1, "block_size": _BLOCK}
        halved = self._node("GatherBlockQuantized", inputs, "word.16", _MICROSOFT, **fit)
        words = self._node("Cast", [halved], "word.32", to=TensorProto.FLOAT)
        length = self._node("Shape", ["ids"], "length", start=1, end=2)
        zero = self._constant("zero", np.zeros(1, np.int64))
        table = self._constant("places.w", self._weights["pos"][:_PLACES] + self._weights["kind"])
        places = self._node("Slice", [table, zero, length, zero], "places")
        return self._norm(self._node("Add", [words, places], "word.place"), "eln")

    def _layer(self, x: str, name: str) -> str:
        joint = self._linear(x, f"{name}.qkv", *(f"{name}.{part}" for part in "qkv"))
        thirds = self._constant(f"{name}.thirds", np.full(3, WIDTH, np.int64))
        parts = [f"{name}.{part}.y" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [joint, thirds], parts, axis=-1))
        seen = self._node("MultiHeadAttention", [*parts, "", "mask"], f"{name}.seen", _MICROSOFT, num_heads=HEADS)
        x = self._norm(self._node("Add", [x, self._linear(seen, f"{name}.ao")], f"{name}.x1"), f"{name}.aln")
        inner = self._node("Gelu", [self._linear(x, f"{name}.fi")], f"{name}.gelu", _MICROSOFT)
        return self._norm(self._node("Add", [x, self._linear(inner, f"{name}.fo")], f"{name}.x2"), f"{name}.oln")

    def _linear(self, x: str, name: str, *parts: str) -> str:
        """Add a product with 8-bit weights; several parts are computed as one."""
        weight, bias = (np.concatenate([self._weights[f"{p}.{kind}"] for p in parts or (name,)]) for kind in _KINDS)
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / _TOP
        whole = np.clip(np.rint(weight / scale[:, None]), -_TOP, _TOP).astype(np.int8).T
        inputs = [x, self._constant(f"{name}.w", whole), self._constant(f"{name}.s", scale.astype(np.float32)), ""]
        return self._node("DynamicQuantizeMatMul", [*inputs, self._constant(f"{name}.b", bias)], name, _MICROSOFT)

    def _norm(self, x: str, name: str) -> str:
        own = [self._constant(f"{name}.{kind}", self._weights[f"{name}.{kind}"]) for kind in _KINDS]
        return self._node("LayerNormalization", [x, *own], name, axis=-1, epsilon=1e-12)

    def _constant(self, name: str, values: _Array) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = "", **more: object) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, name=output, **more))
        return output


_KINDS = ("weight", "bias")


if __name__ == "__main__":
    state = torch.load(sys.argv[1])
    onnx.save(Graph({name: values.numpy() for name, values in state.items()}).model(), Path(sys.argv[2]))
