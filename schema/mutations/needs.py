"""The life of a need: open, submit, ask for a person, call off."""

from typing import Annotated

import strawberry

from schema.context import Info, signed_in
from schema.errors import settle
from schema.types.matching.inputs import (
    NeedEscalateInput,
    NeedStartInput,
    NeedSubmitInput,
    NeedWithdrawInput,
    need_row,
)
from schema.types.matching.need import need
from schema.types.matching.payloads import (
    NeedEscalatePayload,
    NeedStartPayload,
    NeedSubmitPayload,
    NeedWithdrawPayload,
)

Given = strawberry.argument(description="What is asked.")


@strawberry.type
class NeedMutations:
    """What a person does with a need."""

    @strawberry.mutation(description="Open a draft from free text; triage comes back at once.")
    async def need_start(self, info: Info, input: Annotated[NeedStartInput, Given]) -> NeedStartPayload:
        actor, context = signed_in(info), info.context

        async def work() -> NeedStartPayload:
            row = await context.use.matching.start(actor, input.read(), input.idempotency_key, context.now())
            return NeedStartPayload(need=need(row))

        return await settle(NeedStartPayload, work())

    @strawberry.mutation(description="Starts the 10-minute clock.")
    async def need_submit(self, info: Info, input: Annotated[NeedSubmitInput, Given]) -> NeedSubmitPayload:
        actor, context = signed_in(info), info.context

        async def work() -> NeedSubmitPayload:
            row_id, key = need_row(input.need_id), input.idempotency_key
            row = await context.use.matching.submit(actor, row_id, input.read(), key, context.now())
            return NeedSubmitPayload(need=need(row))

        return await settle(NeedSubmitPayload, work())

    @strawberry.mutation(description="Ask for a person.")
    async def need_escalate(self, info: Info, input: Annotated[NeedEscalateInput, Given]) -> NeedEscalatePayload:
        actor, context = signed_in(info), info.context

        async def work() -> NeedEscalatePayload:
            row = await context.use.matching.escalate(actor, need_row(input.need_id), input.read(), context.now())
            return NeedEscalatePayload(need=need(row))

        return await settle(NeedEscalatePayload, work())

    @strawberry.mutation(description="Stop; open offers are withdrawn.")
    async def need_withdraw(self, info: Info, input: Annotated[NeedWithdrawInput, Given]) -> NeedWithdrawPayload:
        actor, context = signed_in(info), info.context

        async def work() -> NeedWithdrawPayload:
            row = await context.use.matching.withdraw(actor, need_row(input.need_id), input.read(), context.now())
            return NeedWithdrawPayload(need=need(row))

        return await settle(NeedWithdrawPayload, work())
