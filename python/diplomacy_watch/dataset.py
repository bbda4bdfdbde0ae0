"""A ledger as data sets of Parquet that DuckDB, Polars, Spark and R's arrow open.

>>> from diplomacy_watch import Ledger, dataset
>>> dataset.write(Ledger.open("diplomacy-watch.db"), "records")
"""

from __future__ import annotations

import datetime
import os
import pathlib
from collections.abc import Iterator

import pyarrow
import pyarrow.compute
import pyarrow.dataset

from . import Ledger

#: The tables of a data set, by the lists of a ledger.
TABLES = ("contacts", "statements", "positions", "events", "documents")


def write(
    ledger: Ledger,
    folder: str | os.PathLike[str],
    *,
    since: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
) -> None:
    """Writes the lists of a ledger under a folder, each a data set partitioned by ``month``.

    ``month`` is that of the day a list goes by (``2022-03``). Records and documents without a
    day are under ``month=__HIVE_DEFAULT_PARTITION__``, which reads back as nothing. A folder
    that holds such data sets already is written over month by month, and months that have
    nothing any more are removed. What is in memory is a few thousand rows, however long the
    ledger.
    """
    folder = pathlib.Path(folder)
    column = pyarrow.field("month", pyarrow.string())
    for name in TABLES:
        if name == "documents":
            day, batches = "published", ledger.documents(since=since, until=until)
        else:
            day, batches = "day", ledger.batches(name, since=since, until=until)
        months: set[str | None] = set()
        pyarrow.dataset.write_dataset(
            _with_months(batches, day, column, months),
            folder / name,
            schema=batches.schema.append(column),
            format="parquet",
            partitioning=pyarrow.dataset.partitioning(pyarrow.schema([column]), flavor="hive"),
            existing_data_behavior="delete_matching",
            # In the order of the list, and no batch before the one before is written.
            use_threads=False,
        )
        if since is None and until is None:
            _remove_other_months(folder / name, months)


def _with_months(
    batches: pyarrow.RecordBatchReader, day: str, column: pyarrow.Field, months: set[str | None]
) -> Iterator[pyarrow.RecordBatch]:
    """Batches with the month of each row; what months there are is kept."""
    for batch in batches:
        month = pyarrow.compute.utf8_slice_codeunits(batch.column(day), 0, 7)
        months.update(month.unique().to_pylist())
        yield batch.append_column(column, month)


def _remove_other_months(folder: pathlib.Path, months: set[str | None]) -> None:
    kept = {f"month={month or '__HIVE_DEFAULT_PARTITION__'}" for month in months}
    for part in folder.glob("month=*"):
        if part.name not in kept:
            for file in part.glob("*.parquet"):
                file.unlink()
            part.rmdir()
