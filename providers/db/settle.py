"""What both engines share: finishing what was begun although the task is cancelled, and savepoints that do so."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext

Wire = Callable[[str, str], None]  # carries (topic, message) of a committed change to those who listen

_PATIENCE_SECONDS = 10.0

_unsettled: set[asyncio.Task[None]] = set()  # the loop itself holds tasks only weakly


async def settle(work: Coroutine[object, object, None]) -> None:
    """Run `work` to its end even if the caller is cancelled, and let the cancellation go on only after that.

    Who cancels may not find the connection still busy; but a dead line may not hold the cancelled for ever.
    """
    task = asyncio.ensure_future(work)
    _unsettled.add(task)
    task.add_done_callback(_unsettled.discard)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await _wait(task)
        raise


async def _wait(task: asyncio.Task[None]) -> None:
    end = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
    while not task.done() and (left := end - asyncio.get_running_loop().time()) > 0:
        with suppress(asyncio.CancelledError):  # cancelled again: the first one is raised in the end
            await asyncio.wait({task}, timeout=left)


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
