"""Tables of `providers.models.need`, written by `python -m providers.migrations._first`."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

OPERATIONS = [
    ops.CreateModel(
        name="MatchPolicy",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("version", fields.IntField(unique=True)),
            ("weights", fields.JSONField()),
            ("wave_sizes", fields.JSONField()),
            ("offer_ttl", fields.IntField()),
            ("escalate_after", fields.IntField()),
            ("decline_cooldown", fields.IntField()),
            ("created_at", fields.DatetimeField()),
        ],
        options={"table": "match_policy"},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Need",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            ("number", fields.CharField(unique=True, max_length=20)),
            ("status", fields.CharField(max_length=32)),
            ("statement_sealed", fields.TextField()),
            (
                "citizen",
                fields.ForeignKeyField(
                    "models.Account", source_field="citizen_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "entered_by",
                fields.ForeignKeyField(
                    "models.Account", source_field="entered_by_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("urgency", fields.CharField(max_length=32)),
            ("reading_sealed", fields.TextField()),
            (
                "chosen_service",
                fields.ForeignKeyField(
                    "models.Service",
                    source_field="chosen_service_id",
                    null=True,
                    related_name=False,
                    on_delete=OnDelete.RESTRICT,
                ),
            ),
            ("preferences", fields.JSONField(default=dict)),
            ("opposing_hashes", fields.JSONField(default=list)),
            ("consented_at", fields.DatetimeField()),
            ("created_at", fields.DatetimeField()),
            ("submitted_at", fields.DatetimeField(null=True)),
            ("due_at", fields.DatetimeField(null=True)),
            ("stopped_at", fields.DatetimeField(null=True)),
            ("last_seq", fields.IntField(default=0)),
            ("version", fields.IntField(default=1)),
        ],
        options={
            "table": "need",
            "indexes": [
                Index(fields=["citizen_id", "id"]),
                Index(fields=["entered_by_id", "id"]),
                Index(fields=["status", "submitted_at"]),
            ],
        },
        bases=["Model"],
    ),
    ops.CreateModel(
        name="MatchRun",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "need",
                fields.ForeignKeyField(
                    "models.Need", source_field="need_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            (
                "policy",
                fields.ForeignKeyField(
                    "models.MatchPolicy", source_field="policy_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("state", fields.CharField(max_length=32)),
            ("wave", fields.IntField(default=0)),
            ("seed", fields.CharField(max_length=64)),
            ("inputs_hash", fields.CharField(max_length=64)),
            ("inputs_sealed", fields.TextField()),
            ("created_at", fields.DatetimeField()),
        ],
        options={"table": "match_run", "indexes": [Index(fields=["need_id", "id"])]},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="Candidate",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "run",
                fields.ForeignKeyField(
                    "models.MatchRun", source_field="run_id", related_name=False, on_delete=OnDelete.RESTRICT
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
            ("rank", fields.IntField(null=True)),
            ("position", fields.IntField()),
            ("score", fields.FloatField()),
            ("factors", fields.JSONField(default=list)),
            ("excluded_by", fields.JSONField(default=list)),
            ("earliest_start", fields.DatetimeField(null=True)),
            ("earliest_end", fields.DatetimeField(null=True)),
            ("earliest_mode", fields.CharField(default="", max_length=32)),
        ],
        options={"table": "candidate", "unique_together": (("run_id", "position"), ("run_id", "listing_id"))},
        bases=["Model"],
    ),
    ops.CreateModel(
        name="NeedEvent",
        fields=[
            ("id", fields.BigIntField(generated=True, primary_key=True)),
            (
                "need",
                fields.ForeignKeyField(
                    "models.Need", source_field="need_id", related_name=False, on_delete=OnDelete.RESTRICT
                ),
            ),
            ("seq", fields.IntField()),
            ("kind", fields.CharField(max_length=32)),
            ("at", fields.DatetimeField()),
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
            ("text_zh", fields.CharField(max_length=400)),
            ("note_sealed", fields.TextField(default="")),
        ],
        options={"table": "need_event", "unique_together": (("need_id", "seq"),)},
        bases=["Model"],
    ),
]
