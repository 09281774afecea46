"""Location: an address where people are served."""

from collections.abc import Mapping

import strawberry

from providers.enums import AccessNeed
from providers.models import Location as LocationRow
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import Node, gid
from schema.types.catalog.parts import GeoPoint


@strawberry.type
class Location(Node):
    """An address where people are served."""

    row: strawberry.Private[LocationRow]

    @strawberry.field(description="Name.")
    def name(self) -> str:
        return self.row.name

    @strawberry.field(description="Street address.")
    def address(self) -> str:
        return self.row.address

    @strawberry.field(description="Position, GCJ-02.")
    def point(self) -> GeoPoint | None:
        known = self.row.lat is not None and self.row.lng is not None
        return GeoPoint(lat=self.row.lat or 0.0, lng=self.row.lng or 0.0) if known else None

    @strawberry.field(description="Access needs that are met here.")
    def accessibility(self) -> list[AccessNeed]:
        return [AccessNeed(need) for need in self.row.accessibility]


def location(row: LocationRow) -> Location:
    return Location(id=gid("Location", row.id), row=row)


async def location_of(info: Info, id_: int) -> Location:
    """Load the place that something shown refers to; the database keeps it as long as that."""
    row = await loader("locations", info.context.use.catalog.locations_by_id).load(id_)
    if row is None:
        raise LookupError(f"location {id_} is gone")
    return location(row)


@fetches("Location")
async def locations(info: Info, ids: list[int]) -> Mapping[int, Location]:
    return {id_: location(row) for id_, row in (await info.context.use.catalog.locations_by_id(ids)).items()}
