"""Tables of `providers.models.listing`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from providers.models.fields import WordsField

OPERATIONS = [
    ops.CreateModel(
        name="Listing",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "service",
                fields.ForeignKeyField(
                    "models.Service", source_field="service_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "provider",
                fields.ForeignKeyField(
                    "models.Provider", source_field="provider_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "resource",
                fields.OneToOneField(
                    "models.Resource", source_field="resource_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "location",
                fields.ForeignKeyField(
                    "models.Location",
                    source_field="location_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            ("title_zh", fields.CharField(max_length=120)),
            ("title_en", fields.CharField(default="", max_length=200)),
            ("description_zh", fields.TextField(default="")),
            ("description_en", fields.TextField(default="")),
            ("fee_kind", fields.CharField(max_length=32)),
            ("fee_min", fields.BigIntField(null=True)),
            ("fee_max", fields.BigIntField(null=True)),
            ("modes", WordsField(default=())),
            ("state", fields.CharField(max_length=32)),
            ("version", fields.IntField(default=1)),
            ("time_zone", fields.CharField(default="Asia/Shanghai", max_length=40)),
            ("duration", fields.IntField()),
            ("slot_step", fields.IntField()),
            ("buffer_before", fields.IntField(default=0)),
            ("buffer_after", fields.IntField(default=0)),
            ("minimum_notice", fields.IntField(default=3600)),
            ("horizon", fields.IntField(default=2592000)),
            ("capacity", fields.IntField(default=1)),
            ("max_per_day", fields.IntField(null=True)),
            ("follow_holidays", fields.BooleanField(default=True)),
            ("needs_confirmation", fields.BooleanField(default=False)),
            ("cancel_until", fields.IntField(default=7200)),
            ("reschedule_until", fields.IntField(default=14400)),
            ("max_reschedules", fields.IntField(default=2)),
            ("no_show_limit", fields.IntField(default=3)),
            ("updated_at", fields.DatetimeField()),
        ],
        options={
            "table": "listing",
            "unique_together": (("provider_id", "service_id"),),
            "indexes": [Index(fields=["service_id", "state", "id"]), Index(fields=["provider_id", "state", "id"])],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="AvailabilityException",
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
            ("starts_at", fields.DatetimeField()),
            ("ends_at", fields.DatetimeField()),
            ("capacity", fields.IntField()),
            ("reason", fields.CharField(default="", max_length=200)),
        ],
        options={"table": "availability_exception", "indexes": [Index(fields=["listing_id", "starts_at"])]},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="ListingPractitioner",
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
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
        ],
        options={
            "table": "listing_practitioner",
            "unique_together": (("listing_id", "practitioner_id"),),
            "indexes": [Index(fields=["practitioner_id"])],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="WeeklyRule",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "listing",
                fields.ForeignKeyField(
                    "models.Listing", source_field="listing_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("weekday", fields.IntField()),
            ("opens", fields.IntField()),
            ("closes", fields.IntField()),
            ("valid_from", fields.DateField(null=True)),
            ("valid_until", fields.DateField(null=True)),
            ("capacity", fields.IntField(null=True)),
        ],
        options={"table": "weekly_rule", "indexes": [Index(fields=["listing_id", "weekday"])]},
        bases=["Model"],
    ),
]
