"""Tables of `providers.models.shelf`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from providers.models.fields import WordsField

OPERATIONS = [
    ops.CreateModel(
        name="AreaOfLaw",
        fields=[
            ("code", fields.CharField(primary_key=True, max_length=40)),
            ("name_zh", fields.CharField(max_length=60)),
            ("name_en", fields.CharField(max_length=80)),
            ("contingency_fee", fields.CharField(max_length=32)),
        ],
        options={"table": "area_of_law"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Category",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("code", fields.CharField(unique=True, max_length=20)),
            ("slug", fields.CharField(unique=True, max_length=40)),
            (
                "parent",
                fields.ForeignKeyField(
                    "models.Category",
                    source_field="parent_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            ("name_zh", fields.CharField(max_length=60)),
            ("name_en", fields.CharField(max_length=80)),
        ],
        options={"table": "category"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Guide",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("slug", fields.CharField(unique=True, max_length=40)),
            ("title_zh", fields.CharField(max_length=80)),
            ("title_en", fields.CharField(max_length=80)),
            ("body_zh", fields.TextField()),
            ("body_en", fields.TextField(default="")),
        ],
        options={"table": "guide"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="LegalReference",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("book", fields.CharField(max_length=40)),
            ("code", fields.CharField(max_length=40)),
            ("row", fields.JSONField()),
        ],
        options={"table": "legal_reference", "unique_together": (("book", "code"),)},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="ServiceWindow",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("number", fields.IntField(unique=True)),
            ("name_zh", fields.CharField(max_length=60)),
            ("name_en", fields.CharField(max_length=80)),
            ("zone", fields.CharField(max_length=20)),
            ("counters", fields.IntField()),
            ("slot_minutes", fields.IntField()),
            ("hours", fields.JSONField(default=list)),
            ("provider_types", WordsField(default=())),
            (
                "location",
                fields.ForeignKeyField(
                    "models.Location", source_field="location_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
        ],
        options={"table": "service_window"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Service",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("code", fields.CharField(unique=True, max_length=20)),
            ("slug", fields.CharField(unique=True, max_length=80)),
            ("name_zh", fields.CharField(max_length=80)),
            ("name_en", fields.CharField(max_length=160)),
            ("summary_zh", fields.TextField()),
            ("summary_en", fields.TextField(default="")),
            (
                "category",
                fields.ForeignKeyField(
                    "models.Category", source_field="category_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "area",
                fields.ForeignKeyField(
                    "models.AreaOfLaw", source_field="area_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "guide",
                fields.ForeignKeyField(
                    "models.Guide", source_field="guide_id", null=True, related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "window",
                fields.ForeignKeyField(
                    "models.ServiceWindow",
                    source_field="window_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            ("colloquial", fields.JSONField(default=list)),
            ("fee_kind", fields.CharField(max_length=32)),
            ("fee_min", fields.BigIntField(null=True)),
            ("fee_max", fields.BigIntField(null=True)),
            ("fee_note", fields.TextField(default="")),
            ("fee_source", fields.CharField(default="", max_length=40)),
            ("free_by_law", fields.BooleanField(default=False)),
            ("contingency_fee", fields.CharField(max_length=32)),
            ("modes", WordsField(default=())),
            ("channels", WordsField(default=())),
            ("provider_types", WordsField(default=())),
            ("duration_minutes", fields.IntField()),
            ("materials", fields.JSONField(default=list)),
            ("steps", fields.JSONField(default=list)),
            ("statutory_time_limit", fields.TextField(default="")),
            ("legal_basis", fields.JSONField(default=list)),
            ("legal_checked", fields.CharField(default="", max_length=40)),
            ("template", fields.CharField(default="", max_length=20)),
            ("conflict_check", fields.CharField(max_length=40)),
            ("urgency_default", fields.CharField(max_length=20)),
            ("sex_preference", fields.BooleanField(default=False)),
            ("assured_at", fields.DatetimeField(null=True)),
            ("updated_at", fields.DatetimeField()),
        ],
        options={
            "table": "service",
            "indexes": [
                Index(fields=["category_id", "id"]),
                Index(fields=["guide_id"]),
                Index(fields=["window_id"]),
                Index(fields=["name_zh", "id"]),
                Index(fields=["updated_at", "id"]),
            ],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="VocabularyEntry",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("said", fields.CharField(max_length=80)),
            ("term", fields.CharField(max_length=80)),
            ("kind", fields.CharField(max_length=32)),
            ("area_code", fields.CharField(default="", max_length=40)),
        ],
        options={"table": "vocabulary_entry", "unique_together": (("said", "term"),)},
        bases=["Model"],
    ),
]
