"""Storing listings: the hard rules first, then the rows, their people, their weekly hours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from providers.content.kinds import LISTING
from providers.content.records import Mark, Outcome, Record, refusals
from providers.content.store import Put, Tick, put
from providers.models import (
    AvailabilityException,
    Listing,
    ListingPractitioner,
    Practitioner,
    Provider,
    ProviderType,
    Service,
    WeeklyRule,
)
from providers.rules.offering import OnShelf, Seller, why_not

Hours = tuple[int, int, int]  # weekday 0-6, opens, closes: minutes after midnight
Offer = tuple[str, str]  # provider, service: their own keys

_BATCH = 400


@dataclass(frozen=True, slots=True)
class ListingEntry:
    """A listing with the keys of those who serve it and its weekly hours."""

    record: Record
    practitioners: tuple[str, ...]
    hours: tuple[Hours, ...]

    @property
    def offer(self) -> Offer:
        return self.record.values["provider"], self.record.values["service"]


@dataclass(frozen=True, slots=True)
class Closing:
    """A stretch that opens (capacity > 0) or closes a listing, for one person or for all."""

    offer: Offer
    practitioner: str | None
    starts_at: datetime
    ends_at: datetime
    capacity: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Market:
    """What the rules look at."""

    services: Mapping[str, OnShelf]
    sellers: Mapping[str, Seller]
    staff: Mapping[str, tuple[int, str]]  # practitioner's key → id, provider's key

    def why_not(self, entry: ListingEntry) -> str | None:
        provider, service = entry.offer
        if provider not in self.sellers:
            return f"provider {provider} is not known"
        if service not in self.services:
            return f"service {service} is not known"
        strangers = [key for key in entry.practitioners if self.staff.get(key, (0, ""))[1] != provider]
        if strangers:
            return f"practitioner {strangers[0]} does not work there"
        values = entry.record.values
        return why_not(self.services[service], self.sellers[provider], values["fee_kind"], values["modes"])


async def put_listings(
    entries: Sequence[ListingEntry], now: datetime, tick: Tick, *, fresh: bool
) -> tuple[Put, list[int]]:
    """Store listings; also says whose people or hours are new. With `fresh` no older ones are looked for."""
    market = await _market()
    reasons = [(entry.record.line, reason) for entry in entries if (reason := market.why_not(entry))]
    refused = refusals(reasons)
    lawful = [entry for entry in entries if entry.record.line not in refused.refused]
    stored = await put(LISTING, [entry.record for entry in lawful], now, tick)
    kept = [entry for entry in lawful if entry.record.line not in stored.outcome.refused]
    ids = await offers()
    crews = {ids[entry.offer]: {market.staff[key][0] for key in entry.practitioners} for entry in kept}
    hours = {ids[entry.offer]: set(entry.hours) for entry in kept}
    regrouped = await _put_crews(crews, fresh=fresh) | await _put_hours(hours, fresh=fresh)
    marks = [(entry.record.line, Mark.CHANGED) for entry in kept if ids[entry.offer] in regrouped]
    new = {line for line, mark in stored.outcome.marks if mark == Mark.ADDED}
    outcome = stored.outcome + refused + Outcome([(line, mark) for line, mark in marks if line not in new])
    return Put(outcome, stored.changed, stored.added), sorted(regrouped)


async def put_closings(closings: Sequence[Closing]) -> None:
    """Write exceptions."""
    ids = await offers()
    staff = await _staff()
    rows = [
        AvailabilityException(
            listing_id=ids[closing.offer],
            practitioner_id=staff[closing.practitioner][0] if closing.practitioner else None,
            starts_at=closing.starts_at,
            ends_at=closing.ends_at,
            capacity=closing.capacity,
            reason=closing.reason,
        )
        for closing in closings
    ]
    await AvailabilityException.bulk_create(rows, batch_size=_BATCH)


async def _put_crews(wanted: Mapping[int, Collection[int]], *, fresh: bool) -> set[int]:
    have = defaultdict[int, set[int]](set)
    if not fresh:
        for row in await ListingPractitioner.all():
            have[row.listing_id].add(row.practitioner_id)
    differ = {listing for listing, people in wanted.items() if have[listing] != people}
    await ListingPractitioner.filter(listing_id__in=sorted(differ & have.keys())).delete()
    rows = [ListingPractitioner(listing_id=each, practitioner_id=who) for each in differ for who in wanted[each]]
    await ListingPractitioner.bulk_create(rows, batch_size=_BATCH)
    return differ


async def _put_hours(wanted: Mapping[int, Iterable[Hours]], *, fresh: bool) -> set[int]:
    have = defaultdict[int, set[Hours]](set)
    if not fresh:
        for row in await WeeklyRule.all():
            have[row.listing_id].add((row.weekday, row.opens, row.closes))
    differ = {listing for listing, hours in wanted.items() if have[listing] != hours}
    await WeeklyRule.filter(listing_id__in=sorted(differ & have.keys())).delete()
    rows = [
        WeeklyRule(listing_id=each, weekday=weekday, opens=opens, closes=closes)
        for each in sorted(differ)
        for weekday, opens, closes in sorted(wanted[each])
    ]
    await WeeklyRule.bulk_create(rows, batch_size=_BATCH)
    return differ


async def offers() -> dict[Offer, int]:
    """Return the id of every listing there is."""
    providers: dict[int, str] = dict(await Provider.all().values_list("id", "slug"))
    services: dict[int, str] = dict(await Service.all().values_list("id", "code"))
    rows: list[tuple[int, int, int]] = await Listing.all().values_list("provider_id", "service_id", "id")
    return {(providers[provider], services[service]): listing for provider, service, listing in rows}


async def _staff() -> dict[str, tuple[int, str]]:
    providers: dict[int, str] = dict(await Provider.all().values_list("id", "slug"))
    rows: list[tuple[str, int, int]] = await Practitioner.all().values_list("key", "id", "provider_id")
    return {key: (id_, providers[provider]) for key, id_, provider in rows}


async def _market() -> _Market:
    services = {
        service.code: OnShelf(service.area_id, service.provider_types, service.modes, service.free_by_law)
        for service in await Service.all()
    }
    charging: dict[str, str] = dict(await ProviderType.all().values_list("code", "charging"))
    types: dict[str, str] = dict(await Provider.all().values_list("slug", "type_id"))
    sellers = {slug: Seller(type_, charging[type_]) for slug, type_ in types.items()}
    return _Market(services, sellers, await _staff())
