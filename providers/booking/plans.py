"""Reading the plans of listings as people see them: weekly hours, and the dated overrides that still matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tortoise.expressions import Q

from providers.models import AvailabilityException, CalendarDay, Listing, WeeklyRule
from providers.rules.access import Actor

MOST = 200  # dated overrides shown of one listing


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated override; `full` when the viewer may read why."""

    row: AvailabilityException
    full: bool


async def weekly(ids: Collection[int]) -> dict[int, list[WeeklyRule]]:
    """Return the weekly hours of each listing in the order of the week."""
    found: dict[int, list[WeeklyRule]] = {i: [] for i in ids}
    for rule in await WeeklyRule.filter(listing_id__in=list(ids)).order_by("weekday", "opens", "id"):
        found[rule.listing_id].append(rule)
    return found


async def calendars(years: Collection[int]) -> dict[int, list[CalendarDay]]:
    """Return the days of each year that are not what their weekday says, in one statement."""
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    found: dict[int, list[CalendarDay]] = {year: [] for year in years}
    for day in await CalendarDay.filter(date__gte=first, date__lte=last).order_by("date"):
        found.get(day.date.year, []).append(day)
    return found


async def dated(actor: Actor | None, ids: Collection[int], now: datetime) -> Mapping[int, list[Dated]]:
    """Return what is not over of each listing's overrides. Who is away, and why, is for the institution alone."""
    rows = AvailabilityException.filter(listing_id__in=list(ids), ends_at__gt=now).order_by("starts_at", "id")
    found: dict[int, list[Dated]] = {i: [] for i in ids}
    for each in await _seen(actor, await rows):
        mine = found[each.row.listing_id]
        mine += [each] if len(mine) < MOST else []
    return found


async def dated_by_id(actor: Actor | None, ids: Collection[int]) -> dict[int, Dated]:
    """Return those of the overrides that the actor may see."""
    rows = await AvailabilityException.filter(id__in=list(ids))
    return {each.row.id: each for each in await _seen(actor, rows)}


async def _seen(actor: Actor | None, rows: Collection[AvailabilityException]) -> list[Dated]:
    full = await _inside(actor, {row.listing_id for row in rows})
    return [Dated(row, row.listing_id in full) for row in rows if row.practitioner_id is None or row.listing_id in full]


async def _inside(actor: Actor | None, ids: Collection[int]) -> set[int]:
    """Return the listings of which the actor sees everything."""
    if actor is None:
        return set()
    mine = Q() if actor.may_dispatch() else Q(provider_id__in=list(actor.provider_ids))
    return {row.id for row in await Listing.filter(mine, id__in=list(ids)).only("id")}
