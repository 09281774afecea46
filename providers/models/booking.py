"""Places taken in calendars: holds, bookings, and the occupancy that no two may share."""

from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from providers.models.account import Account
from providers.models.fields import RESTRICT, WordsField, word
from providers.models.institution import Practitioner, Resource
from providers.models.listing import Listing
from providers.models.need import Need


class Hold(Model):
    """A place kept for one person until `expires_at`. state: HELD, USED (became a booking), RELEASED, EXPIRED."""

    id: int = fields.BigIntField(primary_key=True)
    listing: fields.ForeignKeyRelation[Listing] = fields.ForeignKeyField(
        "models.Listing", related_name=False, on_delete=RESTRICT
    )
    listing_id: int
    practitioner: fields.ForeignKeyNullableRelation[Practitioner] = fields.ForeignKeyField(
        "models.Practitioner", related_name=False, on_delete=RESTRICT, null=True
    )
    practitioner_id: int | None
    holder: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    holder_id: int
    need: fields.ForeignKeyNullableRelation[Need] = fields.ForeignKeyField(
        "models.Need", related_name=False, on_delete=RESTRICT, null=True
    )
    need_id: int | None
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    mode = word()
    state = word()
    expires_at = fields.DatetimeField()
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "hold"
        indexes = (("holder_id", "state"), ("state", "expires_at"), ("listing_id", "starts_at"))


class Occupancy(Model):
    """A seat of a resource taken for [busy_from, busy_until), epoch seconds with buffers, by a hold and its booking.

    Rows exist only while the place is taken; the guard `occupancy_no_overlap` forbids two at once on one seat.
    """

    id: int = fields.BigIntField(primary_key=True)
    resource: fields.ForeignKeyRelation[Resource] = fields.ForeignKeyField(
        "models.Resource", related_name=False, on_delete=RESTRICT
    )
    resource_id: int
    seat = fields.IntField()
    busy_from: int = fields.BigIntField()
    busy_until: int = fields.BigIntField()
    hold: fields.ForeignKeyRelation[Hold] = fields.ForeignKeyField(
        "models.Hold", related_name=False, on_delete=RESTRICT
    )
    hold_id: int
    expires_at: int | None = fields.BigIntField(null=True)  # epoch; empty once booked

    class Meta(Model.Meta):
        table = "occupancy"
        indexes = (("resource_id", "busy_from"), ("hold_id",))


class Booking(Model):
    """A booked place; `hold` is unique, so that one hold never becomes two bookings."""

    id: int = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=20, unique=True)
    status = word()
    hold: fields.OneToOneRelation[Hold] = fields.OneToOneField("models.Hold", related_name=False, on_delete=RESTRICT)
    hold_id: int
    listing: fields.ForeignKeyRelation[Listing] = fields.ForeignKeyField(
        "models.Listing", related_name=False, on_delete=RESTRICT
    )
    listing_id: int
    practitioner: fields.ForeignKeyNullableRelation[Practitioner] = fields.ForeignKeyField(
        "models.Practitioner", related_name=False, on_delete=RESTRICT, null=True
    )
    practitioner_id: int | None
    citizen: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT
    )
    citizen_id: int
    need: fields.ForeignKeyNullableRelation[Need] = fields.ForeignKeyField(
        "models.Need", related_name=False, on_delete=RESTRICT, null=True
    )
    need_id: int | None
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    mode = word()
    note_sealed = fields.TextField(default="")
    remind_by: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    ics_key = fields.CharField(max_length=64, unique=True)  # unguessable part of the calendar file's address
    sequence = fields.IntField(default=0)
    version = fields.IntField(default=1)
    cancelled_at: datetime | None = fields.DatetimeField(null=True)
    cancelled_by = fields.CharField(max_length=32, default="")
    cancel_reason = fields.CharField(max_length=200, default="")
    cancelled_late = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "booking"
        indexes = (("citizen_id", "starts_at", "id"), ("listing_id", "starts_at"), ("practitioner_id", "starts_at"))


class BookingEvent(Model):
    """One change of a booking, oldest first."""

    id: int = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name=False, on_delete=RESTRICT
    )
    booking_id: int
    at = fields.DatetimeField()
    status = word()
    actor: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=RESTRICT, null=True
    )
    actor_id: int | None
    note = fields.CharField(max_length=200, default="")

    class Meta(Model.Meta):
        table = "booking_event"
        indexes = (("booking_id", "id"),)
