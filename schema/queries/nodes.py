"""Refetching anything by its global id."""

import asyncio
from collections import defaultdict
from typing import Annotated

import strawberry

from schema.context import FETCHERS, Info
from schema.relay import MAX_NODES, Node, split_id
from schema.scalars import bad_input


async def fetch(info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
    """Return the nodes of the ids in order, one read for each type; null where hidden, gone or unknown."""
    wanted: dict[str, set[int]] = defaultdict(set)
    places = [split_id(i) for i in ids]
    for place in places:
        if place and place[0] in FETCHERS:
            wanted[place[0]].add(place[1])
    found = await asyncio.gather(*(FETCHERS[name](info, sorted(pks)) for name, pks in wanted.items()))
    nodes = dict(zip(wanted, found, strict=True))
    return [nodes.get(place[0], {}).get(place[1]) if place else None for place in places]


@strawberry.type
class NodeQueries:
    """node and nodes."""

    @strawberry.field(description="Refetch any object.")
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Which object.")]
    ) -> Node | None:
        return (await fetch(info, [id]))[0]

    @strawberry.field(description="At most 100 ids; same order, null where hidden or gone.")
    async def nodes(
        self, info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="Which objects.")]
    ) -> list[Node | None]:
        if len(ids) > MAX_NODES:
            raise bad_input(f"ask for at most {MAX_NODES} ids at once, not {len(ids)}")
        return await fetch(info, ids)
