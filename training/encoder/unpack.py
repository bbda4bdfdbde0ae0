"""The weights of exported files, for training to go on from: as 8 bits left them, for the run
that they came from need not be kept."""

import json
import tomllib

import numpy as np
import onnx
import torch
from onnx import numpy_helper

GRAPHS = {"encoder": "encoder", "reader": "encoder-reader", "words": "encoder-words", "relations": "encoder-relations"}
# What a graph gives out, where the module that makes it has another name.
GIVEN = {"words": {"dep": "pair"}}


class Tables:
    """What a graph keeps, as floats."""

    def __init__(self, graph):
        self.kept = {table.name: numpy_helper.to_array(table) for table in graph.initializer}

    def plain(self, name):
        """A table by name; of one in 8 bits, its values."""
        if name in self.kept:
            return self.kept[name]
        return self.kept[name + ".whole"].astype(np.float32) * self.kept[name + ".scale"]

    def product(self, node):
        """The table that a product of whole numbers multiplies by."""
        weights, zeros = self.kept[node.input[1]].astype(np.float32), self.kept[node.input[3]].astype(np.float32)
        stem = node.input[1].removesuffix("_quantized").removesuffix("/weights")
        scale = self.kept[stem + ("/scale" if stem.endswith("/joined") else "_scale")]
        return (weights - zeros) * scale


def module(name, given):
    """The module that makes a value of the graph: `/cue/cue.2/Add_output_0` is `cue.2`."""
    if not name.startswith("/"):
        return given.get(name, name)
    parts = name.split("/")[1:-1]
    return ".".join(part for n, part in enumerate(parts) if n + 1 == len(parts) or not parts[n + 1].startswith(part + "."))


def linear(graph, tables, given):
    """Of each product: its module's name, weight and bias."""
    users = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        weight, last = tables.product(node).T, node
        while last.op_type != "Add":
            last = users[last.output[0]][0]
        bias = next(tables.kept[name] for name in last.input if name in tables.kept)
        after = [user for user in users.get(last.output[0], []) if user.op_type == "Split" and "/joined/sizes" in user.input[1]]
        if not after:
            name = last.output[0]
            yield module(name, given), weight, bias
            continue
        ends = np.cumsum(tables.kept[after[0].input[1]])[:-1]
        yield from zip((module(name, given) for name in after[0].output), np.split(weight, ends), np.split(bias, ends))


def weights(models):
    """The state of a `Network` from exported files."""
    state = {}
    for prefix, file in GRAPHS.items():
        graph = onnx.load(models / f"{file}.onnx").graph
        tables = Tables(graph)
        for name, weight, bias in linear(graph, tables, GIVEN.get(prefix, {})):
            if name.endswith(".joined.all"):
                stem = name.removesuffix("joined.all")
                for part, w, b in zip(("query", "key", "value"), np.split(weight, 3), np.split(bias, 3)):
                    state |= {f"{prefix}.{stem}{part}.weight": w, f"{prefix}.{stem}{part}.bias": b}
            else:
                state |= {f"{prefix}.{name}.weight": weight, f"{prefix}.{name}.bias": bias}
        for name in tables.kept:
            stem = name.removesuffix(".whole")
            if stem.endswith(".weight") and "_quantized" not in name and not name.endswith(".scale"):
                state[f"{prefix}.{stem}"] = tables.plain(stem)
            elif name.endswith(".bias") and "joined" not in name and "/" not in name:
                state.setdefault(f"{prefix}.{name}", tables.kept[name])
    settings = tomllib.loads((models / "encoder.toml").read_text("utf-8"))
    state["moves"] = np.array(settings["moves"], np.float32)
    return {name: torch.tensor(np.array(value, np.float32)) for name, value in state.items()}
