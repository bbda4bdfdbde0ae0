"""Spark's rows are the command line's, whatever dies on the way."""

import json
import os
import pathlib
import signal
import subprocess
import sys

import pyarrow.dataset
import pyarrow.parquet
import pytest

import diplomacy_watch
from conftest import without_empty

pytest.importorskip("pyspark")

from pyspark.sql import SparkSession  # noqa: E402

from diplomacy_watch import spark as watch  # noqa: E402


@pytest.fixture(scope="module")
def session():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        # Two cores; a task may fail three times, as it may on a cluster.
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def lines(week):
    return [json.loads(line) for line in week.read_text().splitlines()]


def rows_of(folder):
    """All rows of a data set, in an order of their own, without the month."""
    rows = pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pylist()
    for row in rows:
        row.pop("month", None)
    return sorted((without_empty(row) for row in rows), key=lambda row: json.dumps(row, sort_keys=True))


def printed_by(program, *paths):
    """What the command line prints, and the tables that Spark is to make of it."""
    command = [program, "read", "--reader", "fast", *paths]
    printed = subprocess.run(command, capture_output=True, check=False).stdout
    documents = [json.loads(line) for line in printed.splitlines()]
    tables = {"documents": documents}
    for table in watch.RECORDS:
        rows = tables[table] = []
        for document in documents:
            about = {"document": document["id"]} | {name: document[name] for name in watch.ABOUT[1:]}
            for record in document[table]:
                own = {f"record_{name}" if name in about else name: value for name, value in record.items()}
                index = record.get("attribution")
                told_by = None if index is None else document["attributions"][index]
                rows.append(about | own | {"told_by": told_by})
    key = lambda row: json.dumps(row, sort_keys=True)  # noqa: E731
    return {name: sorted((without_empty(row) for row in rows), key=key) for name, rows in tables.items()}


@pytest.fixture(scope="module")
def mixed(week, tmp_path_factory):
    """Good lines and bad ones in two files."""
    folder = tmp_path_factory.mktemp("mixed")
    lines = week.read_text().splitlines()
    (folder / "a.jsonl").write_text("\n".join([*lines[:4], '{"text": 7}', *lines[4:9]]) + "\n")
    (folder / "b + c.jsonl").write_text("\n".join([*lines[9:], "", "{"]) + "\n")
    return folder


def test_rows_are_those_of_the_command_line(session, program, mixed, tmp_path):
    documents = watch.read(session, str(mixed), as_="jsonl", reader="fast")
    watch.write(documents, str(tmp_path / "out"))
    expected = printed_by(program, mixed)
    for table, rows in expected.items():
        assert rows and rows_of(tmp_path / "out" / table) == rows, table
    errors = rows_of(tmp_path / "out/errors")
    assert [pathlib.Path(row["path"]).name for row in errors] == ["a.jsonl", "b + c.jsonl"]
    assert '"text" is a number' in errors[0]["error"] and "not a JSON object" in errors[1]["error"]
    assert not (tmp_path / "out/read").exists()
    months = sorted(path.name for path in (tmp_path / "out/documents").glob("month=*"))
    assert months == sorted({f"month={row['published'][:7]}" for row in expected["documents"]})


def test_parquet_and_archives_are_read(session, lines, archive, tmp_path):
    table = pyarrow.Table.from_pylist(lines).select(["id", "url", "outlet", "kind", "country", "published", "title", "text", "path"])
    pyarrow.parquet.write_table(table, tmp_path / "week.parquet")
    got = watch.read(session, str(tmp_path / "week.parquet"), as_="parquet", reader="fast").collect()
    contacts = {row.id: len(row.contacts) for row in got}
    assert contacts == {line["id"]: len(line["contacts"]) for line in lines}
    [row] = watch.read(session, str(archive), as_="warc", reader="fast").collect()
    assert (row.url, row.path, row.error) == ("https://www.example.org/talks", str(archive), None)
    assert row.contacts


def test_what_a_killed_worker_leaves_is_read_again(session, mixed, tmp_path):
    killed = tmp_path / "killed"
    read = watch.reading(as_="jsonl", reader="fast")

    def fragile(batches):
        for i, batch in enumerate(read(batches)):
            yield batch
            if not killed.exists():
                killed.write_text(str(i))
                os.kill(os.getpid(), signal.SIGKILL)

    source = session.read.text(str(mixed)).selectExpr("value AS content", "'x' AS path").where("content <> ''")
    once = source.mapInArrow(read, watch.schema())
    watch.write(once, str(tmp_path / "whole"))
    watch.write(source.mapInArrow(fragile, watch.schema()), str(tmp_path / "broken"))
    assert killed.exists()
    for table in [*watch.RECORDS, "documents", "errors"]:
        rows = rows_of(tmp_path / "whole" / table)
        assert rows and rows_of(tmp_path / "broken" / table) == rows, table
    # Written over what is there.
    watch.write(once, str(tmp_path / "broken"))
    assert rows_of(tmp_path / "broken/events") == rows_of(tmp_path / "whole/events")


def test_copies_lead_to_the_earliest(session):
    words = [f"word{i * 7919 % 997}" for i in range(300)]
    text = " ".join(words)
    edited = " ".join([*words[:150], "changed", *words[151:]])
    more = " ".join([*words[:150], "changed", *words[151:290], "by", "others"])
    rows = [
        ("c", "2022-03-08", edited),
        ("b", "2022-03-07", text),
        ("d", None, text.upper()),
        ("e", "2022-03-09", more),
        ("f", "2022-03-01", " ".join(f"other{i * 31 % 991}" for i in range(300))),
        ("g", "2022-03-01", "Short."),
        ("h", "2022-03-01", "Another."),
    ]
    frame = session.createDataFrame(rows, "id string, published string, text string")
    got = sorted((row.id, row.copy_of) for row in watch.near_duplicates(frame).collect())
    assert got == [("c", "b"), ("d", "b"), ("e", "b")]


PILLARS = (
    "Ruritania is to pay for new pillars of the Kessel bridge, and Grand Fenwick for the road that leads to it "
    "from Zenda. Envoys of both told of the deal after a night of talks at the ferry house, where lorries wait."
)
NEWS = [
    ("bridge", "2022-03-07", "Zenda Post", "Envoys of Ruritania and Grand Fenwick agreed in Zenda to reopen the Kessel bridge. Lorries have had to wait at the ferry since the flood took two pillars."),
    ("bridge-2", "2022-03-08", "Reuters", PILLARS),
    ("bridge-3", "2022-03-09", "River Herald", "GRAND FENWICK (Reuters) - The flood had closed the Kessel bridge near Zenda. With the pillars that Ruritania now builds, no lorry will need the ferry, an envoy said."),
    ("bridge-4", "2022-03-10", "Hill Courier", PILLARS),
    ("fish", "2022-03-07", "Szohod Mail", "Fishing crews of Borduria blocked the harbour of Szohod over the herring quotas that Syldavia has set."),
    ("fish-2", "2022-03-08", "Klow Times", "Syldavia's minister for fisheries called the herring quotas fair, while crews from Borduria kept the harbour of Szohod closed."),
    ("fish-3", "2022-06-08", "Klow Times", "Once more the harbour of Szohod is closed: Borduria's fishing crews want twice the herring quotas of Syldavia."),
    ("oven", "2022-03-08", "Klow Times", "A bakery in the old town sells bread from an oven that is four hundred years old."),
    ("short", "2022-03-08", None, "A, b."),
    ("undated", None, None, "A museum shows the letters of a clockmaker who never left his valley."),
]


def test_stories_are_those_of_the_command_line(session, program, tmp_path):
    names = ["id", "published", "outlet", "title", "text"]
    rows = [(one, day, outlet, None, text) for one, day, outlet, text in NEWS]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows))
    printed = subprocess.run([program, "stories", "--reader", "fast", path], capture_output=True, check=True).stdout
    columns = ["id", "story", "origin", "origin_basis", "copy_of"]
    expected = [tuple(json.loads(line)[name] for name in columns) for line in printed.splitlines()]
    frame = session.createDataFrame(rows, ", ".join(f"{name} string" for name in names)).repartition(3)
    got = [tuple(row) for row in watch.stories(frame).select(columns).collect()]
    assert sorted(got, key=str) == sorted(expected, key=str)
    story = {row[0]: row[1] for row in got}
    assert story["bridge"] == story["bridge-2"] == story["bridge-3"] == story["bridge-4"]
    assert story["fish"] == story["fish-2"] != story["fish-3"]
    assert len(set(story.values())) == 6
    assert {row[0]: row[2:] for row in got}["bridge-3"] == ("Reuters", "credit", None)
    assert {row[0]: row[2:] for row in got}["bridge-4"] == ("Reuters", "copy", "bridge-2")


def test_no_documents_tell_no_stories(session):
    frame = session.createDataFrame([], "id string, published string, outlet string, title string, text string")
    assert watch.stories(frame).collect() == []


def test_the_columns_are_arrows():
    assert watch.schema().fieldNames() == diplomacy_watch.document_schema().names
