"""A small market with calendars for tests: institutions, listings, people, and the use cases over them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from providers.booking import Bookings, BookingWish, HoldWish
from providers.bus import open_bus
from providers.db import Database
from providers.enums import (
    CredentialState,
    ListingState,
    NeedStatus,
    ProviderStatus,
    ServiceMode,
    Urgency,
)
from providers.errors import PlaceRef
from providers.models import (
    Account,
    Booking,
    Credential,
    Hold,
    Listing,
    ListingPractitioner,
    Need,
    Practitioner,
    Provider,
    ProviderType,
    Resource,
    Service,
    WeeklyRule,
)
from providers.places import Range, Wish, days
from providers.rules.access import Actor
from providers.rules.slot_token import token_of
from providers.vault import Vault
from tests.rows import fill

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday, 08:30 at the market
TEN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 10:00 there
WEEK = Range(NOW, NOW + timedelta(days=7))

keys = (f"key-{number}" for number in count(1))


async def new_provider(**given: object) -> Provider:
    kind = await fill(ProviderType, licence_required=False)
    return await fill(Provider, status=ProviderStatus.ACTIVE, **{"type": kind, **given})


async def new_listing(provider: Provider | None = None, **given: object) -> Listing:
    """A listing that opens from 9 to 17 on weekdays, an hour a place."""
    plan = {
        "modes": (ServiceMode.IN_PERSON, ServiceMode.PHONE),
        "state": ListingState.PUBLISHED,
        "duration": 3600,
        "slot_step": 3600,
        "minimum_notice": 3600,
        "resource": await Resource.create(kind="listing"),
        "location": None,
    }
    listing = await fill(Listing, **{**plan, "provider": provider or await new_provider(), **given})
    for weekday in range(5):
        await WeeklyRule.create(listing_id=listing.id, weekday=weekday, opens=9 * 60, closes=17 * 60)
    return listing


async def new_practitioner(*listings: Listing, valid_until: date | None = None, **given: object) -> Practitioner:
    resource = await Resource.create(kind="practitioner")
    person = await fill(
        Practitioner, resource=resource, provider_id=listings[0].provider_id, **{"on_duty": True, **given}
    )
    state = CredentialState.VERIFIED
    await fill(
        Credential,
        provider_id=person.provider_id,
        practitioner_id=person.id,
        state=state,
        valid_from=None,
        valid_until=valid_until,
    )
    for listing in listings:
        await ListingPractitioner.create(listing_id=listing.id, practitioner_id=person.id)
    return person


async def new_actor(*provider_ids: int) -> Actor:
    account = await fill(Account)
    return Actor(account.id, 1, provider_ids=frozenset(provider_ids))


async def new_need(citizen: Actor, **given: object) -> Need:
    values = {"status": NeedStatus.MATCHING, "submitted_at": NOW, "due_at": NOW, "urgency": Urgency.ROUTINE, **given}
    return await fill(Need, citizen_id=citizen.account_id, entered_by_id=citizen.account_id, **values)


async def two_services() -> tuple[Listing, Listing]:
    """Two institutions that offer the same service."""
    service = await fill(Service)
    return await new_listing(service=service), await new_listing(service=service)


def token(listing: Listing, starts: datetime = TEN, who: int | None = None) -> str:
    ends = starts + timedelta(seconds=listing.duration)
    return token_of(PlaceRef(listing.id, who, starts, ends, ServiceMode.IN_PERSON))


async def starts(listing: Listing, now: datetime = NOW, who: int | None = None) -> list[datetime]:
    found = await days([listing.id], WEEK, now, Wish(practitioner_id=who))
    return [place.starts_at for day in found[listing.id] for place in day.places]


@dataclass
class Desk:
    """The use cases, and short words for what tests do with them."""

    bookings: Bookings
    now: datetime = field(default=NOW)

    async def hold(self, actor: Actor, token: str, key: str | None = None, need: Need | None = None) -> Hold:
        wish = HoldWish(token, key or next(keys), need.id if need else None)
        return await self.bookings.hold(actor, wish, self.now)

    async def book(self, actor: Actor, hold: Hold, key: str | None = None, need: Need | None = None) -> Booking:
        wish = BookingWish(hold.id, key or next(keys), need.id if need else None)
        return await self.bookings.create(actor, wish, self.now)

    def later(self, **span: float) -> "Desk":
        return Desk(self.bookings, self.now + timedelta(**span))


async def open_desk(database: Database) -> Desk:
    return Desk(Bookings(Vault("a secret of the tests"), await open_bus(database)))
