"""A page by a computed key: the whole, bounded set is ordered in memory and only the page's rows are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tortoise.models import Model

from providers.paging import Values

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed key of each row."""

    by_id: Mapping[int, Values]

    def values(self, row: Model) -> Values:
        return self.by_id[row.pk]


@dataclass(frozen=True, slots=True)
class Ranked(Generic[M]):
    """Rows in order, the key of each for its cursor, and how many there are in all."""

    rows: Sequence[M]
    keys: Computed
    has_next: bool
    has_previous: bool
    count: int

    async def total(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class Cut:
    """The keys of one page; the last part of a key is the row's id."""

    keys: Sequence[Values]
    has_next: bool
    has_previous: bool
    count: int

    @property
    def ids(self) -> list[int]:
        return [key[-1] for key in self.keys]

    def filled(self, rows: Mapping[int, M]) -> Ranked[M]:
        """Put the rows in; one that went meanwhile is left out."""
        keys = {key[-1]: key for key in self.keys if key[-1] in rows}
        return Ranked([rows[id_] for id_ in keys], Computed(keys), self.has_next, self.has_previous, self.count)


def cut(keys: Sequence[tuple[Any, ...]], first: int, after: Values | None) -> Cut:
    """Take the page of `first` keys that come after the given one, smallest first."""
    ordered = sorted(key for key in keys if after is None or key > tuple(after))
    return Cut(ordered[:first], len(ordered) > first, after is not None, len(keys))
