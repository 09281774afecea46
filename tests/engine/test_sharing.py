"""Many at one database: processes, tasks, readers beside writers."""

import asyncio
import sys
from pathlib import Path

import pytest
from tortoise.exceptions import OperationalError

from providers.db import Busy, Database, connection, open_database, retrying, transaction
from providers.models import Setting

ROOT = Path(__file__).parents[2]
ROUNDS = 150
ON_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("dialect", ["postgres"], indirect=True)


async def test_processes_that_read_and_then_write_lose_no_update(database: Database) -> None:
    await Setting.create(key="count", value="0")
    command = [sys.executable, "-m", "tests.engine.counter", database.url, str(ROUNDS)]
    processes = [await asyncio.create_subprocess_exec(*command, cwd=ROOT) for _ in range(2)]
    assert [await process.wait() for process in processes] == [0, 0]
    assert (await Setting.get(key="count")).value == str(2 * ROUNDS)


async def test_an_open_transaction_holds_up_no_reader(database: Database) -> None:
    await Setting.create(key="a", value="before")
    opened, seen = asyncio.Event(), asyncio.Event()

    async def read() -> str:
        await opened.wait()
        value = (await Setting.get(key="a")).value
        seen.set()
        return value

    reader = asyncio.create_task(read())
    await asyncio.sleep(0)
    async with transaction():
        await Setting.filter(key="a").update(value="after")
        assert (await Setting.get(key="a")).value == "after"
        opened.set()
        await seen.wait()
    assert await reader == "before"
    assert (await Setting.get(key="a")).value == "after"


@ON_SQLITE
async def test_sqlite_is_set_to_lose_nothing(database_url: str) -> None:
    opened = await open_database(database_url)
    settings = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}
    for name, wanted in settings.items():
        (row,) = await connection().execute_query_dict(f"PRAGMA {name}")
        assert next(iter(row.values())) == wanted
    await opened.close()


@ON_SQLITE
async def test_the_reader_cannot_write(database: Database) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await database.clients[1].execute_query("DELETE FROM setting")


@ON_SQLITE
async def test_a_closed_database_is_closed_and_leaves_one_file(database: Database) -> None:
    await Setting.create(key="a", value="1")
    await database.close()
    await database.close()
    with pytest.raises(OperationalError):
        await database.ping()
    path = Path(database.url.removeprefix("sqlite:///"))
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@ON_POSTGRES
async def test_a_deadlock_is_run_again(database: Database) -> None:
    for key in ("a", "b"):
        await Setting.create(key=key, value="0")
    both = asyncio.Barrier(2)
    runs: list[str] = []

    @retrying(dice=lambda: 0.0)
    async def add(first: str, second: str) -> None:
        runs.append(first)
        async with transaction():
            await Setting.filter(key=first).update(value=first)
            if len(runs) <= 2:
                await both.wait()
            await Setting.filter(key=second).update(value=first)

    await asyncio.gather(add("a", "b"), add("b", "a"))
    assert len(runs) == 3


async def test_gives_up_after_some_attempts_and_never_repeats_inside_a_transaction(database: Database) -> None:
    runs: list[int] = []

    @retrying(attempts=4, dice=lambda: 0.0)
    async def busy() -> None:
        runs.append(1)
        raise Busy("busy")

    with pytest.raises(Busy):
        await busy()
    assert len(runs) == 4
    async with transaction():
        with pytest.raises(Busy):
            await busy()
    assert len(runs) == 5
