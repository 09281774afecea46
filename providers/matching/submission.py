"""Submitting a need: the promise's clock starts, and the list of who may take it is made and stored at once.

No offer is sent yet, so a run stays RANKING with wave 0: the list stands, nobody has been asked. The citizen books with
whom they choose. Where only a person can go on (nobody left, mediation without consent, danger) it is ESCALATED.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import F

from providers.enums import MatchState, NeedEventKind, NeedStatus, Urgency
from providers.errors import NotFound, WrongState
from providers.matching.recall import Parties
from providers.matching.runs import Draw, store
from providers.matching.sealing import Words
from providers.matching.wishes import kept
from providers.models import Account, Need
from providers.needlog import Step, append
from providers.rules.contenders import Wish
from providers.rules.jurisdiction import unsaid
from providers.rules.parties import PARTY, fold
from providers.vault import Vault

DRAFTS = (NeedStatus.DRAFT, NeedStatus.CLARIFYING)

_NOBODY = "目前没有机构可以直接承接，已转工作人员为您安排。"
_CONSENT = "调解须征得双方同意，在此之前不安排调解员；已转工作人员联系各方。"
_DANGER = "情况紧急，已转值班人员优先处理。"


@dataclass(frozen=True, slots=True)
class Submission:
    """What the citizen agreed to: a shelf service, wishes, and who is on the other side (never stored as names)."""

    service_id: int
    wish: Wish
    opposing: Sequence[str] = ()


async def parties_of(vault: Vault, need: Need, names: Sequence[str]) -> Parties:
    """Hash the sides (folded names): only hashes are kept or compared."""
    citizen = await Account.get(id=need.citizen_id)
    own = fold(citizen.display_name)
    opposing = tuple(vault.index(PARTY, name) for name in names)
    return Parties(opposing, (vault.index(PARTY, own),) if own else ())


@dataclass(frozen=True, slots=True)
class Filing:
    """A submission ready to be stored."""

    need: Need
    actor_id: int
    service_id: int
    wish: Wish
    parties: Parties
    urgency: Urgency
    drawn: Draw
    promise: timedelta

    @property
    def now(self) -> datetime:
        return self.drawn.inputs.demand.now

    def why_a_person(self) -> str:
        """Say why a person must take it from here; empty when the list can be left to the citizen."""
        demand = self.drawn.inputs.demand
        if demand.mediation and not demand.consented:
            return _CONSENT
        if not self.drawn.best:
            return _NOBODY
        return _DANGER if self.urgency is Urgency.EMERGENCY else ""

    def steps(self, why: str) -> list[Step]:
        minutes = max(1, round(self.promise.total_seconds() / 60))
        every, best = len(self.drawn.ranked), len(self.drawn.best)
        ranked = f"共比较 {every} 家机构，{best} 家可以承接，名单中写明了每一家的理由。"
        if unsaid(self.drawn.inputs.demand):
            ranked += "因为还不知道事情发生在哪个区县，没有按地域管辖筛选。"
        steps = [
            Step(NeedEventKind.SUBMITTED, f"需求已提交，我们承诺 {minutes} 分钟内完成对接。", self.actor_id),
            Step(NeedEventKind.RANKED, ranked),
        ]
        return [*steps, Step(NeedEventKind.ESCALATED, why)] if why else steps


async def write(words: Words, filing: Filing) -> None:
    """Store everything of a submission, inside the caller's transaction; of two at once the second is refused."""
    need_id, now, why = filing.need.id, filing.now, filing.why_a_person()
    changed = await Need.filter(id=need_id, status__in=DRAFTS).update(
        status=NeedStatus.ESCALATED if why else NeedStatus.MATCHING,
        chosen_service_id=filing.service_id,
        preferences=kept(filing.wish),
        opposing_hashes=list(filing.parties.opposing),
        urgency=filing.urgency,
        submitted_at=now,
        due_at=now + filing.promise,
        version=F("version") + 1,
    )
    if not changed:
        raise await wrong_state(need_id, DRAFTS)
    await store(words, need_id, filing.drawn, MatchState.ESCALATED if why else MatchState.RANKING, now)
    for step in filing.steps(why):
        await append(words.vault, need_id, step, now)


async def wrong_state(need_id: int, allowed: Sequence[NeedStatus]) -> WrongState | NotFound:
    """Say in which state the need is instead."""
    need = await Need.get_or_none(id=need_id)
    if need is None:
        return NotFound()
    message = "这件需求现在的状态不能这样操作，请刷新后查看进展。"
    return WrongState(message, current=need.status, allowed=tuple(status.value for status in allowed))
