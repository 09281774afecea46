"""The ASGI endpoint of /graphql."""

from datetime import timedelta
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException as EdgeRefusal
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema import BaseSchema
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.auth import actor_of, token_of
from api.graphql import page, wire
from api.graphql.socket import SocketHandler
from api.observe import request_id
from api.runtime import Runtime
from providers.rules.access import Actor
from schema.context import Context

_INIT_SECONDS = 10


class Endpoint(GraphQL[Context, None]):
    """Strawberry's view, with the rules of GraphQL over HTTP and our own page."""

    graphql_transport_ws_handler_class = SocketHandler

    def __init__(self, schema: BaseSchema, runtime: Runtime) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=timedelta(seconds=_INIT_SECONDS),
        )
        self.runtime = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.run(WebSocket(scope, receive, send))
            return
        request = Request(scope, receive)
        await (await self.answer(request))(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        if request.method == "GET" and not self.runtime.settings.production and page.wanted(request):
            return page.graphiql()
        if request.method != "POST":
            raise HTTPException(405, "operations come by POST", {"Allow": "POST"})
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != wire.JSON:
            raise HTTPException(415, f"the body must be {wire.JSON}", {"Accept": wire.JSON})
        try:
            return await self.run(request)
        except EdgeRefusal as refusal:
            raise HTTPException(refusal.status_code, refusal.reason) from refusal

    async def actor(self, token: str | None) -> Actor | None:
        return await actor_of(self.runtime.use.accounts, token, self.runtime.clock())

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        return Context(
            use=self.runtime.use,
            actor=await self.actor(token_of(request.headers.get("authorization"))),
            clock=self.runtime.clock,
            address=request.client.host if request.client else "",
            request_id=request_id(request.scope),
            public_url=self.runtime.settings.public,
        )

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        events = wire.EVENTS in request.headers.get("accept", "")
        return wire.request_of(wire.read(await request.get_body()), "sse" if events else "http")

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        response.media_type = wire.accepted(request.headers.get("accept", ""))
        return response

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        answer = await super().process_result(request, result)
        if isinstance(result, PreExecutionError):
            answer.pop("data", None)  # nothing was executed: the entry must be absent
        return answer

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        media_type = sub_response.media_type or wire.JSON
        answer: dict[str, Any] = dict(response_data) if isinstance(response_data, dict) else {}
        return Response(
            wire.write(answer), wire.status_of(answer, media_type), media_type=f"{media_type}; charset=utf-8"
        )

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)

    def encode_json(self, data: object) -> str:
        return wire.write(data)
