"""Reading bookings and holds, each by those whom it concerns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tortoise.queryset import QuerySet

from providers.booking.wishes import BookingFilter
from providers.enums import Role
from providers.models import Booking, BookingEvent, Hold, Listing
from providers.paging import Keys, Page, Values, page
from providers.rules.access import Actor

SOONEST = Keys.of("starts_at", "id")


@dataclass(frozen=True, slots=True)
class Seen:
    """A booking with its listing, and as what the viewer sees it."""

    booking: Booking
    listing: Listing
    citizen: bool
    staff: bool

    @property
    def side(self) -> Role:
        return Role.CITIZEN if self.citizen else Role.PROVIDER_STAFF


async def seen_by(actor: Actor, ids: Collection[int]) -> Mapping[int, Seen]:
    """Return those of the bookings that the actor may see: their own, their institution's, or any for the centre."""
    bookings = await Booking.filter(id__in=list(ids))
    listings = await listings_by_id({booking.listing_id for booking in bookings})
    seen = (seen_as(actor, booking, listings[booking.listing_id]) for booking in bookings)
    return {each.booking.id: each for each in seen if each is not None}


def seen_as(actor: Actor, booking: Booking, listing: Listing) -> Seen | None:
    citizen, staff = booking.citizen_id == actor.account_id, actor.acts_for(listing.provider_id)
    return Seen(booking, listing, citizen, staff) if citizen or staff or actor.may_dispatch() else None


async def listings_by_id(ids: Collection[int]) -> dict[int, Listing]:
    return {listing.id: listing for listing in await Listing.filter(id__in=list(ids))}


async def mine(actor: Actor, where: BookingFilter, first: int, after: Values | None) -> Page[Booking]:
    """Page through the actor's own bookings, soonest first."""
    return await page(_filtered(Booking.filter(citizen_id=actor.account_id), where), SOONEST, first, after)


def _filtered(rows: QuerySet[Booking], where: BookingFilter) -> QuerySet[Booking]:
    conditions: dict[str, object] = {
        "status__in": None if where.statuses is None else list(where.statuses),
        "starts_at__gte": where.starts_from,
        "starts_at__lt": where.starts_before,
        "listing_id__in": None if where.listing_ids is None else list(where.listing_ids),
    }
    return rows.filter(**{name: value for name, value in conditions.items() if value is not None})


async def history(ids: Collection[int]) -> dict[int, list[BookingEvent]]:
    """Return the events of each booking, oldest first."""
    found: dict[int, list[BookingEvent]] = {i: [] for i in ids}
    for event in await BookingEvent.filter(booking_id__in=list(ids)).order_by("id"):
        found[event.booking_id].append(event)
    return found


async def holds_of(actor: Actor, ids: Collection[int]) -> dict[int, Hold]:
    """Return those of the holds that are the actor's."""
    return {hold.id: hold for hold in await Hold.filter(id__in=list(ids), holder_id=actor.account_id)}


def remaining(hold: Hold, now: datetime) -> int:
    """Count the whole seconds a hold still has."""
    return max(0, int((hold.expires_at - now).total_seconds())) if hold.state == "HELD" else 0
