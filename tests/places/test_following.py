import asyncio
from datetime import timedelta

from icalendar import Calendar

from providers.booking import BookingFilter, BookingWish, CancelWish
from providers.bus import RESYNC
from providers.enums import BookingStatus, Channel
from providers.models import Booking, Listing
from providers.places import Range
from tests.places.market import NOW, TEN, Desk, new_actor, new_listing, token


async def test_my_bookings_come_soonest_first(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    for hour in (3, 0, 1):
        await desk.book(actor, await desk.hold(actor, token(listing, TEN + timedelta(hours=hour))))
    other = await new_actor()
    await desk.book(other, await desk.hold(other, token(listing, TEN + timedelta(hours=4))))
    first = await desk.bookings.mine(actor, BookingFilter(), 2, None)
    rest = await desk.bookings.mine(actor, BookingFilter(), 2, first.keys.values(first.rows[-1]))
    assert [(row.starts_at - TEN) // timedelta(hours=1) for row in (*first.rows, *rest.rows)] == [0, 1, 3]
    assert (first.has_next, rest.has_next, await first.total()) == (True, False, 3)
    assert not (await desk.bookings.mine(actor, BookingFilter(statuses=[BookingStatus.CANCELLED]), 5, None)).rows


async def test_watchers_get_the_whole_day_and_leave_nothing_behind(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    days = desk.bookings.watch(listing.id, Range(NOW, NOW + timedelta(days=3)), lambda: NOW)
    waiting = asyncio.create_task(anext(days))
    while not desk.bookings.bus._queues:  # noqa: ASYNC110 nobody is told who listens
        await asyncio.sleep(0)
    await desk.hold(actor, token(listing, TEN + timedelta(days=6)))  # outside of what is watched
    await desk.hold(actor, token(listing))
    day = await waiting
    assert (day.date, len(day.places)) == (TEN.date(), 7)
    desk.bookings.bus.deliver(f"places:{listing.id}", RESYNC)
    assert [(await anext(days)).date.day for _ in range(4)] == [23, 24, 25, 26]
    waiting = asyncio.create_task(anext(days))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not desk.bookings.bus._queues


async def test_the_calendar_file_follows_the_booking(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    hold = await desk.hold(actor, token(listing))
    booking = await desk.bookings.create(
        actor, BookingWish(hold.id, "k", note="我老婆打我", remind_by=(Channel.SMS, Channel.IN_APP)), NOW
    )
    assert booking.remind_by == ("SMS", "IN_APP")
    text = await desk.bookings.calendar_file(booking.ics_key, NOW)
    assert text is not None
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert (event.start, event.end) == (booking.starts_at, booking.ends_at)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert "老婆".encode() not in text
    await desk.bookings.cancel(actor, CancelWish(booking.id, 1), NOW)
    (after,) = Calendar.from_ical(await desk.bookings.calendar_file(booking.ics_key, NOW) or b"").walk("VEVENT")
    assert (after["STATUS"], after["SEQUENCE"], after["UID"]) == ("CANCELLED", 1, event["UID"])
    await Booking.filter(id=booking.id).update(status=BookingStatus.COMPLETED)
    over = Calendar.from_ical(await desk.bookings.calendar_file(booking.ics_key, NOW) or b"")
    assert (over["METHOD"], over.walk("VEVENT")[0]["STATUS"]) == ("PUBLISH", "CONFIRMED")
    assert await desk.bookings.calendar_file("unknown", NOW) is None


async def test_a_note_is_sealed(desk: Desk) -> None:
    actor = await new_actor()
    hold = await desk.hold(actor, token(await new_listing()))
    booking = await desk.bookings.create(actor, BookingWish(hold.id, "k", note="我老婆打我"), NOW)
    assert "我" not in booking.note_sealed
    assert desk.bookings.vault.open(booking.note_sealed, f"booking.note.{booking.number}") == "我老婆打我"
    assert (await Listing.get(id=booking.listing_id)).id
