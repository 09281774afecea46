"""Who reads where on SQLite: inside a transaction from its own connection, else from the reader beside it."""

from tortoise import Model
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connections

WRITER = "sqlite"
READER = "sqlite_reader"


class ReadBesideWrite:
    """An open transaction blocks no read (WAL), and reads in a transaction see its own writes."""

    def db_for_read(self, _model: type[Model]) -> str:
        return WRITER if isinstance(get_connections().get(WRITER), TransactionalDBClient) else READER

    def db_for_write(self, _model: type[Model]) -> str:
        return WRITER
