"""Places and days: districts, streets, languages, addresses, the calendar."""

from tortoise import fields
from tortoise.models import Model

from providers.models.fields import RESTRICT, WordsField


class District(Model):
    """A county-level division; the code is the national one, e.g. 350102. `neighbours` serve as the next ring."""

    code = fields.CharField(max_length=12, primary_key=True)
    name_zh = fields.CharField(max_length=40)
    name_en = fields.CharField(max_length=60)
    kind = fields.CharField(max_length=20)
    lat = fields.FloatField()
    lng = fields.FloatField()
    neighbours: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    basic_court = fields.CharField(max_length=60)
    served = fields.BooleanField(default=True)  # listed in the statistics, yet not governed from the city: not served
    note = fields.TextField(default="")

    class Meta(Model.Meta):
        table = "district"


class Subdistrict(Model):
    """A street or town of a district."""

    code = fields.CharField(max_length=12, primary_key=True)
    district: fields.ForeignKeyRelation[District] = fields.ForeignKeyField(
        "models.District", related_name=False, on_delete=RESTRICT
    )
    district_id: str
    name_zh = fields.CharField(max_length=40)
    name_en = fields.CharField(max_length=80)
    kind = fields.CharField(max_length=20)
    lat = fields.FloatField()
    lng = fields.FloatField()
    coordinate_quality = fields.CharField(max_length=40, default="")
    note = fields.TextField(default="")

    class Meta(Model.Meta):
        table = "subdistrict"


class Language(Model):
    """A spoken or signed language served at the market; `tag` is BCP 47."""

    code = fields.CharField(max_length=12, primary_key=True)
    tag = fields.CharField(max_length=20)
    name_zh = fields.CharField(max_length=40)
    name_en = fields.CharField(max_length=60)
    kind = fields.CharField(max_length=20)

    class Meta(Model.Meta):
        table = "language"


class Location(Model):
    """An address where people are served; the point is GCJ-02."""

    id: int = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=60, unique=True)  # what it was loaded as, so that loading again finds it
    name = fields.CharField(max_length=80)
    address = fields.CharField(max_length=200)
    district: fields.ForeignKeyRelation[District] = fields.ForeignKeyField(
        "models.District", related_name=False, on_delete=RESTRICT
    )
    district_id: str
    lat: float | None = fields.FloatField(null=True)
    lng: float | None = fields.FloatField(null=True)
    accessibility: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]

    class Meta(Model.Meta):
        table = "location"


class CalendarDay(Model):
    """A date that is not what its weekday says: a day off, or a weekend day that is worked."""

    date = fields.DateField(primary_key=True)
    name_zh = fields.CharField(max_length=40)
    name_en = fields.CharField(max_length=60)
    day_off = fields.BooleanField()
    official = fields.BooleanField()  # published by the state, not provisional
    source = fields.TextField(default="")

    class Meta(Model.Meta):
        table = "calendar_day"
