"""What keeps the house: the outbox, idempotency keys, the centre itself, what was loaded."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from providers.models.account import Account
from providers.models.fields import RESTRICT, word
from providers.models.place import Location


class Outbox(Model):
    """Work announced in the transaction that caused it; set aside (`dead`) after too many attempts, never lost."""

    id: int = fields.BigIntField(primary_key=True)
    topic = word(40)
    payload: dict[str, Any] = fields.JSONField()  # type: ignore[assignment]
    run_at = fields.DatetimeField()
    lease_until: datetime | None = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)
    dead = fields.BooleanField(default=False)
    error = fields.TextField(default="")

    class Meta(Model.Meta):
        table = "outbox"
        indexes = (("topic", "dead", "run_at", "id"),)


class IdempotencyKey(Model):
    """The first answer to a key: its row is written first, so that a retry meets it. Kept for 24 hours."""

    id: int = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    account_id: int
    operation = word(40)
    key = fields.CharField(max_length=80)
    input_hash = fields.CharField(max_length=64)
    result_id: int | None = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "idempotency_key"
        unique_together = (("account_id", "operation", "key"),)
        indexes = (("created_at",),)


class Centre(Model):
    """The legal service centre: one row."""

    id: int = fields.BigIntField(primary_key=True)
    name_zh = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=120)
    time_zone = fields.CharField(max_length=40, default="Asia/Shanghai")
    location: fields.ForeignKeyRelation[Location] = fields.ForeignKeyField(
        "models.Location", related_name=False, on_delete=RESTRICT
    )
    location_id: int

    class Meta(Model.Meta):
        table = "centre"


class Setting(Model):
    """A small fact the house keeps about itself, e.g. which content was loaded and when."""

    key = fields.CharField(max_length=60, primary_key=True)
    value = fields.TextField()

    class Meta(Model.Meta):
        table = "setting"
