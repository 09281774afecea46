"""Tables of `providers.models.account`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from providers.models.fields import WordsField

OPERATIONS = [
    ops.CreateModel(
        name="Account",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("phone_hash", fields.CharField(unique=True, max_length=64)),
            ("phone_sealed", fields.TextField()),
            ("display_name", fields.CharField(max_length=60)),
            ("locale", fields.CharField(default="zh-Hans", max_length=20)),
            ("time_zone", fields.CharField(default="Asia/Shanghai", max_length=40)),
            ("verified", fields.BooleanField(default=False)),
            ("access_needs", WordsField(default=())),
            ("roles", WordsField(default=())),
            ("created_at", fields.DatetimeField()),
        ],
        options={"table": "account"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="LoginCode",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("phone_hash", fields.CharField(unique=True, max_length=64)),
            ("code_hash", fields.CharField(max_length=64)),
            ("expires_at", fields.DatetimeField()),
            ("tries", fields.IntField(default=0)),
        ],
        options={"table": "login_code"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Membership",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "account",
                fields.ForeignKeyField(
                    "models.Account", source_field="account_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "provider",
                fields.ForeignKeyField(
                    "models.Provider", source_field="provider_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("role", fields.CharField(max_length=32)),
            ("joined_at", fields.DatetimeField()),
        ],
        options={
            "table": "membership",
            "unique_together": (("account_id", "provider_id"),),
            "indexes": [Index(fields=["provider_id"])],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="RateCounter",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("kind", fields.CharField(max_length=32)),
            ("subject", fields.CharField(max_length=64)),
            ("window_start", fields.DatetimeField()),
            ("count", fields.IntField(default=0)),
        ],
        options={"table": "rate_counter", "unique_together": (("kind", "subject", "window_start"),)},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Session",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("token_hash", fields.CharField(unique=True, max_length=64)),
            (
                "account",
                fields.ForeignKeyField(
                    "models.Account", source_field="account_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("created_at", fields.DatetimeField()),
            ("expires_at", fields.DatetimeField()),
            ("ended_at", fields.DatetimeField(null=True)),
        ],
        options={"table": "session", "indexes": [Index(fields=["account_id"])]},
        bases=["Model"],
    ),
]
