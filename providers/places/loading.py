"""Reads the calendars of many listings in a fixed number of statements and makes them values the rules understand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tortoise.expressions import Q

from providers.enums import CredentialState, ListingState, ProviderStatus, ServiceMode
from providers.models import (
    AvailabilityException,
    CalendarDay,
    Credential,
    Listing,
    ListingPractitioner,
    Occupancy,
    Provider,
    WeeklyRule,
)
from providers.rules.plan import ALWAYS, NO_MARKS, Bearer, Busy, Override, Period, Plan, WeeklyHours
from providers.rules.wall import DAY, Stretch, date_of, epoch, moment

_AROUND = 2 * DAY  # hours across midnight, offsets, buffers

CredentialRow = tuple[int, int | None, str, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A listing as far as its places are concerned."""

    listing: Listing
    modes: tuple[ServiceMode, ...]
    plan: Plan

    @property
    def resources(self) -> set[int]:
        return {self.plan.resource_id, *(bearer.resource_id for bearer in self.plan.bearers)}

    def sole(self) -> int | None:
        """Name the practitioner when there is only one to choose from."""
        return self.plan.bearers[0].practitioner_id if len(self.plan.bearers) == 1 else None


async def calendars(listing_ids: Collection[int], span: Stretch) -> dict[int, Calendar]:
    """Read the calendars as far as they matter to a span of time: seven statements."""
    listings = await Listing.filter(id__in=list(listing_ids)).order_by("id")
    ids = [listing.id for listing in listings]
    institutions = {listing.provider_id for listing in listings}
    credentials = await _credentials(institutions)
    published = await _published(institutions, credentials)
    bearers = await _bearers(ids, credentials)
    week = await _week(ids)
    overrides = await _overrides(ids, span)
    marks = await _marks(span)
    return {
        listing.id: Calendar(
            listing,
            tuple(ServiceMode(mode) for mode in listing.modes),
            Plan(
                zone=listing.time_zone,
                week=week.get(listing.id, ()),
                duration=listing.duration,
                step=listing.slot_step,
                bearers=bearers.get(listing.id) or (Bearer(listing.resource_id),),
                resource_id=listing.resource_id,
                overrides=overrides.get(listing.id, ()),
                marks=marks if listing.follow_holidays else NO_MARKS,
                buffer_before=listing.buffer_before,
                buffer_after=listing.buffer_after,
                minimum_notice=listing.minimum_notice,
                horizon=listing.horizon,
                capacity=listing.capacity,
                max_per_day=listing.max_per_day,
                published=published[listing.provider_id] if listing.state == ListingState.PUBLISHED else (),
            ),
        )
        for listing in listings
    }


async def taken(resources: Iterable[int], span: Stretch) -> dict[int, list[Busy]]:
    """Read what is taken of resources, holds that are over included: one statement."""
    rows = await Occupancy.filter(
        resource_id__in=list(resources), busy_from__lt=span.ends + _AROUND, busy_until__gt=span.starts - _AROUND
    ).values_list("resource_id", "busy_from", "busy_until", "seat", "expires_at", "hold_id")
    found: dict[int, list[Busy]] = {}
    for resource, *rest in rows:
        found.setdefault(int(resource), []).append(Busy(*rest))
    return found


async def _credentials(institutions: Collection[int]) -> Sequence[CredentialRow]:
    return await Credential.filter(provider_id__in=list(institutions)).values_list(
        "provider_id", "practitioner_id", "state", "valid_from", "valid_until"
    )


async def _published(institutions: Collection[int], rows: Sequence[CredentialRow]) -> dict[int, tuple[Period, ...]]:
    """Say on which days each institution stands (`providers.standing`, for a span of days)."""
    licences = _verified((provider, *rest) for provider, person, *rest in rows if person is None)
    found = {institution: tuple[Period, ...]() for institution in institutions}
    for institution, status, needs_licence in await Provider.filter(id__in=list(institutions)).values_list(
        "id", "status", "type__licence_required"
    ):
        if status == ProviderStatus.ACTIVE:
            found[int(institution)] = licences.get(int(institution), ()) if needs_licence else ALWAYS
    return found


async def _bearers(ids: Collection[int], rows: Sequence[CredentialRow]) -> dict[int, tuple[Bearer, ...]]:
    """List who serves each listing and on which days (`providers.standing`, for a span of days)."""
    holders = {person for _, person, *_ in rows if person is not None}
    licences = _verified((person, *rest) for _, person, *rest in rows if person is not None)
    found: dict[int, tuple[Bearer, ...]] = {}
    for listing, person, resource, on_duty, demanded in (
        await ListingPractitioner.filter(listing_id__in=list(ids))
        .order_by("practitioner_id")
        .values_list(
            "listing_id",
            "practitioner_id",
            "practitioner__resource_id",
            "practitioner__on_duty",
            "practitioner__provider__type__personal_licence",
        )
    ):
        valid = licences.get(person, ()) if demanded or person in holders else ALWAYS
        bearer = Bearer(int(resource), int(person), valid if on_duty else ())
        found[int(listing)] = (*found.get(int(listing), ()), bearer)
    return found


def _verified(rows: Iterable[Sequence[object]]) -> dict[int, tuple[Period, ...]]:
    found: dict[int, tuple[Period, ...]] = {}
    for owner, state, since, until in rows:
        if state == CredentialState.VERIFIED and isinstance(owner, int):
            period = (since if isinstance(since, date) else None, until if isinstance(until, date) else None)
            found[owner] = (*found.get(owner, ()), period)
    return found


async def _week(ids: Collection[int]) -> dict[int, tuple[WeeklyHours, ...]]:
    found: dict[int, tuple[WeeklyHours, ...]] = {}
    for listing, *rest in (
        await WeeklyRule.filter(listing_id__in=list(ids))
        .order_by("id")
        .values_list("listing_id", "weekday", "opens", "closes", "valid_from", "valid_until", "capacity")
    ):
        found[int(listing)] = (*found.get(int(listing), ()), WeeklyHours(*rest))
    return found


async def _overrides(ids: Collection[int], span: Stretch) -> dict[int, tuple[Override, ...]]:
    rows = AvailabilityException.filter(
        listing_id__in=list(ids),
        starts_at__lt=moment(span.ends + _AROUND),
        ends_at__gt=moment(span.starts - _AROUND),
    ).order_by("id")
    found: dict[int, tuple[Override, ...]] = {}
    for row in await rows:
        override = Override(epoch(row.starts_at), epoch(row.ends_at), row.capacity, row.practitioner_id)
        found[row.listing_id] = (*found.get(row.listing_id, ()), override)
    return found


async def _marks(span: Stretch) -> dict[date, bool]:
    """Read the days that are not what their weekday says."""
    first, last = date_of(span.starts // DAY) - timedelta(2), date_of(span.ends // DAY) + timedelta(2)
    rows = await CalendarDay.filter(Q(date__gte=first), Q(date__lte=last)).values_list("date", "day_off")
    return {day: bool(off) for day, off in rows if isinstance(day, date)}
