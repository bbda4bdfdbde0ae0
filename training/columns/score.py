"""How much of what a careful reader takes from press articles the program finds.

    score.py PROGRAM [--errors]

reads the articles of tests/labelled/columns with each reader of PROGRAM. `--errors` lists
what goes wrong in the `dev` ones, of either set; the kept ones are never shown.
docs/labelling.md says what is labelled and how.
"""

import json
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from labelled import READERS, percent

ARTICLES = Path(__file__).parents[2] / "tests/labelled/columns"
FIELDS = {
    "contacts": ("mode", "status", "track", "secret", "where", "countries", "parties"),
    "attributions": ("source", "form", "hedged", "chain"),
    "positions": ("act", "issue", "condition", "countries"),
    "silences": ("channel",),
}
# The kinds of which what is found beyond the labels counts as false.
COMPLETE = ("contacts", "positions")
EXACT = ("mode", "status", "track", "act", "issue", "form")


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def plain(text):
    """Without accents, capitals and typesetting."""
    text = unicodedata.normalize("NFKD", text or "").lower().replace("’", "'")
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def places(text, words):
    """The offsets of each stretch of labelled words, which must stand once in the text."""
    found = []
    for stretch in listed(words):
        if text.count(stretch) != 1:
            raise ValueError(f"stands {text.count(stretch)} times: {stretch}")
        start = text.index(stretch)
        found.append((start, start + len(stretch)))
    return found


def spans(record, *fields):
    return [(span["start"], span["end"]) for field in fields for span in listed(record.get(field))]


def offsets(these):
    return {i for start, end in these for i in range(start, end)}


def rests_on(kind, record):
    """The words of a record that a label's must meet."""
    return spans(record, "content") if kind == "attributions" else spans(record, "evidence", "content")


def agree(kind, label, record):
    """Whether both rest on the same words: what is said, by half of either; else half of the shorter of the record's words and one labelled stretch."""
    have = offsets(rests_on(kind, record))
    if kind == "attributions":
        want = offsets(label["at"])
        return 2 * len(want & have) >= max(len(want), len(have))
    return any(2 * len(offsets([(start, end)]) & have) >= min(end - start, len(have)) for start, end in label["at"])


def value(text, field, record):
    """What a record has for a field, as words to look in."""
    quoted = lambda holder: text[holder["start"] : holder["end"]]
    match field:
        case "countries":
            return [party.get("country") for party in record.get("parties", record.get("holders", []))]
        case "parties":
            return [" ".join(filter(None, (quoted(p), p.get("name"), p.get("role")))) for p in record["parties"]]
        case "source":
            source = record["source"]
            return [f"{quoted(source)} {source['name']}"] if source else []
        case "condition":
            return [quoted(record["condition"])] if record["condition"] else []
        case _:
            return record.get(field)


def right(field, want, have):
    """Whether what a record has is what the label wants: any of `any`, all of a list."""
    if isinstance(want, dict):
        return any(right(field, choice, have) for choice in want["any"])
    if isinstance(want, list):
        return all(right(field, each, have) for each in want)
    if isinstance(want, bool) or field in EXACT:
        return want == have
    told = [plain(each) for each in listed(have) if each]
    return any(plain(want) in each or field == "condition" and each in plain(want) for each in told)


def wrong_fields(kind, text, label, record):
    return [field for field in FIELDS[kind] if field in label and not right(field, label[field], value(text, field, record))]


def pairs(kind, text, labels, records):
    """Label and record that rest on the same words, one to one, those with the fewest wrong fields first."""
    fits = []
    for i, label in enumerate(labels):
        for j, record in enumerate(records):
            if agree(kind, label, record):
                fits.append((len(wrong_fields(kind, text, label, record)), i, j))
    of = {}
    for _, i, j in sorted(fits):
        if i not in of and j not in of.values():
            of[i] = j
    return of


def judge(kind, text, labels, optional, records):
    """The tallies of one kind in one article, and its errors as (what, label or None, record or None).

    A record is false whose words meet those of no label and of no optional stretch. What
    is optional counts neither way, nor does a domestic contact that no label has.
    """
    labels = [label | {"at": places(text, label.get("content", label.get("evidence")))} for label in labels]
    of = pairs(kind, text, labels, records)
    tally, errors = Counter(labelled=len(labels), matched=len(of)), []
    for i, label in enumerate(labels):
        if i not in of:
            errors.append(("missed", label, None))
            continue
        wrong = wrong_fields(kind, text, label, records[of[i]])
        tally["whole"] += not wrong
        for field in FIELDS[kind]:
            if field in label:
                tally["asked", field] += 1
                tally[field] += field not in wrong
        if wrong:
            errors.append((f"wrong {', '.join(wrong)}", label, records[of[i]]))
    of_labels, of_optional = offsets(at for label in labels for at in label["at"]), offsets(places(text, optional))
    for record in records if kind in COMPLETE else []:
        words = offsets(rests_on(kind, record))
        if words & of_labels:
            tally["true"] += 1
        elif not words & of_optional and not record.get("domestic", False):
            tally["false"] += 1
            errors.append(("false", None, record))
    return tally, errors


def row(kind, tally):
    """The figures of one kind as a line."""
    share = lambda name, of: f"{percent(tally[name], of)} ({tally[name]} of {of})"
    asked = [field for field in FIELDS[kind] if tally["asked", field]]
    cells = [f"found all right {share('whole', tally['labelled'])}", f"by words alone {share('matched', tally['labelled'])}"]
    cells.append("right in those: " + ", ".join(f"{field} {percent(tally[field], tally['asked', field])}" for field in asked))
    if kind in COMPLETE:
        cells.append(f"precision {share('true', tally['true'] + tally['false'])}")
    return f"{kind:<12} " + "; ".join(cells)


def describe(article, text, kind, error):
    """An error as a few lines: what was labelled, what was found."""
    what, label, record = error
    lines = [f"{article} {kind} {what}"]
    if label:
        lines.append("    labelled " + json.dumps({name: label[name] for name in label if name != "at"}, ensure_ascii=False))
    if record:
        told = {field: value(text, field, record) for field in FIELDS[kind]}
        quote = " … ".join(text[start:end] for start, end in rests_on(kind, record))
        lines.append(f"    found    {record.get('rule')} | {quote} | " + json.dumps(told, ensure_ascii=False))
    return "\n".join(lines)


def read(program, reader, path, article):
    """What the program finds in one article."""
    command = [program, "read", "--as", "text", "--reader", reader, "--date", article["published"], "--outlet", article["outlet"], str(path)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    except OSError as error:
        sys.exit(f"{program}: {error.strerror}; build it with `cargo build --release`")
    if run.returncode:
        sys.exit(f"{' '.join(command)}: {run.stderr.strip()}")
    return json.loads(run.stdout)


def main():
    if len(sys.argv) < 2 or set(sys.argv[2:]) - {"--errors"}:
        sys.exit(__doc__)
    program, *options = sys.argv[1:]
    for reader in READERS:
        tallies = {}
        for path in sorted(ARTICLES.glob("*.txt")):
            article = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            found = read(program, reader, path, article)
            for kind in FIELDS:
                if kind not in article:  # not labelled in it
                    continue
                tally, errors = judge(kind, found["text"], article[kind], article["optional"], found[kind])
                tallies.setdefault((article["part"], kind), Counter()).update(tally)
                if "--errors" in options and article["part"].startswith("dev"):
                    for error in errors:
                        print(f"{reader} {describe(path.stem, found['text'], kind, error)}")
        for part, kind in sorted(tallies):
            print(f"{reader} {part:<8} {row(kind, tallies[part, kind])}")


if __name__ == "__main__":
    main()
