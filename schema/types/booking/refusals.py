"""Refusals whose fields are places and bookings."""

from datetime import datetime

import strawberry

from providers import errors
from providers.enums import SlotReason
from schema.context import Info
from schema.errors import UserError, base, member
from schema.types.booking.booking import Booking, booking_by_id
from schema.types.booking.slot import Slot, slot


@strawberry.type(description="Expected failure.")
class SlotUnavailableError(UserError):
    """The place is not to be had."""

    reasons: list[SlotReason] = strawberry.field(description="Why it went.")
    alternatives: list[Slot] = strawberry.field(description="Next free slots, same listing first.")


@strawberry.type(description="Expected failure.")
class HoldExpiredError(UserError):
    """The hold ran out."""

    expired_at: datetime = strawberry.field(description="When it ran out.")


@strawberry.type(description="Expected failure.")
class BookingPolicyError(UserError):
    """The policy forbids it."""

    deadline: datetime | None = strawberry.field(description="Last instant at which this was allowed.")


@strawberry.type(description="Expected failure.")
class DuplicateBookingError(UserError):
    """The person has the place already."""

    booking_id: strawberry.Private[int]

    @strawberry.field(description="What is already there.")
    async def existing(self, info: Info) -> Booking:
        found = await booking_by_id(info, self.booking_id)
        if found is None:
            raise LookupError(f"booking {self.booking_id} is not its citizen's")
        return found


@member(errors.SlotUnavailable)
def slot_unavailable(refusal: errors.SlotUnavailable) -> SlotUnavailableError:
    alternatives = [slot(place) for place in refusal.alternatives]
    return SlotUnavailableError(**base(refusal), reasons=list(refusal.reasons), alternatives=alternatives)


@member(errors.HoldExpired)
def hold_expired(refusal: errors.HoldExpired) -> HoldExpiredError:
    if refusal.expired_at is None:
        raise TypeError("a hold that expired without a time")
    return HoldExpiredError(**base(refusal), expired_at=refusal.expired_at)


@member(errors.PolicyForbids)
def policy_forbids(refusal: errors.PolicyForbids) -> BookingPolicyError:
    return BookingPolicyError(**base(refusal), deadline=refusal.deadline)


@member(errors.DuplicateBooking)
def duplicate_booking(refusal: errors.DuplicateBooking) -> DuplicateBookingError:
    return DuplicateBookingError(**base(refusal), booking_id=refusal.booking_id)
