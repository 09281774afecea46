from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings, strategies as st

from providers.enums import SlotReason
from providers.rules.plan import TICKET, Bearer, Busy, Override, Plan, WeeklyHours
from providers.rules.slots import Agenda
from providers.rules.wall import DAY
from tests.places.plans import LISTING, QUARTER, at, busy, local, plans, reference

DAYS = 3
# Ordinary days, and days around the turns of the clocks: Berlin and Beirut, Havana, Casablanca, leap day.
FIRSTS = [
    date(2026, 11, 23),
    date(2026, 3, 28),
    date(2026, 10, 24),
    date(2026, 3, 7),
    date(2026, 2, 14),
    date(2028, 2, 28),
]


@st.composite
def cases(draw: st.DrawFn) -> tuple[date, Plan, dict[int, list[Busy]]]:
    first = draw(st.sampled_from(FIRSTS))
    return first, draw(plans(first, DAYS)), draw(busy(first, DAYS))


def offered(plan: Plan, taken: dict[int, list[Busy]], first: date) -> dict[int, int]:
    agenda = Agenda(plan, taken, at(first))
    days = agenda.days(at(first), at(first) + DAYS * DAY)
    return {place.starts: len(place.seats) for day in days for place in day.places}


@settings(max_examples=150, deadline=None)
@given(cases())
def test_offers_what_the_slow_reference_offers(case: tuple[date, Plan, dict[int, list[Busy]]]) -> None:
    first, plan, taken = case
    plan = replace(plan, max_per_day=None)
    every_quarter = range(at(first), at(first) + DAYS * DAY, QUARTER)
    wanted = {start: reference(plan, taken, at(first), start) for start in every_quarter}
    assert offered(plan, taken, first) == {start: left for start, left in wanted.items() if left}


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_seat_is_offered_twice(case: tuple[date, Plan, dict[int, list[Busy]]]) -> None:
    first, plan, taken = case
    for day in Agenda(plan, taken, at(first)).days(at(first), at(first) + DAYS * DAY):
        for place in day.places:
            for seat in place.seats:
                for other in taken.get(seat.resource_id, []):
                    lives = other.held_until is None or other.held_until > at(first)
                    clear = (
                        other.ends <= place.starts - plan.buffer_before
                        or other.starts >= place.ends + plan.buffer_after
                    )
                    assert clear or other.seat != seat.seat or not lives


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_giving_back_never_takes_places_away(
    case: tuple[date, Plan, dict[int, list[Busy]]], data: st.DataObject
) -> None:
    first, plan, taken = case
    before = offered(plan, taken, first)
    given_back = [(resource, row) for resource, rows in taken.items() for row in rows]
    if not given_back:
        return
    resource, row = data.draw(st.sampled_from(given_back))
    rest = {r: [b for b in rows if (r, b) != (resource, row)] for r, rows in taken.items()}
    after = offered(plan, rest, first)
    assert all(after.get(start, 0) >= left for start, left in before.items())


@settings(max_examples=100, deadline=None)
@given(cases())
@example(
    (date(2026, 11, 23), Plan("Asia/Shanghai", (), 1800, 1800, (Bearer(LISTING),), LISTING), {}),
)
def test_what_offers_also_explains(case: tuple[date, Plan, dict[int, list[Busy]]]) -> None:
    first, plan, taken = case
    agenda = Agenda(plan, taken, at(first))
    found = list(agenda.days(at(first), at(first) + DAYS * DAY))
    assert list(agenda.free(at(first), at(first) + DAYS * DAY)) == [place for day in found for place in day.places]
    for day in found:
        starts = {place.starts: place for place in day.places}
        assert bool(day.places) != bool(day.closed_because)
        for instant in range(at(first), at(first) + DAYS * DAY, QUARTER):
            if local(instant, plan.zone).date() == day.date:
                verdict = agenda.explain(instant)
                assert verdict.place == starts.get(instant)
                assert (verdict.reasons == (SlotReason.OFFERED,)) == (instant in starts)
                assert verdict.reasons


OFFICE = Plan(
    zone="Asia/Shanghai",
    week=tuple(WeeklyHours(weekday, 9 * 60, 12 * 60) for weekday in range(5)),
    duration=3600,
    step=3600,
    bearers=(Bearer(LISTING),),
    resource_id=LISTING,
)
MONDAY = date(2026, 11, 23)
SHANGHAI = 8 * 3600


def reasons(plan: Plan, day: date, taken: dict[int, list[Busy]] | None = None, now: int | None = None) -> list[str]:
    starts = at(day) - SHANGHAI
    found = list(Agenda(plan, taken or {}, starts if now is None else now).days(starts, starts + DAY))
    assert [each.date for each in found] == [day]
    return [str(each) for each in found[0].closed_because]


def hour(day: date, clock: int) -> int:
    return at(day) - SHANGHAI + clock * 3600


def test_a_day_off_closes_and_a_make_up_workday_has_mondays_hours() -> None:
    saturday = date(2026, 11, 28)
    plan = replace(OFFICE, marks={MONDAY: True, saturday: False})
    assert reasons(plan, MONDAY) == ["HOLIDAY"]
    assert reasons(OFFICE, saturday) == ["OUTSIDE_HOURS"]
    assert reasons(plan, saturday) == []
    saturday_too = replace(plan, week=(WeeklyHours(0, 540, 600), WeeklyHours(5, 540, 720)))
    starts = at(saturday) - SHANGHAI
    (day,) = Agenda(saturday_too, {}, starts).days(starts, starts + DAY)
    assert [place.starts for place in day.places] == [hour(saturday, 9)]
    opened = replace(plan, overrides=(Override(hour(MONDAY, 10), hour(MONDAY, 11), 1),))
    assert reasons(opened, MONDAY) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"published": ()}, ["LISTING_UNPUBLISHED"]),
        ({"published": ((date(2026, 11, 24), None),)}, ["LISTING_UNPUBLISHED"]),
        ({"overrides": (Override(hour(MONDAY, 0), hour(MONDAY, 24), 0),)}, ["EXCEPTION"]),
        ({"minimum_notice": DAY}, ["NOTICE"]),
        ({"horizon": 3600}, ["HORIZON"]),
        ({"bearers": (Bearer(11, 1, valid=()),)}, ["PRACTITIONER_AWAY"]),
        ({"bearers": (Bearer(11, 1),), "overrides": (Override(0, 2**40, 0, 1),)}, ["PRACTITIONER_AWAY"]),
        ({"week": ()}, ["OUTSIDE_HOURS"]),
        ({"capacity": 0}, ["OUTSIDE_HOURS"]),
    ],
)
def test_an_empty_day_says_why(change: dict[str, object], expected: list[str]) -> None:
    assert reasons(replace(OFFICE, **change), MONDAY) == expected  # type: ignore[arg-type]


def test_a_full_day_says_what_fills_it() -> None:
    morning = (hour(MONDAY, 9), hour(MONDAY, 12))
    assert reasons(OFFICE, MONDAY, {LISTING: [Busy(*morning)]}) == ["FULL", "BOOKED"]
    assert reasons(OFFICE, MONDAY, {LISTING: [Busy(*morning, held_until=2**40)]}) == ["FULL", "HELD"]
    assert reasons(OFFICE, MONDAY, {LISTING: [Busy(*morning, held_until=hour(MONDAY, 0))]}) == []  # over by now
    limited = replace(OFFICE, max_per_day=1)
    ticket = Busy(hour(MONDAY, 0), hour(MONDAY, 24), seat=TICKET)
    assert reasons(limited, MONDAY, {LISTING: [ticket]}) == ["DAY_LIMIT"]
    assert reasons(limited, MONDAY + timedelta(1), {LISTING: [ticket]}, now=hour(MONDAY, 0)) == []


def test_buffers_keep_their_distance() -> None:
    plan = replace(OFFICE, buffer_after=600)
    taken = {LISTING: [Busy(hour(MONDAY, 10), hour(MONDAY, 11))]}
    assert Agenda(plan, taken, hour(MONDAY, 0)).explain(hour(MONDAY, 9)).reasons == (SlotReason.FULL, SlotReason.BUFFER)


def test_lowered_capacity_counts_the_seats_above_it() -> None:
    plan = replace(OFFICE, capacity=2)
    taken = {LISTING: [Busy(hour(MONDAY, 9), hour(MONDAY, 10), seat=5)]}
    place = Agenda(plan, taken, hour(MONDAY, 0)).explain(hour(MONDAY, 9)).place
    assert place is not None
    assert [seat.seat for seat in place.seats] == [0]


def test_hours_that_the_zone_skips_or_repeats() -> None:
    week = tuple(WeeklyHours(weekday, 60, 240) for weekday in range(7))
    plan = replace(OFFICE, zone="Europe/Berlin", week=week)
    skipped, repeated = date(2026, 3, 29), date(2026, 10, 25)
    for day, hours in ((skipped, ["01", "03"]), (repeated, ["01", "02", "02", "03"])):
        starts = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        found = next(
            each for each in Agenda(plan, {}, starts - DAY).days(starts - 7200, starts + DAY) if each.date == day
        )
        assert [f"{local(place.starts, plan.zone):%H}" for place in found.places] == hours


def test_a_turn_of_the_clock_does_not_move_the_grid() -> None:
    plan = replace(OFFICE, zone="Europe/Berlin", week=(WeeklyHours(6, 75, 300),))
    starts = at(date(2026, 3, 29)) - 3600
    (day,) = Agenda(plan, {}, starts).days(starts, starts + 23 * 3600)
    assert [f"{local(place.starts, plan.zone):%H:%M}" for place in day.places] == ["01:15", "03:15"]


def test_the_first_place_is_the_first_of_all() -> None:
    taken = {LISTING: [Busy(hour(MONDAY, 9), hour(MONDAY, 12))]}
    span = (hour(MONDAY, 0), hour(MONDAY, 24 * 7))
    first = next(Agenda(OFFICE, taken, hour(MONDAY, 0)).free(*span))
    assert first.starts == hour(MONDAY + timedelta(1), 9)
    assert not list(Agenda(replace(OFFICE, horizon=3600), taken, hour(MONDAY, 0)).free(*span))


def test_the_work_grows_with_the_days_only() -> None:
    calls: list[date] = []

    class Counting(Plan):
        def hours_on(self, day: date) -> tuple[list[WeeklyHours], bool]:
            calls.append(day)
            return super().hours_on(day)

    plan = Counting(OFFICE.zone, OFFICE.week, 3600, 3600, OFFICE.bearers, LISTING)
    for days in (10, 60):
        calls.clear()
        starts = hour(MONDAY, 0)
        assert len(list(Agenda(plan, {}, starts).days(starts, starts + days * DAY))) == days
        assert len(calls) == days + 2  # each day once, and its two neighbours
