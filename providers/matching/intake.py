"""Opening a need: the statement is read, sealed and numbered; nothing is sent to anybody yet."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from providers.db import constraint_of, transaction
from providers.enums import NeedEventKind, NeedStatus, RiskFlag, Urgency
from providers.errors import InvalidInput
from providers.matching.sealing import Words
from providers.models import Account, Need, Service
from providers.needlog import Step, append
from providers.rules.access import Actor
from providers.rules.days import day_in
from providers.rules.reading import Reading
from providers.rules.urgency import safety_note, urgency_of

_NUMBER_TAKEN = "unique:need.number"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person says at the start; `on_behalf_of` is the citizen's account when a desk types for them."""

    statement: str
    consent: bool
    locale: str | None = None
    on_behalf_of: int | None = None


def require_consent(opening: Opening) -> None:
    if not opening.consent:
        message = "请先阅读并同意隐私告知，我们才能保存和处理您的陈述。"
        raise InvalidInput(message, ("input", "consent"), rule="consent")


async def citizen_of(actor: Actor, opening: Opening) -> int:
    """Tell whose need it is; only the desks type for somebody else."""
    path = ("input", "onBehalfOf")
    if opening.on_behalf_of is None or opening.on_behalf_of == actor.account_id:
        return actor.account_id
    if not actor.may_enter_for_others():
        raise InvalidInput("只有窗口和热线工作人员可以代他人填写；请留空，由本人提交。", path, rule="role")
    if not await Account.exists(id=opening.on_behalf_of):
        raise InvalidInput("没有找到这位市民的账号，请核对后再试。", path, rule="unknown")
    return opening.on_behalf_of


async def pressing(reading: Reading) -> Urgency:
    """Tell how soon: dangers heard, a period about to end, the usual urgency of the service most likely meant."""
    meant = [guess.code for guess in reading.services[:1]]
    defaults = await Service.filter(code__in=meant).values_list("urgency_default", flat=True) if meant else []
    left = min((each.days_left for each in reading.deadlines if each.days_left is not None), default=None)
    return urgency_of(reading.flags, [str(word) for word in defaults], left)


async def write(words: Words, need: Need, statement: str, reading: Reading, now: datetime) -> Need:
    """Store the need under a fresh number, to which its seals are bound, and log its beginning."""
    for attempt in range(1, _ATTEMPTS + 1):
        need.number = f"{day_in(now):%y%m%d}-{secrets.randbelow(1_000_000):06}"
        need.statement_sealed = words.seal_statement(need.number, statement)
        need.reading_sealed = words.seal_reading(need.number, reading)
        try:
            async with transaction():
                await need.save(force_create=True)
            break
        except IntegrityError as taken:
            if constraint_of(taken) != _NUMBER_TAKEN or attempt == _ATTEMPTS:
                raise
    text = f"需求已登记，编号 {need.number}。{safety_note([RiskFlag(flag) for flag in reading.flags])}"
    await append(words.vault, need.id, Step(NeedEventKind.CREATED, text, need.entered_by_id), now)
    return await Need.get(id=need.id)


def draft(citizen_id: int, entered_by_id: int, urgency: Urgency, now: datetime) -> Need:
    return Need(
        status=NeedStatus.DRAFT,
        citizen_id=citizen_id,
        entered_by_id=entered_by_id,
        urgency=urgency,
        consented_at=now,
        created_at=now,
    )
