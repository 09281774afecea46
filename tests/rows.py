"""Rows for tests: `fill(Model, …)` makes one, and whatever it must refer to, whatever columns a model gains."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

M = TypeVar("M", bound=Model)

_numbers = count(1)


def sample(field: fields.Field[Any]) -> object:
    """Return any value of a column's kind; texts differ each time."""
    samples: dict[type[fields.Field[Any]], object] = {
        fields.BooleanField: False,
        fields.FloatField: 0.0,
        fields.DatetimeField: NOW + timedelta(minutes=next(_numbers)),
        fields.DateField: date(2026, 3, 2),
        fields.JSONField: {},
        fields.IntField: next(_numbers),
        fields.BigIntField: next(_numbers),
    }
    return next((value for kind, value in samples.items() if isinstance(field, kind)), f"x{next(_numbers)}")


async def fill(model: type[M], **given: object) -> M:
    """Make a row with the given values and any others it needs."""
    values = dict(given)
    for name, field in model._meta.fields_map.items():
        if name in values or f"{name}_id" in values or field.null or field.generated or field.default is not None:
            continue
        if isinstance(field, ForeignKeyFieldInstance):
            values[name] = await fill(field.related_model)
        elif not name.endswith("_id") or name.removesuffix("_id") not in model._meta.fields_map:
            values[name] = sample(field)
    return await model.create(**values)
