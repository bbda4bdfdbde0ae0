"""Tags, trees and names: windows, losses, figures."""

import random

import numpy as np
import torch
import torch.nn.functional as F

import text as cutting
from batches import batched, closed_half, padded
from treebank import NAMES, UNKNOWN


def window_items(pages, chance):
    """Windows of the pages: ids, shapes, and for each word of a sentence that is whole in
    the window its place, `again`, tag, head (among these words), relation, name, sentence."""
    out = []
    for page in pages:
        for start, end in cutting.windows(page.units, chance.choice((64, 100, 130, 160, 160, 200))):
            ids, shapes, place = cutting.encode(page.units, start, end)
            whole = [s for s in page.sentences if page.place[s[0]] >= start and page.place[s[1] - 1] < end]
            if not whole:
                continue
            low, high = whole[0][0], whole[-1][1]
            head = page.head[low:high]
            number = np.repeat(np.arange(len(whole)), [b - a for a, b in whole])
            out.append((ids, shapes, place[page.place[low:high] - start], page.again[low:high], page.tag[low:high],
                        np.where(head == UNKNOWN, UNKNOWN, head - low), page.rel[low:high], page.name[low:high], number,
                        page.spans[low:high]))
    return out


def stream(pages, limit, skip):
    """Batches without end, the first `skip` left out."""
    turn = 0
    while True:
        chance = random.Random(10_000 + turn)
        made = batched(window_items(pages, chance), limit, chance)
        yield from made[skip:]
        skip, turn = max(0, skip - len(made)), turn + 1


def seen(network, batch):
    """Outputs of the word heads, and which words may be whose heads."""
    ids = padded([b[0] for b in batch])
    state = network.encoder(ids, padded([b[1] for b in batch]), closed_half(network, ids))[3]
    place = padded([b[2] for b in batch])
    state = state.gather(1, place[..., None].expand(-1, -1, state.shape[-1]))
    out = network.words(state, padded([b[3] for b in batch]))
    number = padded([b[8] for b in batch], -1)
    near = (number[:, :, None] == number[:, None]) & (number >= 0)[:, :, None]
    dep, head, root = (o.float() for o in out[2:5])
    scores = dep @ head.transpose(1, 2)
    # A word's own column stands for the root.
    scores = torch.where(torch.eye(scores.shape[1], dtype=torch.bool), root[..., None], scores)
    return out, scores.masked_fill(~near, -1e4), number


def losses(network, batch):
    """Mean loss of tags, heads, relations and names over the words that have them."""
    out, scores, _ = seen(network, batch)
    tag, head, rel, name = (padded([b[i] for b in batch], UNKNOWN) for i in (4, 5, 6, 7))
    mean = lambda given, gold: F.cross_entropy(given.float().flatten(0, -2), gold.flatten(), ignore_index=UNKNOWN,
                                               reduction="sum") / max(1, int((gold != UNKNOWN).sum()))
    w, d = torch.nonzero((head != UNKNOWN) & (head != torch.arange(head.shape[1])), as_tuple=True)
    below, above = out[5], out[6]
    rels = network.relations(below[w, d], above[w, head[w, d]])
    gold = rel[w, d]
    rel_loss = F.cross_entropy(rels.float(), gold, reduction="sum") / max(1, len(gold)) if len(gold) else scores.sum() * 0
    return mean(out[0], tag), mean(scores, head), rel_loss, mean(out[1], name)


def read(network, pages):
    """For each window of the pages: its item with tags, heads, relations and names found."""
    network.eval()
    for item in window_items(pages, random.Random(5)):
        with torch.no_grad():
            out, scores, _ = seen(network, [item])
            heads = scores[0].argmax(-1)
            rels = network.relations(out[5][0], out[6][0, heads]).argmax(-1)
        yield item, *(found.cpu().numpy() for found in (out[0][0].argmax(-1), heads, rels, out[1][0].argmax(-1)))


def figures(network, parts):
    """Percent of words with the right tag (UPOS and XPOS), head, and both head and relation."""
    line = {}
    for part, pages in parts.items():
        count, right = 0, np.zeros(3)
        for item, tags, heads, rels, _ in read(network, pages):
            gold_tag, gold_head, gold_rel = item[4:7]
            root = gold_head == np.arange(len(gold_head))
            found = heads == gold_head
            right += [(tags == gold_tag).sum(), found.sum(), (found & (root | (rels == gold_rel))).sum()]
            count += len(gold_tag)
        line |= {f"{part} {what}": round(100 * n / count, 1) for what, n in zip(("tags", "UAS", "LAS"), right)}
    return line


def runs(labels):
    out, open_ = [], None
    for i, label in enumerate([NAMES[l] for l in labels] + ["O"]):
        if open_ and (label != "I-" + open_[1]):
            out.append((open_[0], i, open_[1]))
            open_ = None
        if label != "O" and open_ is None:
            open_ = (i, label[2:])
    return set(out)


def names(network, pages):
    """F1 of exact names."""
    hit = count = 0
    for item, *_, found in read(network, pages):
        gold, ours = runs(item[7]), runs(found)
        hit, count = hit + len(gold & ours), count + len(gold) + len(ours)
    return round(200 * hit / max(1, count), 1)
