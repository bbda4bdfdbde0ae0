"""What several trained networks say together of texts, for another to learn:
`python lessons.py POLNEAR --teachers RUN... --texts FILE... --without LABELS... --to FILE`.

POLNEAR's train part is read without what is held out; FILEs hold a JSON object with a `text`
on each line. Documents that LABELS keep for the final figures are left out. Each text is cut
several times; `train.py --lessons` learns from one cut after the other.
"""

import argparse
import json
import pathlib
import random

import numpy as np
import torch

import corpus
import text as cutting
from batches import batched, closed_half, half, padded
from network import REACH, closed
from train import HELD_OUT, built, epoch_windows, vocabulary

LIKELY = 0.1  # how likely a cue must be for its reading to be learned
MOST_TEXT = 12_000  # characters of one text


def load(run):
    network = built(json.loads((run / "labels.json").read_text()))
    network.load_state_dict(torch.load(run / "last.pt", weights_only=True)["average"])
    return network.eval()


@torch.no_grad()
def told(teachers, batch):
    """A lesson for each window of the batch."""
    ids, shapes = padded([b[0] for b in batch]), padded([b[1] for b in batch])
    place = padded([b[2] for b in batch])
    units = padded([np.ones(len(b[2])) for b in batch]) == 1
    seen = []
    for network in teachers:
        with half():
            cue, read_, ask = (x.float() for x in network.encoder(ids, shapes, closed_half(network, ids))[:3])
        pick = lambda x: x.gather(1, place[..., None].expand(-1, -1, x.shape[-1]))
        seen.append((cue.gather(1, place), pick(read_), pick(ask)))
    likely = torch.stack([torch.sigmoid(one[0]) for one in seen]).mean(0)
    right = torch.zeros_like(units)
    for w, item in enumerate(batch):
        right[w, list(item[3])] = True
    where, cues = torch.nonzero(((likely > LIKELY) | right) & units, as_tuple=True)
    tags = doubt = None
    if len(where):
        distance = (torch.arange(place.shape[1])[None] - cues[:, None]).clamp(-REACH, REACH) + REACH
        mask = closed(units[where], torch.float32)
        parts = [network.reader(one[1][where], one[2][where, cues], distance, mask) for network, one in zip(teachers, seen)]
        tags = torch.stack([part[0] for part in parts]).mean(0).half().cpu().numpy()
        doubt = torch.stack([torch.sigmoid(part[1]) for part in parts]).mean(0).cpu().numpy()
    likely, where, cues = (x.cpu().numpy() for x in (likely, where, cues))
    for w, item in enumerate(batch):
        n, mine = len(item[2]), np.flatnonzero(where == w)
        empty = np.zeros((0, n, 4), np.float16), np.zeros(0, np.float32)
        yield corpus.Lesson(likely[w, :n], cues[mine], *((tags[mine][:, :n], doubt[mine]) if len(mine) else empty))


def cut(teachers, documents, seed):
    chance = random.Random(seed)
    out = []
    for batch in batched(epoch_windows(documents, chance), 16_000, chance):
        out += [(*item, lesson) for item, lesson in zip(batch, told(teachers, batch))]
    return out


def rows(paths):
    return (json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines())


def plain(paths, labels, tokenizer):
    """Documents of which nothing is known; what stands twice is taken once."""
    kept = {row.get("url") for row in rows(labels) if str(row.get("part")).startswith("kept")} - {None}
    texts = {row["text"][:MOST_TEXT] for row in rows(paths) if row.get("url") not in kept}
    return [corpus.Document("", text, tokenizer.units(text), [], {}) for text in sorted(texts)]


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("data", type=pathlib.Path)
    parse.add_argument("--teachers", type=pathlib.Path, nargs="+", required=True)
    parse.add_argument("--texts", type=pathlib.Path, nargs="*", default=[])
    parse.add_argument("--without", type=pathlib.Path, nargs="*", default=[])
    parse.add_argument("--to", type=pathlib.Path, required=True)
    parse.add_argument("--cuts", type=int, default=3, help="how often each text is cut anew")
    parse.add_argument("--device", default="cpu")
    parse.add_argument("--documents", type=int, help="of each kind the first so many only")
    given = parse.parse_args()
    torch.set_default_device(given.device)
    tokenizer = cutting.Tokenizer(vocabulary())
    known = corpus.hold_out(corpus.load(given.data / "train", tokenizer), HELD_OUT)[0][: given.documents]
    unknown = plain(given.texts, given.without, tokenizer)[: given.documents]
    teachers = [load(run) for run in given.teachers]
    cuts = []
    for seed in range(given.cuts):
        known_items = cut(teachers, known, seed)
        unknown_items = [(*item[:3], None, item[4]) for item in cut(teachers, unknown, seed)]
        cuts.append(known_items + unknown_items)
        print(f"cut {seed}: {len(known_items)} windows with what people marked, {len(unknown_items)} without", flush=True)
    torch.save(cuts, given.to)


if __name__ == "__main__":
    main()
