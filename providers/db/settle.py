"""What both engines share: finishing what was begun although the task is cancelled, and savepoints that do so."""

import asyncio
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Protocol

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext

Wire = Callable[[str, str], None]  # carries (topic, message) of a committed change to those who listen

_unsettled: set[asyncio.Task[None]] = set()  # the loop itself holds tasks only weakly


async def settle(work: Coroutine[object, object, None]) -> None:
    """Run `work` to its end even if the caller is cancelled meanwhile."""
    task = asyncio.ensure_future(work)
    _unsettled.add(task)
    task.add_done_callback(_unsettled.discard)
    await asyncio.shield(task)


class Savepoints(Protocol):
    """A client that can open, release and roll back a savepoint."""

    async def savepoint(self) -> None: ...
    async def release_savepoint(self) -> None: ...
    async def savepoint_rollback(self) -> None: ...


class Savepoint(TransactionContext):
    """A transaction inside a transaction. Unlike the stock one it also rolls back on TransactionManagementError."""

    def __init__(self, client: TransactionalDBClient) -> None:
        self.client = client

    async def __aenter__(self) -> TransactionalDBClient:
        await self.client.savepoint()
        return self.client

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await settle(self.client.release_savepoint() if exc_type is None else self.client.savepoint_rollback())
