"""What every engine does for the desk: hold shaped documents, and answer a planned question with rows and counts."""

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.port import And, Document, Filter, Sort
from search.text.plan import Plan
from search.text.shape import Shaped

MOST_FACET_VALUES = 1000


@dataclass(frozen=True, slots=True)
class Ask:
    """A planned question. `names_only`: the words must stand in a name or an alias."""

    plan: Plan
    where: Filter = field(default_factory=lambda: And(()))
    facets: tuple[str, ...] = ()
    open_facets: Mapping[str, Filter] = field(default_factory=dict[str, Filter])
    sort: Sort | None = None
    boosts: Mapping[str, float] = field(default_factory=dict[str, float])
    offset: int = 0
    limit: int = 20
    names_only: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A found document and its score, 0..1 within the answer."""

    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The page asked for, the exact number of all, and counts."""

    rows: Sequence[Row]
    total: int
    facets: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    """A store of shaped documents that can be asked."""

    async def ask(self, ask: Ask) -> Found: ...

    async def put(self, documents: Sequence[Shaped]) -> None: ...

    async def drop(self, ids: Sequence[str]) -> None: ...

    async def rebuild(self, documents: AsyncIterable[Document]) -> int: ...

    async def count(self) -> int: ...

    async def ready(self) -> bool: ...

    async def close(self) -> None: ...
