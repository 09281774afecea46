"""Searching, and completing what is being typed."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated

import strawberry
from graphql import GraphQLError

from providers.catalog.asking import SearchFilter, SearchRequest
from providers.enums import FacetField, SearchSort
from providers.errors import InvalidInput
from schema.context import Info
from schema.relay import After, First, checked_first
from schema.scalars import bad_input
from schema.types.catalog.category import taxonomy
from schema.types.catalog.inputs import GeoInput, bounded
from schema.types.catalog.search import SearchConnection, Suggestion
from schema.types.catalog.wheres import SearchWhere

TOO_DEEP = "SEARCH_TOO_DEEP"


@contextmanager
def refusing() -> Generator[None]:
    """Say what cannot be asked as an error with a stable code: a query has no union for refusals."""
    try:
        yield
    except InvalidInput as refusal:
        if refusal.rule == "too_deep":
            raise GraphQLError(refusal.message, extensions={"code": TOO_DEEP}) from refusal
        raise bad_input(refusal.message) from refusal


@strawberry.type
class SearchQueries:
    """One search over everything."""

    @strawberry.field(
        description=(
            "One search over services, listings, providers, practitioners, windows and guides; "
            "understands everyday Chinese."
        )
    )
    async def search(
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="What is wanted, in any words; empty to browse.")],
        where: Annotated[SearchWhere | None, strawberry.argument(description="What to search among.")] = None,
        facets: Annotated[list[FacetField] | None, strawberry.argument(description="What to count by.")] = None,
        sort: Annotated[SearchSort | None, strawberry.argument(description="Order.")] = SearchSort.RELEVANCE,
        near: Annotated[GeoInput | None, strawberry.argument(description="Point to measure from.")] = None,
        first: First = 20,
        after: After = None,
    ) -> SearchConnection:
        request = SearchRequest(
            text=query,
            where=where.read(await taxonomy(info)) if where else SearchFilter(),
            facets=tuple(dict.fromkeys(bounded(facets or (), "facets"))),
            sort=sort or SearchSort.RELEVANCE,
            near=near.read() if near else None,
            first=checked_first(first),
            after=after,
        )
        with refusing():
            return SearchConnection(results=await info.context.use.catalog.search(request, info.context.now()))

    @strawberry.field(description="Typeahead: completed phrases, services and providers, <= 10.")
    async def suggest(
        self,
        info: Info,
        prefix: Annotated[str, strawberry.argument(description="What has been typed so far.")],
        limit: Annotated[int, strawberry.argument(description="How many, 1 to 10.")] = 8,
    ) -> list[Suggestion]:
        with refusing():
            found = await info.context.use.catalog.suggest(prefix, limit, info.context.now())
        return [Suggestion.of(suggested) for suggested in found]
