"""A ledger as data sets of Parquet that DuckDB, Polars, Spark and R's arrow open.

>>> from diplomacy_watch import Ledger, dataset
>>> dataset.write(Ledger.open("diplomacy-watch.db"), "records")
"""

from __future__ import annotations

import datetime
import os
import pathlib

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
    nothing any more are removed.
    """
    folder = pathlib.Path(folder)
    for name in TABLES:
        table = pyarrow.table(getattr(ledger, name)(since=since, until=until))
        day = "published" if name == "documents" else "day"
        month = pyarrow.compute.utf8_slice_codeunits(table.column(day), 0, 7)
        pyarrow.dataset.write_dataset(
            table.append_column("month", month),
            folder / name,
            format="parquet",
            partitioning=pyarrow.dataset.partitioning(
                pyarrow.schema([("month", pyarrow.string())]), flavor="hive"
            ),
            existing_data_behavior="delete_matching",
        )
        if since is None and until is None:
            _remove_other_months(folder / name, set(month.to_pylist()))


def _remove_other_months(folder: pathlib.Path, months: set[str | None]) -> None:
    kept = {f"month={month or '__HIVE_DEFAULT_PARTITION__'}" for month in months}
    for part in folder.glob("month=*"):
        if part.name not in kept:
            for file in part.glob("*.parquet"):
                file.unlink()
            part.rmdir()
