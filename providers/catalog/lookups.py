"""What the database adds to a filter before it is compiled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from providers.catalog.asking import SearchFilter
from providers.catalog.filters import Lookup
from providers.models import CalendarDay, Language, ServiceWindow, WeeklyRule
from providers.rules.days import ZONE
from providers.rules.shelf import effective_weekday, hours_token, window_tokens


async def look_up(where: SearchFilter, now: datetime) -> Lookup:
    """Read only what the filter needs."""
    parts = list(_all(where))
    languages = await _languages() if any(part.languages for part in parts) else {}
    hours = await open_hours(now) if any(part.open_now is not None for part in parts) else ()
    return Lookup(languages, hours)


def _all(where: SearchFilter) -> list[SearchFilter]:
    inner = [*where.all_of, *(where.any_of or ()), *((where.none_of,) if where.none_of else ())]
    return [where, *(part for each in inner for part in _all(each))]


async def _languages() -> dict[str, tuple[str, ...]]:
    """Return the codes that each BCP 47 tag stands for."""
    found = dict[str, tuple[str, ...]]()
    for row in await Language.all().order_by("code"):
        found[row.tag] = (*found.get(row.tag, ()), row.code)
    return found


async def open_hours(now: datetime) -> tuple[str, ...]:
    """Return the weekly hours that hold at this moment, as the index knows them."""
    local = now.astimezone(ZoneInfo(ZONE))
    minute = local.hour * 60 + local.minute
    day = await CalendarDay.get_or_none(date=local.date())
    off = None if day is None else day.day_off
    tokens = set[str]()
    for follows in (True, False):
        weekday = effective_weekday(local.weekday(), day_off=off, follows=follows)
        if weekday is None:
            continue
        rules = WeeklyRule.filter(weekday=weekday, opens__lte=minute, closes__gt=minute)
        pairs = await rules.distinct().values_list("opens", "closes")
        tokens |= {hours_token(weekday, int(opens), int(closes), follows=follows) for opens, closes in pairs}
    for hours in await ServiceWindow.all().values_list("hours", flat=True):
        weekday = effective_weekday(local.weekday(), day_off=off, follows=True)
        tokens |= {
            token for token, on, opens, closes in window_tokens(hours) if on == weekday and opens <= minute < closes
        }
    return tuple(sorted(tokens))
