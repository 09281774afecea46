"""Calling a booking off: within the policy, by either side, once; the place is free again in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F

from providers.booking.announcing import announce
from providers.booking.confirming import FROM_BOOKING, policy_of, write_event
from providers.booking.reading import Seen
from providers.booking.wishes import CancelWish
from providers.db import retrying, transaction
from providers.enums import BookingStatus, MatchState, NeedEventKind, NeedStatus
from providers.errors import NotFound, PolicyForbids, StaleVersion, WrongState
from providers.models import Booking, ClientMatter, MatchRun, Need, Occupancy
from providers.needlog import Step, append
from providers.rules.access import Actor
from providers.rules.reservation import ACTIVE
from providers.vault import Vault


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A booking about to be called off."""

    vault: Vault
    actor: Actor
    wish: CancelWish
    seen: Seen
    now: datetime

    @property
    def deadline(self) -> datetime:
        return policy_of(self.seen.listing).cancel_deadline(self.seen.booking.starts_at)

    def check(self) -> None:
        """Refuse what needs no write to be refused."""
        booking = self.seen.booking
        refuse_state(booking)
        if booking.version != self.wish.expected_version:
            raise StaleVersion(path=("input", "expectedVersion"), current_version=booking.version)
        until = booking.starts_at if self.seen.staff else self.deadline
        if self.now > until:
            raise PolicyForbids("已超过可取消的期限，请直接联系机构。", ("input", "bookingId"), deadline=until)


def refuse_state(booking: Booking) -> None:
    """Refuse what is over already."""
    if booking.status not in ACTIVE:
        allowed = tuple(status.value for status in ACTIVE)
        raise WrongState("这个预约已经结束或取消。", current=booking.status, allowed=allowed)


@retrying()
async def cancel(what: Cancellation) -> int:
    """Cancel by one conditional write: of two at once the second is refused."""
    what.check()
    booking_id = what.seen.booking.id
    async with transaction():
        mine = Booking.filter(id=booking_id)
        changed = await mine.filter(version=what.wish.expected_version, status__in=ACTIVE).update(
            status=BookingStatus.CANCELLED,
            version=F("version") + 1,
            sequence=F("sequence") + 1,
            cancelled_at=what.now,
            cancelled_by=what.seen.side,
            cancel_reason=what.wish.reason.strip(),
            cancelled_late=what.now > what.deadline,
        )
        booking = await mine.first()
        if booking is None:
            raise NotFound(path=("input", "bookingId"))
        if not changed:
            refuse_state(booking)
            raise StaleVersion(path=("input", "expectedVersion"), current_version=booking.version)
        await _free(what, booking)
    return booking_id


async def _free(what: Cancellation, booking: Booking) -> None:
    await Occupancy.filter(hold_id=booking.hold_id).delete()
    await write_event(booking, what.actor.account_id, what.now, booking.cancel_reason)
    # Advice that was never given binds nobody; else booking and cancelling would bar a firm to the other side.
    await ClientMatter.filter(source=FROM_BOOKING, source_id=booking.id).delete()
    if booking.need_id is not None:
        await _reopen(what, booking.need_id, booking)
    await announce(booking.listing_id, booking.practitioner_id, booking.starts_at, what.now)


async def _reopen(what: Cancellation, need_id: int, booking: Booking) -> None:
    """Without another booking the need is where its match left it; its list may be chosen from again."""
    if await Booking.filter(need_id=need_id, status__in=ACTIVE).exists():
        return
    run = await MatchRun.filter(need_id=need_id).order_by("-id").first()
    if run is None:
        back = NeedStatus.DRAFT
    else:
        back = NeedStatus.ESCALATED if run.state == MatchState.ESCALATED else NeedStatus.MATCHING
    booked = Need.filter(id=need_id, status=NeedStatus.BOOKED)
    if await booked.update(status=back, version=F("version") + 1) and run is not None:
        text = f"预约 {booking.number} 已取消，名单仍然有效，可以另选机构或时段。"
        await append(what.vault, need_id, Step(NeedEventKind.RANKED, text, what.actor.account_id), what.now)
