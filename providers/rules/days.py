"""The market's own day: dates of law and of the shelf are those of this zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = "Asia/Shanghai"


def day_in(now: datetime) -> date:
    """Return the date that clocks at the market show."""
    return now.astimezone(ZoneInfo(ZONE)).date()
