"""A stocked market with somebody to act on it: makes what an operation needs before its statements are counted."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from providers.models import Listing, Provider, Service, ServiceWindow
from providers.rules.access import Actor
from schema.context import Context, UseCases
from schema.relay import gid
from schema.root import build_schema
from tests.conftest import NOW

SCHEMA = build_schema()
SENTENCE = "老板拖欠我三个月工资怎么办"
SHELF_CODE = "LS-037"
CODE = "246810"
WEEK = {"gte": "2026-11-26T00:00:00+08:00", "lt": "2026-12-03T00:00:00+08:00"}

START = "mutation($input: NeedStartInput!) { needStart(input: $input) { need { id } errors { __typename } } }"
SUBMIT = "mutation($input: NeedSubmitInput!) { needSubmit(input: $input) { need { id } errors { __typename } } }"
SLOTS = "query($id: ID!, $range: DateTimeRange!) { slots(listingId: $id, range: $range) { slots { token } } }"
HOLD = "mutation($input: SlotHoldInput!) { slotHold(input: $input) { hold { id } errors { __typename } } }"
BOOK = "mutation($input: BookingCreateInput!) { bookingCreate(input: $input) { booking { id } errors { __typename } } }"


@dataclass
class Stage:
    """`actor` runs the operation; what it needs is made by operations as well."""

    use: UseCases
    actor: Actor | None
    numbers: count = field(default_factory=count)

    @property
    def context(self) -> Context:
        return Context(self.use, self.actor, lambda: NOW, "10.0.0.9", "operations", "http://localhost")

    async def run(self, document: str, **variables: object) -> dict[str, Any]:
        answer = await SCHEMA.execute(document, variables, self.context)
        assert not answer.errors, answer.errors
        assert answer.data is not None
        return answer.data

    def key(self) -> str:
        return f"key-{next(self.numbers)}"

    async def service(self) -> Service:
        return await Service.get(code=SHELF_CODE)

    async def listing_id(self) -> str:
        listing = await Listing.filter(service_id=(await self.service()).id, state="PUBLISHED").order_by("id").first()
        assert listing is not None
        return gid("Listing", listing.id)

    async def a_service_id(self) -> dict[str, Any]:
        return {"id": gid("Service", (await self.service()).id)}

    async def mixed_ids(self) -> dict[str, Any]:
        services = [gid("Service", row.id) for row in await Service.all().limit(20)]
        return {"ids": services + [gid("ServiceWindow", row.id) for row in await ServiceWindow.all().limit(20)]}

    async def service_key(self) -> dict[str, Any]:
        return {"key": {"slug": (await self.service()).slug}}

    async def provider_key(self) -> dict[str, Any]:
        return {"key": {"slug": (await Provider.all().order_by("id").limit(1))[0].slug}}

    async def span_of_listing(self) -> dict[str, Any]:
        return {"id": await self.listing_id(), "range": WEEK}

    async def a_phone(self) -> dict[str, Any]:
        return {"input": {"phone": "+8613900000001"}}

    async def a_phone_and_code(self) -> dict[str, Any]:
        await self.use.accounts.request_code("+8613900000001", "10.0.0.9", NOW)
        return {"input": {"phone": "+8613900000001", "code": CODE}}

    async def a_sentence(self) -> dict[str, Any]:
        return {"input": {"statement": SENTENCE, "consent": True, "idempotencyKey": self.key()}}

    async def need_id(self) -> str:
        return (await self.run(START, **await self.a_sentence()))["needStart"]["need"]["id"]

    async def a_need_to_submit(self) -> dict[str, Any]:
        service = gid("Service", (await self.service()).id)
        return {"input": {"needId": await self.need_id(), "serviceId": service, "idempotencyKey": self.key()}}

    async def a_submitted_need_id(self) -> dict[str, Any]:
        return {"id": (await self.run(SUBMIT, **await self.a_need_to_submit()))["needSubmit"]["need"]["id"]}

    async def a_need_to_escalate(self) -> dict[str, Any]:
        return {"input": {"needId": await self.need_id(), "reason": "想和人谈"}}

    async def a_need_to_withdraw(self) -> dict[str, Any]:
        return {"input": {"needId": await self.need_id()}}

    async def a_slot(self) -> dict[str, Any]:
        days = (await self.run(SLOTS, **await self.span_of_listing()))["slots"]
        token = next(slot["token"] for day in days for slot in day["slots"])
        return {"input": {"slot": token, "idempotencyKey": self.key()}}

    async def hold_id(self) -> str:
        return (await self.run(HOLD, **await self.a_slot()))["slotHold"]["hold"]["id"]

    async def a_hold_to_release(self) -> dict[str, Any]:
        return {"input": {"holdId": await self.hold_id()}}

    async def a_hold_to_book(self) -> dict[str, Any]:
        return {"input": {"holdId": await self.hold_id(), "idempotencyKey": self.key()}}

    async def a_booking_id(self) -> dict[str, Any]:
        return {"id": (await self.run(BOOK, **await self.a_hold_to_book()))["bookingCreate"]["booking"]["id"]}

    async def a_booking_to_cancel(self) -> dict[str, Any]:
        return {"input": {"bookingId": (await self.a_booking_id())["id"], "expectedVersion": 1}}
