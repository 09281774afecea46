"""Matching with a reader of fixed readings, and people who act."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from providers.bus import Bus
from providers.db import Database
from providers.enums import FactKind, RiskFlag, Role
from providers.matching import Matching, Opening, Submission
from providers.models import Account, MatchRun, Need, NeedEvent, Service
from providers.rules.access import Actor
from providers.rules.contenders import Wish
from providers.rules.parties import PARTY, fold
from providers.rules.reading import AreaGuess, FoundFact, Reading
from providers.vault import Vault
from tests.matching.market import NOW, open_market, person

VAULT = Vault("s" * 32)
NOTHING = Reading((), (), (), (), (), needs_human=False, rules_version="test")
SAID = "朋友借了我三万块不还，电话也不接"
_keys = count(1)


@dataclass
class FixedReader:
    """Understands every sentence alike."""

    reading: Reading = NOTHING
    heard: list[str] = field(default_factory=list[str])

    def read(self, text: str, today: date) -> Reading:
        self.heard.append(text)
        return self.reading


def reading(*flags: object, areas: tuple[str, ...] = (), districts: tuple[str, ...] = ()) -> Reading:
    facts = tuple(FoundFact(FactKind.DISTRICT, code, code) for code in districts)
    return Reading((), tuple(AreaGuess(a, 0.5) for a in areas), tuple(flags), (), facts, False, "test")  # type: ignore[arg-type]  # noqa: FBT003


async def matching(database: Database, understood: Reading = NOTHING, **given: object) -> Matching:
    """A bus of the database is needed only to hear: `bus=`."""
    return Matching(FixedReader(understood), VAULT, **{"bus": Bus(), **given})  # type: ignore[arg-type]


def actor(account: Account, *roles: Role) -> Actor:
    return Actor(account.id, 1, frozenset({Role.CITIZEN, *roles}))


def key() -> str:
    return f"key-{next(_keys)}"


def party(name: str) -> str:
    return VAULT.index(PARTY, fold(name))


async def opened(use: Matching, who: Actor, statement: str = "朋友借了我三万块不还") -> Need:
    return await use.start(who, Opening(statement, consent=True), key(), NOW)


async def submitted(use: Matching, who: Actor, service_id: int, *opposing: str, **wish: object) -> MatchRun:
    """Open and submit a need; its run."""
    need = await opened(use, who)
    await use.submit(who, need.id, Submission(service_id, Wish(**wish), opposing), key(), NOW)  # type: ignore[arg-type]
    return await MatchRun.get(need_id=need.id)


async def ready(database: Database, *flags: RiskFlag, **given: object) -> tuple[Matching, Actor, Service]:
    """A market with one service and two institutions that may take it."""
    market = await open_market()
    service = await market.service()
    for _ in range(2):
        await market.institution(service)
    return await matching(database, reading(*flags), **given), actor(await person()), service


async def kinds(need_id: int) -> list[str]:
    events = await NeedEvent.filter(need_id=need_id).order_by("seq")
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    return [event.kind for event in events]
