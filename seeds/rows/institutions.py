"""Rows of an operator's institutions, their people and their listings; the generator writes the same rows."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from providers.content import ListingEntry, Record
from providers.enums import CredentialState, ListingState, ProviderStatus
from seeds.cells import (
    Code,
    Codes,
    Day,
    Hours,
    Latitude,
    Longitude,
    Maybe,
    Modes,
    Named,
    Needs,
    Sex,
    Text,
    Weekly,
    YesNo,
    Yuan,
)
from seeds.table import Row
from seeds.words import LISTING_FEES, PERSONAL_LICENCES, licence_kind

_Count = Annotated[int, Field(ge=0, le=10_000)]
_Minutes = Annotated[int, Field(ge=0, le=30 * 24 * 60)]


class Licensed(Row):
    """The columns of a licence. One that nobody has checked counts as handed in only."""

    licence_number: Text = ""
    licence_issuer: Text = ""
    licence_valid_from: Maybe[Day] = None
    licence_valid_until: Maybe[Day] = None
    licence_checked_on: Maybe[Day] = None

    def licence(self, line: int, kind: str, provider: str, practitioner: str | None) -> list[Record]:
        if not self.licence_number:
            return []
        values: dict[str, Any] = {
            "provider": provider,
            "practitioner": practitioner,
            "kind": kind,
            "number": self.licence_number,
            "issuer": self.licence_issuer,
            "valid_from": self.licence_valid_from,
            "valid_until": self.licence_valid_until,
            "state": CredentialState.VERIFIED if self.licence_checked_on else CredentialState.SUBMITTED,
            "checked_at": _morning(self.licence_checked_on),
        }
        return [Record(line, values)]


class ProviderRow(Licensed):
    """providers.csv."""

    code: Code
    name_zh: Named
    name_en: Named
    type: Code
    district: Code
    address: Named
    lat: Maybe[Latitude] = None
    lon: Maybe[Longitude] = None
    accessibility: Needs = ()
    languages: Codes = ("zh",)
    areas_of_law: Codes = ()
    about_zh: Text = ""
    about_en: Text = ""
    on_duty: YesNo = True
    capacity: _Count = 20
    sample: YesNo = False

    @property
    def place(self) -> str:
        return f"provider:{self.code}"

    def places(self, line: int) -> list[Record]:
        values: dict[str, Any] = {
            "key": self.place,
            "name": self.name_zh,
            "address": self.address,
            "district": self.district,
            "lat": self.lat,
            "lng": self.lon,
            "accessibility": self.accessibility,
        }
        return [Record(line, values)]

    def records(self, line: int) -> list[Record]:
        values: dict[str, Any] = {
            "slug": self.code,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "type": self.type,
            "status": ProviderStatus.ACTIVE,
            "is_sample": self.sample,
            "about_zh": self.about_zh,
            "about_en": self.about_en,
            "on_duty": self.on_duty,
            "capacity": self.capacity,
            "languages": self.languages,
            "areas": self.areas_of_law,
            "district": self.district,
            "location": self.place,
        }
        return [Record(line, values)]

    def licences(self, line: int) -> list[Record]:
        return self.licence(line, licence_kind(self.type), self.code, None)


class PractitionerRow(Licensed):
    """practitioners.csv."""

    code: Code
    provider: Code
    name: Named
    job_title: Text = ""
    sex: Sex = "unknown"
    languages: Codes = ("zh",)
    areas_of_law: Codes = ()
    practising_since: Maybe[Day] = None
    former_judge_until: Maybe[Day] = None
    on_duty: YesNo = True
    capacity: _Count = 8
    licence_kind: Maybe[Literal["lawyer", "notary", "mediator", "arbitrator", "forensic", "other"]] = None

    @model_validator(mode="after")
    def licence_has_a_kind(self) -> Self:
        if self.licence_number and self.licence_kind is None:
            raise ValueError(f"licence_number needs a licence_kind: one of {', '.join(PERSONAL_LICENCES)}")
        return self

    def records(self, line: int) -> list[Record]:
        values: dict[str, Any] = {
            "key": self.code,
            "provider": self.provider,
            "name": self.name,
            "job_title": self.job_title,
            "sex": self.sex,
            "languages": self.languages,
            "areas": self.areas_of_law,
            "practising_since": self.practising_since,
            "former_judge_until": self.former_judge_until,
            "on_duty": self.on_duty,
            "capacity": self.capacity,
        }
        return [Record(line, values)]

    def licences(self, line: int) -> list[Record]:
        kind = PERSONAL_LICENCES[self.licence_kind or "other"]
        return self.licence(line, kind, self.provider, self.code)


class ListingRow(Row):
    """listings.csv."""

    provider: Code
    service: Code
    title_zh: Named
    title_en: Text = ""
    description_zh: Text = ""
    fee_kind: Literal["free", "fixed", "range", "quote"]
    fee_min: Maybe[Yuan] = None
    fee_max: Maybe[Yuan] = None
    modes: Modes
    practitioners: Codes = ()
    hours: Weekly
    duration_minutes: Annotated[int, Field(ge=5, le=24 * 60)]
    step_minutes: Annotated[int, Field(ge=5, le=24 * 60)]
    buffer_before_minutes: _Minutes = 0
    buffer_after_minutes: _Minutes = 0
    notice_minutes: _Minutes = 60
    horizon_days: Annotated[int, Field(ge=1, le=365)] = 30
    capacity: Annotated[int, Field(ge=1, le=1000)] = 1
    max_per_day: Maybe[_Count] = None
    follow_holidays: YesNo = True
    needs_confirmation: YesNo = False
    cancel_until_minutes: _Minutes = 120
    reschedule_until_minutes: _Minutes = 240

    @model_validator(mode="after")
    def fee_is_sound(self) -> Self:
        low, high = self.fee_min or 0, self.fee_max or 0
        sound = {
            "free": not low and not high,
            "fixed": bool(high) and low == high,
            "range": self.fee_min is not None and low < high,
            "quote": low <= high or self.fee_max is None,
        }
        if not sound[self.fee_kind]:
            raise ValueError(f"fee_min and fee_max do not fit a fee that is {self.fee_kind}")
        return self

    def records(self, line: int) -> list[Record]:
        return [self.entry(line).record]

    def entry(self, line: int) -> ListingEntry:
        free = self.fee_kind == "free"
        values: dict[str, Any] = {
            "provider": self.provider,
            "service": self.service,
            "location": f"provider:{self.provider}",
            "title_zh": self.title_zh,
            "title_en": self.title_en,
            "description_zh": self.description_zh,
            "fee_kind": LISTING_FEES[self.fee_kind],
            "fee_min": 0 if free else self.fee_min,
            "fee_max": 0 if free else self.fee_max,
            "modes": self.modes,
            "state": ListingState.PUBLISHED,
        }
        hours: tuple[Hours, ...] = self.hours
        return ListingEntry(Record(line, values | self._plan()), self.practitioners, hours)

    def _plan(self) -> dict[str, Any]:
        """Return when it can be booked and what may be done with a booking."""
        return {
            "duration": self.duration_minutes * 60,
            "slot_step": self.step_minutes * 60,
            "buffer_before": self.buffer_before_minutes * 60,
            "buffer_after": self.buffer_after_minutes * 60,
            "minimum_notice": self.notice_minutes * 60,
            "horizon": self.horizon_days * 86400,
            "capacity": self.capacity,
            "max_per_day": self.max_per_day,
            "follow_holidays": self.follow_holidays,
            "needs_confirmation": self.needs_confirmation,
            "cancel_until": self.cancel_until_minutes * 60,
            "reschedule_until": self.reschedule_until_minutes * 60,
        }


def _morning(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
