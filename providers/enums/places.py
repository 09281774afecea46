"""Words about places in calendars and bookings."""

from enum import StrEnum


class SlotReason(StrEnum):
    """Why a place is or is not offered."""

    OFFERED = "OFFERED"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    EXCEPTION = "EXCEPTION"
    HOLIDAY = "HOLIDAY"
    BUFFER = "BUFFER"
    NOTICE = "NOTICE"
    HORIZON = "HORIZON"
    FULL = "FULL"
    HELD = "HELD"
    BOOKED = "BOOKED"
    DAY_LIMIT = "DAY_LIMIT"
    PRACTITIONER_AWAY = "PRACTITIONER_AWAY"
    LISTING_UNPUBLISHED = "LISTING_UNPUBLISHED"


class BookingStatus(StrEnum):
    """Where a booking stands."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    RESCHEDULED = "RESCHEDULED"
    CANCELLED = "CANCELLED"
    COMPLETED = "COMPLETED"
    NO_SHOW_CITIZEN = "NO_SHOW_CITIZEN"
    NO_SHOW_PROVIDER = "NO_SHOW_PROVIDER"


class BookingAction(StrEnum):
    """What may be done with a booking."""

    CANCEL = "CANCEL"
    RESCHEDULE = "RESCHEDULE"
    CONFIRM = "CONFIRM"
    MARK_OUTCOME = "MARK_OUTCOME"
    REVIEW = "REVIEW"
    JOIN = "JOIN"


class WaitlistState(StrEnum):
    """Where a wait stands."""

    WAITING = "WAITING"
    OFFERED = "OFFERED"
    TAKEN = "TAKEN"
    EXPIRED = "EXPIRED"
    LEFT = "LEFT"
