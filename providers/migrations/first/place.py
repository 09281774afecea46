"""Tables of `providers.models.place`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from providers.models.fields import WordsField

OPERATIONS = [
    ops.CreateModel(
        name="CalendarDay",
        fields=[
            ("date", fields.DateField(primary_key=True)),
            ("name_zh", fields.CharField(max_length=40)),
            ("name_en", fields.CharField(max_length=60)),
            ("day_off", fields.BooleanField()),
            ("official", fields.BooleanField()),
            ("source", fields.TextField(default="")),
        ],
        options={"table": "calendar_day"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="District",
        fields=[
            ("code", fields.CharField(primary_key=True, max_length=12)),
            ("name_zh", fields.CharField(max_length=40)),
            ("name_en", fields.CharField(max_length=60)),
            ("kind", fields.CharField(max_length=20)),
            ("lat", fields.FloatField()),
            ("lng", fields.FloatField()),
            ("neighbours", WordsField(default=())),
            ("basic_court", fields.CharField(max_length=60)),
            ("served", fields.BooleanField(default=True)),
            ("note", fields.TextField(default="")),
        ],
        options={"table": "district"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Language",
        fields=[
            ("code", fields.CharField(primary_key=True, max_length=12)),
            ("tag", fields.CharField(max_length=20)),
            ("name_zh", fields.CharField(max_length=40)),
            ("name_en", fields.CharField(max_length=60)),
            ("kind", fields.CharField(max_length=20)),
        ],
        options={"table": "language"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Location",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("key", fields.CharField(unique=True, max_length=60)),
            ("name", fields.CharField(max_length=80)),
            ("address", fields.CharField(max_length=200)),
            (
                "district",
                fields.ForeignKeyField(
                    "models.District", source_field="district_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("lat", fields.FloatField(null=True)),
            ("lng", fields.FloatField(null=True)),
            ("accessibility", WordsField(default=())),
        ],
        options={"table": "location"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Subdistrict",
        fields=[
            ("code", fields.CharField(primary_key=True, max_length=12)),
            (
                "district",
                fields.ForeignKeyField(
                    "models.District", source_field="district_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("name_zh", fields.CharField(max_length=40)),
            ("name_en", fields.CharField(max_length=80)),
            ("kind", fields.CharField(max_length=20)),
            ("lat", fields.FloatField()),
            ("lng", fields.FloatField()),
            ("coordinate_quality", fields.CharField(default="", max_length=40)),
            ("note", fields.TextField(default="")),
        ],
        options={"table": "subdistrict"},
        bases=["Model"],
    ),
]
