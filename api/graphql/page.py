"""GraphiQL: one page of our own; every file it needs is under `static/`, and it asks nobody else for anything."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

STATIC = Path(__file__).parent.parent / "static"

# The hash is the one style element GraphiQL makes itself: react-remove-scroll's, while a dialog is open.
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src data:; "
    "style-src 'self' 'sha256-Y/huXlwoYkVyQlxwSVcCi1RCDGDCSVBzDt0hYP9qlTc='; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def wanted(request: Request) -> bool:
    """Whether a browser opens the address, rather than a program that asks a question."""
    return "text/html" in request.headers.get("accept", "") and "query" not in request.query_params


def graphiql() -> HTMLResponse:
    return HTMLResponse(_html(), headers={"content-security-policy": POLICY, "cache-control": "no-cache"})


@cache
def _html() -> str:
    return (STATIC / "graphiql" / "index.html").read_text("utf-8")
