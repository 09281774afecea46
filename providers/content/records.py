"""What is handed to the loading of content, and what comes back: records, and the mark each row got."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Mark(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to be stored, by its columns; a reference holds the other thing's own key. `line` says whence."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The marks of rows, in order; one row may have several records. `refused` says why, by line."""

    marks: Sequence[tuple[int, Mark]] = ()
    refused: Mapping[int, str] = field(default_factory=dict[int, str])

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome([*self.marks, *other.marks], {**other.refused, **self.refused})

    def rows(self) -> dict[int, Mark]:
        """Give each row one mark: the one its records share, else CHANGED; REFUSED if any of them was."""
        of_row = dict[int, set[Mark]]()
        for line, mark in self.marks:
            of_row.setdefault(line, set()).add(mark)
        rows = {line: marks.pop() if len(marks) == 1 else Mark.CHANGED for line, marks in of_row.items()}
        return rows | dict.fromkeys(self.refused, Mark.REFUSED)


def refusals(reasons: Iterable[tuple[int, str]]) -> Outcome:
    """Make the outcome of rows that go no further; the first reason of a row counts."""
    refused = dict[int, str]()
    for line, reason in reasons:
        refused.setdefault(line, reason)
    return Outcome([(line, Mark.REFUSED) for line in refused], refused)
