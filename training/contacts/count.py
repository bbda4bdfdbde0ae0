"""What the contacts of some weeks come to: how many, told by whom.

    count.py PROGRAM WEEK.jsonl… [--reader careful|fast] [--list N]

imports the files into a ledger of its own and prints how long that took; for each week its
documents, contacts, those told by two or more documents and those told by official sources
of two or more of their sides. `--list` names the N contacts with the most accounts.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from labelled import percent


def call(program, *arguments):
    run = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        sys.exit(f"{program} {' '.join(arguments)}: {run.stderr.strip()}")
    return run.stdout


def week(contact):
    """The ISO week of a contact's day, else of the first report."""
    day = contact["day"] or min(account["published"] or "9999-12-31" for account in contact["accounts"])[:10]
    year, number, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{number:02}"


def row(name, contacts):
    several = sum(len(contact["accounts"]) > 1 for contact in contacts)
    sides = sum(len(contact["sides"]) > 1 for contact in contacts)
    total = len(contacts)
    return f"{name:<10} {total:>5} contacts, {several:>3} told by several documents ({percent(several, total)} %), {sides:>3} by two or more sides ({percent(sides, total)} %)"


def describe(contact):
    names = ", ".join(party["name"] for party in contact["parties"])
    lines = [f"{contact['day'] or 'no day'}  {contact['mode']} ({contact['status']}): {names}"]
    for account in contact["accounts"]:
        words = " ".join(account["words"].split())
        lines.append(f"    {account['outlet']}, {(account['published'] or '')[:10]}: {words[:200]}  <{account['url']}>")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("weeks", nargs="+", type=Path)
    parser.add_argument("--reader", default="fast")
    parser.add_argument("--list", type=int, default=0)
    options = parser.parse_args()
    there = [str(path) for path in options.weeks if path.is_file()]
    if not there:
        print(f"skipped: {options.weeks[0]} is not here")
        return
    with tempfile.TemporaryDirectory() as place:
        ledger = f"{place}/ledger.db"
        start = time.monotonic()
        told = call(options.program, "import", "--reader", options.reader, "--ledger", ledger, *there).strip()
        print(f"{told}, read and stored in {time.monotonic() - start:.0f} s by the {options.reader} reader")
        start = time.monotonic()
        contacts = json.loads(call(options.program, "contacts", "--merged", "--format", "json", "--ledger", ledger))
        print(f"accounts joined in {time.monotonic() - start:.1f} s")
    came_about = [contact for contact in contacts if contact["status"] in ("held", "confirmed", "reported")]
    for name in sorted({week(contact) for contact in came_about}):
        print(row(name, [contact for contact in came_about if week(contact) == name]))
    print(row("all", came_about))
    print(row("not held", [contact for contact in contacts if contact not in came_about]))
    most = sorted(contacts, key=lambda contact: (-len(contact["sides"]), -len(contact["accounts"]), contact["day"] or ""))
    print(*map(describe, most[: options.list]), sep="\n", end="\n" if options.list else "")


if __name__ == "__main__":
    main()
