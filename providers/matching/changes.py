"""Asking for a person, and calling a need off: both stop whatever the machine was about to do."""

from datetime import datetime, timedelta

from tortoise.expressions import F

from providers.enums import MatchState, NeedEventKind, NeedStatus
from providers.matching.sealing import Words
from providers.matching.submission import wrong_state
from providers.models import MatchRun, Need
from providers.needlog import Step, append

_RUNNING = (MatchState.RANKING, MatchState.OFFERING)
_OPEN = (
    NeedStatus.DRAFT,
    NeedStatus.CLARIFYING,
    NeedStatus.SUBMITTED,
    NeedStatus.MATCHING,
    NeedStatus.MATCHED,
)
_WITHDRAWABLE = (*_OPEN, NeedStatus.ESCALATED)


async def escalate(words: Words, need: Need, step: tuple[int, str], promise: timedelta, now: datetime) -> None:
    """Hand the need to people; a draft is thereby submitted and its clock starts. A second call changes nothing."""
    actor_id, reason = step
    if need.status == NeedStatus.ESCALATED:
        return
    mine = Need.filter(id=need.id)
    if not await mine.filter(status__in=_OPEN).update(status=NeedStatus.ESCALATED, version=F("version") + 1):
        raise await wrong_state(need.id, _OPEN)
    await mine.filter(submitted_at=None).update(submitted_at=now, due_at=now + promise)
    await MatchRun.filter(need_id=need.id, state__in=_RUNNING).update(state=MatchState.ESCALATED)
    await append(words.vault, need.id, Step(NeedEventKind.ESCALATED, "已按您的要求转人工处理", actor_id, reason), now)


async def withdraw(words: Words, need: Need, step: tuple[int, str], now: datetime) -> None:
    """Call the need off: the clock and the match stop. A booked place is cancelled as a booking, not here."""
    actor_id, reason = step
    mine = Need.filter(id=need.id)
    if not await mine.filter(status__in=_WITHDRAWABLE).update(status=NeedStatus.WITHDRAWN, version=F("version") + 1):
        raise await wrong_state(need.id, _WITHDRAWABLE)
    await mine.filter(submitted_at__isnull=False, stopped_at=None).update(stopped_at=now)
    live = (*_RUNNING, MatchState.ESCALATED)
    await MatchRun.filter(need_id=need.id, state__in=live).update(state=MatchState.CANCELLED)
    await append(words.vault, need.id, Step(NeedEventKind.WITHDRAWN, "需求已撤回", actor_id, reason), now)
