"""Submitting: the clock starts and one list is made, once, that can be made again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from providers.db import Database
from providers.enums import MatchState, NeedEventKind, NeedStatus
from providers.errors import IdempotencyMismatch, InvalidInput, NotFound, WrongState
from providers.matching import Opening, Submission
from providers.matching.runs import listed
from providers.models import Candidate, MatchPolicy, MatchRun, Need
from providers.rules.contenders import Wish
from tests.matching.market import NOW
from tests.matching.people import SAID, key, kinds, opened, ready, submitted


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


async def test_a_stranger_to_the_shelf_is_not_found(database: Database) -> None:
    use, who, _ = await ready(database)
    need = await opened(use, who)
    with pytest.raises(NotFound) as refused:
        await use.submit(who, need.id, Submission(10**9, Wish()), key(), NOW)
    assert refused.value.path == ("input", "serviceId")
    assert (await Need.get(id=need.id)).status == NeedStatus.DRAFT


async def test_the_first_policy_is_written_once(database: Database) -> None:
    use, who, service = await ready(database)
    needs = [await opened(use, who) for _ in range(4)]
    asked = Submission(service.id, Wish())
    await asyncio.gather(*(use.submit(who, need.id, asked, key(), NOW) for need in needs))
    assert await MatchPolicy.all().count() == 1
