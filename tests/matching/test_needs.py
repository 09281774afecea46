"""A need before its list and beside it: sealed, numbered, seen by its own people only, slowed down, called off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from providers.counters import Limit
from providers.db import Database
from providers.enums import MatchState, NeedEventKind, NeedStatus, RiskFlag, Role, SlaState, Urgency
from providers.errors import ContentRejected, InvalidInput, NotFound, RateLimited, WrongState
from providers.matching import Opening, Submission, clock_of, reads
from providers.models import Candidate, MatchRun, Need, NeedEvent
from providers.rules.contenders import Wish
from tests.matching.market import NOW, person
from tests.matching.people import SAID, actor, key, kinds, opened, reading, ready, submitted


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
