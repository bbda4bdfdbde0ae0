"""The network: a MiniLM encoder, a head that finds cues, a head that reads one cue, and
heads for the tags, tree and names of words.

`Encoder` gives for each word piece a score that a cue starts there and two small
vectors, one to be read and one to ask with. `Reader` takes the vectors of a
window's units and the place of one cue and gives each unit's tag scores, and a
second opinion on the cue.
"""

import torch
import torch.nn.functional as F
from torch import nn

WIDTH, INNER, HEADS, NARROW, REACH, SHAPES, TAG_COUNT = 384, 1536, 12, 128, 48, 10, 4
CLUES = 59  # what `src/read/names/tagger` knows of a word
ARC, REL = 160, 64  # widths of the two halves of the parser


class Drop(nn.Module):
    """Dropout from a pool of chances drawn once: drawing anew took a tenth of a step."""

    pool = None

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        if Drop.pool is None:
            kept = torch.rand(1 << 24, generator=torch.Generator().manual_seed(1), device="cpu") >= self.share
            Drop.pool = kept.to(x.device, torch.bfloat16) / (1 - self.share)
        start = int(torch.randint(len(Drop.pool) - x.numel(), (), device="cpu"))
        return x * Drop.pool[start : start + x.numel()].view_as(x)


class Layer(nn.Module):
    def __init__(self, width, inner, heads, dropout, eps=1e-12):
        super().__init__()
        self.heads, self.drop = heads, Drop(dropout)
        self.joined = None  # query, key and value as one, in an exported network
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.after_attention, self.after_inner = (nn.LayerNorm(width, eps=eps) for _ in range(2))

    def parted(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x, mask):
        """`mask` is added to attention scores, or None where nothing is padding."""
        asked = self.joined(x) if self.joined else (self.query(x), self.key(x), self.value(x))
        q, k, v = map(self.parted, asked)
        scores = q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5)
        scores = scores if mask is None else scores + mask
        seen = torch.softmax(scores, -1, dtype=scores.dtype) @ v
        seen = self.out(seen.transpose(1, 2).flatten(-2))
        x = self.after_attention(x + self.drop(seen))
        return self.after_inner(x + self.drop(self.down(F.gelu(self.up(x)))))


def closed(mask, dtype):
    """Turns a mask of what may be seen (batch, length) into one to add to scores."""
    return torch.zeros_like(mask, dtype=dtype).masked_fill(~mask, -1e4)[:, None, None]


class Encoder(nn.Module):
    def __init__(self, layers, width=WIDTH, inner=INNER, vocabulary=30522, longest=512, eps=1e-12, dropout=0.1):
        super().__init__()
        self.drop = Drop(dropout)
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(longest, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.layers = nn.ModuleList(Layer(width, inner, HEADS, dropout, eps) for _ in range(layers))
        self.cue = nn.Sequential(nn.Linear(width, NARROW), nn.GELU(), nn.Linear(NARROW, 1))
        self.read, self.ask = nn.Linear(width, NARROW), nn.Linear(width, NARROW)
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids, shapes, mask=None):
        return self.through(ids, torch.arange(ids.shape[1], device=ids.device), shapes, mask)

    def through(self, ids, places, shapes, mask):
        x = self.words(ids) + self.places(places) + self.shapes(shapes)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.cue(x).squeeze(-1), self.read(x), self.ask(x), x


class Reader(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.scale, self.shift = nn.Linear(NARROW, NARROW), nn.Linear(NARROW, NARROW)
        self.distance = nn.Embedding(2 * REACH + 1, NARROW)
        self.norm = nn.LayerNorm(NARROW, eps=1e-12)
        self.layers = nn.ModuleList(Layer(NARROW, 2 * NARROW, 4, dropout) for _ in range(2))
        self.tags = nn.Linear(NARROW, TAG_COUNT)
        self.doubt = nn.Sequential(nn.Linear(NARROW, NARROW), nn.GELU(), nn.Linear(NARROW, 1))

    def forward(self, read, asked, offset, mask=None):
        """For each of C cues over U units: `read` (C or 1, U, NARROW), `asked` (C, NARROW),
        `offset` (C, U), the unit's distance from the cue clipped to 0..2*REACH."""
        x = read * (1 + self.scale(asked))[:, None] + self.shift(asked)[:, None]
        x = self.norm(x + self.distance(offset))
        for layer in self.layers:
            x = layer(x, mask)
        at_cue = (offset == REACH).to(x.dtype)[..., None]
        return self.tags(x), self.doubt((x * at_cue).sum(1)).squeeze(-1)


class Words(nn.Module):
    """Of words: scores of tags and of names; vectors by which heads are found, and by
    which relations are told. The score of head h for word d is `dep[d] @ head[h]`, of
    the root `root[d]`."""

    def __init__(self, tags, names, dropout=0.2):
        super().__init__()
        narrow = lambda width: nn.Sequential(nn.Dropout(dropout), nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(dropout))
        self.again = nn.Embedding(2, WIDTH)
        nn.init.zeros_(self.again.weight)
        self.drop = nn.Dropout(dropout)
        self.tags, self.names = nn.Linear(WIDTH, tags), nn.Linear(WIDTH, names)
        self.dep, self.head, self.below, self.above = narrow(ARC), narrow(ARC), narrow(REL), narrow(REL)
        self.pair, self.root = nn.Linear(ARC, ARC), nn.Linear(ARC, 1)

    def forward(self, x, again):
        x = x + self.again(again)
        dep, wide = self.dep(x), self.drop(x)
        return (self.tags(wide), self.names(wide), self.pair(dep), self.head(x),
                self.root(dep).squeeze(-1), self.below(x), self.above(x))


class Names(nn.Module):
    """Of words: scores of the labels of names, from the encoder's states of a word and its
    neighbours and what the lexicon knows of each (`clues`, zeros and ones)."""

    def __init__(self, names=7, narrow=192, dropout=0.2):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.state, self.clues = nn.Linear(WIDTH, narrow, bias=False), nn.Linear(CLUES, narrow, bias=False)
        self.norm = nn.LayerNorm(3 * narrow, eps=1e-12)
        self.near, self.out = nn.Linear(3 * narrow, narrow), nn.Linear(narrow, names)

    def forward(self, x, clues):
        x = self.state(self.drop(x)) + self.clues(clues)
        none = torch.zeros_like(x[:, :1])
        x = torch.cat([torch.cat([none, x[:, :-1]], 1), x, torch.cat([x[:, 1:], none], 1)], -1)
        return self.out(self.drop(F.gelu(self.near(self.drop(self.norm(x))))))


class Pairs(nn.Module):
    """Of a sentence with two parties marked: scores of the types of what the first does to the
    second, from the encoder's states of an early layer. `marks` says of each word piece: 0
    of neither, 1 who acts, 2 who is acted upon, 3 both."""

    def __init__(self, layers=3, roots=15, dropout=0.1):
        super().__init__()
        self.marks = nn.Embedding(4, WIDTH)
        nn.init.normal_(self.marks.weight, std=0.02)
        nn.init.zeros_(self.marks.weight[0])
        self.layers = nn.ModuleList(Layer(WIDTH, INNER, HEADS, dropout) for _ in range(layers))
        self.drop = nn.Dropout(0.2)
        self.mid, self.out = nn.Linear(3 * WIDTH, WIDTH), nn.Linear(WIDTH, roots)

    def forward(self, states, marks, seen=None):
        """`seen`: which pieces are there, where some are padding."""
        x = states + self.marks(marks)
        mask = None if seen is None else closed(seen, x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        there = torch.ones_like(marks) if seen is None else seen

        def mean(share):
            share = share.to(x.dtype)[..., None]
            return (x * share).sum(1) / (share.sum(1) + 1e-6)

        acts, suffers = (marks == 1) | (marks == 3), marks >= 2
        wide = torch.cat([mean(acts), mean(suffers), mean(there)], -1)
        return self.out(self.drop(F.gelu(self.mid(self.drop(wide)))))


class Stands(nn.Module):
    """Of words: scores of no stand and of the acts by which a predicate may take one, from the
    encoder's state of each."""

    def __init__(self, narrow=64, classes=9, dropout=0.2):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.mid, self.out = nn.Linear(WIDTH, narrow), nn.Linear(narrow, classes)

    @classmethod
    def joined(cls, parts):
        """One that says the mean of what these say."""
        whole = cls(sum(part.mid.out_features for part in parts), parts[0].out.out_features).eval()
        with torch.no_grad():
            for name in ("weight", "bias"):
                getattr(whole.mid, name).copy_(torch.cat([getattr(part.mid, name) for part in parts]))
            whole.out.weight.copy_(torch.cat([part.out.weight for part in parts], 1) / len(parts))
            whole.out.bias.copy_(sum(part.out.bias for part in parts) / len(parts))
        return whole

    def forward(self, x):
        return self.out(self.drop(F.gelu(self.mid(self.drop(x)))))


class Relations(nn.Module):
    """Scores of the relations between words and their heads."""

    def __init__(self, rels):
        super().__init__()
        self.pairs = nn.Linear(REL, rels * REL)
        self.alone = nn.Linear(2 * REL, rels)
        self.rels = rels

    def forward(self, below, above):
        """`below`, `above` (N, REL): of the words and of their heads."""
        turned = self.pairs(above).unflatten(-1, (self.rels, REL))
        return (turned @ below[..., None]).squeeze(-1) + self.alone(torch.cat([below, above], -1))


class Network(nn.Module):
    """`encoder`: another than MiniLM; such a network has no heads for words."""

    def __init__(self, layers=6, tags=100, rels=51, names=7, encoder=None):
        super().__init__()
        self.encoder, self.reader = encoder or Encoder(layers), Reader()
        if encoder is None:
            self.words, self.relations = Words(tags, names), Relations(rels)
        self.moves = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))

    def tagging_loss(self, scores, tags, mask):
        """Negative log-likelihood of each cue's tags under a linear chain."""
        scores, moves = scores.float(), self.moves.float()
        scores = torch.where(mask[..., None], scores, 0.0)
        right = (scores.gather(-1, tags[..., None]).squeeze(-1) * mask).sum(1)
        right = right + (moves[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        steps = moves + scores[:, 1:, None]  # cue, step, from, to
        stay = torch.full((TAG_COUNT, TAG_COUNT), -1e4).fill_diagonal_(0.0)
        steps = torch.where(mask[:, 1:, None, None], steps, stay)
        while steps.shape[1] > 1:  # pairs of steps become one step
            if steps.shape[1] % 2:
                steps = torch.cat([steps, stay.expand(len(steps), 1, -1, -1)], 1)
            a, b = steps[:, ::2], steps[:, 1::2]
            steps = torch.logsumexp(a[..., None] + b[..., None, :, :], -2)
        every = torch.logsumexp(scores[:, 0, :, None] + steps[:, 0], (-1, -2))
        return every - right


def load_base(encoder, path, keep):
    """Copies the pretrained weights of the layers named in `keep` into the encoder."""
    from safetensors.torch import load_file

    base = load_file(path)
    get = lambda name: base[name if name in base else f"bert.{name}"]
    kind = get("embeddings.token_type_embeddings.weight")[0]
    copy = {"words.weight": get("embeddings.word_embeddings.weight") + kind,
            "places.weight": get("embeddings.position_embeddings.weight")}
    names = {"query": "attention.self.query", "key": "attention.self.key",
             "value": "attention.self.value", "out": "attention.output.dense",
             "after_attention": "attention.output.LayerNorm", "up": "intermediate.dense",
             "down": "output.dense", "after_inner": "output.LayerNorm"}
    for part in ("weight", "bias"):
        copy[f"norm.{part}"] = get(f"embeddings.LayerNorm.{part}")
        for ours, layer in enumerate(keep):
            for name, theirs in names.items():
                copy[f"layers.{ours}.{name}.{part}"] = get(f"encoder.layer.{layer}.{theirs}.{part}")
    missing, unknown = encoder.load_state_dict(copy, strict=False)
    assert not unknown and all(not name.startswith(("layers", "words", "norm")) for name in missing)
