"""Following a need live."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from providers.errors import NotFound
from schema.context import Info, signed_in
from schema.types.matching.inputs import need_row
from schema.types.matching.need import NeedProgress, need, need_event


@strawberry.type
class NeedSubscriptions:
    """What happens to needs."""

    @strawberry.subscription(description="Every step of one need, from ranking to booking, with the clock.")
    async def need_progress(
        self,
        info: Info,
        need_id: Annotated[strawberry.ID, strawberry.argument(description="Which need.")],
        after_seq: Annotated[
            int | None, strawberry.argument(description="Only steps after this number; left out: from the first.")
        ] = None,
    ) -> AsyncGenerator[NeedProgress, None]:
        actor, matching, row_id = signed_in(info), info.context.use.matching, need_row(need_id)
        if not await matching.needs(actor, [row_id]):
            raise NotFound
        async with aclosing(matching.watch(actor, row_id, after_seq or 0)) as steps:
            async for event in steps:
                row = (await matching.needs(actor, [row_id])).get(row_id)
                if row is None:
                    return
                yield NeedProgress(seq=event.seq, need=need(row), event=need_event(event))
