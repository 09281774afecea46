"""Which shelf services a sentence is about: the model and the lexicon weighed together, with their evidence."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from providers.enums import TermMatchKind
from providers.rules.reading import Evidence, ServiceGuess, ShelfWords, Synonym
from providers.triage.lexicon import Hit, Lexicon
from providers.triage.model import Features, Model, Vector
from providers.triage.text import Folded

MOST = 5
LEAST = 0.05
_EVIDENCE = 4
_UNKNOWN = -1
_WEAK = 0.01


class Ranker:
    """Ranks one shelf. Services the model was not trained on are found by their words alone."""

    def __init__(self, model: Model, shelf: Sequence[ShelfWords], synonyms: Sequence[Synonym]) -> None:
        self._model = model
        self._shelf = shelf
        self._lexicon = Lexicon(shelf, synonyms)
        known = {code: place for place, code in enumerate(model.services)}
        self._columns = np.array([known.get(service.code, _UNKNOWN) for service in shelf], np.int64)

    def hits(self, text: str) -> list[Hit]:
        return self._lexicon.hits(text)

    def rows(self, text: str, hits: Sequence[Hit], scores: Vector) -> NDArray[np.float32]:
        """Line up what each service's confidence is made of: constant, model, lead over it, phrases, likeness."""
        trained = self._model.service_scores(scores)
        weak = np.log(np.maximum(trained, _WEAK))
        own = np.where(self._columns >= 0, weak[self._columns], 0.0)
        lead = own - weak.max()
        whole = self._lexicon.whole(hits)
        top = whole - whole.max(initial=0.0)
        alike = self._lexicon.alike(text)
        return np.stack([np.ones_like(own), own, lead, whole, top, alike], axis=1).astype(np.float32)

    def confidences(self, rows: NDArray[np.float32]) -> Vector:
        """Logistic in the rows; weights were fitted on held-out sentences."""
        known = self._columns >= 0
        mixed = rows @ self._model.mixed_fit
        lexical = rows[:, [0, 3, 4, 5]] @ self._model.lexical_fit
        return sigmoid(np.where(known, mixed, lexical))

    def guesses(self, folded: Folded, features: Features, scores: Vector) -> tuple[ServiceGuess, ...]:
        if not self._shelf:
            return ()
        hits = self.hits(folded.text)
        confidences = self.confidences(self.rows(folded.text, hits, scores))
        best = np.argsort(-confidences, kind="stable")[:MOST]
        likely = [int(place) for place in best if confidences[place] >= LEAST]
        found = [
            ServiceGuess(
                self._shelf[place].code, float(confidences[place]), self._evidence(place, folded, hits, features)
            )
            for place in likely
        ]
        return tuple(guess for guess in found if guess.evidence)

    def _evidence(self, place: int, folded: Folded, hits: Sequence[Hit], features: Features) -> tuple[Evidence, ...]:
        """Phrases first, the longest leading; without one, the letters that moved the model."""
        spoken = sorted((hit for hit in hits if place in hit.entry.services), key=lambda hit: hit.start - hit.end)
        found = [Evidence(folded.said(hit.start, hit.end), hit.entry.term, hit.entry.kind) for hit in spoken]
        column = int(self._columns[place])
        if not found and column >= 0:
            reasons = self._model.reasons(features, self._model.service_column(column))
            said = [folded.said(span.start, span.end).strip() for span in reasons]
            found = [Evidence(words, self._shelf[place].name, TermMatchKind.SEMANTIC) for words in said if words]
        if not found:
            found = self._shared(place, folded)
        return tuple(dict.fromkeys(found))[:_EVIDENCE]

    def _shared(self, place: int, folded: Folded) -> list[Evidence]:
        """Pairs of letters that the text shares with the words of the service."""
        words = "\n".join((self._shelf[place].name, *self._shelf[place].colloquial)).lower()
        pairs = range(len(folded.text) - 1)
        shared = [folded.said(start, start + 2) for start in pairs if folded.text[start : start + 2] in words]
        name = self._shelf[place].name
        return [Evidence(said, name, TermMatchKind.SEMANTIC) for said in shared if said.strip()][:1]


def sigmoid(value: Vector) -> Vector:
    return (1 / (1 + np.exp(-np.clip(value, -30, 30)))).astype(np.float32)
