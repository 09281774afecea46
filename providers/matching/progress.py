"""Following a need: first what was logged, then what happens, each step once and in order."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from providers.bus import Bus
from providers.matching.reads import events_after
from providers.models import NeedEvent
from providers.needlog import topic

_BATCH = 100
_LOOK_AGAIN = 5.0  # seconds: a process that shares the database file is not heard on the bus


async def follow(bus: Bus, need_id: int, after_seq: int) -> AsyncGenerator[NeedEvent, None]:
    """Yield the steps after a number for as long as the caller listens. What the bus says is only a hint to look."""
    async with bus.subscribe(topic(need_id)) as hints:
        while True:
            found = await events_after(need_id, after_seq, _BATCH)
            for event in found:
                after_seq = event.seq
                yield event
            if len(found) < _BATCH:
                with suppress(TimeoutError):
                    await asyncio.wait_for(hints.get(), _LOOK_AGAIN)
