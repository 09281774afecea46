"""Tables of `providers.models.booking`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from providers.models.fields import WordsField

OPERATIONS = [
    ops.CreateModel(
        name="Hold",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "listing",
                fields.ForeignKeyField(
                    "models.Listing", source_field="listing_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "practitioner",
                fields.ForeignKeyField(
                    "models.Practitioner",
                    source_field="practitioner_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            (
                "holder",
                fields.ForeignKeyField(
                    "models.Account", source_field="holder_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "need",
                fields.ForeignKeyField(
                    "models.Need", source_field="need_id", null=True, related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("starts_at", fields.DatetimeField()),
            ("ends_at", fields.DatetimeField()),
            ("mode", fields.CharField(max_length=32)),
            ("state", fields.CharField(max_length=32)),
            ("expires_at", fields.DatetimeField()),
            ("created_at", fields.DatetimeField()),
        ],
        options={
            "table": "hold",
            "indexes": [
                Index(fields=["holder_id", "state"]),
                Index(fields=["state", "expires_at"]),
                Index(fields=["listing_id", "starts_at"]),
            ],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Booking",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("number", fields.CharField(unique=True, max_length=20)),
            ("status", fields.CharField(max_length=32)),
            (
                "hold",
                fields.OneToOneField(
                    "models.Hold", source_field="hold_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "listing",
                fields.ForeignKeyField(
                    "models.Listing", source_field="listing_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "practitioner",
                fields.ForeignKeyField(
                    "models.Practitioner",
                    source_field="practitioner_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            (
                "citizen",
                fields.ForeignKeyField(
                    "models.Account", source_field="citizen_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "need",
                fields.ForeignKeyField(
                    "models.Need", source_field="need_id", null=True, related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("starts_at", fields.DatetimeField()),
            ("ends_at", fields.DatetimeField()),
            ("mode", fields.CharField(max_length=32)),
            ("note_sealed", fields.TextField(default="")),
            ("remind_by", WordsField(default=())),
            ("ics_key", fields.CharField(unique=True, max_length=64)),
            ("sequence", fields.IntField(default=0)),
            ("version", fields.IntField(default=1)),
            ("cancelled_at", fields.DatetimeField(null=True)),
            ("cancelled_by", fields.CharField(default="", max_length=32)),
            ("cancel_reason", fields.CharField(default="", max_length=200)),
            ("cancelled_late", fields.BooleanField(default=False)),
            ("created_at", fields.DatetimeField()),
        ],
        options={
            "table": "booking",
            "indexes": [
                Index(fields=["citizen_id", "starts_at", "id"]),
                Index(fields=["listing_id", "starts_at"]),
                Index(fields=["practitioner_id", "starts_at"]),
            ],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="BookingEvent",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "booking",
                fields.ForeignKeyField(
                    "models.Booking", source_field="booking_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("at", fields.DatetimeField()),
            ("status", fields.CharField(max_length=32)),
            (
                "actor",
                fields.ForeignKeyField(
                    "models.Account",
                    source_field="actor_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            ("note", fields.CharField(default="", max_length=200)),
        ],
        options={"table": "booking_event", "indexes": [Index(fields=["booking_id", "id"])]},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Occupancy",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "resource",
                fields.ForeignKeyField(
                    "models.Resource", source_field="resource_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("seat", fields.IntField()),
            ("busy_from", fields.BigIntField()),
            ("busy_until", fields.BigIntField()),
            (
                "hold",
                fields.ForeignKeyField(
                    "models.Hold", source_field="hold_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("expires_at", fields.BigIntField(null=True)),
        ],
        options={
            "table": "occupancy",
            "indexes": [Index(fields=["resource_id", "busy_from"]), Index(fields=["hold_id"])],
        },
        bases=["Model"],
    ),
]
