"""What a sentence means for the search: which documents to lift, why, and which part of the taxonomy it is about."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from providers.models import Service
from providers.rules.reading import Evidence, Reading

MOST_CATEGORIES = 5
MOST_LIFTED = 10
WORTH_LIFTING = 0.02
SURE = 1 / 3


class SentenceReader(Protocol):
    """Understands a sentence; `providers.triage` does."""

    def read(self, text: str, today: date) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """Document id → how surely it is meant (0..1), and what of the sentence says so; categories by row id."""

    boosts: Mapping[str, float] = field(default_factory=dict[str, float])
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict[str, tuple[Evidence, ...]])
    categories: tuple[tuple[int, float], ...] = ()
    mapped: tuple[Evidence, ...] = ()


async def understand(reader: SentenceReader, text: str, today: date) -> Understood:
    """Read the sentence beside the loop, and find the rows of the services it may be about."""
    if not text:
        return Understood()
    reading = await asyncio.to_thread(reader.read, text, today)
    guesses = {guess.code: guess for guess in reading.services[:MOST_LIFTED] if guess.confidence >= WORTH_LIFTING}
    rows = await Service.filter(code__in=list(guesses)).values_list("code", "id", "category_id") if guesses else []
    known = {str(code): (int(id_), int(category)) for code, id_, category in rows}
    meant = [(guess, *known[code]) for code, guess in guesses.items() if code in known]
    sureness = dict[int, float]()
    for guess, _, category in meant:
        sureness[category] = max(sureness.get(category, 0.0), guess.confidence)
    return Understood(
        boosts=_boosts({f"service-{id_}": guess.confidence for guess, id_, _ in meant}),
        evidence={f"service-{id_}": guess.evidence for guess, id_, _ in meant},
        categories=tuple(sorted(sureness.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CATEGORIES]),
        mapped=tuple(dict.fromkeys(evidence for guess, _, _ in meant[:3] for evidence in guess.evidence)),
    )


def _boosts(sureness: Mapping[str, float]) -> dict[str, float]:
    """Lift what is meant in the order of sureness: the surest fully, unless even that is a mere guess."""
    surest = max(sureness.values(), default=1.0)
    return {id_: each / surest * min(1.0, surest / SURE) for id_, each in sureness.items()}
