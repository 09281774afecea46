"""A graphql-transport-ws client of a few lines."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("graphql-transport-ws")


class Socket:
    """One connection."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire

    async def send(self, **message: Any) -> None:  # noqa: ANN401
        await self.wire.send(orjson.dumps(message).decode())

    async def receive(self) -> dict[str, Any]:
        return orjson.loads(await self.wire.recv())

    async def init(self, token: str | None = None) -> None:
        payload = {"Authorization": f"Bearer {token}"} if token else {}
        await self.send(type="connection_init", payload=payload)
        assert (await self.receive())["type"] == "connection_ack"

    async def subscribe(self, name: str, query: str, **variables: object) -> None:
        await self.send(type="subscribe", id=name, payload={"query": query, "variables": variables})

    async def complete(self, name: str) -> None:
        await self.send(type="complete", id=name)


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncGenerator[Socket]:  # noqa: ANN401
    address = url.replace("http", "ws", 1) + "/graphql"
    async with connect(address, subprotocols=[PROTOCOL], open_timeout=60, **options) as wire:
        yield Socket(wire)
