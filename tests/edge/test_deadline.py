"""The deadline of an operation: told with a code, over every transport, and nothing is left armed behind."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
import strawberry
from strawberry import Schema

from schema.deadline import deadline
from schema.loaders import Loaders
from schema.operation import Faults, Guarded

cancelled: list[str] = []


@strawberry.type
class Query:
    """Fields that take their time."""

    @strawberry.field
    async def slow(self) -> int:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append("slow")
            raise
        return 1

    @strawberry.field
    async def impatient(self) -> int:
        raise TimeoutError("of somebody else")

    @strawberry.field
    async def quick(self) -> int:
        return 1


@strawberry.type
class Subscription:
    """Something that outlives any deadline."""

    @strawberry.subscription
    async def ticks(self) -> AsyncGenerator[int]:
        for number in range(3):
            await asyncio.sleep(0.08)
            yield number


@pytest.fixture
def schema() -> Schema:
    cancelled.clear()
    return Schema(Query, subscription=Subscription, extensions=[Guarded, Loaders, Faults, deadline(0.1)])


async def test_slow_operation_is_told_and_cancelled(schema: Schema) -> None:
    result = await schema.execute("{ slow }")
    assert result.errors is not None
    assert (result.errors[0].extensions or {})["code"] == "TIMEOUT"
    assert cancelled == ["slow"]


async def test_it_holds_over_a_stream_too(schema: Schema) -> None:
    (result,) = [each async for each in await schema.stream("{ slow }")]
    assert (result.errors[0].extensions or {})["code"] == "TIMEOUT"


async def test_timeout_of_a_field_is_a_fault_of_that_field(schema: Schema) -> None:
    result = await schema.execute("{ impatient quick }")
    assert result.errors is not None
    assert (result.errors[0].extensions or {})["code"] == "INTERNAL"


async def test_what_comes_after_is_not_cancelled(schema: Schema) -> None:
    for query in ("{ quick }", "{ nothing }", "{"):
        await schema.execute(query)
    await asyncio.sleep(0.2)


async def test_subscription_may_last(schema: Schema) -> None:
    results = [each async for each in await schema.stream("subscription { ticks }")]
    assert [result.data for result in results] == [{"ticks": 0}, {"ticks": 1}, {"ticks": 2}]
