"""The log of a need: every step gets the next number of its need, without gaps, and is told to those who watch.

Call inside the transaction of the change that the event speaks of.
"""

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F

from providers.db import notify
from providers.enums import NeedEventKind
from providers.models import Need, NeedEvent
from providers.vault import Vault

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Step:
    """What happened: `text` is ours and Chinese, `note` the own words of whoever did it."""

    kind: NeedEventKind
    text: str
    actor_id: int | None = None
    note: str = ""


def topic(need_id: int) -> str:
    """Name the bus topic of a need; the message is the newest number."""
    return f"need:{need_id}"


async def append(vault: Vault, need_id: int, step: Step, now: datetime) -> int:
    """Write the step; the row of the need is locked by taking the number, so that no two steps share one."""
    mine = Need.filter(id=need_id)
    await mine.update(last_seq=F("last_seq") + 1)
    seq = (await mine.get()).last_seq
    sealed = vault.seal(step.note, _place(need_id, seq)) if step.note else ""
    await NeedEvent.create(
        need_id=need_id,
        seq=seq,
        kind=step.kind,
        at=now,
        actor_id=step.actor_id,
        text_zh=step.text[:_LONGEST],
        note_sealed=sealed,
    )
    await notify(topic(need_id), str(seq))
    return seq


def text_of(vault: Vault, event: NeedEvent) -> str:
    """Give what is shown: our words, and the person's own after them."""
    if not event.note_sealed:
        return event.text_zh
    return f"{event.text_zh}：{vault.open(event.note_sealed, _place(event.need_id, event.seq))}"


def _place(need_id: int, seq: int) -> str:
    return f"need_event.note.{need_id}.{seq}"
