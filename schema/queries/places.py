"""Reading places and bookings."""

from typing import Annotated

import strawberry

from providers.enums import ServiceMode
from providers.places import Wish
from schema.context import Info
from schema.scalars import bad_input
from schema.types.booking.booking import Booking, booking_by_id
from schema.types.booking.inputs import read_range, row_of
from schema.types.booking.slot import SlotDay, slot_day
from schema.types.catalog.inputs import DateTimeRange

MOST_PER_DAY = 288  # every five minutes


@strawberry.type
class PlaceQueries:
    """Places by day, and bookings by id."""

    @strawberry.field(description="Free places for one listing; a window of at most 62 days.")
    async def slots(
        self,
        info: Info,
        listing_id: Annotated[strawberry.ID, strawberry.argument(description="Which listing.")],
        range: Annotated[DateTimeRange, strawberry.argument(description="Stretch of time.")],
        mode: Annotated[ServiceMode | None, strawberry.argument(description="How it is served.")] = None,
        practitioner_id: Annotated[strawberry.ID | None, strawberry.argument(description="Who serves.")] = None,
        per_day: Annotated[int | None, strawberry.argument(description="At most so many places of a day.")] = None,
    ) -> list[SlotDay]:
        if per_day is not None and not 1 <= per_day <= MOST_PER_DAY:
            raise bad_input(f"perDay must lie within 1 and {MOST_PER_DAY}")
        context = info.context
        who = None if practitioner_id is None else row_of(practitioner_id, "Practitioner")
        wish, wanted = Wish(mode, who, per_day), read_range(range, context.now())
        days = await context.use.bookings.days(row_of(listing_id, "Listing"), wanted, wish, context.now())
        return [slot_day(day) for day in days]

    @strawberry.field(description="The booking concerned.")
    async def booking(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Which booking.")]
    ) -> Booking | None:
        return await booking_by_id(info, row_of(id, "Booking"))
