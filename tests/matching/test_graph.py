"""The graph of needs: the path of a citizen, refusals as data, strangers, and a cost that does not grow."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from providers.accounts import Accounts
from providers.booking import Bookings
from providers.bus import Bus, open_bus
from providers.catalog import Catalog
from providers.db import Database
from providers.enums import TermMatchKind
from providers.matching import Matching
from providers.models import Listing, MatchRun, Service
from providers.rules.access import Actor
from providers.rules.reading import AreaGuess, Evidence, Reading, ServiceGuess
from schema.context import Context, UseCases
from schema.relay import gid
from schema.root import build_schema
from search.desk import Desk
from search.memory import MemoryEngine
from tests.matching.market import NOW, open_market
from tests.matching.people import VAULT, FixedReader, key
from tests.places.statements import counted

SCHEMA = build_schema(production=False)
HEARD = Reading(
    services=(ServiceGuess("LS-040", 0.9, (Evidence("借了我", "民间借贷", TermMatchKind.COLLOQUIAL),)),),
    areas=(AreaGuess("debt", 0.9),),
    flags=(),
    deadlines=(),
    facts=(),
    needs_human=False,
    rules_version="test",
)

SIGN_IN = """mutation($phone: String!, $code: String!) { sessionCreate(input: {phone: $phone, code: $code}) {
  token viewer { id account { displayName phoneMasked } } errors { __typename ... on UserError { code path } } } }"""
START = """mutation($input: NeedStartInput!) { needStart(input: $input) { need { ...Wizard }
  errors { __typename ... on UserError { code message path } ... on InvalidInputError { rule } } } }
fragment Wizard on Need { id number status version urgency triage { needsHuman flags
  candidates { confidence service { id name fee { kind } } evidence { said term kind } }
  areas { confidence area { code } } questions { key } eligibility { result reason rule { code text } } } }"""
SUBMIT = """mutation($input: NeedSubmitInput!) { needSubmit(input: $input) { need { id status statement }
  errors { __typename ... on UserError { code message path } ... on StateError { current allowed } } } }"""
PROGRESS = """query($id: ID!, $first: Int!, $all: Boolean) { need(id: $id) { id number status
  sla { state dueAt remainingSeconds }
  match { state wave seed policy { version weights { factor weight } offerTtl } need { id }
    winner { id practitioner { name } listing { id provider { name } } proposedSlots { token } } offers { totalCount }
    candidates(first: $first, includeExcluded: $all) { totalCount pageInfo { endCursor hasNextPage } nodes {
      rank score excludedBy listing { title provider { name } } practitioner { name } earliestSlot { token startsAt }
      factors { code weight value contribution text } } } }
  booking { id } timeline(first: 50) { nodes { seq kind at text actor { displayName } } } } }"""
FOLLOW = """subscription($id: ID!, $seq: Int) { needProgress(needId: $id, afterSeq: $seq) {
  seq event { kind text } need { id status sla { state } match { state wave winner { id } } } } }"""
MINE = """query($where: NeedWhere) { viewer { memberships { role } needs(where: $where) { totalCount nodes { number } }
  bookings { totalCount } waitlist { totalCount } notifications { totalCount } notificationPreferences { event }
  dataExport { id } } }"""


@dataclass
class Codes:
    """Keeps what was sent."""

    last: str = ""

    async def send(self, phone: str, code: str) -> None:
        self.last = code


@dataclass
class Visitor:
    """Someone at the graph; signed in once they have a token."""

    use: UseCases
    codes: Codes
    actor: Actor | None = None
    now: Callable[[], Any] = field(default=lambda: NOW)

    def context(self) -> Context:
        return Context(self.use, self.actor, self.now, "10.0.0.1", "test", "http://localhost")

    async def ask(self, text: str, **variables: object) -> dict[str, Any]:
        answer = await SCHEMA.execute(text, variables, self.context())
        assert not answer.errors, answer.errors
        assert answer.data is not None
        return answer.data

    async def sign_in(self, phone: str) -> "Visitor":
        sent = await self.ask(
            "mutation($p: String!) { sessionRequestCode(input: {phone: $p}) { sent errors { __typename } } }", p=phone
        )
        assert sent == {"sessionRequestCode": {"sent": True, "errors": []}}
        made = (await self.ask(SIGN_IN, phone=phone, code=self.codes.last))["sessionCreate"]
        assert made["viewer"]["account"] == {"displayName": f"市民{phone[-4:]}", "phoneMasked": f"138****{phone[-4:]}"}
        return Visitor(self.use, self.codes, await self.use.accounts.actor_of(made["token"], NOW))

    async def start(self, **given: object) -> dict[str, Any]:
        asked = {"statement": "朋友借了我三万块不还", "consent": True, "idempotencyKey": key(), **given}
        return (await self.ask(START, input=asked))["needStart"]

    async def submit(self, need: str, service: Service, **given: object) -> dict[str, Any]:
        asked = {"needId": need, "serviceId": gid("Service", service.id), "idempotencyKey": key(), **given}
        return (await self.ask(SUBMIT, input=asked))["needSubmit"]


@pytest.fixture
async def visitor(database: Database) -> Visitor:
    codes, bus, reader, backend = Codes(), Bus(), FixedReader(HEARD), Desk(MemoryEngine())
    use = UseCases(
        accounts=Accounts(VAULT, codes),
        catalog=Catalog(backend, reader),
        bookings=Bookings(VAULT, bus),
        matching=Matching(reader, VAULT, bus),
    )
    return Visitor(use, codes)


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


async def test_following_live(visitor: Visitor, database: Database) -> None:
    service, _ = await stocked(1)
    bus = await open_bus(database)
    visitor.use = UseCases(
        visitor.use.accounts, visitor.use.catalog, visitor.use.bookings, Matching(FixedReader(HEARD), VAULT, bus)
    )
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
    assert not bus._queues
    hidden = await SCHEMA.subscribe(FOLLOW, {"id": need}, stranger.context())
    assert [error.extensions["code"] for error in (await anext(hidden)).errors] == ["NOT_FOUND"]  # type: ignore[arg-type, union-attr, index]
    await bus.close()


async def test_the_clock_runs_out_where_it_is_looked_at(visitor: Visitor) -> None:
    service, _ = await stocked(1)
    citizen = await visitor.sign_in("13800000001")
    need = (await citizen.start())["need"]["id"]
    await citizen.submit(need, service)
    for seconds, state in ((0, "RUNNING"), (421, "AT_RISK"), (601, "BREACHED")):
        citizen.now = lambda seconds=seconds: NOW + timedelta(seconds=seconds)
        shown = await citizen.ask(PROGRESS, id=need, first=1)
        assert shown["need"]["sla"]["state"] == state
