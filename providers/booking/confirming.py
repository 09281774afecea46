"""Making a hold a booking: the same occupancy, kept for good, and everyone told in the same transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F

from providers.booking.announcing import announce
from providers.booking.fitting import own_hashes
from providers.booking.taking import lock_person
from providers.booking.wishes import BookingWish
from providers.db import retrying, transaction
from providers.enums import BookingStatus, NeedEventKind, NeedStatus, SlotReason
from providers.errors import DuplicateBooking, HoldExpired, NotFound, PolicyForbids, SlotUnavailable
from providers.idempotency import Key, claim, keep
from providers.models import Booking, BookingEvent, ClientMatter, Hold, Listing, Need, Occupancy
from providers.needlog import Step, append
from providers.rules.access import Actor
from providers.rules.conflict import CLIENT, OPPONENT
from providers.rules.days import day_in
from providers.rules.reservation import ACTIVE, HoldState, Policy, number_of
from providers.standing import published_listings
from providers.vault import Vault

FROM_BOOKING = "booking"  # ClientMatter.source
OVER = (NeedStatus.CLOSED, NeedStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A hold about to become a booking."""

    vault: Vault
    actor: Actor
    wish: BookingWish
    key: Key
    listing: Listing
    need: Need | None
    now: datetime

    @property
    def citizen_id(self) -> int:
        return self.need.citizen_id if self.need else self.actor.account_id


def policy_of(listing: Listing) -> Policy:
    """Return the booking policy of a listing."""
    return Policy(
        needs_confirmation=listing.needs_confirmation,
        cancel_until=listing.cancel_until,
        reschedule_until=listing.reschedule_until,
        max_reschedules=listing.max_reschedules,
        no_show_limit=listing.no_show_limit,
    )


@retrying()
async def confirm(what: Confirmation) -> int:
    """Book in one transaction and return the booking."""
    async with transaction():
        await lock_person(what.citizen_id)
        earlier = await claim(what.key, what.now)
        if earlier is not None:
            return earlier
        hold = await _use(what)
        await _forbid_duplicate(what, hold)
        booking = await _store(what, hold)
        if what.need is not None:
            await _tell_need(what, what.need, booking)
        await _enter_ledger(what, booking)
        await announce(booking.listing_id, booking.practitioner_id, booking.starts_at, what.now)
        await keep(what.key, booking.id)
        return booking.id


async def _use(what: Confirmation) -> Hold:
    """Take the hold by one conditional write; the occupancy loses its end and is otherwise the same."""
    mine = Hold.filter(id=what.wish.hold_id, holder_id=what.actor.account_id)
    used = await mine.filter(state=HoldState.HELD, expires_at__gt=what.now).update(state=HoldState.USED)
    hold = await mine.first()
    if hold is None or hold.state == HoldState.RELEASED:
        raise NotFound(path=("input", "holdId"))
    if not used:
        await _forbid_reuse(hold)
        raise HoldExpired(path=("input", "holdId"), expired_at=hold.expires_at)
    if not await Occupancy.filter(hold_id=hold.id).update(expires_at=None):
        raise HoldExpired(path=("input", "holdId"), expired_at=hold.expires_at)
    if not await published_listings(day_in(hold.starts_at)).filter(id=hold.listing_id).exists():
        gone = "机构已暂停该服务的预约，请另选机构。"
        raise SlotUnavailable(gone, ("input", "holdId"), reasons=(SlotReason.LISTING_UNPUBLISHED,))
    return hold


async def _forbid_reuse(hold: Hold) -> None:
    if hold.state == HoldState.USED:
        made = await Booking.get(hold_id=hold.id)
        raise DuplicateBooking("这个占位已经预约成功。", ("input", "holdId"), booking_id=made.id)


async def _forbid_duplicate(what: Confirmation, hold: Hold) -> None:
    """Refuse a second seat for the same person at the same time; the person's row is locked meanwhile."""
    there = await Booking.filter(
        citizen_id=what.citizen_id,
        listing_id=hold.listing_id,
        status__in=ACTIVE,
        starts_at__lt=hold.ends_at,
        ends_at__gt=hold.starts_at,
    ).first()
    if there is not None:
        raise DuplicateBooking("您在这个时段已有预约，无需重复预约。", ("input", "holdId"), booking_id=there.id)


async def _store(what: Confirmation, hold: Hold) -> Booking:
    number = number_of(hold.id)
    note = what.wish.note.strip()
    booking = await Booking.create(
        number=number,
        status=policy_of(what.listing).first_status(),
        hold_id=hold.id,
        listing_id=hold.listing_id,
        practitioner_id=hold.practitioner_id,
        citizen_id=what.citizen_id,
        need_id=what.need.id if what.need else None,
        starts_at=hold.starts_at,
        ends_at=hold.ends_at,
        mode=hold.mode,
        note_sealed=what.vault.seal(note, note_place(number)) if note else "",
        remind_by=what.wish.remind_by,
        ics_key=secrets.token_urlsafe(24),
        created_at=what.now,
    )
    await write_event(booking, what.actor.account_id, what.now)
    return booking


def note_place(number: str) -> str:
    """Say where a note is sealed."""
    return f"booking.note.{number}"


async def write_event(booking: Booking, actor_id: int | None, now: datetime, note: str = "") -> None:
    """Log where a booking stands now."""
    await BookingEvent.create(booking_id=booking.id, at=now, status=booking.status, actor_id=actor_id, note=note)


async def _tell_need(what: Confirmation, need: Need, booking: Booking) -> None:
    """Mark the need as booked; its clock stops if it runs."""
    mine = Need.filter(id=need.id)
    if not await mine.exclude(status__in=OVER).update(status=NeedStatus.BOOKED, version=F("version") + 1):
        raise PolicyForbids("这件需求已经结束，不能再为它预约，请重新提出需求。", ("input", "needId"))
    await mine.filter(submitted_at__isnull=False, stopped_at=None).update(stopped_at=what.now)
    waits = booking.status == BookingStatus.PENDING
    text = f"已提交预约 {booking.number}，等待机构确认。" if waits else f"已预约成功，预约号 {booking.number}。"
    await append(what.vault, need.id, Step(NeedEventKind.BOOKED, text, what.actor.account_id), what.now)


async def _enter_ledger(what: Confirmation, booking: Booking) -> None:
    """From now on the institution advises this citizen: its ledger knows both sides, by keyed hashes only (R02)."""
    sides = [(own, CLIENT) for own in await own_hashes(what.vault, what.citizen_id)]
    sides += [(other, OPPONENT) for other in (what.need.opposing_hashes if what.need else ())]
    for party_hash, side in sides:
        await ClientMatter.create(
            provider_id=what.listing.provider_id,
            party_hash=party_hash,
            side=side,
            source=FROM_BOOKING,
            source_id=booking.id,
            began_on=day_in(what.now),
        )
