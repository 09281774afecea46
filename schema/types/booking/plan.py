"""The plan of a listing: weekly hours, dated overrides, days off, limits; and its booking policy."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import strawberry

from providers.booking import Dated, policy_of
from providers.enums import Weekday
from providers.models import CalendarDay, Listing as ListingRow, WeeklyRule as WeeklyRuleRow
from providers.rules.days import day_in
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import Node, builds, gid
from schema.scalars import Duration, TimeZone
from schema.types.catalog.words import InLocale

_WEEK = tuple(Weekday)


def clock(minutes: int) -> str:
    """Write minutes after midnight; 24:00 ends a day, what goes beyond is the next morning."""
    shown = minutes if minutes <= 24 * 60 else minutes - 24 * 60
    return f"{shown // 60:02}:{shown % 60:02}"


@strawberry.type
class WeeklyRule:
    """Open hours of a weekday."""

    row: strawberry.Private[WeeklyRuleRow]

    @strawberry.field(description="Day of the week.")
    def weekday(self) -> Weekday:
        return _WEEK[self.row.weekday]

    @strawberry.field(description="Local wall time, HH:MM.")
    def opens(self) -> str:
        return clock(self.row.opens)

    @strawberry.field(description="Local wall time, HH:MM.")
    def closes(self) -> str:
        return clock(self.row.closes)

    @strawberry.field(description="From.")
    def valid_from(self) -> date | None:
        return self.row.valid_from

    @strawberry.field(description="To.")
    def valid_until(self) -> date | None:
        return self.row.valid_until

    @strawberry.field(description="Places at once.")
    def capacity(self) -> int | None:
        return self.row.capacity


@strawberry.type
class TimeRange:
    """A stretch of time."""

    starts_at: datetime = strawberry.field(description="Start.")
    ends_at: datetime = strawberry.field(description="End, exclusive.")


@strawberry.type(description="Opens or closes a stretch; capacity 0 closes.")
class AvailabilityException(Node):
    """A dated override."""

    dated: strawberry.Private[Dated]

    @strawberry.field(description="Stretch of time.")
    def range(self) -> TimeRange:
        return TimeRange(starts_at=self.dated.row.starts_at, ends_at=self.dated.row.ends_at)

    @strawberry.field(description="Places at once.")
    def capacity(self) -> int:
        return self.dated.row.capacity

    @strawberry.field(description="Why.")
    def reason(self) -> str | None:
        return (self.dated.row.reason or None) if self.dated.full else None


def exception(dated: Dated) -> AvailabilityException:
    return AvailabilityException(id=gid("AvailabilityException", dated.row.id), dated=dated)


@fetches("AvailabilityException")
async def exceptions(info: Info, ids: list[int]) -> Mapping[int, AvailabilityException]:
    found = await info.context.use.bookings.dated_by_id(info.context.actor, ids)
    return {id_: exception(dated) for id_, dated in found.items()}


@strawberry.type(description="Statutory days off and the make-up working days that come with them.")
class HolidayCalendar(Node):
    """The days of a year that are not what their weekday says."""

    days: strawberry.Private[Sequence[CalendarDay]]
    year: int = strawberry.field(description="Year.")

    @strawberry.field(description="Name.")
    def name(self) -> str:
        provisional = "" if all(day.official for day in self.days) else "（暂定）"
        return f"{self.year} 年节假日安排{provisional}"

    @strawberry.field(description="Statutory days off.")
    def days_off(self) -> list[date]:
        return [day.date for day in self.days if day.day_off]

    @strawberry.field(description="Weekend days that are worked.")
    def workdays(self) -> list[date]:
        return [day.date for day in self.days if not day.day_off]


@builds("HolidayCalendar")
def holiday_calendar(year_and_days: tuple[int, Sequence[CalendarDay]]) -> HolidayCalendar:
    year, days = year_and_days
    return HolidayCalendar(id=gid("HolidayCalendar", year), year=year, days=days)


@fetches("HolidayCalendar")
async def holiday_calendars(info: Info, ids: list[int]) -> Mapping[int, HolidayCalendar]:
    years = [year for year in ids if date.min.year <= year <= date.max.year]
    if not years:
        return {}
    found = await info.context.use.bookings.calendars(years)
    return {year: holiday_calendar((year, days)) for year, days in found.items() if days}


@strawberry.type
class AvailabilityPlan:
    """When a listing has places."""

    row: strawberry.Private[ListingRow]

    @strawberry.field(description="Zone of the wall times.")
    def time_zone(self) -> TimeZone:
        return TimeZone(self.row.time_zone)

    @strawberry.field(description="Weekly hours.")
    async def weekly(self, info: Info) -> list[WeeklyRule]:
        rows = await loader("weekly_rules", info.context.use.bookings.weekly).load(self.row.id)
        return [WeeklyRule(row=row) for row in rows or []]

    @strawberry.field(description="Dated overrides.")
    async def exceptions(self, info: Info) -> list[AvailabilityException]:
        context = info.context

        async def read(ids: list[int]) -> Mapping[int, list[Dated]]:
            return await context.use.bookings.dated(context.actor, ids, context.now())

        return [exception(dated) for dated in await loader("dated", read).load(self.row.id) or []]

    @strawberry.field(description="Calendar followed; null for none.")
    async def holiday_calendar(self, info: Info) -> HolidayCalendar | None:
        if not self.row.follow_holidays:
            return None
        year = day_in(info.context.now()).year
        days = await loader("calendars", info.context.use.bookings.calendars).load(year)
        return holiday_calendar((year, days)) if days else None

    @strawberry.field(description="Free time kept before each booking.")
    def buffer_before(self) -> Duration:
        return Duration(self.row.buffer_before)

    @strawberry.field(description="Free time kept after each booking.")
    def buffer_after(self) -> Duration:
        return Duration(self.row.buffer_after)

    @strawberry.field(description="Shortest lead time.")
    def minimum_notice(self) -> Duration:
        return Duration(self.row.minimum_notice)

    @strawberry.field(description="How far ahead one can book.")
    def horizon(self) -> Duration:
        return Duration(self.row.horizon)

    @strawberry.field(description="Distance between starts.")
    def slot_step(self) -> Duration:
        return Duration(self.row.slot_step)

    @strawberry.field(description="People per slot.")
    def capacity(self) -> int:
        return self.row.capacity

    @strawberry.field(description="Most bookings a day.")
    def max_per_day(self) -> int | None:
        return self.row.max_per_day


@builds("AvailabilityPlan")
def availability_plan(row: ListingRow) -> AvailabilityPlan:
    return AvailabilityPlan(row=row)


@strawberry.type
class BookingPolicy:
    """What may be done with a booking, and until when."""

    row: strawberry.Private[ListingRow]

    @strawberry.field(description="A provider must agree first; a pending booking already holds the place.")
    def needs_confirmation(self) -> bool:
        return self.row.needs_confirmation

    @strawberry.field(description="Latest moment to cancel, before the start.")
    def cancel_until(self) -> Duration:
        return Duration(self.row.cancel_until)

    @strawberry.field(description="Latest moment to move, before the start.")
    def reschedule_until(self) -> Duration:
        return Duration(self.row.reschedule_until)

    @strawberry.field(description="How often one booking may be moved.")
    def max_reschedules(self) -> int:
        return self.row.max_reschedules

    @strawberry.field(description="No-shows after which online booking is closed for a while.")
    def no_show_limit(self) -> int:
        return self.row.no_show_limit

    @strawberry.field(description="Text.")
    def text(self, locale: InLocale = None) -> str:
        return policy_of(self.row).text(english=locale is not None and locale.lower().split("-")[0] == "en")


@builds("BookingPolicy")
def booking_policy(row: ListingRow) -> BookingPolicy:
    return BookingPolicy(row=row)
