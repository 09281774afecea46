"""Booking: a booked place, what may be done with it, and what happened to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from providers.booking import Seen, policy_of
from providers.enums import BookingAction, BookingStatus, Channel, Role, ServiceMode
from providers.models import Booking as BookingRow, BookingEvent as BookingEventRow
from providers.rules.reservation import Standing
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import Connection, Edge, Node, builds, built, forward, gid
from schema.scalars import URL, TimeZone
from schema.types.booking.plan import BookingPolicy, booking_policy
from schema.types.booking.slot import known_listing, where
from schema.types.catalog.listing import Listing
from schema.types.catalog.people import Practitioner, practitioner_by_id
from schema.types.catalog.place import Location
from schema.types.catalog.reviews import Review

ACCOUNT = forward("schema.types.viewer", "Account")
NEED = forward("schema.types.matching", "Need")


@strawberry.type
class AllowedAction:
    """Something the viewer may do."""

    action: BookingAction = strawberry.field(description="What was done, or may be done.")
    until: datetime | None = strawberry.field(description="Until.")


@strawberry.type
class Cancellation:
    """How a booking was called off."""

    by: Role = strawberry.field(description="Which side cancelled.")
    reason: str | None = strawberry.field(description="Why.")
    at: datetime = strawberry.field(description="When it happened or is due.")
    late: bool = strawberry.field(description="After the policy's deadline.")


@strawberry.type
class Reminder:
    """A notice before the start."""

    channel: Channel = strawberry.field(description="How it is sent.")
    at: datetime = strawberry.field(description="When it happened or is due.")
    sent: bool = strawberry.field(description="Sent.")


@strawberry.type
class BookingEvent:
    """A change of a booking."""

    row: strawberry.Private[BookingEventRow]

    @strawberry.field(description="When it happened or is due.")
    def at(self) -> datetime:
        return self.row.at

    @strawberry.field(description="Status.")
    def status(self) -> BookingStatus:
        return BookingStatus(self.row.status)

    @strawberry.field(description="Who did it; null for the system.", graphql_type=ACCOUNT | None)
    async def actor(self, info: Info) -> Any:  # noqa: ANN401 a type named through `forward`
        return None if self.row.actor_id is None else await _account(info, self.row.actor_id)

    @strawberry.field(description="Free note.")
    def note(self) -> str | None:
        return self.row.note or None


@strawberry.type
class Booking(Node):
    """A booked place."""

    row: strawberry.Private[BookingRow]

    @strawberry.field(description="Number to quote.")
    def number(self) -> str:
        return self.row.number

    @strawberry.field(description="Status.")
    def status(self) -> BookingStatus:
        return BookingStatus(self.row.status)

    @strawberry.field(description="The listing concerned.")
    async def listing(self, info: Info) -> Listing:
        return await known_listing(info, self.row.listing_id)

    @strawberry.field(description="Person who serves; null when any may.")
    async def practitioner(self, info: Info) -> Practitioner | None:
        who = self.row.practitioner_id
        return None if who is None else await practitioner_by_id(info, who)

    @strawberry.field(description="The person served.", graphql_type=ACCOUNT)
    async def citizen(self, info: Info) -> Any:  # noqa: ANN401 as above
        return await _account(info, self.row.citizen_id)

    @strawberry.field(description="The need concerned.", graphql_type=NEED | None)
    async def need(self, info: Info) -> Any:  # noqa: ANN401 as above
        if self.row.need_id is None:
            return None
        context = info.context

        async def read(ids: list[int]) -> Mapping[int, Any]:
            return await context.use.matching.needs(context.actor, ids)

        return built("Need", await loader("needs", read).load(self.row.need_id))

    @strawberry.field(description="Start.")
    def starts_at(self) -> datetime:
        return self.row.starts_at

    @strawberry.field(description="End, exclusive.")
    def ends_at(self) -> datetime:
        return self.row.ends_at

    @strawberry.field(description="Zone of the wall times.")
    async def time_zone(self, info: Info) -> TimeZone:
        return TimeZone((await known_listing(info, self.row.listing_id)).row.time_zone)

    @strawberry.field(description="How it is served.")
    def mode(self) -> ServiceMode:
        return ServiceMode(self.row.mode)

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location | None:
        return await where(info, self.row.listing_id, self.row.mode)

    @strawberry.field(description="Video link, shown from 15 minutes before the start.")
    def join_url(self) -> URL | None:
        return None  # nobody is met by video yet

    @strawberry.field(description="Rules in force.")
    async def policy(self, info: Info) -> BookingPolicy:
        return booking_policy((await known_listing(info, self.row.listing_id)).row)

    @strawberry.field(description="What the viewer may do now, and until when.")
    async def allowed_actions(self, info: Info) -> list[AllowedAction]:
        actor = info.context.actor
        if actor is None:
            return []
        listing = (await known_listing(info, self.row.listing_id)).row
        standing = Standing(BookingStatus(self.row.status), self.row.starts_at, policy_of(listing))
        citizen, staff = self.row.citizen_id == actor.account_id, actor.acts_for(listing.provider_id)
        allowed = standing.allowed(citizen=citizen, staff=staff, now=info.context.now())
        return [AllowedAction(action=action, until=until) for action, until in allowed]

    @strawberry.field(description="Booking this one replaced.")
    def rescheduled_from(self) -> "Booking | None":
        return None  # bookings are not moved yet

    @strawberry.field(description="Set when cancelled.")
    def cancellation(self) -> Cancellation | None:
        row = self.row
        if row.cancelled_at is None:
            return None
        reason = row.cancel_reason or None
        return Cancellation(by=Role(row.cancelled_by), reason=reason, at=row.cancelled_at, late=row.cancelled_late)

    @strawberry.field(description="iCalendar file; SEQUENCE rises on each change.")
    def ics_url(self, info: Info) -> URL:
        return URL(f"{info.context.public_url}/bookings/{self.row.ics_key}.ics")

    @strawberry.field(description="Planned and sent.")
    def reminders(self) -> list[Reminder]:
        return []  # nothing is sent yet

    @strawberry.field(description="All changes, oldest first.")
    async def history(self, info: Info) -> list[BookingEvent]:
        rows = await loader("booking_events", info.context.use.bookings.history).load(self.row.id)
        return [BookingEvent(row=row) for row in rows or []]

    @strawberry.field(description="The review.")
    def review(self) -> Review | None:
        return None  # nothing is reviewed yet

    @strawberry.field(description="Version.")
    def version(self) -> int:
        return self.row.version


BookingEdge = Edge[Booking]
BookingConnection = Connection[Booking]


def booking(row: BookingRow) -> Booking:
    """Show a booking to someone who may see it."""
    return Booking(id=gid("Booking", row.id), row=row)


@builds("Booking")
def seen_booking(seen: Seen) -> Booking:
    return booking(seen.booking)


async def _account(info: Info, account_id: int) -> Any:  # noqa: ANN401 as above
    return built("Account", await loader("accounts", info.context.use.accounts.by_id).load(account_id))


async def booking_by_id(info: Info, id_: int) -> Booking | None:
    """Load a booking if the viewer may see it."""
    context = info.context

    async def read(ids: list[int]) -> Mapping[int, Seen]:
        return await context.use.bookings.seen_by(context.actor, ids)

    seen = await loader("bookings_seen", read).load(id_)
    return None if seen is None else seen_booking(seen)


@fetches("Booking")
async def bookings(info: Info, ids: list[int]) -> Mapping[int, Booking]:
    found = await info.context.use.bookings.seen_by(info.context.actor, ids)
    return {id_: seen_booking(seen) for id_, seen in found.items()}
