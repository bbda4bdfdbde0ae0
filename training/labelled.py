"""What the scorers of the sets labelled by hand have in common: the labelled texts, what the program finds in them, the figures by part."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

LABELS = Path(__file__).parents[1] / "tests/labelled"
READERS = ("fast", "careful")


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "–"


def labelled_documents(labels, folder):
    """Each labelled document with its labels; the text must be the one that was labelled."""
    labels = [json.loads(line) for line in labels.open(encoding="utf-8")]
    texts = {}
    for week in sorted({label["week"] for label in labels}):
        for line in (folder / f"{week}.jsonl").open(encoding="utf-8"):
            document = json.loads(line)
            texts[document["url"]] = document
    for label in labels:
        document = texts.get(label["url"])
        if document is None or len(document["text"]) != label["length"]:
            sys.exit(f"{folder}/{label['week']}.jsonl: no longer the text of {label['url']} that was labelled; label it anew or restore the file")
    return [(label, texts[label["url"]]) for label in labels]


def read(program, reader, documents):
    """What the program finds in the documents, by address."""
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    command = [program, "read", "--as", "jsonl", "--reader", reader, "-"]
    try:
        run = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8")
    except OSError as error:
        sys.exit(f"{program}: {error.strerror}; build it with `cargo build --release`")
    if run.returncode:
        sys.exit(f"{' '.join(command)}: {run.stderr.strip()}")
    return {found["url"]: found for found in map(json.loads, run.stdout.splitlines())}


def read_there(label, records):
    """The records of the passage that was labelled, where it was not the whole document."""
    passage = label.get("passage")
    if passage is None:
        return records
    return [record for record in records if passage["start"] <= record["evidence"]["start"] < passage["end"]]


def main(kind, judge, row, describe, usage):
    """Scores one kind of record: `judge` gives the tallies and errors of a document, `row` a line of figures, `describe` an error in words."""
    if len(sys.argv) < 3 or set(sys.argv[3:]) - {"--errors"}:
        sys.exit(usage)
    folder, program, *options = sys.argv[1:]
    folder = Path(folder)
    if not folder.is_dir():
        print(f"skipped: {folder} is not here, and the labelled texts are in it")
        return
    documents = labelled_documents(LABELS / f"{kind}.jsonl", folder)
    for reader in READERS:
        found = read(program, reader, [document for _, document in documents])
        tallies = {}
        for label, document in documents:
            tally, errors = judge(label[kind], read_there(label, found[document["url"]][kind]))
            for part in (label["part"], f"  {label['week']}"):
                tallies.setdefault(part, Counter()).update(tally)
            if "--errors" in options and label["part"].startswith("open"):
                print(*(f"{reader} {describe(document, error)}" for error in errors), sep="\n", end="\n" if errors else "")
        for part, tally in tallies.items():
            print(row(f"{reader} {part}", tally))
