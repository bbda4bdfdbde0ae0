"""Trains the part of the encoder that says by which act a predicate takes a stand:
`python stands.py OPINIONS --models FOLDER`.

OPINIONS is what the example train-positions wrote: texts with their predicates, what was
labelled in them, and what the words' model, which did not learn from a text, says of each
predicate. The part looks at the exported encoder's last state of the predicate's first word
piece, and leaves the encoder as it is. On folds of documents that it did not learn from it
states how well both opinions together tell stands, beside the words' alone, by which the
settings below and those under `[stands]` in `encoder.toml` were chosen. With `--all` it learns
from all, and `encoder-stands.onnx` is written, with what the test of the Rust reader holds it to.
"""

import argparse
import json
import pathlib
import random
import tomllib

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

import text as cutting
from export import pack
from names import tokenizer_of
from network import WIDTH, Stands

HERE = pathlib.Path(__file__).parent
ACTS = ["none", "offer", "demand", "condition", "acceptance", "refusal", "threat", "support", "proposal"]
FOLDS, PARTS, EPOCHS, BATCH, RATE = 6, 5, 16, 64, 2e-3
# How much a predicate counts, by the sort of text that it stands in.
COUNTS = {"Official": 2.5, "Press": 1.0, "Sentence": 0.7}


class Sight:
    """The exported encoder's last states of texts."""

    def __init__(self, models):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(models / "encoder.onnx", options)
        self.tokenizer, self.last = tokenizer_of(models), (None, None, None)

    def states(self, ids, shapes):
        feed = {"ids": ids[None].astype(np.int32), "shapes": shapes[None].astype(np.int32)}
        return self.session.run(["state"], feed)[0][0]

    def of(self, text, point):
        """The state of the unit at a code point; windows are seen once for each text."""
        if self.last[0] != text:
            units = self.tokenizer.units(text)
            self.last = (text, units, cutting.windows(units), {})
        _, units, windows, seen = self.last
        unit = min(int(np.searchsorted(units.span[:, 1], point, side="right")), len(units) - 1)
        start, end = next(window for window in windows if window[0] <= unit < window[1])
        if start not in seen:
            ids, shapes, place = cutting.encode(units, start, end)
            seen[start] = self.states(ids, shapes)[place]
        return seen[start][unit - start]


def prepared(given):
    """The texts, with the encoder's state and the logarithms of the words' opinion of each predicate."""
    rows, sight = [json.loads(line) for line in given.opinions.read_text("utf-8").splitlines()], Sight(given.models)
    for row in rows:
        for one in row["samples"] + row["predicates"]:
            one["state"] = sight.of(row["text"], one["anchor"]["start"])
            one["words"] = np.log(np.maximum(np.array(one["opinion"]), 1e-6))
    return rows


def taught(rows):
    told = [(one, COUNTS[row["sort"]]) for row in rows for one in row["samples"]]
    states = torch.from_numpy(np.stack([one["state"] for one, _ in told]))
    counts = torch.tensor([count for _, count in told])
    due = torch.zeros(len(told), len(ACTS), dtype=torch.bool)
    for i, (one, _) in enumerate(told):
        due[i, one["due"]] = True
    return joined(states, due, counts, BATCH, EPOCHS)


def joined(states, due, counts, batch, epochs):
    """A part of several, each begun and led through the words by another chance: their mean is steadier than any."""
    return Stands.joined([one_taught(states, due, counts, batch, epochs, seed) for seed in range(PARTS)])


def one_taught(states, due, counts, size, epochs, seed):
    torch.manual_seed(seed)
    part = Stands(classes=due.shape[1]).train()
    descent = torch.optim.AdamW(part.parameters(), lr=RATE, weight_decay=0.01)
    total, step = epochs * -(-len(states) // size), 0
    for _ in range(epochs):
        for batch in torch.randperm(len(states)).split(size):
            for group in descent.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / (0.05 * total)) * max(0.0, 1 - step / total)
            told = F.log_softmax(part(states[batch]), -1)
            # Any of the classes that a label takes will do.
            hit = torch.logsumexp(told.masked_fill(~due[batch], -1e9), -1)
            loss = -(hit * counts[batch]).mean()
            descent.zero_grad()
            loss.backward()
            descent.step()
            step += 1
    return part.eval()


@torch.inference_mode()
def asked(part, rows):
    """Writes what the part says of each predicate into it."""
    for row in rows:
        for one in row["samples"] + row["predicates"]:
            one["seen"] = F.log_softmax(part(torch.from_numpy(one["state"])), -1).numpy()


def likelihoods(one, network, words):
    scores = network * one.get("seen", 0.0) + words * one["words"]
    parts = np.exp(scores - scores.max())
    return parts / parts.sum()


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def asked_of(one, act, threshold, mixed):
    """How likely a stand must be to count, as `Bar` has it; `mixed` is None for words alone."""
    bar, never = one["bar"], 2.0
    of = lambda holds, name: 0.0 if not holds else mixed[name] if mixed else never
    vague = never if bar["is_vague"] and bar["is_alone"] else of(bar["is_vague"], "vague")
    return max(threshold, vague, of(bar["is_idle"], "idle"), of(bar["at_home"] and ACTS[act] == "demand", "at_home"))


def tally(row, threshold, mixed):
    """Stands told rightly, told at all and labelled, as `src/read/position` tells them and `score.py` counts."""
    told, sure, on_channel = [], [], row["sort"] == "Official"
    weights = (mixed["network"], mixed["words"]) if mixed else (0.0, 1.0)
    least = mixed["act_on_channel" if on_channel else "act_in_press"] if mixed else 0.0
    weighed = [(likelihoods(one, *weights), one) for one in row["predicates"]]
    for rule in row["by_rules"]:
        here = [1 - likely[0] for likely, one in weighed if overlap(rule["content"], one["content"])]
        if not (mixed and on_channel and here and max(here) < mixed["overruled"]):
            told.append((rule["content"], rule["act"], rule["held"]))
    for likely, one in weighed:
        act = 1 + int(likely[1:].argmax())
        if 1 - likely[0] >= asked_of(one, act, threshold, mixed) and likely[act] >= least:
            sure.append((likely[0], act, one))
    for _, act, one in sorted(sure, key=lambda one: one[0]):
        if not any(overlap(content, one["content"]) for content, _, _ in told):
            told.append((one["content"], ACTS[act], one["held"]))
    told.sort(key=lambda one: one[0]["start"])
    right = 0
    for i, label in enumerate(row["labels"]):
        fit = [one for one in told if overlap(label["span"], one[0]) and one[1] in label["acts"] and i in one[2]]
        if fit:
            told.remove(fit[0])
            right += 1
    false = [one for one in told if not any(overlap(span, one[0]) for span in row["optional"])]
    return np.array([right, right + len(false), len(row["labels"])])


def state(rows, mixed):
    """Precision and recall of rules and both opinions together, by sort of text."""
    for name, mixed in {"words alone": None, "both": mixed}.items():
        for sort in ("Official", "Press"):
            here = [row for row in rows if row["sort"] == sort]
            for threshold in np.arange(0.3, 0.81, 0.05):
                right, told, due = sum(tally(row, threshold, mixed) for row in here)
                print(f"{name}, {sort}, from {threshold:.2f} on: P {100 * right / told:.1f} ({right} of {told}), "
                      f"R {100 * right / due:.1f} (of {due})", flush=True)


def export(part, name, given):
    """Writes a part, and what it says of each unit of the texts that the Rust reader is held to."""
    file = given.models / f"encoder-{name}.onnx"
    pack(part, (torch.zeros(1, 7, WIDTH),), ["words"], [name], {"words": {1: "words"}}, file)
    run, sight, lines = onnxruntime.InferenceSession(file), Sight(given.models), []
    for line in map(json.loads, given.expected.read_text("utf-8").splitlines()):
        units = sight.tokenizer.units(line["text"])
        ids, shapes, place = cutting.encode(units, 0, len(units))
        scores = run.run(None, {"words": sight.states(ids, shapes)[place][None]})[0][0]
        line[name] = scores.astype(np.float64).round(4).tolist()
        lines.append(json.dumps(line, ensure_ascii=False))
    given.expected.write_text("\n".join(lines) + "\n", "utf-8")


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("opinions", type=pathlib.Path)
    parse.add_argument("--models", type=pathlib.Path, required=True)
    parse.add_argument("--all", action="store_true", help="learn from all and export")
    parse.add_argument("--expected", type=pathlib.Path, default=HERE / "expected.jsonl")
    parse.add_argument("--threads", type=int, default=1)
    given = parse.parse_args()
    torch.set_num_threads(given.threads)
    rows = prepared(given)
    if given.all:
        return export(taught(rows), "stands", given)
    documents = sorted({row["document"] for row in rows})
    random.Random(3).shuffle(documents)
    fold_of = {document: i % FOLDS for i, document in enumerate(documents)}
    for fold in range(FOLDS):
        part = taught([row for row in rows if fold_of[row["document"]] != fold])
        asked(part, [row for row in rows if fold_of[row["document"]] == fold])
    settings = tomllib.loads((given.models / "encoder.toml").read_text("utf-8"))
    state(rows, settings["stands"])


if __name__ == "__main__":
    main()
