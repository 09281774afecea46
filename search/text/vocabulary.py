"""Vocabulary: phrases people say and the terms they stand for. It widens questions, never documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.port import Synonym
from search.text.fold import fold


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of the vocabulary within a question."""

    start: int
    end: int
    synonyms: tuple[Synonym, ...]


class Vocabulary:
    """Finds the longest known phrases in a folded question."""

    def __init__(self, synonyms: Iterable[Synonym] = ()) -> None:
        terms: dict[str, list[Synonym]] = {}
        for synonym in synonyms:
            said = fold(synonym.said).strip()
            if said and fold(synonym.term).strip() != said:
                terms.setdefault(said, []).append(synonym)
        self._terms = {said: tuple(dict.fromkeys(found)) for said, found in terms.items()}
        self._longest = max(map(len, self._terms), default=0)

    def find(self, folded: str) -> list[Said]:
        """Return known phrases in reading order; none overlaps another."""
        found: list[Said] = []
        place = 0
        while place < len(folded):
            said = self._at(folded, place)
            if said:
                found.append(said)
            place = said.end if said else place + 1
        return found

    def _at(self, folded: str, place: int) -> Said | None:
        for end in range(min(len(folded), place + self._longest), place, -1):
            synonyms = self._terms.get(folded[place:end])
            if synonyms and _stands_alone(folded, place, end):
                return Said(place, end, synonyms)
        return None


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether a Latin phrase is not a part of a longer word."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not (_joins(before, folded[start]) or _joins(folded[end - 1], after))


def _joins(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
