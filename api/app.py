"""The Starlette application: its routes, and the whole order of its middleware."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from api import health
from api.calendar import Calendar
from api.graphql import Endpoint
from api.graphql.page import STATIC
from api.limits import GRAPHQL, MAX_BODY, BodyLimit, SecurityHeaders, refused
from api.observe import Observed
from api.runtime import Runtime
from api.workers import working
from schema.root import build_schema


def create_app(runtime: Runtime) -> Starlette:
    """Build the application over an open runtime; its lifespan runs the workers."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with working(runtime):
            yield

    return Starlette(
        routes=_routes(runtime),
        middleware=[  # outermost first
            Middleware(Observed),
            Middleware(SecurityHeaders),
            Middleware(BodyLimit, max_body_size=MAX_BODY),
        ],
        exception_handlers={HTTPException: refused},
        lifespan=lifespan,
    )


def _routes(runtime: Runtime) -> list[BaseRoute]:
    production = runtime.settings.production
    endpoint = Endpoint(build_schema(production=production, seconds=runtime.settings.operation_seconds), runtime)

    async def ready(_: Request) -> Response:
        return await health.ready(runtime)

    routes: list[BaseRoute] = [
        Route(GRAPHQL, endpoint),
        WebSocketRoute(GRAPHQL, endpoint),
        Route("/bookings/{key}.ics", Calendar(runtime)),
        Route("/healthz", health.alive),
        Route("/readyz", ready),
    ]
    if not production:
        routes += [Route("/", _home), Mount("/static", StaticFiles(directory=STATIC))]
    return routes


async def _home(_: Request) -> Response:
    return RedirectResponse(GRAPHQL)
