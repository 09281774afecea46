"""Tables of `providers.models.institution`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from providers.models.fields import WordsField

OPERATIONS = [
    ops.CreateModel(
        name="ProviderType",
        fields=[
            ("code", fields.CharField(primary_key=True, max_length=40)),
            ("name_zh", fields.CharField(max_length=60)),
            ("name_en", fields.CharField(max_length=80)),
            ("kind", fields.CharField(max_length=32)),
            ("licence_kind", fields.CharField(default="", max_length=80)),
            ("licence_required", fields.BooleanField(default=True)),
            ("personal_licence", fields.BooleanField(default=False)),
            ("court", fields.CharField(max_length=40)),
            ("conflict_rule", fields.CharField(max_length=40)),
            ("charging", fields.CharField(max_length=40)),
            ("note", fields.TextField(default="")),
        ],
        options={"table": "provider_type"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Provider",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("slug", fields.CharField(unique=True, max_length=80)),
            ("name_zh", fields.CharField(max_length=80)),
            ("name_en", fields.CharField(max_length=160)),
            (
                "type",
                fields.ForeignKeyField(
                    "models.ProviderType", source_field="type_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("status", fields.CharField(max_length=32)),
            ("is_sample", fields.BooleanField(default=False)),
            ("about_zh", fields.TextField(default="")),
            ("about_en", fields.TextField(default="")),
            ("on_duty", fields.BooleanField(default=True)),
            ("capacity", fields.IntField(default=20)),
            ("median_response_seconds", fields.IntField(null=True)),
            ("languages", WordsField(default=())),
            ("areas", WordsField(default=())),
            (
                "district",
                fields.ForeignKeyField(
                    "models.District", source_field="district_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "location",
                fields.ForeignKeyField(
                    "models.Location", source_field="location_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("updated_at", fields.DatetimeField()),
        ],
        options={
            "table": "provider",
            "indexes": [Index(fields=["type_id", "id"]), Index(fields=["district_id", "id"])],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="ClientMatter",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "provider",
                fields.ForeignKeyField(
                    "models.Provider", source_field="provider_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("party_hash", fields.CharField(max_length=64)),
            ("side", fields.CharField(max_length=32)),
            ("source", fields.CharField(max_length=32)),
            ("source_id", fields.BigIntField(null=True)),
            ("began_on", fields.DateField()),
            ("ended_on", fields.DateField(null=True)),
        ],
        options={"table": "client_matter", "indexes": [Index(fields=["party_hash", "provider_id"])]},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Resource",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("kind", fields.CharField(max_length=32)),
        ],
        options={"table": "resource"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Practitioner",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("key", fields.CharField(unique=True, max_length=60)),
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
            ("name", fields.CharField(max_length=60)),
            ("job_title", fields.CharField(default="", max_length=60)),
            ("sex", fields.CharField(max_length=10)),
            ("languages", WordsField(default=())),
            ("areas", WordsField(default=())),
            ("practising_since", fields.DateField(null=True)),
            ("former_judge_until", fields.DateField(null=True)),
            ("on_duty", fields.BooleanField(default=True)),
            ("capacity", fields.IntField(default=8)),
        ],
        options={"table": "practitioner", "indexes": [Index(fields=["provider_id", "id"])]},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Credential",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "provider",
                fields.ForeignKeyField(
                    "models.Provider", source_field="provider_id", related_name=False, on_delete=OnDelete.RESTRICT
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
            ("kind", fields.CharField(max_length=32)),
            ("number", fields.CharField(max_length=60)),
            ("issuer", fields.CharField(max_length=80)),
            ("valid_from", fields.DateField(null=True)),
            ("valid_until", fields.DateField(null=True)),
            ("state", fields.CharField(max_length=32)),
            ("checked_at", fields.DatetimeField(null=True)),
        ],
        options={
            "table": "credential",
            "unique_together": (("kind", "number"),),
            "indexes": [Index(fields=["provider_id"]), Index(fields=["practitioner_id"]), Index(fields=["number"])],
        },
        bases=["Model"],
    ),
]
