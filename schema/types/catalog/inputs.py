"""What reads are asked with: keys, ranges, points, filters of services and listings; each reads itself into values."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

import strawberry

from providers.catalog.asking import Near, Span
from providers.catalog.listings import ListingFilter
from providers.catalog.shelf import ServiceFilter
from providers.enums import FeeKind, ListingState, ServiceMode
from providers.rules.taxonomy import Taxonomy
from schema.relay import parse_id
from schema.scalars import bad_input

MOST_VALUES = 100

T = TypeVar("T")


@strawberry.input
class DateTimeRange:
    """A stretch of time."""

    gte: datetime | None = strawberry.field(default=None, description="From, inclusive.")
    lt: datetime | None = strawberry.field(default=None, description="Before, exclusive.")

    def read(self) -> Span:
        if self.gte is not None and self.lt is not None and self.gte >= self.lt:
            raise bad_input("gte must lie before lt")
        return Span(self.gte, self.lt)


@strawberry.input
class DateRange:
    """Some days."""

    gte: date | None = strawberry.field(default=None, description="From, inclusive.")
    lte: date | None = strawberry.field(default=None, description="To, inclusive.")


@strawberry.input(description="Input.")
class GeoInput:
    """A point and a radius."""

    lat: float = strawberry.field(description="Latitude, GCJ-02.")
    lng: float = strawberry.field(description="Longitude, GCJ-02.")
    within_metres: int | None = strawberry.field(default=None, description="Keep hits inside this radius.")

    def read(self) -> Near:
        if not (-90 <= self.lat <= 90 and -180 <= self.lng <= 180):  # noqa: PLR2004 degrees
            raise bad_input("near must be a latitude of -90..90 and a longitude of -180..180")
        if self.within_metres is not None and self.within_metres <= 0:
            raise bad_input("withinMetres must be a positive number of metres")
        return Near(self.lat, self.lng, self.within_metres)


@strawberry.input(one_of=True)
class ServiceKey:
    """One way to name a service."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Global, opaque, stable.")
    slug: strawberry.Maybe[str] = strawberry.field(description="Readable key for URLs.")


@strawberry.input(one_of=True)
class ProviderKey:
    """One way to name an institution."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Global, opaque, stable.")
    slug: strawberry.Maybe[str] = strawberry.field(description="Readable key for URLs.")
    licence_number: strawberry.Maybe[str] = strawberry.field(description="Number on the licence.")


@strawberry.input
class IDFilter:
    """Which ids."""

    eq: strawberry.ID | None = strawberry.field(default=None, description="Equal to.")
    in_: list[strawberry.ID] | None = strawberry.field(name="in", default=None, description="One of these.")

    def read(self, type_name: str, argument: str) -> tuple[int, ...]:
        """Return row numbers; an id of another type cannot be meant."""
        wanted = [*(() if self.eq is None else (self.eq,)), *bounded(self.in_ or (), argument)]
        rows = [parse_id(value, type_name) for value in wanted]
        if not wanted or None in rows:
            raise bad_input(f"{argument} needs ids of {type_name}: send those that the API gave you")
        return tuple(row for row in rows if row is not None)


@strawberry.input
class StringFilter:
    """Which words."""

    eq: str | None = strawberry.field(default=None, description="Equal to.")
    in_: list[str] | None = strawberry.field(name="in", default=None, description="One of these.")

    def read(self, argument: str) -> tuple[str, ...]:
        wanted = [*(() if self.eq is None else (self.eq,)), *bounded(self.in_ or (), argument)]
        if not wanted:
            raise bad_input(f"{argument} needs eq or in")
        return tuple(wanted)


@strawberry.input
class ModeFilter:
    """Which ways of serving."""

    in_: list[ServiceMode] = strawberry.field(name="in", description="One of these.")


@strawberry.input
class FeeKindFilter:
    """Which kinds of fee."""

    in_: list[FeeKind] = strawberry.field(name="in", description="One of these.")


@strawberry.input
class ServiceWhere:
    """Which services."""

    category_id: IDFilter | None = strawberry.field(default=None, description="Only this node and below.")
    fee_kind: FeeKindFilter | None = strawberry.field(default=None, description="Kind of fee.")
    mode: ModeFilter | None = strawberry.field(default=None, description="How it is served.")
    window_id: IDFilter | None = strawberry.field(default=None, description="Only at this window.")
    updated_at: DateTimeRange | None = strawberry.field(default=None, description="Last change.")

    def read(self, tree: Taxonomy) -> ServiceFilter:
        span = self.updated_at.read() if self.updated_at else Span()
        return ServiceFilter(
            categories=tree.below(known_categories(self.category_id, tree)) if self.category_id else None,
            fee_kinds=values(self.fee_kind.in_, "feeKind") if self.fee_kind else None,
            modes=values(self.mode.in_, "mode") if self.mode else None,
            windows=self.window_id.read("ServiceWindow", "windowId") if self.window_id else None,
            updated_from=span.gte,
            updated_before=span.lt,
        )


@strawberry.input
class ListingWhere:
    """Which listings."""

    state: list[ListingState] | None = strawberry.field(default=None, description="State.")
    mode: ModeFilter | None = strawberry.field(default=None, description="How it is served.")
    fee_kind: FeeKindFilter | None = strawberry.field(default=None, description="Kind of fee.")
    available_in: DateTimeRange | None = strawberry.field(default=None, description="Has a free slot inside.")
    near: GeoInput | None = strawberry.field(default=None, description="Point to measure from.")

    def read(self) -> ListingFilter:
        return ListingFilter(
            states=values(self.state, "state") if self.state is not None else None,
            modes=values(self.mode.in_, "mode") if self.mode else None,
            fee_kinds=values(self.fee_kind.in_, "feeKind") if self.fee_kind else None,
            available=self.available_in.read() if self.available_in else None,
            near=self.near.read() if self.near else None,
        )


def values(found: Iterable[T], argument: str) -> tuple[T, ...]:
    return tuple(dict.fromkeys(bounded(found, argument)))


def bounded(found: Iterable[T], argument: str) -> list[T]:
    """Refuse lists that cannot be meant."""
    listed = list(found)
    if len(listed) > MOST_VALUES:
        raise bad_input(f"{argument} takes at most {MOST_VALUES} values")
    return listed


def known_categories(wanted: IDFilter, tree: Taxonomy) -> tuple[int, ...]:
    found = wanted.read("Category", "categoryId")
    if any(id_ not in tree.branches for id_ in found):
        raise bad_input("categoryId names no category: see the query categories")
    return found
