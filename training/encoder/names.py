"""Trains the head that tells names, over the states of the exported encoder:
`python names.py POLNEAR TREEBANKS --silver FILE --models FOLDER`.

It learns from names that another program found (`silver.py`) and, five times over, from
those that people marked: UNER's on EWT dev and PUD. A part of EWT dev is held out to choose
by; with `--all` it is learned from, too, and `encoder-names.onnx` is written.
"""

import argparse
import json
import pathlib
import random
import subprocess
import time
from dataclasses import dataclass

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

import text as cutting
import treebank
from batches import batched, padded
from export import pack
from network import CLUES, WIDTH, Names
from treebank import NAMES

HERE = pathlib.Path(__file__).parent

@dataclass
class Window:
    """Words of the sentences that are whole in a window of a text."""

    document: int
    spans: np.ndarray  # (words, 2), code points
    clues: np.ndarray  # (words, CLUES)
    labels: np.ndarray
    state: np.ndarray | None = None  # (words, WIDTH)


@dataclass
class Text:
    part: str
    name: str
    text: str
    names: list  # (start, end, kind)


def page_names(page):
    """The names of a treebank's page as (start, end, kind)."""
    out, before = [], 0
    for (start, end), label in zip(page.spans.tolist(), page.name.tolist()):
        kind = NAMES[label][2:] if label > 0 else ""
        if kind and before > 0 and NAMES[label].startswith("I") and out[-1][2] == kind:
            out[-1] = (out[-1][0], end, kind)
        elif kind:
            out.append((start, end, kind))
        before = label
    return out


def marked(folder, tokenizer, files):
    """Texts with the names that people marked."""
    for part, file in files.items():
        sentences = treebank.sentences(folder / file)
        for group in treebank.grouped(sentences):
            page = treebank.page(group, tokenizer, [], [])
            yield Text(part, group[0].document, page.text, page_names(page))


def silver(path):
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Text("silver", row["id"], row["text"], [tuple(n) for n in row["names"]]) for row in rows]


def windows(program, texts, tokenizer):
    """The windows of all texts, with their ids and shapes, cut as `program` (the example
    show-clues) cuts them."""
    lines = "\n".join(json.dumps(t.text) for t in texts)
    seen = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    for document, (text, line) in enumerate(zip(texts, seen.splitlines(), strict=True)):
        sentences = [np.array(s, object).reshape(-1, 3) for s in json.loads(line)]
        units = tokenizer.units(text.text)
        first = units.span[:, 0]
        begins = np.searchsorted(units.span[:, 1], [int(s[0, 0]) for s in sentences if len(s)], side="right")
        units.starts[units.starts == cutting.SENTENCE] = 0
        for u in begins[begins < len(units)]:
            units.starts[u] = max(units.starts[u], cutting.SENTENCE)
        places = []
        for sentence in sentences:
            spans = sentence[:, :2].astype(np.int64)
            place = np.searchsorted(first, spans[:, 0])
            inside = (place < len(first)) & (first[np.minimum(place, len(first) - 1)] < spans[:, 1])
            places.append(np.where(inside, place, np.maximum(place - 1, 0)))
        for start, end in cutting.windows(units):
            whole = [i for i, p in enumerate(places) if len(p) and p[0] >= start and p[-1] < end]
            if whole:
                rows = np.concatenate([sentences[i] for i in whole])
                spans = rows[:, :2].astype(np.int64)
                ids, shapes, place = cutting.encode(units, start, end)
                at = place[np.concatenate([places[i] for i in whole]) - start]
                yield ids, shapes, at, Window(document, spans, bits(rows[:, 2]), labels(spans, text.names))


def bits(clues):
    return ((np.array(clues, np.uint64)[:, None] >> np.arange(CLUES, dtype=np.uint64)) & np.uint64(1)).astype(np.float32)


def labels(spans, names):
    """The label of each word, by the names that it stands in."""
    out = np.zeros(len(spans), np.int64)
    for start, end, kind in names:
        low = np.searchsorted(spans[:, 1], start, side="right")
        high = np.searchsorted(spans[:, 0], end, side="left")
        if low < high:
            out[low:high] = NAMES.index("I-" + kind)
            out[low] = NAMES.index("B-" + kind)
    return out


def states(models, program, texts, tokenizer):
    """The windows with what the exported encoder gives for their words."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    encoder = onnxruntime.InferenceSession(models / "encoder.onnx", options)
    out, began = [], time.time()
    for ids, shapes, at, window in windows(program, texts, tokenizer):
        feed = {"ids": ids[None].astype(np.int32), "shapes": shapes[None].astype(np.int32)}
        window.state = encoder.run(["state"], feed)[0][0, at].astype(np.float16)
        out.append(window)
        if len(out) % 500 == 0:
            print(f"{len(out)} windows seen, {time.time() - began:.0f} s", flush=True)
    return out


def inputs(batch):
    words = max(len(w.labels) for w in batch)
    wide = lambda rows: np.pad(rows, ((0, words - len(rows)), (0, 0)))
    state = torch.from_numpy(np.stack([wide(w.state.astype(np.float32)) for w in batch]))
    clues = torch.from_numpy(np.stack([wide(w.clues) for w in batch]))
    return state, clues, padded([w.labels for w in batch], -1)


def in_batches(given, limit, chance):
    return [[w for _, w in batch] for batch in batched([(w.labels, w) for w in given], limit, chance)]


def learn(head, given, epochs, rate, seed, limit=1500):
    chance = random.Random(seed)
    torch.manual_seed(seed)
    descent = torch.optim.AdamW(head.parameters(), weight_decay=0.01)
    total, step = epochs * len(in_batches(given, limit, random.Random(seed))), 0
    head.train()
    for _ in range(epochs):
        for batch in in_batches(given, limit, chance):
            state, clues, gold = inputs(batch)
            for group in descent.param_groups:
                group["lr"] = rate * min(1.0, (step + 1) / 50) * max(0.0, 1 - step / total)
            with torch.autocast("cpu", torch.bfloat16):
                scores = head(state, clues)
            loss = F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=-1)
            descent.zero_grad()
            loss.backward()
            descent.step()
            step += 1
    head.eval()


MAY = np.array([[b == 0 or b % 2 == 1 or a in (b, b - 1) for b in range(len(NAMES))] for a in range(len(NAMES))])


def best_labels(scores):
    best, back = np.where(MAY[0], scores[0], -1e9), []
    for row in scores[1:]:
        through = np.where(MAY, best[:, None], -1e9)
        back.append(through.argmax(0))
        best = through.max(0) + row
    out = [int(best.argmax())]
    for step in reversed(back):
        out.append(int(step[out[-1]]))
    return out[::-1]


def found(head, given):
    """Names as (document, start, end, kind)."""
    out = set()
    for batch in in_batches(list(given), 4000, random.Random(0)):
        state, clues, gold = inputs(batch)
        with torch.no_grad():
            scores = head(state, clues).numpy()
        for window, rows in zip(batch, scores):
            row = np.array(best_labels(rows[: len(window.labels)]))
            page = type("Page", (), {"spans": window.spans, "name": row})
            out |= {(window.document, *name) for name in page_names(page)}
    return out


def figures(head, given, texts):
    """F1 of exact names by kind, and precision and recall of all."""
    ours, known = found(head, given), {w.document for w in given}
    gold = {(d, *n) for d in known for n in texts[d].names}
    line = {}
    for kind in ("PER", "ORG", "LOC", ""):
        o, g = ({n for n in names if kind in (n[3], "")} for names in (ours, gold))
        line[kind or "all"] = round(200 * len(o & g) / max(1, len(o) + len(g)), 1)
    right = len(ours & gold)
    return line | {"P": round(100 * right / max(1, len(ours)), 1), "R": round(100 * right / max(1, len(gold)), 1)}


def export(head, models, expected):
    """Writes the head, and what the test of the Rust reader holds it to, beside the rest of `expected`."""
    pack(head, (torch.zeros(1, 7, WIDTH), torch.zeros(1, 7, CLUES)), ["words", "clues"], ["names"],
         {"words": {1: "words"}, "clues": {1: "words"}}, models / "encoder-names.onnx")
    run = {name: onnxruntime.InferenceSession(models / f"{name}.onnx") for name in ("encoder", "encoder-names")}
    tokenizer, lines, chance = tokenizer_of(models), [], random.Random(3)
    for line in map(json.loads, expected.read_text(encoding="utf-8").splitlines()):
        units = tokenizer.units(line["text"])
        ids, shapes, place = cutting.encode(units, 0, len(units))
        feed = {"ids": ids[None].astype(np.int32), "shapes": shapes[None].astype(np.int32)}
        state = run["encoder"].run(["state"], feed)[0][:, place]
        line["clues"] = [chance.getrandbits(CLUES) & chance.getrandbits(CLUES) for _ in place]
        scores = run["encoder-names"].run(None, {"words": state, "clues": bits(line["clues"])[None]})[0][0]
        line["names"] = np.asarray(scores, np.float64).round(4).tolist()
        lines.append(json.dumps(line, ensure_ascii=False))
    expected.write_text("\n".join(lines) + "\n", encoding="utf-8")


MARKED, EPOCHS = 5, 3  # how often marked names are learned from in an epoch; epochs
GOLD = {"dev": "uner-ewt-dev.iob2", "pud": "uner-pud.iob2"}


def settings():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("treebanks", type=pathlib.Path)
    parse.add_argument("--silver", type=pathlib.Path, required=True, help="what silver.py wrote")
    parse.add_argument("--models", type=pathlib.Path, required=True)
    parse.add_argument("--program", type=pathlib.Path, required=True, help="the example show-clues, built")
    parse.add_argument("--run", type=pathlib.Path, required=True, help="keeps the states here")
    parse.add_argument("--all", action="store_true", help="learn from the held-out part, too, and export")
    parse.add_argument("--expected", type=pathlib.Path, default=HERE / "expected.jsonl")
    parse.add_argument("--threads", type=int, default=1)
    return parse.parse_args()


def tokenizer_of(models):
    return cutting.Tokenizer((models / "encoder-vocabulary.txt").read_text(encoding="utf-8").split("\n"))


def prepared(given):
    """All texts and their windows; kept, since the encoder takes minutes."""
    kept = given.run / "windows.pt"
    if kept.exists():
        return torch.load(kept, weights_only=False)
    tokenizer = tokenizer_of(given.models)
    texts = [*marked(given.treebanks, tokenizer, GOLD), *silver(given.silver)]
    made = texts, states(given.models, given.program, texts, tokenizer)
    given.run.mkdir(parents=True, exist_ok=True)
    torch.save(made, kept)
    return made


def taught(texts, windows, learns, seed):
    """A head that has learned from the texts that pass."""
    part = lambda window: texts[window.document].part
    passing = [w for w in windows if learns(texts[w.document])]
    head = Names()
    learn(head, [w for w in passing for _ in range(1 if part(w) == "silver" else MARKED)], EPOCHS, 2e-3, seed)
    return head


def main():
    given = settings()
    torch.set_num_threads(given.threads)
    texts, windows = prepared(given)
    held = lambda text: text.part == "dev" and treebank.held(text.name)
    chosen_by = [w for w in windows if held(texts[w.document])]
    head = taught(texts, windows, lambda text: given.all or not held(text), 1)
    print(json.dumps(figures(head, chosen_by, texts)))
    if given.all:
        export(head, given.models, given.expected)


if __name__ == "__main__":
    main()
