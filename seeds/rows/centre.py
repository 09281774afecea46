"""Rows of the centre itself, and of the reference books that are kept whole."""

from typing import Any

from pydantic import ConfigDict

from providers.content import Record
from seeds.cells import Code, Latitude, Longitude, Maybe, Named, Needs
from seeds.rows.shelf import CENTRE_PLACE
from seeds.table import Row


class CentreRow(Row):
    """centre.csv: one row."""

    beside = frozenset({"source"})

    name_zh: Named
    name_en: Named
    place_zh: Named
    address_zh: Named
    district_code: Code
    lat: Maybe[Latitude] = None
    lon: Maybe[Longitude] = None
    accessibility: Needs = ()

    def places(self, line: int) -> list[Record]:
        values: dict[str, Any] = {
            "key": CENTRE_PLACE,
            "name": self.place_zh,
            "address": self.address_zh,
            "district": self.district_code,
            "lat": self.lat,
            "lng": self.lon,
            "accessibility": self.accessibility,
        }
        return [Record(line, values)]

    def records(self, line: int) -> list[Record]:
        values = {"id": 1, "name_zh": self.name_zh, "name_en": self.name_en, "location": CENTRE_PLACE}
        return [Record(line, values)]


class BookRow(Row):
    """A row of a reference book: a code, and whatever columns the book has."""

    model_config = ConfigDict(extra="allow")

    def book_code(self) -> str:
        cells = self.model_dump()
        return str(cells.get("id") or cells.get("code") or "")

    def records(self, line: int) -> list[Record]:
        return [Record(line, {"code": self.book_code(), "row": self.model_dump()})]
