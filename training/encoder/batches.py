"""Items of about one length together, padded to one length, on the device that is worked on."""

import numpy as np
import torch

from network import closed


def batched(items, limit, chance):
    """Batches of at most `limit` word pieces, padding included, in an order by chance.
    The first part of an item is its pieces."""
    items.sort(key=lambda item: len(item[0]) + 8 * chance.random())
    out, batch = [], []
    for item in items:
        if batch and (len(batch) + 1) * len(item[0]) > limit:
            out.append(batch)
            batch = []
        batch.append(item)
    out.append(batch)
    chance.shuffle(out)
    return out


def padded(rows, fill=0):
    width = max(map(len, rows))
    return here(np.stack([np.pad(r, (0, width - len(r)), constant_values=fill) for r in rows]).astype(np.int64))


def here(array):
    """An array as a tensor on the device that is worked on."""
    return torch.from_numpy(array).to(torch.get_default_device())


def half():
    """Products in 16 bits on the device that is worked on."""
    return torch.autocast(torch.get_default_device().type, torch.bfloat16)


def closed_half(network, ids):
    """The mask of padding as the network wants it while it learns, and while it reads."""
    return closed(ids != 0, torch.bfloat16 if network.training else torch.float32)
