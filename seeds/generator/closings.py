"""Hours out of the ordinary in the weeks to come: people away, and a Saturday afternoon more."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from providers.content import Closing
from seeds.generator.dice import Dice
from seeds.generator.ground import SEED
from seeds.rows.institutions import ListingRow

_ZONE = ZoneInfo("Asia/Shanghai")
_AWAY = 5.0  # percent of listings
_MORE = 2.0
_SATURDAY = 5
_REASONS = ("培训", "出庭", "休假", "内部会议")


def closings(listings: Sequence[ListingRow], today: date) -> Iterator[Closing]:
    """Yield exceptions from three days on."""
    for row in listings:
        dice = Dice(SEED, "closing", row.provider, row.service)
        offer = (row.provider, row.service)
        day = today + timedelta(days=dice.number(3, 25))
        person = row.practitioners[0] if row.practitioners else None
        if dice.hit(_AWAY):
            yield Closing(offer, person, _at(day, 8), _at(day, 20), 0, dice.one(_REASONS))
        elif dice.hit(_MORE):
            saturday = day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
            yield Closing(offer, None, _at(saturday, 14), _at(saturday, 17), row.capacity, "周六加开")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), _ZONE)
