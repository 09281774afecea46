"""The use cases of places: see them, hold one, book it, call it off; and whoever watches is told."""

from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from providers import idempotency
from providers.booking import calendar_file, cancelling, confirming, plans, reading, taking, watching
from providers.booking.fitting import forbid_conflict, own_need
from providers.booking.plans import Dated
from providers.booking.reading import Seen
from providers.booking.taking import Attempt, Limits
from providers.booking.wishes import BookingFilter, BookingWish, CancelWish, HoldWish
from providers.bus import Bus
from providers.enums import SlotReason
from providers.errors import NotFound, SlotUnavailable
from providers.models import Booking, BookingEvent, CalendarDay, Hold, Listing, WeeklyRule
from providers.paging import Page, Values
from providers.places import OpenDay, Range, Wish, alternatives, days, judge
from providers.rules.access import Actor
from providers.rules.slot_token import place_of
from providers.vault import Vault

_NO_PLACE = "没有这个时段，请刷新后重新选择。"
_GONE = "这个时段已经约满或不可预约，请从推荐的时段中另选一个。"
_TRIES = 3  # a place that is free again by the time it is refused is tried again


@dataclass(frozen=True, slots=True)
class Bookings:
    """Places in calendars, end to end."""

    vault: Vault
    bus: Bus
    limits: Limits = field(default_factory=Limits)

    async def hold(self, actor: Actor, wish: HoldWish, now: datetime) -> Hold:
        """Keep a place for a person for a short time; the same key gives the same hold again."""
        wish.check()
        key = idempotency.key_of(actor.account_id, "slotHold", wish.key, wish.token, wish.need_id)
        earlier = await idempotency.recall(key, now)
        if earlier is None:
            try:
                earlier = await self._hold(actor, wish, key, now)
            except SlotUnavailable:
                earlier = await idempotency.recall(key, now)  # a twin of this request may have been quicker
                if earlier is None:
                    raise
        return await Hold.get(id=earlier)

    async def _hold(self, actor: Actor, wish: HoldWish, key: idempotency.Key, now: datetime) -> int:
        wanted = place_of(wish.token)
        if wanted is None:
            raise NotFound(_NO_PLACE, ("input", "slot"))
        reasons: tuple[SlotReason, ...] = ()
        for _ in range(_TRIES):
            judged = await judge(wanted, now)
            if judged is None:
                raise NotFound(_NO_PLACE, ("input", "slot"))
            await self._fit(actor, wish.need_id, judged.calendar.listing, now)
            reasons = judged.verdict.reasons
            if judged.verdict.place is None and not await taking.kept_for(actor.account_id, wanted, now):
                break
            taken = await taking.take(Attempt(actor, wanted, wish, key, judged, self.limits, now))
            if taken is not None:
                return taken
        raise SlotUnavailable(
            _GONE,
            ("input", "slot"),
            reasons=(SlotReason.FULL,) if reasons == (SlotReason.OFFERED,) else reasons,
            alternatives=await alternatives(wanted, now),
        )

    async def _fit(self, actor: Actor, need_id: int | None, listing: Listing, now: datetime) -> None:
        need = await own_need(actor, need_id)
        if need is not None:
            await forbid_conflict(self.vault, need, listing.provider_id, now)

    async def release(self, actor: Actor, hold_id: int, now: datetime) -> int:
        """Give a hold back."""
        return await taking.release(actor, hold_id, now)

    async def create(self, actor: Actor, wish: BookingWish, now: datetime) -> Booking:
        """Make a hold a booking; the same key gives the same booking again."""
        wish.check()
        given = (wish.hold_id, wish.need_id, wish.note, list(wish.remind_by))
        key = idempotency.key_of(actor.account_id, "bookingCreate", wish.key, *given)
        earlier = await idempotency.recall(key, now)
        if earlier is None:
            earlier = await self._create(actor, wish, key, now)
        return await Booking.get(id=earlier)

    async def _create(self, actor: Actor, wish: BookingWish, key: idempotency.Key, now: datetime) -> int:
        hold = (await reading.holds_of(actor, [wish.hold_id])).get(wish.hold_id)
        if hold is None:
            raise NotFound(path=("input", "holdId"))
        need = await own_need(actor, wish.need_id if wish.need_id is not None else hold.need_id)
        listing = await Listing.get(id=hold.listing_id)
        if need is not None:
            await forbid_conflict(self.vault, need, listing.provider_id, now)
        return await confirming.confirm(confirming.Confirmation(self.vault, actor, wish, key, listing, need, now))

    async def cancel(self, actor: Actor, wish: CancelWish, now: datetime) -> Booking:
        """Call a booking off, as its citizen or as its institution."""
        wish.check()
        seen = (await reading.seen_by(actor, [wish.booking_id])).get(wish.booking_id)
        if seen is None or not (seen.citizen or seen.staff):
            raise NotFound(path=("input", "bookingId"))
        done = await cancelling.cancel(cancelling.Cancellation(self.vault, actor, wish, seen, now))
        return await Booking.get(id=done)

    async def days(self, listing_id: int, wanted: Range, wish: Wish, now: datetime) -> list[OpenDay]:
        """List the days of a range with the free places of a listing, or why there is none."""
        return (await days([listing_id], wanted, now, wish)).get(listing_id, [])

    def watch(self, listing_id: int, wanted: Range, clock: Callable[[], datetime]) -> AsyncGenerator[OpenDay]:
        """Yield each day of a range anew whenever a place of it is taken or freed."""
        return watching.watch(self.bus, listing_id, wanted, clock)

    async def weekly(self, ids: Collection[int]) -> Mapping[int, list[WeeklyRule]]:
        """Return the weekly hours of each listing."""
        return await plans.weekly(ids)

    async def calendars(self, years: Collection[int]) -> Mapping[int, list[CalendarDay]]:
        """Return the days off and the make-up workdays of each year."""
        return await plans.calendars(years)

    async def dated(self, actor: Actor | None, ids: Collection[int], now: datetime) -> Mapping[int, list[Dated]]:
        """Return the dated overrides of each listing that still matter, as far as the actor may see them."""
        return await plans.dated(actor, ids, now)

    async def dated_by_id(self, actor: Actor | None, ids: Collection[int]) -> Mapping[int, Dated]:
        """Return those of the overrides that the actor may see."""
        return await plans.dated_by_id(actor, ids)

    async def seen_by(self, actor: Actor | None, ids: Collection[int]) -> Mapping[int, Seen]:
        """Return those of the bookings that the actor may see."""
        return await reading.seen_by(actor, ids) if actor else {}

    async def mine(self, actor: Actor, where: BookingFilter, first: int, after: Values | None) -> Page[Booking]:
        """Page through the actor's own bookings, soonest first."""
        return await reading.mine(actor, where, first, after)

    async def history(self, ids: Collection[int]) -> Mapping[int, list[BookingEvent]]:
        """Return what happened to each booking, oldest first."""
        return await reading.history(ids)

    async def holds_of(self, actor: Actor | None, ids: Collection[int]) -> Mapping[int, Hold]:
        """Return those of the holds that are the actor's."""
        return await reading.holds_of(actor, ids) if actor else {}

    async def calendar_file(self, ics_key: str, now: datetime) -> bytes | None:
        """Render the calendar file behind an unguessable key; None when there is none."""
        page = await calendar_file.page_of(ics_key)
        return None if page is None else calendar_file.render(page, now)

    async def sweep(self, now: datetime) -> int:
        """Free holds that ran out and forget keys of yesterday; for the background worker."""
        await idempotency.forget(now)
        return await taking.sweep(now)
