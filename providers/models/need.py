"""Needs and their matching: statement, events, runs, candidates, policy."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from providers.models.account import Account
from providers.models.fields import RESTRICT, word
from providers.models.institution import Practitioner
from providers.models.listing import Listing
from providers.models.shelf import Service


class Need(Model):
    """What a citizen needs.

    The statement is sealed (vault, bound to `need.statement` and the number), and so is the reading (`need.reading`),
    whose evidence quotes it; `submitted_at` starts the promise's clock.
    """

    id: int = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=20, unique=True)
    status = word()
    statement_sealed = fields.TextField()
    citizen: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    citizen_id: int
    entered_by: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    entered_by_id: int
    urgency = word()
    reading_sealed = fields.TextField()
    chosen_service: fields.ForeignKeyNullableRelation[Service] = fields.ForeignKeyField(
        "models.Service", related_name=False, on_delete=RESTRICT, null=True
    )
    chosen_service_id: int | None
    preferences: dict[str, Any] = fields.JSONField(default=dict)  # type: ignore[assignment]
    opposing_hashes: list[str] = fields.JSONField(default=list)  # type: ignore[assignment]
    consented_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    submitted_at: datetime | None = fields.DatetimeField(null=True)
    due_at: datetime | None = fields.DatetimeField(null=True)
    stopped_at: datetime | None = fields.DatetimeField(null=True)
    last_seq = fields.IntField(default=0)
    version = fields.IntField(default=1)

    class Meta(Model.Meta):
        table = "need"
        indexes = (("citizen_id", "id"), ("entered_by_id", "id"), ("status", "submitted_at"))


class NeedEvent(Model):
    """One step of a need; append-only, `seq` without gaps per need (taken from Need.last_seq in the same statement)."""

    id: int = fields.BigIntField(primary_key=True)
    need: fields.ForeignKeyRelation[Need] = fields.ForeignKeyField(
        "models.Need", related_name=False, on_delete=RESTRICT
    )
    need_id: int
    seq = fields.IntField()
    kind = word()
    at = fields.DatetimeField()
    actor: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT, null=True
    )
    actor_id: int | None
    text_zh = fields.CharField(max_length=400)
    note_sealed = fields.TextField(default="")  # own words of whoever did it, e.g. why a person was asked for

    class Meta(Model.Meta):
        table = "need_event"
        unique_together = (("need_id", "seq"),)


class MatchPolicy(Model):
    """Published weights and timers, versioned; the highest version is in force. Durations are seconds."""

    id: int = fields.BigIntField(primary_key=True)
    version = fields.IntField(unique=True)
    weights: dict[str, float] = fields.JSONField()  # type: ignore[assignment]
    wave_sizes: list[int] = fields.JSONField()  # type: ignore[assignment]
    offer_ttl = fields.IntField()
    escalate_after = fields.IntField()
    decline_cooldown = fields.IntField()
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "match_policy"


class MatchRun(Model):
    """One match of a need; from `inputs_sealed` and the seed the same list comes out again, byte for byte.

    `inputs_hash` (SHA-256) binds the inputs: demand, contenders and the weights of the policy.
    """

    id: int = fields.BigIntField(primary_key=True)
    need: fields.ForeignKeyRelation[Need] = fields.ForeignKeyField(
        "models.Need", related_name=False, on_delete=RESTRICT
    )
    need_id: int
    policy: fields.ForeignKeyRelation[MatchPolicy] = fields.ForeignKeyField(
        "models.MatchPolicy", related_name=False, on_delete=RESTRICT
    )
    policy_id: int
    state = word()
    wave = fields.IntField(default=0)
    seed = fields.CharField(max_length=64)
    inputs_hash = fields.CharField(max_length=64)
    inputs_sealed = fields.TextField()
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "match_run"
        indexes = (("need_id", "id"),)


class Candidate(Model):
    """A listing considered in a run: ranked (rank from 1) with factors, or excluded with the reasons."""

    id: int = fields.BigIntField(primary_key=True)
    run: fields.ForeignKeyRelation[MatchRun] = fields.ForeignKeyField(
        "models.MatchRun", related_name=False, on_delete=RESTRICT
    )
    run_id: int
    listing: fields.ForeignKeyRelation[Listing] = fields.ForeignKeyField(
        "models.Listing", related_name=False, on_delete=RESTRICT
    )
    listing_id: int
    practitioner: fields.ForeignKeyNullableRelation[Practitioner] = fields.ForeignKeyField(
        "models.Practitioner", related_name=False, on_delete=RESTRICT, null=True
    )
    practitioner_id: int | None
    rank: int | None = fields.IntField(null=True)
    position = fields.IntField()  # ranked first, then excluded: the keyset order
    score = fields.FloatField()
    factors: list[dict[str, Any]] = fields.JSONField(default=list)  # type: ignore[assignment]
    excluded_by: list[str] = fields.JSONField(default=list)  # type: ignore[assignment]
    earliest_start: datetime | None = fields.DatetimeField(null=True)
    earliest_end: datetime | None = fields.DatetimeField(null=True)
    earliest_mode = fields.CharField(max_length=32, default="")

    class Meta(Model.Meta):
        table = "candidate"
        unique_together = (("run_id", "position"), ("run_id", "listing_id"))
