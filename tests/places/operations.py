"""What clients send about places, and someone who sends it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from strawberry.types import ExecutionResult

from providers.models import Listing
from providers.rules.access import Actor
from schema.context import Context, UseCases
from schema.root import build_schema
from tests.places.market import NOW, TEN, token

SCHEMA = build_schema(production=False)

PICKER = """query SlotPicker($listing: ID!, $range: DateTimeRange!, $who: ID, $mode: ServiceMode) {
  slots(listingId: $listing, range: $range, perDay: 24, practitionerId: $who, mode: $mode) { date closedBecause
    slots { token startsAt endsAt left mode practitioner { id name } listing { id } location { name } } } }"""
HOLD = """mutation SlotHoldNow($input: SlotHoldInput!) { slotHold(input: $input) {
  hold { id expiresAt remainingSeconds slot { startsAt practitioner { name } } }
  errors { __typename ... on UserError { code message path } ... on CapacityReachedError { limit }
    ... on ConflictOfInterestError { rule }
    ... on SlotUnavailableError { reasons alternatives { token startsAt listing { id title } } } } } }"""
RELEASE = """mutation($input: HoldReleaseInput!) { holdRelease(input: $input) { releasedId
  errors { __typename ... on UserError { code message path } } } }"""
CARD = """fragment BookingCard on Booking { id number status version startsAt endsAt timeZone mode joinUrl icsUrl
  location { name address } listing { id title provider { id name } } practitioner { name }
  allowedActions { action until } policy { text } }"""
BOOK = (
    """mutation BookNow($input: BookingCreateInput!) { bookingCreate(input: $input) { booking { ...BookingCard }
  errors { __typename ... on UserError { code message path } ... on HoldExpiredError { expiredAt }
    ... on SlotUnavailableError { alternatives { token startsAt } }
    ... on DuplicateBookingError { existing { id number } }
    ... on BookingPolicyError { deadline } ... on InvalidInputError { rule } } } }
"""
    + CARD
)
CANCEL = """mutation($input: BookingCancelInput!) { bookingCancel(input: $input) {
  booking { status version cancellation { by reason late at } history { status actor { displayName } note } }
  errors { __typename ... on UserError { code path } ... on StaleVersionError { currentVersion }
    ... on StateError { current allowed } ... on BookingPolicyError { deadline } } } }"""
MINE = (
    """query MyBookings($after: String, $size: Int!) { viewer { id bookings(where: {status: [PENDING, CONFIRMED]},
  first: $size, after: $after) { nodes { ...BookingCard reminders { channel at sent } review { id }
    need { id } citizen { displayName } rescheduledFrom { id } history { at status actor { displayName } } }
    totalCount pageInfo { hasNextPage endCursor } } } }
"""
    + CARD
)
EDITOR = """query ListingEditor($id: ID!) { node(id: $id) { ... on Listing { nextSlot { startsAt left }
  bookingPolicy { needsConfirmation cancelUntil rescheduleUntil maxReschedules noShowLimit text(locale: "en") }
  availability { timeZone bufferBefore bufferAfter minimumNotice horizon slotStep capacity maxPerDay
    weekly { weekday opens closes capacity validFrom validUntil }
    exceptions { id capacity reason range { startsAt endsAt } }
    holidayCalendar { id name year daysOff workdays } } } } }"""
NODE = "query($id: ID!) { node(id: $id) { __typename id } booking(id: $id) { number } }"
WATCH = """subscription($listing: ID!, $range: DateTimeRange!) { slotsChanged(listingId: $listing, range: $range) {
  date closedBecause slots { startsAt listing { title } } } }"""


@dataclass(frozen=True)
class Visitor:
    """Someone at the graph."""

    use: UseCases
    actor: Actor | None
    now: datetime = NOW

    def context(self) -> Context:
        return Context(self.use, self.actor, lambda: self.now, "10.0.0.1", "test", "http://localhost:8000")

    async def try_(self, text: str, **variables: object) -> ExecutionResult:
        return await SCHEMA.execute(text, variables, self.context())

    async def ask(self, text: str, **variables: object) -> Any:  # noqa: ANN401 data
        answer = await self.try_(text, **variables)
        assert not answer.errors, answer.errors
        assert answer.data is not None
        return next(iter(answer.data.values()))

    async def hold(self, listing: Listing, starts: datetime = TEN, key: str = "h", **more: object) -> Any:  # noqa: ANN401
        return await self.ask(HOLD, input={"slot": token(listing, starts), "idempotencyKey": key, **more})

    async def book(self, hold_id: str, key: str = "b", **more: object) -> Any:  # noqa: ANN401
        return await self.ask(BOOK, input={"holdId": hold_id, "idempotencyKey": key, **more})

    def later(self, **span: float) -> "Visitor":
        return replace(self, now=self.now + timedelta(**span))


def span(days: float = 7) -> dict[str, str]:
    return {"gte": NOW.isoformat(), "lt": (NOW + timedelta(days=days)).isoformat()}
