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

import numpy
import pyarrow
import pyarrow.fs
from pyspark.ml.feature import HashingTF, MinHashLSH
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from . import document_schema, read_batch, read_stream
from ._native import story_features, story_schema, story_settings

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
        spread = _cut_off(spread)
        moved = spread.where("moved").limit(1).count()
        labels = spread.select("node", "least")
        if moved == 0:
            return labels


#: Sums are of whole numbers, of which so many make one: the order in which a cluster adds them
#: up then makes no difference.
ONE = 1 << 30


def stories(documents: DataFrame, *, days: int = 14, reader: str = "fast") -> DataFrame:
    """Which documents tell of one development, and where each has it from: rows of ``id``,
    ``story``, ``origin``, ``origin_basis`` and ``copy_of``, as ``diplomacy-watch stories``
    prints them.

    Documents are weighed by the words that they use, by the program's own measures; those
    that share heavy words within some days are compared, and the closest are put together,
    round by round, as long as they are as close as a story's own documents are. The command
    line goes week by week and weighs words by what came before, so that its stories are much
    the same, not the very same. A story is called by its first document. What carries the text
    of an earlier document (`near_duplicates`) is in its story and has its origin.

    documents: with ``id`` and ``published``, ``title``, ``text`` and ``outlet``; ids are unique.
    days: a story's documents are of so many days. Those without a day are compared with each
        other only.
    reader: who reads the openings that name an outlet.

    Set a checkpoint directory as for `near_duplicates`.
    """
    told = documents.where(F.col("text").isNotNull()).select("id", "published", "title", "text", "outlet")
    sheets = told.mapInArrow(_features(reader), from_arrow_schema(story_schema())).persist()
    when = sheets.select("id", "day")
    copies = (
        near_duplicates(told)
        .join(when, "id")
        .join(when.toDF("copy_of", "first"), "copy_of")
        .where(_days("first", "day") < days)
        .select("id", "copy_of")
        .persist()
    )
    firsts = when.join(copies, "id", "left_anti")
    vectors = _vectors(sheets).join(copies, "id", "left_anti").persist()
    groups = _groups(firsts, _closeness(vectors, days), days)
    rank = F.struct(F.col("day").isNull(), "day", "id")
    named = (
        groups.join(sheets.select("id", "day", "story"), "id")
        .groupBy("head")
        .agg(F.min_by("story", rank).alias("story"))
    )
    text = sheets.join(copies, "id", "left").withColumn("text", F.coalesce("copy_of", "id"))
    surest = F.struct(F.expr("array_position(array('credit', 'cited', 'own'), basis)"), rank)
    origins = text.groupBy("text").agg(F.min_by(F.struct("origin", "basis"), surest).alias("from"))
    is_copy = F.col("copy_of").isNotNull() & (F.col("from.basis") == "own")
    return (
        text.join(groups.withColumnRenamed("id", "text"), "text")
        .drop("story", "origin", "basis")
        .join(named, "head")
        .join(origins, "text")
        .select(
            "id",
            "story",
            F.col("from.origin").alias("origin"),
            F.when(is_copy, "copy").otherwise(F.col("from.basis")).alias("origin_basis"),
            "copy_of",
        )
    )


def _features(reader: str) -> Callable[[Iterable[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    def features(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, BATCH):
                yield story_features(batch.slice(start, BATCH), reader=reader)

    return features


def _days(first: str | Column, last: str | Column) -> Column:
    """How many days lie between two; none, where one is not known."""
    return F.coalesce(F.datediff(last, first), F.lit(0))


def _vectors(sheets: DataFrame) -> DataFrame:
    """Documents by the weights of their words, the heaviest first: ``id``, ``day``, ``terms``."""
    known = story_settings()
    words = sheets.select("id", "day", F.explode("terms").alias("term")).select("id", "day", "term.*")
    terms = words.groupBy("key").agg(
        F.log((sheets.count() + known["articles"] + 1) / (F.count("*") + F.max("articles") + 0.5)).alias("rarity"),
        F.when(F.sum("named") > 0, known["name"]).otherwise(1.0).alias("kind"),
    )
    weight = (1 + F.log("count")) * F.col("rarity") * F.col("kind")
    weighed = words.join(terms, "key").select("id", "day", "key", weight.alias("weight")).where("weight > 0")
    gathered = weighed.groupBy("id", "day").agg(
        F.sort_array(F.collect_list(F.struct("weight", "key")), asc=False).alias("terms")
    )
    length = F.sqrt(F.aggregate("terms", F.lit(0.0), lambda sum, term: sum + term["weight"] * term["weight"]))
    unit = F.transform("terms", lambda term: F.struct((term["weight"] / length).alias("weight"), term["key"].alias("key")))
    return gathered.select("id", "day", unit.alias("terms"))


def _closeness(vectors: DataFrame, days: int) -> DataFrame:
    """Pairs of documents that share heavy words, and how close they are: ``a``, ``b``, ``across``."""
    known = story_settings()
    heavy = vectors.select("id", "day", F.explode(F.slice("terms", 1, known["terms"])).alias("term"))
    # Each document is in the block of its days and, as one that came before, in the next.
    own = F.coalesce(F.floor(F.datediff("day", F.lit("1970-01-01")) / days), F.lit(-(1 << 40)))
    blocks = heavy.select("id", "day", "term.*", own.alias("own")).select(
        "*", F.explode(F.array("own", F.col("own") + 1)).alias("block")
    )
    before = Window.partitionBy("key", "block").orderBy("day", "id").rowsBetween(-known["beside"], -1)
    met = F.collect_list(F.struct("id", "day", "weight")).over(before).alias("before")
    pairs = (
        blocks.select("*", met)
        .where("own = block")
        .withColumn("before", F.explode("before"))
        .where(_days("before.day", "day") < days)
        .groupBy(F.col("before.id").alias("a"), F.col("id").alias("b"))
        .agg(F.sum((F.col("before.weight") * F.col("weight") * ONE).cast("long")).alias("shared"))
    )
    likeliest = F.row_number().over(Window.partitionBy("b").orderBy(F.desc("shared"), "a"))
    compared = pairs.select("*", likeliest.alias("place")).where(F.col("place") <= known["compared"]).select("a", "b")
    both = compared.join(vectors.select(F.col("id").alias("a"), F.col("terms").alias("one")), "a").join(
        vectors.select(F.col("id").alias("b"), F.col("terms").alias("other")), "b"
    )
    return both.select("a", "b", "one", "other").mapInArrow(_products, "a string, b string, across long").where(
        F.col("across") >= int(known["least"] * ONE)
    )


def _products(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        one, other = _entries(batch.column("one")), _entries(batch.column("other"))
        place = numpy.searchsorted(other[0], one[0])
        place[place == len(other[0])] = 0
        both = other[0][place] == one[0]
        products = numpy.bincount(
            one[0][both] >> 32, one[1][both] * other[1][place[both]], minlength=batch.num_rows
        )
        across = pyarrow.array((products * ONE).astype("int64"))
        yield pyarrow.record_batch([batch.column("a"), batch.column("b"), across], ["a", "b", "across"])


def _entries(vectors: pyarrow.ListArray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The entries of vectors in the order of their terms, each by its row and its term."""
    rows = vectors.value_parent_indices().to_numpy().astype("int64")
    entries = vectors.flatten()
    terms = rows << 32 | entries.field("key").to_numpy()
    order = numpy.argsort(terms)
    return terms[order], entries.field("weight").to_numpy()[order]


def _groups(documents: DataFrame, edges: DataFrame, days: int) -> DataFrame:
    """The group of each document, by one of its documents: ``id``, ``head``.

    In each round, every two groups are joined that are each other's closest. Two are as
    close as their documents on average, measured against how close those of each are among
    themselves. Documents that were not compared count as not close at all.
    """
    known = story_settings()
    heads = documents.select("id", F.col("id").alias("head"))
    groups = documents.select(
        F.col("id").alias("head"),
        F.lit(1).cast("long").alias("size"),
        F.lit(0).cast("long").alias("within"),
        F.col("day").alias("first"),
        F.col("day").alias("last"),
    )
    edges = _cut_off(edges)
    tightness = (F.col("within") / ONE + known["usual_pairs"] * known["usual"]) / (
        F.col("size") * (F.col("size") - 1) / 2 + known["usual_pairs"]
    )
    while True:
        measured = groups.select("head", "size", tightness.alias("tightness"), "first", "last")
        one, other = (measured.select(F.struct("*").alias(name)) for name in ("one", "other"))
        near = edges.join(one, F.col("a") == F.col("one.head")).join(other, F.col("b") == F.col("other.head"))
        average = F.col("across") / ONE / (F.col("one.size") * F.col("other.size"))
        ratio = average / F.sqrt(F.col("one.tightness") * F.col("other.tightness"))
        span = _days(F.least("one.first", "other.first"), F.greatest("one.last", "other.last"))
        near = near.where((average >= known["least"]) & (ratio >= known["close"]) & (span < days))
        near = near.select("a", "b", ratio.alias("ratio"))
        both = near.union(near.select("b", "a", "ratio"))
        closest = both.groupBy("a").agg(F.max(F.struct("ratio", "b"))["b"].alias("b"))
        each_others = closest.join(closest.toDF("b", "back"), "b").where("a = back AND a < b")
        joined = _cut_off(each_others.select(F.col("b").alias("tail"), F.col("a").alias("into")))
        if joined.isEmpty():
            return heads
        heads = _cut_off(_renamed(heads, "head", joined))
        edges = _renamed(_renamed(edges, "a", joined), "b", joined)
        edges = _cut_off(
            edges.groupBy(F.least("a", "b").alias("a"), F.greatest("a", "b").alias("b")).agg(F.sum("across").alias("across"))
        )
        inner = edges.where("a = b").select(F.col("a").alias("head"), "across")
        edges = edges.where("a <> b")
        groups = _cut_off(
            _renamed(groups, "head", joined)
            .groupBy("head")
            .agg(
                F.sum("size").alias("size"),
                F.sum("within").alias("within"),
                F.min("first").alias("first"),
                F.max("last").alias("last"),
            )
            .join(inner, "head", "left")
            .withColumn("within", F.col("within") + F.coalesce("across", F.lit(0)))
            .drop("across")
        )


def _renamed(frame: DataFrame, column: str, joined: DataFrame) -> DataFrame:
    """A frame with the groups that were joined into others called by those."""
    renamed = frame.join(joined, F.col(column) == F.col("tail"), "left")
    return renamed.withColumn(column, F.coalesce("into", column)).drop("tail", "into")


def _cut_off(frame: DataFrame) -> DataFrame:
    """A frame cut off from how it was made, else each round would be worked out anew in the next."""
    # Made first, so that Spark knows how large it is: its guesses multiply from round to round.
    made = frame.persist()
    made.count()
    is_kept = frame.sparkSession.sparkContext.getCheckpointDir() is not None
    cut = made.checkpoint() if is_kept else made.localCheckpoint()
    made.unpersist()
    return cut
