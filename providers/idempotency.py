"""Idempotency: the first answer to a key is the answer, for 24 hours, also after a restart.

`recall` first, outside of any transaction; then `claim` inside it, before anything else is written, and `keep` the
answer at its end. A retry that meets its twin still at work waits for it in the database. What was refused is not
kept: nothing was done, so the same key may try again.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from providers.db import constraint_of, transaction
from providers.errors import IdempotencyMismatch
from providers.models import IdempotencyKey

KEPT = timedelta(hours=24)
LONGEST = 80

_TWICE = "unique:idempotency_key.account_id,operation,key"


@dataclass(frozen=True, slots=True)
class Key:
    """The key a person sent with an operation, and what it was sent for."""

    account_id: int
    operation: str
    key: str
    input_hash: str


def key_of(account_id: int, operation: str, key: str, *given: object) -> Key:
    """Bind a key to its input: plain values (texts, numbers, None, lists of them) in a fixed order."""
    return Key(account_id, operation, key, hashlib.sha256(orjson.dumps(given)).hexdigest())


async def recall(key: Key, now: datetime) -> int | None:
    """Return the id of the first answer; None if there is none yet."""
    row = await _row(key)
    return None if row is None or _stale(row, now) else _answer(row, key)


async def claim(key: Key, now: datetime) -> int | None:
    """Make the key ours within the running transaction: None, or the answer that another one already gave."""
    try:
        async with transaction():
            await IdempotencyKey.create(
                account_id=key.account_id,
                operation=key.operation,
                key=key.key,
                input_hash=key.input_hash,
                created_at=now,
            )
    except IntegrityError as fault:
        if constraint_of(fault) != _TWICE:
            raise
        return await _met(key, now)
    return None


async def keep(key: Key, result_id: int) -> None:
    """Remember the answer, in the transaction that gives it."""
    await _rows(key).update(result_id=result_id)


async def forget(now: datetime) -> int:
    """Delete what is older than 24 hours."""
    return await IdempotencyKey.filter(created_at__lte=now - KEPT).delete()


async def _met(key: Key, now: datetime) -> int | None:
    row = await _rows(key).select_for_update(no_key=True).get()
    if not _stale(row, now):
        return _answer(row, key)
    await _rows(key).update(input_hash=key.input_hash, result_id=None, created_at=now)
    return None


def _rows(key: Key) -> QuerySet[IdempotencyKey]:
    return IdempotencyKey.filter(account_id=key.account_id, operation=key.operation, key=key.key)


async def _row(key: Key) -> IdempotencyKey | None:
    return await _rows(key).first()


def _stale(row: IdempotencyKey, now: datetime) -> bool:
    return row.created_at <= now - KEPT


def _answer(row: IdempotencyKey, key: Key) -> int:
    if row.input_hash != key.input_hash:
        raise IdempotencyMismatch
    return row.result_id or 0
