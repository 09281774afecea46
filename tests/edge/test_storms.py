"""Storms: a process killed in the middle of bookings, sockets dropped in flight; nothing acknowledged is lost."""

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import asyncpg
import httpx2
from websockets.exceptions import ConnectionClosed

from tests.edge.conftest import Starter
from tests.edge.people import HOLD, MINE, Person, in_turn, listings, places, signed_in
from tests.edge.server import Server
from tests.edge.wire import opened

PEOPLE = 12
ENOUGH = 15  # acknowledged bookings before the process is killed
ROUNDS = 200
WATCH = """subscription($listing: ID!, $range: DateTimeRange!) {
  slotsChanged(listingId: $listing, range: $range) { date } }"""
SPAN = {"gte": "2026-01-01T00:00:00Z", "lt": "2026-02-01T00:00:00Z"}
OCCUPANCY = "SELECT resource_id, seat, busy_from, busy_until FROM occupancy ORDER BY resource_id, seat, busy_from"


class Storm:
    """Many people who book as fast as they can, until the line goes dead."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.tokens = [signed_in(server, number) for number in range(PEOPLE)]
        self.listings = listings(server)[:6]
        self.wanted = [token for listing in self.listings for token in places(server, listing)[:12]]
        self.acknowledged: dict[str, int] = {}
        self.enough = asyncio.Event()

    async def blow(self) -> None:
        async with httpx2.AsyncClient(timeout=60) as client, asyncio.TaskGroup() as group:
            for number, token in enumerate(self.tokens):
                group.create_task(self.one(number, Person(self.server, token, client)))
            await self.enough.wait()
            self.server.stop(signal.SIGKILL)

    async def one(self, number: int, person: Person) -> None:
        with suppress(httpx2.TransportError):
            for place in in_turn(self.wanted, number):  # everyone wants what their neighbour wants
                held = await person.hold(place)
                if held["hold"] is None:
                    continue
                booked = await person.book(held["hold"]["id"])
                if booked["booking"]:
                    self.acknowledged[booked["booking"]["number"]] = number
                    if len(self.acknowledged) >= ENOUGH:
                        self.enough.set()

    def kept(self) -> Counter[tuple[str, int]]:
        """Count every booking each person has, by number."""
        found = Counter[tuple[str, int]]()
        for number, token in enumerate(self.tokens):
            nodes = self.server.ask(MINE, token)["data"]["viewer"]["bookings"]["nodes"]
            found.update((node["number"], number) for node in nodes)
        return found


async def occupied(folder: Path, settings: dict[str, str]) -> list[tuple[int, ...]]:
    url = settings.get("FAWU_DATABASE_URL")
    if url is None:
        with sqlite3.connect(folder / "var" / "fawu.db") as database:
            return database.execute(OCCUPANCY).fetchall()
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(OCCUPANCY)]
    finally:
        await connection.close()


async def test_kill_in_a_storm_of_bookings(start: Starter) -> None:
    server = start()
    storm = Storm(server)
    assert len(storm.wanted) > 2 * ENOUGH
    await storm.blow()
    assert len(storm.acknowledged) >= ENOUGH
    again = storm.server = start()
    kept = storm.kept()
    assert set(storm.acknowledged.items()) <= set(kept)
    assert set(kept.values()) == {1}
    assert len({number for number, _ in kept}) == len(kept)
    taken = await occupied(again.folder, again.settings)
    assert len(taken) >= len(kept)
    for before, after in pairwise(taken):
        assert before[:2] != after[:2] or before[3] <= after[2]


class Drops:
    """Sockets that begin a subscription and mutations, and drop them a moment later."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.token = signed_in(server, 0)
        self.listing = listings(server)[0]
        self.wanted = places(server, self.listing)
        self.dice = random.Random(11)  # noqa: S311 repeatable

    async def one(self, number: int) -> None:
        async with opened(self.server.url) as socket:
            await socket.init(self.token)
            await socket.subscribe("watch", WATCH, listing=self.listing, range=SPAN)
            for turn in range(3):
                wish = {"slot": self.dice.choice(self.wanted), "idempotencyKey": f"storm-{number}-{turn}"}
                await socket.subscribe(f"hold-{turn}", HOLD, input=wish)
            await asyncio.sleep(self.dice.random() * 0.03)
            if number % 2:
                socket.wire.transport.abort()
            else:
                for name in ("watch", "hold-0", "hold-1", "hold-2"):
                    await socket.complete(name)


async def test_sockets_dropped_in_flight(start: Starter) -> None:
    server = start()
    drops = Drops(server)
    for first in range(0, ROUNDS, 4):
        ended = await asyncio.gather(*(drops.one(first + each) for each in range(4)), return_exceptions=True)
        assert [fault for fault in ended if not isinstance(fault, ConnectionClosed | None)] == []
        assert httpx2.get(f"{server.url}/readyz", timeout=30).status_code == 200
    assert server.ask("{ services(first: 1) { totalCount } }")["data"]["services"]["totalCount"] == 180
    signed_in(server, 1)  # writes go on
    assert server.stop()[0] == 0
    assert "Traceback" not in server.log()


async def test_listeners_do_not_hold_the_door(start: Starter) -> None:
    """SIGTERM ends a server that has listeners, and hangs up on them."""
    server = start()
    listing = listings(server)[0]
    async with opened(server.url) as socket:
        await socket.init()
        for number in range(20):
            await socket.subscribe(str(number), WATCH, listing=listing, range=SPAN)
        code, _ = await asyncio.to_thread(server.stop)
        with suppress(ConnectionClosed):
            while await socket.receive():
                pass
        assert socket.wire.close_code is not None
    assert code == 0
    assert "Traceback" not in server.log()
