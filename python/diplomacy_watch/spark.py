"""Archives on a cluster: reads documents with Spark and writes their records as Parquet.

>>> from pyspark.sql import SparkSession
>>> from diplomacy_watch import spark as watch
>>> session = SparkSession.builder.getOrCreate()
>>> watch.write(watch.read(session, "archive/*.jsonl", as_="jsonl", reader="fast"), "records")

Every row of the result is one that ``diplomacy-watch read`` prints. A document that cannot be
read becomes a row of the table ``errors`` and fails nothing. Needs PySpark 4 and pandas 2
(``pip install 'diplomacy-watch[spark]'``).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

import pyarrow
import pyarrow.fs
from pyspark.ml.feature import HashingTF, MinHashLSH
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from . import document_schema, read_batch, read_stream

#: The tables that `write` makes of a document's lists.
RECORDS = ("contacts", "attributions", "positions", "events")

#: The columns of a document that each of its records carries.
ABOUT = ["document", "url", "outlet", "kind", "country", "title", "published"]

#: How many documents a task reads at a time.
BATCH = 256


def schema() -> StructType:
    """The columns of what `read` gives."""
    return from_arrow_schema(document_schema())


def reading(
    *,
    as_: str | None = None,
    date: str | None = None,
    outlet: str | None = None,
    reader: str = "careful",
) -> Callable[[Iterable[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    """What ``DataFrame.mapInArrow`` takes to read the rows of a frame, with `schema` as the
    columns of the result. The frame's columns, and the arguments, are those of
    `diplomacy_watch.read_batch`."""

    def read(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, BATCH):
                # A task has one core.
                yield read_batch(
                    batch.slice(start, BATCH), as_=as_, date=date, outlet=outlet, reader=reader, threads=1
                )

    return read


def read(
    session: SparkSession,
    paths: str | Sequence[str],
    *,
    as_: Literal["jsonl", "parquet", "warc", "page", "text", "pdf"],
    date: str | None = None,
    outlet: str | None = None,
    reader: str = "careful",
) -> DataFrame:
    """Reads files with Spark: a row for each document, with all its records.

    paths: files or folders, as Spark names them.
    as_: ``"jsonl"``: a document per line; ``"parquet"``: a document per row, in the columns
        of `diplomacy_watch.read_batch`; ``"warc"``: web archives, packed or not, a task for
        each; ``"page"``, ``"text"``, ``"pdf"``: a document per file.
    date, outlet, reader: as for `diplomacy_watch.read`.

    The order of the rows is Spark's.
    """
    known: dict[str, Any] = {"date": date, "outlet": outlet, "reader": reader}
    paths = [paths] if isinstance(paths, str) else list(paths)
    path = _plain(F.col("_metadata.file_path")).alias("path")
    if as_ == "parquet":
        frame = session.read.parquet(*paths)
        return frame.mapInArrow(reading(**known), schema())
    if as_ == "jsonl":
        lines = session.read.text(paths).select(F.col("value").alias("content"), path)
        return lines.where(F.trim("content") != "").mapInArrow(reading(as_="jsonl", **known), schema())
    files = session.read.format("binaryFile").load(paths)
    if as_ == "warc":
        # An archive is opened by its task and read as it goes: it may be longer than memory.
        named = files.select(F.col("path"))
        archives = named.repartition(max(1, named.count()), "path")
        return archives.mapInArrow(_archives(known), schema())
    documents = files.select("content", _plain(F.col("path")).alias("path"))
    return documents.mapInArrow(reading(as_=as_, **known), schema())


def _archives(known: dict[str, Any]) -> Callable[[Iterable[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    def read(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for address in itertools.chain.from_iterable(batch.column("path").to_pylist() for batch in batches):
            files, path = pyarrow.fs.FileSystem.from_uri(address)
            # Gzip and Zstandard are unpacked by the reader, which knows their kinds in archives.
            with files.open_input_stream(path, compression=None) as file:
                yield from read_stream(
                    file, as_="warc", path=path, threads=1, batch_size=BATCH, **known
                )

    return read


def _plain(address: Column) -> Column:
    """The path of a local file; the address of any other."""
    return F.url_decode(F.regexp_replace(F.regexp_replace(address, r"\+", "%2B"), "^file:/+", "/"))


def write(documents: DataFrame, folder: str) -> None:
    """Writes documents and their records as data sets of Parquet under a folder.

    ``documents`` holds what `read` gives, without what could not be read; ``errors`` that;
    ``contacts``, ``attributions``, ``positions`` and ``events`` a row for each record, with
    the document's id and what is known of it before the record's own columns. All but
    ``errors`` are partitioned by ``month``, that of publication (``2022-03``).

    What an earlier run left there is written over, so that running again gives the same.
    """
    session = documents.sparkSession
    # Read once: the tables are made of what was written.
    read = f"{folder}/read"
    documents.write.mode("overwrite").parquet(read)
    try:
        read_back = session.read.schema(documents.schema).parquet(read)
        errors = read_back.where(F.col("error").isNotNull()).select("path", "url", "error")
        errors.write.mode("overwrite").parquet(f"{folder}/errors")
        month = F.substring("published", 1, 7).alias("month")
        whole = read_back.where(F.col("error").isNull()).drop("row", "error").select("*", month)
        _write_by_month(whole, f"{folder}/documents")
        for table in RECORDS:
            _write_by_month(records(whole, table), f"{folder}/{table}")
    finally:
        _remove(session, read)


def _write_by_month(frame: DataFrame, folder: str) -> None:
    frame.write.mode("overwrite").partitionBy("month").parquet(folder)


def _remove(session: SparkSession, folder: str) -> None:
    path = session._jvm.org.apache.hadoop.fs.Path(folder)
    path.getFileSystem(session._jsc.hadoopConfiguration()).delete(path, True)


def records(documents: DataFrame, table: str) -> DataFrame:
    """A row for each record of documents: ``contacts``, ``attributions``, ``positions`` or
    ``events``, with the attribution that it stands under as ``told_by``, as the ledger's
    lists have it."""
    about = [F.col("id").alias("document"), *ABOUT[1:], "month"]
    exploded = documents.select(*about, "attributions", F.explode(table).alias("record"))
    own = [field.name for field in exploded.schema["record"].dataType.fields]
    renamed = [F.col(f"record.{name}").alias(_apart(name)) for name in own]
    under = []
    if "attribution" in own:
        index = F.col("record.attribution")
        under = [F.when(index.isNotNull(), F.get("attributions", index.cast("int"))).alias("told_by")]
    return exploded.select(*ABOUT, "month", *renamed, *under)


def _apart(name: str) -> str:
    """A record's column, told apart from the document's of the same name."""
    return f"record_{name}" if name in ABOUT else name


def near_duplicates(documents: DataFrame, *, alike: float = 0.8, tables: int = 16) -> DataFrame:
    """Which documents carry the text of an earlier one: rows of ``id`` and ``copy_of``.

    Two texts are alike as far as they share runs of five words (Jaccard's measure), found by
    MinHash and locality-sensitive hashing. What is like a copy is a copy of the same earliest
    document, by day and then by id. A copy that is edited much may be missed; raising
    ``tables`` misses fewer and takes longer. Set a checkpoint directory
    (``session.sparkContext.setCheckpointDir``) where an executor may be lost on the way.

    documents: with ``id``, ``published`` and ``text``; ids are unique.
    alike: from 0 to 1.
    """
    words = F.split(F.trim(F.regexp_replace(F.lower("text"), r"[^\p{L}\p{N}]+", " ")), " ")
    rank = F.struct(F.col("published").isNull(), F.col("published"), F.col("id"))
    told = documents.where(F.col("text").isNotNull()).select("id", rank.alias("rank"), words.alias("words"))
    # One text stands for all that are the same to the word.
    same = told.groupBy("words").agg(F.min("rank").alias("rank"), F.collect_list("id").alias("ids"))
    runs = F.when(
        F.size("words") >= 5,
        F.transform(
            F.sequence(F.lit(0), F.size("words") - 5),
            lambda i: F.array_join(F.slice("words", i + 1, 5), " "),
        ),
    ).otherwise(F.array(F.array_join("words", " ")))
    shingled = same.select("rank", "ids", F.array_distinct(runs).alias("runs"))
    features = HashingTF(inputCol="runs", outputCol="features", numFeatures=1 << 20, binary=True)
    hashed = features.transform(shingled).drop("runs").cache()
    lsh = MinHashLSH(inputCol="features", outputCol="hashes", numHashTables=tables, seed=1).fit(hashed)
    pairs = (
        lsh.approxSimilarityJoin(hashed, hashed, 1 - alike)
        .select(F.col("datasetA.rank").alias("a"), F.col("datasetB.rank").alias("b"))
        .where("a < b")
        .cache()
    )
    earliest = _components(hashed.select(F.col("rank").alias("node")), pairs)
    copies = (
        hashed.select(F.col("rank").alias("node"), F.explode("ids").alias("id"))
        .join(earliest, "node")
        .select("id", F.col("least.id").alias("copy_of"))
        .where("id <> copy_of")
    )
    return copies


def _components(nodes: DataFrame, pairs: DataFrame) -> DataFrame:
    """The least node that each is joined to, by pairs in a row."""
    edges = pairs.union(pairs.select(F.col("b"), F.col("a"))).toDF("node", "other").cache()
    labels = nodes.select("node", F.col("node").alias("least"))
    while True:
        offered = (
            edges.join(labels.select(F.col("node").alias("other"), "least"), "other")
            .groupBy("node")
            .agg(F.min("least").alias("offer"))
        )
        joined = labels.join(offered, "node", "left")
        better = F.least("least", F.coalesce("offer", "least"))
        spread = joined.select("node", better.alias("least"), (better < F.col("least")).alias("moved"))
        # Cut off from how it was made, else each round would be worked out anew in the next.
        is_kept = nodes.sparkSession.sparkContext.getCheckpointDir() is not None
        spread = spread.checkpoint() if is_kept else spread.localCheckpoint()
        moved = spread.where("moved").limit(1).count()
        labels = spread.select("node", "least")
        if moved == 0:
            return labels
