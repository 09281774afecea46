"""Requests a second of an ASGI application, asked directly: no network, no client, the same for every rival."""

import asyncio
from collections.abc import MutableMapping
from time import perf_counter
from typing import Any

import orjson

from tests.bench.rivals import App

_CONCURRENCY = 16
_WARM = 40

Message = MutableMapping[str, Any]


async def ask(app: App, query: str) -> bytes:
    """Send one operation; the body of the answer."""
    body = orjson.dumps({"query": query})
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [
        (b"host", b"bench"),
        (b"content-type", b"application/json"),
        (b"accept", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    if sent[0]["status"] != 200:
        raise RuntimeError(f"answered {sent[0]['status']}")
    return b"".join(message.get("body", b"") for message in sent[1:])


async def pace(app: App, query: str, seconds: float) -> float:
    """Ask again and again, many at once; answers a second."""
    for _ in range(_WARM):
        await ask(app, query)
    until = perf_counter() + seconds
    answered = 0

    async def one() -> None:
        nonlocal answered
        while perf_counter() < until:
            await ask(app, query)
            answered += 1

    began = perf_counter()
    await asyncio.gather(*(one() for _ in range(_CONCURRENCY)))
    return answered / (perf_counter() - began)
