"""Refusals: the market's typed "no". Use cases raise them, `schema/errors.py` turns each into its union member.

Refusal
├── InvalidInput         INVALID               rule
├── NotFound             NOT_FOUND
├── Forbidden            FORBIDDEN             required
├── StaleVersion         STALE_VERSION         current_version
├── IdempotencyMismatch  IDEMPOTENCY_MISMATCH
├── RateLimited          RATE_LIMITED          retry_after_seconds
├── SlotUnavailable      SLOT_UNAVAILABLE      reasons, alternatives
├── HoldExpired          HOLD_EXPIRED          expired_at
├── PolicyForbids        POLICY                deadline
├── DuplicateBooking     DUPLICATE             booking_id
├── CapacityReached      CAPACITY              limit
├── ConflictOfInterest   CONFLICT_OF_INTEREST  rule
├── NotEligible          NOT_ELIGIBLE          failed
├── WrongState           STATE                 current, allowed
└── ContentRejected      CONTENT_REJECTED      terms

Unauthenticated is no refusal: no person stands behind the request, so it becomes a GraphQL error.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from providers.enums import ErrorCode, Role, ServiceMode, SlotReason


class Unauthenticated(Exception):
    """The mutation needs a person and no valid token came with it."""


@dataclass(eq=False)
class Refusal(Exception):
    """A business "no", safe to show: `message` is Chinese for citizens, `path` leads into the input."""

    code: ClassVar[ErrorCode]
    message: str
    path: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


@dataclass(eq=False)
class InvalidInput(Refusal):
    """A value breaks a rule of its field; `rule` names it, e.g. max_length."""

    code = ErrorCode.INVALID
    rule: str = "invalid"


@dataclass(eq=False)
class NotFound(Refusal):
    """No such object, or not this person's: the two are never told apart."""

    code = ErrorCode.NOT_FOUND
    message: str = "没有找到，或您无权查看。请核对编号后再试。"


@dataclass(eq=False)
class Forbidden(Refusal):
    """The actor's role may not do this; `required` would."""

    code = ErrorCode.FORBIDDEN
    required: Role | None = None


@dataclass(eq=False)
class StaleVersion(Refusal):
    """Someone changed it meanwhile: refetch `current_version` and try again."""

    code = ErrorCode.STALE_VERSION
    message: str = "内容已被修改，请刷新后重试。"
    current_version: int = 0


@dataclass(eq=False)
class IdempotencyMismatch(Refusal):
    """The key was used before, with another input."""

    code = ErrorCode.IDEMPOTENCY_MISMATCH
    message: str = "同一幂等键不能用于不同的内容，请换一个新键。"
    path: tuple[str, ...] | None = ("input", "idempotencyKey")


@dataclass(eq=False)
class RateLimited(Refusal):
    """Too often; wait `retry_after_seconds`."""

    code = ErrorCode.RATE_LIMITED
    retry_after_seconds: int = 60


@dataclass(frozen=True)
class PlaceRef:
    """A place in a calendar by its coordinates; times are UTC instants."""

    listing_id: int
    practitioner_id: int | None
    starts_at: datetime
    ends_at: datetime
    mode: ServiceMode
    left: int = 1


@dataclass(eq=False)
class SlotUnavailable(Refusal):
    """The place is not to be had; `alternatives` are the next free ones, same listing first."""

    code = ErrorCode.SLOT_UNAVAILABLE
    reasons: tuple[SlotReason, ...] = ()
    alternatives: tuple[PlaceRef, ...] = ()


@dataclass(eq=False)
class HoldExpired(Refusal):
    """The hold ran out at `expired_at`."""

    code = ErrorCode.HOLD_EXPIRED
    message: str = "占位已过期，请重新选择时段。"
    expired_at: datetime | None = None


@dataclass(eq=False)
class PolicyForbids(Refusal):
    """The booking policy forbids it; it was allowed until `deadline`."""

    code = ErrorCode.POLICY
    deadline: datetime | None = None


@dataclass(eq=False)
class DuplicateBooking(Refusal):
    """The person already holds this place: `booking_id`."""

    code = ErrorCode.DUPLICATE
    booking_id: int = 0


@dataclass(eq=False)
class CapacityReached(Refusal):
    """No more than `limit` of these at a time."""

    code = ErrorCode.CAPACITY
    limit: int = 0


@dataclass(eq=False)
class ConflictOfInterest(Refusal):
    """The institution stands on the other side; `rule` only, never the other party's data."""

    code = ErrorCode.CONFLICT_OF_INTEREST
    rule: str = "R02"


@dataclass(eq=False)
class NotEligible(Refusal):
    """A rule of the service is not met: `failed` holds (rule code, text, reason)."""

    code = ErrorCode.NOT_ELIGIBLE
    failed: tuple[tuple[str, str, str], ...] = ()


@dataclass(eq=False)
class WrongState(Refusal):
    """It stands in `current`; this is allowed only from `allowed`."""

    code = ErrorCode.STATE
    current: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(eq=False)
class ContentRejected(Refusal):
    """The text holds `terms` that may not stand."""

    code = ErrorCode.CONTENT_REJECTED
    terms: tuple[str, ...] = ()
