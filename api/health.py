"""Whether the process lives, and whether it can serve."""

import asyncio
from collections.abc import Awaitable

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.runtime import House

OK = "ok"

_SECONDS = 2.0


async def alive(_: Request) -> Response:
    return _json({"status": OK}, 200)


async def checks(house: House) -> dict[str, str]:
    """Ask the database, its migrations and the index; "ok" or what is wrong."""
    asked = {"database": _pinged(house), "migrations": _at_head(house), "index": _index(house)}
    answers = await asyncio.gather(*(_asked(question) for question in asked.values()))
    return dict(zip(asked, answers, strict=True))


async def ready(house: House) -> Response:
    found = await checks(house)
    good = all(answer == OK for answer in found.values())
    return _json({"status": OK if good else "unavailable", "checks": found}, 200 if good else 503)


async def _asked(question: Awaitable[str]) -> str:
    try:
        async with asyncio.timeout(_SECONDS):
            return await question
    except TimeoutError:
        return "no answer in time"
    except Exception as fault:  # noqa: BLE001 whatever it is, it is the answer
        return f"failed: {type(fault).__name__}"


async def _pinged(house: House) -> str:
    await house.database.ping()
    return OK


async def _at_head(house: House) -> str:
    return OK if await house.database.at_head() else "not at head: python -m api migrate"


async def _index(house: House) -> str:
    return OK if await house.backend.ready() else "absent or outdated: python -m api reindex"


def _json(value: object, status: int) -> Response:
    return Response(orjson.dumps(value), status, {"cache-control": "no-store"}, "application/json")
