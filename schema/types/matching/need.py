"""Need: what a citizen needs, in their own words, and everything that happened to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import strawberry

from providers.enums import NeedEventKind, NeedStatus, SlaState, Urgency
from providers.matching import clock_of, reads
from providers.models import Need as NeedRow, NeedEvent as NeedEventRow
from providers.paging import Page
from providers.rules.sla import Clock
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import (
    After,
    Connection,
    Edge,
    First,
    Node,
    builds,
    built,
    checked_first,
    connection,
    forward,
    gid,
    listed,
    values_of,
)
from schema.types.booking import Booking, booking_by_id
from schema.types.catalog.service import Service, service
from schema.types.catalog.words import InLocale, said
from schema.types.matching.run import MatchRun, match_run
from schema.types.matching.triage import Triage

ACCOUNT = forward("schema.types.viewer", "Account")


@strawberry.type
class IntakeAnswer:
    """An answer to a question."""

    key: str = strawberry.field(description="Question key.")
    values: list[str] = strawberry.field(description="Answers given.")


@strawberry.type
class SlaTimer:
    """The clock of the promise as it stands when asked."""

    clock: strawberry.Private[Clock]
    now: strawberry.Private[datetime]

    @strawberry.field(description="When the clock started.")
    def started_at(self) -> datetime | None:
        return self.clock.started

    @strawberry.field(description="When the promise runs out.")
    def due_at(self) -> datetime | None:
        return self.clock.due

    @strawberry.field(description="When the clock stopped.")
    def stopped_at(self) -> datetime | None:
        return self.clock.stopped

    @strawberry.field(description="State.")
    def state(self) -> SlaState:
        return self.clock.state(self.now)

    @strawberry.field(description="Seconds since the start.")
    def elapsed_seconds(self) -> int:
        return self.clock.elapsed(self.now)

    @strawberry.field(description="Seconds left, 0 when over.")
    def remaining_seconds(self) -> int:
        return self.clock.remaining(self.now)


@strawberry.type(description="Append-only; seq is gap-free per need.")
class NeedEvent(Node):
    """A step of a need."""

    row: strawberry.Private[NeedEventRow]

    @strawberry.field(description="Gap-free number in this stream; pass it back to resume.")
    def seq(self) -> int:
        return self.row.seq

    @strawberry.field(description="Kind.")
    def kind(self) -> NeedEventKind:
        return NeedEventKind(self.row.kind)

    @strawberry.field(description="When it happened or is due.")
    def at(self) -> datetime:
        return self.row.at

    @strawberry.field(description="Who did it; null for the system.", graphql_type=ACCOUNT | None)
    async def actor(self, info: Info) -> Any:  # noqa: ANN401 a type named through `forward`
        return None if self.row.actor_id is None else await account_behind(info, self.row.actor_id)

    @strawberry.field(description="Text.")
    def text(self, info: Info, locale: InLocale = None) -> str:
        return said(locale, info.context.use.matching.text(self.row), "")


NeedEventEdge = Edge[NeedEvent]
NeedEventConnection = Connection[NeedEvent]


@strawberry.type(description="What a citizen needs, in their own words, and everything that happened to it.")
class Need(Node):
    """A need."""

    row: strawberry.Private[NeedRow]

    @strawberry.field(description="Short public number to quote at a window.")
    def number(self) -> str:
        return self.row.number

    @strawberry.field(description="Status.")
    def status(self) -> NeedStatus:
        return NeedStatus(self.row.status)

    @strawberry.field(description="The citizen's own words.")
    def statement(self, info: Info) -> str:
        return info.context.use.matching.statement(self.row)

    @strawberry.field(description="The person served.", graphql_type=ACCOUNT)
    async def citizen(self, info: Info) -> Any:  # noqa: ANN401 as above
        return await account_behind(info, self.row.citizen_id)

    @strawberry.field(description="Who typed it: the citizen, a window clerk or a hotline agent.", graphql_type=ACCOUNT)
    async def entered_by(self, info: Info) -> Any:  # noqa: ANN401 as above
        return await account_behind(info, self.row.entered_by_id)

    @strawberry.field(description="How soon.")
    def urgency(self) -> Urgency:
        return Urgency(self.row.urgency)

    @strawberry.field(description="What the words seem to mean.")
    def triage(self, info: Info) -> Triage:
        return Triage(reading=info.context.use.matching.reading(self.row))

    @strawberry.field(description="Service the citizen agreed to.")
    async def chosen_service(self, info: Info) -> Service | None:
        if self.row.chosen_service_id is None:
            return None
        row = await loader("services", info.context.use.catalog.services_by_id).load(self.row.chosen_service_id)
        return None if row is None else service(row)

    @strawberry.field(description="Answers to triage questions.")
    def answers(self) -> list[IntakeAnswer]:
        return []  # nothing is asked back yet

    @strawberry.field(description="The promise: matched within 10 minutes of submission.")
    def sla(self, info: Info) -> SlaTimer:
        return SlaTimer(clock=clock_of(self.row), now=info.context.now())

    @strawberry.field(description="The running or last match.")
    async def match(self) -> MatchRun | None:
        row = await loader("latest_runs", reads.latest_runs).load(self.row.id)
        return None if row is None else match_run(row)

    @strawberry.field(description="The booking concerned.")
    async def booking(self, info: Info) -> Booking | None:
        booking_id = await loader("booked_as", reads.booked_as).load(self.row.id)
        return None if booking_id is None else await booking_by_id(info, booking_id)

    @strawberry.field(description="Everything that happened, in order.")
    async def timeline(self, first: First = 50, after: After = None) -> NeedEventConnection:
        size, beyond = checked_first(first), values_of(after, (int, int))

        async def read(ids: Sequence[int]) -> Mapping[int, Page[NeedEventRow]]:
            return await reads.events(ids, size, beyond)

        page = await loader(("need_events", size, beyond), read).load(self.row.id)
        return connection(page, need_event) if page else listed([], size, None)

    @strawberry.field(description="Version.")
    def version(self) -> int:
        return self.row.version


NeedEdge = Edge[Need]
NeedConnection = Connection[Need]


@strawberry.type
class NeedProgress:
    """One step of a need, live."""

    seq: int = strawberry.field(description="Gap-free number in this stream; pass it back to resume.")
    need: Need = strawberry.field(description="The need concerned.")
    event: NeedEvent = strawberry.field(description="What happened.")


async def account_behind(info: Info, account_id: int) -> Any:  # noqa: ANN401 as above
    """Give the person that something shown refers to."""
    return built("Account", await loader("accounts", info.context.use.accounts.by_id).load(account_id))


@builds("Need")
def need(row: NeedRow) -> Need:
    return Need(id=gid("Need", row.id), row=row)


def need_event(row: NeedEventRow) -> NeedEvent:
    return NeedEvent(id=gid("NeedEvent", row.id), row=row)


@fetches("Need")
async def needs(info: Info, ids: list[int]) -> Mapping[int, Need]:
    found = await info.context.use.matching.needs(info.context.actor, ids)
    return {id_: need(row) for id_, row in found.items()}


@fetches("NeedEvent")
async def need_events(info: Info, ids: list[int]) -> Mapping[int, NeedEvent]:
    return {id_: need_event(row) for id_, row in (await reads.events_seen_by(info.context.actor, ids)).items()}
