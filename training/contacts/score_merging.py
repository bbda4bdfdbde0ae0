"""How well accounts of one contact are joined, by happenings labelled by hand.

    score_merging.py PRESIDENCIES PROGRAM [--reader careful|fast] [--part PART]... [--errors]

imports the labelled weeks from the folder PRESIDENCIES into a ledger of its own and looks at
every two documents that `contacts --merged` gives one contact. `--part` takes this part alone.
`--errors` lists what goes wrong in the open parts, but for documents that `contacts.jsonl`
keeps; the kept weeks are never shown. A part labelled later is scored by the pairs that the
earlier one of the same weeks does not tell of, then both together; joined pairs that only the
other one tells of count neither way. docs/labelling.md says what is labelled and how.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from labelled import LABELS, percent

WEEKS = {
    "open": ("2022-W05", "2022-W06", "2022-W08", "2022-W09", "2022-W10", "2022-W11", "2022-W13", "2023-W28"),
    "kept": ("2022-W07", "2022-W12", "2023-W26", "2023-W27"),
}
# Parts that were labelled later, each with the part that holds their weeks.
LATER = {"open 2nd": ("open", ("2022-W08", "2022-W09", "2022-W10", "2022-W11"))}


def call(program, *arguments):
    run = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        sys.exit(f"{program} {' '.join(arguments)}: {run.stderr.strip()}")
    return run.stdout


def merged(program, reader, weeks, folder):
    """The contacts of some weeks with all their accounts."""
    with tempfile.TemporaryDirectory() as place:
        ledger = f"{place}/ledger.db"
        call(program, "import", "--reader", reader, "--ledger", ledger, *(str(folder / f"{week}.jsonl") for week in weeks))
        return json.loads(call(program, "contacts", "--merged", "--format", "json", "--ledger", ledger))


def documents_of(weeks, folder):
    """The addresses of all documents of some weeks."""
    lines = (line for week in weeks for line in (folder / f"{week}.jsonl").open(encoding="utf-8"))
    return {json.loads(line)["url"] for line in lines}


def may_be(happening, contact):
    """Whether a contact may be a labelled happening, by day, countries and, where a party is of
    no country, its name."""
    countries = {party["country"] for party in contact["parties"]} - {None}
    days = not contact["day"] or not happening["when"] or contact["day"] == happening["when"]
    known = len(countries & set(happening["countries"])) >= min(2, len(happening["countries"]))
    named = any(word in party["name"] for word in happening.get("named", [""]) for party in contact["parties"])
    return days and named and (known or not countries)


def is_one(happening, first, second, key="documents"):
    return {first, second} <= set(happening["documents"]) | set(happening.get(key, ()))


def judge(happenings, contacts, others=(), within=None):
    """The joined pairs as (right, contact, pair), and for each labelled pair whether both
    documents tell the contact at all and whether they are joined. Joined pairs that only a
    happening of `others` tells of are left out; all pairs are of documents `within`."""
    kept = lambda urls: sorted(urls if within is None else set(urls) & within)
    given, asked = [], []
    for contact in contacts:
        for pair in combinations(kept({account["url"] for account in contact["accounts"]}), 2):
            if any(is_one(one, *pair) and may_be(one, contact) for one in happenings):
                given.append((True, contact, pair))
            elif not any(is_one(one, *pair, "maybe") and may_be(one, contact) for one in (*happenings, *others)):
                given.append((False, contact, pair))
    for one in happenings:
        telling = [c for c in contacts if may_be(one, c)]
        for pair in combinations(kept(one["documents"]), 2):
            found = all(any(account["url"] == url for c in telling for account in c["accounts"]) for url in pair)
            joined = any(set(pair) <= {account["url"] for account in c["accounts"]} for c in telling)
            asked.append((one, pair, found, joined))
    return given, asked


def is_told(happenings, asked):
    """Whether a labelled pair is one of these happenings, too."""
    one, pair = asked[:2]
    same = [other for other in happenings if all(other[key] == one[key] for key in ("when", "countries"))]
    return any(is_one(other, *pair) for other in same)


def score(title, given, asked):
    right, found = sum(one[0] for one in given), [one for one in asked if one[2]]
    joined = sum(one[3] for one in asked)
    print(
        f"{title}: P {percent(right, len(given))} ({right} of {len(given)} joined pairs),"
        f" R {percent(joined, len(found))} ({joined} of {len(found)} pairs of which both are found;"
        f" of all {len(asked)} labelled {percent(joined, len(asked))})"
    )


def kept_for_contacts():
    labels = map(json.loads, (LABELS / "contacts.jsonl").open(encoding="utf-8"))
    return {label["url"] for label in labels if label["part"].startswith("kept")}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("presidencies", type=Path)
    parser.add_argument("program")
    parser.add_argument("--reader", default="fast")
    parser.add_argument("--part", action="append", choices=[*WEEKS, *LATER])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not options.presidencies.is_dir():
        print(f"skipped: {options.presidencies} is not here, and the labelled texts are in it")
        return
    found_in = {}
    labels = [json.loads(line) for line in (LABELS / "merging.jsonl").open(encoding="utf-8")]
    parts = {part: [label for label in labels if label["part"] == part] for part in (*WEEKS, *LATER)}
    for part in options.part or parts:
        base, later = LATER.get(part, (part, None))
        weeks = WEEKS[base]
        if weeks not in found_in:
            found_in[weeks] = merged(options.program, options.reader, weeks, options.presidencies)
        contacts = found_in[weeks]
        if later:
            within = documents_of(later, options.presidencies)
            given, asked = judge(parts[part], contacts, parts[base], within)
            asked = [one for one in asked if not is_told(parts[base], one)]
        else:
            others = [one for name, (of, _) in LATER.items() if of == part for one in parts[name]]
            given, asked = judge(parts[part], contacts, others)
        if options.errors and part != "kept":
            hidden = kept_for_contacts()
            for right, contact, pair in given:
                if not right and hidden.isdisjoint(pair):
                    words = [account["words"][:160] for account in contact["accounts"] if account["url"] in pair]
                    print("wrongly joined", contact["day"], contact["mode"], *pair, *words, sep="\n    ")
            for one, pair, found, joined in asked:
                if not joined and hidden.isdisjoint(pair):
                    print("not joined" if found else "not both found", one["what"], one["when"], *pair, sep="\n    ")
        score(f"{options.reader} {part}", given, asked)
        if later:
            given, first = judge(parts[base] + parts[part], contacts, within=within)
            first = [one for one in first if one[0] in parts[base]]
            score(f"{options.reader} {base} and {part}, weeks of the latter", given, first + asked)


if __name__ == "__main__":
    main()
