"""Spark beside the command line: the same rows, and documents a second on one core and two.

    spark.py PROGRAM CORPUS.jsonl… [--documents N]

The corpus is repeated with ids and addresses of its own for each copy. Times are without the
start of Spark and its first job.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pyarrow.dataset
from pyspark.sql import SparkSession

from diplomacy_watch import spark as watch

FILES = 8


def main():
    given = argparse.ArgumentParser()
    given.add_argument("program")
    given.add_argument("corpus", nargs="+", type=pathlib.Path)
    given.add_argument("--documents", type=int, default=20_000)
    given = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        repeat(given.corpus, folder / "in", given.documents)
        start = time.monotonic()
        command = [given.program, "read", "--reader", "fast", "--threads", "2", folder / "in"]
        with (folder / "printed.jsonl").open("wb") as out:
            subprocess.run(command, stdout=out, check=True)
        tell("command line, 2 threads", given.documents, time.monotonic() - start)
        for cores in (1, 2):
            measure(folder, cores, given.documents)
        compare(folder / "printed.jsonl", folder / "out")


def repeat(corpus, folder, documents):
    """Copies of the corpus, each document with an id and an address of its own, in files."""
    folder.mkdir()
    lines = [json.loads(line) for path in corpus for line in path.read_text().splitlines()]
    files = [(folder / f"{i}.jsonl").open("w") for i in range(FILES)]
    for i in range(documents):
        document = lines[i % len(lines)]
        copy = {"id": f"{document.get('id', 'd')}-{i}", "url": f"https://example.org/{i}"}
        files[i * FILES // documents].write(json.dumps({**document, **copy}) + "\n")
    for file in files:
        file.close()


def measure(folder, cores, documents):
    session = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.files.maxPartitionBytes", "8m")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    # The first job starts the workers and loads the reader.
    begin = time.monotonic()
    warm = session.createDataFrame([("They met.",)] * cores, "text string").repartition(cores)
    warm.mapInArrow(watch.reading(reader="fast"), watch.schema()).count()
    print(f"Spark on {cores}: first job {time.monotonic() - begin:.1f} s")
    read = watch.read(session, str(folder / "in"), as_="jsonl", reader="fast")
    start = time.monotonic()
    read.write.format("noop").mode("overwrite").save()
    tell(f"Spark on {cores}, read", documents, time.monotonic() - start)
    start = time.monotonic()
    watch.write(read, str(folder / "out"))
    tell(f"Spark on {cores}, read and written", documents, time.monotonic() - start)
    session.stop()


def compare(printed, folder):
    """Fails where a record of one is not in the other, as often and with the same content."""
    tables = {"documents": {}, **{name: {} for name in watch.RECORDS}}
    with printed.open() as lines:
        for document in map(json.loads, lines):
            count(tables["documents"], bare(document))
            for name in watch.RECORDS:
                for record in document[name]:
                    count(tables[name], [document["id"], bare(record)])
    own = set(watch.ABOUT)
    for name, expected in tables.items():
        got = {}
        for batch in pyarrow.dataset.dataset(folder / name, partitioning="hive").to_batches(batch_size=2000):
            for row in batch.to_pylist():
                row.pop("month")
                if name == "documents":
                    count(got, bare(row))
                    continue
                row.pop("told_by", None)
                record = {key.removeprefix("record_"): value for key, value in row.items() if key not in own}
                count(got, [row["document"], bare(record)])
        if got != expected:
            sys.exit(f"{name}: {len(got.items() ^ expected.items())} rows differ")
        print(f"{name}: {sum(got.values())} rows, all the same")


def count(rows, row):
    key = hash(json.dumps(row, sort_keys=True))
    rows[key] = rows.get(key, 0) + 1


def bare(value):
    """JSON leaves out some of what a column holds as nothing."""
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if one is not None}
    return [bare(one) for one in value] if isinstance(value, list) else value


def tell(what, documents, seconds):
    print(f"{what}: {documents} documents in {seconds:.1f} s, {documents / seconds:.0f} a second", flush=True)


if __name__ == "__main__":
    os.environ["PYSPARK_PYTHON"] = sys.executable
    main()
