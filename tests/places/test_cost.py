"""Statements do not grow with rows: not with listings, people, bookings, or days."""

from datetime import timedelta

from providers.booking import CancelWish
from providers.models import Listing, Service, WeeklyRule
from providers.places import Range, alternatives, days, next_places
from providers.rules.slot_token import place_of
from tests.places.market import NOW, TEN, Desk, new_actor, new_listing, new_practitioner, new_provider, token
from tests.places.statements import counted
from tests.rows import fill


async def crowded(number: int) -> list[Listing]:
    """Listings of one service with two people each, some places taken."""
    service = await fill(Service)
    found: list[Listing] = []
    for _ in range(number):
        listing = await new_listing(await new_provider(), service=service)
        for _ in range(2):
            await new_practitioner(listing)
        await WeeklyRule.create(listing_id=listing.id, weekday=5, opens=540, closes=720)
        found.append(listing)
    return found


async def test_reading_costs_the_same_for_many(desk: Desk) -> None:
    few, many = await crowded(1), await crowded(12)
    for listing in many[:6]:
        await desk.hold(await new_actor(), token(listing))
    costs: list[tuple[int, int, int]] = []
    for listings, span in ((few, 1), (many, 60)):
        ids = [listing.id for listing in listings]
        with counted() as one:
            found = await days(ids, Range(NOW, NOW + timedelta(days=span)), NOW)
        assert len(found) == len(ids)
        with counted() as two:
            assert all((await next_places(ids, NOW)).values())
        wanted = place_of(token(listings[0]))
        assert wanted is not None
        with counted() as three:
            assert await alternatives(wanted, NOW)
        costs.append((len(one), len(two), len(three)))
    assert costs[0] == costs[1]
    assert costs[1] == (8, 9, 10)


async def test_taking_costs_the_same_in_a_crowd(desk: Desk) -> None:
    costs: list[tuple[int, int, int]] = []
    for listings in (await crowded(1), await crowded(12)):
        for hour in range(1, len(listings)):
            await desk.hold(await new_actor(), token(listings[0], TEN + timedelta(hours=1 + hour % 6)))
        actor = await new_actor()
        with counted() as one:
            hold = await desk.hold(actor, token(listings[0]))
        with counted() as two:
            booking = await desk.book(actor, hold)
        with counted() as three:
            await desk.bookings.cancel(actor, CancelWish(booking.id, 1), NOW)
        costs.append((len(one), len(two), len(three)))
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 21
