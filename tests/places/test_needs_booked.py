import pytest

from providers.booking import CancelWish
from providers.enums import ExclusionReason, MatchState, NeedEventKind, NeedStatus
from providers.errors import ConflictOfInterest, NotFound, PolicyForbids
from providers.models import Account, Booking, Candidate, ClientMatter, MatchRun, Need, NeedEvent
from providers.rules.parties import PARTY, fold
from tests.places.market import NOW, Desk, new_actor, new_listing, new_need, token
from tests.rows import fill


async def test_a_need_is_booked_and_its_clock_stops(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    need = await new_need(actor, opposing_hashes=["the other side"])
    run = await fill(MatchRun, need=need, state=MatchState.RANKING)
    booking = await desk.book(actor, await desk.hold(actor, token(listing), need=need))  # the hold knows the need
    found = await Need.get(id=need.id)
    assert (found.status, found.stopped_at, booking.need_id) == (NeedStatus.BOOKED, NOW, need.id)
    assert [(e.seq, e.kind) for e in await NeedEvent.filter(need_id=need.id)] == [(1, NeedEventKind.BOOKED)]
    name = fold((await Account.get(id=actor.account_id)).display_name)
    ledger = {(row.party_hash, row.side) for row in await ClientMatter.filter(provider_id=listing.provider_id)}
    assert ledger == {(desk.bookings.vault.index(PARTY, name), "client"), ("the other side", "opponent")}
    await desk.bookings.cancel(actor, CancelWish(booking.id, 1), NOW)
    assert (await Need.get(id=need.id)).status == NeedStatus.MATCHING
    assert await ClientMatter.all().count() == 0
    assert run.state == MatchState.RANKING


async def test_a_need_that_is_over_or_not_mine_is_not_booked_for(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    need = await new_need(actor, status=NeedStatus.WITHDRAWN)
    hold = await desk.hold(actor, token(listing))
    with pytest.raises(PolicyForbids):
        await desk.book(actor, hold, need=need)
    with pytest.raises(NotFound):
        await desk.book(actor, hold, need=await new_need(await new_actor()))
    assert await Booking.all().count() == 0
    assert await desk.book(actor, hold)


async def test_the_other_sides_institution_is_refused(desk: Desk) -> None:
    listing = await new_listing()
    actor = await new_actor()
    need = await new_need(actor, opposing_hashes=["the other side"])
    run = await fill(MatchRun, need=need, state=MatchState.RANKING)
    hold = await desk.hold(actor, token(listing))
    excluded = [ExclusionReason.CONFLICT_OF_INTEREST.value]
    candidate = await fill(Candidate, run=run, listing=listing, practitioner=None, rank=None, excluded_by=excluded)
    for refused in (desk.hold(actor, token(listing), need=need), desk.book(actor, hold, need=need)):
        with pytest.raises(ConflictOfInterest):
            await refused
    await candidate.delete()
    acting = await fill(
        ClientMatter, provider_id=listing.provider_id, party_hash="the other side", side="client", ended_on=None
    )
    with pytest.raises(ConflictOfInterest):
        await desk.book(actor, hold, need=need)
    await acting.delete()
    assert await desk.book(actor, hold, need=need)
