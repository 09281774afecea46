"""The graph of places: the screens' operations on a small market, refusals as data, strangers, cost, live days."""

import asyncio
from datetime import date, timedelta

import pytest
from strawberry.types import ExecutionResult

from providers.models import AvailabilityException, CalendarDay, ClientMatter
from providers.rules.access import Actor
from schema.context import UseCases
from schema.relay import gid
from tests.places.market import NOW, TEN, new_actor, new_listing, new_need, new_practitioner, token, two_services
from tests.places.operations import (
    CANCEL,
    EDITOR,
    HOLD,
    MINE,
    NODE,
    PICKER,
    RELEASE,
    SCHEMA,
    WATCH,
    Visitor,
    span,
)
from tests.places.statements import counted
from tests.rows import fill


async def test_the_path_of_a_place(use: UseCases) -> None:
    listing = await new_listing(cancel_until=7200)
    person = await new_practitioner(listing)
    citizen, visitor = Visitor(use, await new_actor()), Visitor(use, None)
    days = await visitor.ask(PICKER, listing=gid("Listing", listing.id), range=span())
    assert [day["date"] for day in days] == [f"2026-11-{n}" for n in range(23, 31)]
    assert [day["closedBecause"] for day in days if not day["slots"]] == [["OUTSIDE_HOURS"]] * 3
    slot = next(slot for slot in days[1]["slots"] if slot["startsAt"] == "2026-11-24T02:00:00Z")
    assert (slot["left"], slot["mode"], slot["practitioner"]["name"]) == (1, "IN_PERSON", person.name)
    assert slot["token"] == token(listing, who=person.id)
    made = await citizen.ask(HOLD, input={"slot": slot["token"], "idempotencyKey": "one"})
    assert made["errors"] == []
    assert (made["hold"]["remainingSeconds"], made["hold"]["slot"]["startsAt"]) == (120, "2026-11-24T02:00:00Z")
    booked = await citizen.book(made["hold"]["id"])
    card = booked["booking"]
    assert booked["errors"] == []
    assert card["status"] == "CONFIRMED"
    assert card["timeZone"] == "Asia/Shanghai"
    assert card["location"]["name"]
    assert card["allowedActions"] == [{"action": "CANCEL", "until": "2026-11-24T00:00:00Z"}]
    assert "2 小时" in card["policy"]["text"]
    key = card["icsUrl"].removeprefix("http://localhost:8000/bookings/").removesuffix(".ics")
    assert await use.bookings.calendar_file(key, NOW)
    assert (await citizen.book(made["hold"]["id"]))["booking"]["id"] == card["id"]
    mine = await citizen.ask(MINE, size=5)
    assert [node["number"] for node in mine["bookings"]["nodes"]] == [card["number"]]


async def test_the_way_back(use: UseCases) -> None:
    listing = await new_listing()
    citizen = Visitor(use, await new_actor())
    card = (await citizen.book((await citizen.hold(listing))["hold"]["id"]))["booking"]
    gone = await citizen.ask(CANCEL, input={"bookingId": card["id"], "expectedVersion": 1, "reason": "改了主意"})
    assert gone["errors"] == []
    assert gone["booking"]["cancellation"] == {
        "by": "CITIZEN", "reason": "改了主意", "late": False, "at": "2026-11-23T00:30:00Z",
    }  # fmt: skip
    assert [event["status"] for event in gone["booking"]["history"]] == ["CONFIRMED", "CANCELLED"]
    days = await citizen.ask(PICKER, listing=gid("Listing", listing.id), range=span())
    assert len(days[1]["slots"]) == 8


async def test_refusals_are_data(use: UseCases) -> None:
    listing, elsewhere = await two_services()
    citizen, other = Visitor(use, await new_actor()), Visitor(use, await new_actor())
    held = (await citizen.hold(listing))["hold"]["id"]
    (error,) = (await other.hold(listing))["errors"]
    assert (error["__typename"], error["code"], error["path"]) == (
        "SlotUnavailableError", "SLOT_UNAVAILABLE", ["input", "slot"],
    )  # fmt: skip
    assert error["reasons"] == ["FULL", "HELD"]
    titles = [each["listing"]["title"] for each in error["alternatives"]]
    assert titles == [listing.title_zh] * 3 + [elsewhere.title_zh]
    (error,) = (await citizen.hold(elsewhere, key="h"))["errors"]
    assert error["code"] == "IDEMPOTENCY_MISMATCH"
    (error,) = (await citizen.later(minutes=3).book(held))["errors"]
    assert (error["__typename"], error["expiredAt"]) == ("HoldExpiredError", "2026-11-23T00:32:00Z")


async def test_refusals_of_bookings_are_data(use: UseCases) -> None:
    listing, citizen = await new_listing(), Visitor(use, await new_actor())
    held = (await citizen.hold(listing))["hold"]["id"]
    (error,) = (await citizen.book(held, note="长" * 501))["errors"]
    assert (error["rule"], error["path"]) == ("max_length", ["input", "note"])
    (error,) = (await citizen.book("bm9uZQ"))["errors"]
    assert (error["code"], error["path"]) == ("NOT_FOUND", ["input", "holdId"])
    made = (await citizen.book(held))["booking"]
    (error,) = (await citizen.book(held, key="other"))["errors"]
    assert error["existing"] == {"id": made["id"], "number": made["number"]}
    cancel = {"bookingId": made["id"], "expectedVersion": 9}
    assert (await citizen.ask(CANCEL, input=cancel))["errors"][0]["currentVersion"] == 1
    late = (await citizen.later(hours=24).ask(CANCEL, input={**cancel, "expectedVersion": 1}))["errors"]
    assert late[0]["deadline"] == "2026-11-24T00:00:00Z"
    await citizen.ask(CANCEL, input={**cancel, "expectedVersion": 1})
    again = (await citizen.ask(CANCEL, input={**cancel, "expectedVersion": 2}))["errors"]
    assert again[0]["current"] == "CANCELLED"


async def test_who_may_see_what(use: UseCases) -> None:
    listing = await new_listing()
    citizen, stranger, visitor = Visitor(use, await new_actor()), Visitor(use, await new_actor()), Visitor(use, None)
    staff = Visitor(use, await new_actor(listing.provider_id))
    need = await new_need(citizen.actor or Actor(0, 0))
    held = (await citizen.hold(listing, needId=gid("Need", need.id)))["hold"]["id"]
    made = (await citizen.book(held))["booking"]["id"]
    for who, seen in ((citizen, True), (staff, True), (stranger, False), (visitor, False)):
        answer = await who.try_(NODE, id=made)
        assert answer.data is not None
        assert (answer.data["node"] is not None, answer.data["booking"] is not None) == (seen, seen)
    assert (await stranger.ask(NODE, id=held)) is None
    assert (await citizen.ask(NODE, id=held))["__typename"] == "Hold"
    (error,) = (await stranger.ask(CANCEL, input={"bookingId": made, "expectedVersion": 1}))["errors"]
    assert error["code"] == "NOT_FOUND"
    (error,) = (await stranger.ask(RELEASE, input={"holdId": held}))["errors"]
    assert error["code"] == "NOT_FOUND"
    refused = await visitor.try_(HOLD, input={"slot": token(listing), "idempotencyKey": "x"})
    assert refused.errors
    assert (refused.errors[0].extensions or {})["code"] == "UNAUTHENTICATED"


async def test_releasing(use: UseCases) -> None:
    listing = await new_listing()
    citizen = Visitor(use, await new_actor())
    held = (await citizen.hold(listing))["hold"]["id"]
    assert (await citizen.ask(RELEASE, input={"holdId": held}))["releasedId"] == held
    assert (await citizen.hold(listing, key="again"))["hold"]["id"] != held


@pytest.mark.parametrize(
    "variables",
    [
        {"range": span(63)},
        {"range": {"gte": NOW.isoformat(), "lt": NOW.isoformat()}},
        {"range": span(), "mode": "BY_PIGEON"},
    ],
)
async def test_ranges_that_cannot_be_meant(use: UseCases, variables: dict[str, object]) -> None:
    listing = await new_listing()
    answer = await Visitor(use, None).try_(PICKER, listing=gid("Listing", listing.id), **variables)
    assert answer.errors


async def test_a_picker_for_one_person_or_one_mode(use: UseCases) -> None:
    listing = await new_listing()
    people = [await new_practitioner(listing) for _ in range(2)]
    visitor, ids = Visitor(use, None), {"listing": gid("Listing", listing.id), "range": span(2)}
    any_ = (await visitor.ask(PICKER, **ids))[1]["slots"][0]
    assert (any_["left"], any_["practitioner"]) == (2, None)
    one = (await visitor.ask(PICKER, **ids, who=gid("Practitioner", people[1].id), mode="PHONE"))[1]["slots"][0]
    assert (one["left"], one["practitioner"]["name"], one["mode"]) == (1, people[1].name, "PHONE")
    assert one["location"] is None
    nobody = await visitor.ask(PICKER, **ids, who=gid("Practitioner", 999_999))
    assert {tuple(day["closedBecause"]) for day in nobody} == {("PRACTITIONER_AWAY",)}
    assert await visitor.ask(PICKER, listing=gid("Listing", 999_999), range=span()) == []
    open_end = await visitor.ask(PICKER, listing=ids["listing"], range={"gte": NOW.isoformat()})
    assert len(open_end) == 15


async def test_the_editor_reads_the_plan(use: UseCases) -> None:
    listing = await new_listing(max_per_day=4, buffer_after=600)
    away = await new_practitioner(listing)
    await CalendarDay.create(date=date(2026, 10, 1), name_zh="国庆节", name_en="", day_off=True, official=True)
    for who in (None, away.id):
        await fill(
            AvailabilityException,
            listing=listing,
            practitioner_id=who,
            starts_at=TEN,
            ends_at=TEN + timedelta(hours=1),
            capacity=0,
            reason="内部会议",
        )
    public, staff = Visitor(use, None), Visitor(use, await new_actor(listing.provider_id))
    shown = await public.ask(EDITOR, id=gid("Listing", listing.id))
    plan = shown["availability"]
    assert (plan["slotStep"], plan["bufferAfter"], plan["maxPerDay"]) == ("PT1H", "PT10M", 4)
    assert plan["weekly"][0] == {
        "weekday": "MON", "opens": "09:00", "closes": "17:00", "capacity": None, "validFrom": None, "validUntil": None,
    }  # fmt: skip
    assert (plan["holidayCalendar"]["year"], plan["holidayCalendar"]["daysOff"]) == (2026, ["2026-10-01"])
    assert [each["reason"] for each in plan["exceptions"]] == [None]
    full = (await staff.ask(EDITOR, id=gid("Listing", listing.id)))["availability"]["exceptions"]
    assert [each["reason"] for each in full] == ["内部会议"] * 2
    assert (await public.ask(NODE, id=plan["holidayCalendar"]["id"]))["__typename"] == "HolidayCalendar"
    assert await public.ask(NODE, id=full[1]["id"]) is None
    assert shown["nextSlot"]["startsAt"] == "2026-11-23T02:00:00Z"
    assert shown["bookingPolicy"]["text"].startswith("Cancel at least 2 h")


async def test_my_bookings_cost_the_same_for_many(use: UseCases) -> None:
    citizen = Visitor(use, await new_actor())
    costs: list[int] = []
    for number in range(8):
        listing = await new_listing()
        await new_practitioner(listing)
        held = (await citizen.hold(listing, key=f"h{number}"))["hold"]["id"]
        await citizen.book(held, key=f"b{number}")
        with counted() as statements:
            mine = await citizen.ask(MINE, size=20)
        assert len(mine["bookings"]["nodes"]) == mine["bookings"]["totalCount"] == number + 1
        costs.append(len(statements))
    assert len(set(costs)) == 1
    page = await citizen.ask(MINE, size=5)
    rest = await citizen.ask(MINE, size=5, after=page["bookings"]["pageInfo"]["endCursor"])
    numbers = [node["number"] for node in (*page["bookings"]["nodes"], *rest["bookings"]["nodes"])]
    assert (len(set(numbers)), page["bookings"]["pageInfo"]["hasNextPage"]) == (8, True)


async def test_a_day_is_sent_again_when_it_changes(use: UseCases) -> None:
    listing = await new_listing()
    citizen = Visitor(use, await new_actor())
    context = Visitor(use, None).context()
    variables = {"listing": gid("Listing", listing.id), "range": span(3)}
    results = await SCHEMA.subscribe(WATCH, variables, context)
    assert not isinstance(results, ExecutionResult)
    waiting = asyncio.ensure_future(anext(results))
    while not use.bookings.bus._queues:  # noqa: ASYNC110 nobody is told who listens
        await asyncio.sleep(0)
    held = (await citizen.hold(listing))["hold"]["id"]
    first = await waiting
    await citizen.ask(RELEASE, input={"holdId": held})
    second = await anext(results)
    for event, places in ((first, 7), (second, 8)):
        assert isinstance(event, ExecutionResult)
        assert event.data is not None
        day = event.data["slotsChanged"]
        assert (day["date"], len(day["slots"])) == ("2026-11-24", places)
    await results.aclose()
    assert not use.bookings.bus._queues


async def test_the_other_side_is_refused(use: UseCases) -> None:
    listing = await new_listing()
    citizen = Visitor(use, await new_actor())
    need = await new_need(citizen.actor or Actor(0, 0), opposing_hashes=["the other side"])
    await fill(ClientMatter, provider_id=listing.provider_id, party_hash="the other side", side="client", ended_on=None)
    (error,) = (await citizen.hold(listing, needId=gid("Need", need.id)))["errors"]
    assert (error["__typename"], error["rule"]) == ("ConflictOfInterestError", "R02")
    assert (await citizen.hold(listing))["hold"]
