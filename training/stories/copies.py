#!/usr/bin/env python3
"""Score the copies that `stories` finds on wire copies edited by rule.

usage: copies.py PROGRAM FOLDER_OF_TXT

Takes every other article of the folder as a wire text and makes the copies that outlets make of
one: cut, with another lead, in another order, with words changed, and two of these at
once. Beside them stands, for each, an article that is no copy: one that quotes four
sentences of it. All pairs of documents are scored. The same folder gives the same
documents.
"""
import itertools, json, pathlib, random, re, subprocess, sys, tempfile

AT_LEAST = 120  # words that a wire text has


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?”\"])\s+", text.replace("\n", " ")) if s.strip()]


def cut(lines, rng):
    return lines[: max(3, int(len(lines) * rng.uniform(0.55, 0.9)))]


def lead(lines, rng):
    words = [w for w in " ".join(lines).split() if w.isalpha()]
    new = [" ".join(rng.sample(words, min(18, len(words)))).capitalize() + "." for _ in range(2)]
    return new + lines[2:]


def order(lines, rng):
    blocks = [lines[i : i + 3] for i in range(0, len(lines), 3)]
    rng.shuffle(blocks)
    return [line for block in blocks for line in block]


def words(lines, rng):
    change = lambda word: rng.choice(["some", "other", "late", "local"]) if rng.random() < 0.05 else word
    return [" ".join(change(word) for word in line.split()) for line in lines]


EDITS = [(cut,), (lead,), (order,), (words,), (cut, lead), (order, words)]


def documents(texts, rng):
    for i, (text, other) in enumerate(zip(texts[::2], texts[1::2])):
        lines = sentences(text)
        yield f"wire {i}", text
        for edits in EDITS:
            made = lines
            for edit in edits:
                made = edit(made, rng)
            yield f"wire {i}", "\n".join(made)
        start = rng.randrange(max(1, len(lines) - 4))
        yield f"quotes {i}", "\n".join(lines[start : start + 4] + sentences(other))


def main(program, folder):
    texts = [p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(folder).rglob("*.txt"))]
    texts = [text for text in texts if len(text.split()) >= AT_LEAST]
    if len(texts) < 2:
        sys.exit(f"{folder} has too few .txt files of {AT_LEAST} words")
    gold = list(documents(texts, random.Random(7)))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for i, (_, text) in enumerate(gold):
            file.write(json.dumps({"id": f"{i:05}", "text": text}) + "\n")
        file.flush()
        printed = subprocess.run([program, "stories", file.name], stdout=subprocess.PIPE, check=True).stdout
    found = {line["id"]: line["copy_of"] or line["id"] for line in map(json.loads, printed.splitlines())}
    pairs = lambda labels: {
        pair
        for label in set(labels)
        for pair in itertools.combinations([i for i, other in enumerate(labels) if other == label], 2)
    }
    true = pairs([label for label, _ in gold])
    told = pairs([found[f"{i:05}"] for i in range(len(gold))])
    both = len(true & told)
    print(f"{len(gold)} documents, {len(true)} pairs of copies, {len(told)} found")
    print(f"P {100 * both / max(1, len(told)):.1f}  R {100 * both / len(true):.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
