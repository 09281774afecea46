"""The use cases of a need: open, submit, ask for a person, call off, read, follow."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from providers import idempotency
from providers.bus import Bus
from providers.counters import Limit, count
from providers.db import retrying, transaction
from providers.enums import Urgency
from providers.errors import InvalidInput, NotFound
from providers.idempotency import Key, key_of
from providers.matching import changes, intake, reads, submission
from providers.matching.intake import Opening
from providers.matching.policy import in_force
from providers.matching.progress import follow
from providers.matching.recall import recall
from providers.matching.runs import draw, replayed
from providers.matching.sealing import Words
from providers.matching.submission import Filing, Submission
from providers.matching.wishes import checked, kept
from providers.models import MatchRun, Need, NeedEvent, Service
from providers.needlog import text_of
from providers.rules.access import Actor
from providers.rules.days import day_in
from providers.rules.parties import folded
from providers.rules.reading import Reading
from providers.rules.sla import Clock
from providers.rules.statement import cleaned, short_note
from providers.rules.urgency import more_urgent, usual
from providers.vault import Vault

_OWN = Limit("need", 120, timedelta(hours=1))
_DESK = Limit("need", 1200, timedelta(hours=1))
_REASON = ("input", "reason")


class Reader(Protocol):
    """Understands a sentence."""

    def read(self, text: str, today: date) -> Reading:
        """Tell what it seems to be about; never fails, and may find nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Matching:
    """Needs: `promise` is the time to a match, `offer` how long an institution may think about one."""

    reader: Reader
    vault: Vault
    bus: Bus
    promise: timedelta = timedelta(minutes=10)
    offer: timedelta = timedelta(minutes=2)
    own_limit: Limit = _OWN
    desk_limit: Limit = _DESK

    @property
    def words(self) -> Words:
        return Words(self.vault)

    async def start(self, actor: Actor, opening: Opening, key: str, now: datetime) -> Need:
        """Open a draft from free text and read it; the same key gives the same need again."""
        given = (opening.statement, opening.consent, opening.locale, opening.on_behalf_of)
        once = _key(actor, "needStart", key, *given)
        if (first := await idempotency.recall(once, now)) is not None:
            return await Need.get(id=first)
        intake.require_consent(opening)
        statement = cleaned(opening.statement)
        citizen_id = await intake.citizen_of(actor, opening)
        reading = self.reader.read(statement, day_in(now))
        need = intake.draft(citizen_id, actor.account_id, await intake.pressing(reading), now)
        return await self._open(actor, need, (statement, reading), once, now)

    async def submit(self, actor: Actor, need_id: int, asked: Submission, key: str, now: datetime) -> Need:
        """Start the promise's clock and make the list of who may take it, ranked and explained."""
        wish = checked(asked.wish, now)
        names = folded(asked.opposing)
        once = _key(actor, "needSubmit", key, need_id, asked.service_id, kept(wish), names)
        if (first := await idempotency.recall(once, now)) is not None:
            return await Need.get(id=first)
        need = await self._mine(actor, need_id)
        if need.status not in submission.DRAFTS:
            raise await submission.wrong_state(need_id, submission.DRAFTS)
        service = await Service.get_or_none(id=asked.service_id)
        if service is None:
            raise NotFound(path=("input", "serviceId"))
        parties = await submission.parties_of(self.vault, need, names)
        demand, contenders = await recall(need, service, self.words.reading(need), (wish, parties), now)
        drawn = draw(await in_force(self.offer, now), demand, contenders)
        urgency = more_urgent(Urgency(need.urgency), usual(service.urgency_default))
        filing = Filing(need, actor.account_id, service.id, wish, parties, urgency, drawn, self.promise)
        return await self._file(filing, once)

    @retrying()
    async def escalate(self, actor: Actor, need_id: int, reason: str, now: datetime) -> Need:
        """Ask for a person: always possible while the need is open."""
        said = short_note(reason, _REASON)
        need = await self._mine(actor, need_id)
        async with transaction():
            await changes.escalate(self.words, need, (actor.account_id, said), self.promise, now)
        return await Need.get(id=need_id)

    @retrying()
    async def withdraw(self, actor: Actor, need_id: int, reason: str, now: datetime) -> Need:
        """Call the need off."""
        said = short_note(reason, _REASON)
        need = await self._mine(actor, need_id)
        async with transaction():
            await changes.withdraw(self.words, need, (actor.account_id, said), now)
        return await Need.get(id=need_id)

    async def needs(self, actor: Actor | None, ids: Sequence[int]) -> Mapping[int, Need]:
        """Read the needs of these ids that the person may see."""
        return {need.id: need for need in await reads.visible_to(actor).filter(id__in=list(ids))}

    async def watch(self, actor: Actor, need_id: int, after_seq: int) -> AsyncGenerator[NeedEvent, None]:
        """Follow a need from a step on: what was logged, then what happens. Nothing for a stranger."""
        if await self.needs(actor, [need_id]):
            async with aclosing(follow(self.bus, need_id, after_seq)) as steps:
                async for event in steps:
                    yield event

    def statement(self, need: Need) -> str:
        return self.words.statement(need)

    def reading(self, need: Need) -> Reading:
        return self.words.reading(need)

    def text(self, event: NeedEvent) -> str:
        return text_of(self.vault, event)

    def replay(self, run: MatchRun) -> bytes:
        """Make a run's list again from its kept inputs, byte for byte; ValueError when they were altered."""
        return replayed(self.words, run)

    async def _mine(self, actor: Actor, need_id: int) -> Need:
        need = await reads.visible_to(actor).get_or_none(id=need_id)
        if need is None:
            raise NotFound(path=("input", "needId"))
        return need

    @retrying()
    async def _open(self, actor: Actor, need: Need, said: tuple[str, Reading], once: Key, now: datetime) -> Need:
        async with transaction():
            if (first := await idempotency.claim(once, now)) is not None:
                return await Need.get(id=first)
            limit = self.desk_limit if actor.may_enter_for_others() else self.own_limit
            await count(limit, self.vault.index("rate.account", str(actor.account_id)), now)
            written = await intake.write(self.words, need, *said, now)
            await idempotency.keep(once, written.id)
            return written

    @retrying()
    async def _file(self, filing: Filing, once: Key) -> Need:
        async with transaction():
            if (first := await idempotency.claim(once, filing.now)) is not None:
                return await Need.get(id=first)
            await submission.write(self.words, filing)
            await idempotency.keep(once, filing.need.id)
            return await Need.get(id=filing.need.id)


def clock_of(need: Need) -> Clock:
    """Give the promise's clock of a need."""
    return Clock(need.submitted_at, need.due_at, need.stopped_at)


def _key(actor: Actor, operation: str, key: str, *given: object) -> Key:
    if not 1 <= len(key) <= idempotency.LONGEST:
        message = f"幂等键须为 1 至 {idempotency.LONGEST} 个字符，例如一个 UUID。"
        raise InvalidInput(message, ("input", "idempotencyKey"), rule="length")
    return key_of(actor.account_id, operation, key, *given)
