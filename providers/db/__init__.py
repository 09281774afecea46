"""The database: opened by the composition root, written to in transactions that only use cases open."""

from providers.db.asyncpg_engine import CHANNEL
from providers.db.database import Database, migrate_at, open_database, server_of
from providers.db.errors import Busy, constraint_of
from providers.db.reading import reader
from providers.db.work import connection, notify, retrying, transaction

__all__ = [
    "CHANNEL",
    "Busy",
    "Database",
    "connection",
    "constraint_of",
    "migrate_at",
    "notify",
    "open_database",
    "reader",
    "retrying",
    "server_of",
    "transaction",
]
