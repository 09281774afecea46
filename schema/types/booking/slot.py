"""Places: a slot, a day of slots, and a slot held for a person."""

from collections.abc import Mapping
from datetime import date, datetime

import strawberry

from providers.booking import remaining
from providers.enums import ServiceMode, SlotReason
from providers.errors import PlaceRef
from providers.models import Hold as HoldRow
from providers.places import OpenDay
from providers.rules.slot_token import token_of
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import Node, builds, gid
from schema.types.catalog.listing import Listing, listing_by_id
from schema.types.catalog.people import Practitioner, practitioner_by_id
from schema.types.catalog.place import Location, location_of


async def known_listing(info: Info, listing_id: int) -> Listing:
    """Load the listing behind a place or a booking: it stays there when it leaves the shelf."""
    found = await listing_by_id(info, listing_id)
    if found is None:
        raise LookupError(f"listing {listing_id} of a place is gone")
    return found


async def where(info: Info, listing_id: int, mode: str) -> Location | None:
    """Give the address to go to: the listing's own, else the institution's; none where nobody goes anywhere."""
    if mode != ServiceMode.IN_PERSON:
        return None
    row = (await known_listing(info, listing_id)).row
    provider = await loader("providers", info.context.use.catalog.providers_by_id).load(row.provider_id)
    place = row.location_id if row.location_id is not None else provider and provider.location_id
    return None if place is None else await location_of(info, place)


@strawberry.type
class Slot:
    """A place in a calendar."""

    place: strawberry.Private[PlaceRef]

    @strawberry.field(description="Opaque; send to slotHold.")
    def token(self) -> strawberry.ID:
        return strawberry.ID(token_of(self.place))

    @strawberry.field(description="The listing concerned.")
    async def listing(self, info: Info) -> Listing:
        return await known_listing(info, self.place.listing_id)

    @strawberry.field(description="Person who serves; null when any may.")
    async def practitioner(self, info: Info) -> Practitioner | None:
        who = self.place.practitioner_id
        return None if who is None else await practitioner_by_id(info, who)

    @strawberry.field(description="Start.")
    def starts_at(self) -> datetime:
        return self.place.starts_at

    @strawberry.field(description="End, exclusive.")
    def ends_at(self) -> datetime:
        return self.place.ends_at

    @strawberry.field(description="Places left.")
    def left(self) -> int:
        return self.place.left

    @strawberry.field(description="How it is served.")
    def mode(self) -> ServiceMode:
        return self.place.mode

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location | None:
        return await where(info, self.place.listing_id, self.place.mode)


@builds("Slot")
def slot(place: PlaceRef) -> Slot:
    return Slot(place=place)


@strawberry.type
class SlotDay:
    """The places of a date."""

    day: date = strawberry.field(name="date", description="Local date in the plan's zone.")
    slots: list[Slot] = strawberry.field(description="Free places in order.")
    closed_because: list[SlotReason] = strawberry.field(description="Why the day is empty.")


def slot_day(day: OpenDay) -> SlotDay:
    return SlotDay(day=day.date, slots=[slot(place) for place in day.places], closed_because=list(day.closed_because))


@strawberry.type
class Hold(Node):
    """A place kept for a person."""

    row: strawberry.Private[HoldRow]

    @strawberry.field(description="The place.")
    def slot(self) -> Slot:
        row = self.row
        return slot(PlaceRef(row.listing_id, row.practitioner_id, row.starts_at, row.ends_at, ServiceMode(row.mode)))

    @strawberry.field(description="When it runs out.")
    def expires_at(self) -> datetime:
        return self.row.expires_at

    @strawberry.field(description="Seconds left, 0 when over.")
    def remaining_seconds(self, info: Info) -> int:
        return remaining(self.row, info.context.now())


def hold(row: HoldRow) -> Hold:
    return Hold(id=gid("Hold", row.id), row=row)


@fetches("Hold")
async def holds(info: Info, ids: list[int]) -> Mapping[int, Hold]:
    found = await info.context.use.bookings.holds_of(info.context.actor, ids)
    return {id_: hold(row) for id_, row in found.items()}
