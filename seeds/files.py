"""The files of a content folder, in the order their rows refer to each other, and the tables each one fills."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from providers import content
from providers.content import Kind, Record
from seeds.rows.centre import BookRow, CentreRow
from seeds.rows.institutions import ListingRow, PractitionerRow, ProviderRow
from seeds.rows.places import DayRow, DistrictRow, LanguageRow, SubdistrictRow
from seeds.rows.shelf import ProviderTypeRow, ServiceRow, WindowRow
from seeds.rows.taxonomy import AreaRow, CategoryRow, LifeEventRow, SynonymRow
from seeds.table import Row


@dataclass(frozen=True, slots=True)
class Part:
    """What a row puts into one table."""

    kind: Kind
    records: Callable[[Any, int], Sequence[Record]]


@dataclass(frozen=True, slots=True)
class File:
    """A file; its last part is the thing itself, those before it are what that stands on."""

    name: str
    form: type[Row]
    parts: tuple[Part, ...]
    then: tuple[Part, ...] = ()  # what stands on the thing itself

    @property
    def kind(self) -> Kind:
        return self.parts[-1].kind


def _tops(row: CategoryRow, line: int) -> Sequence[Record]:
    return [] if row.parent else row.records(line)


def _branches(row: CategoryRow, line: int) -> Sequence[Record]:
    return row.records(line) if row.parent else []


def _book(name: str) -> File:
    return File(f"{name}.csv", BookRow, (Part(content.reference_book(name), BookRow.records),))


LANGUAGES = File("languages.csv", LanguageRow, (Part(content.LANGUAGE, LanguageRow.records),))
DISTRICTS = File("districts.csv", DistrictRow, (Part(content.DISTRICT, DistrictRow.records),))
SUBDISTRICTS = File("subdistricts.csv", SubdistrictRow, (Part(content.SUBDISTRICT, SubdistrictRow.records),))
CENTRE = File(
    "centre.csv",
    CentreRow,
    (Part(content.LOCATION, CentreRow.places), Part(content.CENTRE, CentreRow.records)),
)
PROVIDER_TYPES = File("provider_types.csv", ProviderTypeRow, (Part(content.PROVIDER_TYPE, ProviderTypeRow.records),))
SERVICES = File("services.csv", ServiceRow, (Part(content.SERVICE, ServiceRow.records),))
SYNONYMS = File("synonyms.csv", SynonymRow, (Part(content.WORD, SynonymRow.records),))
SHELF = (
    LANGUAGES,
    DISTRICTS,
    SUBDISTRICTS,
    File("holidays.csv", DayRow, (Part(content.CALENDAR_DAY, DayRow.records),)),
    CENTRE,
    File("areas_of_law.csv", AreaRow, (Part(content.AREA, AreaRow.records),)),
    File("categories.csv", CategoryRow, (Part(content.CATEGORY, _tops), Part(content.CATEGORY, _branches))),
    PROVIDER_TYPES,
    File("life_events.csv", LifeEventRow, (Part(content.GUIDE, LifeEventRow.records),)),
    File("windows.csv", WindowRow, (Part(content.WINDOW, WindowRow.records),)),
    SERVICES,
    SYNONYMS,
    _book("limitation_periods"),
    _book("dispute_models"),
    _book("matching_rules"),
)
PROVIDERS = File(
    "providers.csv",
    ProviderRow,
    (Part(content.LOCATION, ProviderRow.places), Part(content.PROVIDER, ProviderRow.records)),
    (Part(content.CREDENTIAL, ProviderRow.licences),),
)
PRACTITIONERS = File(
    "practitioners.csv",
    PractitionerRow,
    (Part(content.PRACTITIONER, PractitionerRow.records),),
    (Part(content.CREDENTIAL, PractitionerRow.licences),),
)
LISTINGS = File("listings.csv", ListingRow, (Part(content.LISTING, ListingRow.records),))
INSTITUTIONS = (PROVIDERS, PRACTITIONERS, LISTINGS)
ALL = (*SHELF, *INSTITUTIONS)
