"""The types of places and bookings."""

from schema.types.booking.booking import Booking, BookingConnection, booking, booking_by_id
from schema.types.booking.inputs import BookingWhere
from schema.types.booking.kinds import ENUMS
from schema.types.booking.plan import AvailabilityException, AvailabilityPlan, BookingPolicy, HolidayCalendar
from schema.types.booking.refusals import (
    BookingPolicyError,
    DuplicateBookingError,
    HoldExpiredError,
    SlotUnavailableError,
)
from schema.types.booking.slot import Hold, Slot, SlotDay, hold, slot, slot_day

__all__ = [
    "ENUMS",
    "AvailabilityException",
    "AvailabilityPlan",
    "Booking",
    "BookingConnection",
    "BookingPolicy",
    "BookingPolicyError",
    "BookingWhere",
    "DuplicateBookingError",
    "Hold",
    "HoldExpiredError",
    "HolidayCalendar",
    "Slot",
    "SlotDay",
    "SlotUnavailableError",
    "booking",
    "booking_by_id",
    "hold",
    "slot",
    "slot_day",
]
