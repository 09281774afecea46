"""Institutions and their people: types, licences, practitioners, and the parties they act for."""

from datetime import date, datetime

from tortoise import fields
from tortoise.models import Model

from providers.models.fields import RESTRICT, WordsField, word
from providers.models.place import District, Location


class ProviderType(Model):
    """What a type of institution may do (provider_types.csv); `kind` is the API's broad ProviderKind."""

    code = fields.CharField(max_length=40, primary_key=True)
    name_zh = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=80)
    kind = word()
    licence_kind = fields.CharField(max_length=80, default="")
    licence_required = fields.BooleanField(default=True)  # state organs act without one
    personal_licence = fields.BooleanField(default=False)  # its people may serve only with a licence of their own
    court = word(40)  # may_appear_in_court of the catalogue
    conflict_rule = word(40)
    charging = word(40)
    note = fields.TextField(default="")

    class Meta(Model.Meta):
        table = "provider_type"


class Resource(Model):
    """Whatever a place in a calendar takes up: a person, or the seats of a listing. Occupancy is kept per resource."""

    id: int = fields.BigIntField(primary_key=True)
    kind = word()  # practitioner | listing

    class Meta(Model.Meta):
        table = "resource"


class Provider(Model):
    """An institution on duty. `is_sample` marks made-up content."""

    id: int = fields.BigIntField(primary_key=True)
    slug = fields.CharField(max_length=80, unique=True)
    name_zh = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=160)
    type: fields.ForeignKeyRelation[ProviderType] = fields.ForeignKeyField(
        "models.ProviderType", related_name=False, on_delete=RESTRICT
    )
    type_id: str
    status = word()
    is_sample = fields.BooleanField(default=False)
    about_zh = fields.TextField(default="")
    about_en = fields.TextField(default="")
    on_duty = fields.BooleanField(default=True)
    capacity = fields.IntField(default=20)  # open matters at once
    median_response_seconds: int | None = fields.IntField(null=True)
    languages: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    areas: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    district: fields.ForeignKeyRelation[District] = fields.ForeignKeyField(
        "models.District", related_name=False, on_delete=RESTRICT
    )
    district_id: str
    location: fields.ForeignKeyRelation[Location] = fields.ForeignKeyField(
        "models.Location", related_name=False, on_delete=RESTRICT
    )
    location_id: int
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "provider"
        indexes = (("type_id", "id"), ("district_id", "id"))


class Practitioner(Model):
    """A person who serves; one who left a court is barred from litigation until `former_judge_until` (R04)."""

    id: int = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=60, unique=True)
    provider: fields.ForeignKeyRelation[Provider] = fields.ForeignKeyField(
        "models.Provider", related_name=False, on_delete=RESTRICT
    )
    provider_id: int
    resource: fields.OneToOneRelation[Resource] = fields.OneToOneField(
        "models.Resource", related_name=False, on_delete=RESTRICT
    )
    resource_id: int
    name = fields.CharField(max_length=60)
    job_title = fields.CharField(max_length=60, default="")
    sex = word(10)
    languages: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    areas: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    practising_since: date | None = fields.DateField(null=True)
    former_judge_until: date | None = fields.DateField(null=True)
    on_duty = fields.BooleanField(default=True)
    capacity = fields.IntField(default=8)

    class Meta(Model.Meta):
        table = "practitioner"
        indexes = (("provider_id", "id"),)


class Credential(Model):
    """A licence of an institution, or of one of its people when `practitioner` is set. Dates are inclusive."""

    id: int = fields.BigIntField(primary_key=True)
    provider: fields.ForeignKeyRelation[Provider] = fields.ForeignKeyField(
        "models.Provider", related_name=False, on_delete=RESTRICT
    )
    provider_id: int
    practitioner: fields.ForeignKeyNullableRelation[Practitioner] = fields.ForeignKeyField(
        "models.Practitioner", related_name=False, on_delete=RESTRICT, null=True
    )
    practitioner_id: int | None
    kind = word()
    number = fields.CharField(max_length=60)
    issuer = fields.CharField(max_length=80)
    valid_from: date | None = fields.DateField(null=True)
    valid_until: date | None = fields.DateField(null=True)
    state = word()
    checked_at: datetime | None = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "credential"
        unique_together = (("kind", "number"),)
        indexes = (("provider_id",), ("practitioner_id",), ("number",))


class ClientMatter(Model):
    """The sides of an institution's matters, by keyed hash only; `ended_on` is empty while it acts (R02, R03)."""

    id: int = fields.BigIntField(primary_key=True)
    provider: fields.ForeignKeyRelation[Provider] = fields.ForeignKeyField(
        "models.Provider", related_name=False, on_delete=RESTRICT
    )
    provider_id: int
    party_hash = fields.CharField(max_length=64)
    side = word()  # client: whom it acts or acted for | opponent: the other side of such a matter
    source = word()  # booking | retained
    source_id: int | None = fields.BigIntField(null=True)
    began_on = fields.DateField()
    ended_on: date | None = fields.DateField(null=True)

    class Meta(Model.Meta):
        table = "client_matter"
        indexes = (("party_hash", "provider_id"),)
