"""Items of about one length together, padded to one length."""

import numpy as np
import torch


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
    return torch.from_numpy(np.stack([np.pad(r, (0, width - len(r)), constant_values=fill) for r in rows]).astype(np.int64))
