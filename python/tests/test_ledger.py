"""The lists of a ledger are those of the command line."""

import contextlib
import datetime
import json
import sqlite3
import subprocess

import duckdb
import polars
import pyarrow
import pytest

import diplomacy_watch
from conftest import without_empty


@pytest.fixture(scope="session")
def opened(ledger):
    return diplomacy_watch.Ledger.open(ledger)


LISTS = [
    ("contacts", {}, []),
    ("contacts", {"between": ["RUS", "USA"], "status": "reported"}, ["--between", "RUS", "USA", "--status", "reported"]),
    ("contacts", {"merged": True}, ["--merged"]),
    ("contacts", {"between": ["RUS", "USA"], "limit": 2, "merged": True}, ["--between", "RUS", "USA", "--limit", "2", "--merged"]),
    ("contacts", {"mode": ["meeting", "visit"], "limit": 3}, ["--mode", "meeting", "--mode", "visit", "--limit", "3"]),
    ("statements", {"actor": "Zakharova"}, ["--actor", "Zakharova"]),
    ("statements", {"stance": ["denies", "says"], "since": "2023-07-06"}, ["--stance", "denies", "--stance", "says", "--since", "2023-07-06"]),
    ("positions", {}, []),
    ("positions", {"act": "support", "issue": ["alliance", "arms"]}, ["--act", "support", "--issue", "alliance", "--issue", "arms"]),
    ("events", {"until": datetime.date(2023, 7, 6)}, ["--until", "2023-07-06"]),
    ("events", {"type_": "CONSULT", "status": "happened"}, ["--type", "CONSULT", "--status", "happened"]),
]


@pytest.mark.parametrize(("name", "filters", "flags"), LISTS)
def test_lists_are_those_of_the_command_line(program, ledger, opened, name, filters, flags):
    command = [program, name, "--ledger", ledger, "--format", "jsonl", *flags]
    printed = subprocess.run(command, capture_output=True, check=True)
    lines = [json.loads(line) for line in printed.stdout.splitlines()]
    table = getattr(opened, name)(**filters)
    assert lines and len(table) == len(lines)
    assert "day" in table.column_names
    for row, line in zip(pyarrow.table(table).to_pylist(), lines, strict=True):
        assert without_empty(row) == without_empty(line)


def test_documents_carry_their_records(opened):
    documents = opened.documents().read_all().to_pylist()
    contacts = pyarrow.table(opened.contacts()).to_pylist()
    ids = {contact["id"] for document in documents for contact in document["contacts"]}
    assert ids == {contact["id"] for contact in contacts}
    some = opened.documents(since="2023-07-06", until="2023-07-06")
    assert {row["published"][:10] for row in pyarrow.table(some).to_pylist()} == {"2023-07-06"}


@pytest.mark.parametrize("name", ["contacts", "statements", "positions", "events", "silences"])
def test_a_list_comes_in_batches(opened, name):
    whole = pyarrow.table(getattr(opened, name)())
    taken = opened.batches(name).read_all()
    assert taken.schema == whole.schema
    by_id = lambda rows: sorted(rows.to_pylist(), key=lambda row: row["id"])  # noqa: E731
    assert by_id(taken) == by_id(whole)
    some = opened.batches(name, since="2023-07-06", until="2023-07-06").read_all()
    assert by_id(some) == by_id(pyarrow.table(getattr(opened, name)(since="2023-07-06", until="2023-07-06")))


def test_documents_are_read_as_they_are_taken(program, tmp_path):
    lines, path = tmp_path / "many.jsonl", tmp_path / "many.db"
    documents = (
        {"id": f"d{i:03}", "url": f"https://example.org/{i}", "published": "2022-03-07", "text": f"Envoy {i} met envoy {i + 1}."}
        for i in range(300)
    )
    lines.write_text("\n".join(map(json.dumps, documents)))
    subprocess.run([program, "import", "--reader", "fast", "--ledger", path, lines], capture_output=True, check=True)
    batches = diplomacy_watch.Ledger.open(path).documents()
    ids = batches.read_next_batch().column("id").to_pylist()
    assert 0 < len(ids) < 300
    # What is changed now is read later.
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE revision SET title = 'Changed since'")
    rest = batches.read_all().to_pylist()
    assert {row["title"] for row in rest} == {"Changed since"}
    assert ids + [row["id"] for row in rest] == [f"d{i:03}" for i in range(300)]


def test_other_libraries_take_a_table(opened):
    table = table_of_contacts = opened.contacts()
    names = table.column_names
    frame = polars.DataFrame(table)
    assert (frame.columns, frame.height) == (names, len(table))
    assert pyarrow.table(table_of_contacts).to_pandas().shape == (len(table), len(names))
    counts = duckdb.sql("SELECT mode, count(*) FROM table_of_contacts GROUP BY mode").fetchall()
    assert sorted(counts) == sorted(frame.group_by("mode").len().iter_rows()) and len(counts) > 1


@pytest.mark.parametrize(
    ("name", "filters", "error", "words"),
    [
        ("contacts", {"status": "rumoured"}, ValueError, "status: unknown variant `rumoured`, expected one of `held`"),
        ("positions", {"issue": ["grain", "fish"]}, ValueError, "issue: unknown variant `fish`"),
        ("contacts", {"between": ["USA"]}, ValueError, "between takes two or more"),
        ("events", {"since": "March"}, ValueError, 'since is "March", which is no day'),
        ("events", {"since": 2023}, TypeError, "since must be a string"),
        ("events", {"since": "2023-07-07", "until": "2023-07-06"}, ValueError, "until 2023-07-06 is before since 2023-07-07"),
        ("statements", {"limit": -1}, OverflowError, ""),
        ("batches", {"name": "documents"}, ValueError, 'there is no list "documents"; give "contacts"'),
    ],
)
def test_a_wrong_filter_is_named(opened, name, filters, error, words):
    with pytest.raises(error) as raised:
        getattr(opened, name)(**filters)
    assert words in str(raised.value)


def test_what_is_no_ledger_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="none.db"):
        diplomacy_watch.Ledger.open(tmp_path / "none.db")
    notes = tmp_path / "notes.db"
    notes.write_text("These are notes and no database. " * 100)
    with pytest.raises(ValueError, match="notes.db"):
        diplomacy_watch.Ledger.open(notes)
