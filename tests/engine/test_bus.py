"""The bus: committed changes reach the listeners, others never do."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from providers.bus import RESYNC, Bus, open_bus
from providers.db import Database, connection, transaction

ON_POSTGRES = pytest.mark.parametrize("dialect", ["postgres"], indirect=True)


async def drop_listeners() -> None:
    await connection().execute_query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%LISTEN%'"
    )


@pytest.fixture
async def bus(database: Database) -> AsyncIterator[Bus]:
    opened = await open_bus(database)
    yield opened
    await opened.close()


async def publish_and_fail(bus: Bus, message: str) -> None:
    async with transaction():
        await bus.publish("need", message)
        raise ZeroDivisionError


async def test_delivers_at_the_commit_and_nothing_that_was_rolled_back(bus: Bus) -> None:
    async with bus.subscribe("need") as queue, bus.subscribe("other") as other:
        with pytest.raises(ZeroDivisionError):
            await publish_and_fail(bus, "never")
        async with transaction():
            await bus.publish("need", "1")
            with pytest.raises(ZeroDivisionError):
                await publish_and_fail(bus, "never")
            async with transaction():
                await bus.publish("need", "2")
            await asyncio.sleep(0.02)
            assert queue.empty()
        await bus.publish("need", "3")
        assert [await queue.get() for _ in range(3)] == ["1", "2", "3"]
        await bus.publish("other", "end")
        assert await other.get() == "end"
        assert queue.empty()


async def test_a_slow_listener_loses_the_oldest_and_holds_nobody_up(bus: Bus) -> None:
    async with bus.subscribe("need", size=2) as slow, bus.subscribe("need") as quick:
        for number in range(5):
            await bus.publish("need", str(number))
        assert [await quick.get() for _ in range(5)] == list("01234")
        assert [await slow.get() for _ in range(2)] == ["3", "4"]


async def test_nothing_is_kept_for_those_who_left(bus: Bus) -> None:
    async with bus.subscribe("need"):
        pass
    await bus.publish("need", "1")
    async with bus.subscribe("need") as queue:
        await bus.publish("need", "2")
        assert await queue.get() == "2"


@ON_POSTGRES
async def test_a_lost_line_is_renewed_and_listeners_are_told(bus: Bus) -> None:
    async with bus.subscribe("need") as queue:
        for _ in range(3):
            await drop_listeners()
            assert await queue.get() == RESYNC
            await bus.publish("need", "1")
            assert await queue.get() == "1"


async def test_after_closing_nothing_is_heard(database: Database) -> None:
    bus = await open_bus(database)
    async with bus.subscribe("need") as queue:
        await bus.close()
        await bus.close()
        await bus.publish("need", "1")
        assert queue.empty()


@ON_POSTGRES
async def test_closing_while_it_tries_to_reconnect_does_not_hang(database: Database, bus: Bus) -> None:
    async with bus.subscribe("need"):
        await drop_listeners()
        await asyncio.sleep(0)
        await bus.close()


@ON_POSTGRES
async def test_two_buses_hear_each_other(database: Database, bus: Bus) -> None:
    other = await open_bus(database)
    async with other.subscribe("need") as queue:
        await bus.publish("need", "1")
        assert await queue.get() == "1"
    await other.close()
