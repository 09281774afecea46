"""Ranking: how words and the caller's own understanding make one order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.text import weights
from search.text.choices import Choice
from search.text.plan import Plan
from search.text.shape import Shaped


@dataclass(frozen=True, slots=True)
class Lifted:
    """A document with a boost: its score by words alone, and the boost."""

    score: float
    boost: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the blended order: from which list, at which place there, and the score 0..1."""

    lifted: bool
    index: int
    score: float


def blend(plain: Sequence[float], lifted: Sequence[Lifted], offset: int, limit: int) -> list[Place]:
    """Merge the best by words (descending) with the boosted; needs the first `offset + limit` of the plain ones.

    A boost adds to the share of the best word score, so one of 1 stands above all that words alone can reach.
    """
    best = max([*plain[:1], *(row.score for row in lifted)], default=0.0) or 1.0
    places = [Place(lifted=False, index=index, score=score / best) for index, score in enumerate(plain)]
    places += [
        Place(lifted=True, index=index, score=row.score / best + weights.BOOST * row.boost)
        for index, row in enumerate(lifted)
    ]
    places.sort(key=lambda place: (-place.score, not place.lifted, place.index))
    top = max((place.score for place in places[:1]), default=1.0) or 1.0
    return [replace(place, score=place.score / top) for place in places[offset : offset + limit]]


def score(plan: Plan, shaped: Shaped) -> float:
    """Score a document by words alone: for engines that do not score as we wish."""
    fields = {name: frozenset(tokens) for name, tokens in shaped.fields.items()}
    known = frozenset(shaped.forms)
    total = sum(
        group.telling * max(_choice(choice, fields, known) for choice in group.choices) for group in plan.groups
    )
    total += sum(_choice(choice, fields, known) for choice in plan.bonus)
    return (total if plan.groups else 1.0) * shaped.weight


def answers(plan: Plan, tokens: frozenset[str]) -> bool:
    """Whether a document with these tokens is found by the plan."""
    if plan.browses:
        return True
    held = sum(any(tokens.issuperset(choice.tokens) for choice in group.choices) for group in plan.groups)
    return bool(plan.groups) and held >= plan.need


def _choice(choice: Choice, fields: dict[str, frozenset[str]], known: frozenset[str]) -> float:
    best = _share(choice, known) * weights.FORMS
    for name, weight in weights.FIELDS.items():
        best = max(best, _share(choice, fields[name]) * weight)
    return best * choice.weight


def _share(choice: Choice, tokens: frozenset[str]) -> float:
    return sum(token in tokens for token in choice.tokens) / len(choice.tokens)
