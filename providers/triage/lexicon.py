"""What people call things: phrases of the shelf, its synonyms and our own vocabulary, looked up in a text."""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from providers.enums import TermMatchKind
from providers.rules.reading import ShelfWords, Synonym
from providers.triage.model import Vector
from providers.triage.text import fold

_VOCABULARY = Path(__file__).parent / "data" / "vocabulary.csv"
_LONGEST = 16
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase stands for and the shelf services (by place) it speaks for."""

    term: str
    kind: TermMatchKind
    services: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text."""

    start: int
    end: int
    entry: Entry
    weight: float


@dataclass(frozen=True, slots=True)
class VocabularyLine:
    """One line of the packaged vocabulary."""

    term: str
    area: str
    services: tuple[str, ...]
    phrases: tuple[str, ...]


def vocabulary() -> Iterator[VocabularyLine]:
    """Read the packaged vocabulary: terms of the trade and what citizens say for them."""
    with _VOCABULARY.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            services = tuple(line["services"].split("|"))
            yield VocabularyLine(line["term"], line["area"], services, tuple(line["phrases"].split(";")))


class Lexicon:
    """Phrases looked up whole, and pairs of letters compared with the words of each service."""

    def __init__(self, shelf: Sequence[ShelfWords], synonyms: Sequence[Synonym]) -> None:
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self._size = len(shelf)
        self._add_shelf(shelf)
        self._add_synonyms(shelf, synonyms)
        self._add_vocabulary(shelf)
        self._longest = max(map(len, self._entries), default=0)
        self._weights = {phrase: self._weight(phrase) for phrase in self._entries}
        self._pairs = _pair_index(shelf)

    def hits(self, text: str) -> list[Hit]:
        """Every phrase in a folded text; the work grows with its length, not with the vocabulary's."""
        found: list[Hit] = []
        for start in range(len(text)):
            for end in range(start + _SHORTEST, min(start + self._longest, len(text)) + 1):
                phrase = text[start:end]
                entries = self._entries.get(phrase, ())
                found.extend(Hit(start, end, entry, self._weights[phrase]) for entry in entries)
        return found

    def whole(self, hits: Sequence[Hit]) -> Vector:
        """Score each service by the phrases found; the same phrase twice says no more than once."""
        scores = np.zeros(self._size, np.float32)
        spoken = {(hit.entry, hit.weight) for hit in hits}
        for entry, weight in spoken:
            scores[list(entry.services)] += weight
        return np.log1p(scores)

    def alike(self, text: str) -> Vector:
        """Score each service by the pairs of letters its words share with the text."""
        scores = np.zeros(self._size, np.float32)
        for pair in {text[place : place + 2] for place in range(len(text) - 1)}:
            for service, weight in self._pairs.get(pair, ()):
                scores[service] += weight
        return scores

    def _weight(self, phrase: str) -> float:
        """Long phrases and phrases of few services say more."""
        services = {service for entry in self._entries[phrase] for service in entry.services}
        return min(len(phrase), 5) / 5 * math.log1p(self._size / max(1, len(services)))

    def _add(self, phrase: str, entry: Entry) -> None:
        folded = fold(phrase.strip()).text
        if _SHORTEST <= len(folded) <= _LONGEST and entry not in self._entries[folded]:
            self._entries[folded].append(entry)

    def _add_shelf(self, shelf: Sequence[ShelfWords]) -> None:
        for place, service in enumerate(shelf):
            self._add(service.name, Entry(service.name, TermMatchKind.EXACT, (place,)))
            for phrase in service.colloquial:
                self._add(phrase, Entry(service.name, TermMatchKind.COLLOQUIAL, (place,)))

    def _add_synonyms(self, shelf: Sequence[ShelfWords], synonyms: Sequence[Synonym]) -> None:
        words = ["\n".join((service.name, *service.colloquial)) for service in shelf]
        for synonym in synonyms:
            services = tuple(place for place, text in enumerate(words) if synonym.term in text or synonym.said in text)
            self._add(synonym.said, Entry(synonym.term, TermMatchKind.SYNONYM, services))
            self._add(synonym.term, Entry(synonym.term, TermMatchKind.EXACT, services))

    def _add_vocabulary(self, shelf: Sequence[ShelfWords]) -> None:
        places = {service.code: place for place, service in enumerate(shelf)}
        for line in vocabulary():
            services = tuple(places[code] for code in line.services if code in places)
            if services:
                for phrase in (line.term, *line.phrases):
                    self._add(phrase, Entry(line.term, TermMatchKind.COLLOQUIAL, services))


def _pair_index(shelf: Sequence[ShelfWords]) -> dict[str, list[tuple[int, float]]]:
    counts = [_pairs_of(service) for service in shelf]
    spread = Counter(pair for count in counts for pair in count)
    index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, count in enumerate(counts):
        weights = {pair: math.log1p(times) * math.log1p(len(shelf) / spread[pair]) for pair, times in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for pair, weight in weights.items():
            index[pair].append((place, weight / length))
    return dict(index)


def _pairs_of(service: ShelfWords) -> Counter[str]:
    phrases = [fold(phrase).text for phrase in (service.name, *service.colloquial)]
    return Counter(phrase[place : place + 2] for phrase in phrases for place in range(len(phrase) - 1))
