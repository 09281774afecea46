"""Questions about places: the days of a calendar, the soonest of many, one place, and what to take instead."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from providers.enums import ServiceMode, SlotReason
from providers.errors import InvalidInput, PlaceRef
from providers.models import Listing
from providers.places.loading import Calendar, calendars, taken
from providers.rules.days import day_in
from providers.rules.plan import Busy, Place, Verdict
from providers.rules.slots import Agenda, Taken
from providers.rules.wall import DAY, Stretch, epoch, epoch_up, moment
from providers.standing import published_listings

LONGEST_RANGE = timedelta(days=62)
ALTERNATIVES = 5
_ELSEWHERE = 20  # listings of the same service that are looked through for an alternative
_PER_LISTING = 3


@dataclass(frozen=True, slots=True)
class Range:
    """From `starts` until before `ends`."""

    starts: datetime
    ends: datetime

    @property
    def span(self) -> Stretch:
        return Stretch(epoch(self.starts), epoch_up(self.ends))

    def check(self) -> None:
        if not self.starts < self.ends:
            raise InvalidInput("结束时间必须晚于开始时间。", ("range",), rule="range")
        if self.ends - self.starts > LONGEST_RANGE:
            raise InvalidInput(f"一次最多查询 {LONGEST_RANGE.days} 天。", ("range",), rule="max_days")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a place: how it is served, by whom, and how many of a day."""

    mode: ServiceMode | None = None
    practitioner_id: int | None = None
    per_day: int | None = None


@dataclass(frozen=True, slots=True)
class OpenDay:
    """The places of a local date in order, or why there is none."""

    date: date
    places: tuple[PlaceRef, ...]
    closed_because: tuple[SlotReason, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A place that was asked for, as it stands; `over` are holds on its seats that ran out."""

    calendar: Calendar
    verdict: Verdict
    over: frozenset[int]


def ref(calendar: Calendar, place: Place, wish: Wish) -> PlaceRef:
    """Give a place by its coordinates; who serves is named when it was asked or when there is no choice."""
    who = wish.practitioner_id if wish.practitioner_id is not None else calendar.sole()
    mode = wish.mode if wish.mode in calendar.modes else calendar.modes[0]
    return PlaceRef(
        calendar.listing.id, who, moment(place.starts), moment(place.ends), mode or calendar.modes[0], len(place.seats)
    )


async def days(
    listing_ids: Collection[int], wanted: Range, now: datetime, wish: Wish = Wish()
) -> dict[int, list[OpenDay]]:
    """List every local day of a range of at most 62 days with its free places, in a fixed number of statements."""
    wanted.check()
    span = wanted.span
    found = await calendars(listing_ids, span)
    busy = await taken({each for calendar in found.values() for each in calendar.resources}, span)
    return {i: list(_days(calendar, busy, span, now, wish)) for i, calendar in found.items()}


def _days(calendar: Calendar, busy: Taken, span: Stretch, now: datetime, wish: Wish) -> Iterator[OpenDay]:
    served = wish.mode is None or wish.mode in calendar.modes
    agenda = Agenda(calendar.plan, busy, epoch(now), wish.practitioner_id)
    for day in agenda.days(*span):
        places = day.places if served and calendar.modes else ()
        refs = tuple(ref(calendar, place, wish) for place in places[: wish.per_day])
        yield OpenDay(day.date, refs, () if refs else day.closed_because or (SlotReason.OUTSIDE_HOURS,))


async def next_places(
    listing_ids: Collection[int], now: datetime, within: Range | None = None
) -> dict[int, PlaceRef | None]:
    """Find the soonest free place of each listing, or the soonest that starts in a range; None: not one."""
    ids = list(dict.fromkeys(listing_ids))
    longest = max(await Listing.filter(id__in=ids).values_list("horizon", flat=True), default=0) if ids else 0
    span = within.span if within else Stretch(epoch(now), epoch(now) + int(str(longest)))
    found = await calendars(ids, span)
    busy = await taken({each for calendar in found.values() for each in calendar.resources}, span)
    soonest: dict[int, PlaceRef | None] = dict.fromkeys(ids)
    for i, calendar in found.items():
        first = next(free_places(calendar, busy, epoch(now), within), None)
        soonest[i] = first
    return soonest


def free_places(
    calendar: Calendar, busy: Taken, now: int, within: Range | None = None, wish: Wish = Wish()
) -> Iterator[PlaceRef]:
    """Yield the free places of a calendar in order, as far as its horizon reaches."""
    span = within.span if within else Stretch(now, now + calendar.plan.horizon + 1)
    if calendar.modes and calendar.plan.published:
        for place in Agenda(calendar.plan, busy, now, wish.practitioner_id).free(*span):
            yield ref(calendar, place, wish)


async def judge(wanted: PlaceRef, now: datetime) -> Judged | None:
    """Judge one place by the code that offers them; None: no such listing."""
    span = Stretch(epoch(wanted.starts_at), epoch(wanted.ends_at))
    calendar = (await calendars([wanted.listing_id], span)).get(wanted.listing_id)
    if calendar is None:
        return None
    busy = await taken(calendar.resources, span)
    verdict = Agenda(calendar.plan, busy, epoch(now), wanted.practitioner_id).explain(span.starts)
    same = span.ends - span.starts == calendar.plan.duration and wanted.mode in calendar.modes
    if not same:
        verdict = Verdict(None, (SlotReason.OUTSIDE_HOURS,))
    return Judged(calendar, verdict, frozenset(_over(busy, epoch(now))))


def _over(busy: Taken, now: int) -> Iterator[int]:
    for rows in busy.values():
        for each in rows:
            if each.held_until is not None and each.held_until <= now:
                yield each.hold_id


async def alternatives(wanted: PlaceRef, now: datetime) -> tuple[PlaceRef, ...]:
    """Find what to take instead: the next places of the same listing, then of the same service elsewhere."""
    here = await Listing.get_or_none(id=wanted.listing_id)
    if here is None:
        return ()
    others = published_listings(day_in(now)).filter(service_id=here.service_id).exclude(id=here.id)
    ids = await others.order_by("id").limit(_ELSEWHERE).values_list("id", flat=True)
    span = Stretch(epoch(now), max(epoch(wanted.starts_at), epoch(now)) + here.horizon + DAY)
    found = await calendars([here.id, *(int(str(i)) for i in ids)], span)
    busy = await taken({each for calendar in found.values() for each in calendar.resources}, span)
    own = _nearest(found.pop(here.id), busy, epoch(now), wanted)
    soonest = (next(free_places(each, busy, epoch(now), wish=Wish(wanted.mode)), None) for each in found.values())
    elsewhere = sorted((each for each in soonest if each), key=lambda place: place.starts_at)
    return (*own, *elsewhere)[:ALTERNATIVES]


def _nearest(calendar: Calendar, busy: dict[int, list[Busy]], now: int, wanted: PlaceRef) -> list[PlaceRef]:
    """Prefer the same person and a time from the wanted one on; any person and any time before nothing."""
    later = Range(wanted.starts_at, moment(now + calendar.plan.horizon + DAY))
    who = Wish(wanted.mode, wanted.practitioner_id)
    tries = [(later, who), (None, who), (None, Wish(wanted.mode))]
    for within, wish in tries:
        places = (
            place for place in free_places(calendar, busy, now, within, wish) if place.starts_at != wanted.starts_at
        )
        if found := list(islice(places, _PER_LISTING)):
            return found
    return []
