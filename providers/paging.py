"""Keyset pages of a table: stable under inserts, never an offset, and one statement for the pages of many parents."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from pypika_tortoise.analytics import RowNumber
from pypika_tortoise.enums import Order
from pypika_tortoise.queries import Table
from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from providers.db.reading import reader

M = TypeVar("M", bound=Model)
Values = tuple[Any, ...]
Rows = Callable[[str, list[Any]], Awaitable[list[dict[str, int]]]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The order of a listing: (field, descending) pairs without nulls that end in the primary key."""

    parts: tuple[tuple[str, bool], ...]

    @classmethod
    def of(cls, *names: str) -> "Keys":
        """Read names as Django does: `-created_at` is descending."""
        return cls(tuple((name.removeprefix("-"), name.startswith("-")) for name in names))

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(f"-{name}" if descending else name for name, descending in self.parts)

    def values(self, row: Model) -> Values:
        return tuple(getattr(row, name) for name, _ in self.parts)

    def beyond(self, values: Values) -> Q:
        """Return the condition of the rows that come after these values."""
        condition = Q(pk__isnull=True)  # false: the empty alternative
        for i, (name, descending) in enumerate(self.parts):
            same = {self.parts[j][0]: values[j] for j in range(i)}
            condition |= Q(**same, **{f"{name}__{'lt' if descending else 'gt'}": values[i]})
        return condition


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows of one page in order; `total` counts the whole listing when it is asked."""

    rows: Sequence[M]
    keys: Keys
    has_next: bool
    has_previous: bool
    everything: QuerySet[M]

    async def total(self) -> int:
        return await self.everything.count()


async def page(rows: QuerySet[M], keys: Keys, first: int, after: Values | None) -> Page[M]:
    """Read the page of `first` rows after the given key values."""
    wanted = rows.filter(keys.beyond(after)) if after else rows
    found = await wanted.order_by(*keys.order).limit(first + 1)
    return Page(found[:first], keys, len(found) > first, after is not None, rows)


async def pages_by_parent(
    rows: QuerySet[M], parent: str, ids: Sequence[int], keys: Keys, first: int, after: Values | None = None
) -> dict[int, Page[M]]:
    """Read one page for each parent id, in two statements however many parents there are."""
    wanted = rows.filter(keys.beyond(after)) if after else rows
    chosen = await _first_of_each(wanted.filter(**{f"{parent}__in": list(ids)}), parent, keys, first + 1)
    found = await rows.filter(pk__in=chosen).order_by(*keys.order) if chosen else []
    children: dict[int, list[M]] = {i: [] for i in ids}
    for row in found:
        children[getattr(row, parent)].append(row)
    return {
        i: Page(mine[:first], keys, len(mine) > first, after is not None, rows.filter(**{parent: i}))
        for i, mine in children.items()
    }


async def _first_of_each(rows: QuerySet[M], parent: str, keys: Keys, count: int) -> list[int]:
    ids = rows.only("id")
    ids.sql()  # builds `query`
    table = Table(vars(ids.model.Meta)["table"])
    number = RowNumber().over(table.field(parent))
    for name, descending in keys.parts:
        number = number.orderby(table.field(name), order=Order.desc if descending else Order.asc)
    client = reader()
    ranked = ids.query.select(number.as_("nth")).as_("ranked")
    outer = client.query_class.from_(ranked).select(ranked.id).where(ranked.nth <= count)
    run = cast("Rows", client.execute_query_dict)  # pyright: ignore[reportUnknownMemberType]  it leaves rows untyped
    found = await run(*outer.get_parameterized_sql())
    return [row["id"] for row in found]
