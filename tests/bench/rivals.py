"""The same page three ways: ours, Strawberry as its tutorial has it, and raw bytes out of Starlette."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.asgi import GraphQL

from providers.models import Listing, Service

App = Callable[..., Awaitable[None]]
Scope = MutableMapping[str, Any]

OURS = "{ services(first: 20) { nodes { code name summary listings(first: 0) { totalCount } } } }"
STOCK = "{ services { code name summary providerCount } }"


@strawberry.type
class StockService:
    """A row with a field that asks the database."""

    row: strawberry.Private[Service]
    code: str
    name: str
    summary: str

    @strawberry.field
    async def provider_count(self) -> int:
        return await Listing.filter(service_id=self.row.id, state="PUBLISHED").count()


@strawberry.type
class Query:
    """One list."""

    @strawberry.field
    async def services(self) -> list[StockService]:
        rows = await Service.all().order_by("id").limit(20)
        return [StockService(row=row, code=row.code, name=row.name_zh, summary=row.summary_zh) for row in rows]


def stock() -> App:
    return GraphQL(strawberry.Schema(Query))


def raw(body: bytes) -> App:
    async def page(request: Request) -> Response:
        await request.body()
        return Response(body, media_type="application/json")

    return Starlette(routes=[Route("/graphql", page, methods=["POST"])])
