"""What is asked of the catalogue's search, in values; and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from providers.enums import (
    AccessNeed,
    FacetField,
    FeeKind,
    ProviderKind,
    ResultType,
    SearchSort,
    ServiceMode,
    SuggestionKind,
)
from providers.models import Guide, Listing, Practitioner, Provider, Service, ServiceWindow
from providers.rules.reading import Evidence

Thing = Service | Listing | Provider | Practitioner | ServiceWindow | Guide

MAX_QUERY = 200
MAX_DEPTH = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; an open end is None."""

    gte: datetime | None = None
    lt: datetime | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A point to measure from, and the radius to stay in."""

    lat: float
    lng: float
    within: int | None = None


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Each part that is given must hold; a part holds when one of its values does, access needs when all do."""

    all_of: tuple["SearchFilter", ...] = ()
    any_of: tuple["SearchFilter", ...] | None = None
    none_of: "SearchFilter | None" = None
    types: tuple[ResultType, ...] | None = None
    categories: tuple[int, ...] | None = None
    provider_kinds: tuple[ProviderKind, ...] | None = None
    modes: tuple[ServiceMode, ...] | None = None
    fee_kinds: tuple[FeeKind, ...] | None = None
    languages: tuple[str, ...] | None = None
    districts: tuple[str, ...] | None = None
    accessibility: tuple[AccessNeed, ...] = ()
    available: Span | None = None
    open_now: bool | None = None

    @property
    def depth(self) -> int:
        inner = (*self.all_of, *(self.any_of or ()), *((self.none_of,) if self.none_of else ()))
        return 1 + max((part.depth for part in inner), default=0) if inner else 0

    @property
    def parts(self) -> int:
        """Count the filters in it, to bound what one request may ask."""
        inner = (*self.all_of, *(self.any_of or ()), *((self.none_of,) if self.none_of else ()))
        return 1 + sum(part.parts for part in inner)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search; `after` is the cursor of the last edge seen."""

    text: str
    where: SearchFilter = SearchFilter()
    facets: tuple[FacetField, ...] = ()
    sort: SearchSort = SearchSort.RELEVANCE
    near: Near | None = None
    first: int = 20
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a text; `hit` where it matched."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A hit that the database confirms."""

    thing: Thing
    cursor: str
    score: float
    matched: tuple[Evidence, ...]
    highlights: Mapping[str, tuple[Fragment, ...]]
    distance_metres: int | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """A value of a facet, its names, how many hits hold it, and whether the request chose it."""

    value: str
    label_zh: str
    label_en: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The buckets of one facet, largest first."""

    field: FacetField
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the words were understood."""

    segments: tuple[str, ...]
    corrected: str | None
    mapped: tuple[Evidence, ...]
    categories: tuple[tuple[int, float], ...]  # row id, confidence
    degraded: bool


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits; `start` and `end` are the cursors of its ends, whether or not the database kept those hits."""

    hits: tuple[Found, ...]
    has_next: bool
    has_previous: bool
    total: int
    facets: tuple[FacetCounts, ...]
    interpretation: Interpretation
    took_ms: float
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A completion of what is being typed."""

    text: str
    kind: SuggestionKind
    target: Thing | None
