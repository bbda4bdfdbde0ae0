"""Reading from Python: documents a second on one thread and two, and memory on the way.

    python.py CORPUS.jsonl… [--documents N] [--reader fast]

The corpus is repeated, each document with an id and an address of its own.
"""

import argparse
import itertools
import json
import pathlib
import resource
import time

import pyarrow

import diplomacy_watch

BATCH = 512


def main():
    given = argparse.ArgumentParser()
    given.add_argument("corpus", nargs="+", type=pathlib.Path)
    given.add_argument("--documents", type=int, default=200_000)
    given.add_argument("--reader", default="fast")
    given = given.parse_args()
    lines = [json.loads(line) for path in given.corpus for line in path.read_text().splitlines()]
    diplomacy_watch.read("They met.", reader=given.reader)
    once = [pyarrow.RecordBatch.from_pylist(lines)]
    rates = []
    for threads in (1, 2, 1, 2):
        start = time.monotonic()
        for batch in once:
            diplomacy_watch.read_batch(batch, reader=given.reader, threads=threads)
        rates.append(len(lines) / (time.monotonic() - start))
        print(f"{threads} threads: {rates[-1]:.0f} documents a second", flush=True)
    print(f"2 threads against 1: {max(rates[1::2]) / max(rates[0::2]):.2f}")
    step = max(1, given.documents // 10)
    read, start = 0, time.monotonic()
    for batch in batches(lines, given.documents):
        read += diplomacy_watch.read_batch(batch, reader=given.reader).num_rows
        if read // step != (read - batch.num_rows) // step:
            rate = read / (time.monotonic() - start)
            print(f"{read} documents: {memory()} MiB now, {most()} MiB at most, {rate:.0f} a second", flush=True)


def batches(lines, documents):
    numbered = enumerate(itertools.islice(itertools.cycle(lines), documents))
    copies = ({**line, "id": f"{line.get('id', 'd')}-{i}", "url": f"https://example.org/{i}"} for i, line in numbered)
    while batch := list(itertools.islice(copies, BATCH)):
        yield pyarrow.RecordBatch.from_pylist(batch)


def memory():
    """What the process has in memory now, in MiB."""
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() >> 20


def most():
    """The most it ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    main()
