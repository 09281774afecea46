"""What the edge lets in and out: the size of a body, the headers of every answer, refusals in the caller's form."""

from http import HTTPStatus
from typing import Any

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 1024 * 1024
GRAPHQL = "/graphql"

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
_CODES = {400: "BAD_REQUEST", 405: "METHOD_NOT_ALLOWED", 413: "TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE"}


class BodyLimit(RequestBodyLimitMiddleware):
    """Middleware: Starlette's counts what comes; a length that is announced is refused in the caller's form."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if length.isdecimal() and int(length) > self.max_body_size:
            answer = refusal(scope["path"], 413, f"the body may hold {self.max_body_size} bytes")
            return await answer(scope, receive, send)
        return await super().__call__(scope, receive, send)


class SecurityHeaders:
    """Middleware: the headers of every answer; an answer that has set one of them keeps its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, dressed if scope["type"] == "http" else send)


def refusal(path: str, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Refuse at the edge: GraphQL's form for GraphQL, RFC 9457's for the rest."""
    if path == GRAPHQL:
        errors = [{"message": detail, "extensions": {"code": _CODES.get(status, "BAD_REQUEST")}}]
        return Response(orjson.dumps({"errors": errors}), status, headers, "application/json")
    problem: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail != problem["title"]:
        problem["detail"] = detail
    return Response(orjson.dumps(problem), status, headers, "application/problem+json")


def refused(request: Request, fault: Exception) -> Response:
    """Starlette's exception handler for HTTPException."""
    if not isinstance(fault, HTTPException):
        raise fault
    return refusal(request.url.path, fault.status_code, fault.detail, dict(fault.headers or {}))
