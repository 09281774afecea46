"""How use cases work on the open database: one transaction each, run again when the database asks for it."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connections
from tortoise.transactions import in_transaction

from providers.db import asyncpg_engine, sqlite_engine
from providers.db.errors import Busy

P = ParamSpec("P")
T = TypeVar("T")

Client = (
    sqlite_engine.SafeSqliteClient
    | sqlite_engine.SafeWrapper
    | asyncpg_engine.SafeAsyncpgClient
    | asyncpg_engine.SafeWrapper
)


def connection() -> Client:
    """Return the connection this task writes through: its open transaction, or the one that commits by itself."""
    connections = get_connections()
    client = connections.get(next(iter(connections.db_config)))
    if not isinstance(client, Client):
        raise TypeError("the open database does not run on our engines")
    return client


@asynccontextmanager
async def transaction() -> AsyncGenerator[Client]:
    """All or nothing; inside another one, a savepoint: put a statement that may be refused into its own."""
    async with in_transaction(connection().connection_name):
        yield connection()


async def notify(topic: str, message: str) -> None:
    """Tell the bus, once the running transaction has been committed, and never if it is not."""
    await connection().notify(topic, message)


def retrying(
    attempts: int = 5, pause: float = 0.02, dice: Callable[[], float] = random.random
) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """Run a use case again when its transaction could not be serialised; not when it runs inside another's."""

    def wrap(work: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @wraps(work)
        async def again(*args: P.args, **kwargs: P.kwargs) -> T:
            for attempt in range(1, attempts):
                try:
                    return await work(*args, **kwargs)
                except Busy:
                    if isinstance(connection(), TransactionalDBClient):
                        raise
                    await asyncio.sleep(pause * 2**attempt * dice())
            return await work(*args, **kwargs)

        return again

    return wrap
