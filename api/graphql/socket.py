"""GraphQL over WebSocket (graphql-transport-ws): who speaks is looked up anew for every operation."""

from dataclasses import replace
from typing import Protocol, cast
from uuid import uuid4

from graphql import GraphQLError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage, Message

from api.auth import token_among
from providers.rules.access import Actor
from schema.context import Context

_FAULT = "服务器出了故障，请稍后再试。"


class Doorkeeper(Protocol):
    """What the endpoint does for its sockets."""

    async def actor(self, token: str | None) -> Actor | None: ...


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """Strawberry's handler with the token of connection_init, and without faults on malformed messages."""

    token: str | None = None

    async def handle_message(self, message: Message) -> None:
        try:
            await super().handle_message(message)
        except (TypeError, AttributeError):  # not an object, or members of the wrong kind
            await self.handle_invalid_message("Failed to parse message")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        payload = message.get("payload")
        if isinstance(payload, dict):
            self.token = token_among(payload)
        await super().handle_connection_init(message)

    async def handle_task_exception(self, error: Exception) -> None:
        if not isinstance(error, WebSocketDisconnected):  # who hangs up has done nothing wrong
            await super().handle_task_exception(error)

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        door = cast("Doorkeeper", self.view)
        try:
            actor = await door.actor(self.token)
        except Exception as fault:  # noqa: BLE001 nobody above would answer the client
            await self.handle_task_exception(fault)
            await operation.send_initial_errors([GraphQLError(_FAULT, extensions={"code": "INTERNAL"})])
            return
        self.context = replace(self.context, actor=actor, request_id=uuid4().hex)  # read before anything is awaited
        await super().run_operation(operation)
