"""What the recall reads of the market, each in one statement however many listings there are."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tortoise.functions import Count

from providers.enums import BookingStatus, ListingState, ProviderStatus
from providers.models import Booking, ClientMatter, Credential, Listing, ListingPractitioner, Practitioner
from providers.rules.conflict import Side
from providers.standing import valid_credentials

_OPEN = (BookingStatus.PENDING, BookingStatus.CONFIRMED)
_SERVED = (BookingStatus.CONFIRMED, BookingStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Licences:
    """Who holds a licence that is valid on the day, and who ever held one."""

    providers: frozenset[int]
    people: frozenset[int]
    holders: frozenset[int]

    def person(self, practitioner_id: int, *, demanded: bool) -> bool:
        """Whether a person may serve; `demanded`: their institution's type wants a licence of everybody's own."""
        return practitioner_id in self.people or not (demanded or practitioner_id in self.holders)


async def listings_of(service_id: int) -> list[Listing]:
    """List what is published of a service, also of institutions that may not take it today: they will be named."""
    there = (ProviderStatus.ACTIVE, ProviderStatus.SUSPENDED)
    published = Listing.filter(service_id=service_id, state=ListingState.PUBLISHED, provider__status__in=there)
    return await published.select_related("provider__type", "provider__location", "location").order_by("id")


async def crews(listing_ids: Collection[int]) -> Mapping[int, list[Practitioner]]:
    found: dict[int, list[Practitioner]] = defaultdict(list)
    rows = ListingPractitioner.filter(listing_id__in=list(listing_ids)).select_related("practitioner")
    for row in await rows.order_by("listing_id", "practitioner_id"):
        found[row.listing_id].append(row.practitioner)
    return found


async def licences(provider_ids: Collection[int], on: date) -> Licences:
    theirs = list(provider_ids)
    valid = await valid_credentials(on).filter(provider_id__in=theirs)
    holders = await Credential.filter(provider_id__in=theirs, practitioner_id__isnull=False)
    return Licences(
        providers=frozenset(each.provider_id for each in valid if each.practitioner_id is None),
        people=frozenset(each.practitioner_id for each in valid if each.practitioner_id is not None),
        holders=frozenset(each.practitioner_id for each in holders if each.practitioner_id is not None),
    )


async def open_matters(provider_ids: Collection[int], now: datetime) -> Mapping[int, int]:
    """Count the bookings an institution still has to serve."""
    return await _counted("listing__provider_id", provider_ids, now)


async def busy_people(practitioner_ids: Collection[int], now: datetime) -> Mapping[int, int]:
    """Count the bookings a person still has to serve."""
    return await _counted("practitioner_id", practitioner_ids, now)


async def _counted(by: str, ids: Collection[int], now: datetime) -> Mapping[int, int]:
    waiting = Booking.filter(**{f"{by}__in": list(ids)}, status__in=_OPEN, ends_at__gt=now)
    rows = await waiting.annotate(matters=Count("id")).group_by(by).values_list(by, "matters")
    return {int(str(key)): int(str(matters)) for key, matters in rows}


async def known_to(citizen_id: int, now: datetime) -> frozenset[int]:
    """Institutions that have served this citizen."""
    past = Booking.filter(citizen_id=citizen_id, status__in=_SERVED, ends_at__lte=now)
    rows = await past.distinct().values_list("listing__provider_id", flat=True)
    return frozenset(int(str(each)) for each in rows)


async def sides(provider_ids: Collection[int], hashes: Collection[str]) -> Mapping[int, list[Side]]:
    """Matters of these institutions in which one of these parties (keyed hashes) has a side."""
    found: dict[int, list[Side]] = defaultdict(list)
    if hashes:
        rows = ClientMatter.filter(party_hash__in=list(hashes), provider_id__in=list(provider_ids))
        for row in await rows:
            found[row.provider_id].append(Side(row.party_hash, row.side, row.ended_on))
    return found
