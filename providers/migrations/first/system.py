"""Tables of `providers.models.system`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

OPERATIONS = [
    ops.CreateModel(
        name="IdempotencyKey",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "account",
                fields.ForeignKeyField(
                    "models.Account", source_field="account_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("operation", fields.CharField(max_length=40)),
            ("key", fields.CharField(max_length=80)),
            ("input_hash", fields.CharField(max_length=64)),
            ("result_id", fields.BigIntField(null=True)),
            ("created_at", fields.DatetimeField()),
        ],
        options={
            "table": "idempotency_key",
            "unique_together": (("account_id", "operation", "key"),),
            "indexes": [Index(fields=["created_at"])],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Centre",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("name_zh", fields.CharField(max_length=80)),
            ("name_en", fields.CharField(max_length=120)),
            ("time_zone", fields.CharField(default="Asia/Shanghai", max_length=40)),
            (
                "location",
                fields.ForeignKeyField(
                    "models.Location", source_field="location_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
        ],
        options={"table": "centre"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Outbox",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("topic", fields.CharField(max_length=40)),
            ("payload", fields.JSONField()),
            ("run_at", fields.DatetimeField()),
            ("lease_until", fields.DatetimeField(null=True)),
            ("attempts", fields.IntField(default=0)),
            ("dead", fields.BooleanField(default=False)),
            ("error", fields.TextField(default="")),
        ],
        options={"table": "outbox", "indexes": [Index(fields=["topic", "dead", "run_at", "id"])]},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Setting",
        fields=[
            ("key", fields.CharField(primary_key=True, max_length=60)),
            ("value", fields.TextField()),
        ],
        options={"table": "setting"},
        bases=["Model"],
    ),
]
