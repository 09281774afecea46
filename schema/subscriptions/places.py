"""Watching places live."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from schema.context import Info
from schema.types.booking.inputs import read_range, row_of
from schema.types.booking.slot import SlotDay, slot_day
from schema.types.catalog.inputs import DateTimeRange


@strawberry.type
class PlaceSubscriptions:
    """What happens in calendars."""

    @strawberry.subscription(description="Places taken or freed while a picker is open.")
    async def slots_changed(
        self,
        info: Info,
        listing_id: Annotated[strawberry.ID, strawberry.argument(description="Which listing.")],
        range: Annotated[DateTimeRange, strawberry.argument(description="Stretch of time.")],
    ) -> AsyncGenerator[SlotDay, None]:
        context = info.context
        wanted = read_range(range, context.now())
        days = context.use.bookings.watch(row_of(listing_id, "Listing"), wanted, context.clock)
        try:
            async for day in days:
                yield slot_day(day)
        finally:
            await days.aclose()
