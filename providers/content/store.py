"""Storing records by their own keys: what is new is added, what differs is changed, the rest is left alone."""

# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.exceptions import ValidationError
from tortoise.fields import Field
from tortoise.models import Model

from providers.content.kinds import Kind, Reference
from providers.content.records import Mark, Outcome, Record, refusals
from providers.db import connection

Key = tuple[Any, ...]
Values = Mapping[str, Any]
Tick = Callable[[int], None]  # told how many more records are done

_BATCH = 400  # records between two ticks
_SHORT = 200  # as much of a fault as a person reads


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as it stands."""

    id: Any
    values: Values


@dataclass(frozen=True, slots=True)
class Put:
    """What storing came to: the marks, the ids of what changed, the keys of what is new."""

    outcome: Outcome
    changed: tuple[Any, ...]
    added: tuple[Key, ...]


async def put(kind: Kind, records: Sequence[Record], now: datetime, tick: Tick) -> Put:
    """Store records of one kind; the caller holds the transaction."""
    checked, refused = await _check(kind, records)
    stored = await read(kind, {name for record in checked for name in record.values})
    fresh = [record for record in checked if _key(kind, record.values) not in stored]
    tick(len(records) - len(fresh))
    for start in range(0, len(fresh), _BATCH):
        await _add(kind, fresh[start : start + _BATCH], now)
        tick(len(fresh[start : start + _BATCH]))
    added = [(record.line, Mark.ADDED) for record in fresh]
    outcome, changed = await _change(kind, checked, stored, now)
    keys = tuple(_key(kind, record.values) for record in fresh)
    return Put(Outcome(added) + outcome + refused, changed, keys)


async def read(kind: Kind, columns: Iterable[str] = ()) -> dict[Key, Stored]:
    """Read all that is stored of a kind, by key."""
    pk = _pk(kind.model)
    names = dict.fromkeys((pk, *kind.key, *columns))
    rows: list[dict[str, Any]] = await kind.model.filter(**kind.scope).values(*names)
    return {_key(kind, row): Stored(row[pk], row) for row in rows}


def _pk(model: type[Model]) -> str:
    return model._meta.pk_attr  # noqa: SLF001 Tortoise's own door


def _key(kind: Kind, values: Values) -> Key:
    return tuple(values[name] for name in kind.key)


def _stamp(kind: Kind, now: datetime) -> dict[str, datetime]:
    return {"updated_at": now} if kind.stamped else {}


async def _add(kind: Kind, records: Sequence[Record], now: datetime) -> None:
    brought = await _resources(kind.resource, len(records)) if kind.resource else [dict[str, int]()] * len(records)
    fixed = kind.new | kind.scope | _stamp(kind, now)
    rows = [kind.model(**record.values, **fixed, **own) for record, own in zip(records, brought, strict=True)]
    await kind.model.bulk_create(rows)


async def _change(
    kind: Kind, records: Sequence[Record], stored: Mapping[Key, Stored], now: datetime
) -> tuple[Outcome, tuple[Any, ...]]:
    """Bring rows that stand to what the records say; also returns the ids of those that differed."""
    outcome, changed = Outcome(), list[Any]()
    marks = list[tuple[int, Mark]]()
    for record in records:
        key = _key(kind, record.values)
        if key not in stored:
            continue
        row = stored[key]
        changes = {name: value for name, value in record.values.items() if row.values[name] != value}
        if changes.keys() & set(kind.fixed):
            outcome += refusals([(record.line, f"the {kind.word} {key[-1]} belongs to another")])
            continue
        marks.append((record.line, Mark.CHANGED if changes else Mark.UNCHANGED))
        if changes:
            changed.append(row.id)
            await kind.model.filter(pk=row.id).update(**changes, **_stamp(kind, now))
    return Outcome(marks) + outcome, tuple(changed)


async def _resources(kind: str, count: int) -> list[dict[str, int]]:
    """Make calendar resources; only RETURNING tells their ids on both databases."""
    rows = ", ".join([f"('{kind}')"] * count)
    statement = f"INSERT INTO resource (kind) VALUES {rows} RETURNING id"  # noqa: S608 a word of our own Kind
    return [{"resource_id": int(row["id"])} for row in await connection().execute_query_dict(statement)]


async def _check(kind: Kind, records: Sequence[Record]) -> tuple[list[Record], Outcome]:
    """Replace own keys by ids; refuse what refers to nothing, does not fit a column, or came before."""
    known = {reference.name: await _known(reference) for reference in kind.references}
    reasons = list[tuple[int, str]]()
    checked = dict[Key, Record]()
    for record in records:
        values, reason = _refer(kind, record.values, known)
        key = _key(kind, values) if reason is None else ()
        if reason is None and key in checked:
            reason = f"the same {kind.word} stands on line {checked[key].line}"
        reason = reason or _unfit(kind, values)
        if reason is None:
            checked[key] = Record(record.line, values)
        else:
            reasons.append((record.line, reason))
    return list(checked.values()), refusals(reasons)


async def _known(reference: Reference) -> dict[Any, Any]:
    rows = await reference.model.all().values_list(reference.key, _pk(reference.model))
    return dict(rows)


def _refer(kind: Kind, values: Values, known: Mapping[str, Mapping[Any, Any]]) -> tuple[dict[str, Any], str | None]:
    found = dict(values)
    for reference in kind.references:
        if reference.name not in found:
            continue
        said = found[reference.name] if reference.many else (found.pop(reference.name),)
        strange = [each for each in said if each is not None and each not in known[reference.name]]
        if strange:
            return found, f"{reference.name} {strange[0]} is not known"
        if not reference.many:
            found[reference.column] = known[reference.name].get(said[0])
    return found, None


def _unfit(kind: Kind, values: Values) -> str | None:
    columns: Mapping[str, Field[Any]] = kind.model._meta.fields_map  # noqa: SLF001 Tortoise's own door
    for name, value in values.items():
        try:
            columns[name].validate(value)
        except ValidationError as fault:
            return str(fault)[:_SHORT]
    return None
