"""Signing in and out."""

from typing import Annotated

import strawberry

from schema.context import Info, signed_in
from schema.errors import ForbiddenError, InvalidInputError, RateLimitedError, settle
from schema.types.viewer import Viewer, viewer

Given = strawberry.argument(description="What is asked.")
ERRORS = "Expected failures; empty on success."

SessionRequestCodeError = Annotated[InvalidInputError | RateLimitedError, strawberry.union("SessionRequestCodeError")]
SessionCreateError = Annotated[
    InvalidInputError | RateLimitedError | ForbiddenError, strawberry.union("SessionCreateError")
]
SessionEndError = Annotated[ForbiddenError, strawberry.union("SessionEndError")]


@strawberry.input(description="Input.")
class SessionRequestCodeInput:
    """A phone."""

    phone: str = strawberry.field(description="Mobile number, E.164.")


@strawberry.type(description="Result of sessionRequestCode.")
class SessionRequestCodePayload:
    """Whether a code is on its way."""

    sent: bool = strawberry.field(default=False, description="Sent.")
    errors: list[SessionRequestCodeError] = strawberry.field(
        default_factory=list[SessionRequestCodeError], description=ERRORS
    )


@strawberry.input(description="Input.")
class SessionCreateInput:
    """A phone and its code."""

    phone: str = strawberry.field(description="Mobile number, E.164.")
    code: str = strawberry.field(description="Stable code.")


@strawberry.type(description="Result of sessionCreate.")
class SessionCreatePayload:
    """A token and who it stands for."""

    token: str | None = strawberry.field(default=None, description="Bearer token.")
    viewer: Viewer | None = strawberry.field(default=None, description="The signed-in actor.")
    errors: list[SessionCreateError] = strawberry.field(default_factory=list[SessionCreateError], description=ERRORS)


@strawberry.type(description="Result of sessionEnd.")
class SessionEndPayload:
    """Whether the session is gone."""

    ended: bool = strawberry.field(default=False, description="True when the session is gone.")
    errors: list[SessionEndError] = strawberry.field(default_factory=list[SessionEndError], description=ERRORS)


@strawberry.type
class SessionMutations:
    """Signing in and out."""

    @strawberry.mutation(description="Send a one-time code.")
    async def session_request_code(
        self, info: Info, input: Annotated[SessionRequestCodeInput, Given]
    ) -> SessionRequestCodePayload:
        context = info.context

        async def work() -> SessionRequestCodePayload:
            await context.use.accounts.request_code(input.phone, context.address, context.now())
            return SessionRequestCodePayload(sent=True)

        return await settle(SessionRequestCodePayload, work())

    @strawberry.mutation(description="Trade the code for a token.")
    async def session_create(self, info: Info, input: Annotated[SessionCreateInput, Given]) -> SessionCreatePayload:
        context = info.context

        async def work() -> SessionCreatePayload:
            token, actor = await context.use.accounts.sign_in(input.phone, input.code, context.address, context.now())
            return SessionCreatePayload(token=token, viewer=viewer(actor))

        return await settle(SessionCreatePayload, work())

    @strawberry.mutation(description="Sign out.")
    async def session_end(self, info: Info) -> SessionEndPayload:
        actor = signed_in(info)
        await info.context.use.accounts.sign_out(actor, info.context.now())
        return SessionEndPayload(ended=True)
