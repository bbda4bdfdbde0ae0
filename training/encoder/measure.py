"""Figures for choosing: relation and exact F1 over the word tokens that spans touch."""

import re
from collections import Counter

TOKEN = re.compile(r"\w+(?:['’\-.]\w+)*")
ROLES = ("source", "cue", "content")


def token_sets(text, items):
    """For each attribution a set of token numbers per role."""
    owner, count = {}, 0
    for count, match in enumerate(TOKEN.finditer(text), 1):
        owner.update(dict.fromkeys(range(*match.span()), count))
    pick = lambda spans: frozenset(owner[i] for a, b in spans for i in range(a, b) if i in owner)
    return [{role: pick(getattr(item, role)) for role in ROLES} for item in items]


def paired(gold, found):
    """One-to-one pairs by content overlap, best first, from one half up."""
    near = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            both = len(g["content"] & f["content"])
            if both and 2 * both >= len(g["content"] | f["content"]):
                near.append((both / len(g["content"] | f["content"]), i, j))
    left, right, out = set(), set(), []
    for _, i, j in sorted(near, reverse=True):
        if i not in left and j not in right:
            left.add(i), right.add(j), out.append((i, j))
    return out


def figures(documents, found):
    """`found`: per document a list of attributions. Gives F1s, and the P and R of relations."""
    exact = {role: Counter() for role in ROLES}
    right = wanted = given = hit = 0
    for document, items in zip(documents, found):
        gold = token_sets(document.text, document.gold)
        ours = [s for s in token_sets(document.text, items) if s["content"]]
        for role in ROLES:
            g, o = (Counter(s[role] for s in side if s[role]) for side in (gold, ours))
            exact[role].update(hit=(g & o).total(), gold=g.total(), found=o.total())
        pairs = paired(gold, ours)
        hit += len(pairs)
        for i, j in pairs:
            a, b = gold[i]["source"], ours[j]["source"]
            right += bool(a & b) or not (a or b)
        wanted, given = wanted + len(gold), given + len(ours)
    out = {"relation": 2 * right / max(1, wanted + given), "precision": right / max(1, given),
           "recall": right / max(1, wanted), "content_recall": hit / max(1, wanted)}
    for role, n in exact.items():
        out[f"exact_{role}"] = 2 * n["hit"] / max(1, n["gold"] + n["found"])
    return {name: round(100 * value, 1) for name, value in out.items()}
