"""Refusals as data: each is a GraphQL type of its own, a member of the union of every mutation that may refuse so."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, Protocol, TypeVar, cast

import strawberry
from strawberry.types.base import StrawberryList, get_object_definition
from strawberry.types.union import StrawberryUnion

from providers import errors
from providers.enums import ErrorCode, Role

R = TypeVar("R", bound=errors.Refusal)

error_code = strawberry.enum(ErrorCode)
role = strawberry.enum(Role)


@strawberry.interface(
    description=(
        "Base of every expected failure. Clients always select these three, so a new error type never breaks them."
    )
)
class UserError:
    """What every refusal says."""

    code: ErrorCode = strawberry.field(description="Stable machine code.")
    message: str = strawberry.field(description="Localised, safe to show.")
    path: list[str] | None = strawberry.field(description='Path into the input, e.g. ["input","startsAt"].')


@strawberry.type(description="Expected failure.")
class InvalidInputError(UserError):
    """A value breaks a rule of its field."""

    rule: str = strawberry.field(description="Rule that failed, e.g. max_length.")


@strawberry.type(description="Expected failure.")
class NotFoundError(UserError):
    """No such object, or not this person's."""


@strawberry.type(description="Expected failure.")
class ForbiddenError(UserError):
    """The role may not do this."""

    required: Role | None = strawberry.field(description="Role that would be allowed.")


@strawberry.type(description="Expected failure.")
class StaleVersionError(UserError):
    """Changed meanwhile."""

    current_version: int = strawberry.field(description="Version now stored; refetch and retry.")


@strawberry.type(description="Expected failure.")
class IdempotencyMismatchError(UserError):
    """The key was used with another input."""


@strawberry.type(description="Expected failure.")
class RateLimitedError(UserError):
    """Too often."""

    retry_after_seconds: int = strawberry.field(description="Wait this long.")


@strawberry.type(description="Expected failure.")
class CapacityReachedError(UserError):
    """No more at a time."""

    limit: int = strawberry.field(description="The limit.")


@strawberry.type(description="Expected failure.")
class ConflictOfInterestError(UserError):
    """The institution stands on the other side."""

    rule: str = strawberry.field(description="Rule only; never the other party's data.")


@strawberry.type(description="Expected failure.")
class StateError(UserError):
    """Not from this state."""

    current: str = strawberry.field(description="State it is in now.")
    allowed: list[str] = strawberry.field(description="States from which it would be allowed.")


@strawberry.type(description="Expected failure.")
class ContentRejectedError(UserError):
    """The text may not stand."""

    terms: list[str] = strawberry.field(description="Words that were refused.")


MEMBERS: dict[type[errors.Refusal], Callable[[Any], UserError]] = {}


def member(refusal: type[R]) -> Callable[[Callable[[R], UserError]], Callable[[R], UserError]]:
    """Register how a refusal is written as its GraphQL type; rooms above register theirs, whose fields name types."""

    def register(write: Callable[[R], UserError]) -> Callable[[R], UserError]:
        MEMBERS[refusal] = write
        return write

    return register


def base(refusal: errors.Refusal) -> dict[str, Any]:
    """Return the three fields every refusal has."""
    return {
        "code": refusal.code,
        "message": refusal.message,
        "path": list(refusal.path) if refusal.path is not None else None,
    }


MEMBERS.update(
    {
        errors.InvalidInput: lambda r: InvalidInputError(**base(r), rule=r.rule),
        errors.NotFound: lambda r: NotFoundError(**base(r)),
        errors.Forbidden: lambda r: ForbiddenError(**base(r), required=r.required),
        errors.StaleVersion: lambda r: StaleVersionError(**base(r), current_version=r.current_version),
        errors.IdempotencyMismatch: lambda r: IdempotencyMismatchError(**base(r)),
        errors.RateLimited: lambda r: RateLimitedError(**base(r), retry_after_seconds=r.retry_after_seconds),
        errors.CapacityReached: lambda r: CapacityReachedError(**base(r), limit=r.limit),
        errors.ConflictOfInterest: lambda r: ConflictOfInterestError(**base(r), rule=r.rule),
        errors.WrongState: lambda r: StateError(**base(r), current=r.current, allowed=list(r.allowed)),
        errors.ContentRejected: lambda r: ContentRejectedError(**base(r), terms=list(r.terms)),
    }
)


class Payload(Protocol):
    """The result of a mutation: buildable from its errors alone."""

    def __init__(self, *, errors: list[Any]) -> None: ...


P = TypeVar("P", bound=Payload)


async def settle(payload: type[P], work: Awaitable[P]) -> P:
    """Await a mutation's work; a refusal becomes a member of the payload's own union, and is a fault outside of it."""
    try:
        return await work
    except errors.Refusal as refusal:
        written = MEMBERS[type(refusal)](refusal)
        if type(written) not in union_of(payload):
            raise TypeError(f"{payload.__name__} cannot say {refusal}") from refusal
        return payload(errors=[written])


@cache
def union_of(payload: type[Payload]) -> frozenset[type]:
    """Return the refusal types a payload's union names."""
    definition = get_object_definition(payload, strict=True)
    found = next(field.type for field in definition.fields if field.python_name == "errors")
    item = cast("StrawberryList", found).of_type
    types = item.types if isinstance(item, StrawberryUnion) else (item,)
    return frozenset(cast("tuple[type, ...]", tuple(types)))
