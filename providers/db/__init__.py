"""The database: opened by the composition root, written to in transactions that only use cases open."""

from providers.db.database import Database, open_database
from providers.db.errors import Busy, constraint_of
from providers.db.work import connection, notify, retrying, transaction

__all__ = ["Busy", "Database", "connection", "constraint_of", "notify", "open_database", "retrying", "transaction"]
