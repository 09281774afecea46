"""What places in a calendar are made of: the plan of a listing, who bears its places, and what is taken already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from providers.enums import SlotReason

TICKET = 1_000_000  # seats from here on are no chairs: each is one of the bookings that a listing takes on a day

Period = tuple[date | None, date | None]  # both ends inclusive, an empty one open

ALWAYS: tuple[Period, ...] = ((None, None),)
NO_MARKS: Mapping[date, bool] = MappingProxyType({})


def covers(periods: tuple[Period, ...], day: date) -> bool:
    """Whether one of the periods holds the day."""
    return any((since is None or since <= day) and (until is None or day <= until) for since, until in periods)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Open hours of a weekday (0 = Monday) in minutes after midnight; closing at or before opening: the next day."""

    weekday: int
    opens: int
    closes: int
    valid_from: date | None = None
    valid_until: date | None = None
    capacity: int | None = None

    @property
    def until(self) -> int:
        return self.closes if self.closes > self.opens else self.closes + 24 * 60

    def valid(self, day: date) -> bool:
        return covers(((self.valid_from, self.valid_until),), day)


@dataclass(frozen=True, slots=True)
class Override:
    """A dated word on a stretch of time: so many places at once, 0 closes; of one practitioner, or of all."""

    starts: int
    ends: int
    capacity: int
    practitioner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a place takes up: a person (one at a time), or the seats of the listing itself.

    `valid` are the days on which the person may serve: licensed and on duty.
    """

    resource_id: int
    practitioner_id: int | None = None
    valid: tuple[Period, ...] = ALWAYS


@dataclass(frozen=True, slots=True)
class Busy:
    """A seat taken from `starts` until `ends`, buffers included; while it is only held, until `held_until`."""

    starts: int
    ends: int
    seat: int = 0
    held_until: int | None = None
    hold_id: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The calendar of a listing; times are seconds.

    - `overrides` come oldest first, and the last word on an instant wins.
    - `marks` say of a date that it is a day off (True) or a weekend day that is worked (False). On a day off only an
      opening override opens. A make-up workday has the hours of the first weekday (Monday to Friday) that has any:
      offices keep Monday's hours then.
    - A listing that names people has as many places at once as people are free; else `capacity` seats.
    - `published` are the days on which the listing may stand on the shelf; empty when it does not.
    """

    zone: str
    week: tuple[WeeklyHours, ...]
    duration: int
    step: int
    bearers: tuple[Bearer, ...]
    resource_id: int
    overrides: tuple[Override, ...] = ()
    marks: Mapping[date, bool] = field(default_factory=lambda: NO_MARKS)
    buffer_before: int = 0
    buffer_after: int = 0
    minimum_notice: int = 0
    horizon: int = 30 * 86_400
    capacity: int = 1
    max_per_day: int | None = None
    published: tuple[Period, ...] = ALWAYS

    def hours_on(self, day: date) -> tuple[list[WeeklyHours], bool]:
        """Return the weekly hours of a date, and whether it is a day off that keeps them shut."""
        mark = self.marks.get(day)
        valid = [hours for hours in self.week if hours.valid(day)]
        weekday = day.weekday()
        if mark is False:
            weekday = min((hours.weekday for hours in valid), default=weekday)
        return [hours for hours in valid if hours.weekday == weekday], mark is True


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a place can be put: a seat of a resource, and the person who then serves."""

    resource_id: int
    seat: int
    practitioner_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A free place, as many times as it has `seats`; `tickets` are free bookings of the day (empty: no limit)."""

    starts: int
    ends: int
    seats: tuple[Seat, ...]
    tickets: tuple[int, ...] = ()
    day: tuple[int, int] = (0, 0)  # the local day it counts for


@dataclass(frozen=True, slots=True)
class PlaceDay:
    """The places of a local date in order, or why there is none."""

    date: date
    places: tuple[Place, ...]
    closed_because: tuple[SlotReason, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an instant is offered as a start, and why not, most important first."""

    place: Place | None
    reasons: tuple[SlotReason, ...]
