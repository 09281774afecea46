"""The graph of needs: the path of a citizen, refusals as data, strangers, and a cost that does not grow."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from providers.bus import open_bus
from providers.db import Database
from providers.models import Listing, MatchRun, Service
from schema.relay import gid
from tests.matching.graph import FOLLOW, MINE, PROGRESS, SCHEMA, SIGN_IN, Visitor, visiting
from tests.matching.market import NOW, open_market
from tests.places.statements import counted


@pytest.fixture
async def visitor(database: Database) -> AsyncIterator[Visitor]:
    bus = await open_bus(database)
    yield visiting(bus)
    await bus.close()


async def stocked(institutions: int) -> tuple[Service, list[Listing]]:
    market = await open_market()
    service = await market.service()
    return service, [await market.institution(service) for _ in range(institutions)]


async def test_from_a_sentence_to_reasons(visitor: Visitor) -> None:
    service, _ = await stocked(3)
    citizen = await visitor.sign_in("13800000001")
    started = await citizen.start()
    need = started["need"]
    assert started["errors"] == []
    assert (need["status"], need["urgency"], need["version"]) == ("DRAFT", "ROUTINE", 1)
    guess = need["triage"]["candidates"][0]
    assert guess["service"]["id"] == gid("Service", service.id)
    assert guess["evidence"] == [{"said": "借了我", "term": "民间借贷", "kind": "COLLOQUIAL"}]
    submitted = await citizen.submit(need["id"], service, preferences={"mode": ["VIDEO"], "language": "zh-Hans"})
    assert submitted == {
        "need": {"id": need["id"], "status": "MATCHING", "statement": "朋友借了我三万块不还"},
        "errors": [],
    }
    shown = (await citizen.ask(PROGRESS, id=need["id"], first=2, all=False))["need"]
    assert shown["sla"] == {"state": "RUNNING", "dueAt": "2026-11-25T01:10:00Z", "remainingSeconds": 600}
    match = shown["match"]
    assert (match["state"], match["wave"], match["winner"], match["need"]) == ("RANKING", 0, None, {"id": need["id"]})
    assert (match["candidates"]["totalCount"], match["candidates"]["pageInfo"]["hasNextPage"]) == (3, True)
    for place, each in enumerate(match["candidates"]["nodes"], 1):
        assert each["rank"] == place
        assert each["score"] == sum(factor["contribution"] for factor in each["factors"]) > 0
        assert each["earliestSlot"]["token"]
        assert all(factor["text"] for factor in each["factors"])
    assert [event["kind"] for event in shown["timeline"]["nodes"]] == ["CREATED", "SUBMITTED", "RANKED"]
    mine = (await citizen.ask(MINE, where={"status": ["MATCHING"], "slaState": ["RUNNING"]}))["viewer"]
    assert mine["needs"] == {"totalCount": 1, "nodes": [{"number": need["number"]}]}
    assert (mine["dataExport"], mine["notifications"]["totalCount"], mine["waitlist"]["totalCount"]) == (None, 0, 0)


async def test_refusals_are_data(visitor: Visitor) -> None:
    service, _ = await stocked(1)
    citizen = await visitor.sign_in("13800000001")
    for given, name, path in (
        ({"statement": ""}, "InvalidInputError", ["input", "statement"]),
        ({"consent": False}, "InvalidInputError", ["input", "consent"]),
        ({"statement": "www.ads.cn 123"}, "ContentRejectedError", ["input", "statement"]),
        ({"onBehalfOf": gid("Account", 999)}, "InvalidInputError", ["input", "onBehalfOf"]),
    ):
        (error,) = (await citizen.start(**given))["errors"]
        assert (error["__typename"], error["path"]) == (name, path)
    need = (await citizen.start())["need"]
    await citizen.submit(need["id"], service)
    (error,) = (await citizen.submit(need["id"], service))["errors"]
    assert (error["current"], error["allowed"]) == ("MATCHING", ["DRAFT", "CLARIFYING"])
    (error,) = (await citizen.submit(gid("Need", 10**9), service))["errors"]
    assert error["__typename"] == "NotFoundError"
    wrong = (await visitor.ask(SIGN_IN, phone="13800000001", code="000000"))["sessionCreate"]
    assert (wrong["token"], wrong["errors"]) == (
        None,
        [{"__typename": "InvalidInputError", "code": "INVALID", "path": ["input", "code"]}],
    )


async def test_strangers_see_nothing_and_visitors_must_sign_in(visitor: Visitor) -> None:
    service, _ = await stocked(1)
    citizen, stranger = await visitor.sign_in("13800000001"), await visitor.sign_in("13800000002")
    need = (await citizen.start())["need"]
    await citizen.submit(need["id"], service)
    run, account = gid("MatchRun", (await MatchRun.get()).id), gid("Account", citizen.actor.account_id)  # type: ignore[union-attr]
    hidden = [need["id"], run, gid("NeedEvent", 1), account, gid("Viewer", citizen.actor.account_id)]  # type: ignore[union-attr]
    refetch = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    for who in (stranger, visitor):
        assert (await who.ask(refetch, ids=hidden))["nodes"] == [None] * 5
        assert (await who.ask(PROGRESS, id=need["id"], first=1))["need"] is None
    assert (await citizen.ask(refetch, ids=hidden))["nodes"] == [{"id": each} for each in hidden]
    assert (await visitor.ask("{ viewer { id } }"))["viewer"] is None
    for text in ('needWithdraw(input: {needId: "x"}) { errors { __typename } }', "sessionEnd { ended }"):
        answer = await SCHEMA.execute(f"mutation {{ {text} }}", None, visitor.context())
        assert [error.extensions["code"] for error in answer.errors or []] == ["UNAUTHENTICATED"]  # type: ignore[index]


async def test_signing_out_ends_the_session(visitor: Visitor) -> None:
    citizen = await visitor.sign_in("13800000001")
    assert await citizen.ask("mutation { sessionEnd { ended errors { __typename } } }") == {
        "sessionEnd": {"ended": True, "errors": []}
    }


async def test_reading_a_list_costs_the_same_however_long_it_is(visitor: Visitor) -> None:
    market = await open_market()
    few, many = await market.service(), await market.service("LS-041")
    for shelf, number in ((few, 2), (many, 12)):
        for _ in range(number):
            await market.lawyer(await market.institution(shelf))
    citizen = await visitor.sign_in("13800000001")
    await citizen.submit((await citizen.start())["need"]["id"], few)  # writes the first policy
    costs: list[tuple[int, int, int]] = []
    for shelf in (few, many):
        need = (await citizen.start())["need"]["id"]
        with counted() as submitting:
            await citizen.submit(need, shelf)
        with counted() as reading:
            shown = await citizen.ask(PROGRESS, id=need, first=50, all=True)
        with counted() as listing:
            await citizen.ask(MINE, where=None)
        assert len(shown["need"]["match"]["candidates"]["nodes"]) == (2 if shelf is few else 12)
        costs.append((len(submitting), len(reading), len(listing)))
    assert costs[0] == costs[1]


async def test_following_live(visitor: Visitor) -> None:
    service, _ = await stocked(1)
    citizen, stranger = await visitor.sign_in("13800000001"), await visitor.sign_in("13800000002")
    need = (await citizen.start())["need"]["id"]
    await citizen.submit(need, service)
    steps = await SCHEMA.subscribe(FOLLOW, {"id": need, "seq": 1}, citizen.context())
    seen = [(await anext(steps)).data["needProgress"] for _ in range(2)]  # type: ignore[arg-type, union-attr]
    assert [(each["seq"], each["event"]["kind"]) for each in seen] == [(2, "SUBMITTED"), (3, "RANKED")]
    await citizen.ask(
        'mutation($id: ID!) { needEscalate(input: {needId: $id, reason: "急"}) { errors { __typename } } }', id=need
    )
    last = (await anext(steps)).data["needProgress"]  # type: ignore[arg-type, union-attr]
    assert (last["seq"], last["need"]["status"], last["need"]["match"]["state"]) == (4, "ESCALATED", "ESCALATED")
    await steps.aclose()  # type: ignore[union-attr]
    assert not citizen.use.matching.bus._queues
    hidden = await SCHEMA.subscribe(FOLLOW, {"id": need}, stranger.context())
    assert [error.extensions["code"] for error in (await anext(hidden)).errors] == ["NOT_FOUND"]  # type: ignore[arg-type, union-attr, index]


async def test_the_clock_runs_out_where_it_is_looked_at(visitor: Visitor) -> None:
    service, _ = await stocked(1)
    citizen = await visitor.sign_in("13800000001")
    need = (await citizen.start())["need"]["id"]
    await citizen.submit(need, service)
    for seconds, state in ((0, "RUNNING"), (421, "AT_RISK"), (601, "BREACHED")):
        citizen.now = lambda seconds=seconds: NOW + timedelta(seconds=seconds)
        shown = await citizen.ask(PROGRESS, id=need, first=1)
        assert shown["need"]["sla"]["state"] == state
