"""Who dealt with whom, week by week: a ledger in Python.

Run as: python docs/examples/ledger.py diplomacy-watch.db
"""

import sys

import polars
import pyarrow

import diplomacy_watch

ledger = diplomacy_watch.Ledger.open(sys.argv[1])

# A list is Arrow; Polars takes it without a copy.
contacts = polars.DataFrame(ledger.contacts(between=["RUS", "USA"]))
print(f"{contacts.height} tellings of contacts between Russia and the United States")

# Never drop who says so: `told_by` is the attribution that a record stands under, and
# nothing where the document tells it in its own voice.
told = contacts.select(
    "day",
    "mode",
    "status",
    outlet=polars.col("document").struct.field("outlet"),
    said_by=polars.col("told_by").struct.field("source").struct.field("name"),
    hedged=polars.col("told_by").struct.field("hedged").fill_null(False),
).sort("day", "outlet", "mode")
for row in told.iter_rows(named=True):
    said_by = f", said by {row['said_by']}" if row["said_by"] else ""
    print(f"{row['day']} {row['mode']}, {row['status']}{said_by} ({row['outlet']})")

# pandas and pyarrow take it as well.
statements = pyarrow.table(ledger.statements(stance="denies")).to_pandas()
print(f"{len(statements)} denials, {int(statements['hedged'].sum())} of them hedged")

# The words behind a record are in its document, between `start` and `end`.
documents = {row["id"]: row["text"] for row in pyarrow.table(ledger.documents()).to_pylist()}
for position in pyarrow.table(ledger.positions(act=["demand", "refusal"])).to_pylist():
    content = position["content"]
    words = documents[position["document"]["id"]][content["start"] : content["end"]]
    holders = ", ".join(holder["name"] for holder in position["holders"])
    print(f"{holders}: {position['act']}, {position['issue']}: “{' '.join(words.split())}”")
