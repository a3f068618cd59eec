"""The store: one schema on SQLite and PostgreSQL, two clocks, nothing overwritten.

>>> import tempfile, pathlib
>>> store = create_store(pathlib.Path(tempfile.mkdtemp()) / "records.sqlite")
>>> store.count("event")
0
>>> store.close()
"""

from shiome.records.store.opening import create_store, open_store
from shiome.records.store.store import Store
from shiome.records.store.transaction import Transaction
from shiome.records.values import LIVE, AuditEntry, Conflict, Hit, Link

__all__ = ["LIVE", "AuditEntry", "Conflict", "Hit", "Link", "Store", "Transaction", "create_store", "open_store"]
