"""Live updates: what was committed is told to those who listen, in this process or, over PostgreSQL, in every one.

A message is a hint, an id at most: what it means is read from the database. Listeners poll or refetch on RESYNC, since
messages may have been missed; a slow listener loses the oldest.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from providers.db import CHANNEL, Database, notify, server_of

RESYNC = "RESYNC"  # the line was down: refetch

_PING_SECONDS = 30.0
_LONGEST_PAUSE = 5.0
_DOWN = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)


class Bus:
    """Within one process: the database's connection hands over what it committed."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[str]]] = {}

    async def publish(self, topic: str, message: str) -> None:
        """Send at the commit of the running transaction, never after a rollback; at once outside of one."""
        await notify(topic, message)

    @asynccontextmanager
    async def subscribe(self, topic: str, size: int = 100) -> AsyncGenerator[asyncio.Queue[str]]:
        queue: asyncio.Queue[str] = asyncio.Queue(size)
        self._queues.setdefault(topic, set()).add(queue)
        try:
            yield queue
        finally:
            self._queues[topic].discard(queue)
            if not self._queues[topic]:
                del self._queues[topic]

    def deliver(self, topic: str, message: str) -> None:
        for queue in tuple(self._queues.get(topic, ())):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(message)

    def resync(self) -> None:
        for topic in tuple(self._queues):
            self.deliver(topic, RESYNC)

    async def close(self) -> None:
        """Stop hearing."""


class MemoryBus(Bus):
    """For SQLite: other processes are not reached, their listeners poll."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._wires = database.wires
        self._wires.append(self.deliver)

    async def close(self) -> None:
        if self.deliver in self._wires:
            self._wires.remove(self.deliver)


class PgBus(Bus):
    """For PostgreSQL: one LISTEN connection beside the pool, renewed when it is lost."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._server = server_of(url)
        self._lost = asyncio.Event()
        self._connection: Any = None
        self._keeper: asyncio.Task[None] | None = None

    async def open(self) -> None:
        await self._connect()
        self._keeper = asyncio.create_task(self._keep(), name="bus")

    async def _connect(self) -> None:
        self._lost = lost = asyncio.Event()
        connection = await asyncpg.connect(**self._server, timeout=10)

        def ended(_connection: object) -> None:
            lost.set()

        connection.add_termination_listener(ended)
        try:
            await connection.add_listener(CHANNEL, self._hear)
        except BaseException:
            connection.terminate()
            raise
        self._connection = connection

    def _hear(self, _connection: object, _process: int, _channel: str, payload: object) -> None:
        topic, _, message = str(payload).partition("\n")
        self.deliver(topic, message)

    async def _keep(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._lost.wait(), _PING_SECONDS)
            except TimeoutError:
                await self._ping()
                continue
            await self._reconnect()
            self.resync()

    async def _ping(self) -> None:
        """Ask: a line may be dead without a word."""
        try:
            await self._connection.execute("SELECT 1", timeout=_LONGEST_PAUSE)
        except _DOWN:
            self._connection.terminate()
            self._lost.set()

    async def _reconnect(self) -> None:
        pause = 0.1
        while True:
            try:
                return await self._connect()
            except _DOWN:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def close(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._connection is not None:
            self._connection.terminate()


async def open_bus(database: Database) -> Bus:
    """Open the bus that fits the database; it hears everything that is published from here on."""
    if database.dialect == "sqlite":
        return MemoryBus(database)
    bus = PgBus(database.url)
    await bus.open()
    return bus
