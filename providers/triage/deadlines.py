"""Statutory periods that may run, reckoned from the days a sentence names. Information, never advice."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from providers.rules.reading import Deadline
from providers.triage.dates import Day, add

_FILE = Path(__file__).parent / "data" / "limitation_periods.csv"
_SURE = 0.3
_NEAR = 14
_MOST = 4
_CLAUSE = re.compile(r"[。！？!?；;]")


@dataclass(frozen=True, slots=True)
class Period:
    """One line of data/limitation_periods.csv: which matters it concerns, what starts it, how long it is."""

    rule: str
    name_zh: str
    name_en: str
    amount: int
    unit: str
    runs_from: str
    basis: str
    warn: int
    valid_from: date
    valid_to: date
    areas: frozenset[str]
    about: re.Pattern[str]
    starts: re.Pattern[str]

    def concerns(self, text: str, areas: Mapping[str, float]) -> bool:
        fits = not self.areas or sum(areas.get(area, 0.0) for area in self.areas) >= _SURE
        return fits and self.about.search(text) is not None


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline and whether its warning time has begun."""

    deadline: Deadline
    near: bool


class Calendar:
    """All periods; the first line of a rule that concerns the text decides for that rule."""

    def __init__(self) -> None:
        with _FILE.open(encoding="utf-8", newline="") as lines:
            self._periods = [_period(line) for line in csv.DictReader(lines)]

    def running(self, text: str, areas: Mapping[str, float], days: Sequence[Day], today: date) -> list[Running]:
        """Soonest first; periods whose first day is not known come last, with the fact that is missing."""
        found: dict[str, Running] = {}
        for period in self._periods:
            if period.rule in found or not period.concerns(text, areas):
                continue
            start = _start(period, text, days, today)
            if period.valid_from <= (start or today) <= period.valid_to:
                found[period.rule] = _reckon(period, start, today)
        return sorted(found.values(), key=_soonest)[:_MOST]


def _soonest(running: Running) -> tuple[bool, int, str]:
    left = running.deadline.days_left
    return left is None, left or 0, running.deadline.rule


def _reckon(period: Period, start: date | None, today: date) -> Running:
    last = add(start, period.amount, period.unit) if start is not None else None
    left = (last - today).days if last is not None else None
    needs = None if last is not None else f"{period.runs_from}的日期"
    deadline = Deadline(period.rule, period.name_zh, period.name_en, period.basis, last, left, needs)
    return Running(deadline, left is not None and left <= period.warn)


def _start(period: Period, text: str, days: Sequence[Day], today: date) -> date | None:
    """Find the named day next to a word that starts this period, in the same sentence; a day to come starts nothing."""
    nearest = min(_distances(period, text, [day for day in days if day.day <= today]), default=None)
    return nearest[1] if nearest is not None else None


def _distances(period: Period, text: str, days: Sequence[Day]) -> Iterator[tuple[int, date]]:
    for match in period.starts.finditer(text):
        for day in days:
            first, second = sorted([match.span(), (day.start, day.end)])
            gap = text[first[1] : second[0]]
            if len(gap) <= _NEAR and not _CLAUSE.search(gap):
                yield len(gap), day.day


def _period(line: Mapping[str, str]) -> Period:
    return Period(
        rule=line["id"],
        name_zh=line["matter_zh"],
        name_en=line["matter_en"],
        amount=int(line["amount"]),
        unit=line["unit"],
        runs_from=line["runs_from_zh"],
        basis=line["legal_basis"],
        warn=int(line["warn_when_days_left"]),
        valid_from=date.fromisoformat(line["valid_from"]),
        valid_to=date.fromisoformat(line["valid_to"]) if line["valid_to"] else date.max,
        areas=frozenset(filter(None, line["areas"].split("|"))),
        about=re.compile(line["about"]),
        starts=re.compile(line["starts"]),
    )
