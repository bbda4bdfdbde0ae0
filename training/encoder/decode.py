"""Best tags of one cue's window, and findings as spans of text.

A cue has one source at most and its own words stand together, starting where it
was found; content may be in parts. The best such tagging is found in one pass.
"""

import numpy as np

from corpus import CONTENT, CUE, OUTSIDE, SOURCE

# States of the pass: a tag, and whether the source is still to come.
STATES = [(OUTSIDE, 0), (CONTENT, 0), (CUE, 0), (SOURCE, 1), (OUTSIDE, 1), (CONTENT, 1), (CUE, 1)]
TAG_OF = np.array([tag for tag, _ in STATES])
NEVER = -1e9


def allowed():
    table = np.full((len(STATES), len(STATES)), False)
    for i, (tag, seen) in enumerate(STATES):
        for j, (then, after) in enumerate(STATES):
            if then == SOURCE:
                table[i, j] = tag == SOURCE or seen == 0
            else:
                table[i, j] = seen == after
    return table


ALLOWED = allowed()


def best_tags(scores, moves, cue):
    """`scores` (units, tags), `moves` (tag, next tag), the cue's first unit -> tags."""
    step = np.where(ALLOWED, moves[TAG_OF][:, TAG_OF], NEVER)
    into_cue = TAG_OF == CUE
    only_from_cue = np.where((into_cue[None, :] & ~into_cue[:, None]), NEVER, step)
    local = scores[:, TAG_OF]
    best = local[0] + np.where(into_cue == (cue == 0), 0.0, NEVER)
    best = np.where([seen and tag != SOURCE for tag, seen in STATES], NEVER, best)
    back = np.zeros((len(scores), len(STATES)), np.int8)
    for u in range(1, len(scores)):
        if u == cue:
            reach = np.where(into_cue[None, :], step, NEVER)
        else:
            reach = only_from_cue
        through = best[:, None] + reach
        back[u] = through.argmax(0)
        best = through.max(0) + local[u]
    state = int(best.argmax())
    tags = np.zeros(len(scores), np.int8)
    for u in range(len(scores) - 1, -1, -1):
        tags[u] = TAG_OF[state]
        state = back[u, state]
    return tags


def spans(units, start, tags, role):
    """Runs of a role as (start, end) in code points; `start` is the window's first unit."""
    out, run = [], None
    for i, tag in enumerate(list(tags) + [-1]):
        if tag == role and run is None:
            run = i
        elif tag != role and run is not None:
            out.append((int(units.span[start + run, 0]), int(units.span[start + i - 1, 1])))
            run = None
    return out
