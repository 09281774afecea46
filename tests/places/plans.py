"""Random plans, and a slow, obvious reference of what they offer."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from providers.rules.plan import Bearer, Busy, Override, Plan, WeeklyHours, covers
from providers.rules.wall import DAY

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe", "Africa/Casablanca")
LISTING = 1  # the resource of the listing; practitioners are 11, 12 …
QUARTER = 900


def at(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@st.composite
def weekly_hours(draw: st.DrawFn, first: date) -> WeeklyHours:
    opens = draw(st.integers(0, 95)) * 15
    since = draw(st.none() | st.integers(-5, 5))
    return WeeklyHours(
        weekday=draw(st.integers(0, 6)),
        opens=opens,
        closes=draw(st.integers(1, 96)) * 15,
        valid_from=None if since is None else first + timedelta(since),
        capacity=draw(st.none() | st.integers(0, 3)),
    )


def stretches(first: date, days: int) -> st.SearchStrategy[tuple[int, int]]:
    start = st.integers(-40, (days + 1) * 96)
    return st.tuples(start, st.integers(1, 60)).map(
        lambda pair: (at(first) + pair[0] * QUARTER, at(first) + sum(pair) * QUARTER)
    )


@st.composite
def plans(draw: st.DrawFn, first: date, days: int) -> Plan:
    named = draw(st.integers(0, 2))
    people = [Bearer(11 + each, 1 + each) for each in range(named)]
    around = [first + timedelta(each) for each in range(-1, days + 1)]
    who = st.sampled_from([None, *(bearer.practitioner_id for bearer in people)])
    overrides = draw(st.lists(st.tuples(stretches(first, days), st.integers(0, 2), who), max_size=4))
    return Plan(
        zone=draw(st.sampled_from(ZONES)),
        week=tuple(draw(st.lists(weekly_hours(first), min_size=1, max_size=8))),
        duration=draw(st.sampled_from([900, 1800, 2700, 5400])),
        step=draw(st.sampled_from([900, 1800, 3600])),
        bearers=tuple(people) or (Bearer(LISTING),),
        resource_id=LISTING,
        overrides=tuple(Override(*pair, capacity, person) for pair, capacity, person in overrides),
        marks=draw(st.dictionaries(st.sampled_from(around), st.booleans(), max_size=3)),
        buffer_before=draw(st.sampled_from([0, 600])),
        buffer_after=draw(st.sampled_from([0, 900])),
        minimum_notice=draw(st.sampled_from([0, 3600])),
        horizon=draw(st.sampled_from([DAY, 30 * DAY])),
        capacity=draw(st.integers(0, 3)),
        max_per_day=draw(st.none() | st.integers(1, 2)),
    )


def busy(first: date, days: int) -> st.SearchStrategy[dict[int, list[Busy]]]:
    one = st.tuples(stretches(first, days), st.integers(0, 2), st.none() | st.integers(at(first), at(first) + DAY))
    rows = st.lists(one.map(lambda row: Busy(*row[0], row[1], row[2])), max_size=8)
    return st.dictionaries(st.sampled_from([LISTING, 11, 12]), rows, max_size=3)


def local(instant: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant, ZoneInfo(zone))


def weekly_capacity(plan: Plan, instant: int) -> int | None:
    """What the weekly hours say of an instant; None: nothing."""
    now = local(instant, plan.zone)
    found: list[int] = []
    for day, minutes in ((now.date(), 0), (now.date() - timedelta(1), 1440)):
        minute = now.hour * 60 + now.minute + minutes
        hours, off = plan.hours_on(day)
        open_now = [each for each in hours if each.opens <= minute < each.until]
        found += [0 if off else plan.capacity if each.capacity is None else each.capacity for each in open_now]
    return max(found, default=None)


def capacity(plan: Plan, instant: int, person: int | None) -> int | None:
    said = weekly_capacity(plan, instant)
    for mine in (False, True):
        for each in plan.overrides:
            of_person = each.practitioner_id is not None
            if of_person == mine and each.practitioner_id in {None, person} and each.starts <= instant < each.ends:
                said = each.capacity
    return said


def anchored(plan: Plan, start: int, person: int | None) -> bool:
    """Whether the start lies on the grid of some opening: walk back through it, quarter by quarter, to its edge."""
    for each in plan.overrides:
        mine = each.practitioner_id in {None, person}
        if mine and each.capacity and each.starts <= start < each.ends and (start - each.starts) % plan.step == 0:
            return True
    return any((start - edge) % plan.step == 0 for edge in edges(plan, start))


def edges(plan: Plan, start: int) -> list[int]:
    """The beginnings of the weekly stretches that hold this instant."""
    found: list[int] = []
    for back in (0, 1):
        day = local(start, plan.zone).date() - timedelta(back)
        for each in plan.hours_on(day)[0]:

            def inside(instant: int, each: WeeklyHours = each, day: date = day) -> bool:
                now = local(instant, plan.zone)
                passed = (now.date() - day).days * 1440 + now.hour * 60 + now.minute
                return each.opens <= passed < each.until

            edge = start
            while inside(edge):
                edge -= QUARTER
            if edge != start:
                found.append(edge + QUARTER)
    return found


def reference(plan: Plan, taken: dict[int, list[Busy]], now: int, start: int) -> int:
    """How many places a start offers, found by asking every quarter of an hour."""
    if not now + plan.minimum_notice <= start <= now + plan.horizon:
        return 0
    live = {r: [b for b in rows if b.held_until is None or b.held_until > now] for r, rows in taken.items()}
    left = 0
    for bearer in plan.bearers:
        person = bearer.practitioner_id
        open_to = [capacity(plan, each, person) for each in range(start, start + plan.duration, QUARTER)]
        if None in open_to or not anchored(plan, start, person) or not covers(bearer.valid, local(start, "UTC").date()):
            continue
        places = min(each for each in open_to if each is not None)
        used = {
            b.seat
            for b in live.get(bearer.resource_id, [])
            if b.starts < start + plan.duration + plan.buffer_after and b.ends > start - plan.buffer_before
        }
        left += max(0, min(places, 1 if person is not None else places) - len(used))
    return left
