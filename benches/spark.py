"""Spark beside the command line: the same rows, and documents a second on one core and two.

    spark.py PROGRAM FOLDER CORPUS.jsonl… [--documents N]

The corpus is repeated with ids and addresses of its own for each copy. Times are without the
start of Spark and its first job. FOLDER keeps what is made and what was measured: a run that
was cut goes on with the step in which it was, and 20,000 documents take about 1 GB there.
Remove it to measure anew.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

import local_spark
import pyarrow.dataset

from diplomacy_watch import spark as watch

FILES = 8


def main():
    given = argparse.ArgumentParser()
    given.add_argument("program")
    given.add_argument("folder", type=pathlib.Path)
    given.add_argument("corpus", nargs="+", type=pathlib.Path)
    given.add_argument("--documents", type=int, default=20_000)
    given = given.parse_args()
    folder, documents = given.folder.resolve(), given.documents
    folder.mkdir(parents=True, exist_ok=True)
    steps = Steps(folder / "measured.json", documents)
    steps.take("documents made", lambda: repeat(given.corpus, folder / "in", documents))
    steps.take("command line, 2 threads", lambda: print_records(given.program, folder))
    for cores in (1, 2):
        with_spark(steps, folder, cores)
    steps.take("rows compared", lambda: compare(folder / "printed.jsonl", folder / "out"))


class Steps:
    """What was measured, kept in a file: a step that is in it is told and not taken again."""

    def __init__(self, path, documents):
        self.path, self.documents = path, documents
        self.seconds = json.loads(path.read_text()) if path.exists() else {"documents": documents}
        if self.seconds["documents"] != documents:
            sys.exit(f"{path.parent} is of {self.seconds['documents']} documents; remove it or name another")

    def has(self, what):
        return what in self.seconds

    def take(self, what, work):
        if not self.has(what):
            start = time.monotonic()
            work()
            self.seconds[what] = time.monotonic() - start
            self.path.write_text(json.dumps(self.seconds))
        seconds = self.seconds[what]
        rate = self.documents / seconds
        print(f"{what}: {self.documents} documents in {seconds:.1f} s, {rate:.0f} a second", flush=True)


def print_records(program, folder):
    command = [program, "read", "--reader", "fast", "--threads", "2", folder / "in"]
    with (folder / "printed.jsonl").open("wb") as out:
        subprocess.run(command, stdout=out, check=True)


def repeat(corpus, folder, documents):
    """Copies of the corpus, each document with an id and an address of its own, in files."""
    folder.mkdir(exist_ok=True)
    lines = [json.loads(line) for path in corpus for line in path.read_text().splitlines()]
    files = [(folder / f"{i}.jsonl").open("w") for i in range(FILES)]
    for i in range(documents):
        document = lines[i % len(lines)]
        copy = {"id": f"{document.get('id', 'd')}-{i}", "url": f"https://example.org/{i}"}
        files[i * FILES // documents].write(json.dumps({**document, **copy}) + "\n")
    for file in files:
        file.close()


def with_spark(steps, folder, cores):
    read, written = f"Spark on {cores}, read", f"Spark on {cores}, read and written"
    if steps.has(read) and steps.has(written):
        steps.take(read, None)
        steps.take(written, None)
        return
    session = local_spark.session(cores, spark__sql__files__maxPartitionBytes="8m")
    # The first job starts the workers and loads the reader.
    begin = time.monotonic()
    warm = session.createDataFrame([("They met.",)] * cores, "text string").repartition(cores)
    warm.mapInArrow(watch.reading(reader="fast"), watch.schema()).count()
    print(f"Spark on {cores}: first job {time.monotonic() - begin:.1f} s", flush=True)
    documents = watch.read(session, str(folder / "in"), as_="jsonl", reader="fast")
    steps.take(read, lambda: documents.write.format("noop").mode("overwrite").save())
    steps.take(written, lambda: watch.write(documents, str(folder / "out")))
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
        print(f"{name}: {sum(got.values())} rows, all the same", flush=True)


def count(rows, row):
    key = hash(json.dumps(row, sort_keys=True))
    rows[key] = rows.get(key, 0) + 1


def bare(value):
    """JSON leaves out some of what a column holds as nothing."""
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if one is not None}
    return [bare(one) for one in value] if isinstance(value, list) else value


if __name__ == "__main__":
    os.environ["PYSPARK_PYTHON"] = sys.executable
    main()
