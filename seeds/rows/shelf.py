"""Rows of the shelf: types of institutions, windows, services."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from providers.content import Record
from providers.enums import FeeKind
from seeds.cells import Code, Codes, Maybe, Modes, Named, Phrases, Text, Weekly, YesNo, Yuan
from seeds.table import Row
from seeds.words import PERSONALLY_LICENSED, fee_note, provider_kind

CENTRE_PLACE = "centre"

_MINUTES = Annotated[int, Field(ge=1, le=24 * 60)]
_NO_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 60


class ProviderTypeRow(Row):
    """provider_types.csv. A licence in parentheses says why there is none: a state organ, a body of the people."""

    code: Code
    name_zh: Named
    name_en: Named
    licensing_authority: Text = ""
    licence_kind: Text = ""
    may_appear_in_court: Code
    conflict_rule: Named
    charging: Code
    suggested_seed_count: Annotated[int, Field(ge=0, le=100_000)] = 0
    note_zh: Text = ""

    @property
    def licensed(self) -> bool:
        return bool(self.licence_kind) and not self.licence_kind.startswith("(")

    def records(self, line: int) -> list[Record]:
        values = {
            "code": self.code,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "kind": provider_kind(self.code),
            "licence_kind": self.licence_kind,
            "licence_required": self.licensed,
            "personal_licence": self.code in PERSONALLY_LICENSED,
            "court": self.may_appear_in_court,
            "conflict_rule": self.conflict_rule,
            "charging": self.charging,
            "note": self.note_zh,
        }
        return [Record(line, values)]


class WindowRow(Row):
    """windows.csv. Which services it has stands in services.csv."""

    beside = frozenset({"services", "service_count", "source"})

    number: Annotated[int, Field(ge=1, le=9999)]
    name_zh: Named
    name_en: Named
    floor_zone: Named
    provider_types: Codes
    opening_hours: Weekly
    counters: Annotated[int, Field(ge=1, le=999)]
    slot_minutes: _MINUTES

    def records(self, line: int) -> list[Record]:
        values = {
            "number": self.number,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "zone": self.floor_zone,
            "counters": self.counters,
            "slot_minutes": self.slot_minutes,
            "hours": [[day, _clock(opens), _clock(closes)] for day, opens, closes in self.opening_hours],
            "provider_types": self.provider_types,
            "location": CENTRE_PLACE,
        }
        return [Record(line, values)]


class ServiceRow(Row):
    """services.csv."""

    code: Code
    name_zh: Named
    name_en: Named
    category: Code
    area_of_law: Code
    description_zh: Text
    channels: Codes
    delivery_modes: Modes
    provider_types: Codes
    materials_zh: Phrases = ()
    steps_zh: Phrases = ()
    statutory_time_limit: Text = ""
    legal_basis: Phrases = ()
    fee_kind: Literal["free", "market", "government_guided", "legal_aid_eligible"]
    typical_fee_min: Maybe[Yuan] = None
    typical_fee_max: Maybe[Yuan] = None
    duration_minutes: _MINUTES
    keywords_zh: Phrases = ()
    life_event: Maybe[Code] = None
    window_number: Maybe[int] = None
    conflict_check: Code
    urgency_default: Code
    provider_sex_preference: YesNo
    contingency_fee_allowed: Literal["yes", "no", "n/a"]
    fee_source: Code
    template: Text = ""
    legal_checked: Text = ""

    @model_validator(mode="after")
    def fee_is_sound(self) -> Self:
        low, high = self.typical_fee_min, self.typical_fee_max
        if (low is None) != (high is None):
            raise ValueError("typical_fee_min and typical_fee_max come together")
        if low is not None and high is not None and low > high:
            raise ValueError("typical_fee_min is above typical_fee_max")
        if self.fee_kind == "free" and high:
            raise ValueError("a free service has no fee")
        return self

    @property
    def fee(self) -> tuple[FeeKind, int | None, int | None]:
        low, high = self.typical_fee_min, self.typical_fee_max
        if self.fee_kind == "free":
            return FeeKind.FREE, 0, 0
        if low is None or high is None:
            return FeeKind.QUOTE, None, None
        return FeeKind.FIXED if low == high else FeeKind.RANGE, int(low), int(high)

    @property
    def free_by_law(self) -> bool:
        return self.fee_kind == "free" and self.fee_source == "law"

    def records(self, line: int) -> list[Record]:
        kind, low, high = self.fee
        own = {
            "code": self.code,
            "slug": slug(self.name_en, self.code),
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "summary_zh": self.description_zh,
            "category": self.category,
            "area": self.area_of_law,
            "guide": self.life_event,
            "window": self.window_number,
            "colloquial": list(self.keywords_zh),
            "fee_kind": kind,
            "fee_min": low,
            "fee_max": high,
            "fee_note": fee_note(self.fee_kind, self.fee_source),
            "fee_source": self.fee_source,
            "free_by_law": self.free_by_law,
            "contingency_fee": self.contingency_fee_allowed,
        }
        return [Record(line, own | self._service())]

    def _service(self) -> dict[str, object]:
        """Return what it takes and how it goes."""
        return {
            "modes": self.delivery_modes,
            "channels": self.channels,
            "provider_types": self.provider_types,
            "duration_minutes": self.duration_minutes,
            "materials": list(self.materials_zh),
            "steps": list(self.steps_zh),
            "statutory_time_limit": self.statutory_time_limit,
            "legal_basis": list(self.legal_basis),
            "legal_checked": self.legal_checked,
            "template": self.template,
            "conflict_check": self.conflict_check,
            "urgency_default": self.urgency_default,
            "sex_preference": self.provider_sex_preference,
        }


def slug(name: str, code: str) -> str:
    """Make a readable key that stays unique: the English name, then the code."""
    return f"{_NO_KEY.sub('-', name.lower()).strip('-')[:_LONGEST_KEY]}-{code.lower()}".lstrip("-")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
