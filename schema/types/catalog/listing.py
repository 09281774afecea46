"""Listing: an institution's offer of a service."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import strawberry

from providers.enums import ListingState, RevisionState, ServiceMode
from providers.models import Listing as ListingRow
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import After, Connection, Edge, First, Node, builds, built, checked_first, forward, gid, listed
from schema.scalars import Duration
from schema.types.catalog.parts import Fee
from schema.types.catalog.people import Practitioner, practitioner
from schema.types.catalog.place import Location, location_of
from schema.types.catalog.words import InLocale, said

BOOKING = "schema.types.booking"


@strawberry.type
class FieldChange:
    """One field of a change."""

    field: str = strawberry.field(description="Field concerned.")
    before: str | None = strawberry.field(description="Value before the change, as text.")
    after: str | None = strawberry.field(description="Value after the change, as text.")


@strawberry.type
class ListingRevision(Node):
    """A change that waits for a reviewer, or was decided."""

    state: RevisionState = strawberry.field(description="State.")
    author: Any = strawberry.field(
        description="Who made the change.", graphql_type=forward("schema.types.viewer", "Account")
    )
    changes: list[FieldChange] = strawberry.field(description="Field by field.")
    reviewer: Any = strawberry.field(
        description="Who decided.", graphql_type=forward("schema.types.viewer", "Account") | None
    )
    review_note: str | None = strawberry.field(description="What the reviewer said.")
    created_at: datetime = strawberry.field(description="When it was made.")
    decided_at: datetime | None = strawberry.field(description="When it was decided.")


ListingRevisionConnection = Connection[ListingRevision]


@strawberry.type(description="A provider's offer of a service: price, place, calendar.")
class Listing(Node):
    """An institution's offer of a service."""

    row: strawberry.Private[ListingRow]

    @strawberry.field(description="The shelf service.", graphql_type=forward("schema.types.catalog.service", "Service"))
    async def service(self, info: Info) -> Any:  # noqa: ANN401 a type of a module further on
        row = await loader("services", info.context.use.catalog.services_by_id).load(self.row.service_id)
        return built("Service", row)

    @strawberry.field(description="The institution.", graphql_type=forward("schema.types.catalog.provider", "Provider"))
    async def provider(self, info: Info) -> Any:  # noqa: ANN401 as above
        row = await loader("providers", info.context.use.catalog.providers_by_id).load(self.row.provider_id)
        return built("Provider", row)

    @strawberry.field(description="Title.")
    def title(self, locale: InLocale = None) -> str:
        return said(locale, self.row.title_zh, self.row.title_en)

    @strawberry.field(description="Long text, plain or Markdown.")
    def description(self, locale: InLocale = None) -> str:
        return said(locale, self.row.description_zh, self.row.description_en)

    @strawberry.field(description="What it costs.")
    def fee(self) -> Fee:
        return Fee.of(self.row.fee_kind, self.row.fee_min, self.row.fee_max)

    @strawberry.field(description="Ways it can be served.")
    def modes(self) -> list[ServiceMode]:
        return [ServiceMode(mode) for mode in self.row.modes]

    @strawberry.field(description="Length of one appointment.")
    def duration(self) -> Duration:
        return Duration(self.row.duration)

    @strawberry.field(description="People who serve it.")
    async def practitioners(self, info: Info) -> list[Practitioner]:
        rows = loader("listing_people", info.context.use.catalog.practitioners_of_listings)
        return [practitioner(row) for row in await rows.load(self.row.id) or []]

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location | None:
        return None if self.row.location_id is None else await location_of(info, self.row.location_id)

    @strawberry.field(description="State.")
    def state(self) -> ListingState:
        return ListingState(self.row.state)

    @strawberry.field(description="Rises by one on each published change; send it back as expectedVersion.")
    def version(self) -> int:
        return self.row.version

    @strawberry.field(description="Waiting change and what the reviewer said; staff only.")
    def pending_revision(self) -> ListingRevision | None:
        return None  # changes are not reviewed yet

    @strawberry.field(description="Past changes, newest first.")
    def revisions(self, first: First = 10, after: After = None) -> ListingRevisionConnection:
        return listed([], checked_first(first), after)

    @strawberry.field(description="Hours, exceptions and limits.", graphql_type=forward(BOOKING, "AvailabilityPlan"))
    def availability(self) -> Any:  # noqa: ANN401 as above
        return built("AvailabilityPlan", self.row)

    @strawberry.field(
        description="Rules for cancelling, moving and no-shows.", graphql_type=forward(BOOKING, "BookingPolicy")
    )
    def booking_policy(self) -> Any:  # noqa: ANN401 as above
        return built("BookingPolicy", self.row)

    @strawberry.field(description="Soonest free place.", graphql_type=forward(BOOKING, "Slot") | None)
    async def next_slot(self, info: Info) -> Any:  # noqa: ANN401 as above
        place = await loader("next_places", partial(info.context.use.catalog.next_places, now=info.context.now())).load(
            self.row.id
        )
        return built("Slot", place)


@builds("Listing")
def listing(row: ListingRow) -> Listing:
    return Listing(id=gid("Listing", row.id), row=row)


async def listing_by_id(info: Info, id_: int) -> Listing | None:
    """Load the listing that something shown refers to."""
    row = await loader("listings", info.context.use.catalog.listings_by_id).load(id_)
    return None if row is None else listing(row)


@fetches("Listing")
async def listings(info: Info, ids: list[int]) -> Mapping[int, Listing]:
    context = info.context
    found = await context.use.catalog.visible_listings(ids, context.actor, context.now())
    return {id_: listing(row) for id_, row in found.items()}


ListingEdge = Edge[Listing]
ListingConnection = Connection[Listing]
