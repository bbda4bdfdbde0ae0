import datetime
import os
from collections.abc import Sequence
from typing import Any, BinaryIO, Literal, final

import pyarrow

_As = Literal["page", "text", "jsonl", "warc", "pdf"]
_Day = str | datetime.date
_Reader = Literal["careful", "fast"] | Reader
_Path = str | os.PathLike[str]

def read(
    document: str | bytes,
    /,
    *,
    as_: _As | None = None,
    path: str | None = None,
    date: _Day | None = None,
    outlet: str | None = None,
    reader: _Reader | None = None,
) -> list[dict[str, Any]]:
    """Reads one input and gives its documents with all their records.

    They are what ``diplomacy-watch read`` prints, a dict for each line of JSON: a page may
    hold teasers beside its article, and JSON lines and web archives hold many documents.

    as_: what the input is; told by ``path`` and content where it is not given.
    path: how the input is called; it is not opened.
    date, outlet: what is known where the input does not say it.
    reader: ``"careful"`` (the default), ``"fast"``, or a ``Reader``.

    Raises ValueError where the input is not what it is said to be, or says something that
    cannot be meant, and names the remedy.
    """

def read_batch(
    batch: Any,
    /,
    *,
    as_: _As | None = None,
    date: _Day | None = None,
    outlet: str | None = None,
    reader: _Reader | None = None,
    threads: int | None = None,
) -> pyarrow.RecordBatch:
    """Reads a batch of documents, one a row, and gives one with their records.

    batch: a pyarrow.RecordBatch, or whatever gives one by the Arrow PyCapsule interface. It
        has a column ``text``, which is kept as it is, and may have ``path``, ``id``, ``url``,
        ``outlet``, ``kind``, ``country``, ``published``, ``title``, ``deck``, ``section``,
        ``authors`` and ``language``; or it has a column ``content`` with the bytes of pages,
        PDF files or texts, or a line of JSON, and may have ``path``, ``url`` and
        ``content_type``. Other columns are left alone.
    as_: what each ``content`` is; told by ``path`` and content where it is not given.
    threads: how many documents are read at a time; the default is the number of cores.

    The columns of the result are those of ``read``'s dicts, with two before them: ``row``,
    the place of the input from 0, and ``error``. An input that cannot be read becomes a row
    with ``error`` and without a document. Python's lock is not held meanwhile.
    """

def read_stream(
    source: _Path | Sequence[_Path] | BinaryIO,
    /,
    *,
    as_: _As | None = None,
    path: str | None = None,
    date: _Day | None = None,
    outlet: str | None = None,
    reader: _Reader | None = None,
    threads: int | None = None,
    batch_size: int = 256,
) -> pyarrow.RecordBatchReader:
    """Reads files, folders, or a file opened in binary mode, a batch of inputs at a time.

    What is in memory is a batch, however long the source. Files may be packed (gzip,
    Zstandard). An input that cannot be read becomes a row with ``error``, as in
    ``read_batch``.

    path: how an open file is called.
    batch_size: how many inputs (lines of JSON, answers in a web archive, files) are in a batch.
    """

def document_schema() -> pyarrow.Schema:
    """The columns of what ``read_batch`` and ``read_stream`` give."""

def story_features(batch: Any, /, *, reader: _Reader) -> pyarrow.RecordBatch:
    """What ``diplomacy_watch.spark.stories`` goes by: the words and the origin of each document."""

def story_schema() -> pyarrow.Schema:
    """The columns of what ``story_features`` gives."""

def story_settings() -> dict[str, float]:
    """The measures that stories are made by."""

@final
class Reader:
    """A reader with verbs of your own that tell of events (docs/events.md).

    It is given as ``reader=`` wherever documents are read.
    """

    def __init__(
        self, name: Literal["careful", "fast"] = "careful", *, verbs: Sequence[_Path] = ()
    ) -> None: ...
    @property
    def version(self) -> str:
        """Its name, the program's version and a digest of all that its records depend on."""

@final
class Table:
    """Rows in columns, for any Arrow library.

    ``pyarrow.table(table)``, ``polars.DataFrame(table)`` and ``pandas.DataFrame.from_arrow(table)``
    take it as it is, without a copy, by the Arrow PyCapsule interface.
    """

    @property
    def column_names(self) -> list[str]: ...
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Ledger:
    """A ledger that ``diplomacy-watch import`` or ``collect`` wrote.

    Its lists are those of the command line, with the same filters; each row is what
    ``--format jsonl`` prints. ``since`` and ``until`` are the first and last day; ``between``
    names two or more who must all take part, ``actor`` one, by code of country (``"USA"``) or
    words of a name.
    """

    @staticmethod
    def open(path: _Path) -> Ledger:
        """Opens the ledger at a path, or at ``postgres://USER@HOST/DATABASE``.

        Raises FileNotFoundError where there is none, ValueError where the file is not one.
        """

    def contacts(
        self,
        *,
        since: _Day | None = None,
        until: _Day | None = None,
        between: Sequence[str] | None = None,
        actor: str | None = None,
        status: str | Sequence[str] | None = None,
        mode: str | Sequence[str] | None = None,
        limit: int | None = None,
        merged: bool = False,
    ) -> Table:
        """Who dealt with whom, by the day of the contact.

        A row is one document's account. With ``merged`` it is a contact with all its accounts,
        as ``diplomacy-watch contacts --merged`` prints it.
        """

    def statements(
        self,
        *,
        since: _Day | None = None,
        until: _Day | None = None,
        actor: str | None = None,
        stance: str | Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Table:
        """Who said what, by the day of publication."""

    def positions(
        self,
        *,
        since: _Day | None = None,
        until: _Day | None = None,
        actor: str | None = None,
        issue: str | Sequence[str] | None = None,
        act: str | Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Table:
        """Who offers, demands, accepts or refuses what, by the day of publication."""

    def events(
        self,
        *,
        since: _Day | None = None,
        until: _Day | None = None,
        between: Sequence[str] | None = None,
        actor: str | None = None,
        type_: str | Sequence[str] | None = None,
        status: str | Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Table:
        """Who does what to whom, coded after PLOVER, by the day of the event.

        A row is one document's telling of an event.
        """

    def silences(
        self,
        *,
        since: _Day | None = None,
        until: _Day | None = None,
        actor: str | None = None,
        limit: int | None = None,
    ) -> Table:
        """The silences that documents report, by day."""

    def documents(
        self, *, since: _Day | None = None, until: _Day | None = None
    ) -> pyarrow.RecordBatchReader:
        """The documents as they stand, with all their records, by the day of publication.

        They are read as they are taken: what is in memory is a batch, however long the ledger.
        """

    def batches(
        self,
        name: Literal["contacts", "statements", "positions", "events", "silences"],
        *,
        since: _Day | None = None,
        until: _Day | None = None,
    ) -> pyarrow.RecordBatchReader:
        """A list a batch at a time, the latest first, for one that is longer than memory."""
