"""Tortoise's PostgreSQL engine, safe under cancellation.

What the stock engine lacks: a pool connection that comes back when the task dies while it begins or ends, a wall around
a transaction that has ended, and a word when COMMIT of a failed transaction turned into a silent ROLLBACK. Tortoise
finds the schema editor by this module's name: it must hold the word "asyncpg".
"""

# Tortoise and asyncpg leave much untyped where the engines meet them.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from itertools import count
from types import TracebackType
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import ConnectionWrapper, TransactionalDBClient, TransactionContext
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError, TransactionManagementError

from providers.db.errors import Busy
from providers.db.settle import Savepoint, settle

CHANNEL = "fawu"
_AGAIN = (asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError)
_numbers = count(1)


class SafeAsyncpgClient(AsyncpgDBClient):
    """The pool."""

    async def opened(self) -> Any:  # noqa: ANN401 asyncpg is untyped
        if self._pool is None:
            async with self._pool_init_lock:
                if self._pool is None:
                    await self.create_connection(with_db=True)
        return self._pool

    async def notify(self, topic: str, message: str) -> None:
        await _notify(self, topic, message)

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 as the base
        try:
            return await super()._translate_exceptions(func, *args, **kwargs)
        except _AGAIN as exc:
            raise Busy(exc) from exc

    def _in_transaction(self) -> TransactionContext:
        return SafeTransaction(self)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        async with self._in_transaction() as tx:  # the stock one leaves its transaction open when it is cancelled
            await tx.execute_many(query, values)


class SafeTransaction(TransactionContext):
    """Borrows a connection, and gives it back whatever happens."""

    def __init__(self, root: SafeAsyncpgClient) -> None:
        self.root = root

    async def __aenter__(self) -> TransactionalDBClient:
        self.pool = await self.root.opened()
        self.borrowed = await self.pool.acquire()
        self.client = self.wrapper = SafeWrapper(self.root, self.borrowed)
        try:
            await self.wrapper.begin()
        except BaseException:
            await settle(self._end(keep=False))
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
            if not self.borrowed.is_closed() and self.borrowed.is_in_transaction():
                self.borrowed.terminate()  # whatever it does, nobody may get it again
            await self.pool.release(self.borrowed)


class SafeWrapper(TransactionWrapper):
    """A connection while it is inside a transaction; refuses to work once that has ended."""

    def __init__(self, root: AsyncpgDBClient, connection: Any, outer: "SafeWrapper | None" = None) -> None:  # noqa: ANN401
        super().__init__(root)
        self._connection = connection
        self.outer = outer
        self.name = f"fawu_{next(_numbers)}"

    def ended(self) -> bool:
        return self._finalized or (self.outer is not None and self.outer.ended())

    def alive(self) -> Any:  # noqa: ANN401 asyncpg is untyped
        if self.ended():
            raise TransactionManagementError("the transaction has ended (was this task started inside it?)")
        return self._connection

    async def begin(self) -> None:
        await self._connection.execute("BEGIN")

    async def end(self, *, keep: bool) -> None:
        self._finalized = True
        if self._connection.is_closed():
            if keep:
                raise OperationalError("the connection was lost before COMMIT")
            return
        try:  # always: a BEGIN that was cancelled may still arrive, this waits for it
            answer = await self._connection.execute("COMMIT" if keep else "ROLLBACK")
        except _AGAIN as exc:
            raise Busy(exc) from exc
        if keep and answer != "COMMIT":
            raise TransactionManagementError("a statement failed, nothing was kept: put it into a nested transaction")

    async def savepoint(self) -> None:
        await self.alive().execute(f"SAVEPOINT {self.name}")

    async def release_savepoint(self) -> None:
        await self.alive().execute(f"RELEASE {self.name}")
        self._finalized = True

    async def savepoint_rollback(self) -> None:
        await self.alive().execute(f"ROLLBACK TO {self.name}; RELEASE {self.name}")
        self._finalized = True

    async def notify(self, topic: str, message: str) -> None:
        await _notify(self, topic, message)

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 as the base
        try:
            return await super()._translate_exceptions(func, *args, **kwargs)
        except _AGAIN as exc:
            raise Busy(exc) from exc

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        self.alive()
        return super().acquire_connection()

    def _in_transaction(self) -> TransactionContext:
        inner = SafeWrapper(self, self.alive(), self)
        inner._lock = self._lock
        return Savepoint(inner)


async def _notify(client: AsyncpgDBClient, topic: str, message: str) -> None:
    """PostgreSQL itself sends it at the commit, and never after a rollback."""
    await client.execute_query("SELECT pg_notify($1, $2)", [CHANNEL, f"{topic}\n{message}"])


client_class = SafeAsyncpgClient
