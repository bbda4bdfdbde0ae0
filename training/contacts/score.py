"""How many of the contacts labelled by hand the program finds, and how right it has them.

    score.py PRESIDENCIES PROGRAM [--errors]

reads the labelled documents, taken from the folder PRESIDENCIES, with each reader of
PROGRAM. `--errors` lists what goes wrong in the open weeks; the kept ones are never shown.
docs/labelling.md says what is labelled and how.
"""

import sys
import unicodedata
from collections import Counter
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from labelled import main, percent

FIELDS = ("parties", "mode", "status", "date", "place")


def words(text):
    """The words of a name, without accents or capitals."""
    plain = unicodedata.normalize("NFKD", text or "").lower()
    plain = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return [word for word in plain.split() if word not in ("of", "the", "and")]


def alike(label, party):
    """Whether a found party may be the labelled one, its person left open."""
    if label["country"] and party["country"]:
        return label["country"] == party["country"]
    told = words(party["name"]) + words(party["text"])
    return any(word in told for word in words(label["name"]))


def same(label, party):
    """Whether a found party is the labelled one: a person by the last name, however it is spelt in English, a group as `alike`."""
    if not alike(label, party):
        return False
    last = words(label["name"])[-1]
    return label.get("group", False) or any(SequenceMatcher(None, last, word).ratio() >= 0.8 for word in words(party["name"]))


def overlap(contact, evidence):
    return any(contact["evidence"]["start"] < span["end"] and span["start"] < contact["evidence"]["end"] for span in evidence)


def shared(label, contact):
    """How many of the labelled parties the contact has."""
    return sum(any(alike(party, found) for found in contact["parties"]) for party in label["parties"])


def closeness(label, contact):
    """How well the two fit; zero where they are not of one happening.

    One party in common is not enough where two are labelled: a visit told of the wrong
    person is another visit.
    """
    parties = shared(label, contact)
    needed = sum(not party.get("extra", False) for party in label["parties"])
    if overlap(contact, label["evidence"]):
        return 100 + parties if parties >= min(needed, 2) else 0
    no_other = all(any(alike(party, found) for party in label["parties"]) for found in contact["parties"])
    elsewhere = parties >= max(needed, 2) and no_other and contact["when"] and right_date(label, contact)
    return parties if elsewhere else 0


def pairs(labels, contacts):
    """Label and contact, best fit first, one to one; a label of several happenings takes all that overlap it."""
    fits = [(closeness(l, c), i, j) for i, l in enumerate(labels) for j, c in enumerate(contacts)]
    taken, told, out = set(), set(), []
    for fit, i, j in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        several = labels[i].get("several", False) and fit >= 100
        if fit and j not in told and (i not in taken or several):
            taken.add(i), told.add(j), out.append((i, j))
    return out


def last_day(when):
    """The last day that a time may mean."""
    first = date.fromisoformat(when["date"])
    match when["precision"]:
        case "day":
            return first
        case "week":
            return first + timedelta(days=6)
        case "month":
            return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case "year":
            return date(first.year, 12, 31)


def right_date(label, contact):
    """Whether the date is one that the label takes: the same days, or none where none is told."""
    days = lambda when: when and (when["date"], last_day(when))
    return days(contact["when"]) in [days(when) for when in label["when"]]


def right_place(label, contact):
    told = words(contact["where"])
    if not told:
        return not label["where"] or None in label["where"]
    return any(set(words(place)) <= set(told) or set(told) <= set(words(place)) for place in label["where"] if place)


def right_fields(label, contacts):
    """The fields that the contacts of one label have right."""
    parties = [party for contact in contacts for party in contact["parties"]]
    every = all(party.get("extra", False) or any(same(party, found) for found in parties) for party in label["parties"])
    no_other = all(any(alike(party, found) for party in label["parties"]) for found in parties)
    return {
        "parties": every and no_other,
        "mode": all(contact["mode"] in label["mode"] for contact in contacts),
        "status": all(contact["status"] in label["status"] for contact in contacts),
        "date": all(right_date(label, contact) for contact in contacts),
        "place": all(right_place(label, contact) for contact in contacts),
    }


def judge(labelled, contacts):
    """The tallies of one document, and its errors as (kind, label or None, contacts).

    What is labelled optional counts neither way. A contact of one country's own people
    counts apart on both sides: to call it foreign is a false contact, and the reverse a
    missed one.
    """
    tally, errors = Counter(), []
    for domestic, kind in ((False, "foreign"), (True, "domestic")):
        labels = [l for l in labelled if l.get("domestic", False) == domestic or l.get("optional", False)]
        found = [c for c in contacts if c["domestic"] == domestic]
        of = {}
        for i, j in pairs(labels, found):
            of.setdefault(i, []).append(found[j])
        paired = [id(contact) for group in of.values() for contact in group]
        for i, label in enumerate(labels):
            if label.get("optional", False):
                continue
            tally[kind, "labelled"] += 1
            if i not in of:
                errors.append((f"missed {kind}", label, []))
                continue
            tally[kind, "matched"] += 1
            tally[kind, "true"] += len(of[i])
            for field, right in right_fields(label, of[i]).items():
                tally[kind, field] += right
                if not right:
                    errors.append((f"wrong {field}", label, of[i]))
        for contact in found:
            if id(contact) in paired or any(l.get("optional", False) and overlap(contact, l["evidence"]) for l in labels):
                continue
            tally[kind, "false"] += 1
            again = any(closeness(label, contact) for label in labels)
            errors.append((f"{'told twice' if again else 'false'}, {kind}", None, [contact]))
    return tally, errors


def row(name, tally):
    """The figures of one part as a line."""
    cells = []
    for kind in ("foreign", "domestic"):
        given = tally[kind, "true"] + tally[kind, "false"]
        cells.append(
            f"{kind}: P {percent(tally[kind, 'true'], given)} ({tally[kind, 'true']} of {given}),"
            f" R {percent(tally[kind, 'matched'], tally[kind, 'labelled'])} ({tally[kind, 'matched']} of {tally[kind, 'labelled']})"
        )
    fields = ", ".join(f"{field} {percent(tally['foreign', field], tally['foreign', 'matched'])}" for field in FIELDS)
    return f"{name:<16} {cells[0]}; right in those: {fields}; {cells[1]}"


def quote(document, spans):
    return " … ".join(document["text"][span["start"] : span["end"]] for span in spans)


def describe(document, error):
    """An error as a few lines: what was labelled, what was found, by which rule."""
    kind, label, contacts = error
    lines = [f"{kind}  {document['url']}"]
    if label:
        names = ", ".join(party["name"] for party in label["parties"])
        lines.append(f"    labelled {names} | {'/'.join(label['mode'])} | {'/'.join(label['status'])} | {label['when']} | {label['where']}")
        lines.append(f"             {quote(document, label['evidence'])}")
    for contact in contacts:
        names = ", ".join(f"{party['name']} ({party['country']})" for party in contact["parties"])
        when = contact["when"] and (contact["when"]["date"], contact["when"]["precision"])
        lines.append(f"    found    {names} | {contact['mode']} | {contact['status']} | {when} | {contact['where']} | {contact['rule']}")
        lines.append(f"             {quote(document, [contact['evidence']])}")
    return "\n".join(lines)


if __name__ == "__main__":
    main("contacts", judge, row, describe, __doc__)
