"""Hits against the database: one statement a kind; what is gone, unpublished or without a licence is no hit."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date

from providers.catalog.asking import Thing
from providers.models import Guide, Service, ServiceWindow
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
