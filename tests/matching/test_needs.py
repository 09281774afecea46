"""A need from its sentence to its list: sealed, numbered, seen by its own people only, made once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from providers.bus import open_bus
from providers.counters import Limit
from providers.db import Database
from providers.enums import MatchState, NeedEventKind, NeedStatus, RiskFlag, Role, SlaState, Urgency
from providers.errors import ContentRejected, IdempotencyMismatch, InvalidInput, NotFound, RateLimited, WrongState
from providers.matching import Matching, Opening, Submission, clock_of, reads
from providers.matching.runs import listed
from providers.models import Candidate, MatchPolicy, MatchRun, Need, NeedEvent, Service
from providers.needlog import topic
from providers.rules.access import Actor
from providers.rules.contenders import Wish
from tests.matching.market import NOW, Market, open_market, person
from tests.matching.people import actor, key, matching, opened, reading, submitted

SAID = "朋友借了我三万块不还，电话也不接"


async def ready(database: Database, *flags: RiskFlag, **given: object) -> tuple[Matching, Actor, Service]:
    """A market with one service and two institutions that may take it."""
    market: Market = await open_market()
    service = await market.service()
    for _ in range(2):
        await market.institution(service)
    return await matching(database, reading(*flags), **given), actor(await person()), service


async def kinds(need_id: int) -> list[str]:
    events = await NeedEvent.filter(need_id=need_id).order_by("seq")
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    return [event.kind for event in events]


async def test_a_draft_is_sealed_numbered_and_logged(database: Database) -> None:
    use, who, _ = await ready(database)
    need = await opened(use, who, f"  {SAID}\x00\u202e \r\n")
    assert need.status == NeedStatus.DRAFT
    assert need.number.startswith("261125-")
    assert use.statement(need) == SAID
    assert use.reading(need) == reading()
    assert "三万" not in need.statement_sealed + need.reading_sealed
    assert await kinds(need.id) == [NeedEventKind.CREATED]
    assert clock_of(need).state(NOW) is SlaState.NOT_STARTED


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("", InvalidInput),
        (" 借 \u200b", InvalidInput),
        ("借" * 2001, InvalidInput),
        ("https://example.com/?a=1 www.ads.cn", ContentRejected),
        ("!!! 123 456", ContentRejected),
    ],
)
async def test_what_is_no_statement_is_refused(database: Database, statement: str, refusal: type[Exception]) -> None:
    use, who, _ = await ready(database)
    with pytest.raises(refusal):
        await opened(use, who, statement)
    assert await Need.all().count() == 0
    assert (await opened(use, who, "借" * 2000)).id
    assert (await opened(use, who, "欠薪")).id


async def test_without_consent_nothing_is_read_or_kept(database: Database) -> None:
    use, who, _ = await ready(database)
    with pytest.raises(InvalidInput) as refused:
        await use.start(who, Opening(SAID, consent=False), key(), NOW)
    assert refused.value.rule == "consent"
    assert not use.reader.heard  # type: ignore[attr-defined]
    assert await Need.all().count() == 0


async def test_only_desks_type_for_others(database: Database) -> None:
    use, who, _ = await ready(database)
    clerk = actor(await person("窗口"), Role.WINDOW_CLERK)
    for_them = Opening(SAID, consent=True, on_behalf_of=who.account_id)
    need = await use.start(clerk, for_them, key(), NOW)
    assert (need.citizen_id, need.entered_by_id) == (who.account_id, clerk.account_id)
    stranger = actor(await person("路人"))
    for wrong, said in ((stranger, for_them), (clerk, replace(for_them, on_behalf_of=10**9))):
        with pytest.raises(InvalidInput):
            await use.start(wrong, said, key(), NOW)


async def test_a_need_is_seen_by_its_own_people_only(database: Database) -> None:
    use, who, service = await ready(database)
    clerk, other_clerk = [actor(await person("窗口"), Role.WINDOW_CLERK) for _ in range(2)]
    need = await use.start(clerk, Opening(SAID, consent=True, on_behalf_of=who.account_id), key(), NOW)
    staff = replace(actor(await person("律师")), provider_ids=frozenset({1}), roles=frozenset({Role.PROVIDER_ADMIN}))
    stranger, dispatcher = actor(await person("路人")), actor(await person("调度"), Role.DISPATCHER)
    for seen_by in (who, clerk, dispatcher):
        assert await use.needs(seen_by, [need.id])
    for hidden_from in (stranger, other_clerk, staff, None):
        assert not await use.needs(hidden_from, [need.id])
        assert not await reads.events_seen_by(hidden_from, [(await NeedEvent.get()).id])
    for act in (
        use.submit(stranger, need.id, Submission(service.id, Wish()), key(), NOW),
        use.escalate(stranger, need.id, "", NOW),
        use.withdraw(stranger, need.id, "", NOW),
    ):
        with pytest.raises(NotFound):
            await act
    assert [event async for event in use.watch(stranger, need.id, 0)] == []


async def test_submitting_starts_the_clock_and_makes_the_list(database: Database) -> None:
    use, who, service = await ready(database)
    run = await submitted(use, who, service.id)
    need = await Need.get(id=run.need_id)
    assert (need.status, run.state, run.wave) == (NeedStatus.MATCHING, MatchState.RANKING, 0)
    assert need.chosen_service_id == service.id
    assert need.due_at == NOW + timedelta(minutes=10)
    assert await kinds(need.id) == [NeedEventKind.CREATED, NeedEventKind.SUBMITTED, NeedEventKind.RANKED]
    best = await Candidate.filter(run_id=run.id).order_by("position")
    assert [each.rank for each in best] == [1, 2]
    for each in best:
        assert sum(factor["contribution"] for factor in each.factors) == each.score > 0
        assert each.earliest_start is not None
        assert each.earliest_start > NOW


async def test_a_list_is_made_again_byte_for_byte_and_altered_inputs_are_found(database: Database) -> None:
    use, who, service = await ready(database)
    run = await submitted(use, who, service.id, near=(26.08, 119.3))
    again = use.replay(run)
    assert use.replay(await MatchRun.get(id=run.id)) == again
    for each in await Candidate.filter(run_id=run.id):
        assert f'"listing":{each.listing_id}'.encode() in again
    assert b"119.3" not in run.inputs_sealed.encode()
    run.inputs_hash = "0" * 64
    with pytest.raises(ValueError, match="not made from these inputs"):
        use.replay(run)
    assert listed(()) == b"[]"


async def test_two_submissions_at_once_make_one_list(database: Database) -> None:
    use, who, service = await ready(database)
    need = await opened(use, who)
    asked = Submission(service.id, Wish())
    answers = await asyncio.gather(
        *(use.submit(who, need.id, asked, key(), NOW) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(answer, Need) for answer in answers) == 1
    assert sum(isinstance(answer, WrongState) for answer in answers) == 4
    assert await MatchRun.all().count() == 1
    assert await kinds(need.id) == [NeedEventKind.CREATED, NeedEventKind.SUBMITTED, NeedEventKind.RANKED]


async def test_the_same_key_gives_the_same_answer_and_another_input_is_refused(database: Database) -> None:
    use, who, service = await ready(database)
    opening, asked = Opening(SAID, consent=True), Submission(service.id, Wish(), ("李四",))
    drafts = await asyncio.gather(*(use.start(who, opening, "one", NOW) for _ in range(5)))
    need_id = drafts[0].id
    assert {draft.id for draft in drafts} == {need_id}
    answers = await asyncio.gather(*(use.submit(who, need_id, asked, "one", NOW) for _ in range(5)))
    assert {answer.id for answer in answers} == {need_id}
    assert await Need.all().count() == await MatchRun.all().count() == 1
    with pytest.raises(IdempotencyMismatch):
        await use.start(who, Opening("别的事情", consent=True), "one", NOW)
    with pytest.raises(IdempotencyMismatch):
        await use.submit(who, need_id, replace(asked, opposing=("王五",)), "one", NOW)
    with pytest.raises(InvalidInput):
        await use.start(who, opening, "", NOW)


async def test_too_many_needs_are_slowed_down_but_a_retry_is_not(database: Database) -> None:
    use, who, _ = await ready(database, own_limit=Limit("need", 2, timedelta(hours=1)))
    first = await use.start(who, Opening(SAID, consent=True), "first", NOW)
    await opened(use, who)
    with pytest.raises(RateLimited):
        await opened(use, who)
    assert (await use.start(who, Opening(SAID, consent=True), "first", NOW)).id == first.id
    clerk = actor(await person("窗口"), Role.HOTLINE_AGENT)
    for _ in range(3):
        await opened(use, clerk)
    assert (await opened(use, actor(await person("别人")))).id


@pytest.mark.parametrize("flag", [RiskFlag.VIOLENCE, RiskFlag.DETENTION, RiskFlag.SELF_HARM])
async def test_danger_jumps_the_queue_and_reaches_a_person(database: Database, flag: RiskFlag) -> None:
    use, who, service = await ready(database, flag)
    run = await submitted(use, who, service.id)
    need = await Need.get(id=run.need_id)
    assert (need.urgency, need.status, run.state) == (Urgency.EMERGENCY, NeedStatus.ESCALATED, MatchState.ESCALATED)
    first = await NeedEvent.get(need_id=need.id, seq=1)
    assert any(number in first.text_zh for number in ("110", "12348", "12356"))
    assert await Candidate.filter(run_id=run.id, rank__isnull=False).count() == 2


async def test_a_stranger_to_the_shelf_is_not_found(database: Database) -> None:
    use, who, _ = await ready(database)
    need = await opened(use, who)
    with pytest.raises(NotFound) as refused:
        await use.submit(who, need.id, Submission(10**9, Wish()), key(), NOW)
    assert refused.value.path == ("input", "serviceId")
    assert (await Need.get(id=need.id)).status == NeedStatus.DRAFT


async def test_asking_for_a_person_and_calling_off(database: Database) -> None:
    use, who, service = await ready(database)
    run = await submitted(use, who, service.id)
    for _ in range(2):
        assert (await use.escalate(who, run.need_id, "想和真人说", NOW)).status == NeedStatus.ESCALATED
    await use.withdraw(who, run.need_id, "已经解决", NOW + timedelta(minutes=1))
    assert (await kinds(run.need_id))[3:] == [NeedEventKind.ESCALATED, NeedEventKind.WITHDRAWN]
    need = await Need.get(id=run.need_id)
    assert (need.status, (await MatchRun.get(id=run.id)).state) == (NeedStatus.WITHDRAWN, MatchState.CANCELLED)
    assert need.stopped_at == NOW + timedelta(minutes=1)
    event = await NeedEvent.get(need_id=need.id, seq=4)
    assert "想和真人说" in use.text(event)
    assert "想和真人说" not in event.text_zh + event.note_sealed
    for act in (use.withdraw(who, need.id, "", NOW), use.escalate(who, need.id, "", NOW)):
        with pytest.raises(WrongState):
            await act


async def test_a_draft_that_asks_for_a_person_starts_the_clock(database: Database) -> None:
    use, who, _ = await ready(database)
    need = await use.escalate(who, (await opened(use, who)).id, "", NOW)
    assert clock_of(need).state(NOW) is SlaState.RUNNING


async def test_the_clock_says_the_same_in_code_and_in_the_database(database: Database) -> None:
    use, who, service = await ready(database)
    for seconds in (None, 0, 419, 420, 421, 600, 601):
        need = await opened(use, who)
        if seconds is not None:
            moment = NOW - timedelta(seconds=seconds)
            await Need.filter(id=need.id).update(submitted_at=moment, due_at=moment + use.promise)
    for stopped in (600, 601):
        run = await submitted(use, who, service.id)
        await Need.filter(id=run.need_id).update(stopped_at=NOW + timedelta(seconds=stopped))
    for state in SlaState:
        wanted = reads.NeedFilter(clocks=(state,))
        page = await reads.own_page(who, wanted, use.promise, NOW, (50, None))
        assert {clock_of(need).state(NOW) for need in page.rows} == {state}
    assert (await reads.own_page(who, reads.NeedFilter(), use.promise, NOW, (50, None))).rows[0].id == 9


async def test_the_first_policy_is_written_once(database: Database) -> None:
    use, who, service = await ready(database)
    needs = [await opened(use, who) for _ in range(4)]
    asked = Submission(service.id, Wish())
    await asyncio.gather(*(use.submit(who, need.id, asked, key(), NOW) for need in needs))
    assert await MatchPolicy.all().count() == 1


async def test_each_step_is_told_on_the_bus_once_it_is_stored(database: Database) -> None:
    bus = await open_bus(database)
    use, who, _ = await ready(database, bus=bus)
    need = await opened(use, who)
    async with bus.subscribe(topic(need.id)) as hints:
        await use.escalate(who, need.id, "", NOW)
        assert await asyncio.wait_for(hints.get(), 30) == "2"
    await bus.close()


async def test_following_a_need_tells_each_step_once_and_in_order(database: Database) -> None:
    bus = await open_bus(database)
    use, who, service = await ready(database, bus=bus)
    run = await submitted(use, who, service.id)
    steps = use.watch(who, run.need_id, 1)
    assert [(await anext(steps)).seq for _ in range(2)] == [2, 3]
    live = asyncio.ensure_future(anext(steps))
    await asyncio.sleep(0.05)
    await use.escalate(who, run.need_id, "", NOW)
    assert (await asyncio.wait_for(live, 5)).kind == NeedEventKind.ESCALATED
    await use.withdraw(who, run.need_id, "", NOW)
    assert (await anext(steps)).seq == 5
    waiting = asyncio.ensure_future(anext(steps))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await steps.aclose()
    assert not bus._queues
    await bus.close()
