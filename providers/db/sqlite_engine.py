"""Tortoise's SQLite engine, safe under cancellation and between processes.

What the stock engine lacks: BEGIN IMMEDIATE (a deferred BEGIN fails with "database is locked" when it turns to
writing), a lock that is given back when the task dies while it begins, and a wall around a transaction that has ended.
Tortoise finds the schema editor by this module's name: it must hold the word "sqlite".
"""

# Tortoise and asyncpg leave much untyped where the engines meet them.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import sqlite3
from collections.abc import Iterator
from itertools import count
from types import TracebackType
from typing import Any

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper, translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError, TransactionManagementError

from providers.db.errors import Busy
from providers.db.settle import Savepoint, Wire, settle

_numbers = count(1)


def statements(script: str) -> Iterator[str]:
    """Split a script as SQLite itself would, so that triggers stay whole."""
    held = ""
    for piece in script.split(";"):
        held += piece + ";"
        if sqlite3.complete_statement(held):
            if held.strip(" \n\t;"):
                yield held.strip()
            held = ""


class SafeSqliteClient(SqliteClient):
    """The one writing connection of the process: a transaction has it alone."""

    def __init__(self, file_path: str, **pragmas: Any) -> None:  # noqa: ANN401 the base class takes any
        super().__init__(file_path, **pragmas)
        self.turn = self._lock
        self.wires: list[Wire] = []
        self.closed = False

    async def create_connection(self, with_db: bool) -> None:  # noqa: FBT001 the base's signature
        if self.closed:  # a late task must not start the thread again: the interpreter would never end
            raise OperationalError("the database has been closed")
        await super().create_connection(with_db)

    async def close(self) -> None:
        self.closed = True
        await super().close()

    async def opened(self) -> aiosqlite.Connection:
        if self._connection is None:
            try:
                await self.create_connection(with_db=True)
            except BaseException:
                await settle(self.close())  # else its thread would keep the interpreter from ending
                raise
        if self._connection is None:
            raise OperationalError("no connection")
        return self._connection

    async def notify(self, topic: str, message: str) -> None:
        self.deliver([(topic, message)])

    def deliver(self, messages: list[tuple[str, str]]) -> None:
        for topic, message in messages:
            for wire in list(self.wires):
                wire(topic, message)

    def _in_transaction(self) -> TransactionContext:
        return SafeTransaction(self)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        async with self._in_transaction() as tx:
            await tx.execute_many(query, values)


class SafeTransaction(TransactionContext):
    """Takes the turn, begins at once for writing, and gives the turn back whatever happens."""

    def __init__(self, root: SafeSqliteClient) -> None:
        self.root = root

    async def __aenter__(self) -> TransactionalDBClient:
        await self.root.turn.acquire()
        try:
            await self.root.opened()
            self.client = self.wrapper = SafeWrapper(self.root)
            await self.wrapper.begin()
        except BaseException:
            await settle(self._give_up())
            raise
        self.token = get_connections().set(self.root.connection_name, self.client)
        return self.client

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        get_connections().reset(self.token)
        await settle(self._end(keep=exc_type is None))

    async def _end(self, *, keep: bool) -> None:
        try:
            await self.wrapper.end(keep=keep)
        finally:
            self.root.turn.release()
        if keep:
            self.root.deliver(self.wrapper.messages)

    async def _give_up(self) -> None:
        try:
            db = await self.root.opened()
            await db.rollback()  # queued behind a BEGIN that may still be on its way in the thread
        finally:
            self.root.turn.release()


class SafeWrapper(SqliteTransactionWrapper):
    """The connection while it is inside a transaction; refuses to work once that has ended."""

    def __init__(self, connection: SqliteClient) -> None:
        super().__init__(connection)
        self.filename = connection.filename
        self.messages: list[tuple[str, str]] = []
        self.mark = 0
        self.outer: SafeWrapper | None = None

    def ended(self) -> bool:
        return self._finalized or (self.outer is not None and self.outer.ended())

    def alive(self) -> aiosqlite.Connection:
        if self.ended():
            raise TransactionManagementError("the transaction has ended (was this task started inside it?)")
        return self._connection

    async def begin(self) -> None:
        db = self._connection
        if db.in_transaction:  # left by a COMMIT that failed
            await db.rollback()
        try:
            await db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as exc:
            raise Busy(exc) from exc

    async def end(self, *, keep: bool) -> None:
        db = self._connection
        self._finalized = True
        try:
            if keep:
                await db.commit()
        except sqlite3.OperationalError as exc:
            raise Busy(exc) from exc
        finally:
            if db.in_transaction:
                await db.rollback()

    async def notify(self, topic: str, message: str) -> None:
        self.alive()
        self.messages.append((topic, message))

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        self.alive()
        return super().acquire_connection()

    @translate_exceptions
    async def execute_script(self, query: str) -> None:
        """Statement by statement: sqlite3's own executescript would commit first."""
        for statement in statements(query):
            await self.execute_query(statement)

    def _in_transaction(self) -> TransactionContext:
        inner = SafeWrapper(self)
        inner.outer, inner.messages, inner._lock = self, self.messages, self._lock
        return Savepoint(inner)

    async def savepoint(self) -> None:
        self._savepoint, self.mark = f"fawu_{next(_numbers)}", len(self.messages)
        await self.alive().execute(f"SAVEPOINT {self._savepoint}")

    async def release_savepoint(self) -> None:
        await self.alive().execute(f"RELEASE {self._savepoint}")
        self._finalized = True

    async def savepoint_rollback(self) -> None:
        del self.messages[self.mark :]
        db = self.alive()
        if db.in_transaction:  # SQLite may have rolled back everything by itself (disk full)
            await db.execute(f"ROLLBACK TO {self._savepoint}")
            await db.execute(f"RELEASE {self._savepoint}")
        self._finalized = True


client_class = SafeSqliteClient
