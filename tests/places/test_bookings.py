import asyncio
from datetime import timedelta

import pytest
from icalendar import Calendar

from providers.booking import BookingFilter, BookingWish, CancelWish
from providers.bus import RESYNC
from providers.enums import BookingStatus, Channel, ExclusionReason, MatchState, NeedEventKind, NeedStatus
from providers.errors import (
    ConflictOfInterest,
    DuplicateBooking,
    HoldExpired,
    IdempotencyMismatch,
    NotFound,
    PolicyForbids,
    SlotUnavailable,
    StaleVersion,
    WrongState,
)
from providers.models import (
    Account,
    Booking,
    Candidate,
    ClientMatter,
    Listing,
    MatchRun,
    Need,
    NeedEvent,
    Occupancy,
    Outbox,
    Provider,
)
from providers.places import Range
from providers.rules.parties import PARTY, fold
from tests.places.market import (
    NOW,
    TEN,
    Desk,
    new_actor,
    new_listing,
    new_need,
    starts,
    token,
)
from tests.rows import fill


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


async def test_a_need_is_booked_and_its_clock_stops(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    need = await new_need(actor, opposing_hashes=["the other side"])
    run = await fill(MatchRun, need=need, state=MatchState.RANKING)
    booking = await desk.book(actor, await desk.hold(actor, token(listing), need=need))  # the hold knows the need
    found = await Need.get(id=need.id)
    assert (found.status, found.stopped_at, booking.need_id) == (NeedStatus.BOOKED, NOW, need.id)
    assert [(e.seq, e.kind) for e in await NeedEvent.filter(need_id=need.id)] == [(1, NeedEventKind.BOOKED)]
    name = fold((await Account.get(id=actor.account_id)).display_name)
    ledger = {(row.party_hash, row.side) for row in await ClientMatter.filter(provider_id=listing.provider_id)}
    assert ledger == {(desk.bookings.vault.index(PARTY, name), "client"), ("the other side", "opponent")}
    await desk.bookings.cancel(actor, CancelWish(booking.id, 1), NOW)
    assert (await Need.get(id=need.id)).status == NeedStatus.MATCHING
    assert await ClientMatter.all().count() == 0
    assert run.state == MatchState.RANKING


async def test_a_need_that_is_over_or_not_mine_is_not_booked_for(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    need = await new_need(actor, status=NeedStatus.WITHDRAWN)
    hold = await desk.hold(actor, token(listing))
    with pytest.raises(PolicyForbids):
        await desk.book(actor, hold, need=need)
    with pytest.raises(NotFound):
        await desk.book(actor, hold, need=await new_need(await new_actor()))
    assert await Booking.all().count() == 0
    assert await desk.book(actor, hold)


async def test_the_other_sides_institution_is_refused(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    need = await new_need(actor, opposing_hashes=["the other side"])
    run = await fill(MatchRun, need=need, state=MatchState.RANKING)
    hold = await desk.hold(actor, token(listing))
    excluded = [ExclusionReason.CONFLICT_OF_INTEREST.value]
    candidate = await fill(Candidate, run=run, listing=listing, practitioner=None, rank=None, excluded_by=excluded)
    for refused in (desk.hold(actor, token(listing), need=need), desk.book(actor, hold, need=need)):
        with pytest.raises(ConflictOfInterest):
            await refused
    await candidate.delete()
    acting = await fill(
        ClientMatter, provider_id=listing.provider_id, party_hash="the other side", side="client", ended_on=None
    )
    with pytest.raises(ConflictOfInterest):
        await desk.book(actor, hold, need=need)
    await acting.delete()
    assert await desk.book(actor, hold, need=need)


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
    assert await desk.bookings.calendar_file("unknown", NOW) is None


async def test_a_note_is_sealed(desk: Desk) -> None:
    actor = await new_actor()
    hold = await desk.hold(actor, token(await new_listing()))
    booking = await desk.bookings.create(actor, BookingWish(hold.id, "k", note="我老婆打我"), NOW)
    assert "我" not in booking.note_sealed
    assert desk.bookings.vault.open(booking.note_sealed, f"booking.note.{booking.number}") == "我老婆打我"
    assert (await Listing.get(id=booking.listing_id)).id
