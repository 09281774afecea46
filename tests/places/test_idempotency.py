import asyncio
from datetime import timedelta

import pytest

from providers import idempotency
from providers.db import Database, transaction
from providers.errors import IdempotencyMismatch
from providers.idempotency import Key, key_of
from providers.models import IdempotencyKey
from tests.places.market import NOW, new_actor


async def new_key(*given: object) -> Key:
    return key_of((await new_actor()).account_id, "anything", "k", *given)


async def answer(key: Key, result: int, *, fails: bool = False) -> int:
    """Do something once for a key."""
    async with transaction():
        earlier = await idempotency.claim(key, NOW)
        if earlier is not None:
            return earlier
        await asyncio.sleep(0)
        if fails:
            raise LookupError
        await idempotency.keep(key, result)
        return result


async def test_of_many_at_once_one_answers_for_all(database: Database) -> None:
    key = await new_key(1)
    assert await idempotency.recall(key, NOW) is None
    found = await asyncio.gather(*(answer(key, result) for result in range(100, 108)))
    assert len(set(found)) == 1
    assert await idempotency.recall(key, NOW) == found[0]


async def test_what_failed_is_not_kept(database: Database) -> None:
    key = await new_key()
    with pytest.raises(LookupError):
        await answer(key, 1, fails=True)
    assert await answer(key, 2) == 2


async def test_another_input_is_a_mismatch(database: Database) -> None:
    key = await new_key("a", None, [1, 2])
    other = key_of(key.account_id, key.operation, key.key, "a", None, [2, 1])
    await answer(key, 1)
    for refused in (answer(other, 2), idempotency.recall(other, NOW)):
        with pytest.raises(IdempotencyMismatch):
            await refused
    assert await answer(key_of(key.account_id, "something else", key.key, "b"), 3) == 3


async def test_a_key_is_free_again_after_a_day(database: Database) -> None:
    key = await new_key("a")
    await answer(key, 1)
    later = NOW + timedelta(hours=24)
    other = key_of(key.account_id, key.operation, key.key, "b")
    assert await idempotency.recall(other, later) is None
    async with transaction():
        assert await idempotency.claim(other, later) is None
        await idempotency.keep(other, 2)
    assert await idempotency.recall(other, later) == 2
    assert await idempotency.forget(later) == 0
    assert await idempotency.forget(later + timedelta(hours=24)) == 1
    assert await IdempotencyKey.all().count() == 0
