"""Recall: everything the pure ranking looks at, read from the market as it stands now and put into values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from providers.enums import AccessNeed, FactKind, FeeKind, ProviderKind, ProviderStatus, ServiceMode
from providers.errors import PlaceRef
from providers.matching import market, wishes
from providers.models import District, Listing, Need, Practitioner, ProviderType, Service
from providers.places import Range, next_places
from providers.places.asking import LONGEST_RANGE
from providers.rules.conflict import Side, in_conflict
from providers.rules.contenders import Contender, Demand, Person, Soonest, Wish
from providers.rules.days import day_in
from providers.rules.geo import Point, metres
from providers.rules.practice import ShelfRow, exclusive
from providers.rules.reading import Reading


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides of a need by keyed hash: the others, and the citizen's own."""

    opposing: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Town:
    """Districts, and the tags of languages by the catalogue's codes."""

    districts: Mapping[str, District]
    tags: Mapping[str, str]

    def nearest(self, point: Point) -> str | None:
        centres = [(metres(point, (each.lat, each.lng)), code) for code, each in self.districts.items()]
        return min(centres, default=(0, None))[1]

    def ring(self, home: str | None, district: str) -> int | None:
        if home is None:
            return None
        if home == district:
            return 0
        return 1 if district in self.districts[home].neighbours else 2

    def speaks(self, codes: Collection[str]) -> tuple[str, ...]:
        return tuple(sorted({self.tags.get(code, code) for code in codes}))


@dataclass(frozen=True, slots=True)
class _Standing:
    """The market around these listings at this moment."""

    licences: market.Licences
    crews: Mapping[int, list[Practitioner]]
    open_matters: Mapping[int, int]
    busy: Mapping[int, int]
    known: frozenset[int]
    sides: Mapping[int, list[Side]]
    soonest: Mapping[int, PlaceRef | None]


async def recall(
    need: Need, service: Service, reading: Reading, wanted: tuple[Wish, Parties], now: datetime
) -> tuple[Demand, tuple[Contender, ...]]:
    """Read what the need asks and who contends for it, in a number of statements that does not grow."""
    wish, parties = wanted
    town = _Town({each.code: each for each in await District.all()}, await wishes.tags())
    demand = await _demand(service, reading, wish, town, now)
    listings = await market.listings_of(service.id)
    standing = await _standing(need, listings, parties, demand)
    return demand, tuple(_contender(listing, demand, standing, parties, town) for listing in listings)


async def _demand(service: Service, reading: Reading, wish: Wish, town: _Town, now: datetime) -> Demand:
    kinds = await ProviderType.filter(code__in=list(service.provider_types)).values_list("kind", flat=True)
    shelf = ShelfRow(
        service.name_zh,
        service.area_id,
        service.conflict_check,
        tuple(service.provider_types),
        frozenset(ProviderKind(str(kind)) for kind in kinds),
    )
    heard = tuple(area.code for area in reading.areas)
    said = tuple(fact.value for fact in reading.facts if fact.kind is FactKind.DISTRICT)
    districts = tuple(sorted({code for code in said if code in town.districts}))
    known = districts[0] if len(districts) == 1 else None
    return Demand(
        service=service.code,
        area=service.area_id,
        topics=shelf.topics(heard),
        types=shelf.types,
        represents=shelf.represents,
        mediation=shelf.mediation,
        consented=False,  # consents of both sides are recorded by the mediation to come: until then a person asks
        foreign_law=shelf.foreign_law,
        free_by_law=service.free_by_law,
        legal_aid=shelf.legal_aid,
        land=shelf.land,
        exclusive=exclusive((*shelf.topics(heard), *heard[:1])),
        districts=districts,
        home=town.nearest(wish.near) if wish.near else known,
        today=day_in(now),
        now=now,
        wish=wish,
    )


async def _standing(need: Need, listings: list[Listing], parties: Parties, demand: Demand) -> _Standing:
    ids = [listing.id for listing in listings]
    providers = {listing.provider_id for listing in listings}
    people = await market.crews(ids)
    persons = {person.id for crew in people.values() for person in crew}
    return _Standing(
        licences=await market.licences(providers, demand.today),
        crews=people,
        open_matters=await market.open_matters(providers, demand.now),
        busy=await market.busy_people(persons, demand.now),
        known=await market.known_to(need.citizen_id, demand.now),
        sides=await market.sides(providers, (*parties.opposing, *parties.own)),
        soonest=await next_places(ids, demand.now, _wished(demand)),
    )


def _contender(listing: Listing, demand: Demand, standing: _Standing, parties: Parties, town: _Town) -> Contender:
    provider = listing.provider
    place = listing.location or provider.location
    near, spot = demand.wish.near, (place.lat, place.lng)
    conflict = in_conflict(standing.sides.get(provider.id, ()), parties.opposing, parties.own, demand.today)
    return Contender(
        listing=listing.id,
        provider=provider.id,
        type=provider.type_id,
        court=provider.type.court,
        charging=provider.type.charging,
        status=ProviderStatus(provider.status),
        licensed=provider.id in standing.licences.providers or not provider.type.licence_required,
        on_duty=provider.on_duty,
        open_matters=standing.open_matters.get(provider.id, 0),
        capacity=provider.capacity,
        conflict=conflict,
        district=place.district_id,
        ring=town.ring(demand.home, place.district_id),
        metres=metres(near, (spot[0], spot[1])) if near and spot[0] is not None and spot[1] is not None else None,
        languages=town.speaks(provider.languages),
        areas=tuple(sorted(provider.areas)),
        access=tuple(AccessNeed(each) for each in sorted(place.accessibility)),
        modes=tuple(ServiceMode(mode) for mode in sorted(listing.modes)),
        fee=FeeKind(listing.fee_kind),
        response_seconds=provider.median_response_seconds,
        known=provider.id in standing.known,
        people=tuple(
            _person(each, standing, demand, town, demanded=provider.type.personal_licence)
            for each in standing.crews.get(listing.id, ())
        ),
        soonest=_soonest(standing.soonest.get(listing.id)),
    )


def _person(person: Practitioner, standing: _Standing, demand: Demand, town: _Town, *, demanded: bool) -> Person:
    since = person.practising_since
    return Person(
        id=person.id,
        licensed=standing.licences.person(person.id, demanded=demanded),
        on_duty=person.on_duty,
        free=standing.busy.get(person.id, 0) < person.capacity,
        languages=town.speaks(person.languages),
        areas=tuple(sorted(person.areas)),
        years=max(0, (demand.today - since).days * 4 // 1461) if since else None,  # of 365.25 days
        former_judge_until=person.former_judge_until,
    )


def _wished(demand: Demand) -> Range | None:
    earliest, latest = demand.wish.earliest, demand.wish.latest
    if earliest is None and latest is None:
        return None
    starts = max(demand.now, earliest or demand.now)
    return Range(starts, latest or starts + LONGEST_RANGE)


def _soonest(place: PlaceRef | None) -> Soonest | None:
    return Soonest(place.starts_at, place.ends_at, place.mode) if place else None
