"""GraphQL over HTTP: what a request must look like, and how the answer is written."""

from collections.abc import Mapping
from typing import Any, cast

import orjson
from starlette.exceptions import HTTPException
from strawberry.http import GraphQLRequestData, GraphQLRequestProtocol

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENTS = "text/event-stream"

_FAULTS = {"INTERNAL": 500, "TIMEOUT": 504}  # errors without data that are not the client's doing


def read(body: bytes | str) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise HTTPException(400, f"the body is not JSON: {fault.msg}") from None


def write(value: object) -> str:
    """Strawberry sends bytes as binary WebSocket frames, hence text."""
    return orjson.dumps(value).decode()


def request_of(body: object, protocol: GraphQLRequestProtocol) -> GraphQLRequestData:
    """Check the shape of a request."""
    if isinstance(body, list):
        raise HTTPException(400, "batches are not served: send one operation a request")
    if not isinstance(body, dict):
        raise HTTPException(400, 'the body must be a JSON object {"query", "variables", "operationName"}')
    given = cast("dict[str, Any]", body)
    return GraphQLRequestData(
        query=_member(given, "query", str, required=True),
        variables=_member(given, "variables", dict),
        operation_name=_member(given, "operationName", str),
        extensions=_member(given, "extensions", dict),
        protocol=protocol,
    )


def _member(body: Mapping[str, Any], name: str, kind: type[Any], *, required: bool = False) -> Any:  # noqa: ANN401
    value = body.get(name)
    if (value is None and not required) or isinstance(value, kind):
        return value
    raise HTTPException(400, f"`{name}` must be {'a string' if kind is str else 'an object'}")


def accepted(header: str) -> str:
    """Choose the media type of the answer; who names none of ours gets application/json."""
    ranges = [part.partition(";")[0].strip().lower() for part in header.split(",")]
    return GRAPHQL_JSON if GRAPHQL_JSON in ranges else JSON


def status_of(answer: Mapping[str, Any], media_type: str) -> int:
    """Follow the specification: 200 for well-formed requests as application/json, the truth in the other type."""
    if media_type == JSON or "data" in answer:
        return 200
    codes = [error.get("extensions", {}).get("code") for error in answer.get("errors") or ()]
    return next((_FAULTS[code] for code in codes if code in _FAULTS), 400)
