"""What people ask of the calendars, checked as far as no table is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from providers.enums import BookingStatus, Channel
from providers.errors import InvalidInput
from providers.idempotency import LONGEST

LONGEST_NOTE = 500
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class HoldWish:
    """Keep this place for me."""

    token: str
    key: str
    need_id: int | None = None

    def check(self) -> None:
        check_key(self.key)


@dataclass(frozen=True, slots=True)
class BookingWish:
    """Make my hold a booking."""

    hold_id: int
    key: str
    need_id: int | None = None
    note: str = ""
    remind_by: tuple[Channel, ...] = ()

    def check(self) -> None:
        check_key(self.key)
        check_length(self.note, LONGEST_NOTE, "note")


@dataclass(frozen=True, slots=True)
class CancelWish:
    """Call this booking off."""

    booking_id: int
    expected_version: int
    reason: str = ""

    def check(self) -> None:
        check_length(self.reason, LONGEST_REASON, "reason")


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings of a listing of them; an empty list asks for none, None for all."""

    statuses: Sequence[BookingStatus] | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    listing_ids: Sequence[int] | None = None


def check_key(key: str) -> None:
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise InvalidInput(
            f"幂等键须为 1 至 {LONGEST} 个可见字符，建议使用 UUID。", ("input", "idempotencyKey"), rule="key"
        )


def check_length(text: str, longest: int, field: str) -> None:
    if len(text) > longest:
        raise InvalidInput(f"最多填写 {longest} 个字。", ("input", field), rule="max_length")
