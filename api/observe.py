"""What the edge tells about itself: JSON log lines, an id on every request, a masked answer to every fault."""

import logging
import re
import sys
from time import perf_counter
from typing import Any
from uuid import uuid4

import orjson
import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Log = structlog.stdlib.BoundLogger

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_QUIET = frozenset({"/healthz", "/readyz"})  # asked every few seconds by machines
_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str) -> None:
    """Send our own lines and those of the libraries to stderr, one JSON object each."""
    renderer = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_dumps),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(renderer)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.getLogger("uvicorn.error").setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logger(name: str) -> Log:
    return structlog.get_logger(name)


def request_id(scope: Scope) -> str:
    """Return the id that `Observed` gave to this request."""
    return str(scope["state"]["request_id"])


class Observed:
    """Middleware: names each request, logs how it ended, and answers a fault with its id and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.log = logger("fawu.edge")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        name = _named(scope)
        scope.setdefault("state", {})["request_id"] = name
        began, status = perf_counter(), 0

        async def passed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = name
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=name):
            try:
                await self.app(scope, receive, passed)
            except Exception:  # the outermost wall: whatever it was, it is logged and masked
                self.log.exception("fault", path=scope["path"])
                if scope["type"] == "http" and not status:
                    await _masked(name)(scope, receive, passed)
            if scope["path"] not in _QUIET:
                milliseconds = round((perf_counter() - began) * 1000, 1)
                self.log.info("request", kind=scope["type"], path=scope["path"], status=status, ms=milliseconds)
        return None


def _named(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _SAFE_ID.fullmatch(given) else uuid4().hex


def _masked(name: str) -> Response:
    problem = {"type": "about:blank", "title": "Internal Server Error", "status": 500, "instance": name}
    return Response(orjson.dumps(problem), 500, media_type="application/problem+json")


def _dumps(value: Any, **_: Any) -> str:  # noqa: ANN401 as JSONRenderer calls it
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
