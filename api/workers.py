"""Background work of a serving process: the index follows the outbox, and time takes its course.

Every process runs these. Jobs are leased in the outbox and sweeps are single statements, so many do no harm.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from api.runtime import Runtime
from providers.bus import RESYNC
from providers.documents import TOPIC, Feed, everything, refresh
from providers.idempotency import forget
from providers.outbox import WAKE
from search.indexer import Indexer
from search.port import SearchUnavailable

_STOP_SECONDS = 2.0
_SWEEP_SECONDS = 15.0
_AWAY_SECONDS = 5.0
_PAUSE = 1.0

log = structlog.get_logger("fawu.workers")

Work = Callable[[], Awaitable[None]]


@asynccontextmanager
async def working(runtime: Runtime) -> AsyncGenerator[None]:
    """Run the workers while inside; on leaving, each finishes what it holds in its hands."""
    stop, wake = asyncio.Event(), asyncio.Event()
    works: dict[str, Work] = {
        "indexer": lambda: _index(runtime, wake, stop),
        "waker": lambda: _wake(runtime, wake),
        "sweeper": lambda: _sweep(runtime),
        "freshener": lambda: _freshen(runtime),
    }
    tasks = {name: asyncio.create_task(_kept(name, work, stop), name=name) for name, work in works.items()}
    try:
        yield
    finally:
        stop.set()
        for name in ("waker", "sweeper", "freshener"):
            tasks[name].cancel()
        _, late = await asyncio.wait(tasks.values(), timeout=_STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


async def _kept(name: str, work: Work, stop: asyncio.Event) -> None:
    """Log a worker that falls, and set it to work again."""
    while not stop.is_set():
        try:
            await work()
        except Exception:
            log.exception("worker fell", worker=name)
            await asyncio.sleep(_PAUSE)


async def _index(runtime: Runtime, wake: asyncio.Event, stop: asyncio.Event) -> None:
    """Build an index that was away while the house was opened, then keep it up."""
    try:
        if not await runtime.backend.ready():
            await runtime.backend.rebuild(everything(runtime.clock()))
    except SearchUnavailable as fault:
        log.warning("the index is away", reason=str(fault))
        await asyncio.sleep(_AWAY_SECONDS)
        return
    await Indexer(runtime.backend, Feed(runtime.clock)).run(wake, stop)


async def _wake(runtime: Runtime, wake: asyncio.Event) -> None:
    """Anything on this topic may be about the index; asking once too often costs one statement."""
    async with runtime.bus.subscribe(WAKE) as words:
        while True:
            word = await words.get()
            if word in {TOPIC, RESYNC}:
                wake.set()


async def _sweep(runtime: Runtime) -> None:
    while True:
        await runtime.use.bookings.sweep(runtime.clock())
        await forget(runtime.clock())
        await asyncio.sleep(_SWEEP_SECONDS)


async def _freshen(runtime: Runtime) -> None:
    """Look again at what only time changes, which nobody announces: soonest places begun, licences run out."""
    while True:
        with suppress(SearchUnavailable):  # the indexer says so
            await refresh(runtime.backend, runtime.clock())
        await asyncio.sleep(_SWEEP_SECONDS)
