"""The ledger: append-only tables in SQLite, or PostgreSQL by URL; the only part that knows SQL."""

from comity.store.events import Reported
from comity.store.ledger import Batch, Ledger
from comity.store.records import Appended, DocumentRow, Entry, LedgerInfo, Run, Stored

__all__ = ["Appended", "Batch", "DocumentRow", "Entry", "Ledger", "LedgerInfo", "Reported", "Run", "Stored"]
