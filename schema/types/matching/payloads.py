"""What mutations of needs answer: the need, or why not."""

from typing import Annotated

import strawberry

from schema.errors import (
    ContentRejectedError,
    IdempotencyMismatchError,
    InvalidInputError,
    NotFoundError,
    RateLimitedError,
    StateError,
)
from schema.types.matching.need import Need
from schema.types.matching.refusals import NotEligibleError

NeedStartError = Annotated[
    InvalidInputError | RateLimitedError | ContentRejectedError | IdempotencyMismatchError,
    strawberry.union("NeedStartError"),
]
NeedSubmitError = Annotated[
    InvalidInputError | NotFoundError | NotEligibleError | StateError | IdempotencyMismatchError,
    strawberry.union("NeedSubmitError"),
]
NeedEscalateError = Annotated[NotFoundError | StateError, strawberry.union("NeedEscalateError")]
NeedWithdrawError = Annotated[NotFoundError | StateError, strawberry.union("NeedWithdrawError")]

NEED = "The need concerned."
ERRORS = "Expected failures; empty on success."


@strawberry.type(description="Result of needStart.")
class NeedStartPayload:
    """A draft and what was understood."""

    need: Need | None = strawberry.field(default=None, description=NEED)
    errors: list[NeedStartError] = strawberry.field(default_factory=list[NeedStartError], description=ERRORS)


@strawberry.type(description="Result of needSubmit.")
class NeedSubmitPayload:
    """A need with its list."""

    need: Need | None = strawberry.field(default=None, description=NEED)
    errors: list[NeedSubmitError] = strawberry.field(default_factory=list[NeedSubmitError], description=ERRORS)


@strawberry.type(description="Result of needEscalate.")
class NeedEscalatePayload:
    """A need with a person."""

    need: Need | None = strawberry.field(default=None, description=NEED)
    errors: list[NeedEscalateError] = strawberry.field(default_factory=list[NeedEscalateError], description=ERRORS)


@strawberry.type(description="Result of needWithdraw.")
class NeedWithdrawPayload:
    """A need called off."""

    need: Need | None = strawberry.field(default=None, description=NEED)
    errors: list[NeedWithdrawError] = strawberry.field(default_factory=list[NeedWithdrawError], description=ERRORS)
