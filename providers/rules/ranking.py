"""Ranking: hard rules, then a score that is exactly the sum of its shown parts, then a seeded tie-break. Pure.

Weights are multiples of 1/16 and values of 1/64, so that contributions are multiples of 1/1024: binary fractions that
floating point adds without rounding, in any order and on any machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from providers.enums import ExclusionReason, FactorCode
from providers.rules.contenders import Contender, Demand
from providers.rules.eligibility import able, exclusions
from providers.rules.factors import FACTORS

WEIGHTS: dict[FactorCode, float] = {  # version 1; they add up to 100
    FactorCode.TOPIC_FIT: 24,
    FactorCode.EARLIEST_SLOT: 14,
    FactorCode.DISTANCE: 12,
    FactorCode.LOAD: 10,
    FactorCode.RESPONSE_SPEED: 8,
    FactorCode.EXPERIENCE: 8,
    FactorCode.LANGUAGE: 6,
    FactorCode.CITIZEN_PREFERENCE: 6,
    FactorCode.FAIRNESS_DEFICIT: 4,
    FactorCode.CONTINUITY: 4,
    FactorCode.DIALECT: 2,
    FactorCode.RATING: 2,
}
_WEIGHT_STEPS, _VALUE_STEPS = 16, 64


@dataclass(frozen=True, slots=True)
class Factor:
    """One part of a score: contribution = weight x value, exactly."""

    code: FactorCode
    weight: float
    value: float
    contribution: float
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contender in its place: ranked from 1 with factors, or excluded with the reasons."""

    listing: int
    practitioner: int | None
    rank: int | None
    score: float
    factors: tuple[Factor, ...]
    excluded_by: tuple[ExclusionReason, ...]


def score(demand: Demand, contender: Contender, weights: Mapping[FactorCode, float]) -> tuple[Factor, ...]:
    """Give the parts of a contender's score; their contributions add up to it."""
    return tuple(_factor(code, weights.get(code, 0.0), *judge(demand, contender)) for code, judge in FACTORS)


def rank(
    demand: Demand, contenders: Sequence[Contender], weights: Mapping[FactorCode, float], seed: str
) -> tuple[Ranked, ...]:
    """Order the contenders, best first, then the excluded by listing; the order they come in does not matter."""
    judged = [(contender, exclusions(demand, contender)) for contender in contenders]
    scored = [_scored(demand, contender, weights) for contender, named in judged if not named]
    scored.sort(key=lambda pair: (-pair[0], _lot(seed, pair[1].listing)))
    best = [_place(demand, it, i, total, parts) for i, (total, it, parts) in enumerate(scored, 1)]
    out = sorted((Ranked(it.listing, None, None, 0.0, (), named) for it, named in judged if named), key=_listing)
    return (*best, *out)


def _factor(code: FactorCode, weight: float, value: float, text: str) -> Factor:
    weight, value = round(weight * _WEIGHT_STEPS) / _WEIGHT_STEPS, round(value * _VALUE_STEPS) / _VALUE_STEPS
    return Factor(code, weight, value, weight * value, text)


def _scored(
    demand: Demand, contender: Contender, weights: Mapping[FactorCode, float]
) -> tuple[float, Contender, tuple[Factor, ...]]:
    parts = score(demand, contender, weights)
    return sum(part.contribution for part in parts), contender, parts


def _place(demand: Demand, it: Contender, place: int, total: float, parts: tuple[Factor, ...]) -> Ranked:
    people = able(demand, it)
    return Ranked(it.listing, people[0].id if len(people) == 1 else None, place, total, parts, ())


def _lot(seed: str, listing: int) -> str:
    return sha256(f"{seed}:{listing}".encode()).hexdigest()


def _listing(ranked: Ranked) -> int:
    return ranked.listing
