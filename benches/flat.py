#!/usr/bin/env python3
"""Memory of `read` over documents that do not end.

usage: flat.py SHARED [DOCUMENTS [LONGEST [SECONDS]]]      (default 200000 documents of any length, no end)

The twelve weeks of `SHARED/data/presidencies` go through standard input again and again, each
time with other addresses and twelve weeks earlier, to the fast reader on one thread; LONGEST
leaves out those with more characters, to save time. A line for each time that the documents
read have doubled: how many, seconds of the processor for each since the line before, memory
now and at most. Needs the program in target/release (or as BINARY says).
"""
import itertools, json, os, pathlib, subprocess, sys, threading, time

from suite import copies_of

BINARY = os.environ.get("BINARY", str(pathlib.Path(__file__).resolve().parent.parent / "target/release/diplomacy-watch"))


def feed(lines, wanted, out):
    copies = itertools.chain.from_iterable(copies_of(lines, copy) for copy in itertools.count())
    try:
        with out:
            for line in itertools.islice(copies, wanted):
                out.write(line.encode() + b"\n")
    except BrokenPipeError:
        pass  # It was ended.


def memory(process):
    """MiB now and at most."""
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines())
    return [int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]


def cpu(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    shared = pathlib.Path(sys.argv[1])
    wanted, longest, seconds = (list(map(int, sys.argv[2:])) + [200_000, None, None][len(sys.argv) - 2 :])[:3]
    files = sorted((shared / "data/presidencies").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if longest is None or len(json.loads(line)["text"]) <= longest]
    print(f"{len(lines)} documents, again and again")
    print("documents  CPU ms/document  MiB now  MiB at most", flush=True)
    command = [BINARY, "read", "--reader", "fast", "--threads", "1", "--as", "jsonl", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    threading.Thread(target=feed, args=(lines, wanted, process.stdin), daemon=True).start()
    begun, had, told, spent = time.monotonic(), 0, 0, 0.0
    for _ in process.stdout:
        had += 1
        if had == len(lines) or had == 2 * told:
            now, (rss, peak) = cpu(process), memory(process)
            print(f"{had:9}  {1000 * (now - spent) / (had - told):15.1f}  {rss:7.0f}  {peak:11.0f}", flush=True)
            told, spent = had, now
        if seconds is not None and time.monotonic() - begun > seconds:
            process.terminate()
    _, _, usage = os.wait4(process.pid, 0)
    took = 1000 * (usage.ru_utime + usage.ru_stime) / had
    print(f"{had} in all: {took:.1f} ms a document, {usage.ru_maxrss / 1024:.0f} MiB at most")
    if seconds is None and had != wanted:
        sys.exit(f"only {had} of {wanted} documents were read")


if __name__ == "__main__":
    main()
