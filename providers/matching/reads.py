"""Reading needs: who may see one, its run, candidates and log, in a number of statements that never grows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import F, Q, Subquery
from tortoise.queryset import QuerySet

from providers.enums import NeedStatus, SlaState
from providers.models import AreaOfLaw, Booking, Candidate, MatchPolicy, MatchRun, Need, NeedEvent, Service
from providers.paging import Keys, Page, Values, page, pages_by_parent
from providers.rules.access import Actor
from providers.rules.sla import warning

NEEDS = Keys.of("-id")
CANDIDATES = Keys.of("position", "id")
EVENTS = Keys.of("seq", "id")


@dataclass(frozen=True, slots=True)
class NeedFilter:
    """Which needs to list; categories are ids, the one asked for with everything below it."""

    statuses: Sequence[NeedStatus] | None = None
    clocks: Sequence[SlaState] | None = None
    submitted_from: datetime | None = None
    submitted_before: datetime | None = None
    categories: Collection[int] | None = None


def visible_to(actor: Actor | None) -> QuerySet[Need]:
    """Return the needs this person may see: their own, those they typed for others, every one for the centre."""
    if actor is None:
        return Need.filter(pk__isnull=True)
    if actor.may_dispatch():
        return Need.all()
    return Need.filter(Q(citizen_id=actor.account_id) | Q(entered_by_id=actor.account_id))


async def own_page(
    actor: Actor, wanted: NeedFilter, promise: timedelta, now: datetime, slice_: tuple[int, Values | None]
) -> Page[Need]:
    """Read a page of the person's own needs, newest first."""
    rows = Need.filter(_condition(wanted, promise, now), citizen_id=actor.account_id)
    return await page(rows, NEEDS, *slice_)


async def latest_runs(need_ids: Sequence[int]) -> Mapping[int, MatchRun]:
    """Give the running or last run of each need."""
    return {run.need_id: run for run in await MatchRun.filter(need_id__in=list(need_ids)).order_by("id")}


async def policies(ids: Sequence[int]) -> Mapping[int, MatchPolicy]:
    return {policy.id: policy for policy in await MatchPolicy.filter(id__in=list(ids))}


async def candidates(
    run_ids: Sequence[int], first: int, after: Values | None, *, excluded: bool
) -> Mapping[int, Page[Candidate]]:
    """Read a page of candidates of each run: ranked ones, and after them the excluded when they are asked for."""
    rows = Candidate.all() if excluded else Candidate.filter(rank__isnull=False)
    return await pages_by_parent(rows, "run_id", run_ids, CANDIDATES, first, after)


async def events(need_ids: Sequence[int], first: int, after: Values | None) -> Mapping[int, Page[NeedEvent]]:
    """Read a page of the log of each need, oldest first."""
    return await pages_by_parent(NeedEvent.all(), "need_id", need_ids, EVENTS, first, after)


async def events_after(need_id: int, seq: int, limit: int) -> list[NeedEvent]:
    return await NeedEvent.filter(need_id=need_id, seq__gt=seq).order_by("seq").limit(limit)


def _condition(wanted: NeedFilter, promise: timedelta, now: datetime) -> Q:
    parts: list[Q] = []
    if wanted.statuses is not None:
        parts.append(Q(status__in=[status.value for status in wanted.statuses]))
    if wanted.clocks is not None:
        parts.append(Q(*(_clock(state, promise, now) for state in wanted.clocks), join_type="OR"))
    if wanted.submitted_from is not None:
        parts.append(Q(submitted_at__gte=wanted.submitted_from))
    if wanted.submitted_before is not None:
        parts.append(Q(submitted_at__lt=wanted.submitted_before))
    if wanted.categories is not None:
        parts.append(Q(chosen_service__category_id__in=list(wanted.categories)))
    return Q(*parts)


def _clock(state: SlaState, promise: timedelta, now: datetime) -> Q:
    """Say the same as `Clock.state`, in the database's words."""
    at_risk = now + warning(promise)
    running = Q(due_at__isnull=False, stopped_at__isnull=True)
    return {
        SlaState.NOT_STARTED: Q(due_at__isnull=True),
        SlaState.RUNNING: running & Q(due_at__gte=at_risk),
        SlaState.AT_RISK: running & Q(due_at__gte=now, due_at__lt=at_risk),
        SlaState.MET: Q(stopped_at__lte=F("due_at")),
        SlaState.BREACHED: (running & Q(due_at__lt=now)) | Q(stopped_at__gt=F("due_at")),
    }[state]


async def services_by_code(codes: Sequence[str]) -> Mapping[str, Service]:
    """Read the shelf services that a reading names."""
    return {service.code: service for service in await Service.filter(code__in=list(codes))}


async def areas_by_code(codes: Sequence[str]) -> Mapping[str, AreaOfLaw]:
    """Read the areas of law that a reading names."""
    return {area.code: area for area in await AreaOfLaw.filter(code__in=list(codes))}


async def booked_as(need_ids: Sequence[int]) -> Mapping[int, int]:
    """Give the newest booking of each need, by its id."""
    rows = await Booking.filter(need_id__in=list(need_ids)).order_by("id")
    return {row.need_id: row.id for row in rows if row.need_id is not None}


async def runs_seen_by(actor: Actor | None, ids: Sequence[int]) -> Mapping[int, MatchRun]:
    """Read the runs of these ids whose need the person may see."""
    seen = Subquery(visible_to(actor).values("id"))
    return {run.id: run for run in await MatchRun.filter(id__in=list(ids), need_id__in=seen)}


async def events_seen_by(actor: Actor | None, ids: Sequence[int]) -> Mapping[int, NeedEvent]:
    """Read the steps of these ids whose need the person may see."""
    seen = Subquery(visible_to(actor).values("id"))
    return {event.id: event for event in await NeedEvent.filter(id__in=list(ids), need_id__in=seen)}
