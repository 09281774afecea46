"""The cancellation storm: tasks die at every point inside transactions, and the engine answers on, its data whole."""

import asyncio
import random
from collections.abc import Coroutine, Generator
from contextlib import suppress
from itertools import count
from types import coroutine

import pytest

from providers.bus import open_bus
from providers.db import Database, transaction
from providers.db.asyncpg_engine import SafeAsyncpgClient
from providers.models import Account, Setting
from tests.rows import NOW

TOTAL = 1000

numbers = count(1)


@coroutine
def dying(work: Coroutine[object, object, None], step: int) -> Generator[object, object, int]:
    """Run `work` in this task and cancel it at its step-th pause; the number of pauses when it lives."""
    task = asyncio.current_task()
    assert task is not None
    pauses, wound = 0, None
    while True:
        try:
            waited_for = work.throw(wound) if wound else work.send(None)
        except StopIteration:
            return pauses
        pauses += 1
        if pauses == step:
            asyncio.get_running_loop().call_soon(task.cancel)
        try:
            wound = None
            yield waited_for
        except BaseException as exc:  # noqa: BLE001 handed on
            wound = exc


async def open_accounts() -> None:
    await Setting.create(key="a", value=str(TOTAL))
    await Setting.create(key="b", value="0")


async def move(amount: int) -> None:
    """Carry money from a to b, with a savepoint, a bulk insert and a rolled back attempt on the way."""
    async with transaction():
        a = await Setting.filter(key="a").select_for_update().get()
        b = await Setting.get(key="b")
        await Setting.filter(key="a").update(value=str(int(a.value) - amount))
        with suppress(ZeroDivisionError):
            await write_and_fail()
        async with transaction():
            await Setting.filter(key="b").update(value=str(int(b.value) + amount))
        await bulk_alone(3)


async def write_and_fail() -> None:
    async with transaction():
        await Setting.create(key="half", value="done")
        raise ZeroDivisionError


async def bulk_alone(count: int) -> None:
    names = [f"name-{next(numbers)}" for _ in range(count)]
    rows = [Account(phone_hash=name, phone_sealed="", display_name="", created_at=NOW) for name in names]
    await Account.bulk_create(rows)


async def assert_whole(database: Database) -> None:
    """Everybody may still write, no connection is missing, and nothing is half done."""
    await asyncio.gather(*(move(1) for _ in range(12)))
    values = dict(await Setting.all().values_list("key", "value"))
    assert int(values["a"]) + int(values["b"]) == TOTAL
    assert "half" not in values
    assert await Account.all().count() % 3 == 0
    if isinstance(database.writer, SafeAsyncpgClient):
        pool = await database.writer.opened()
        assert pool.get_idle_size() == pool.get_size()


async def die_at(work: Coroutine[object, object, None], step: int) -> int:
    task = asyncio.create_task(dying(work, step))
    (outcome,) = await asyncio.gather(task, return_exceptions=True)
    if isinstance(outcome, int):
        return outcome
    assert isinstance(outcome, asyncio.CancelledError)
    return 0


async def test_dying_at_every_single_pause(database: Database) -> None:
    await open_accounts()
    for work, size in ((move, 1), (bulk_alone, 3)):
        pauses = await die_at(work(size), 0)
        assert pauses >= 3
        for step in range(1, pauses + 1):
            await die_at(work(size), step)
            await move(1)
    await assert_whole(database)


@pytest.mark.parametrize("seed", range(3))
async def test_a_storm_of_many_dying_at_once(database: Database, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    await open_accounts()
    dice = random.Random(seed)  # noqa: S311 no secret
    for _ in range(12):
        works = [move(1) if dice.random() < 0.8 else bulk_alone(3) for _ in range(16)]
        await asyncio.gather(*(die_at(work, dice.randrange(1, 30)) for work in works))
    await assert_whole(database)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_dying_while_waiting_for_the_turn(database: Database) -> None:
    await open_accounts()
    begun = asyncio.Event()

    async def later() -> None:
        await begun.wait()
        await move(1)

    waiting = [asyncio.create_task(later()) for _ in range(3)]
    await asyncio.sleep(0)
    async with transaction():
        begun.set()
        for _ in range(3):
            await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    await assert_whole(database)


async def test_what_was_committed_is_told_even_if_the_task_dies_at_the_commit(database: Database) -> None:
    bus = await open_bus(database)

    async def change() -> None:
        async with transaction():
            await Setting.create(key=f"key-{next(numbers)}", value="1")
            await bus.publish("topic", "1")

    async with bus.subscribe("topic", size=1000) as queue:
        pauses = await die_at(change(), 0)
        for step in range(1, pauses + 1):
            await die_at(change(), step)
        kept = await Setting.all().count()
        await bus.publish("topic", "end")
        told = 0
        while await queue.get() != "end":
            told += 1
        assert told == kept
    await bus.close()
