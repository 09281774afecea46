import asyncio
from datetime import timedelta

import pytest

from providers.enums import ListingState, SlotReason
from providers.errors import CapacityReached, IdempotencyMismatch, NotFound, SlotUnavailable
from providers.models import Hold, Listing, Occupancy, Outbox
from tests.places.market import NOW, TEN, Desk, new_actor, new_listing, new_practitioner, starts, token, two_services


async def test_forty_at_once_for_the_last_place(desk: Desk) -> None:
    listing, elsewhere = await two_services()
    actors = [await new_actor() for _ in range(40)]
    found = await asyncio.gather(*(desk.hold(actor, token(listing)) for actor in actors), return_exceptions=True)
    refusals = [each for each in found if isinstance(each, SlotUnavailable)]
    assert (sum(isinstance(each, Hold) for each in found), len(refusals)) == (1, 39)
    for refusal in refusals:
        assert refusal.reasons[0] == SlotReason.FULL
        assert [place.listing_id for place in refusal.alternatives] == [listing.id] * 3 + [elsewhere.id]
        assert refusal.alternatives[0].starts_at == TEN + timedelta(hours=1)
    assert await Occupancy.all().count() == 1


async def test_seats_and_days_are_never_over_full(desk: Desk) -> None:
    listing = await new_listing(capacity=5, max_per_day=3)
    actors = [await new_actor() for _ in range(12)]
    found = await asyncio.gather(
        *(desk.hold(actor, token(listing, TEN + timedelta(hours=i % 2))) for i, actor in enumerate(actors)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Hold) for each in found) == 3
    reasons = {reason for each in found if isinstance(each, SlotUnavailable) for reason in each.reasons}
    assert reasons == {SlotReason.DAY_LIMIT}
    assert {day.date() for day in await starts(listing)}.isdisjoint({TEN.date()})


async def test_a_person_of_two_listings_is_never_in_two_places(desk: Desk) -> None:
    first = await new_listing()
    second = await new_listing(first and await first.provider)
    person = await new_practitioner(first, second)
    actors = [await new_actor() for _ in range(10)]
    found = await asyncio.gather(
        *(desk.hold(actor, token((first, second)[i % 2])) for i, actor in enumerate(actors)), return_exceptions=True
    )
    (hold,) = [each for each in found if isinstance(each, Hold)]
    assert hold.practitioner_id == person.id
    assert TEN not in await starts(first)
    assert TEN not in await starts(second)


async def test_any_free_person_serves(desk: Desk) -> None:
    listing = await new_listing()
    people = [await new_practitioner(listing) for _ in range(3)]
    away = await new_practitioner(listing, on_duty=False)
    found = [await desk.hold(await new_actor(), token(listing)) for _ in range(3)]
    assert {hold.practitioner_id for hold in found} == {person.id for person in people}
    with pytest.raises(SlotUnavailable):
        await desk.hold(await new_actor(), token(listing))
    with pytest.raises(SlotUnavailable) as caught:
        await desk.hold(await new_actor(), token(listing, who=away.id))
    assert caught.value.reasons == (SlotReason.PRACTITIONER_AWAY,)


async def test_a_licence_must_hold_on_the_day(desk: Desk) -> None:
    listing = await new_listing()
    await new_practitioner(listing, valid_until=NOW.date())
    assert {moment.date() for moment in await starts(listing)} == {NOW.date()}


async def test_a_hold_that_ran_out_gives_the_place_to_the_next(desk: Desk) -> None:
    listing = await new_listing()
    await desk.hold(await new_actor(), token(listing))
    with pytest.raises(SlotUnavailable) as caught:
        await desk.later(seconds=119).hold(await new_actor(), token(listing))
    assert caught.value.reasons == (SlotReason.FULL, SlotReason.HELD)
    later = desk.later(seconds=121)
    found = await asyncio.gather(
        *[later.hold(await new_actor(), token(listing)) for _ in range(5)], return_exceptions=True
    )
    assert sum(isinstance(each, Hold) for each in found) == 1
    assert sorted(hold.state for hold in await Hold.all()) == ["EXPIRED", "HELD"]


async def test_the_sweep_frees_and_tells(desk: Desk) -> None:
    listing = await new_listing()
    await desk.hold(await new_actor(), token(listing))
    assert await desk.bookings.sweep(NOW + timedelta(seconds=60)) == 0
    await Outbox.filter().delete()
    assert await desk.bookings.sweep(NOW + timedelta(seconds=121)) == 1
    assert await Occupancy.all().count() == 0
    assert [job.payload for job in await Outbox.all()] == [{"ids": [f"listing-{listing.id}"]}]


async def test_a_released_place_is_free_again(desk: Desk) -> None:
    listing = await new_listing()
    actor, other = await new_actor(), await new_actor()
    hold = await desk.hold(actor, token(listing))
    with pytest.raises(NotFound):
        await desk.bookings.release(other, hold.id, NOW)
    assert await desk.bookings.release(actor, hold.id, NOW) == hold.id
    with pytest.raises(NotFound):
        await desk.bookings.release(actor, hold.id, NOW)
    assert await desk.hold(other, token(listing))


async def test_the_same_key_is_the_same_hold(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    found = await asyncio.gather(*(desk.hold(actor, token(listing), "one") for _ in range(8)))
    assert len({hold.id for hold in found}) == 1
    assert await Hold.all().count() == 1
    assert (await desk.later(hours=23).hold(actor, token(listing), "one")).id == found[0].id
    with pytest.raises(IdempotencyMismatch):
        await desk.hold(actor, token(listing, TEN + timedelta(hours=1)), "one")
    assert await desk.hold(await new_actor(), token(listing, TEN + timedelta(hours=1)), "one")  # another person's key
    day_after = await desk.later(hours=24, minutes=30).hold(actor, token(listing, TEN + timedelta(hours=2)), "one")
    assert day_after.id != found[0].id


async def test_one_hold_for_a_place_and_a_few_for_a_person(desk: Desk) -> None:
    listing = await new_listing(capacity=5)
    actor = await new_actor()
    found = await asyncio.gather(*(desk.hold(actor, token(listing)) for _ in range(4)))
    assert len({hold.id for hold in found}) == 1
    wanted = [token(listing, TEN + timedelta(hours=hour)) for hour in range(1, 7)]
    more = await asyncio.gather(*(desk.hold(actor, each) for each in wanted), return_exceptions=True)
    assert sum(isinstance(each, Hold) for each in more) == 2
    assert [each.limit for each in more if isinstance(each, CapacityReached)] == [3] * 4


@pytest.mark.parametrize("wrong", ["", "x", "MTox", "é", "MTo5OTk5OTk5OjoxNzY0MDAwMDAwOjM2MDA6UEhPTkU", "A" * 500])
async def test_a_token_is_never_trusted(desk: Desk, wrong: str) -> None:
    with pytest.raises(NotFound):
        await desk.hold(await new_actor(), wrong)


async def test_a_place_that_is_not_offered_is_not_given(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    for starts_at, reason in (
        (TEN + timedelta(minutes=30), SlotReason.OUTSIDE_HOURS),
        (NOW, SlotReason.NOTICE),
        (TEN + timedelta(days=42), SlotReason.HORIZON),
    ):
        with pytest.raises(SlotUnavailable) as caught:
            await desk.hold(actor, token(listing, starts_at))
        assert reason in caught.value.reasons
    await Listing.filter(id=listing.id).update(state=ListingState.UNPUBLISHED)
    with pytest.raises(SlotUnavailable) as caught:
        await desk.hold(actor, token(listing))
    assert caught.value.reasons[0] == SlotReason.LISTING_UNPUBLISHED
    assert caught.value.alternatives == ()
