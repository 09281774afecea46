"""Each operation, run by its role on both databases: no error, no refusal, no more statements than its row allows."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

import pytest

from providers.enums import Role
from tests.operations.__main__ import missing
from tests.operations.rows import ROWS, Row
from tests.operations.stage import SCHEMA, Stage
from tests.places.statements import counted

Act = Callable[[Role], Awaitable[Stage]]


async def answer(stage: Stage, row: Row, variables: dict[str, Any], citizen: Stage | None) -> dict[str, Any]:
    if not row.operation.startswith("Subscription"):
        return await stage.run(row.document, **variables)
    stream = await SCHEMA.subscribe(row.document, variables, stage.context)
    async with aclosing(stream) as events:  # type: ignore[type-var]
        waiting = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0.1)  # it listens now
        if row.meanwhile and citizen:
            await row.meanwhile(citizen)
        first = await waiting
    assert not first.errors, first.errors
    return first.data


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
async def test_operation(row: Row, act: Act) -> None:
    stage = await act(row.role)
    variables = await row.given(stage)
    citizen = await act(Role.CITIZEN) if row.meanwhile else None
    with counted() as statements:
        found = await answer(stage, row, variables, citizen)
    value = found[row.operation.partition(".")[2]]
    assert value
    assert not (isinstance(value, dict) and value.get("errors")), value
    assert len(statements) <= row.statements, "\n".join(statements)


@pytest.mark.parametrize("row", [row for row in ROWS if row.role is not Role.ANONYMOUS], ids=lambda row: row.operation)
async def test_without_a_person(row: Row, act: Act) -> None:
    """What needs a person says so to a stranger: UNAUTHENTICATED for mutations, nothing to see for the rest."""
    variables = await row.given(await act(row.role))
    context = (await act(Role.ANONYMOUS)).context
    if row.operation.startswith("Subscription"):
        stream = await SCHEMA.subscribe(row.document, variables, context)
        async with aclosing(stream) as events:  # type: ignore[type-var]
            found = await anext(events)
    else:
        found = await SCHEMA.execute(row.document, variables, context)
    codes = [(error.extensions or {}).get("code") for error in found.errors or ()]
    if row.operation.startswith("Query"):
        assert found.data == {row.operation.partition(".")[2]: None}
    else:
        assert codes == ["UNAUTHENTICATED"], found


def test_every_operation_has_a_row() -> None:
    assert missing() == []
    assert len({row.operation for row in ROWS}) == len(ROWS)
