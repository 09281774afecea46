"""Following a need: each step is told once and in order."""

import asyncio

from providers.bus import open_bus
from providers.db import Database
from providers.enums import NeedEventKind
from providers.needlog import topic
from tests.matching.market import NOW
from tests.matching.people import opened, ready, submitted


async def test_each_step_is_told_on_the_bus_once_it_is_stored(database: Database) -> None:
    bus = await open_bus(database)
    use, who, _ = await ready(database, bus=bus)
    need = await opened(use, who)
    async with bus.subscribe(topic(need.id)) as hints:
        await use.escalate(who, need.id, "", NOW)
        told = [await asyncio.wait_for(hints.get(), 30)]
        if told == ["1"]:  # the first step may still have been on its way
            told.append(await asyncio.wait_for(hints.get(), 30))
        assert told[-1] == "2"
    await bus.close()


async def test_following_a_need_tells_each_step_once_and_in_order(database: Database) -> None:
    bus = await open_bus(database)
    use, who, service = await ready(database, bus=bus)
    run = await submitted(use, who, service.id)
    steps = use.watch(who, run.need_id, 1)
    assert [(await anext(steps)).seq for _ in range(2)] == [2, 3]
    live = asyncio.ensure_future(anext(steps))
    await asyncio.sleep(0.05)
    await use.escalate(who, run.need_id, "", NOW)
    assert (await asyncio.wait_for(live, 5)).kind == NeedEventKind.ESCALATED
    await use.withdraw(who, run.need_id, "", NOW)
    assert (await anext(steps)).seq == 5
    waiting = asyncio.ensure_future(anext(steps))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await steps.aclose()
    assert not bus._queues
    await bus.close()
