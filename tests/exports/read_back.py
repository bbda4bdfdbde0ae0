"""Reads every export of events back with pandas and DuckDB: as many rows, the same columns, the right types.

    read_back.py PROGRAM DOCUMENTS
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas

SCHEMAS = {"plover": 16, "polecat": 40, "icews": 20, "gdelt": 61, "cameo": 6}
EVIDENCE = 13
WHOLE = {"quad", "QuadClass", "Event ID", "GLOBALEVENTID", "SQLDATE", "dw_documents", "dw_sources", "dw_origins", "dw_start", "dw_end"}
REAL = {"goldstein", "GoldsteinScale", "FractionDate"}


def check(told, what):
    if not told:
        sys.exit(f"exports: {what}")


def kinds(frame, schema, what):
    for name in frame.columns:
        kind = str(frame[name].dtype).lower()
        if name in WHOLE and not (schema == "polecat" and name == "Event ID"):
            check(kind.startswith("int"), f"{what}: {name} is {kind}")
        if name in REAL:
            check(kind == "float64", f"{what}: {name} is {kind}")


def main(program, documents):
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        run = lambda *arguments: subprocess.run([program, *arguments, "--ledger", ledger], check=True, capture_output=True).stdout
        run("import", "--reader", "fast", *documents)
        for schema, own in SCHEMAS.items():
            files = {}
            for form in ("csv", "tsv", "jsonl", "parquet"):
                files[form] = Path(folder) / f"{schema}.{form}"
                files[form].write_bytes(run("events", "--schema", schema, "--format", form))
            rows = len(files["jsonl"].read_text(encoding="utf-8").splitlines())
            check(rows > 0, f"{schema}: no events in {documents}")
            codes = {name: str for name in ("cameo", "code", "CAMEO Code", "EventCode", "EventBaseCode", "EventRootCode")}
            parquet = pandas.read_parquet(files["parquet"])
            head = None if schema == "gdelt" else 0
            named = {"names": list(parquet.columns)} if head is None else {}
            frames = {
                "csv": pandas.read_csv(files["csv"], dtype=codes),
                "tsv": pandas.read_csv(files["tsv"], sep="\t", header=head, dtype=codes, **named),
                "jsonl": pandas.read_json(files["jsonl"], lines=True, dtype=codes),
                "parquet": parquet,
            }
            for form, frame in frames.items():
                what = f"{schema} {form}, pandas"
                check(frame.shape == (rows, own + EVIDENCE), f"{what}: {frame.shape}")
                check(list(frame.columns) == list(parquet.columns), f"{what}: other columns")
                check(list(frame["dw_id"]) == list(parquet["dw_id"]), f"{what}: other ids")
                kinds(frame, schema, what)
            readers = {
                "csv": f"read_csv('{files['csv']}')",
                "tsv": f"read_csv('{files['tsv']}', delim='\t', header={head is not None})",
                "jsonl": f"read_json('{files['jsonl']}')",
                "parquet": f"'{files['parquet']}'",
            }
            for form, reader in readers.items():
                relation = duckdb.sql(f"SELECT * FROM {reader}")
                check(relation.shape == (rows, own + EVIDENCE), f"{schema} {form}, DuckDB: {relation.shape}")
            types = dict(zip(relation.columns, map(str, relation.types)))
            check(types["dw_start"] == "BIGINT" and types["dw_id"] == "VARCHAR", f"{schema} parquet, DuckDB: {types}")
            quotes = duckdb.sql(f"SELECT dw_quote FROM '{files['parquet']}'").fetchall()
            check([quote for (quote,) in quotes] == list(parquet["dw_quote"]), f"{schema} parquet: other words")
            print(f"{schema}: {rows} rows of {own + EVIDENCE} columns in each format")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
