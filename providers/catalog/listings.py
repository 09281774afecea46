"""Reading listings: of a service or of an institution, in an order computed for the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from providers.catalog.asking import Near, Span
from providers.catalog.confirm import stretch
from providers.catalog.institutions import inside, sees_all
from providers.catalog.ranked import Computed, Ranked, cut
from providers.enums import FeeKind, ListingSort, ListingState, ServiceMode
from providers.errors import PlaceRef
from providers.models import Listing, ListingPractitioner, Practitioner
from providers.paging import Values
from providers.places import next_places
from providers.rules.access import Actor
from providers.rules.days import day_in
from providers.rules.geo import Point, metres
from providers.standing import published_listings

LAST = 2**53  # sorts behind every instant, price and distance


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """Which listings: each part that is given must hold."""

    states: tuple[ListingState, ...] | None = None
    modes: tuple[ServiceMode, ...] | None = None
    fee_kinds: tuple[FeeKind, ...] | None = None
    available: Span | None = None
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What the order of a listing needs."""

    id: int
    parent: int
    fee: int | None
    point: Point | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One question about listings: which, in which order, which page, asked by whom and when."""

    where: ListingFilter
    sort: ListingSort | None
    first: int
    after: Values | None
    actor: Actor | None
    now: datetime


class ListingReads:
    """Listings; what is not on the shelf today is shown only inside its institution and at the centre."""

    async def listings_by_id(self, ids: Iterable[int]) -> dict[int, Listing]:
        return {row.id: row for row in await Listing.filter(id__in=list(ids))}

    async def visible_listings(self, ids: Iterable[int], actor: Actor | None, now: datetime) -> dict[int, Listing]:
        wanted = list(ids)
        found = {row.id: row for row in await published_listings(day_in(now)).filter(id__in=wanted)}
        hidden = [id_ for id_ in wanted if id_ not in found]
        if actor is not None and hidden:
            rows = await Listing.filter(id__in=hidden)
            found |= {row.id: row for row in rows if inside(actor, row.provider_id)}
        return found

    async def listings_of(self, parent: str, ids: Sequence[int], wanted: Wanted) -> dict[int, Ranked[Listing]]:
        """Return one page for each service or institution; `parent` names the column."""
        counts = await _counts(parent, ids, wanted)
        if counts is not None:
            return {id_: _counted(counts.get(id_, 0), wanted) for id_ in ids}
        cards = await _cards(parent, ids, wanted)
        order = await _order(cards, wanted)
        keys: dict[int, list[tuple[int, int]]] = {id_: [] for id_ in ids}
        for card in cards:
            if card.id in order:
                keys[card.parent].append((order[card.id], card.id))
        cuts = {id_: cut(mine, wanted.first, wanted.after) for id_, mine in keys.items()}
        rows = await self.listings_by_id({id_ for one in cuts.values() for id_ in one.ids})
        return {id_: one.filled(rows) for id_, one in cuts.items()}

    async def next_places(self, ids: Sequence[int], now: datetime) -> dict[int, PlaceRef | None]:
        return await next_places(ids, now)

    async def practitioners_of_listings(self, ids: Iterable[int]) -> dict[int, list[Practitioner]]:
        pairs = (
            await ListingPractitioner.filter(listing_id__in=list(ids))
            .order_by("id")
            .values_list("listing_id", "practitioner_id")
        )
        people = {row.id: row for row in await Practitioner.filter(id__in={int(who) for _, who in pairs})}
        found = dict[int, list[Practitioner]]()
        for listing, who in pairs:
            found.setdefault(int(listing), []).append(people[int(who)])
        return found


async def _counts(parent: str, ids: Sequence[int], wanted: Wanted) -> dict[int, int] | None:
    """Count instead of ordering where nothing is shown; None when that does not answer the question."""
    shown = list(_shown(parent, ids, wanted))
    if wanted.first or len(shown) != 1 or wanted.where.available is not None or wanted.where.near is not None:
        return None
    rows = _asked(shown[0], wanted.where).annotate(number=Count("id")).group_by(parent)
    return {int(of): int(number) for of, number in await rows.values_list(parent, "number")}


def _counted(number: int, wanted: Wanted) -> Ranked[Listing]:
    return Ranked((), Computed({}), number > 0, wanted.after is not None, number)


async def _cards(parent: str, ids: Sequence[int], wanted: Wanted) -> list[Card]:
    found = dict[int, Card]()
    for rows in _shown(parent, ids, wanted):
        fields = ("location__lat", "location__lng", "provider__location__lat", "provider__location__lng")
        for id_, of, kind, least, *places in await _asked(rows, wanted.where).values_list(
            "id", parent, "fee_kind", "fee_min", *fields
        ):
            found[int(id_)] = Card(int(id_), int(of), 0 if kind == FeeKind.FREE else least, _point(places))
    return list(found.values())


def _point(places: Sequence[float | None]) -> Point | None:
    """Take the listing's own place, else its institution's."""
    for lat, lng in (places[:2], places[2:]):
        if lat is not None and lng is not None:
            return (lat, lng)
    return None


def _shown(parent: str, ids: Sequence[int], wanted: Wanted) -> Iterable[QuerySet[Listing]]:
    """Yield what is on the shelf, and what this person sees beside it."""
    states = wanted.where.states or (ListingState.PUBLISHED,)
    of = {f"{parent}__in": list(ids)}
    if ListingState.PUBLISHED in states:
        yield published_listings(day_in(wanted.now)).filter(**of)
    actor = wanted.actor
    if actor is not None and wanted.where.states and (actor.provider_ids or sees_all(actor)):
        rows = Listing.filter(**of, state__in=list(states))
        yield rows if sees_all(actor) else rows.filter(provider_id__in=list(actor.provider_ids))


def _asked(rows: QuerySet[Listing], where: ListingFilter) -> QuerySet[Listing]:
    if where.fee_kinds is not None:
        rows = rows.filter(fee_kind__in=list(where.fee_kinds))
    if where.modes is not None:
        rows = rows.filter(Q(*(Q(modes__contains=f"|{mode}|") for mode in where.modes), join_type="OR"))
    return rows


async def _order(cards: Sequence[Card], wanted: Wanted) -> dict[int, int]:
    """Return the sorting number of each listing that stays; those without one stand last."""
    near, within = wanted.where.near, wanted.where.available
    away = _distances(cards, near)
    if near is not None and near.within is not None:
        cards = [card for card in cards if away.get(card.id, LAST) <= near.within]
    soonest = dict[int, PlaceRef | None]()
    if within is not None or (wanted.sort is ListingSort.SOONEST and wanted.first > 0):  # only counted: no order
        soonest = await next_places([card.id for card in cards], wanted.now, within and stretch(within, wanted.now))
    if within is not None:
        cards = [card for card in cards if soonest.get(card.id) is not None]
    match wanted.sort:
        case ListingSort.SOONEST:
            return {card.id: _starts(soonest.get(card.id)) for card in cards}
        case ListingSort.PRICE_LOW:
            return {card.id: LAST if card.fee is None else card.fee for card in cards}
        case ListingSort.NEAREST:
            return {card.id: away.get(card.id, LAST) for card in cards}
        case _:  # as they stand; nothing is rated yet
            return {card.id: 0 for card in cards}


def _starts(place: PlaceRef | None) -> int:
    return LAST if place is None else int(place.starts_at.timestamp())


def _distances(cards: Sequence[Card], near: Near | None) -> dict[int, int]:
    if near is None:
        return {}
    here = (near.lat, near.lng)
    return {card.id: metres(here, card.point) for card in cards if card.point is not None}
