"""The search port: what the market asks of an engine, in values. Engines implement `SearchBackend`; nothing else.

One index holds every kind of document in one ranked list. Documents are flat: text fields are searched, keyword and
number fields are filtered, counted and sorted. No string of a user ever becomes part of an engine's filter language.
"""

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Union


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. `id` is unique over all kinds, e.g. `service-16`."""

    id: str
    kind: str
    name: str
    aliases: Sequence[str] = ()  # other names people use: colloquial words, English, abbreviations
    keywords: Sequence[str] = ()  # what it is about: categories, areas, specialities
    body: str = ""  # long text: summaries, steps
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])  # exact values, many each
    numbers: Mapping[str, float] = field(default_factory=dict[str, float])  # sortable: fee, rating, next_slot, name_key
    point: tuple[float, float] | None = None  # latitude, longitude


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The facet `name` holds one of `values`."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The number `name` lies in [gte, lt)."""

    name: str
    gte: float | None = None
    lt: float | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """The point lies within `metres` of (lat, lng)."""

    lat: float
    lng: float
    metres: int


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds; with no part, everything."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Filter"


Filter = Union["AnyOf", "Between", "Within", "And", "Or", "Not"]


@dataclass(frozen=True, slots=True)
class Sort:
    """Order by a number field, or by distance from a point when `near` is given; the id breaks ties."""

    name: str = ""
    descending: bool = False
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Synonym:
    """A phrase people say and the standard term it stands for; `kind` is SYNONYM or COLLOQUIAL."""

    said: str
    term: str
    kind: str = "SYNONYM"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One question to the index.

    `boosts` lifts documents that the caller knows to be meant (document id → 0..1); they are found even when no word
    matches. `open_facets` maps a facet to the filter without that facet's own part (disjunctive counts).
    """

    text: str
    where: Filter = field(default_factory=lambda: And(()))
    facets: tuple[str, ...] = ()
    open_facets: Mapping[str, Filter] = field(default_factory=dict[str, Filter])
    sort: Sort | None = None
    near: tuple[float, float] | None = None
    boosts: Mapping[str, float] = field(default_factory=dict[str, float])
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Match:
    """Why a document was found: what was said, the term it matched, and how (a TermMatchKind word)."""

    said: str
    term: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `hit` where it matched."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document, its score 0..1 within this answer, and the reasons."""

    id: str
    score: float
    matched: tuple[Match, ...] = ()
    highlights: Mapping[str, tuple[Part, ...]] = field(default_factory=dict[str, tuple[Part, ...]])
    distance_metres: int | None = None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Hits in order; `total` is exact below 1,000 and capped there; `segments` are the words the index saw."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    segments: tuple[str, ...] = ()
    mapped: tuple[Match, ...] = ()
    corrected: str | None = None
    degraded: bool = False


class SearchUnavailable(Exception):
    """The engine cannot answer now; the caller degrades or tries later. Nothing is lost."""


class SearchBackend(Protocol):
    """A full-text engine."""

    async def search(self, query: SearchQuery) -> SearchAnswer:
        """Answer a query; raises SearchUnavailable."""
        ...

    async def suggest(self, prefix: str, limit: int) -> tuple[Hit, ...]:
        """Documents whose name or alias begins with, or holds, the prefix; best first."""
        ...

    async def upsert(self, documents: Sequence[Document]) -> None:
        """Add or replace; visible to searches when this returns."""
        ...

    async def delete(self, ids: Sequence[str]) -> None:
        """Remove; ids that are not there are no fault."""
        ...

    async def rebuild(self, documents: AsyncIterable[Document]) -> int:
        """Fill a new index beside the old one and swap it in; returns how many documents it holds."""
        ...

    async def set_synonyms(self, synonyms: Sequence[Synonym]) -> None:
        """Replace the vocabulary; takes effect at once, without a rebuild."""
        ...

    async def count(self) -> int:
        """How many documents the index holds; raises SearchUnavailable."""
        ...

    async def ready(self) -> bool:
        """Whether the index answers and was built by this version of the code."""
        ...

    async def close(self) -> None:
        """Let go of files and connections."""
        ...
