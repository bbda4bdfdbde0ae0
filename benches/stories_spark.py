"""Time of `diplomacy_watch.spark.stories` as documents grow in number, on two cores.

    stories_spark.py [COUNT ...]      (default 2000 4000 8000 16000)

The documents are those that `benches/stories.py` makes. Prints seconds without the start of
Spark and its first job, documents a second and B-cubed F1.
"""

import json
import os
import pathlib
import random
import sys
import tempfile
import time

import local_spark
import stories as made

from diplomacy_watch import spark as watch


def main(counts):
    session = local_spark.session(2, spark__driver__memory="4g", spark__sql__shuffle__partitions="8")
    with tempfile.TemporaryDirectory() as folder:
        measure(session, 100, pathlib.Path(folder))
        for count in counts:
            seconds, f1 = measure(session, count, pathlib.Path(folder))
            rate = count / seconds
            print(f"{count:7} documents  {seconds:6.1f} s  {rate:6.0f} a second  B-cubed F1 {f1:.1f}", flush=True)


def measure(session, count, folder):
    rows = list(made.documents(count, random.Random(count)))
    random.Random(1).shuffle(rows)
    path = folder / f"{count}.jsonl"
    lines = ({"id": str(i), "published": "2022-03-09", "text": text} for i, (_, text) in enumerate(rows))
    path.write_text("\n".join(map(json.dumps, lines)))
    schema = "id string, published string, title string, text string, outlet string"
    documents = session.read.schema(schema).json(str(path))
    start = time.monotonic()
    found = {row.id: row.story for row in watch.stories(documents).select("id", "story").collect()}
    seconds = time.monotonic() - start
    session.catalog.clearCache()
    return seconds, made.f1([story for story, _ in rows], [found[str(i)] for i in range(count)])


if __name__ == "__main__":
    os.environ["PYSPARK_PYTHON"] = sys.executable
    main([int(count) for count in sys.argv[1:]] or [2000, 4000, 8000, 16_000])
