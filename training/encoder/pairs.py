"""Trains the part of the encoder that tells what one party does to another:
`python pairs.py OPINIONS --models FOLDER`.

OPINIONS is what the example train-events wrote: PLV's training sentences with their
parties and what the words' model, which did not learn from a sentence, says of it. The part
goes on from the states after the exported encoder's third layer; it begins with the last
three layers of the pretrained network. First it is tried on folds of the sentences that are
not kept, by which `words`, the weight of the words' opinion, is chosen; then once on the
kept ones. With `--all` it learns from all, and `encoder-pairs.onnx` and `encoder.toml` are
written, with what the test of the Rust reader holds it to.
"""

import argparse
import json
import math
import pathlib
import random
import re
import time

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F

import text as cutting
from batches import batched, padded
from export import Joined, pack
from names import tokenizer_of
from network import WIDTH, Encoder, Pairs, load_base
from train import BASE

HERE = pathlib.Path(__file__).parent
EARLY, FIRST = "/layers.2/after_inner/LayerNormalization_output_0", 3
FOLDS, EPOCHS, RATE, HEAD_RATE, SMOOTHED = 5, 12, 2e-4, 1e-3, 0.1


class States:
    """The exported encoder's states after an early layer."""

    def __init__(self, models):
        graph = onnx.load(models / "encoder.onnx")
        graph.graph.output.append(onnx.helper.make_tensor_value_info(EARLY, onnx.TensorProto.FLOAT, None))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(graph.SerializeToString(), options)

    def of(self, ids, shapes):
        feed = {"ids": ids[None].astype(np.int32), "shapes": shapes[None].astype(np.int32)}
        return self.session.run([EARLY], feed)[0][0]


def marked(tokenizer, sentence, parties):
    """Ids, shapes and marks of the first window of a sentence."""
    units = tokenizer.units(sentence)
    start, end = cutting.windows(units)[0]
    ids, shapes, place = cutting.encode(units, start, end)
    marks = np.zeros(len(ids), np.int64)
    ends = np.append(place[1:], len(ids) - 1)
    for mark, party in zip((1, 2), parties):
        if party:
            for (a, b), first, last in zip(units.span[start:end], place, ends):
                if a < party[1] and party[0] < b:
                    marks[first:last] += mark
    return ids, shapes, marks


def prepared(given):
    rows = [json.loads(line) for line in given.opinions.read_text("utf-8").splitlines()]
    tokenizer, states = tokenizer_of(given.models), States(given.models)
    for row in rows:
        ids, shapes, row["marks"] = marked(tokenizer, row["sentence"], row["parties"])
        row["state"] = states.of(ids, shapes).astype(np.float16)
    return rows


def inputs(rows):
    width = max(len(row["marks"]) for row in rows)
    wide = lambda state: np.pad(state.astype(np.float32), ((0, width - len(state)), (0, 0)))
    seen = padded([np.ones(len(row["marks"])) for row in rows]).bool()
    return torch.from_numpy(np.stack([wide(row["state"]) for row in rows])), padded([row["marks"] for row in rows]), seen


def in_batches(rows, limit, chance):
    return [[row for _, row in batch] for batch in batched([(row["marks"], row) for row in rows], limit, chance)]


def begun():
    """The part with the pretrained network's last layers."""
    whole, part = Encoder(6), Pairs()
    load_base(whole, BASE / "model.safetensors", range(6))
    for ours, theirs in zip(part.layers, whole.layers[FIRST:]):
        ours.load_state_dict(theirs.state_dict())
    return part


def taught(rows, seed):
    chance = random.Random(seed)
    torch.manual_seed(seed)
    part = begun().train()
    body = [p for name, p in part.named_parameters() if name.startswith("layers")]
    head = [p for name, p in part.named_parameters() if not name.startswith("layers")]
    descent = torch.optim.AdamW([{"params": body, "top": RATE}, {"params": head, "top": HEAD_RATE}], weight_decay=0.01)
    total, step = EPOCHS * len(in_batches(rows, 1000, random.Random(seed))), 0
    for _ in range(EPOCHS):
        for batch in in_batches(rows, 1000, chance):
            for group in descent.param_groups:
                group["lr"] = group["top"] * min(1.0, (step + 1) / (0.1 * total)) * max(0.0, 1 - step / total)
            with torch.autocast("cpu", torch.bfloat16):
                scores = part(*inputs(batch))
            loss = F.cross_entropy(scores.float(), torch.tensor([row["root"] for row in batch]), label_smoothing=SMOOTHED)
            descent.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(part.parameters(), 1.0)
            descent.step()
            step += 1
    return part.eval()


@torch.inference_mode()
def asked(part, rows):
    """Writes what the part says of each row into it."""
    for batch in in_batches(rows, 2000, random.Random(1)):
        for row, scores in zip(batch, F.log_softmax(part(*inputs(batch)).float(), -1).numpy()):
            row["seen"] = scores


def macro(rows, words, fold=lambda root: root):
    """Macro F1 of the roots, or of what they are folded to, with the words' opinion at a weight."""
    due = np.array([fold(row["root"]) for row in rows])
    told = np.array([fold((row["seen"] + words * np.array(row["opinion"])).argmax()) for row in rows])
    f1 = lambda one: 2 * ((due == one) & (told == one)).sum() / max(1, (due == one).sum() + (told == one).sum())
    return 100 * np.mean([f1(one) for one in sorted({fold(root) for root in range(15)})])


def figures(rows, words):
    """Macro F1 of the network alone; with the words, of root, quad class and binary class."""
    quads = {row["root"]: row["quad"] for row in rows}
    folds = {"root": lambda root: root, "quad": quads.__getitem__, "binary": lambda root: quads[root] > 1}
    told = {name: macro(rows, words, fold) for name, fold in folds.items()}
    return {name: round(float(f1), 1) for name, f1 in {"alone": macro(rows, 0.0), **told}.items()}


def chosen(rows):
    """The weight of the words' opinion in the middle of the best."""
    weights = np.arange(0.0, 12.1, 0.5)
    near = lambda at: np.mean([macro(rows, w) for w in weights[max(0, at - 2) : at + 3]])
    return float(weights[max(range(len(weights)), key=near)])


def export(part, words, given):
    for layer in part.layers:
        layer.joined = Joined(layer)
    pack(part, (torch.zeros(1, 7, WIDTH), torch.zeros(1, 7, dtype=torch.int32)), ["states", "marks"], ["roots"],
         {"states": {1: "pieces"}, "marks": {1: "pieces"}}, given.models / "encoder-pairs.onnx")
    settings = given.models / "encoder.toml"
    settings.write_text(re.sub(r"(?m)^words = .*$", f"words = {words}", settings.read_text("utf-8"), count=1), "utf-8")
    expect(given)


def expect(given):
    """Adds to each line of `expected` the scores of a pair: two of its units, drawn."""
    run, states, tokenizer = onnxruntime.InferenceSession(given.models / "encoder-pairs.onnx"), States(given.models), tokenizer_of(given.models)
    chance, lines = random.Random(5), []
    for line in map(json.loads, given.expected.read_text("utf-8").splitlines()):
        line["parties"] = [line["units"][at] for at in chance.sample(range(len(line["units"])), 2)]
        ids, shapes, marks = marked(tokenizer, line["text"], line["parties"])
        scores = run.run(None, {"states": states.of(ids, shapes)[None], "marks": marks[None].astype(np.int32)})[0][0]
        line["roots"] = F.log_softmax(torch.from_numpy(scores).double(), -1).numpy().round(4).tolist()
        lines.append(json.dumps(line, ensure_ascii=False))
    given.expected.write_text("\n".join(lines) + "\n", "utf-8")


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("opinions", type=pathlib.Path)
    parse.add_argument("--models", type=pathlib.Path, required=True)
    parse.add_argument("--all", action="store_true", help="learn from all and export, with the weight that --words gives")
    parse.add_argument("--words", type=float, help="for --all: the weight chosen without it")
    parse.add_argument("--expected", type=pathlib.Path, default=HERE / "expected.jsonl")
    parse.add_argument("--threads", type=int, default=1)
    given = parse.parse_args()
    torch.set_num_threads(given.threads)
    rows, began = prepared(given), time.time()
    if given.all:
        return export(taught(rows, 1), given.words, given)
    kept, dev = [row for row in rows if row["kept"]], [row for row in rows if not row["kept"]]
    for fold in range(FOLDS):
        asked(taught([row for i, row in enumerate(dev) if i % FOLDS != fold], 1), dev[fold::FOLDS])
    words = chosen(dev)
    print(json.dumps({"words": words, "folds": figures(dev, words)}), flush=True)
    asked(taught(dev, 1), kept)
    print(json.dumps({"kept": figures(kept, words), "seconds": round(time.time() - began)}))


if __name__ == "__main__":
    main()
