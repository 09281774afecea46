"""Places waited for: empty until the issue that gives freed places to those who wait."""

import strawberry

from providers.enums import WaitlistState
from schema.relay import Connection, Edge, Node
from schema.types.booking import Hold
from schema.types.booking.plan import TimeRange
from schema.types.catalog.listing import Listing

ENUMS = (strawberry.enum(WaitlistState),)


@strawberry.type
class WaitlistEntry(Node):
    """A wait for a place."""

    listing: Listing = strawberry.field(description="The listing concerned.")
    wanted: TimeRange = strawberry.field(description="Stretch wanted.")
    position: int = strawberry.field(description="Place in the queue, from 1.")
    state: WaitlistState = strawberry.field(description="State.")
    offered_hold: Hold | None = strawberry.field(description="A place kept for this person for a short time.")
    notifications_sent: int = strawberry.field(description="How often a place was offered; at most 3.")


WaitlistEntryEdge = Edge[WaitlistEntry]
WaitlistEntryConnection = Connection[WaitlistEntry]
