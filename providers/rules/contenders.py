"""What a match is made of, in values: the demand of a need, and the institutions that contend for it.

They are kept with each run (`MatchRun.inputs_sealed`): a field may be added with a default, but never renamed.
They hold no party: of the conflict check only its outcome is here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from providers.enums import AccessNeed, FeeKind, ProviderStatus, ServiceMode


@dataclass(frozen=True, slots=True)
class Wish:
    """What the citizen prefers; it weighs in the ranking, only `avoid` and sign language exclude."""

    modes: tuple[ServiceMode, ...] = ()
    language: str | None = None
    near: tuple[float, float] | None = None
    earliest: datetime | None = None
    latest: datetime | None = None
    prefer: int | None = None
    avoid: tuple[int, ...] = ()
    access: tuple[AccessNeed, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What the need and its chosen service ask of whoever takes it."""

    service: str
    area: str
    topics: tuple[str, ...]  # areas of law the need is about, the surest first
    types: tuple[str, ...]  # provider types that may serve it
    represents: bool  # before a court: ex-judges are barred (R04)
    mediation: bool  # needs the consent of both sides (R16)
    consented: bool
    foreign_law: bool  # foreign law is asked for (R07)
    free_by_law: bool
    legal_aid: bool  # assigned by an aid centre (R10)
    land: bool  # notarised where the real estate is (R09)
    exclusive: bool  # one court alone has jurisdiction (R11)
    districts: tuple[str, ...]  # where the matter is, as far as said
    home: str | None  # district the citizen measures from
    today: date
    now: datetime
    wish: Wish


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who serves a listing."""

    id: int
    licensed: bool
    on_duty: bool
    free: bool  # below the own capacity
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    years: int | None
    former_judge_until: date | None


@dataclass(frozen=True, slots=True)
class Soonest:
    """The first free place of a listing."""

    starts_at: datetime
    ends_at: datetime
    mode: ServiceMode


@dataclass(frozen=True, slots=True)
class Contender:
    """A published listing and its institution on the day; `ring` is 0 at home, 1 next door, 2 beyond."""

    listing: int
    provider: int
    type: str
    court: str
    charging: str
    status: ProviderStatus
    licensed: bool
    on_duty: bool
    open_matters: int
    capacity: int
    conflict: bool
    district: str
    ring: int | None
    metres: int | None
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    access: tuple[AccessNeed, ...]
    modes: tuple[ServiceMode, ...]
    fee: FeeKind
    response_seconds: int | None
    known: bool  # has served this citizen before
    people: tuple[Person, ...]
    soonest: Soonest | None
