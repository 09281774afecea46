"""GraphQL over HTTP at the edge: media types, status codes, sizes, headers, and errors in the caller's form."""

import json
from typing import Any

import httpx2
import pytest

from tests.edge.server import Server

GRAPHQL_JSON = "application/graphql-response+json"
INVALID = {"query": "{ nothing }"}
FINE = {"query": "{ __typename }"}


def post(server: Server, accept: str = "application/json", **what: Any) -> httpx2.Response:  # noqa: ANN401
    headers = {"Accept": accept} | what.pop("headers", {})
    return httpx2.post(f"{server.url}/graphql", headers=headers, timeout=60, **what)


def code_of(answer: httpx2.Response) -> str:
    assert "data" not in answer.json()
    return answer.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), (GRAPHQL_JSON, 400), ("*/*", 200)])
def test_invalid_document_has_the_status_its_media_type_asks(shared: Server, accept: str, status: int) -> None:
    answer = post(shared, accept, json=INVALID)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(GRAPHQL_JSON if accept == GRAPHQL_JSON else "application/json")
    assert code_of(answer) == "GRAPHQL_INVALID"


@pytest.mark.parametrize("accept", ["application/json", GRAPHQL_JSON, f"{GRAPHQL_JSON}, application/json;q=0.9"])
def test_answer(shared: Server, accept: str) -> None:
    answer = post(shared, accept, json=FINE)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == accept.partition(",")[0]
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'"text"',
        b"7",
        b"null",
        b"{}",
        b'{"query": 7}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "operationName": 7}',
        b'{"query": "{ __typename }", "extensions": "x"}',
        b'[{"query": "{ __typename }"}]',
        b"[" * 100_000,
    ],
)
def test_malformed_request_is_told(shared: Server, body: bytes) -> None:
    answer = post(shared, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert code_of(answer) == "BAD_REQUEST"


@pytest.mark.parametrize("query", ["{", "query A { __typename } query B { __typename }", "fragment F on Query { a }"])
def test_what_cannot_be_run_is_told(shared: Server, query: str) -> None:
    answer = post(shared, GRAPHQL_JSON, json={"query": query})
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/graphql", ""])
def test_other_content_is_unsupported(shared: Server, kind: str) -> None:
    """A page of another origin may send these without asking."""
    answer = post(shared, content=json.dumps(FINE), headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert code_of(answer) == "UNSUPPORTED_MEDIA_TYPE"


def test_charset_is_no_other_content(shared: Server) -> None:
    answer = post(shared, content=json.dumps(FINE), headers={"Content-Type": "application/json; charset=utf-8"})
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_operations_come_by_post(shared: Server, method: str) -> None:
    answer = httpx2.request(method, f"{shared.url}/graphql", params={"query": "{ __typename }"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert code_of(answer) == "METHOD_NOT_ALLOWED"


def test_body_is_limited(shared: Server) -> None:
    padding = " " * (1024 * 1024)
    announced = post(shared, json={"query": "{ __typename }" + padding})
    assert announced.status_code == 413
    assert code_of(announced) == "TOO_LARGE"
    headers = {"Content-Type": "application/json"}
    chunks = (b"x" * 65536 for _ in range(17))
    assert post(shared, content=chunks, headers=headers).status_code == 413
    fits = json.dumps({"query": "{ __typename }"}).ljust(1024 * 1024)
    assert post(shared, content=fits, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/nothing", "/bookings/nothing.ics", "/static/../settings.py"])
def test_unknown_address_is_a_problem(shared: Server, path: str) -> None:
    answer = httpx2.get(shared.url + path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/nothing"])
def test_every_answer_carries_the_security_headers_and_its_id(shared: Server, path: str) -> None:
    answer = httpx2.get(shared.url + path, headers={"X-Request-Id": "test-0123456789"})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-request-id"] == "test-0123456789"
    assert "server" not in answer.headers
    forged = httpx2.get(shared.url + path, headers={"X-Request-Id": "a b\t<script>"})
    assert "<" not in forged.headers["x-request-id"]


@pytest.mark.parametrize("header", [None, "Bearer rotten", "Basic abc", "Bearer", "Bearer " + "x" * 5000])
def test_who_must_sign_in_is_told_so(shared: Server, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = post(shared, json={"query": "mutation { sessionEnd { ended } }"}, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert post(shared, json=FINE, headers=headers).json() == {"data": {"__typename": "Query"}}


def test_server_sent_events(shared: Server) -> None:
    answer = post(shared, "text/event-stream", json=FINE)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert 'data: {"data":{"__typename":"Query"}}' in answer.text
    assert "event: complete" in answer.text
