"""Reading one sentence: services, areas, dangers, facts and deadlines, offline and in a few milliseconds."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from providers.enums import RiskFlag
from providers.rules.reading import AreaGuess, Reading, ServiceGuess, ShelfWords, Synonym
from providers.triage.dates import days
from providers.triage.deadlines import Calendar
from providers.triage.facts import Sides
from providers.triage.flags import EMERGENCIES, Patterns, flag_row, raised
from providers.triage.model import Model, Vector, load
from providers.triage.services import Ranker, sigmoid
from providers.triage.text import fold

RULES = "triage-1"
_AREAS = 5
_AREA_LEAST = 0.02
_SURE_SERVICE = 0.2
_SURE_LEGAL, _SOME_LEGAL = 0.5, 0.1


@cache
def packaged() -> tuple[Model, Patterns, Sides, Calendar]:
    """Load the parts that depend on no shelf, loaded once a process."""
    return load(), Patterns(), Sides(), Calendar()


class Reader:
    """Understands a need against one shelf. Holds no state between sentences; rebuild it when the shelf changes."""

    def __init__(self, shelf: Sequence[ShelfWords], synonyms: Sequence[Synonym]) -> None:
        self._model, self._patterns, self._sides, self._calendar = packaged()
        self._ranker = Ranker(self._model, tuple(shelf), tuple(synonyms))

    def read(self, text: str, today: date) -> Reading:
        """Understand a text; what is beyond 2,000 characters is left out."""
        folded = fold(text)
        features = self._model.features(folded.text)
        scores = self._model.scores(features)
        areas = self._areas(scores)
        named = days(folded.text, today)
        running = self._calendar.running(folded.text, {area.code: area.confidence for area in areas}, named, today)
        flags = self._flags(folded.text, scores, near=any(each.near for each in running))
        services = self._ranker.guesses(folded, features, scores)
        legal = self._legal(scores, services)
        return Reading(
            services=services if legal >= _SURE_LEGAL else tuple(_doubted(services, legal)),
            areas=areas,
            flags=flags,
            deadlines=tuple(each.deadline for each in running),
            facts=self._sides.facts(folded, named),
            needs_human=_needs_human(services, flags, legal),
            rules_version=f"{RULES}+{self._model.version}",
        )

    def _areas(self, scores: Vector) -> tuple[AreaGuess, ...]:
        shares = self._model.area_shares(scores)
        best: list[int] = np.argsort(-shares, kind="stable")[:_AREAS].tolist()
        return tuple(AreaGuess(self._model.areas[i], float(shares[i])) for i in best if shares[i] >= _AREA_LEAST)

    def _flags(self, text: str, scores: Vector, *, near: bool) -> tuple[RiskFlag, ...]:
        found: list[RiskFlag] = []
        for place, score in enumerate(self._model.flag_scores(scores)):
            flag = RiskFlag(self._model.flags[place])
            signs = self._patterns.signs(text, flag)
            heard = self._flag_scores(signs.left)[place] if signs.misleading else score
            row = flag_row(float(heard), signs)
            sure = raised(flag, row, self._model.flag_fit[place], float(self._model.flag_floor[place]))
            if sure or (near and flag == RiskFlag.LIMITATION_DEADLINE):
                found.append(flag)
        return tuple(found)

    def _flag_scores(self, text: str) -> Vector:
        return self._model.flag_scores(self._model.scores(self._model.features(text)))

    def _legal(self, scores: Vector, services: Sequence[ServiceGuess]) -> float:
        """How likely it is that there is a legal matter in the text at all."""
        best = max((guess.confidence for guess in services), default=0.0)
        row = np.array([1.0, scores[-1], best], np.float32)
        return float(sigmoid(row @ self._model.legal_fit))


def _doubted(services: Sequence[ServiceGuess], legal: float) -> list[ServiceGuess]:
    """Where hardly anything legal was said, no service may look sure; where nothing was, there is none."""
    if legal < _SOME_LEGAL:
        return []
    return [ServiceGuess(guess.code, guess.confidence * legal, guess.evidence) for guess in services]


def _needs_human(services: Sequence[ServiceGuess], flags: Sequence[RiskFlag], legal: float) -> bool:
    unsure = not services or services[0].confidence < _SURE_SERVICE or legal < _SURE_LEGAL
    return unsure or not EMERGENCIES.isdisjoint(flags)
