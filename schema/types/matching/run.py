"""A match: who was considered, in which order and why, and who will be asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry

from providers.enums import CheckResult, DeclineReason, ExclusionReason, MatchState, OfferState, ServiceMode
from providers.errors import PlaceRef
from providers.matching import reads
from providers.models import Candidate as CandidateRow, MatchRun as MatchRunRow
from providers.paging import Page
from schema.context import Info, fetches
from schema.loaders import loader
from schema.relay import (
    After,
    Connection,
    Edge,
    First,
    Node,
    built,
    checked_first,
    connection,
    forward,
    gid,
    listed,
    values_of,
)
from schema.types.booking import Slot, slot
from schema.types.catalog.listing import Listing, listing_by_id
from schema.types.catalog.people import Practitioner, practitioner_by_id
from schema.types.matching.policy import MatchPolicy, ScoreFactor, policy

NEED = "schema.types.matching"

IncludeExcluded = Annotated[
    bool | None, strawberry.argument(description="Also those who were not considered, after the ranked.")
]


@strawberry.type
class Candidate:
    """A listing considered in a match."""

    row: strawberry.Private[CandidateRow]

    @strawberry.field(description="The listing concerned.")
    async def listing(self, info: Info) -> Listing:
        found = await listing_by_id(info, self.row.listing_id)
        if found is None:
            raise LookupError(f"listing {self.row.listing_id} of a candidate is gone")
        return found

    @strawberry.field(description="Person who serves; null when any may.")
    async def practitioner(self, info: Info) -> Practitioner | None:
        return None if self.row.practitioner_id is None else await practitioner_by_id(info, self.row.practitioner_id)

    @strawberry.field(description="From 1; null when excluded.")
    def rank(self) -> int | None:
        return self.row.rank

    @strawberry.field(description="Score.")
    def score(self) -> float:
        return self.row.score

    @strawberry.field(description="Contributions add up to the score.")
    def factors(self) -> list[ScoreFactor]:
        return [ScoreFactor.of(stored) for stored in self.row.factors]

    @strawberry.field(description="Why it was not considered; empty when ranked.")
    def excluded_by(self) -> list[ExclusionReason]:
        return [ExclusionReason(reason) for reason in self.row.excluded_by]

    @strawberry.field(description="Soonest place, if any.")
    def earliest_slot(self) -> Slot | None:
        row = self.row
        if row.earliest_start is None or row.earliest_end is None:
            return None
        mode = ServiceMode(row.earliest_mode)
        return slot(PlaceRef(row.listing_id, row.practitioner_id, row.earliest_start, row.earliest_end, mode))


CandidateEdge = Edge[Candidate]
CandidateConnection = Connection[Candidate]


def candidate(row: CandidateRow) -> Candidate:
    return Candidate(row=row)


@strawberry.type(description="A time-limited invitation to one provider. At most one offer of a run is ever ACCEPTED.")
class Offer(Node):
    """An invitation to one institution."""

    run: Any = strawberry.field(description="The match it belongs to.", graphql_type=forward(NEED, "MatchRun"))
    listing: Listing = strawberry.field(description="The listing concerned.")
    practitioner: Practitioner | None = strawberry.field(description="Person who serves; null when any may.")
    state: OfferState = strawberry.field(description="State.")
    wave: int = strawberry.field(description="Wave number, from 1.")
    sent_at: datetime = strawberry.field(description="When it was sent.")
    expires_at: datetime = strawberry.field(description="When it runs out.")
    responded_at: datetime | None = strawberry.field(description="When it was answered.")
    decline_reason: DeclineReason | None = strawberry.field(description="Why it was turned down.")
    need_summary: str = strawberry.field(description="Redacted until accepted.")
    conflict_check: CheckResult = strawberry.field(
        description="Against the provider's own parties; only the outcome leaves."
    )
    proposed_slots: list[Slot] = strawberry.field(description="Places proposed with the acceptance.")
    why_me: list[ScoreFactor] = strawberry.field(description="Why this provider was asked.")
    remaining_seconds: int = strawberry.field(description="Seconds left, 0 when over.")


OfferEdge = Edge[Offer]
OfferConnection = Connection[Offer]


@strawberry.type
class MatchRun(Node):
    """A match of a need."""

    row: strawberry.Private[MatchRunRow]

    @strawberry.field(description="The need concerned.", graphql_type=forward(NEED, "Need"))
    async def need(self, info: Info) -> Any:  # noqa: ANN401 a type named through `forward`
        return await need_behind(info, self.row.need_id)

    @strawberry.field(description="State.")
    def state(self) -> MatchState:
        return MatchState(self.row.state)

    @strawberry.field(description="Rules in force.")
    async def policy(self) -> MatchPolicy:
        row = await loader("policies", reads.policies).load(self.row.policy_id)
        if row is None:
            raise LookupError(f"policy {self.row.policy_id} of a run is gone")
        return policy(row)

    @strawberry.field(description="Wave number, from 1.")
    def wave(self) -> int:
        return self.row.wave

    @strawberry.field(description="Ranked, best first, each with its reasons.")
    async def candidates(
        self, *, include_excluded: IncludeExcluded = False, first: First = 10, after: After = None
    ) -> CandidateConnection:
        size, beyond, excluded = checked_first(first), values_of(after, (int, int)), bool(include_excluded)

        async def read(ids: Sequence[int]) -> Mapping[int, Page[CandidateRow]]:
            return await reads.candidates(ids, size, beyond, excluded=excluded)

        page = await loader(("candidates", excluded, size, beyond), read).load(self.row.id)
        return connection(page, candidate) if page else listed([], size, None)

    @strawberry.field(description="Offers, newest first.")
    def offers(self, first: First = 20, after: After = None) -> OfferConnection:
        return listed([], checked_first(first), after)  # nobody is asked yet: citizens book from the list

    @strawberry.field(description="The accepted offer.")
    def winner(self) -> Offer | None:
        return None

    @strawberry.field(description="Replaying the log with the same policy and seed gives the same order.")
    def seed(self) -> str:
        return self.row.seed


async def need_behind(info: Info, need_id: int) -> Any:  # noqa: ANN401 the need's type is made further on
    """Give the need of something that is shown; whoever sees the one sees the other."""
    context = info.context

    async def read(ids: list[int]) -> Mapping[int, Any]:
        return await context.use.matching.needs(context.actor, ids)

    return built("Need", await loader("needs", read).load(need_id))


def match_run(row: MatchRunRow) -> MatchRun:
    return MatchRun(id=gid("MatchRun", row.id), row=row)


@fetches("MatchRun")
async def match_runs(info: Info, ids: list[int]) -> Mapping[int, MatchRun]:
    return {id_: match_run(row) for id_, row in (await reads.runs_seen_by(info.context.actor, ids)).items()}
