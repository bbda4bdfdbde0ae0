"""Words by which parties deal with one another, as they are marked in sentences and articles of
our own, as items to learn from."""

import json
import random
import re

import numpy as np
import torch
import torch.nn.functional as F

import text as cutting
from batches import batched, closed_half, here, padded

MODES = ["none", "meeting", "call", "visit", "talks", "summit", "letter", "message", "negotiation round"]
ANY = range(1, len(MODES))


def listed(value):
    if isinstance(value, dict):
        return value["any"]
    return value if isinstance(value, list) else [value]


def sentences(path):
    """Texts with the places of their marked words, each with the forms that it may tell of; what
    stands before a sentence to be read with it comes after ` // ` and has no marks that count."""
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        line, _, before = line.partition(" // ")
        text, words = before + " " if before else "", {}
        start = len(text)
        for char in line:
            if char == "*":
                words[len(text)] = list(ANY)
            elif char not in "[]{}":
                text += char
        yield text, words, [(0, start)]


def articles(folder):
    """The same of labelled articles whose contacts say `by` which word they are told; optional
    stretches are open, but for what a label has of them."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        if not told["part"].startswith("dev") or any("by" not in one for one in told["contacts"]):
            continue
        text, words = path.with_suffix(".txt").read_text("utf-8"), {}
        for one in told["contacts"]:
            for stretch, word in zip(listed(one["evidence"]), listed(one["by"]), strict=True):
                at = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", stretch) or re.search(re.escape(word), stretch)
                words[text.index(stretch) + at.start()] = [MODES.index(mode) for mode in listed(one["mode"])]
        yield text, words, [(text.index(s), text.index(s) + len(s)) for s in told["optional"]]


def due_of(text, words, opened, units):
    """For each unit the classes that it may have; none where it is open or no word."""
    due = np.zeros((len(units), len(MODES)), bool)
    for u, (start, end) in enumerate(units.span):
        hit = [classes for at, classes in words.items() if start <= at < end]
        if hit:
            due[u, hit[0]] = True
        elif any(c.isalpha() for c in text[start:end]) and not any(a <= start < b for a, b in opened):
            due[u, 0] = True
    return due


def items(texts, tokenizer):
    """Windows: pieces, shapes, places of units, and for each unit the classes that it may have."""
    out = []
    for text, words, opened in texts:
        units = tokenizer.units(text)
        due = due_of(text, words, opened, units)
        for start, end in cutting.windows(units):
            out.append((*cutting.encode(units, start, end), due[start:end]))
    return out


def stream(made, limit):
    """Batches without end."""
    chance = random.Random(20_000)
    while True:
        yield from batched(list(made), limit, chance)


def loss(network, part, batch):
    """How unlikely the classes are that units may have; any of them will do."""
    ids, place = padded([b[0] for b in batch]), padded([b[2] for b in batch])
    state = network.encoder(ids, padded([b[1] for b in batch]), closed_half(network, ids))[3]
    told = F.log_softmax(part(state.gather(1, place[..., None].expand(-1, -1, state.shape[-1]))).float(), -1)
    width = place.shape[1]
    due = here(np.stack([np.pad(b[3], ((0, width - len(b[3])), (0, 0))) for b in batch]).astype(np.int64)) == 1
    hit = torch.logsumexp(told.masked_fill(~due, -1e9), -1)
    known = due.any(-1)
    return -(hit * known).sum() / due[..., 1:].any(-1).sum().clamp(min=1)
