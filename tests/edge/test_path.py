"""The end of the path at the edge: a booked place as a calendar file."""

import httpx2
from icalendar import Calendar

from tests.edge.conftest import Starter
from tests.edge.people import Person, listings, places, signed_in

CARD = "query($id: ID!) { booking(id: $id) { number icsUrl startsAt } }"


async def test_booking_is_served_as_a_calendar_file(start: Starter) -> None:
    server = start()
    token = signed_in(server, 7)
    place = places(server, listings(server)[0])[0]
    async with httpx2.AsyncClient(timeout=60) as client:
        person = Person(server, token, client)
        held = await person.hold(place)
        booked = await person.book(held["hold"]["id"])
    card = server.ask(CARD, token, id=booked["booking"]["id"])["data"]["booking"]
    assert card["icsUrl"].startswith(f"{server.url}/bookings/")
    file = httpx2.get(card["icsUrl"])
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert file.headers["cache-control"] == "no-store"
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert card["number"] in str(event["SUMMARY"])
    assert httpx2.post(card["icsUrl"]).status_code == 405
    assert httpx2.get(card["icsUrl"].replace(".ics", "x.ics")).status_code == 404
    assert server.ask(CARD, None, id=booked["booking"]["id"])["data"]["booking"] is None
