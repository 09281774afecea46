"""How each kind of content sits in the tables: its key, what it refers to, the index documents it shows in."""

from dataclasses import dataclass, field
from typing import Any

from tortoise.models import Model

from providers.models import (
    AreaOfLaw,
    CalendarDay,
    Category,
    Centre,
    Credential,
    District,
    Guide,
    Language,
    LegalReference,
    Listing,
    Location,
    Practitioner,
    Provider,
    ProviderType,
    Service,
    ServiceWindow,
    Subdistrict,
    VocabularyEntry,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that points at another table; records hold that table's `key` under `name`.

    `many` is a column of code words: nothing is replaced, each word must be known.
    """

    name: str
    model: type[Model]
    key: str
    column: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content. A new one starts with the values of `new`, and brings a calendar `resource` with it.

    Columns in `fixed` never change: a row that would change them speaks of something else.
    """

    word: str
    model: type[Model]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    scope: dict[str, Any] = field(default_factory=dict[str, Any])
    new: dict[str, Any] = field(default_factory=dict[str, Any])
    fixed: tuple[str, ...] = ()
    stamped: bool = False
    resource: str = ""


_DISTRICT = Reference("district", District, "code", "district_id")
_LOCATION = Reference("location", Location, "key", "location_id")
_PROVIDER = Reference("provider", Provider, "slug", "provider_id")
_TYPES = Reference("provider_types", ProviderType, "code", "provider_types", many=True)
_LANGUAGES = Reference("languages", Language, "code", "languages", many=True)
_AREAS = Reference("areas", AreaOfLaw, "code", "areas", many=True)

DISTRICT = Kind("district", District, ("code",))
SUBDISTRICT = Kind("subdistrict", Subdistrict, ("code",), (_DISTRICT,))
LANGUAGE = Kind("language", Language, ("code",))
CALENDAR_DAY = Kind("day", CalendarDay, ("date",))
LOCATION = Kind("location", Location, ("key",), (_DISTRICT,))
CENTRE = Kind("centre", Centre, ("id",), (_LOCATION,))
AREA = Kind("area", AreaOfLaw, ("code",))
CATEGORY = Kind("category", Category, ("code",), (Reference("parent", Category, "code", "parent_id"),))
PROVIDER_TYPE = Kind("provider type", ProviderType, ("code",))
GUIDE = Kind("guide", Guide, ("slug",), new={"body_zh": ""})
WINDOW = Kind("window", ServiceWindow, ("number",), (_LOCATION, _TYPES))
SERVICE = Kind(
    "service",
    Service,
    ("code",),
    (
        Reference("category", Category, "code", "category_id"),
        Reference("area", AreaOfLaw, "code", "area_id"),
        Reference("guide", Guide, "slug", "guide_id"),
        Reference("window", ServiceWindow, "number", "window_id"),
        _TYPES,
    ),
    stamped=True,
)
WORD = Kind("word", VocabularyEntry, ("said", "term"))
PROVIDER = Kind(
    "provider",
    Provider,
    ("slug",),
    (Reference("type", ProviderType, "code", "type_id"), _DISTRICT, _LOCATION, _LANGUAGES, _AREAS),
    stamped=True,
)
PRACTITIONER = Kind("practitioner", Practitioner, ("key",), (_PROVIDER, _LANGUAGES, _AREAS), resource="practitioner")
CREDENTIAL = Kind(
    "licence",
    Credential,
    ("kind", "number"),
    (_PROVIDER, Reference("practitioner", Practitioner, "key", "practitioner_id")),
    fixed=("provider_id", "practitioner_id"),
)
LISTING = Kind(
    "listing",
    Listing,
    ("provider_id", "service_id"),
    (_PROVIDER, _LOCATION, Reference("service", Service, "code", "service_id")),
    stamped=True,
    resource="listing",
)


def reference_book(name: str) -> Kind:
    """Return the kind of a reference table's rows."""
    return Kind("rule", LegalReference, ("code",), scope={"book": name})
