"""The outbox: nothing twice at once, nothing lost, nothing for ever."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from providers.bus import open_bus
from providers.db import Database, transaction
from providers.models import Outbox
from providers.outbox import LEASE, MAX_ATTEMPTS, WAKE, Job, announce, claim, done, failed, revive, set_aside

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


async def announce_many(count: int) -> None:
    async with transaction():
        for number in range(count):
            await announce("index", {"id": f"service-{number}"}, NOW)


async def test_workers_share_the_jobs_without_doubles(database: Database) -> None:
    await announce_many(200)
    taken: list[Job] = []

    async def work() -> None:
        while jobs := await claim("index", NOW, limit=7):
            taken.extend(jobs)
            await done(jobs)

    await asyncio.gather(*(work() for _ in range(5)))
    assert len(taken) == len({job.id for job in taken}) == 200
    assert {str(job.payload["id"]) for job in taken} == {f"service-{number}" for number in range(200)}
    assert await Outbox.all().count() == 0


async def test_a_job_is_announced_only_if_its_cause_is_kept(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await announce_and_fail()
    assert await claim("index", NOW) == []


async def announce_and_fail() -> None:
    async with transaction():
        await announce("index", {"id": "service-1"}, NOW)
        raise ZeroDivisionError


async def test_oldest_first_own_topic_only_and_not_before_its_time(database: Database) -> None:
    await announce("index", {"id": "later"}, NOW + timedelta(hours=1))
    await announce("index", {"id": "b"}, NOW)
    await announce("index", {"id": "a"}, NOW - timedelta(hours=1))
    await announce("mail", {"id": "c"}, NOW)
    assert [job.payload["id"] for job in await claim("index", NOW, limit=1)] == ["a"]
    assert [job.payload["id"] for job in await claim("index", NOW, limit=9)] == ["b"]


async def test_a_lease_that_ran_out_goes_to_another_and_the_late_one_cannot_spoil_it(database: Database) -> None:
    await announce("index", {"id": "service-1"}, NOW)
    (first,) = await claim("index", NOW)
    assert await claim("index", NOW + LEASE) == []
    later = NOW + LEASE + timedelta(seconds=1)
    (second,) = await claim("index", later)
    assert (second.id, second.attempts) == (first.id, 2)
    await failed(first, "too late", later)
    assert await claim("index", later + timedelta(seconds=5)) == []


async def test_a_failed_job_waits_longer_each_time_and_is_set_aside_in_sight(database: Database) -> None:
    await announce("index", {"id": "poison"}, NOW)
    moment, pauses = NOW, list[timedelta]()
    for _ in range(MAX_ATTEMPTS):
        (job,) = await claim("index", moment)
        await failed(job, "无法处理", moment)
        row = await Outbox.get(id=job.id)
        pauses.append(row.run_at - moment)
        moment = row.run_at
    assert pauses == sorted(pauses)
    assert pauses[0] * 4 == pauses[2]
    assert await claim("index", moment + timedelta(days=1)) == []
    (aside,) = await set_aside()
    assert (aside.error, aside.attempts) == ("无法处理", MAX_ATTEMPTS)
    assert await revive(aside.id, moment)
    assert not await revive(aside.id, moment)
    assert len(await claim("index", moment)) == 1


async def test_a_job_that_kills_its_workers_is_set_aside_too(database: Database) -> None:
    await announce("index", {"id": "poison"}, NOW)
    moment = NOW
    for _ in range(MAX_ATTEMPTS):
        assert len(await claim("index", moment)) == 1
        moment += LEASE + timedelta(seconds=1)
    assert await claim("index", moment) == []
    assert len(await set_aside()) == 1


async def test_workers_are_woken_after_the_commit(database: Database) -> None:
    bus = await open_bus(database)
    async with bus.subscribe(WAKE) as queue:
        async with transaction():
            await announce("index", {"id": "service-1"}, NOW)
            assert queue.empty()
        assert await queue.get() == "index"
    await bus.close()
