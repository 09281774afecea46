"""The life of a booking: hold a place, give it back, book it, call it off."""

from typing import Annotated

import strawberry

from schema.context import Info, signed_in
from schema.errors import (
    CapacityReachedError,
    ConflictOfInterestError,
    IdempotencyMismatchError,
    InvalidInputError,
    NotFoundError,
    RateLimitedError,
    StaleVersionError,
    StateError,
    settle,
)
from schema.relay import gid
from schema.types.booking.booking import Booking, booking
from schema.types.booking.inputs import (
    BookingCancelInput,
    BookingCreateInput,
    HoldReleaseInput,
    SlotHoldInput,
    row_of,
)
from schema.types.booking.refusals import (
    BookingPolicyError,
    DuplicateBookingError,
    HoldExpiredError,
    SlotUnavailableError,
)
from schema.types.booking.slot import Hold, hold
from schema.types.matching.refusals import NotEligibleError

SlotHoldError = Annotated[
    SlotUnavailableError
    | CapacityReachedError
    | NotFoundError
    | RateLimitedError
    | IdempotencyMismatchError
    | ConflictOfInterestError
    | InvalidInputError,
    strawberry.union("SlotHoldError"),
]
HoldReleaseError = Annotated[NotFoundError, strawberry.union("HoldReleaseError")]
BookingCreateError = Annotated[
    HoldExpiredError
    | SlotUnavailableError
    | DuplicateBookingError
    | NotEligibleError
    | BookingPolicyError
    | IdempotencyMismatchError
    | NotFoundError
    | ConflictOfInterestError
    | InvalidInputError,
    strawberry.union("BookingCreateError"),
]
BookingCancelError = Annotated[
    BookingPolicyError | StaleVersionError | StateError | NotFoundError | InvalidInputError,
    strawberry.union("BookingCancelError"),
]

ERRORS = "Expected failures; empty on success."
BOOKING = "The booking concerned."
Given = strawberry.argument(description="What is asked.")


@strawberry.type(description="Result of slotHold.")
class SlotHoldPayload:
    """A place kept."""

    hold: Hold | None = strawberry.field(default=None, description="The reserved place.")
    errors: list[SlotHoldError] = strawberry.field(default_factory=list[SlotHoldError], description=ERRORS)


@strawberry.type(description="Result of holdRelease.")
class HoldReleasePayload:
    """A place given back."""

    released_id: strawberry.ID | None = strawberry.field(default=None, description="Id that is gone.")
    errors: list[HoldReleaseError] = strawberry.field(default_factory=list[HoldReleaseError], description=ERRORS)


@strawberry.type(description="Result of bookingCreate.")
class BookingCreatePayload:
    """A booked place."""

    booking: Booking | None = strawberry.field(default=None, description=BOOKING)
    errors: list[BookingCreateError] = strawberry.field(default_factory=list[BookingCreateError], description=ERRORS)


@strawberry.type(description="Result of bookingCancel.")
class BookingCancelPayload:
    """A booking called off."""

    booking: Booking | None = strawberry.field(default=None, description=BOOKING)
    errors: list[BookingCancelError] = strawberry.field(default_factory=list[BookingCancelError], description=ERRORS)


@strawberry.type
class BookingMutations:
    """What people do with places."""

    @strawberry.mutation(description="Reserve a slot for a few minutes.")
    async def slot_hold(self, info: Info, input: Annotated[SlotHoldInput, Given]) -> SlotHoldPayload:
        actor, context = signed_in(info), info.context

        async def work() -> SlotHoldPayload:
            return SlotHoldPayload(hold=hold(await context.use.bookings.hold(actor, input.read(), context.now())))

        return await settle(SlotHoldPayload, work())

    @strawberry.mutation(description="Give a held place back early.")
    async def hold_release(self, info: Info, input: Annotated[HoldReleaseInput, Given]) -> HoldReleasePayload:
        actor, context = signed_in(info), info.context

        async def work() -> HoldReleasePayload:
            gone = await context.use.bookings.release(actor, row_of(input.hold_id, "Hold"), context.now())
            return HoldReleasePayload(released_id=gid("Hold", gone))

        return await settle(HoldReleasePayload, work())

    @strawberry.mutation(description="Turn a hold into a booking; safe to retry with the same key.")
    async def booking_create(self, info: Info, input: Annotated[BookingCreateInput, Given]) -> BookingCreatePayload:
        actor, context = signed_in(info), info.context

        async def work() -> BookingCreatePayload:
            row = await context.use.bookings.create(actor, input.read(), context.now())
            return BookingCreatePayload(booking=booking(row))

        return await settle(BookingCreatePayload, work())

    @strawberry.mutation(description="Give the place back, within the policy.")
    async def booking_cancel(self, info: Info, input: Annotated[BookingCancelInput, Given]) -> BookingCancelPayload:
        actor, context = signed_in(info), info.context

        async def work() -> BookingCancelPayload:
            row = await context.use.bookings.cancel(actor, input.read(), context.now())
            return BookingCancelPayload(booking=booking(row))

        return await settle(BookingCancelPayload, work())
