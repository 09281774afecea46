"""The shelf: areas of law, categories, guides, services, windows, vocabulary, legal reference."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from providers.models.fields import RESTRICT, WordsField, word
from providers.models.place import Location


class AreaOfLaw(Model):
    """An area of law; `contingency_fee` says whether a success fee is lawful in it (R18)."""

    code = fields.CharField(max_length=40, primary_key=True)
    name_zh = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=80)
    contingency_fee = word()

    class Meta(Model.Meta):
        table = "area_of_law"


class Category(Model):
    """A node of the shelf's taxonomy, two levels deep; `slug` is its code in lower case."""

    id: int = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=20, unique=True)
    slug = fields.CharField(max_length=40, unique=True)
    parent: fields.ForeignKeyNullableRelation["Category"] = fields.ForeignKeyField(
        "models.Category", related_name=False, on_delete=RESTRICT, null=True
    )
    parent_id: int | None
    name_zh = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=80)

    class Meta(Model.Meta):
        table = "category"


class Guide(Model):
    """One life event and the way through it, composed from its services' steps and sources."""

    id: int = fields.BigIntField(primary_key=True)
    slug = fields.CharField(max_length=40, unique=True)  # code of the life event
    title_zh = fields.CharField(max_length=80)
    title_en = fields.CharField(max_length=80)
    body_zh = fields.TextField()
    body_en = fields.TextField(default="")

    class Meta(Model.Meta):
        table = "guide"


class ServiceWindow(Model):
    """A counter of the centre. `hours` holds weekly rules as [[weekday 0-6, "09:00", "12:00"], ...], wall time."""

    id: int = fields.BigIntField(primary_key=True)
    number = fields.IntField(unique=True)
    name_zh = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=80)
    zone = fields.CharField(max_length=20)
    counters = fields.IntField()
    slot_minutes = fields.IntField()
    hours: list[Any] = fields.JSONField(default=list)  # type: ignore[assignment]
    provider_types: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    location: fields.ForeignKeyRelation[Location] = fields.ForeignKeyField(
        "models.Location", related_name=False, on_delete=RESTRICT
    )
    location_id: int

    class Meta(Model.Meta):
        table = "service_window"


class Service(Model):
    """A service on the shelf. Fees are fen; `modes`, `provider_types` are code words; texts are Chinese first."""

    id: int = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=20, unique=True)
    slug = fields.CharField(max_length=80, unique=True)
    name_zh = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=160)
    summary_zh = fields.TextField()
    summary_en = fields.TextField(default="")
    category: fields.ForeignKeyRelation[Category] = fields.ForeignKeyField(
        "models.Category", related_name=False, on_delete=RESTRICT
    )
    category_id: int
    area: fields.ForeignKeyRelation[AreaOfLaw] = fields.ForeignKeyField(
        "models.AreaOfLaw", related_name=False, on_delete=RESTRICT
    )
    area_id: str
    guide: fields.ForeignKeyNullableRelation[Guide] = fields.ForeignKeyField(
        "models.Guide", related_name=False, on_delete=RESTRICT, null=True
    )
    guide_id: int | None
    window: fields.ForeignKeyNullableRelation[ServiceWindow] = fields.ForeignKeyField(
        "models.ServiceWindow", related_name=False, on_delete=RESTRICT, null=True
    )
    window_id: int | None
    colloquial: list[str] = fields.JSONField(default=list)  # type: ignore[assignment]
    fee_kind = word()
    fee_min: int | None = fields.BigIntField(null=True)
    fee_max: int | None = fields.BigIntField(null=True)
    fee_note = fields.TextField(default="")
    fee_source = fields.CharField(max_length=40, default="")
    free_by_law = fields.BooleanField(default=False)  # rule 7: nobody may price it
    contingency_fee = word()
    modes: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    channels: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    provider_types: tuple[str, ...] = WordsField(default=())  # type: ignore[assignment]
    duration_minutes = fields.IntField()
    materials: list[str] = fields.JSONField(default=list)  # type: ignore[assignment]
    steps: list[str] = fields.JSONField(default=list)  # type: ignore[assignment]
    statutory_time_limit = fields.TextField(default="")
    legal_basis: list[str] = fields.JSONField(default=list)  # type: ignore[assignment]
    legal_checked = fields.CharField(max_length=40, default="")
    template = fields.CharField(max_length=20, default="")
    conflict_check = fields.CharField(max_length=40)
    urgency_default = fields.CharField(max_length=20)
    sex_preference = fields.BooleanField(default=False)
    assured_at: datetime | None = fields.DatetimeField(null=True)
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "service"
        indexes = (("category_id", "id"), ("guide_id",), ("window_id",), ("name_zh", "id"), ("updated_at", "id"))


class VocabularyEntry(Model):
    """A phrase people say and its standard term; `kind`: colloquial, traditional, abbreviation or english."""

    id: int = fields.BigIntField(primary_key=True)
    said = fields.CharField(max_length=80)
    term = fields.CharField(max_length=80)
    kind = word()
    area_code = fields.CharField(max_length=40, default="")

    class Meta(Model.Meta):
        table = "vocabulary_entry"
        unique_together = (("said", "term"),)


class LegalReference(Model):
    """A row of the trade's reference tables, kept whole: limitation periods, dispute models, matching rules."""

    id: int = fields.BigIntField(primary_key=True)
    book = word(40)  # limitation_periods | dispute_models | matching_rules
    code = fields.CharField(max_length=40)
    row: dict[str, Any] = fields.JSONField()  # type: ignore[assignment]

    class Meta(Model.Meta):
        table = "legal_reference"
        unique_together = (("book", "code"),)
