"""What people send about places and bookings; each reads itself into what the use cases take."""

from datetime import datetime, timedelta

import strawberry

from providers.booking import BookingFilter, BookingWish, CancelWish, HoldWish
from providers.enums import BookingStatus, Channel
from providers.places import LONGEST_RANGE, Range
from schema.relay import parse_id
from schema.scalars import bad_input
from schema.types.catalog.inputs import DateTimeRange, IDFilter, bounded

NO_ROW = 0  # what an id that is none of ours stands for: no row has it

_DEFAULT_RANGE = timedelta(days=14)


def read_range(wanted: DateTimeRange, now: datetime) -> Range:
    """Read a range of places: from now on where it is open, for two weeks."""
    span = wanted.read()
    starts = span.gte or now
    ends = span.lt or starts + _DEFAULT_RANGE
    if not starts < ends or ends - starts > LONGEST_RANGE:
        raise bad_input(f"range must hold some time and at most {LONGEST_RANGE.days} days")
    return Range(starts, ends)


def row_of(id_: strawberry.ID, type_name: str) -> int:
    """Read an id."""
    return parse_id(id_, type_name) or NO_ROW


def _row_or_none(id_: strawberry.ID | None, type_name: str) -> int | None:
    return None if id_ is None else row_of(id_, type_name)


@strawberry.input(description="Input.")
class SlotHoldInput:
    """A place to keep."""

    slot: strawberry.ID = strawberry.field(description="The place.")
    need_id: strawberry.ID | None = strawberry.field(default=None, description="Which need.")
    idempotency_key: str = strawberry.field(
        description="Client-made UUID; the same key returns the first answer for 24 hours."
    )

    def read(self) -> HoldWish:
        return HoldWish(self.slot, self.idempotency_key, _row_or_none(self.need_id, "Need"))


@strawberry.input(description="Input.")
class HoldReleaseInput:
    """A hold to give back."""

    hold_id: strawberry.ID = strawberry.field(description="Which hold.")


@strawberry.input(description="Input.")
class BookingCreateInput:
    """A hold to book."""

    hold_id: strawberry.ID = strawberry.field(description="Which hold.")
    need_id: strawberry.ID | None = strawberry.field(default=None, description="Which need.")
    note: str | None = strawberry.field(default=None, description="Free note.")
    remind_by: list[Channel] | None = strawberry.field(default=None, description="Channels for reminders.")
    idempotency_key: str = strawberry.field(
        description="Client-made UUID; the same key returns the first answer for 24 hours."
    )

    def read(self) -> BookingWish:
        return BookingWish(
            hold_id=row_of(self.hold_id, "Hold"),
            key=self.idempotency_key,
            need_id=_row_or_none(self.need_id, "Need"),
            note=self.note or "",
            remind_by=tuple(dict.fromkeys(self.remind_by or ())),
        )


@strawberry.input(description="Input.")
class BookingCancelInput:
    """A booking to call off."""

    booking_id: strawberry.ID = strawberry.field(description="Which booking.")
    reason: str | None = strawberry.field(default=None, description="Why.")
    expected_version: int = strawberry.field(description="Version last read; a mismatch returns StaleVersionError.")

    def read(self) -> CancelWish:
        return CancelWish(row_of(self.booking_id, "Booking"), self.expected_version, self.reason or "")


@strawberry.input
class BookingWhere:
    """Which bookings."""

    status: list[BookingStatus] | None = strawberry.field(default=None, description="Status.")
    starts_at: DateTimeRange | None = strawberry.field(default=None, description="Start.")
    listing_id: IDFilter | None = strawberry.field(default=None, description="Which listing.")

    def read(self) -> BookingFilter:
        span = self.starts_at.read() if self.starts_at else None
        return BookingFilter(
            statuses=None if self.status is None else bounded(self.status, "status"),
            starts_from=span.gte if span else None,
            starts_before=span.lt if span else None,
            listing_ids=self.listing_id.read("Listing", "listingId") if self.listing_id else None,
        )
