"""Counts what the digests of some weeks come to, from `digest --format json`.

usage: count.py PROGRAM FOLDER [--reader fast|careful] [--ledger PATH] [WEEK…]

FOLDER holds a JSON lines file for each week (2022-W10.jsonl). The files are imported into a
ledger of their own, so that each week is compared with those before it; a ledger that holds
them already may be given.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("program")
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("weeks", nargs="*")
    args.add_argument("--reader", default="fast")
    args.add_argument("--ledger")
    args.add_argument("--parties", default="RUS,UKR,USA")
    args = args.parse_args()
    files = sorted(args.folder.glob("*-W*.jsonl"))
    if not files:
        sys.exit(f"{args.folder}: no file named like 2022-W10.jsonl")
    with tempfile.TemporaryDirectory() as scratch:
        ledger = args.ledger or f"{scratch}/weeks.db"
        if not args.ledger:
            run = [args.program, "import", *map(str, files), "--reader", args.reader, "--ledger", ledger]
            subprocess.run(run, check=True, stderr=subprocess.DEVNULL)
        print("week      documents  sentences  claims  absences  citations a claim  words  left out")
        total = [0] * 6
        for week in args.weeks or [file.stem for file in files]:
            call = [args.program, "digest", "--ledger", ledger, "--week", week, "--parties", args.parties]
            done = subprocess.run([*call, "--format", "json"], check=True, capture_output=True, text=True)
            row = count(json.loads(done.stdout), done.stderr)
            total = [a + b for a, b in zip(total, row)]
            print(line(week, row))
        print(line("all", total))


def count(digest, told):
    """Documents, sentences, claims, citations, words, sentences left out."""
    items = [item for section in digest["sections"] for item in section["items"]]
    sentences = [sentence for item in items for sentence in item["sentences"]]
    claims = [sentence for sentence in sentences if sentence["kind"] == "claim"]
    citations = sum(len(sentence["citations"]) for sentence in claims)
    prose = [s for item in items if not item["cells"] for s in item["sentences"]]
    words = sum(len(sentence["text"].split()) for sentence in prose)
    documents = int(re.search(r"(\d+) documents", told).group(1))
    left_out = int(re.search(r"(\d+) left out", told).group(1))
    return [documents, len(sentences), len(claims), citations, words, left_out]


def line(week, row):
    documents, sentences, claims, citations, words, left_out = row
    average = citations / claims if claims else 0
    return (
        f"{week:9} {documents:9}  {sentences:9}  {claims:6}  {sentences - claims:8}  {average:17.1f}"
        f"  {words:5}  {left_out:8}"
    )


if __name__ == "__main__":
    main()
