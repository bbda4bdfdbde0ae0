#!/usr/bin/env python3
"""An archive into a ledger, with the fast reader: how it goes as the ledger grows.

usage: archive.py SHARED FOLDER [DOCUMENTS [SECONDS]]      (default 200000 documents, no end)

The twelve weeks of `SHARED/data/presidencies` are imported again and again, each time with
other addresses and twelve weeks earlier; FOLDER gets the ledger and goes on with one that is
there. A line for each time that the ledger has doubled: documents, seconds of the processor
for each document since the line before (which another program on the machine does not
change), documents a second of the clock, size of the file for each document, and how long
`check` and a digest of 2022-W10 take. Needs the program in target/release (or as BINARY says).
"""
import json, os, pathlib, resource, sqlite3, subprocess, sys, time

from suite import copies_of

BINARY = os.environ.get("BINARY", str(pathlib.Path(__file__).resolve().parent.parent / "target/release/diplomacy-watch"))


def run(*arguments, given=None):
    """Seconds of the clock and of the processor."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([BINARY, *map(str, arguments)], input=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, spent


def count(path):
    if not path.exists():
        return 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as ledger:
        return ledger.execute("SELECT count(*) FROM revision").fetchone()[0]


def main():
    shared, folder = map(pathlib.Path, sys.argv[1:3])
    wanted, seconds = (list(map(int, sys.argv[3:])) + [200_000, None][len(sys.argv) - 3:])[:2]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "archive.db"
    files = sorted((shared / "data/presidencies").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    begun, had = time.perf_counter(), count(path)
    copy, told = had // len(lines), had
    clock = spent = 0.0
    print("documents  CPU ms/document  documents/s  kB/document  check s  digest s", flush=True)
    while had < wanted and (seconds is None or time.perf_counter() - begun < seconds):
        given = "\n".join(copies_of(lines, copy)) + "\n"
        took = run("import", "--reader", "fast", "--threads", 1, "--as", "jsonl", "--ledger", path, "-", given=given.encode())
        clock, spent, copy, had = clock + took[0], spent + took[1], copy + 1, count(path)
        if had >= 2 * told or had >= wanted:
            new = had - told
            check, _ = run("check", "--ledger", path)
            digest, _ = run("digest", "--ledger", path, "--week", "2022-W10")
            size = path.stat().st_size / had / 1000
            print(f"{had:9}  {1000 * spent / new:15.1f}  {new / clock:11.1f}  {size:11.1f}  {check:7.1f}  {digest:8.1f}", flush=True)
            told, clock, spent = had, 0.0, 0.0


if __name__ == "__main__":
    main()
