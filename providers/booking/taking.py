"""Taking a place: a hold and the occupancy that the database lets only one have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from providers.booking.announcing import announce
from providers.booking.wishes import HoldWish
from providers.db import constraint_of, retrying, transaction
from providers.errors import CapacityReached, NotFound, PlaceRef
from providers.idempotency import Key, claim, keep
from providers.models import Account, Hold, Occupancy, Resource
from providers.places import Judged
from providers.rules.access import Actor
from providers.rules.plan import Place, Seat
from providers.rules.reservation import HoldState
from providers.rules.wall import epoch, epoch_up, moment

GUARD = "occupancy_no_overlap"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a place is held, and how many at once a person may hold."""

    hold_seconds: int = 120
    most_holds: int = 3


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to take a place that was judged free."""

    actor: Actor
    wanted: PlaceRef
    wish: HoldWish
    key: Key
    judged: Judged
    limits: Limits
    now: datetime


async def lock_person(account_id: int) -> None:
    """Let the rules that count what one person has be checked by one request at a time.

    On PostgreSQL this locks the row; on SQLite the transaction has the whole database already.
    """
    await Account.filter(id=account_id).select_for_update(no_key=True).get()


async def held_by(account_id: int, now: datetime) -> list[Hold]:
    return await Hold.filter(holder_id=account_id, state=HoldState.HELD, expires_at__gt=now).order_by("id")


def same_place(holds: list[Hold], wanted: PlaceRef) -> Hold | None:
    """Find the hold a person already has on the place they ask for again."""
    for hold in holds:
        there = hold.listing_id == wanted.listing_id and hold.starts_at == wanted.starts_at
        if there and wanted.practitioner_id in {None, hold.practitioner_id}:
            return hold
    return None


async def kept_for(account_id: int, wanted: PlaceRef, now: datetime) -> bool:
    """Whether the person has the place already."""
    return same_place(await held_by(account_id, now), wanted) is not None


async def take(attempt: Attempt) -> int | None:
    """Take the place in one transaction and return the hold; None when others were quicker."""
    try:
        return await _take(attempt)
    except _Lost:
        return None


class _Lost(Exception):
    """The database gave the place to somebody else: everything of this attempt is undone."""


@retrying()
async def _take(attempt: Attempt) -> int:
    async with transaction():
        await lock_person(attempt.actor.account_id)
        earlier = await claim(attempt.key, attempt.now)
        if earlier is not None:
            return earlier
        holds = await held_by(attempt.actor.account_id, attempt.now)
        hold = same_place(holds, attempt.wanted) or await _new(attempt, len(holds))
        await keep(attempt.key, hold.id)
        return hold.id


async def _new(attempt: Attempt, held: int) -> Hold:
    place = attempt.judged.verdict.place
    if place is None:  # it was kept for this person a moment ago
        raise _Lost
    if held >= attempt.limits.most_holds:
        limit = attempt.limits.most_holds
        raise CapacityReached(f"您最多同时占住 {limit} 个时段，请先完成预约或放弃其中一个。", limit=limit)
    if attempt.judged.over:
        await free_expired(list(attempt.judged.over), attempt.now)
    for seat in _from(place.seats, attempt.actor.account_id):
        hold = await _seated(attempt, place, seat)
        if hold is not None:
            await _ticketed(attempt, place, hold)
            await announce(hold.listing_id, hold.practitioner_id, hold.starts_at, attempt.now)
            return hold
    raise _Lost


def _from(seats: tuple[Seat, ...], turn: int) -> Iterator[Seat]:
    """Begin at a different seat for each person, so that people meet less."""
    first = turn % len(seats)
    yield from (*seats[first:], *seats[:first])


async def _seated(attempt: Attempt, place: Place, seat: Seat) -> Hold | None:
    """Hold one seat; None when the database says that it is taken."""
    plan, expires = attempt.judged.calendar.plan, epoch_up(attempt.now) + attempt.limits.hold_seconds
    try:
        async with transaction():
            await _queue_for(seat.resource_id)
            hold = await Hold.create(
                listing_id=attempt.wanted.listing_id,
                practitioner_id=seat.practitioner_id,
                holder_id=attempt.actor.account_id,
                need_id=attempt.wish.need_id,
                starts_at=moment(place.starts),
                ends_at=moment(place.ends),
                mode=attempt.wanted.mode,
                state=HoldState.HELD,
                expires_at=moment(expires),
                created_at=attempt.now,
            )
            await Occupancy.create(
                resource_id=seat.resource_id,
                seat=seat.seat,
                busy_from=place.starts - plan.buffer_before,
                busy_until=place.ends + plan.buffer_after,
                hold_id=hold.id,
                expires_at=expires,
            )
            return hold
    except IntegrityError as fault:
        return _taken(fault)


async def _ticketed(attempt: Attempt, place: Place, hold: Hold) -> None:
    """Where a day takes only so many bookings, take one of them as well."""
    for ticket in place.tickets:
        try:
            async with transaction():
                await _queue_for(attempt.judged.calendar.plan.resource_id)
                await Occupancy.create(
                    resource_id=attempt.judged.calendar.plan.resource_id,
                    seat=ticket,
                    busy_from=place.day[0],
                    busy_until=place.day[1],
                    hold_id=hold.id,
                    expires_at=epoch(hold.expires_at),
                )
                return
        except IntegrityError as fault:
            _taken(fault)
    if place.tickets:
        raise _Lost


def _taken(fault: IntegrityError) -> None:
    if constraint_of(fault) != GUARD:
        raise fault


async def _queue_for(resource_id: int) -> None:
    """Wait for those before us.

    On PostgreSQL two inserts that meet in an exclusion constraint wait for each other: 8 clients without this lock
    deadlocked 112 times in 400 rounds.
    """
    await Resource.filter(id=resource_id).select_for_update(no_key=True).get()


async def free_expired(hold_ids: list[int], now: datetime) -> list[Hold]:
    """Free what holds kept that have run out; one that became a booking meanwhile stays as it is."""
    over = Hold.filter(id__in=hold_ids, state=HoldState.HELD, expires_at__lte=now)
    freed = await over
    await over.update(state=HoldState.EXPIRED)
    await Occupancy.filter(hold_id__in=hold_ids, expires_at__lte=epoch(now)).delete()
    return freed


@retrying()
async def release(actor: Actor, hold_id: int, now: datetime) -> int:
    """Give a hold back; once it is over or used there is nothing to give."""
    async with transaction():
        mine = Hold.filter(id=hold_id, holder_id=actor.account_id, state=HoldState.HELD)
        hold = await mine.first()
        if hold is None or not await mine.update(state=HoldState.RELEASED):
            raise NotFound(path=("input", "holdId"))
        await Occupancy.filter(hold_id=hold_id).delete()
        await announce(hold.listing_id, hold.practitioner_id, hold.starts_at, now)
    return hold_id


@retrying()
async def sweep(now: datetime, limit: int = 200) -> int:
    """Free the holds that ran out, oldest first, and tell whoever watches; for the background worker."""
    async with transaction():
        due = Hold.filter(state=HoldState.HELD, expires_at__lte=now).order_by("expires_at", "id").limit(limit)
        freed = await free_expired([hold.id for hold in await due], now)
        for hold in freed:
            await announce(hold.listing_id, hold.practitioner_id, hold.starts_at, now)
    return len(freed)
