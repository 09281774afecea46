"""The outbox: work announced in the transaction that causes it, and done afterwards at least once.

Whoever does the work asks for it again and again; the word on the bus only makes it ask sooner. A job is leased to one
worker at a time; one that fails waits longer each time, and after `MAX_ATTEMPTS` is set aside where people see it.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson

from providers.db import connection, notify
from providers.models import Outbox

WAKE = "outbox"  # the bus topic of wake-ups; the message is the topic of the job
MAX_ATTEMPTS = 8
LEASE = timedelta(seconds=30)

_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=10)
_ERROR_LENGTH = 500

_CLAIM = """
UPDATE outbox SET lease_until = {0}, attempts = attempts + 1 WHERE id IN (
  SELECT id FROM outbox WHERE topic = {1} AND NOT dead AND attempts < {2} AND run_at <= {3}
  AND (lease_until IS NULL OR lease_until < {4}) ORDER BY run_at, id LIMIT {5} {lock}
) RETURNING id, payload, attempts"""


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed piece of work; `attempts` counts this one too, and tells this lease from a later one."""

    id: int
    topic: str
    payload: Mapping[str, object]
    attempts: int


async def announce(topic: str, payload: Mapping[str, object], now: datetime) -> None:
    """Write a job in the running transaction; workers are woken when that is committed."""
    await Outbox.create(topic=topic, payload=dict(payload), run_at=now.astimezone(UTC))
    await notify(WAKE, topic)


async def claim(topic: str, now: datetime, limit: int = 50, lease: timedelta = LEASE) -> list[Job]:
    """Lease the oldest due jobs, each to one worker only."""
    client = connection()
    postgres = client.capabilities.dialect == "postgres"
    marks = [f"${number}" if postgres else "?" for number in range(1, 7)]
    times = [(now + lease).astimezone(UTC), now.astimezone(UTC)]
    until, moment = times if postgres else [str(time) for time in times]  # SQLite keeps them as text
    query = _CLAIM.format(*marks, lock="FOR UPDATE SKIP LOCKED" if postgres else "")
    rows = await client.execute_query_dict(query, [until, topic, MAX_ATTEMPTS, moment, moment, limit])
    if len(rows) < limit:
        await _set_aside_lost(topic, now)
    jobs = [Job(int(row["id"]), topic, _payload(row["payload"]), int(row["attempts"])) for row in rows]
    return sorted(jobs, key=lambda job: job.id)


async def done(jobs: Sequence[Job]) -> None:
    """Forget what has been done."""
    await Outbox.filter(id__in=[job.id for job in jobs]).delete()


async def failed(job: Job, error: str, now: datetime) -> None:
    """Let it wait twice as long as last time, or set it aside; not if another worker has it by now."""
    pause = min(_FIRST_PAUSE * 2 ** (job.attempts - 1), _LONGEST_PAUSE)
    lease = Outbox.filter(id=job.id, attempts=job.attempts)
    dead = job.attempts >= MAX_ATTEMPTS
    await lease.update(run_at=(now + pause).astimezone(UTC), lease_until=None, dead=dead, error=error[:_ERROR_LENGTH])


async def set_aside() -> list[Outbox]:
    """List the jobs that nobody tries any more."""
    return await Outbox.filter(dead=True).order_by("id")


async def revive(job_id: int, now: datetime) -> bool:
    """Try a job that was set aside from the beginning."""
    revived = await Outbox.filter(id=job_id, dead=True).update(dead=False, attempts=0, run_at=now, lease_until=None)
    return revived > 0


async def _set_aside_lost(topic: str, now: datetime) -> None:
    """Set aside what never came to `failed`, since every worker that took it died."""
    lost = Outbox.filter(topic=topic, dead=False, attempts__gte=MAX_ATTEMPTS, lease_until__lt=now)
    await lost.update(dead=True, error="every worker that took it died")


def _payload(stored: object) -> Mapping[str, object]:
    value = orjson.loads(stored) if isinstance(stored, str | bytes) else stored
    return {str(key): each for key, each in value.items()} if isinstance(value, dict) else {}
