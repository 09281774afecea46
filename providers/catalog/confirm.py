"""Hits against the database: one statement a kind; what is gone, unpublished or without a licence is no hit."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date, datetime

from providers.catalog.asking import Span, Thing
from providers.models import Guide, Listing, Service, ServiceWindow
from providers.places import Range, next_places
from providers.places.asking import LONGEST_RANGE
from providers.standing import published_listings, standing_practitioners, standing_providers

Ids = list[int]


async def confirmed(document_ids: Iterable[str], on: date) -> dict[str, Thing]:
    """Return the things behind these documents that may be shown on the day."""
    wanted = dict[str, Ids]()
    for document_id in document_ids:
        kind, _, number = document_id.partition("-")
        if kind in READERS and number.isdecimal():
            wanted.setdefault(kind, []).append(int(number))
    found = dict[str, Thing]()
    for kind, ids in wanted.items():
        found |= {f"{kind}-{id_}": thing for id_, thing in (await READERS[kind](ids, on)).items()}
    return found


async def with_place(things: dict[str, Thing], span: Span | None, now: datetime) -> dict[str, Thing]:
    """Leave out the listings whose calendar has no free place inside the stretch."""
    wanted = span and stretch(span, now)
    ids = [thing.id for thing in things.values() if isinstance(thing, Listing)]
    if wanted is None or not ids:
        return things
    soonest = await next_places(ids, now, wanted)
    return {
        key: thing
        for key, thing in things.items()
        if not isinstance(thing, Listing) or soonest.get(thing.id) is not None
    }


def stretch(span: Span, now: datetime) -> Range:
    """Read an open end as far as anyone may ask ahead; what is past is over."""
    starts = max(span.gte or now, now)
    return Range(starts, min(span.lt or starts + LONGEST_RANGE, starts + LONGEST_RANGE))


async def _services(ids: Ids, _on: date) -> Mapping[int, Thing]:
    return {row.id: row for row in await Service.filter(id__in=ids)}


async def _windows(ids: Ids, _on: date) -> Mapping[int, Thing]:
    return {row.id: row for row in await ServiceWindow.filter(id__in=ids)}


async def _guides(ids: Ids, _on: date) -> Mapping[int, Thing]:
    return {row.id: row for row in await Guide.filter(id__in=ids)}


async def _listings(ids: Ids, on: date) -> Mapping[int, Thing]:
    return {row.id: row for row in await published_listings(on).filter(id__in=ids)}


async def _providers(ids: Ids, on: date) -> Mapping[int, Thing]:
    return {row.id: row for row in await standing_providers(on).filter(id__in=ids)}


async def _practitioners(ids: Ids, on: date) -> Mapping[int, Thing]:
    return {row.id: row for row in await standing_practitioners(on).filter(id__in=ids)}


READERS: Mapping[str, Callable[[Ids, date], Awaitable[Mapping[int, Thing]]]] = {
    "service": _services,
    "window": _windows,
    "guide": _guides,
    "listing": _listings,
    "provider": _providers,
    "practitioner": _practitioners,
}
