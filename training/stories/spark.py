#!/usr/bin/env python3
"""Stories by Spark on ECB+, scored by B-cubed.

usage: spark.py SHARED [all|odd|even]...      (default all)

Topics by their number: the settings of stories were chosen on the odd ones. Needs the Python
package with Spark, and Java.
"""
import json, os, pathlib, re, subprocess, sys, tempfile

from diplomacy_watch import spark as watch

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "benches"))
import local_spark  # noqa: E402

TOPICS = {"all": (0, 1), "odd": (1,), "even": (0,)}


def score(session, shared, topics, folder):
    lines = (shared / "data/stories/ecbplus.jsonl").read_text(encoding="utf-8").splitlines()
    of = lambda line: int(re.match(r"\d+", json.loads(line)["story"])[0]) % 2
    gold, found = folder / "gold.jsonl", folder / "found.jsonl"
    gold.write_text("\n".join(line for line in lines if of(line) in TOPICS[topics]) + "\n", encoding="utf-8")
    documents = watch.read(session, str(gold), as_="jsonl", reader="fast")
    rows = watch.stories(documents).select("id", "story").collect()
    found.write_text("\n".join(json.dumps(row.asDict()) for row in rows) + "\n", encoding="utf-8")
    print(f"{topics} topics", flush=True)
    subprocess.run([sys.executable, shared / "score/stories.py", gold, found], check=True)


def main(shared, *parts):
    session = local_spark.session(2, spark__sql__shuffle__partitions="4")
    for topics in parts or ["all"]:
        with tempfile.TemporaryDirectory() as folder:
            score(session, pathlib.Path(shared), topics, pathlib.Path(folder))


if __name__ == "__main__":
    os.environ["PYSPARK_PYTHON"] = sys.executable
    main(*sys.argv[1:])
