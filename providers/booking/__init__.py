"""Places taken in calendars: holds, bookings, and who is told about them."""

from providers.booking.bookings import Bookings
from providers.booking.confirming import policy_of
from providers.booking.plans import Dated
from providers.booking.reading import Seen, remaining
from providers.booking.taking import Limits
from providers.booking.wishes import BookingFilter, BookingWish, CancelWish, HoldWish

__all__ = [
    "BookingFilter",
    "BookingWish",
    "Bookings",
    "CancelWish",
    "Dated",
    "HoldWish",
    "Limits",
    "Seen",
    "policy_of",
    "remaining",
]
