"""People who use a server over HTTP: they sign in, choose places, hold and book them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx2

from tests.edge.server import DEV_CODE, Server

REQUEST_CODE = "mutation($phone: String!) { sessionRequestCode(input: {phone: $phone}) { sent errors { __typename } } }"
SIGN_IN = """mutation($phone: String!, $code: String!) {
  sessionCreate(input: {phone: $phone, code: $code}) { token errors { __typename } } }"""
LISTINGS = (
    """{ services(first: 40) { nodes { listings(sort: SOONEST, first: 3) { nodes { id nextSlot { token } } } } } }"""
)
SLOTS = """query($listing: ID!, $range: DateTimeRange!) {
  slots(listingId: $listing, range: $range, perDay: 24) { slots { token startsAt } } }"""
HOLD = """mutation($input: SlotHoldInput!) {
  slotHold(input: $input) { hold { id } errors { __typename ... on UserError { code message } } } }"""
BOOK = """mutation($input: BookingCreateInput!) {
  bookingCreate(input: $input) { booking { id number } errors { __typename ... on UserError { code message } } } }"""
MINE = "{ viewer { bookings(first: 100) { nodes { id number status } } } }"

_keys = count(1)


def phone(number: int) -> str:
    return f"+86139{number:08}"


def signed_in(server: Server, number: int) -> str:
    """Sign a new person in; the token."""
    sent = server.ask(REQUEST_CODE, phone=phone(number))
    assert sent["data"]["sessionRequestCode"] == {"sent": True, "errors": []}, sent
    made = server.ask(SIGN_IN, phone=phone(number), code=DEV_CODE)
    return str(made["data"]["sessionCreate"]["token"])


def listings(server: Server) -> list[str]:
    """List the ids of listings that have places."""
    services = server.ask(LISTINGS)["data"]["services"]["nodes"]
    nodes = [node for service in services for node in service["listings"]["nodes"] if node["nextSlot"]]
    return list(dict.fromkeys(node["id"] for node in nodes))


def places(server: Server, listing: str, days: int = 14) -> list[str]:
    """List the tokens of a listing's places."""
    now = datetime.now(UTC)  # noqa: TID251 the server reads the same clock
    span = {"gte": now.isoformat(), "lt": (now + timedelta(days=days)).isoformat()}
    found = server.ask(SLOTS, listing=listing, range=span)["data"]["slots"]
    return [slot["token"] for day in found for slot in day["slots"]]


class Person:
    """A signed-in person with a connection of their own."""

    def __init__(self, server: Server, token: str, client: httpx2.AsyncClient) -> None:
        self.url = f"{server.url}/graphql"
        self.headers = {"Authorization": f"Bearer {token}"}
        self.client = client

    async def ask(self, query: str, **variables: object) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        return (await self.client.post(self.url, json=body, headers=self.headers)).json()

    async def hold(self, token: str) -> dict[str, Any]:
        wish = {"slot": token, "idempotencyKey": f"hold-{next(_keys)}"}
        return (await self.ask(HOLD, input=wish))["data"]["slotHold"]

    async def book(self, hold: str) -> dict[str, Any]:
        wish = {"holdId": hold, "idempotencyKey": f"book-{next(_keys)}"}
        return (await self.ask(BOOK, input=wish))["data"]["bookingCreate"]


def in_turn(items: list[str], start: int) -> Iterator[str]:
    """Go round a list from some place on."""
    for offset in range(len(items)):
        yield items[(start + offset) % len(items)]
