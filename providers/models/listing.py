"""Listings: an institution's offer of a shelf service, with its calendar and booking policy."""

from datetime import date

from tortoise import fields
from tortoise.models import Model

from providers.models.fields import RESTRICT, WordsField, word
from providers.models.institution import Practitioner, Provider, Resource
from providers.models.place import Location
from providers.models.shelf import Service


class Listing(Model):
    """An institution's offer of a service; fees are fen, durations seconds.

    Seats belong to `resource` when the listing names nobody; else each of its practitioners is one.
    """

    id: int = fields.BigIntField(primary_key=True)
    service: fields.ForeignKeyRelation[Service] = fields.ForeignKeyField(
        "models.Service", related_name=False, on_delete=RESTRICT
    )
    service_id: int
    provider: fields.ForeignKeyRelation[Provider] = fields.ForeignKeyField(
        "models.Provider", related_name=False, on_delete=RESTRICT
    )
    provider_id: int
    resource: fields.OneToOneRelation[Resource] = fields.OneToOneField(
        "models.Resource", related_name=False, on_delete=RESTRICT
    )
    resource_id: int
    location: fields.ForeignKeyNullableRelation[Location] = fields.ForeignKeyField(
        "models.Location", related_name=False, on_delete=RESTRICT, null=True
    )
    location_id: int | None
    title_zh = fields.CharField(max_length=120)
    title_en = fields.CharField(max_length=200, default="")
    description_zh = fields.TextField(default="")
    description_en = fields.TextField(default="")
    fee_kind = word()
    fee_min: int | None = fields.BigIntField(null=True)
    fee_max: int | None = fields.BigIntField(null=True)
    modes: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    state = word()
    version = fields.IntField(default=1)
    # The plan.
    time_zone = fields.CharField(max_length=40, default="Asia/Shanghai")
    duration = fields.IntField()
    slot_step = fields.IntField()
    buffer_before = fields.IntField(default=0)
    buffer_after = fields.IntField(default=0)
    minimum_notice = fields.IntField(default=3600)
    horizon = fields.IntField(default=30 * 86400)
    capacity = fields.IntField(default=1)
    max_per_day: int | None = fields.IntField(null=True)
    follow_holidays = fields.BooleanField(default=True)
    # The policy.
    needs_confirmation = fields.BooleanField(default=False)
    cancel_until = fields.IntField(default=7200)
    reschedule_until = fields.IntField(default=14400)
    max_reschedules = fields.IntField(default=2)
    no_show_limit = fields.IntField(default=3)
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "listing"
        unique_together = (("provider_id", "service_id"),)
        indexes = (("service_id", "state", "id"), ("provider_id", "state", "id"))


class ListingPractitioner(Model):
    """Who serves a listing."""

    id: int = fields.BigIntField(primary_key=True)
    listing: fields.ForeignKeyRelation[Listing] = fields.ForeignKeyField(
        "models.Listing", related_name=False, on_delete=RESTRICT
    )
    listing_id: int
    practitioner: fields.ForeignKeyRelation[Practitioner] = fields.ForeignKeyField(
        "models.Practitioner", related_name=False, on_delete=RESTRICT
    )
    practitioner_id: int

    class Meta(Model.Meta):
        table = "listing_practitioner"
        unique_together = (("listing_id", "practitioner_id"),)
        indexes = (("practitioner_id",),)


class WeeklyRule(Model):
    """Open hours of a listing on a weekday (0 = Monday) in minutes after midnight; `capacity` overrides the plan's."""

    id: int = fields.BigIntField(primary_key=True)
    listing: fields.ForeignKeyRelation[Listing] = fields.ForeignKeyField(
        "models.Listing", related_name=False, on_delete=RESTRICT
    )
    listing_id: int
    weekday = fields.IntField()
    opens = fields.IntField()
    closes = fields.IntField()
    valid_from: date | None = fields.DateField(null=True)
    valid_until: date | None = fields.DateField(null=True)
    capacity: int | None = fields.IntField(null=True)

    class Meta(Model.Meta):
        table = "weekly_rule"
        indexes = (("listing_id", "weekday"),)


class AvailabilityException(Model):
    """A stretch that opens (capacity > 0) or closes (0) a listing; with a practitioner, only that person's hours."""

    id: int = fields.BigIntField(primary_key=True)
    listing: fields.ForeignKeyRelation[Listing] = fields.ForeignKeyField(
        "models.Listing", related_name=False, on_delete=RESTRICT
    )
    listing_id: int
    practitioner: fields.ForeignKeyNullableRelation[Practitioner] = fields.ForeignKeyField(
        "models.Practitioner", related_name=False, on_delete=RESTRICT, null=True
    )
    practitioner_id: int | None
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    capacity = fields.IntField()
    reason = fields.CharField(max_length=200, default="")

    class Meta(Model.Meta):
        table = "availability_exception"
        indexes = (("listing_id", "starts_at"),)
