"""Rules of the life of a booking: its states, deadlines, what may be done with it, its number, its policy in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from providers.enums import BookingAction, BookingStatus

ACTIVE = (BookingStatus.PENDING, BookingStatus.CONFIRMED)

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another on the telephone
_LENGTH = 8
_STIR = 473_894_267_351  # shares no factor with 30: every id gets its own number, neighbours look unlike


class HoldState(StrEnum):
    """Where a hold stands."""

    HELD = "HELD"
    USED = "USED"
    RELEASED = "RELEASED"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Policy:
    """The booking policy of a listing; durations are seconds before the start."""

    needs_confirmation: bool
    cancel_until: int
    reschedule_until: int
    max_reschedules: int
    no_show_limit: int

    def first_status(self) -> BookingStatus:
        return BookingStatus.PENDING if self.needs_confirmation else BookingStatus.CONFIRMED

    def cancel_deadline(self, starts_at: datetime) -> datetime:
        """Return the last instant at which the citizen may cancel."""
        return starts_at - timedelta(seconds=self.cancel_until)

    def text(self, *, english: bool = False) -> str:
        return _english(self) if english else _chinese(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides what may be done with a booking."""

    status: BookingStatus
    starts_at: datetime
    policy: Policy

    def allowed(self, *, citizen: bool, staff: bool, now: datetime) -> list[tuple[BookingAction, datetime]]:
        """List what a viewer may do now, and until when. Staff of the institution may call off until the start."""
        until = self.starts_at if staff else self.policy.cancel_deadline(self.starts_at)
        may_cancel = (citizen or staff) and self.status in ACTIVE and now <= until
        return [(BookingAction.CANCEL, until)] if may_cancel else []


def number_of(hold_id: int) -> str:
    """Make the number people quote from the id of the hold: short, unique, not counting up."""
    rest, signs = hold_id * _STIR % len(_SIGNS) ** _LENGTH, ""
    for _ in range(_LENGTH):
        rest, sign = divmod(rest, len(_SIGNS))
        signs = _SIGNS[sign] + signs
    return f"{signs[:4]}-{signs[4:]}"


def _chinese(policy: Policy) -> str:
    confirmed = "提交后须由机构确认，确认前时段为您保留。" if policy.needs_confirmation else "提交后立即生效。"
    moved = (
        f"改期请至少提前{_span(policy.reschedule_until)}，同一预约最多改期 {policy.max_reschedules} 次。"
        if policy.max_reschedules
        else "本预约不可改期。"
    )
    return (
        f"{confirmed}取消请至少提前{_span(policy.cancel_until)}。{moved}"
        f"无故失约满 {policy.no_show_limit} 次将暂停网上预约。"
    )


def _english(policy: Policy) -> str:
    confirmed = "The institution must confirm; your place is kept meanwhile. " if policy.needs_confirmation else ""
    moved = (
        f"Move it at least {_span_en(policy.reschedule_until)} before, at most {policy.max_reschedules} times. "
        if policy.max_reschedules
        else "It cannot be moved. "
    )
    return (
        f"{confirmed}Cancel at least {_span_en(policy.cancel_until)} before the start. {moved}"
        f"After {policy.no_show_limit} missed bookings online booking is closed for a while."
    )


def _parts(seconds: int) -> tuple[int, int, int]:
    days, rest = divmod(seconds, 86_400)
    return days, rest // 3600, rest % 3600 // 60


def _span(seconds: int) -> str:
    words = (f"{count} {unit}" for count, unit in zip(_parts(seconds), ("天", "小时", "分钟"), strict=True) if count)
    return " " + " ".join(words) if seconds >= 60 else " 0 分钟"  # noqa: PLR2004 a minute


def _span_en(seconds: int) -> str:
    words = (f"{count} {unit}" for count, unit in zip(_parts(seconds), ("d", "h", "min"), strict=True) if count)
    return " ".join(words) or "0 min"
