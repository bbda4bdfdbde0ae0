"""How many of the positions labelled by hand the program finds, and how right it has them.

    score.py PRESIDENCIES PROGRAM [--errors]

reads the labelled documents, taken from the folder PRESIDENCIES, with each reader of
PROGRAM. `--errors` lists what goes wrong in the open weeks; the kept one is never shown.
docs/labelling.md says what is labelled and how.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from labelled import main, percent


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


if __name__ == "__main__":
    main("positions", judge, row, describe, __doc__)
