"""The open database: what the composition root holds. One is open at a time in a process, as Tortoise demands."""

# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false

import sqlite3
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg
from tortoise.backends.base import executor
from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError

from providers.db.asyncpg_engine import SafeAsyncpgClient
from providers.db.migrate import MIGRATIONS, at_head, migrate
from providers.db.router import READER, WRITER, ReadBesideWrite
from providers.db.settle import Wire, settle
from providers.db.sqlite_engine import SafeSqliteClient

Dialect = Literal["sqlite", "postgres"]
Client = SafeSqliteClient | SafeAsyncpgClient
Connections = dict[str, dict[str, Any]]

_CLOSED = (asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error, OperationalError)  # its door, not its content
_POSTGRES = ("postgres", "postgresql")


@dataclass(frozen=True, slots=True)
class Database:
    """Tables reached through Tortoise's models while this is open; the first client writes."""

    url: str = field(repr=False)  # it may hold a password
    dialect: Dialect
    context: TortoiseContext
    clients: tuple[Client, ...]

    @property
    def writer(self) -> Client:
        return self.clients[0]

    @property
    def wires(self) -> list[Wire]:
        """Whom SQLite's connection tells what it committed; PostgreSQL tells those who LISTEN."""
        return self.writer.wires if isinstance(self.writer, SafeSqliteClient) else []

    async def ping(self) -> None:
        """Raise if the database does not answer."""
        await self.clients[-1].execute_query("SELECT 1")

    async def migrate(self) -> list[str]:
        """Bring the tables to head, one migrator at a time; the names of what was applied."""
        return await migrate_at(self.url)

    async def at_head(self) -> bool:
        """Whether every migration of this code has been applied."""
        return await at_head(self.clients[-1])

    async def close(self) -> None:
        await settle(self._close())

    async def _close(self) -> None:
        """Close one after the other: two at once leave it to each other to fold SQLite's log into the file."""
        for client in reversed(self.clients):
            await client.close()
        await self.context.close_connections()


async def open_database(url: str, *, synchronous: str = "FULL", pool: int = 10) -> Database:
    """Open `sqlite:///path` or `postgres://…`; ConnectionError or OSError when it cannot be."""
    connections = connections_of(url, synchronous=synchronous, pool=pool)
    dialect: Dialect = "sqlite" if WRITER in connections else "postgres"
    context = TortoiseContext()
    executor.EXECUTOR_CACHE.clear()  # keyed by table names only: another database's statements must not live on
    with context:  # the models look for it while they are bound
        await context.init(
            config={
                "connections": connections,
                "apps": {"models": {"models": ["providers.models"], "default_connection": dialect}},
                "routers": [ReadBesideWrite] if dialect == "sqlite" else [],
            },
            _enable_global_fallback=True,  # lifespan, requests and workers are different tasks
        )
    clients = tuple(client for client in context.connections.all() if isinstance(client, Client))
    database = Database(url, dialect, context, clients)
    try:
        for client in clients:
            await client.opened()
    except BaseException as fault:
        await database.close()
        if isinstance(fault, _CLOSED):
            raise ConnectionError(str(fault)) from fault
        raise
    return database


async def migrate_at(url: str, migrations: str = MIGRATIONS, upto: str = "__latest__") -> list[str]:
    """Migrate what lies at a URL, whether or not it is open here."""
    ((dialect, connection),) = connections_of(url, migrating=True).items()
    engine = SafeSqliteClient if dialect == WRITER else SafeAsyncpgClient
    client = engine(connection_name=dialect, **connection["credentials"])
    try:
        return await migrate(client, migrations, upto)
    finally:
        await settle(client.close())


def connections_of(url: str, *, migrating: bool = False, synchronous: str = "FULL", pool: int = 10) -> Connections:
    """Tortoise's configuration of the connections behind a URL."""
    scheme = urlsplit(url).scheme
    if scheme in _POSTGRES:
        return {"postgres": _postgres(url, 1 if migrating else pool)}
    if scheme != "sqlite" or not url.startswith("sqlite:///"):
        raise ValueError("the database URL must be sqlite:///path or postgres://user:password@host:port/name")
    path = unquote(url.removeprefix("sqlite:///").partition("?")[0])
    if migrating:
        return {WRITER: _sqlite(path, foreign_keys="OFF", legacy_alter_table="ON", busy_timeout="60000")}
    return {
        WRITER: _sqlite(path, synchronous=synchronous),
        READER: _sqlite(path, query_only="ON"),
    }


def _sqlite(path: str, **pragmas: str) -> dict[str, Any]:
    """busy_timeout first: it also guards the switch to WAL when two processes start at once."""
    credentials = {"file_path": path, "busy_timeout": 10_000, "journal_size_limit": 64 * 1024 * 1024, **pragmas}
    return {"engine": "providers.db.sqlite_engine", "credentials": credentials}


def _postgres(url: str, pool: int) -> dict[str, Any]:
    credentials = {**server_of(url), "minsize": 1, "maxsize": pool}
    return {"engine": "providers.db.asyncpg_engine", "credentials": credentials}


def server_of(url: str) -> dict[str, Any]:
    """Return what asyncpg wants to know; `?host=/folder` names a socket's folder, `?sslmode=require` asks for TLS."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    known = {
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": options.get("host") or parts.hostname,
        "port": parts.port or 5432,
        "database": unquote(parts.path.removeprefix("/")),
        "ssl": options.get("sslmode"),
    }
    return {name: value for name, value in known.items() if value}
