"""Places in calendars: which are free, which is the soonest, and why one is not to be had."""

from providers.places.asking import (
    LONGEST_RANGE,
    Judged,
    OpenDay,
    Range,
    Wish,
    alternatives,
    days,
    judge,
    next_places,
)
from providers.places.loading import Calendar

__all__ = [
    "LONGEST_RANGE",
    "Calendar",
    "Judged",
    "OpenDay",
    "Range",
    "Wish",
    "alternatives",
    "days",
    "judge",
    "next_places",
]
