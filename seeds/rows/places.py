"""Rows of places and days: districts, streets, languages, the calendar."""

from typing import Literal

from providers.content import Record
from seeds.cells import Code, Codes, Day, Latitude, Longitude, Named, Text, YesNo
from seeds.table import Row


class DistrictRow(Row):
    """districts.csv."""

    beside = frozenset({"coordinate_quality", "source"})

    code: Code
    name_zh: Named
    name_en: Named
    kind: Code
    lat: Latitude
    lon: Longitude
    neighbours: Codes = ()
    basic_court_zh: Text = ""
    note_zh: Text = ""

    def records(self, line: int) -> list[Record]:
        values = {
            "code": self.code,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "kind": self.kind,
            "lat": self.lat,
            "lng": self.lon,
            "neighbours": self.neighbours,
            "basic_court": self.basic_court_zh,
            "note": self.note_zh,
        }
        return [Record(line, values)]


class SubdistrictRow(Row):
    """subdistricts.csv."""

    code: Code
    district_code: Code
    district_zh: Text = ""
    name_zh: Named
    name_en: Named
    kind: Code
    lat: Latitude
    lon: Longitude
    coordinate_quality: Text = ""
    note_zh: Text = ""

    def records(self, line: int) -> list[Record]:
        values = {
            "code": self.code,
            "district": self.district_code,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "kind": self.kind,
            "lat": self.lat,
            "lng": self.lon,
            "coordinate_quality": self.coordinate_quality,
            "note": self.note_zh,
        }
        return [Record(line, values)]


class LanguageRow(Row):
    """languages.csv."""

    beside = frozenset({"iso639_3", "typical_use_zh"})

    code: Code
    bcp47: Code
    name_zh: Named
    name_en: Named
    kind: Code
    suggested_share_percent: int = 0

    def records(self, line: int) -> list[Record]:
        values = {
            "code": self.code,
            "tag": self.bcp47,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "kind": self.kind,
        }
        return [Record(line, values)]


class DayRow(Row):
    """holidays.csv."""

    beside = frozenset({"kind"})

    date: Day
    name_zh: Named
    name_en: Named
    is_day_off: YesNo
    status: Literal["published", "provisional"]
    source: Text = ""

    def records(self, line: int) -> list[Record]:
        values = {
            "date": self.date,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "day_off": self.is_day_off,
            "official": self.status == "published",
            "source": self.source,
        }
        return [Record(line, values)]
