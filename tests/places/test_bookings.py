import asyncio
from datetime import timedelta

import pytest

from providers.booking import BookingWish, CancelWish
from providers.enums import BookingStatus
from providers.errors import (
    DuplicateBooking,
    HoldExpired,
    IdempotencyMismatch,
    NotFound,
    PolicyForbids,
    SlotUnavailable,
    StaleVersion,
    WrongState,
)
from providers.models import Booking, Occupancy, Outbox, Provider
from tests.places.market import NOW, TEN, Desk, new_actor, new_listing, starts, token


async def test_a_hold_becomes_one_booking_however_often_it_is_asked(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    hold = await desk.hold(actor, token(listing))
    (place,) = await Occupancy.all()
    found = await asyncio.gather(*(desk.book(actor, hold, "one") for _ in range(8)))
    assert len({booking.id for booking in found}) == 1
    booking = found[0]
    assert (booking.status, booking.starts_at, booking.version) == (BookingStatus.CONFIRMED, TEN, 1)
    (kept,) = await Occupancy.all()
    assert (kept.id, kept.expires_at) == (place.id, None)
    assert (await desk.later(hours=23).book(actor, hold, "one")).id == booking.id
    with pytest.raises(IdempotencyMismatch):
        await desk.bookings.create(actor, BookingWish(hold.id, "one", note="另一件事"), NOW)
    with pytest.raises(DuplicateBooking) as caught:
        await desk.book(actor, hold, "two")
    assert caught.value.booking_id == booking.id
    assert TEN not in await starts(listing)


async def test_a_hold_that_ran_out_books_nothing(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    hold = await desk.hold(actor, token(listing))
    with pytest.raises(HoldExpired) as caught:
        await desk.later(seconds=120).book(actor, hold)
    assert caught.value.expired_at == hold.expires_at == NOW + timedelta(seconds=120)
    assert await Booking.all().count() == 0
    later = desk.later(seconds=121)
    other = await later.hold(await new_actor(), token(listing))
    with pytest.raises(HoldExpired):
        await later.book(actor, hold)
    assert (await Occupancy.get()).hold_id == other.id
    assert (await desk.later(seconds=119).hold(actor, token(listing, TEN + timedelta(hours=1)))).id != hold.id


async def test_booking_and_freeing_meet_and_one_wins(desk: Desk) -> None:
    listing = await new_listing()
    actor, other = await new_actor(), await new_actor()
    hold = await desk.hold(actor, token(listing))
    in_time, late = desk.later(seconds=119), desk.later(seconds=121)
    found = await asyncio.gather(
        in_time.book(actor, hold),
        late.hold(other, token(listing)),
        desk.bookings.sweep(late.now),
        return_exceptions=True,
    )
    refused = [isinstance(found[0], HoldExpired), isinstance(found[1], SlotUnavailable)]
    assert sum(refused) == 1
    assert await Occupancy.all().count() == 1


async def test_a_stranger_has_neither_hold_nor_booking(desk: Desk) -> None:
    listing = await new_listing()
    actor, stranger = await new_actor(), await new_actor()
    hold = await desk.hold(actor, token(listing))
    with pytest.raises(NotFound):
        await desk.book(stranger, hold)
    booking = await desk.book(actor, hold)
    assert await desk.bookings.holds_of(stranger, [hold.id]) == {}
    assert await desk.bookings.seen_by(stranger, [booking.id]) == {}
    assert await desk.bookings.seen_by(None, [booking.id]) == {}
    staff = await new_actor(listing.provider_id)
    assert (await desk.bookings.seen_by(staff, [booking.id]))[booking.id].staff
    with pytest.raises(NotFound):
        await desk.bookings.cancel(stranger, CancelWish(booking.id, 1), NOW)


async def test_a_second_seat_at_the_same_time_is_a_duplicate(desk: Desk) -> None:
    listing = await new_listing(capacity=3)
    actor = await new_actor()
    first = await desk.book(actor, await desk.hold(actor, token(listing)))
    again = await desk.hold(actor, token(listing))
    with pytest.raises(DuplicateBooking) as caught:
        await desk.book(actor, again)
    assert caught.value.booking_id == first.id
    assert await desk.book(actor, await desk.hold(actor, token(listing, TEN + timedelta(hours=1))))


async def test_cancelling_frees_the_place(desk: Desk) -> None:
    listing = await new_listing(max_per_day=1)
    actor = await new_actor()
    booking = await desk.book(actor, await desk.hold(actor, token(listing)))
    await Outbox.filter().delete()
    with pytest.raises(StaleVersion) as stale:
        await desk.bookings.cancel(actor, CancelWish(booking.id, 7), NOW)
    assert stale.value.current_version == 1
    wish = CancelWish(booking.id, 1, "改了主意")
    found = await asyncio.gather(*(desk.bookings.cancel(actor, wish, NOW) for _ in range(5)), return_exceptions=True)
    (done,) = [each for each in found if isinstance(each, Booking)]
    assert all(isinstance(each, Booking | WrongState | StaleVersion) for each in found)
    assert (done.status, done.version, done.sequence) == (BookingStatus.CANCELLED, 2, 1)
    assert (done.cancelled_by, done.cancel_reason, done.cancelled_late) == ("CITIZEN", "改了主意", False)
    with pytest.raises(WrongState) as state:
        await desk.bookings.cancel(actor, CancelWish(booking.id, 2), NOW)
    assert state.value.allowed == ("PENDING", "CONFIRMED")
    assert await Occupancy.all().count() == 0
    assert TEN in await starts(listing)
    assert [job.payload for job in await Outbox.all()] == [{"ids": [f"listing-{listing.id}"]}]
    events = (await desk.bookings.history([booking.id]))[booking.id]
    assert [(event.status, event.note) for event in events] == [("CONFIRMED", ""), ("CANCELLED", "改了主意")]
    other = await new_actor()
    assert await desk.book(other, await desk.hold(other, token(listing)))


async def test_the_policy_sets_a_deadline(desk: Desk) -> None:
    listing = await new_listing(cancel_until=7200)
    actor, staff = await new_actor(), await new_actor(listing.provider_id)
    booking = await desk.book(actor, await desk.hold(actor, token(listing)))
    deadline = TEN - timedelta(hours=2)
    with pytest.raises(PolicyForbids) as caught:
        await desk.bookings.cancel(actor, CancelWish(booking.id, 1), deadline + timedelta(seconds=1))
    assert caught.value.deadline == deadline
    done = await desk.bookings.cancel(staff, CancelWish(booking.id, 1), deadline + timedelta(seconds=1))
    assert (done.cancelled_by, done.cancelled_late) == ("PROVIDER_STAFF", True)
    again = await desk.book(actor, await desk.hold(actor, token(listing)))
    assert (await desk.bookings.cancel(actor, CancelWish(again.id, 1), deadline)).cancelled_late is False


async def test_where_the_institution_must_agree_a_booking_waits(desk: Desk) -> None:
    listing = await new_listing(needs_confirmation=True)
    actor = await new_actor()
    booking = await desk.book(actor, await desk.hold(actor, token(listing)))
    assert booking.status == BookingStatus.PENDING
    assert TEN not in await starts(listing)


async def test_a_suspended_institution_takes_no_booking(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    hold = await desk.hold(actor, token(listing))
    await Provider.filter(id=listing.provider_id).update(status="SUSPENDED")
    with pytest.raises(SlotUnavailable):
        await desk.book(actor, hold)
    assert await starts(listing) == []
