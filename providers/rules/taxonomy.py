"""The shelf's taxonomy as a value: parents, children, paths, and what lies below a node."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the taxonomy."""

    id: int
    parent_id: int | None
    slug: str
    name_zh: str
    name_en: str
    code: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Every category, small enough to be read whole."""

    branches: Mapping[int, Branch] = field(default_factory=dict[int, Branch])

    @classmethod
    def of(cls, branches: Iterable[Branch]) -> "Taxonomy":
        return cls({branch.id: branch for branch in branches})

    def path(self, id_: int) -> list[Branch]:
        """Return the way from the root down to the node, itself included."""
        found = list[Branch]()
        at = self.branches.get(id_)
        while at is not None and at not in found:
            found.append(at)
            at = None if at.parent_id is None else self.branches.get(at.parent_id)
        return found[::-1]

    def children(self, id_: int | None) -> list[Branch]:
        return [branch for branch in self.branches.values() if branch.parent_id == id_]

    def below(self, ids: Iterable[int]) -> frozenset[int]:
        """Return these nodes and everything under them."""
        wanted = set(ids)
        return frozenset(
            branch.id for branch in self.branches.values() if any(step.id in wanted for step in self.path(branch.id))
        )
