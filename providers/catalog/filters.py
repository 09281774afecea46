"""From what a request filters by to the port's filters: values only, never an engine's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from providers.catalog.asking import Near, SearchFilter
from providers.enums import FacetField
from search.port import And, AnyOf, Between, Filter, Not, Or, Within

FACETS = {
    FacetField.TYPE: "type",
    FacetField.CATEGORY: "category",
    FacetField.PROVIDER_KIND: "provider_kind",
    FacetField.MODE: "mode",
    FacetField.FEE_KIND: "fee_kind",
    FacetField.LANGUAGE: "language",
    FacetField.DISTRICT: "district",
    FacetField.ACCESSIBILITY: "accessibility",
}
# The part of a request's filter that chooses values of a facet, and what it is when nothing is chosen.
CHOOSERS: dict[FacetField, tuple[str, Any]] = {
    FacetField.TYPE: ("types", None),
    FacetField.CATEGORY: ("categories", None),
    FacetField.PROVIDER_KIND: ("provider_kinds", None),
    FacetField.MODE: ("modes", None),
    FacetField.FEE_KIND: ("fee_kinds", None),
    FacetField.LANGUAGE: ("languages", None),
    FacetField.DISTRICT: ("districts", None),
    FacetField.ACCESSIBILITY: ("accessibility", ()),
    FacetField.AVAILABLE_WITHIN: ("available", None),
}


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the database adds to a filter: the codes of language tags, and the hours that hold at this moment."""

    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    open_hours: tuple[str, ...] = ()


def compiled(where: SearchFilter, near: Near | None, lookup: Lookup) -> Filter:
    """Return the port's filter of a request.

    Of free places the index knows the soonest only: it finds what has one before the stretch ends, and the calendar
    then says of each hit whether one lies inside.
    """
    parts = [*_parts(where, lookup)]
    if near is not None and near.within is not None:
        parts.append(Within(near.lat, near.lng, near.within))
    return And(tuple(parts))


def without(where: SearchFilter, facet: FacetField) -> SearchFilter:
    """Return the filter with nothing chosen of this facet, for its own counts."""
    name, nothing = CHOOSERS[facet]
    return replace(where, **{name: nothing})


def chosen(where: SearchFilter, facet: FacetField) -> frozenset[str]:
    """Return the values of a facet that the request chose."""
    if facet is FacetField.AVAILABLE_WITHIN:
        return frozenset()
    name, _ = CHOOSERS[facet]
    return frozenset(str(value) for value in getattr(where, name) or ())


def _parts(where: SearchFilter, lookup: Lookup) -> Iterable[Filter]:
    for name, values in _choices(where, lookup):
        if values is not None:
            yield AnyOf(name, tuple(str(value) for value in values))
    yield from (AnyOf("accessibility", (str(need),)) for need in where.accessibility)
    if where.available is not None:
        yield Between("next_slot", lt=_seconds(where.available.lt))
    yield from (And(tuple(_parts(part, lookup))) for part in where.all_of)
    if where.any_of is not None:
        yield Or(tuple(And(tuple(_parts(part, lookup))) for part in where.any_of))
    if where.none_of is not None:
        yield Not(And(tuple(_parts(where.none_of, lookup))))
    yield from _now(where, lookup)


def _choices(where: SearchFilter, lookup: Lookup) -> Iterable[tuple[str, Iterable[object] | None]]:
    yield "type", where.types
    yield "category", where.categories
    yield "provider_kind", where.provider_kinds
    yield "mode", where.modes
    yield "fee_kind", where.fee_kinds
    yield "district", where.districts
    if where.languages is not None:
        yield "language", [code for tag in where.languages for code in lookup.languages.get(tag, (tag,))]


def _now(where: SearchFilter, lookup: Lookup) -> Iterable[Filter]:
    if where.open_now is not None:
        held = AnyOf("hours", lookup.open_hours)
        yield held if where.open_now else Not(held)


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
