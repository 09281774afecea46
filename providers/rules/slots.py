"""Which places a calendar offers, and why it does not offer the others: one code for both.

A place starts on the grid of open hours, stays inside them for its whole duration, keeps the notice and the horizon,
and finds a seat that is free for the duration and the buffers. `Agenda.days` walks a range of local days, each at the
same cost; `Agenda.explain` judges one instant in the same way.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from providers.enums import SlotReason
from providers.rules.hours import Segment, grid, lay_overrides, least, merged, weekly
from providers.rules.plan import TICKET, Bearer, Busy, Override, Place, PlaceDay, Plan, Seat, Verdict, covers
from providers.rules.wall import DAY, Stretch, date_of, day_of, instants

IMPORTANCE = (
    SlotReason.LISTING_UNPUBLISHED,
    SlotReason.HOLIDAY,
    SlotReason.EXCEPTION,
    SlotReason.PRACTITIONER_AWAY,
    SlotReason.NOTICE,
    SlotReason.HORIZON,
    SlotReason.DAY_LIMIT,
    SlotReason.FULL,
    SlotReason.HELD,
    SlotReason.BOOKED,
    SlotReason.BUFFER,
    SlotReason.OUTSIDE_HOURS,
)

Opening = tuple[Bearer, int, frozenset[SlotReason]]  # who, how many at once, what closed it
Taken = Mapping[int, Sequence[Busy]]  # by resource


def ordered(reasons: Iterable[SlotReason]) -> tuple[SlotReason, ...]:
    """Put the most important reason first."""
    return tuple(sorted(set(reasons), key=IMPORTANCE.index))


class Shelf:
    """The taken stretches of one resource, found by time."""

    def __init__(self, rows: Iterable[Busy]) -> None:
        self.rows = sorted(rows, key=lambda busy: busy.starts)
        self.starts = [busy.starts for busy in self.rows]
        self.longest = max((busy.ends - busy.starts for busy in self.rows), default=0)

    def within(self, starts: int, ends: int) -> list[Busy]:
        first, last = bisect_left(self.starts, starts - self.longest), bisect_left(self.starts, ends)
        return [busy for busy in self.rows[first:last] if busy.ends > starts] if first < last else []


class Day(NamedTuple):
    """A local day: its instants, whether the listing stands on it, the bookings it still takes (None: no more)."""

    number: int
    date: date
    window: Stretch
    published: bool
    tickets: tuple[int, ...] | None


class Agenda:
    """The places of one plan as they stand at `now`, for everybody or for one practitioner (`who`)."""

    def __init__(self, plan: Plan, taken: Taken, now: int, who: int | None = None) -> None:
        self.plan, self.now = plan, now
        self.bearers = [bearer for bearer in plan.bearers if who is None or bearer.practitioner_id == who]
        live = {
            resource: [busy for busy in rows if busy.held_until is None or busy.held_until > now]
            for resource, rows in taken.items()
        }
        self._chairs = {resource: Shelf(b for b in rows if b.seat < TICKET) for resource, rows in live.items()}
        self._tickets = Shelf(b for b in live.get(plan.resource_id, ()) if b.seat >= TICKET)
        self._general = [each for each in plan.overrides if each.practitioner_id is None]
        self._own: dict[int, list[Override]] = {}
        for each in plan.overrides:
            if each.practitioner_id is not None:
                self._own.setdefault(each.practitioner_id, []).append(each)
        self._weekly: dict[int, list[Segment]] = {}

    def days(self, starts: int, ends: int) -> Iterator[PlaceDay]:
        """Yield every local day that meets the range, with its places that start inside the range."""
        for day, window in self._walk(starts, ends):
            verdicts = list(self._verdicts(day, window))
            places = tuple(verdict.place for verdict in verdicts if verdict.place)
            reasons = {reason for verdict in verdicts for reason in verdict.reasons} or self._shut(day)
            yield PlaceDay(day.date, places, () if places else ordered(reasons))

    def free(self, starts: int, ends: int) -> Iterator[Place]:
        """Yield the free places of a range in order; what nobody asks for is not looked for."""
        starts, ends = max(starts, self.now + self.plan.minimum_notice), min(ends, self.now + self.plan.horizon + 1)
        if starts < ends:
            for day, window in self._walk(starts, ends):
                yield from (verdict.place for verdict in self._verdicts(day, window) if verdict.place)

    def explain(self, start: int) -> Verdict:
        """Judge one instant as the start of a place."""
        day = self._day(day_of(self.plan.zone, start))
        if day is None:
            return Verdict(None, (SlotReason.OUTSIDE_HOURS,))
        openings = self._openings(day, Stretch(start, start + 1)).get(start)
        if openings is not None:
            return self._judge(day, start, openings)
        closed = {each.why for each in self._general_hours(day.number) if each.starts <= start < each.ends and each.why}
        return Verdict(None, ordered((closed or self._shut(day)) | self._general_reasons(day, start)))

    def _day(self, number: int) -> Day | None:
        shown = instants(self.plan.zone, number, 0, 24 * 60)
        if not shown:  # a zone may skip a whole day
            return None
        window = Stretch(shown[0].starts, shown[-1].ends)
        on = date_of(number)
        return Day(number, on, window, covers(self.plan.published, on), self._day_tickets(window))

    def _walk(self, starts: int, ends: int) -> Iterator[tuple[Day, Stretch]]:
        for number in range(day_of(self.plan.zone, starts), day_of(self.plan.zone, ends - 1) + 1):
            day = self._day(number)
            if day is not None:
                yield day, Stretch(max(day.window.starts, starts), min(day.window.ends, ends))

    def _verdicts(self, day: Day, window: Stretch) -> Iterator[Verdict]:
        for start, openings in sorted(self._openings(day, window).items()):
            yield self._judge(day, start, openings)

    def _shut(self, day: Day) -> set[SlotReason]:
        """Say why a day has not even hours."""
        if not day.published:
            return {SlotReason.LISTING_UNPUBLISHED}
        if not self.bearers:
            return {SlotReason.PRACTITIONER_AWAY}
        return {SlotReason.HOLIDAY if self.plan.marks.get(day.date) else SlotReason.OUTSIDE_HOURS}

    def _hours(self, day: int) -> list[Segment]:
        if day not in self._weekly:
            self._weekly[day] = weekly(self.plan, day)
        return self._weekly[day]

    def _general_hours(self, day: int) -> Sequence[Segment]:
        """Lay the hours of everybody around a day; its neighbours reach over midnight."""
        near = [segment for each in (day - 1, day, day + 1) for segment in self._hours(each)]
        return lay_overrides(merged(near), self._general, _around(day), SlotReason.EXCEPTION)

    def _openings(self, day: Day, window: Stretch) -> dict[int, list[Opening]]:
        """Find who may be open for each start on the grids within a window of the day."""
        general = self._general_hours(day.number)
        anchors = [
            Stretch(each.starts, each.ends) for near in (day.number - 1, day.number) for each in self._hours(near)
        ]
        anchors += _opened(self._general, window)
        starts = {start for anchor in anchors for start in grid(anchor, self.plan.step, window)}
        known = {start: least(general, start, start + self.plan.duration) for start in starts}
        found: dict[int, list[Opening]] = {}
        for bearer in self.bearers:
            own = self._own.get(bearer.practitioner_id or 0, ())
            mine = self._with_own(day, window, general, own, starts) if own else known
            for start, opening in mine.items():
                if opening is not None:
                    found.setdefault(start, []).append((bearer, *opening))
        return found

    def _with_own(
        self, day: Day, window: Stretch, general: Sequence[Segment], own: Sequence[Override], starts: set[int]
    ) -> dict[int, tuple[int, frozenset[SlotReason]] | None]:
        """Do the same for one person's own dated hours."""
        laid = lay_overrides(general, own, _around(day.number), SlotReason.PRACTITIONER_AWAY)
        extra = {start for anchor in _opened(own, window) for start in grid(anchor, self.plan.step, window)}
        return {start: least(laid, start, start + self.plan.duration) for start in starts | extra}

    def _judge(self, day: Day, start: int, openings: Sequence[Opening]) -> Verdict:
        reasons = self._general_reasons(day, start)
        if reasons:
            return Verdict(None, ordered(reasons))
        seats: list[Seat] = []
        for bearer, capacity, closed in openings:
            if not covers(bearer.valid, day.date):
                reasons.add(SlotReason.PRACTITIONER_AWAY)
            elif not capacity:
                reasons.update(closed or {SlotReason.OUTSIDE_HOURS})
            else:
                seats += self._free(bearer, capacity, start, reasons)
        if not seats:
            return Verdict(None, ordered(reasons))
        window = (day.window.starts, day.window.ends)
        place = Place(start, start + self.plan.duration, tuple(seats), day.tickets or (), window)
        return Verdict(place, (SlotReason.OFFERED,))

    def _general_reasons(self, day: Day, start: int) -> set[SlotReason]:
        """Say what forbids an instant whoever serves."""
        reasons: set[SlotReason] = set()
        if not day.published:
            reasons.add(SlotReason.LISTING_UNPUBLISHED)
        if start < self.now + self.plan.minimum_notice:
            reasons.add(SlotReason.NOTICE)
        if start > self.now + self.plan.horizon:
            reasons.add(SlotReason.HORIZON)
        if day.tickets is None:
            reasons.add(SlotReason.DAY_LIMIT)
        return reasons

    def _free(self, bearer: Bearer, capacity: int, start: int, reasons: set[SlotReason]) -> Iterable[Seat]:
        """List the seats that may be given, of many free ones no more than the capacity leaves; or add why none."""
        chairs, ends = self._chairs.get(bearer.resource_id), start + self.plan.duration
        places = 1 if bearer.practitioner_id is not None else capacity
        blockers = chairs.within(start - self.plan.buffer_before, ends + self.plan.buffer_after) if chairs else ()
        seats = _left(places, {busy.seat for busy in blockers}) if blockers else range(places)
        if not seats:
            reasons.update((SlotReason.FULL, *(self._blocks(busy, start, ends) for busy in blockers)))
        return [Seat(bearer.resource_id, seat, bearer.practitioner_id) for seat in seats]

    def _blocks(self, busy: Busy, start: int, ends: int) -> SlotReason:
        if busy.starts + self.plan.buffer_before >= ends or busy.ends - self.plan.buffer_after <= start:
            return SlotReason.BUFFER
        return SlotReason.BOOKED if busy.held_until is None else SlotReason.HELD

    def _day_tickets(self, window: Stretch) -> tuple[int, ...] | None:
        """Return the bookings the day still takes: none to count (), or None left."""
        if self.plan.max_per_day is None:
            return ()
        used = {busy.seat - TICKET for busy in self._tickets.within(*window)}
        return tuple(TICKET + number for number in _left(self.plan.max_per_day, used)) or None


def _left(limit: int, used: set[int]) -> list[int]:
    """List the free numbers below a limit; numbers used above it (the limit was lowered) count as well."""
    return [number for number in range(limit) if number not in used][: max(limit - len(used), 0)]


def _opened(overrides: Iterable[Override], window: Stretch) -> list[Stretch]:
    return [
        Stretch(each.starts, each.ends)
        for each in overrides
        if each.capacity and each.starts < window.ends and each.ends > window.starts
    ]


def _around(day: int) -> Stretch:
    """Return the time in which dated words matter to a day, whatever its zone."""
    return Stretch((day - 2) * DAY, (day + 3) * DAY)
