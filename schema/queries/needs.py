"""Reading one need."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.types.matching.inputs import need_row
from schema.types.matching.need import Need, need


@strawberry.type
class NeedQueries:
    """Needs by id."""

    @strawberry.field(description="The need concerned.")
    async def need(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Which need.")]
    ) -> Need | None:
        context, row_id = info.context, need_row(id)
        row = (await context.use.matching.needs(context.actor, [row_id])).get(row_id)
        return None if row is None else need(row)
