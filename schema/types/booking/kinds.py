"""The closed sets of places and bookings, known to GraphQL by being imported once."""

import strawberry

from providers.enums import BookingAction, BookingStatus, Channel, SlotReason, Weekday

ENUMS = tuple(strawberry.enum(kind) for kind in (BookingAction, BookingStatus, Channel, SlotReason, Weekday))
