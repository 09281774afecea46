"""Background work: an absent index is built, what is announced is indexed, and leaving waits for nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from api.runtime import Runtime, open_house, open_runtime
from api.senders import LogSender
from api.settings import load
from api.workers import working
from providers.db import transaction
from providers.documents import TOPIC, everything
from providers.documents.market import LOOK_AGAIN
from providers.models import IdempotencyKey, Outbox
from providers.outbox import announce
from search.port import Document
from tests.rows import fill


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    while not await holds():  # noqa: ASYNC110 what is waited for happens in the database
        await asyncio.sleep(0.02)


async def drained() -> bool:
    return not await Outbox.exists()


async def announced(runtime: Runtime, document: str) -> None:
    async with transaction():
        await announce(TOPIC, {"id": document}, runtime.clock())


async def test_index_is_built_and_kept_up(database_url: str, tmp_path: Path) -> None:
    settings = load(FAWU_VAR=str(tmp_path), FAWU_DATABASE_URL=database_url)
    async with open_house(settings, LogSender()) as house, open_runtime(house) as runtime:
        assert not await runtime.backend.ready()
        await announced(runtime, "service-1")
        async with working(runtime):
            await until(runtime.backend.ready)
            await until(drained)
            await announced(runtime, "service-2")
            await until(drained)
        await announced(runtime, "service-3")
        await asyncio.sleep(0.1)
        assert not await drained()  # nobody works any more


async def test_time_takes_its_course(database_url: str, tmp_path: Path) -> None:
    """What nobody announces: documents whose time is over are looked at again, old keys of retries go."""
    settings = load(FAWU_VAR=str(tmp_path), FAWU_DATABASE_URL=database_url)
    async with open_house(settings, LogSender()) as house, open_runtime(house) as runtime:
        await runtime.backend.rebuild(everything(runtime.clock()))
        await runtime.backend.upsert([Document("listing-7", "listing", "没有了", numbers={LOOK_AGAIN: 1.0})])
        await fill(IdempotencyKey, created_at=runtime.clock() - timedelta(hours=25))
        kept = await fill(IdempotencyKey, created_at=runtime.clock())

        async def over() -> bool:
            return not await runtime.backend.count() and await IdempotencyKey.all().count() == 1

        async with working(runtime):
            await until(over)
        assert (await IdempotencyKey.get()).id == kept.id
