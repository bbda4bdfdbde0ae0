"""Reads PolNeAR's brat pairs and lays their attributions over units."""

import hashlib
import re
from dataclasses import dataclass

import numpy as np

OUTSIDE, SOURCE, CUE, CONTENT = range(4)
TAGS = ("outside", "source", "cue", "content")


@dataclass
class Attribution:
    """One attribution: each role a list of (start, end) in code points."""

    source: list
    cue: list
    content: list


@dataclass
class Document:
    name: str
    text: str
    units: object
    gold: list
    cues: dict  # first unit of a cue -> tags of all units


@dataclass
class Lesson:
    """Of one window, what the teachers say together."""

    cue: np.ndarray  # (units,), likelihood
    at: np.ndarray  # the cues that are likely, or right
    tags: np.ndarray  # (cues, units, TAG_COUNT), scores
    doubt: np.ndarray  # (cues,), likelihood


def read_gold(path):
    spans, gold = {}, []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", name):
            offsets = rest.partition("\t")[0].split(" ", 1)[1]
            spans[name] = [tuple(map(int, part.split())) for part in offsets.split(";")]
        elif re.fullmatch(r"E\d+", name):
            roles = {"source": [], "cue": [], "content": []}
            for part in rest.split()[1:]:
                role, _, target = part.partition(":")
                roles[role.rstrip("0123456789").lower()] += spans.get(target, [])
            if roles["content"]:
                gold.append(Attribution(**{k: sorted(v) for k, v in roles.items()}))
    return gold


def touched(units, spans):
    """Indices of the units that the spans touch."""
    out = []
    for start, end in spans:
        low = np.searchsorted(units.span[:, 1], start, side="right")
        high = np.searchsorted(units.span[:, 0], end, side="left")
        out.extend(range(low, high))
    return out


def labels(units, gold):
    cues = {}
    for one in gold:
        cue = touched(units, one.cue)
        if not cue:
            continue
        tags = np.zeros(len(units), np.int8)
        for role, spans in ((CONTENT, one.content), (SOURCE, one.source), (CUE, one.cue)):
            tags[touched(units, spans)] = role
        cues.setdefault(cue[0], tags)
    return cues


def load(folder, tokenizer):
    """All documents of a folder of NAME.txt and NAME.ann, by name."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        units = tokenizer.units(text)
        gold = read_gold(path.with_suffix(".ann"))
        documents.append(Document(path.stem, text, units, gold, labels(units, gold)))
    return documents


def hold_out(documents, share):
    """Parts the documents by a hash of their names: (kept, held out)."""

    def lot(document):
        digest = hashlib.sha256(document.name.encode()).digest()
        return int.from_bytes(digest[:4], "big") / 2**32

    return [d for d in documents if lot(d) >= share], [d for d in documents if lot(d) < share]
