"""Where statements written by hand read from: as the router does for Tortoise's own."""

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.connection import get_connections

from providers.db.router import READER
from providers.db.work import connection


def storable(text: str, longest: int) -> bool:
    """Whether a column of that length could hold the text: what it could not, no row has."""
    return len(text) <= longest and "\0" not in text


def reader() -> BaseDBAsyncClient:
    """Return the open transaction's connection, or the one beside it that no transaction blocks."""
    client, connections = connection(), get_connections()
    if isinstance(client, TransactionalDBClient) or READER not in connections.db_config:
        return client
    return connections.get(READER)
