"""GraphQL over WebSocket at the edge: who may open one, who speaks, and what a malformed message does."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.edge.people import signed_in
from tests.edge.server import Server
from tests.edge.wire import opened

WHO = "{ viewer { id } }"


async def test_query_over_a_socket(shared: Server) -> None:
    async with opened(shared.url) as socket:
        await socket.init()
        await socket.subscribe("1", "{ __typename }")
        assert await socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"__typename": "Query"}}}
        assert await socket.receive() == {"id": "1", "type": "complete"}


async def test_token_of_the_init_speaks_until_it_is_ended(shared: Server) -> None:
    token = signed_in(shared, 900)
    async with opened(shared.url) as socket:
        await socket.init(token)
        await socket.subscribe("1", WHO)
        assert (await socket.receive())["payload"]["data"]["viewer"]
        await socket.receive()
        assert shared.ask("mutation { sessionEnd { ended } }", token)["data"]["sessionEnd"]["ended"]
        await socket.subscribe("2", WHO)
        assert (await socket.receive())["payload"]["data"]["viewer"] is None


@pytest.mark.parametrize(
    "message",
    [
        "{",
        "[]",
        "7",
        "null",
        "{}",
        '{"type": 7}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": {}, "payload": {"query": "{ __typename }"}}',
        '{"type": "subscribe", "id": "1", "payload": "text"}',
        '{"type": "complete", "id": []}',
        '{"type": "connection_init"}',
    ],
)
async def test_malformed_message_closes_the_socket_with_a_protocol_code(shared: Server, message: str) -> None:
    async with opened(shared.url) as socket:
        await socket.init()
        await socket.wire.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code in {4400, 4429}


async def test_nothing_is_answered_before_the_init(shared: Server) -> None:
    async with opened(shared.url) as socket:
        await socket.subscribe("1", "{ __typename }")
        with pytest.raises(ConnectionClosed) as closed:
            await socket.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401


async def test_page_of_another_origin_is_turned_away(shared: Server) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with opened(shared.url, origin="https://evil.example"):
            pass
    assert refused.value.response.status_code == 403
    async with opened(shared.url, origin=shared.url) as socket:
        await socket.init()


async def test_other_protocols_are_not_spoken(shared: Server) -> None:
    address = shared.url.replace("http", "ws", 1) + "/graphql"
    async with connect(address) as wire:
        with pytest.raises(ConnectionClosed) as closed:
            await wire.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4406


async def test_large_message_is_refused(shared: Server) -> None:
    async with opened(shared.url) as socket:
        await socket.init()
        await socket.subscribe("1", "{ __typename }" + " " * (1024 * 1024))
        with pytest.raises(ConnectionClosed) as closed:
            await socket.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
