"""A ledger as data sets, and the examples of docs/python.md."""

import json
import subprocess
import sys

import duckdb
import polars
import pyarrow
import pyarrow.dataset
import pytest

import diplomacy_watch
from conftest import ROOT
from diplomacy_watch import dataset


@pytest.fixture(scope="module")
def opened(ledger):
    return diplomacy_watch.Ledger.open(ledger)


def printed_by(*command):
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_other_programs_open_a_data_set(opened, tmp_path):
    dataset.write(opened, tmp_path)
    for table in dataset.TABLES:
        rows = pyarrow.table(getattr(opened, table)()).num_rows
        files = f"{tmp_path}/{table}/**/*.parquet"
        assert rows > 0
        assert pyarrow.dataset.dataset(tmp_path / table, partitioning="hive").count_rows() == rows
        assert polars.scan_parquet(files, hive_partitioning=True).collect().height == rows
        asked = f"SELECT count(*), count(DISTINCT month) FROM read_parquet('{files}', hive_partitioning = true)"
        [(count, months)] = duckdb.sql(asked).fetchall()
        assert (count, months) == (rows, len(list((tmp_path / table).glob("month=*"))))


def test_writing_again_leaves_nothing_behind(opened, tmp_path):
    dataset.write(opened, tmp_path)
    stale = tmp_path / "events/month=1999-01"
    stale.mkdir()
    (stale / "part-0.parquet").write_bytes((next((tmp_path / "events").glob("*/*.parquet"))).read_bytes())
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet") if stale not in path.parents}
    dataset.write(opened, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == files


def test_the_example_in_python(program, ledger):
    shown = printed_by(sys.executable, ROOT / "docs/examples/ledger.py", ledger)
    flags = ["--ledger", ledger, "--format", "jsonl"]
    contacts = printed_by(program, "contacts", "--between", "RUS", "USA", *flags).splitlines()
    denials = printed_by(program, "statements", "--stance", "denies", *flags).splitlines()
    hedged = sum(json.loads(line)["hedged"] for line in denials)
    demands = printed_by(program, "positions", "--act", "demand", "--act", "refusal", *flags).splitlines()
    lines = shown.splitlines()
    assert lines[0] == f"{len(contacts)} tellings of contacts between Russia and the United States"
    assert lines[1 + len(contacts)] == f"{len(denials)} denials, {hedged} of them hedged"
    assert contacts and denials and demands
    for line, position in zip(lines[2 + len(contacts) :], map(json.loads, demands), strict=True):
        [words] = [" ".join(one["words"].split()) for one in position["words"] if one["field"] == "content"]
        assert line.endswith(f"{position['act']}, {position['issue']}: “{words}”")


def test_the_example_in_duckdb(program, ledger, tmp_path):
    shown = printed_by(sys.executable, ROOT / "docs/examples/ledger_duckdb.py", ledger, tmp_path).splitlines()
    listed = printed_by(program, "events", "--status", "happened", "--ledger", ledger, "--format", "jsonl")
    counts = {}
    for event in map(json.loads, listed.splitlines()):
        key = (event["day"][:7] if event["day"] else None, event["type"])
        counts[key] = counts.get(key, 0) + 1
    top = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))[:5]
    assert shown[-5:] == [f"{month} {kind}: {count}" for (month, kind), count in top]
    assert all(", of which hedged " in line for line in shown[:-5]) and len(shown) == 10
