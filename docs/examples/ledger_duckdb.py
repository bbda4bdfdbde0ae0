"""SQL over a ledger: DuckDB asks Arrow tables and a data set of Parquet.

Run as: python docs/examples/ledger_duckdb.py diplomacy-watch.db records/
"""

import pathlib
import sys

import duckdb

import diplomacy_watch
from diplomacy_watch import dataset

ledger = diplomacy_watch.Ledger.open(sys.argv[1])
folder = pathlib.Path(sys.argv[2])

# A table of the ledger has a name in SQL: that of its variable.
statements = ledger.statements()
speakers = duckdb.sql("""
    SELECT source.name AS speaker, stance, count(*) AS statements, count_if(hedged) AS hedged
    FROM statements
    WHERE source.name IS NOT NULL AND NOT source.anonymous
    GROUP BY ALL ORDER BY statements DESC, speaker, stance LIMIT 5
""")
for speaker, stance, count, hedged in speakers.fetchall():
    print(f"{speaker} {stance}: {count}, of which hedged {hedged}")

# As a data set it opens without this package, in R and Spark too.
dataset.write(ledger, folder)
events = f"{folder}/events/**/*.parquet"
days = duckdb.sql(f"""
    SELECT month, type, count(*) AS tellings
    FROM read_parquet('{events}', hive_partitioning = true)
    WHERE status = 'happened'
    GROUP BY ALL ORDER BY month, tellings DESC, type LIMIT 5
""")
for month, kind, tellings in days.fetchall():
    print(f"{month} {kind}: {tellings}")
