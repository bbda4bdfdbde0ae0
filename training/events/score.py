"""How many of the events in sentences labelled by hand the program finds, and how right it has them.

    score.py PRESIDENCIES PROGRAM [--errors]

reads the documents of the labelled sentences, taken from the folder PRESIDENCIES, with each
reader of PROGRAM; what it finds elsewhere in them does not count. `--errors` lists what goes
wrong in the open part; the kept one is never shown. docs/labelling.md says what is labelled
and how.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from labelled import main, percent


def inside(sentence, event):
    """Whether the most of the event's words stand in the sentence."""
    evidence = event["evidence"]
    shared = min(sentence["end"], evidence["end"]) - max(sentence["start"], evidence["start"])
    return 2 * shared > evidence["end"] - evidence["start"]


def takes_part(wanted, parties):
    """Whether one of the countries is among the parties; "-" stands for a body of no country."""
    return not wanted or any((party["country"] or "-") in wanted for party in parties)


def fits(label, event):
    """Whether both tell of one event: a type that the label takes, an actor, a recipient.

    An event without a recipient fits a label of any; CONSULT is told from either side."""
    right = lambda actors, recipients: takes_part(label["actors"], actors) and (not recipients or takes_part(label["recipients"], recipients))
    actors, recipients = event["actors"], event["recipients"]
    either = event["type"] == "CONSULT" and right(recipients, actors)
    return event["type"] in label["type"] and (right(actors, recipients) or either)


def judge(sentences, events):
    """The tallies of one document, and its errors as (kind, label or sentence, event or None).

    What is labelled optional counts neither way; a second record of one label is a false one.
    """
    tally, errors = Counter(), []
    for sentence in sentences:
        here = [event for event in events if inside(sentence, event)]
        told = set()
        tally["empty"] += not sentence["labels"]
        for label in sorted(sentence["labels"], key=lambda label: label.get("optional", False)):
            matches = [i for i, event in enumerate(here) if i not in told and fits(label, event)]
            if label.get("optional", False):
                told.update(matches)
                continue
            tally["labelled"] += 1
            if matches:
                told.add(matches[0])
                tally["found"] += 1
                tally["right " + here[matches[0]]["type"]] += 1
            else:
                errors.append(("missed", {**sentence, **label, "start": sentence["start"], "end": sentence["end"]}, None))
        false = [event for i, event in enumerate(here) if i not in told]
        tally["false"] += len(false)
        tally["falsely"] += bool(false) and not sentence["labels"]
        tally.update("false " + event["type"] for event in false)
        errors.extend(("false", sentence, event) for event in false)
    return tally, errors


def row(name, tally):
    """The figures of one part as a line: in all, and precision by type."""
    types = sorted({key.split()[1] for key in tally if key.startswith(("right ", "false "))})
    by_type = ", ".join(f"{kind} {tally['right ' + kind]}/{tally['right ' + kind] + tally['false ' + kind]}" for kind in types)
    given = tally["found"] + tally["false"]
    return (
        f"{name:<16} P {percent(tally['found'], given)} ({tally['found']} of {given}),"
        f" R {percent(tally['found'], tally['labelled'])} ({tally['found']} of {tally['labelled']});"
        f" events in {tally['falsely']} of {tally['empty']} sentences without; {by_type}"
    )


def describe(document, error):
    """An error as a few lines: what was labelled, what was found, by which rule."""
    kind, label, event = error
    lines = [f"{kind}  {document['url']}", f"    {document['text'][label['start'] : label['end']]}"]
    if event is None:
        lines.append(f"    labelled {'/'.join(label['type'])} {label['actors']} > {label['recipients']}")
    else:
        names = lambda parties: ", ".join(f"{party['name']} ({party['country']})" for party in parties)
        lines.append(f"    found    {event['type']} {event['status']} {names(event['actors'])} > {names(event['recipients'])} | {event['rule']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main("events", judge, row, describe, __doc__)
