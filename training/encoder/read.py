"""Reads documents with a network: windows, cues, tags, attributions."""

from dataclasses import dataclass, field

import numpy as np
import torch

import decode
import text as cutting
from batches import here
from corpus import CONTENT, CUE, SOURCE
from network import REACH


FLOOR = 0.0  # log-odds from which a cue is read at all; held-out documents lose nothing


@dataclass
class Finding:
    """One attribution with its score: the mean of both opinions on the cue, as log-odds."""

    source: list
    cue: list
    content: list
    score: float = field(default=0.0)


def offsets(cue, count):
    """Each unit's distance from the cue, as the reader wants it."""
    return np.clip(np.arange(count) - cue, -REACH, REACH) + REACH


def scored(network, ids, shapes, place, floor):
    """Of one window: cues with log-odds above `floor`, their doubts and tag scores."""
    one = lambda a: here(np.asarray(a, np.int64))[None]
    cue, read, ask, _ = network.encoder(one(ids), one(shapes))
    cue, read, ask = cue[0, place], read[:, place], ask[0, place]
    cues = torch.nonzero(cue > floor)[:, 0]
    if len(cues) == 0:
        return [], [], [], []
    distance = here(np.stack([offsets(int(c), len(place)) for c in cues]))
    tags, doubt = network.reader(read, ask[cues], distance)
    return cues.cpu().numpy(), *(out.float().cpu().numpy() for out in (cue[cues], doubt, tags))


@torch.no_grad()
def read(network, document, floor=FLOOR, soft=cutting.SOFT_LIMIT):
    """All findings of a document whose cue passes `floor`, in order of the text."""
    units, moves, out = document.units, network.moves.detach().float().cpu().numpy(), []
    for start, end in cutting.windows(units, soft):
        ids, shapes, place = cutting.encode(units, start, end)
        for cue, first, second, scores in zip(*scored(network, ids, shapes, place, floor)):
            tags = decode.best_tags(scores, moves, int(cue))
            roles = [decode.spans(units, start, tags, r) for r in (SOURCE, CUE, CONTENT)]
            if roles[2]:
                out.append(Finding(*roles, score=float(first + second) / 2))
    return out
