"""Places in calendars: which are free, which is the soonest, and why one is not to be had."""

from providers.places.asking import (
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

__all__ = ["Calendar", "Judged", "OpenDay", "Range", "Wish", "alternatives", "days", "judge", "next_places"]
