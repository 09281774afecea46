"""Every operation of the schema, who runs it here, how many SQL statements it may take, and what it must answer.

`python -m tests.operations` writes the rows as `schema/operations.md`; `make check` refuses an operation without one.
Statements are counted as the database client sees them, the request's own sign-in (one) not included.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from providers.enums import Role
from tests.operations.stage import Stage

Variables = Callable[[Stage], Awaitable[dict[str, Any]]]


async def nothing(_: Stage) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """`statements` is the most it may take on either database, `meanwhile` included: what a watcher waits for."""

    operation: str
    role: Role
    document: str
    statements: int
    given: Variables = nothing
    meanwhile: Callable[[Stage], Awaitable[object]] | None = None

    @property
    def test(self) -> str:
        return f"tests/operations/test_operations.py[{self.operation}]"


ERRORS = "errors { __typename ... on UserError { code message path } }"
CITIZEN = Role.CITIZEN
ANYONE = Role.ANONYMOUS

ROWS = (
    Row("Query.node", ANYONE, "query($id: ID!) { node(id: $id) { id __typename } }", 1, Stage.a_service_id),
    Row("Query.nodes", ANYONE, "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", 2, Stage.mixed_ids),
    Row(
        "Query.viewer",
        CITIZEN,
        "{ viewer { id account { displayName phoneMasked } memberships { role } } }",
        3,
    ),
    Row("Query.centre", ANYONE, "{ centre { name windows { number name open } } }", 5),
    Row("Query.categories", ANYONE, "{ categories { nodes { slug name serviceCount children { slug } } } }", 4),
    Row(
        "Query.service",
        ANYONE,
        """query($key: ServiceKey!) { service(by: $key) { name fee { kind } windows { number }
           listings(first: 10) { nodes { title provider { name } nextSlot { token } } } } }""",
        23,
        Stage.service_key,
    ),
    Row(
        "Query.services",
        ANYONE,
        "{ services(first: 50) { totalCount nodes { name categories { name path { slug } } windows { number } } } }",
        8,
    ),
    Row(
        "Query.provider",
        ANYONE,
        """query($key: ProviderKey!) { provider(by: $key) { name credentials { number } locations { address }
           practitioners { nodes { name } } listings { nodes { title } } } }""",
        10,
        Stage.provider_key,
    ),
    Row(
        "Query.search",
        ANYONE,
        """{ search(query: "工资", facets: [CATEGORY, MODE]) { totalCount facets { field buckets { value count } }
           edges { score matchedOn { said term } node { __typename } } } }""",
        20,
    ),
    Row("Query.suggest", ANYONE, '{ suggest(prefix: "劳动") { text kind target { __typename } } }', 8),
    Row(
        "Query.slots",
        ANYONE,
        "query($id: ID!, $range: DateTimeRange!) { slots(listingId: $id, range: $range) { date slots { token } } }",
        14,
        Stage.span_of_listing,
    ),
    Row(
        "Query.need",
        CITIZEN,
        """query($id: ID!) { need(id: $id) { status triage { flags } sla { state }
           match { candidates { nodes { rank score listing { title provider { name } } } } }
           timeline { nodes { seq text } } } }""",
        16,
        Stage.a_submitted_need_id,
    ),
    Row("Query.booking", CITIZEN, "query($id: ID!) { booking(id: $id) { number status } }", 3, Stage.a_booking_id),
    Row(
        "Mutation.sessionRequestCode",
        ANYONE,
        f"mutation($input: SessionRequestCodeInput!) {{ sessionRequestCode(input: $input) {{ sent {ERRORS} }} }}",
        8,
        Stage.a_phone,
    ),
    Row(
        "Mutation.sessionCreate",
        ANYONE,
        f"mutation($input: SessionCreateInput!) {{ sessionCreate(input: $input) {{ token {ERRORS} }} }}",
        12,
        Stage.a_phone_and_code,
    ),
    Row("Mutation.sessionEnd", CITIZEN, f"mutation {{ sessionEnd {{ ended {ERRORS} }} }}", 2),
    Row(
        "Mutation.needStart",
        Role.WINDOW_CLERK,
        f"mutation($input: NeedStartInput!) {{ needStart(input: $input) {{ need {{ number }} {ERRORS} }} }}",
        14,
        Stage.a_sentence,
    ),
    Row(
        "Mutation.needSubmit",
        CITIZEN,
        f"mutation($input: NeedSubmitInput!) {{ needSubmit(input: $input) {{ need {{ status }} {ERRORS} }} }}",
        45,
        Stage.a_need_to_submit,
    ),
    Row(
        "Mutation.needEscalate",
        CITIZEN,
        f"mutation($input: NeedEscalateInput!) {{ needEscalate(input: $input) {{ need {{ status }} {ERRORS} }} }}",
        12,
        Stage.a_need_to_escalate,
    ),
    Row(
        "Mutation.needWithdraw",
        CITIZEN,
        f"mutation($input: NeedWithdrawInput!) {{ needWithdraw(input: $input) {{ need {{ status }} {ERRORS} }} }}",
        12,
        Stage.a_need_to_withdraw,
    ),
    Row(
        "Mutation.slotHold",
        CITIZEN,
        f"mutation($input: SlotHoldInput!) {{ slotHold(input: $input) {{ hold {{ expiresAt }} {ERRORS} }} }}",
        34,
        Stage.a_slot,
    ),
    Row(
        "Mutation.holdRelease",
        CITIZEN,
        f"mutation($input: HoldReleaseInput!) {{ holdRelease(input: $input) {{ releasedId {ERRORS} }} }}",
        12,
        Stage.a_hold_to_release,
    ),
    Row(
        "Mutation.bookingCreate",
        CITIZEN,
        f"mutation($input: BookingCreateInput!) {{ bookingCreate(input: $input) {{ booking {{ number }} {ERRORS} }} }}",
        30,
        Stage.a_hold_to_book,
    ),
    Row(
        "Mutation.bookingCancel",
        CITIZEN,
        f"mutation($input: BookingCancelInput!) {{ bookingCancel(input: $input) {{ booking {{ status }} {ERRORS} }} }}",
        16,
        Stage.a_booking_to_cancel,
    ),
    Row(
        "Subscription.needProgress",
        CITIZEN,
        "subscription($id: ID!) { needProgress(needId: $id) { seq event { kind } } }",
        6,
        Stage.a_submitted_need_id,
    ),
    Row(
        "Subscription.slotsChanged",
        ANYONE,
        """subscription($id: ID!, $range: DateTimeRange!) {
             slotsChanged(listingId: $id, range: $range) { date slots { token } } }""",
        60,
        Stage.span_of_listing,
        Stage.hold_id,
    ),
)
