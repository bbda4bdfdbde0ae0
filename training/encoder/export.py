"""Exports a trained run for the reader: `python export.py POLNEAR --run FOLDER --to MODELS`.

Writes four graphs with 8-bit weights, their vocabulary and `encoder.toml` with the
threshold that suits POLNEAR's held-out part; prints the figures there. `--expected FILE`
writes what the test of the Rust reader holds it to.
"""

import argparse
import json
import pathlib
import tempfile

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

import corpus
import measure
import text as cutting
from corpus import TAGS
from fuse import fuse
from network import NARROW, REACH, REL, WIDTH, Network
from read import FLOOR, read, scored
from train import HELD_OUT, vocabulary
from unpack import GRAPHS


# Weights of seven bits: with eight, processors without VNNI overflow while they add.
REDUCED = True


class Packed:
    """The exported files with the ways of `Network`, through ONNX Runtime."""

    training = False

    def __init__(self, folder, moves):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        open_ = lambda name: onnxruntime.InferenceSession(folder / f"{name}.onnx", options)
        self.files = {name: open_(file) for name, file in GRAPHS.items()}
        self.moves = moves

    def run(self, name, *inputs):
        names = [i.name for i in self.files[name].get_inputs()]
        feed = {n: v.numpy().astype(np.int32) if v.dtype == torch.int64 else v.numpy() for n, v in zip(names, inputs)}
        return [torch.from_numpy(o) for o in self.files[name].run(None, feed)]

    def encoder(self, ids, shapes, mask=None):
        return self.run("encoder", ids, shapes)

    def reader(self, read_, asked, offset):
        return self.run("reader", read_[:1], asked, offset)

    def words(self, state, again):
        return self.run("words", state, again)

    def relations(self, below, above):
        return self.run("relations", below, above)[0]

    def eval(self):
        return self


class Joined(nn.Module):
    """Query, key and value of a layer as one product."""

    def __init__(self, layer):
        super().__init__()
        parts = (layer.query, layer.key, layer.value)
        self.all = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
        self.all.weight = nn.Parameter(torch.cat([part.weight for part in parts]))
        self.all.bias = nn.Parameter(torch.cat([part.bias for part in parts]))

    def forward(self, x):
        return self.all(x).chunk(3, -1)


def eight_bit_table(model):
    """Keeps each embedding table in 8 bits, a scale per row."""
    graph = model.graph
    tables = {t.name: t for t in graph.initializer}
    for node in list(graph.node):
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or len(table.dims) != 2 or table.dims[0] < 400:
            continue
        rows = onnx.numpy_helper.to_array(table)
        scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-8) / 127
        whole = np.round(rows / scale).astype(np.int8)
        name, out = table.name, node.output[0]
        graph.initializer.remove(table)
        graph.initializer.extend([onnx.numpy_helper.from_array(whole, name + ".whole"),
                                  onnx.numpy_helper.from_array(scale.astype(np.float32), name + ".scale")])
        at = list(graph.node).index(node)
        graph.node.remove(node)
        make = onnx.helper.make_node
        for i, new in enumerate([
            make("Gather", [name + ".whole", node.input[1]], [out + ".whole"]),
            make("Gather", [name + ".scale", node.input[1]], [out + ".scale"]),
            make("Cast", [out + ".whole"], [out + ".float"], to=onnx.TensorProto.FLOAT),
            make("Mul", [out + ".float", out + ".scale"], [out]),
        ]):
            graph.node.insert(at + i, new)


def pack(module, inputs, names, outputs, axes, path):
    with tempfile.TemporaryDirectory() as folder:
        raw, small = pathlib.Path(folder, "raw.onnx"), pathlib.Path(folder, "small.onnx")
        torch.onnx.export(module, inputs, raw, input_names=names, output_names=outputs,
                          dynamic_axes=axes, opset_version=17, dynamo=False)
        quantize_dynamic(raw, small, op_types_to_quantize=["MatMul", "Gemm"],
                         weight_type=QuantType.QInt8, per_channel=True, reduce_range=REDUCED)
        model = onnx.load(small)
        eight_bit_table(model)
        fuse(model)
        onnx.checker.check_model(model)
        onnx.save(model, path)


def export(network, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for layer in [*network.encoder.layers, *network.reader.layers]:
        layer.joined = Joined(layer)
    ids = torch.ones(1, 9, dtype=torch.int32)
    to = lambda name: folder / f"{GRAPHS[name]}.onnx"
    pack(network.encoder, (ids, ids), ["ids", "shapes"], ["cue", "read", "ask", "state"],
         {"ids": {1: "pieces"}, "shapes": {1: "pieces"}}, to("encoder"))
    offset = torch.full((2, 7), REACH, dtype=torch.int32)
    pack(network.reader, (torch.zeros(1, 7, NARROW), torch.zeros(2, NARROW), offset),
         ["read_in", "asked", "offset"], ["tags", "doubt"],
         {"read_in": {1: "units"}, "asked": {0: "cues"}, "offset": {0: "cues", 1: "units"}}, to("reader"))
    pack(network.words, (torch.zeros(1, 7, WIDTH), torch.zeros(1, 7, dtype=torch.int32)),
         ["words", "again"], ["tags", "names", "dep", "head", "root", "below", "above"],
         {"words": {1: "words"}, "again": {1: "words"}}, to("words"))
    pack(network.relations, (torch.zeros(7, REL), torch.zeros(7, REL)), ["below_in", "above_in"], ["relations"],
         {"below_in": {0: "words"}, "above_in": {0: "words"}}, to("relations"))


def best(packed, held):
    """The threshold that suits the held-out documents, and their figures at it."""
    found, top = [read(packed, d) for d in held], {"relation": -1}
    for threshold in np.arange(-2.0, 2.6, 0.05):
        kept = [[f for f in items if f.score >= threshold] for items in found]
        now = measure.figures(held, kept) | {"threshold": round(float(threshold), 2)}
        top = max(top, now, key=lambda f: f["relation"])
    return top


def expected(packed, tokenizer, text):
    """Ids and numbers of a text of our own, every unit taken for a word."""
    units = tokenizer.units(text)
    ids, shapes, place = cutting.encode(units, 0, len(units))
    cues, first, second, tags = scored(packed, ids, shapes, place, FLOOR)
    cue, _, _, state = packed.encoder(*(torch.from_numpy(a.astype(np.int64))[None] for a in (ids, shapes)))
    out = packed.words(state[:, place], torch.zeros(1, len(place), dtype=torch.int64))
    word_tags, names, dep, head, root, below, above = (o[0] for o in out)
    arcs = dep @ head.T
    arcs[range(len(arcs)), range(len(arcs))] = root
    rels = packed.relations(below, above[arcs.argmax(-1)])
    tidy = lambda a: np.asarray(a, np.float64).round(4).tolist()
    return {"text": text, "units": units.span.tolist(), "ids": ids.tolist(), "shapes": shapes.tolist(),
            "cue": tidy(cue[0, place]), "scores": tidy((first + second) / 2), "tags": tidy(tags),
            "word_tags": tidy(word_tags), "names": tidy(names), "arcs": tidy(arcs), "relations": tidy(rels)}


OF_PARTS = "# Of stands, chosen by"
PARTS = OF_PARTS + """ training/encoder/stands.py: what the network's opinion counts and what the
# words' does; how likely a stand must be to count in the press and on an official channel, and how
# likely its act; how likely a stand must be where nothing else says that it is about an affair of
# states, where words say that it is only supposed, and where a demand may fall to the holder's own; and
# up to which likelihood what a rule takes for a stand on an official channel is none.
[stands]
network = 1.0
words = 0.7
in_press = 0.3
on_channel = 0.25
act_in_press = 0.3
act_on_channel = 0.2
vague = 0.8
idle = 0.8
at_home = 0.9
overruled = 0.01

# Of words of dealing, chosen by training/encoder/dealings.py: in log-odds, what the network's opinion
# of a word counts, what the words' of two parties at it does, and what is added to both; how likely
# a word must be to be weighed at all, and a contact to count.
[dealings]
network = 0.15
words = 0.75
bias = -0.15
floor = 0.15
threshold = 0.55
"""


def settings_file(threshold, moves, labels, before):
    """What stands beside the graphs; `words` is chosen by pairs.py, `[stands]` by stands.py, `[dealings]` by
    dealings.py: of a file that was there `before` they are kept."""
    rows = ",\n  ".join(str(row) for row in moves.detach().numpy().astype(np.float64).round(5).tolist())
    words = next((line for line in before.split("\n") if line.startswith("words = ")), "words = 0.0")
    parts = before[before.index(OF_PARTS):] if OF_PARTS in before else PARTS
    return f"""# Chosen by training/encoder/export.py; the weights stand beside this file.
# Log-odds from which a cue is read at all.
floor = {FLOOR}
# Log-odds from which a cue counts.
threshold = {threshold}
# What the words' opinion of an event between two parties counts beside the network's.
{words}
# Units; distances from the cue are told apart up to it.
reach = {REACH}
# How well a tag follows a tag; {", ".join(TAGS)}.
moves = [
  {rows},
]
# Of a word, in the order of the scores: part of speech with Penn tag, and relation.
tags = {json.dumps(labels["tags"])}
relations = {json.dumps(labels["rels"])}

{parts}"""


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("data", type=pathlib.Path)
    parse.add_argument("--run", type=pathlib.Path, required=True)
    parse.add_argument("--to", type=pathlib.Path, required=True)
    parse.add_argument("--expected", type=pathlib.Path)
    given = parse.parse_args()
    state = torch.load(given.run / "last.pt", weights_only=True)["average"]
    labels = json.loads((given.run / "labels.json").read_text())
    network = Network(**labels["sizes"]).eval()
    network.load_state_dict(state)
    export(network, given.to)
    words = vocabulary()
    (given.to / "encoder-vocabulary.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = cutting.Tokenizer(words)
    packed = Packed(given.to, network.moves)
    held = corpus.hold_out(corpus.load(given.data / "train", tokenizer), HELD_OUT)[1]
    top = best(packed, held)
    print(json.dumps(top))
    settings = given.to / "encoder.toml"
    before = settings.read_text() if settings.exists() else ""
    settings.write_text(settings_file(top["threshold"], network.moves, labels, before))
    if given.expected:
        texts = pathlib.Path(__file__).with_name("check.txt").read_text("utf-8").strip().split("\n")
        rows = [expected(packed, tokenizer, text.replace("\\n", "\n")) for text in texts]
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        given.expected.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
