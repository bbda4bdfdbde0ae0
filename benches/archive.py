#!/usr/bin/env python3
"""An archive into a ledger, with the fast reader: how it goes as the ledger grows.

usage: archive.py SHARED FOLDER [DOCUMENTS [SECONDS [THREADS]]]
                                           (default 200000 documents, no end, one thread)

The twelve weeks of `SHARED/data/presidencies` are imported again and again, each time with
other addresses and twelve weeks earlier; FOLDER gets the ledger and goes on with one that is
there, its pages read by THREADS. A line for each time that the ledger has doubled, and for
the end: documents; documents a second of the clock since the line before; then, one after
the other and on one thread, milliseconds of the processor for each document of the next
copy and for each of the same copy into an empty ledger, and how many percent of the pace
into an empty one that is; size of the file for each document; how long `check` and a
digest of 2022-W10 take. Needs the program in target/release (or as BINARY says).
"""
import os, pathlib, resource, shutil, sqlite3, subprocess, sys, time

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


def import_copy(path, given, threads):
    return run("import", "--reader", "fast", "--threads", threads, "--as", "jsonl", "--ledger", path, "-", given=given)


def main():
    shared, folder = map(pathlib.Path, sys.argv[1:3])
    wanted, seconds, threads = (list(map(int, sys.argv[3:])) + [200_000, None, 1][len(sys.argv) - 3:])[:3]
    folder.mkdir(parents=True, exist_ok=True)
    path, empty = folder / "archive.db", folder / "empty"
    files = sorted((shared / "data/presidencies").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    begun, had = time.perf_counter(), count(path)
    copy, told, clock = had // len(lines), had, 0.0
    given = lambda: ("\n".join(copies_of(lines, copy)) + "\n").encode()
    print("documents  documents/s  ms/document  into an empty one  %  kB/document  check s  digest s", flush=True)
    while had < wanted:
        clock, copy, before = clock + import_copy(path, given(), threads)[0], copy + 1, had
        had = count(path)
        if had == before:
            continue
        over = seconds is not None and time.perf_counter() - begun > seconds
        if not over and had < 2 * told and had < wanted:
            continue
        # One is left where an earlier run was killed.
        shutil.rmtree(empty, ignore_errors=True)
        empty.mkdir()
        try:
            alone = import_copy(empty / "archive.db", given(), 1)[1] / len(lines)
        finally:
            shutil.rmtree(empty)
        pace, told, clock = (had - told) / clock, had, 0.0
        grown = import_copy(path, given(), 1)[1]
        copy, had = copy + 1, count(path)
        grown /= had - told
        size = path.stat().st_size / had / 1000
        figures = f"{had:9}  {pace:11.1f}  {1000 * grown:11.1f}  {1000 * alone:17.1f}  {100 * alone / grown:.0f}  {size:11.1f}"
        # `check` takes long, and the figures may be wanted before.
        print(figures, end="", flush=True)
        check, _ = run("check", "--ledger", path)
        digest, _ = run("digest", "--ledger", path, "--week", "2022-W10")
        print(f"  {check:7.1f}  {digest:8.1f}", flush=True)
        told = had
        if over:
            return


if __name__ == "__main__":
    main()
