"""SearchWhere: the filter of a search, and its reading into values."""

import strawberry

from providers.catalog.asking import SearchFilter
from providers.enums import AccessNeed, ProviderKind, ResultType
from providers.rules.taxonomy import Taxonomy
from schema.scalars import bad_input
from schema.types.catalog.inputs import (
    DateTimeRange,
    FeeKindFilter,
    IDFilter,
    ModeFilter,
    StringFilter,
    bounded,
    known_categories,
    values,
)

MAX_DEPTH = 3


@strawberry.input
class TypeFilter:
    """Which kinds of result."""

    in_: list[ResultType] = strawberry.field(name="in", description="One of these.")


@strawberry.input
class ProviderKindFilter:
    """Which kinds of institution."""

    in_: list[ProviderKind] = strawberry.field(name="in", description="One of these.")


@strawberry.input
class AccessFilter:
    """Which access needs."""

    all: list[AccessNeed] = strawberry.field(description="Every one of these.")


@strawberry.input(description="Operators are uniform: eq / in / range; and, or, not nest to depth 3.")
class SearchWhere:
    """What to search among."""

    all_of: "list[SearchWhere] | None" = strawberry.field(name="and", default=None, description="All of these.")
    any_of: "list[SearchWhere] | None" = strawberry.field(name="or", default=None, description="Any of these.")
    none_of: "SearchWhere | None" = strawberry.field(name="not", default=None, description="None of this.")
    type: TypeFilter | None = strawberry.field(default=None, description="Kind of result.")
    category_id: IDFilter | None = strawberry.field(default=None, description="Only this node and below.")
    provider_kind: ProviderKindFilter | None = strawberry.field(default=None, description="Kind of institution.")
    mode: ModeFilter | None = strawberry.field(default=None, description="How it is served.")
    fee_kind: FeeKindFilter | None = strawberry.field(default=None, description="Kind of fee.")
    language: StringFilter | None = strawberry.field(default=None, description="Language.")
    district: StringFilter | None = strawberry.field(default=None, description="Administrative district.")
    accessibility: AccessFilter | None = strawberry.field(default=None, description="Access needs that are met here.")
    available_in: DateTimeRange | None = strawberry.field(default=None, description="Has a free slot inside.")
    open_now: bool | None = strawberry.field(default=None, description="Open at this moment.")

    def read(self, tree: Taxonomy, depth: int = 0) -> SearchFilter:
        """Read it; refuses what nests too deep before going there."""
        if depth > MAX_DEPTH:
            raise bad_input(f"and, or, not nest to depth {MAX_DEPTH}")
        return SearchFilter(
            all_of=tuple(part.read(tree, depth + 1) for part in bounded(self.all_of or (), "and")),
            any_of=tuple(part.read(tree, depth + 1) for part in bounded(self.any_of, "or")) if self.any_of else None,
            none_of=self.none_of.read(tree, depth + 1) if self.none_of else None,
            types=values(self.type.in_, "type") if self.type else None,
            categories=known_categories(self.category_id, tree) if self.category_id else None,
            provider_kinds=values(self.provider_kind.in_, "providerKind") if self.provider_kind else None,
            modes=values(self.mode.in_, "mode") if self.mode else None,
            fee_kinds=values(self.fee_kind.in_, "feeKind") if self.fee_kind else None,
            languages=self.language.read("language") if self.language else None,
            districts=self.district.read("district") if self.district else None,
            accessibility=values(self.accessibility.all, "accessibility") if self.accessibility else (),
            available=self.available_in.read() if self.available_in else None,
            open_now=self.open_now,
        )
