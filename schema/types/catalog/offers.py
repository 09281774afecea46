"""Listings of a service or of an institution, as a connection: one batch for all parents of an operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

import strawberry
from strawberry.types.nodes import SelectedField

from providers.catalog.listings import ListingFilter, Wanted
from providers.catalog.ranked import Ranked
from providers.enums import ListingSort
from providers.models import Listing as ListingRow
from schema.context import Info
from schema.loaders import loader
from schema.relay import checked_first, connection, listed, values_of
from schema.scalars import bad_input
from schema.types.catalog.inputs import ListingWhere
from schema.types.catalog.listing import ListingConnection, listing

Chosen = Annotated[ListingWhere | None, strawberry.argument(description="Which ones.")]
Sorted = Annotated[ListingSort | None, strawberry.argument(description="Order.")]


@dataclass(frozen=True, slots=True)
class Page:
    """The arguments of a connection of listings."""

    where: ListingWhere | None
    sort: ListingSort | None
    first: int
    after: str | None


def shows_rows(info: Info) -> bool:
    """Say whether anything but the total is asked of the connection that is being resolved."""
    asked = list(chain.from_iterable(field.selections for field in info.selected_fields))
    while asked:
        found = asked.pop()
        if isinstance(found, SelectedField):
            if found.name not in {"totalCount", "__typename"}:
                return True
        else:
            asked += found.selections
    return False


async def listings_of(info: Info, parent: tuple[str, int], page: Page) -> ListingConnection:
    """Return a page of what one parent offers; `parent` is the column that names it, and its row id."""
    column, id_ = parent
    where = page.where.read() if page.where else ListingFilter()
    if page.sort is ListingSort.NEAREST and where.near is None:
        raise bad_input("sort NEAREST needs where.near: send the point to measure from")
    first, after = checked_first(page.first), values_of(page.after, (int, int))
    if not shows_rows(info):
        first, after = 0, None  # only counted: nothing needs an order
    context = info.context
    wanted = Wanted(where, page.sort, first, after, context.actor, context.now())

    async def read(ids: Sequence[int]) -> Mapping[int, Ranked[ListingRow]]:
        return await context.use.catalog.listings_of(column, ids, wanted)

    found = await loader(("listings_of", column, where, page.sort, first, after), read).load(id_)
    return connection(found, listing) if found else listed([], first, None)
