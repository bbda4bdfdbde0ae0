"""Diplomacy Watch for Python: its reader and its ledger, with Arrow.

>>> import diplomacy_watch
>>> [document] = diplomacy_watch.read("Macron met Scholz at Meseberg on Monday.", reader="fast")
>>> document["contacts"][0]["mode"]
'meeting'

Batches and lists are Arrow: pandas, Polars and DuckDB take them without a copy.
``diplomacy_watch.spark`` reads archives on a cluster.
"""

from ._native import Ledger, Reader, Table, document_schema, read, read_batch, read_stream

__all__ = ["Ledger", "Reader", "Table", "document_schema", "read", "read_batch", "read_stream"]
