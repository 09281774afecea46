"""Visitors of the graph, and what they ask."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from providers.accounts import Accounts
from providers.booking import Bookings
from providers.bus import Bus
from providers.catalog import Catalog
from providers.enums import TermMatchKind
from providers.matching import Matching
from providers.models import Service
from providers.rules.access import Actor
from providers.rules.reading import AreaGuess, Evidence, Reading, ServiceGuess
from schema.context import Context, UseCases
from schema.relay import gid
from schema.root import build_schema
from search.desk import Desk
from search.memory import MemoryEngine
from tests.matching.market import NOW
from tests.matching.people import VAULT, FixedReader, key

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


def visiting(bus: Bus) -> Visitor:
    """Wire the use cases over the open database."""
    codes, reader, backend = Codes(), FixedReader(HEARD), Desk(MemoryEngine())
    use = UseCases(
        accounts=Accounts(VAULT, codes),
        catalog=Catalog(backend, reader),
        bookings=Bookings(VAULT, bus),
        matching=Matching(reader, VAULT, bus),
    )
    return Visitor(use, codes)
