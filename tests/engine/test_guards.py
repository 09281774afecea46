"""What the database refuses by itself, told by the same names on both."""

import asyncio
from collections.abc import Awaitable

import pytest
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError

from providers.db import Database, constraint_of, transaction
from providers.models import Booking, Hold, Listing, Membership, NeedEvent, Occupancy, Service, Setting
from tests.rows import NOW, fill


async def refusal(work: Awaitable[object]) -> str | None:
    with pytest.raises(IntegrityError) as caught:
        await work
    return constraint_of(caught.value)


async def occupy(hold: Hold, resource_id: int, busy_from: int, busy_until: int, seat: int = 0) -> Occupancy:
    async with transaction():
        return await Occupancy.create(
            resource_id=resource_id, seat=seat, busy_from=busy_from, busy_until=busy_until, hold=hold
        )


async def place() -> tuple[Hold, int]:
    hold = await fill(Hold)
    return hold, (await Listing.get(id=hold.listing_id)).resource_id


async def test_of_forty_who_want_the_same_place_one_gets_it(database: Database) -> None:
    hold, resource = await place()
    outcomes = await asyncio.gather(
        *(occupy(hold, resource, 1000 + 10 * number, 2000 + 10 * number) for number in range(40)),
        return_exceptions=True,
    )
    refused = [constraint_of(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]
    assert refused == ["occupancy_no_overlap"] * 39
    assert await Occupancy.all().count() == 1


async def test_places_that_only_touch_and_other_seats_do_not_overlap(database: Database) -> None:
    hold, resource = await place()
    await occupy(hold, resource, 1000, 2000)
    await occupy(hold, resource, 2000, 3000)
    await occupy(hold, resource, 0, 1000)
    await occupy(hold, resource, 1000, 2000, seat=1)
    other = await fill(Listing)
    await occupy(hold, other.resource_id, 1000, 2000)
    for busy_from, busy_until in ((1999, 2001), (999, 1001), (1200, 1300), (0, 9000)):
        assert await refusal(occupy(hold, resource, busy_from, busy_until, seat=1)) == "occupancy_no_overlap"


async def test_a_place_cannot_be_moved_onto_another(database: Database) -> None:
    hold, resource = await place()
    await occupy(hold, resource, 1000, 2000)
    second = await occupy(hold, resource, 2000, 3000)
    moved = Occupancy.filter(id=second.id)
    assert await refusal(moved.update(busy_from=1999)) == "occupancy_no_overlap"
    await moved.update(busy_from=2500, busy_until=2600)
    assert (await Occupancy.get(id=second.id)).busy_from == 2500


async def test_periods_fees_and_plans_make_sense(database: Database) -> None:
    hold, resource = await place()
    assert await refusal(occupy(hold, resource, 1000, 1000)) == "occupancy_period"
    assert await refusal(occupy(hold, resource, 2000, 1000)) == "occupancy_period"
    assert await refusal(occupy(hold, resource, 1000, 2000, seat=-1)) == "occupancy_seat"
    assert await refusal(fill(Hold, starts_at=NOW, ends_at=NOW)) == "hold_period"
    assert await refusal(fill(Booking, starts_at=NOW, ends_at=NOW)) == "booking_period"
    for model, name in ((Service, "service_fee"), (Listing, "listing_fee")):
        assert await refusal(fill(model, fee_min=-1)) == name
        assert await refusal(fill(model, fee_max=-1)) == name
        assert await refusal(fill(model, fee_min=2, fee_max=1)) == name
        assert await refusal(model.filter(id__gt=0).update(fee_min=-1)) == name
        await fill(model, fee_min=0, fee_max=0)
    assert await refusal(fill(Listing, slot_step=0)) == "listing_plan"
    assert await refusal(fill(Listing, duration=0)) == "listing_plan"
    assert await refusal(fill(Listing, capacity=-1)) == "listing_plan"


async def test_what_happened_to_a_need_cannot_be_rewritten(database: Database) -> None:
    event = await fill(NeedEvent)
    assert await refusal(NeedEvent.filter(id=event.id).update(text_zh="别的")) == "need_event_append_only"
    assert await refusal(NeedEvent.filter(id=event.id).delete()) == "need_event_append_only"
    assert (await NeedEvent.get(id=event.id)).text_zh == event.text_zh


async def test_every_other_refusal_has_its_name_too(database: Database) -> None:
    member = await fill(Membership)
    twin = fill(Membership, account_id=member.account_id, provider_id=member.provider_id)
    assert await refusal(twin) == "unique:membership.account_id,provider_id"
    await Setting.create(key="a", value="1")
    assert await refusal(Setting.create(key="a", value="2")) == "unique:setting.key"
    assert await refusal(Membership.filter(id=member.id).update(account_id=10**9)) == "foreign_key"
    assert await refusal(Setting.filter(key="a").update(value=None)) == "not_null:setting.value"
    assert constraint_of(OperationalError("no such table")) is None


async def test_a_refusal_in_a_savepoint_spares_the_rest(database: Database) -> None:
    await Setting.create(key="a", value="1")
    async with transaction():
        await Setting.create(key="b", value="1")
        assert await refusal(again("a")) == "unique:setting.key"
        await Setting.create(key="c", value="1")
    assert await Setting.all().count() == 3


async def again(key: str) -> None:
    async with transaction():
        await Setting.create(key=key, value="1")


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
async def test_swallowing_a_refusal_without_a_savepoint_is_no_silent_loss(database: Database) -> None:
    await Setting.create(key="a", value="1")
    with pytest.raises(TransactionManagementError):
        await swallow("a")


async def swallow(key: str) -> None:
    async with transaction():
        assert await refusal(Setting.create(key=key, value="1"))
