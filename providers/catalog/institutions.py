"""Reading institutions, their people, licences and places."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tortoise.functions import Count

from providers.db.reading import storable
from providers.enums import BookingStatus, CredentialState, ProviderStatus, Role
from providers.models import Booking, Credential, Language, Location, Practitioner, Provider, ProviderType
from providers.paging import Keys, Page, Values, pages_by_parent
from providers.rules.access import Actor
from providers.rules.days import day_in
from providers.standing import published_listings, standing_practitioners, valid_practitioners

SHOWN = (ProviderStatus.ACTIVE, ProviderStatus.SUSPENDED)
OPEN = (BookingStatus.PENDING, BookingStatus.CONFIRMED)
SEES_ALL = frozenset({Role.DISPATCHER, Role.CENTRE_ADMIN, Role.MODERATOR, Role.AUDITOR})
WITHHELD = frozenset({CredentialState.SUBMITTED, CredentialState.REJECTED})

Seat = tuple[int, int]  # an institution and its own location


def inside(actor: Actor | None, provider_id: int) -> bool:
    """Say whether this person sees what the institution has not made public."""
    return actor is not None and (actor.acts_for(provider_id) or sees_all(actor))


def sees_all(actor: Actor) -> bool:
    return bool(actor.roles & SEES_ALL)


class InstitutionReads:
    """Institutions and people: `*_by_id` reads what something shown refers to, `visible_*` what one may ask for."""

    async def providers_by_id(self, ids: Iterable[int]) -> dict[int, Provider]:
        return {row.id: row for row in await Provider.filter(id__in=list(ids))}

    async def visible_providers(self, ids: Iterable[int], actor: Actor | None) -> dict[int, Provider]:
        """Leave out those who applied or closed, but for their own people and the centre."""
        rows = await Provider.filter(id__in=list(ids))
        return {row.id: row for row in rows if row.status in SHOWN or inside(actor, row.id)}

    async def provider_by_slug(self, slug: str, actor: Actor | None) -> Provider | None:
        return _shown(await Provider.get_or_none(slug=slug), actor) if storable(slug, 80) else None

    async def provider_by_licence(self, number: str, actor: Actor | None) -> Provider | None:
        """Find an institution by the number on its own licence."""
        if not storable(number, 60):
            return None
        licence = await Credential.filter(number=number, practitioner_id=None).order_by("id").first()
        return None if licence is None else _shown(await Provider.get_or_none(id=licence.provider_id), actor)

    async def provider_types(self) -> dict[str, ProviderType]:
        return {row.code: row for row in await ProviderType.all()}

    async def language_tags(self) -> dict[str, str]:
        """Return the BCP 47 tag of each language code."""
        return {row.code: row.tag for row in await Language.all()}

    async def places_of_providers(self, seats: Sequence[Seat], now: datetime) -> dict[Seat, list[Location]]:
        """Return where each institution is: its own seat first, then other places of its listings."""
        rows = published_listings(day_in(now)).filter(provider_id__in=[provider for provider, _ in seats])
        pairs = await rows.exclude(location_id=None).distinct().values_list("provider_id", "location_id")
        others = dict[int, list[int]]()
        for provider, place in sorted((int(p), int(place)) for p, place in pairs):
            others.setdefault(provider, []).append(place)
        wanted = {seat: list(dict.fromkeys([seat[1], *others.get(seat[0], [])])) for seat in seats}
        found = {row.id: row for row in await Location.filter(id__in={i for ids in wanted.values() for i in ids})}
        return {seat: [found[i] for i in ids] for seat, ids in wanted.items()}

    async def licences_of_providers(
        self, ids: Sequence[int], actor: Actor | None, now: datetime
    ) -> dict[int, list[Credential]]:
        rows = await Credential.filter(provider_id__in=list(ids), practitioner_id=None).order_by("id")
        return _by(rows, "provider_id", actor, day_in(now))

    async def licences_of_practitioners(
        self, ids: Sequence[int], actor: Actor | None, now: datetime
    ) -> dict[int, list[Credential]]:
        rows = await Credential.filter(practitioner_id__in=list(ids)).order_by("id")
        return _by(rows, "practitioner_id", actor, day_in(now))

    async def visible_licences(self, ids: Iterable[int], actor: Actor | None, now: datetime) -> dict[int, Credential]:
        rows = await Credential.filter(id__in=list(ids))
        shown = await self.visible_providers({row.provider_id for row in rows}, actor)
        return {row.id: _dated(row, day_in(now)) for row in rows if row.provider_id in shown and _public(row, actor)}

    async def practitioners_by_id(self, ids: Iterable[int]) -> dict[int, Practitioner]:
        return {row.id: row for row in await Practitioner.filter(id__in=list(ids))}

    async def visible_practitioners(
        self, ids: Iterable[int], actor: Actor | None, now: datetime
    ) -> dict[int, Practitioner]:
        """Leave out those without a valid licence, and those of institutions that are not shown."""
        rows = await Practitioner.filter(id__in=list(ids))
        valid = await valid_practitioners([row.id for row in rows], day_in(now))
        shown = await self.visible_providers({row.provider_id for row in rows}, actor)
        return {
            row.id: row
            for row in rows
            if row.provider_id in shown and (row.id in valid or inside(actor, row.provider_id))
        }

    async def practitioners_of_providers(
        self, ids: Sequence[int], first: int, after: Values | None, now: datetime
    ) -> dict[int, Page[Practitioner]]:
        rows = standing_practitioners(day_in(now))
        return await pages_by_parent(rows, "provider_id", ids, Keys.of("id"), first, after)

    async def count_practitioners(self, ids: Sequence[int], now: datetime) -> dict[int, int]:
        """Count the people who may serve of each institution."""
        rows = standing_practitioners(day_in(now)).filter(provider_id__in=list(ids))
        counted = await rows.annotate(n=Count("id")).group_by("provider_id").values_list("provider_id", "n")
        return {int(provider): int(n) for provider, n in counted}

    async def open_matters(self, ids: Iterable[int]) -> dict[int, int]:
        """Count the bookings in hand of each of these people."""
        rows = Booking.filter(practitioner_id__in=list(ids), status__in=list(OPEN))
        counted = await rows.annotate(n=Count("id")).group_by("practitioner_id").values_list("practitioner_id", "n")
        return {int(practitioner): int(n) for practitioner, n in counted}


def _shown(row: Provider | None, actor: Actor | None) -> Provider | None:
    return row if row is not None and (row.status in SHOWN or inside(actor, row.id)) else None


def _public(row: Credential, actor: Actor | None) -> bool:
    return row.state not in WITHHELD or inside(actor, row.provider_id)


def _dated(row: Credential, on: date) -> Credential:
    """Let a verified licence that ran out say so."""
    if row.state == CredentialState.VERIFIED and row.valid_until is not None and row.valid_until < on:
        row.state = CredentialState.EXPIRED
    return row


def _by(rows: Sequence[Credential], parent: str, actor: Actor | None, on: date) -> dict[int, list[Credential]]:
    found = dict[int, list[Credential]]()
    for row in rows:
        if _public(row, actor):
            found.setdefault(getattr(row, parent), []).append(_dated(row, on))
    return found
