"""The database: opened by the composition root, written to in transactions that only use cases open."""

from providers.db.asyncpg_engine import CHANNEL
from providers.db.database import Database, open_database, server_of
from providers.db.errors import Busy, constraint_of
from providers.db.work import connection, notify, retrying, transaction

__all__ = [
    "CHANNEL",
    "Busy",
    "Database",
    "connection",
    "constraint_of",
    "notify",
    "open_database",
    "retrying",
    "server_of",
    "transaction",
]
