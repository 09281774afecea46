"""What a load came to, file by file, said in short lines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from providers.content import Mark, Outcome

_SHOWN = 20  # refused rows and vanished keys that are told one by one


@dataclass(slots=True)
class FileReport:
    """What became of one file's rows. `gone` are keys in the market that the file no longer has; they stay."""

    name: str
    counts: Counter[Mark] = field(default_factory=Counter[Mark])
    refused: dict[int, str] = field(default_factory=dict[int, str])
    remarks: list[str] = field(default_factory=list[str])
    gone: list[str] = field(default_factory=list[str])

    def take(self, outcome: Outcome) -> None:
        self.counts.update(outcome.rows().values())
        self.refused |= outcome.refused

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        yield f"{self.name}: " + ", ".join(f"{self.counts[mark]} {mark}" for mark in Mark)
        for remark in self.remarks:
            yield f"  {self.name}: {remark}"
        for line, reason in sorted(self.refused.items())[:_SHOWN]:
            yield f"  {self.name} line {line} refused: {reason}"
        if len(self.refused) > _SHOWN:
            yield f"  {self.name}: {len(self.refused) - _SHOWN} more lines refused"
        if self.gone:
            more = f" and {len(self.gone) - _SHOWN} more" if len(self.gone) > _SHOWN else ""
            yield f"  {self.name}: no longer in the file, kept: {', '.join(self.gone[:_SHOWN])}{more}"


@dataclass(slots=True)
class Report:
    """What a load came to. After a `first` load the index must be built as a whole: nothing was announced to it."""

    files: list[FileReport] = field(default_factory=list[FileReport])
    guides: int = 0  # texts composed anew, of rows that are counted with their own file
    people: int = 0
    samples_kept: bool = False
    first: bool = False

    def count(self, mark: Mark) -> int:
        return sum(file.counts[mark] for file in self.files)

    @property
    def added(self) -> int:
        return self.count(Mark.ADDED)

    @property
    def changed(self) -> int:
        return self.count(Mark.CHANGED)

    @property
    def unchanged(self) -> int:
        return self.count(Mark.UNCHANGED)

    @property
    def refused(self) -> int:
        return self.count(Mark.REFUSED)

    def of(self, name: str) -> FileReport:
        """Return the report of one file."""
        return next(file for file in self.files if file.name == name)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        for file in self.files:
            yield from file.lines()
        if self.samples_kept:
            yield "sample institutions: on duty already, kept as they are"
        if self.guides:
            yield f"guides: {self.guides} composed anew"
        if self.people:
            yield f"people of the development seeds: {self.people}"
        yield "altogether: " + ", ".join(f"{self.count(mark)} {mark}" for mark in Mark)
