"""Reading the shelf: the centre, categories, services, institutions."""

from datetime import datetime
from typing import Annotated

import strawberry

from providers.catalog.shelf import ServiceFilter
from providers.enums import ServiceSort
from schema.context import Info
from schema.relay import After, First, checked_first, connection, parse_id, values_of
from schema.scalars import bad_input
from schema.types.catalog.category import CategoryConnection, category, taxonomy
from schema.types.catalog.centre import Centre, centre
from schema.types.catalog.inputs import ProviderKey, ServiceKey, ServiceWhere
from schema.types.catalog.provider import Provider, institutions, provider
from schema.types.catalog.service import Service, ServiceConnection, service, services as services_by_id

POSITIONS: dict[ServiceSort, tuple[type, ...]] = {
    ServiceSort.RELEVANCE: (int,),
    ServiceSort.POPULAR: (int, int),
    ServiceSort.NAME: (str, int),
    ServiceSort.RECENTLY_UPDATED: (datetime, int),
}


@strawberry.type
class CatalogQueries:
    """What is on the shelf, and who offers it."""

    @strawberry.field(description="The legal service centre: windows, holidays, board, statistics.")
    async def centre(self, info: Info) -> Centre:
        return centre(await info.context.use.catalog.centre())

    @strawberry.field(description="Taxonomy roots, or the children of one.")
    async def categories(
        self,
        info: Info,
        parent_id: Annotated[strawberry.ID | None, strawberry.argument(description="Whose children.")] = None,
        first: First = 50,
        after: After = None,
    ) -> CategoryConnection:
        parent = None if parent_id is None else parse_id(parent_id, "Category")
        tree = await taxonomy(info)
        if parent_id is not None and parent not in tree.branches:
            raise bad_input("parentId names no category: send the id of one, or leave it out for the roots")
        place = values_of(after, (int,))
        page = await info.context.use.catalog.categories(parent, checked_first(first), place)
        return connection(page, lambda row: category(tree.branches[row.id]))

    @strawberry.field(description="One shelf service by id or slug.")
    async def service(
        self, info: Info, by: Annotated[ServiceKey, strawberry.argument(description="Its id or slug.")]
    ) -> Service | None:
        if by.id is not None:
            id_ = parse_id(by.id.value, "Service")
            return None if id_ is None else (await services_by_id(info, [id_])).get(id_)
        row = await info.context.use.catalog.service_by_slug(by.slug.value if by.slug else "")
        return None if row is None else service(row)

    @strawberry.field(description="Services.")
    async def services(
        self,
        info: Info,
        where: Annotated[ServiceWhere | None, strawberry.argument(description="Which ones.")] = None,
        sort: Annotated[ServiceSort | None, strawberry.argument(description="Order.")] = ServiceSort.RELEVANCE,
        first: First = 20,
        after: After = None,
    ) -> ServiceConnection:
        order = sort or ServiceSort.RELEVANCE
        place = values_of(after, POSITIONS[order])
        wanted = where.read(await taxonomy(info)) if where else ServiceFilter()
        page = await info.context.use.catalog.services(wanted, order, checked_first(first), place)
        return connection(page, service)

    @strawberry.field(description="The institution.")
    async def provider(
        self, info: Info, by: Annotated[ProviderKey, strawberry.argument(description="Its id, slug or licence.")]
    ) -> Provider | None:
        catalog, actor = info.context.use.catalog, info.context.actor
        if by.id is not None:
            id_ = parse_id(by.id.value, "Provider")
            return None if id_ is None else (await institutions(info, [id_])).get(id_)
        if by.slug is not None:
            row = await catalog.provider_by_slug(by.slug.value, actor)
        else:
            row = await catalog.provider_by_licence(by.licence_number.value if by.licence_number else "", actor)
        return None if row is None else provider(row)
