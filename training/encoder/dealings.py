"""Trains the part of the encoder that says by which words parties deal with one another, and in
which form: `python dealings.py SENTENCES ARTICLES --models FOLDER`.

It learns from marked sentences and articles of our own (`dealing_words.py`), over the exported
encoder's last state of each word, and leaves the encoder as it is. `--plain` names a folder of texts in
which hardly a word tells of a dealing between states; every third of them is read as if none did,
so that the part learns how rare they are elsewhere. With `--opinions`, what the
example train-contacts wrote (pairs of parties at words, each with what the words' model says of
it that did not learn from its text), it states on folds how well both opinions together tell
contacts where no rule does, by which the settings under `[dealings]` in `encoder.toml` were
chosen. With `--all` it learns from all, and `encoder-dealings.onnx` is written, with what the test
of the Rust reader holds it to.
"""

import argparse
import json
import pathlib
import tomllib

import numpy as np
import torch
import torch.nn.functional as F

import dealing_words as words
from stands import HERE, Sight, export, joined

FOLDS, EPOCHS, BATCH = 6, 10, 256
# How much a word that tells of no dealing counts beside one that does, where dealings are marked and
# where nobody marked any.
NONE, PLAIN = 0.5, 0.3


def prepared(given, sight):
    """Each text, the states and classes of its words, and how much a word counts that tells of no dealing."""
    for text, marked, opened in [*words.sentences(given.sentences), *words.articles(given.articles)]:
        yield seen(text, marked, opened, NONE, sight)
    for path in sorted(given.plain.glob("*.txt"))[1::3] if given.plain else []:
        yield seen(path.read_bytes().decode("utf-8"), {}, [], PLAIN, sight)


def seen(text, marked, opened, counts, sight):
    units = sight.tokenizer.units(text)
    due = words.due_of(text, marked, opened, units)
    states = [sight.of(text, int(start)) for start in units.span[:, 0]]
    known = due.any(1)
    return text, np.stack(states)[known], due[known], counts


def taught(texts):
    states = torch.from_numpy(np.concatenate([states for _, states, *_ in texts]))
    due = torch.from_numpy(np.concatenate([due for _, _, due, _ in texts]))
    none = torch.cat([torch.full((len(due),), counts) for _, _, due, counts in texts])
    return joined(states, due, torch.where(due[:, 0], none, 1.0), BATCH, EPOCHS)


def fold_of(text):
    return sum(text.strip()[:400].encode()) % FOLDS


@torch.inference_mode()
def odds(part, states):
    """Log-odds that words are words of dealing."""
    none = F.log_softmax(part(torch.from_numpy(states)), -1)[:, 0].clamp(-9.2, -1e-4)
    return (torch.log1p(-none.exp()) - none).numpy()


def asked(parts, opinions, sight, floor):
    """Every pair at a listed word or a likely one, with the log-odds of the word, by a part that did not learn from its text, and of the words' opinion."""
    for row in opinions:
        part, known = parts[fold_of(row["text"])], {}
        for pair in row["pairs"]:
            at = pair["anchor"]["start"]
            if at not in known:
                known[at] = float(odds(part, sight.of(row["text"], at)[None])[0])
            pair["sight"] = known[at]
            if not pair["is_listed"] and (row["sort"] == "Official" or pair["sight"] < np.log(floor / (1 - floor))):
                continue
            likely = min(max(pair["opinion"], 1e-4), 1 - 1e-4)
            pair["words"] = float(np.log(likely / (1 - likely)))
            yield row, pair


def fitted(pairs):
    """Weights of both opinions, and what is added, by logistic regression over pairs that no rule tells of."""
    known = [(row, pair) for row, pair in pairs if pair["due"] is not None and pair["told"] == "Nothing"]
    seen = torch.tensor([[pair["sight"], pair["words"], 1.0] for _, pair in known])
    due = torch.tensor([float(pair["due"]) for _, pair in known])
    weights = torch.zeros(3, requires_grad=True)
    descent = torch.optim.LBFGS([weights], max_iter=100)

    def step():
        descent.zero_grad()
        loss = F.binary_cross_entropy_with_logits(seen @ weights, due)
        loss.backward()
        return loss

    descent.step(step)
    return weights.detach().numpy()


def state(pairs, weights):
    """What is added where no rule tells anything, at each word the likeliest pair."""
    for sort in ("Official", "Press", "Sentence"):
        here = [(row, pair) for row, pair in pairs if row["sort"] == sort]
        by_rules = {(row["document"], p["label"]) for row, p in here if p["label"] is not None and p["told"] in ("This", "Elsewhere")}
        due = {(row["document"], p["label"]) for row, p in here if p["label"] is not None}
        print(f"{sort}: {len(due)} labels at words that may deal, {len(by_rules)} by rules")
        for name, which in {"words alone": [0, 1, 0], "both": weights}.items():
            for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
                best = {}
                for row, pair in here:
                    score = float(np.dot(which, [pair["sight"], pair["words"], 1.0]))
                    key = row["document"], pair["anchor"]["start"]
                    if pair["told"] == "Nothing" and 1 / (1 + np.exp(-score)) >= threshold and score > best.get(key, (-99,))[0]:
                        best[key] = score, pair
                dues = [pair["due"] for _, pair in best.values()]
                more = {(key[0], pair["label"]) for key, (_, pair) in best.items() if pair["label"] is not None}
                print(f"  {name}, from {threshold} on: {dues.count(True)} right, {dues.count(False)} wrong, "
                      f"{dues.count(None)} open; {len(by_rules | more)} labels told", flush=True)


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("sentences", type=pathlib.Path)
    parse.add_argument("articles", type=pathlib.Path)
    parse.add_argument("--models", type=pathlib.Path, required=True)
    parse.add_argument("--plain", type=pathlib.Path, help="folder of texts that hardly tell of dealings")
    parse.add_argument("--opinions", type=pathlib.Path)
    parse.add_argument("--all", action="store_true", help="learn from all and export")
    parse.add_argument("--expected", type=pathlib.Path, default=HERE / "expected.jsonl")
    parse.add_argument("--threads", type=int, default=1)
    given = parse.parse_args()
    torch.set_num_threads(given.threads)
    sight = Sight(given.models)
    texts = list(prepared(given, sight))
    if given.all:
        return export(taught(texts), "dealings", given)
    parts = [taught([text for text in texts if fold_of(text[0]) != fold]) for fold in range(FOLDS)]
    opinions = [json.loads(line) for line in given.opinions.read_text("utf-8").splitlines()]
    settings = tomllib.loads((given.models / "encoder.toml").read_text("utf-8"))["dealings"]
    pairs = list(asked(parts, opinions, sight, settings["floor"]))
    weights = fitted(pairs)
    print(f"network = {weights[0]:.2f}, words = {weights[1]:.2f}, bias = {weights[2]:.2f}")
    state(pairs, weights)


if __name__ == "__main__":
    main()
