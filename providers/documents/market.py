"""Documents of those who serve: institutions, their people, their listings. Many, so kept lean."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from providers.documents.shelf import fee_of, point_of, taxonomy
from providers.errors import PlaceRef
from providers.models import AreaOfLaw, Listing, Location, Provider, ProviderType, Service, WeeklyRule
from providers.places import next_places
from providers.rules.days import day_in
from providers.rules.shelf import hours_token
from providers.standing import published_listings, standing_practitioners, standing_providers
from search.port import Document

LOOK_AGAIN = "look_again"
A_DAY = 86_400


async def providers(ids: Sequence[int], now: datetime) -> list[Document]:
    rows = await standing_providers(day_in(now)).filter(id__in=list(ids)).order_by("id")
    types = {row.code: row for row in await ProviderType.all()}
    places = await _places(row.location_id for row in rows)
    areas = await _areas()
    offers = await _offers([row.id for row in rows], now)
    return [
        Document(
            id=f"provider-{row.id}",
            kind="provider",
            name=row.name_zh,
            aliases=(row.name_en,),
            keywords=[types[row.type_id].name_zh, *(areas[code] for code in row.areas if code in areas)],
            body=row.about_zh,
            facets={
                "type": ("PROVIDER",),
                "provider_kind": (types[row.type_id].kind,),
                "language": row.languages,
                "district": (row.district_id,),
                "accessibility": places[row.location_id].accessibility,
                "category": tuple(sorted(offers.get(row.id, (set[str](), set[str]()))[0])),
                "mode": tuple(sorted(offers.get(row.id, (set[str](), set[str]()))[1])),
            },
            point=point_of(places[row.location_id]),
        )
        for row in rows
    ]


async def _offers(ids: Sequence[int], now: datetime) -> dict[int, tuple[set[str], set[str]]]:
    """Return, for each institution, the categories and modes of what it has on offer."""
    tree = await taxonomy()
    listings = published_listings(day_in(now)).filter(provider_id__in=list(ids))
    found = dict[int, tuple[set[str], set[str]]]()
    for provider, category, modes in await listings.values_list("provider_id", "service__category_id", "modes"):
        categories, served = found.setdefault(int(provider), (set(), set()))
        categories.update(str(step.id) for step in tree.path(int(category)))
        served.update(map(str, modes))
    return found


async def listings(ids: Sequence[int], now: datetime) -> list[Document]:
    rows = await published_listings(day_in(now)).filter(id__in=list(ids)).order_by("id")
    institutions = {row.id: row for row in await Provider.filter(id__in={row.provider_id for row in rows})}
    kinds = {row.code: row.kind for row in await ProviderType.all()}
    shelf = {row.id: row for row in await Service.filter(id__in={row.service_id for row in rows})}
    places = await _places([*(row.location_id for row in rows), *(one.location_id for one in institutions.values())])
    tree = await taxonomy()
    soonest = await next_places([row.id for row in rows], now)
    hours = await _hours(rows)
    found = list[Document]()
    for row in rows:
        provider, service = institutions[row.provider_id], shelf[row.service_id]
        place = places[row.location_id or provider.location_id]
        found.append(
            Document(
                id=f"listing-{row.id}",
                kind="listing",
                name=row.title_zh,
                keywords=(service.name_zh, provider.name_zh),
                facets={
                    "type": ("LISTING",),
                    "category": tuple(str(step.id) for step in tree.path(service.category_id)),
                    "provider_kind": (kinds[provider.type_id],),
                    "mode": row.modes,
                    "fee_kind": (row.fee_kind,),
                    "language": provider.languages,
                    "district": (place.district_id,),
                    "accessibility": place.accessibility,
                    "hours": hours.get(row.id, ()),
                },
                numbers={**fee_of(row.fee_kind, row.fee_min), **_soonest(row, soonest.get(row.id), now)},
                point=point_of(place),
            )
        )
    return found


def _soonest(row: Listing, slot: PlaceRef | None, now: datetime) -> dict[str, float]:
    """Say when the soonest place is, and from when on it must be looked for again: nobody announces that."""
    if slot is None:
        return {LOOK_AGAIN: now.timestamp() + A_DAY}
    starts = slot.starts_at.timestamp()
    return {"next_slot": starts, LOOK_AGAIN: starts - row.minimum_notice}


async def _hours(rows: Sequence[Listing]) -> dict[int, tuple[str, ...]]:
    follows = {row.id: row.follow_holidays for row in rows}
    found = dict[int, tuple[str, ...]]()
    rules = WeeklyRule.filter(listing_id__in=list(follows)).order_by("id")
    for listing, weekday, opens, closes in await rules.values_list("listing_id", "weekday", "opens", "closes"):
        token = hours_token(int(weekday), int(opens), int(closes), follows=follows[int(listing)])
        found[int(listing)] = (*found.get(int(listing), ()), token)
    return found


async def practitioners(ids: Sequence[int], now: datetime) -> list[Document]:
    rows = await standing_practitioners(day_in(now)).filter(id__in=list(ids)).order_by("id")
    institutions = {row.id: row for row in await Provider.filter(id__in={row.provider_id for row in rows})}
    kinds = {row.code: row.kind for row in await ProviderType.all()}
    areas = await _areas()
    return [
        Document(
            id=f"practitioner-{row.id}",
            kind="practitioner",
            name=row.name,
            keywords=[row.job_title, *(areas[code] for code in row.areas if code in areas)],
            facets={
                "type": ("PRACTITIONER",),
                "provider_kind": (kinds[institutions[row.provider_id].type_id],),
                "language": row.languages,
                "district": (institutions[row.provider_id].district_id,),
            },
        )
        for row in rows
    ]


async def _places(ids: Iterable[int | None]) -> dict[int, Location]:
    return {row.id: row for row in await Location.filter(id__in={id_ for id_ in ids if id_ is not None})}


async def _areas() -> dict[str, str]:
    return {row.code: row.name_zh for row in await AreaOfLaw.all()}
