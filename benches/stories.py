#!/usr/bin/env python3
"""Time and memory of `stories` as documents grow in number, on one core.

usage: stories.py [COUNT ...]      (default 12500 25000 50000 100000)

Makes that many documents, all of one week, in stories of one to sixty documents: words of
a skewed vocabulary, a story's own names and words among them, and every fifth document a
cut copy of another. Prints seconds, those of CPU time, documents a second of it, memory at
the peak and, as a check that the work was done, B-cubed F1. The same numbers give the same
documents.
"""
import collections, json, os, pathlib, random, subprocess, sys, tempfile, time

BINARY = pathlib.Path(__file__).resolve().parent.parent / "target/release/diplomacy-watch"
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "el")]


def word(rng):
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))


def documents(count, rng):
    common = [word(rng) for _ in range(40_000)]
    weights = [1 / (rank + 3) for rank in range(len(common))]
    made, story = 0, 0
    while made < count:
        story += 1
        names = [word(rng).capitalize() for _ in range(10)]
        own = rng.choices(common[500:], k=30)
        texts = []
        for _ in range(min(count - made, 1 + int(rng.expovariate(1 / 10)) % 60)):
            made += 1
            if texts and rng.random() < 0.2:
                text = rng.choice(texts)
                yield story, text[: int(len(text) * rng.uniform(0.6, 1))].rsplit(". ", 1)[0] + "."
                continue
            words = rng.choices(common, weights, k=150) + rng.choices(own, k=45) + rng.choices(names, k=20)
            rng.shuffle(words)
            lines = (" ".join(words[i : i + 15]) for i in range(0, len(words), 15))
            texts.append(" ".join(line[0].upper() + line[1:] + "." for line in lines))
            yield story, texts[-1]


def f1(gold, found):
    both = collections.Counter(zip(gold, found))
    golds, founds = collections.Counter(gold), collections.Counter(found)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(gold)
    return 200 * precision * recall / (precision + recall)


def measure(count, folder):
    path, gold = os.path.join(folder, f"{count}.jsonl"), []
    rows = list(documents(count, random.Random(count)))
    random.Random(1).shuffle(rows)
    with open(path, "w", encoding="utf-8") as out:
        for i, (story, text) in enumerate(rows):
            gold.append(story)
            out.write(json.dumps({"id": str(i), "published": "2022-03-09", "text": text}) + "\n")
    start = time.perf_counter()
    command = [str(BINARY), "stories", "--reader", "fast", "--threads", "1", path]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    found = [json.loads(line)["story"] for line in child.stdout]
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    seconds = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{count:7} documents  {seconds:6.1f} s, {cpu:6.1f} of CPU time  {count / cpu:6.0f} a CPU second  "
          f"{usage.ru_maxrss / 1024:6.0f} MiB  B-cubed F1 {f1(gold, found):.1f}", flush=True)


def main(counts):
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there; build it first: cargo build --release")
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            measure(count, folder)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [12_500, 25_000, 50_000, 100_000])
