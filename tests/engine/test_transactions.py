"""What a transaction promises on both databases."""

import asyncio

import pytest
from tortoise.exceptions import TransactionManagementError

from providers.db import Database, transaction
from providers.models import Setting


async def write_and_fail(key: str) -> None:
    async with transaction():
        await Setting.create(key=key, value="1")
        raise ZeroDivisionError


async def test_all_or_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await write_and_fail("a")
    async with transaction():
        await Setting.create(key="b", value="1")
        assert await Setting.filter(key="b").exists()
    assert await Setting.all().values_list("key", flat=True) == ["b"]


async def test_a_refused_statement_in_a_nested_transaction_leaves_the_outer_one_whole(database: Database) -> None:
    async with transaction():
        await Setting.create(key="a", value="1")
        with pytest.raises(ZeroDivisionError):
            await write_and_fail("b")
        async with transaction():
            await Setting.create(key="c", value="1")
    assert await Setting.all().order_by("key").values_list("key", flat=True) == ["a", "c"]


async def test_a_task_that_outlives_its_transaction_cannot_write_into_the_next(database: Database) -> None:
    ended = asyncio.Event()

    async def late() -> None:
        await ended.wait()
        await Setting.create(key="late", value="1")

    async with transaction():
        await Setting.create(key="a", value="1")
        task = asyncio.create_task(late())
    async with transaction():
        ended.set()
        with pytest.raises(TransactionManagementError):
            await task
        await Setting.create(key="b", value="1")
    assert await Setting.all().order_by("key").values_list("key", flat=True) == ["a", "b"]
