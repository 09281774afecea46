"""What was understood of a sentence: the value that triage returns and everything above it passes on."""

from dataclasses import dataclass
from datetime import date

from providers.enums import FactKind, RiskFlag, TermMatchKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was said and the term of the trade it stands for."""

    said: str
    term: str
    kind: TermMatchKind


@dataclass(frozen=True, slots=True)
class ServiceGuess:
    """A shelf service the sentence may be about; confidence 0..1, calibrated."""

    code: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AreaGuess:
    """An area of law (code of areas_of_law.csv); the confidences of one reading add up to at most 1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Deadline:
    """A statutory period that may run. Days are counted from `today`; information, never advice."""

    rule: str
    name_zh: str
    name_en: str
    basis: str
    last_day: date | None
    days_left: int | None
    needs: str | None


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact found in the sentence. `value`: ISO date, fen, district code, side of the matter."""

    kind: FactKind
    said: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything triage understood of one sentence, best first."""

    services: tuple[ServiceGuess, ...]
    areas: tuple[AreaGuess, ...]
    flags: tuple[RiskFlag, ...]
    deadlines: tuple[Deadline, ...]
    facts: tuple[FoundFact, ...]
    needs_human: bool
    rules_version: str


@dataclass(frozen=True, slots=True)
class ShelfWords:
    """What triage must know of one shelf service: its code, name, area and what people call it."""

    code: str
    name: str
    area: str
    colloquial: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """One line of the vocabulary: a phrase people say and the standard term it means."""

    said: str
    term: str
    area: str = ""
