"""What no column can hold is answered on both databases, never a fault."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from providers.enums import Role
from tests.operations.stage import NOW, SCHEMA, SENTENCE, Stage

Act = Callable[[Role], Awaitable[Stage]]

SLUG = "query($x: String!) { service(by: {slug: $x}) { id } }"
PLACE = "query($x: String!) { provider(by: {slug: $x}) { id } }"
LICENCE = "query($x: String!) { provider(by: {licenceNumber: $x}) { id } }"
START = """mutation($x: String!, $s: String!) { needStart(input: {statement: $s, consent: true, idempotencyKey: $x}) {
  need { id } errors { __typename } } }"""


async def run(stage: Stage, document: str, **variables: object) -> tuple[Any, list[str]]:
    found = await SCHEMA.execute(document, variables, stage.context)
    return found.data, [str((error.extensions or {}).get("code")) for error in found.errors or ()]


@pytest.mark.parametrize("document", [SLUG, PLACE, LICENCE])
async def test_a_key_longer_than_its_column_is_nobodys(document: str, act: Act) -> None:
    data, codes = await run(await act(Role.ANONYMOUS), document, x="x" * 100_000)
    assert (list(data.values()), codes) == ([None], [])


@pytest.mark.parametrize("document", [SLUG, LICENCE, START])
async def test_nul_is_refused_in_variables(document: str, act: Act) -> None:
    given = {"x": "a\0b"} | ({"s": SENTENCE} if document == START else {})
    _, codes = await run(await act(Role.CITIZEN), document, **given)
    assert codes == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("nul", [r"\u0000", r"\u{0}"])
async def test_nul_is_refused_in_the_text(nul: str, act: Act) -> None:
    _, codes = await run(await act(Role.ANONYMOUS), '{ service(by: {slug: "a%s"}) { id } }' % nul)  # noqa: UP031 braces
    assert codes == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("key", ["x" * 5_000, "a\0"])
async def test_no_calendar_file_has_such_a_key(key: str, act: Act) -> None:
    assert await (await act(Role.ANONYMOUS)).use.bookings.calendar_file(key, NOW) is None
