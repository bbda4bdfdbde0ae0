"""How many of the positions labelled by hand the program finds, and how right it has them.

    score.py PRESIDENCIES PROGRAM [--errors]

reads the labelled documents, taken from the folder PRESIDENCIES, with each reader of
PROGRAM. `--errors` lists what goes wrong in the open weeks; the kept one is never shown.
docs/labelling.md says what is labelled and how.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

LABELS = Path(__file__).parents[2] / "tests/labelled/positions.jsonl"
READERS = ("fast", "careful")


def overlap(label, position):
    """Whether the record's content shares words with the labelled one."""
    return position["content"]["start"] < label["end"] and label["start"] < position["content"]["end"]


def fits(label, position):
    """Whether both tell of one stand: the same words, a shared holder, an act that the label takes."""
    countries = [holder["country"] for holder in position["holders"]]
    return overlap(label, position) and position["act"] in label["act"] and any(c in countries for c in label["holders"])


def right_condition(label, position):
    told, given = position["condition"], label.get("condition")
    if not told or not given:
        return not told and not given
    return told["start"] < given["end"] and given["start"] < told["end"]


def judge(labels, positions):
    """The tallies of one document, and its errors as (kind, label or None, position or None).

    What is labelled optional counts neither way; a second record of one label is a false one.
    """
    tally, errors, told = Counter(), [], set()
    for label in sorted(labels, key=lambda label: label.get("optional", False)):
        match = next((i for i, p in enumerate(positions) if i not in told and fits(label, p)), None)
        if match is not None:
            told.add(match)
        if label.get("optional", False):
            tally["optional found"] += match is not None
            told.update(i for i, p in enumerate(positions) if overlap(label, p))
            continue
        tally["labelled"] += 1
        if match is None:
            errors.append(("missed", label, None))
            continue
        position = positions[match]
        tally["found"] += 1
        for field, right in (("issue", position["issue"] in label["issue"]), ("condition", right_condition(label, position))):
            tally[field] += right
            if not right:
                errors.append((f"wrong {field}", label, position))
    false = [p for i, p in enumerate(positions) if i not in told]
    tally["false"] = len(false)
    return tally, errors + [("false", None, p) for p in false]


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "–"


def row(name, tally):
    """The figures of one part as a line."""
    given = tally["found"] + tally["false"]
    return (
        f"{name:<16} P {percent(tally['found'], given)} ({tally['found']} of {given}),"
        f" R {percent(tally['found'], tally['labelled'])} ({tally['found']} of {tally['labelled']});"
        f" right in those: issue {percent(tally['issue'], tally['found'])}, condition {percent(tally['condition'], tally['found'])}"
    )


def describe(document, error):
    """An error as a few lines: what was labelled, what was found, by which rule."""
    kind, label, position = error
    lines = [f"{kind}  {document['url']}"]
    if label:
        text = document["text"][label["start"] : label["end"]]
        lines.append(f"    labelled {label['holders']} {'/'.join(label['act'])} {'/'.join(label['issue'])} | {text}")
    if position:
        text = document["text"][position["content"]["start"] : position["content"]["end"]]
        holders = ", ".join(f"{holder['name']} ({holder['country']})" for holder in position["holders"])
        lines.append(f"    found    {holders} {position['act']} {position['issue']} | {text} | {position['rule']}")
    return "\n".join(lines)


def labelled_documents(folder):
    """Each labelled document with its labels; the text must be the one that was labelled."""
    labels = [json.loads(line) for line in LABELS.open(encoding="utf-8")]
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
    """The positions that the program finds, by address."""
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    command = [program, "read", "--as", "jsonl", "--reader", reader, "-"]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        sys.exit(f"{' '.join(command)}: {run.stderr.strip()}")
    return {found["url"]: found["positions"] for found in map(json.loads, run.stdout.splitlines())}


def main(folder, program, *options):
    folder = Path(folder)
    if not folder.is_dir():
        print(f"skipped: {folder} is not here, and the labelled texts are in it")
        return
    documents = labelled_documents(folder)
    for reader in READERS:
        found = read(program, reader, [document for _, document in documents])
        tallies = {}
        for label, document in documents:
            tally, errors = judge(label["positions"], found[document["url"]])
            for part in (label["part"], f"  {label['week']}"):
                tallies.setdefault(part, Counter()).update(tally)
            if "--errors" in options and label["part"] == "open":
                print(*(f"{reader} {describe(document, error)}" for error in errors), sep="\n", end="\n" if errors else "")
        for part, tally in tallies.items():
            print(row(f"{reader} {part}", tally))


if __name__ == "__main__":
    if len(sys.argv) < 3 or set(sys.argv[3:]) - {"--errors"}:
        sys.exit(__doc__)
    main(*sys.argv[1:])
