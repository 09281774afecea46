"""Chance that falls the same way every time: each thing has dice of its own, so that one more moves no other."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Dice named by what they are thrown for."""

    def __init__(self, *names: object) -> None:
        self._random = Random("/".join(map(str, names)))  # noqa: S311 made-up content, not a secret

    def number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def spread(self, width: float) -> float:
        return (self._random.random() * 2 - 1) * width

    def hit(self, percent: float) -> bool:
        return self._random.random() * 100 < percent

    def one(self, of: Sequence[T]) -> T:
        return of[self.number(0, len(of) - 1)]

    def some(self, of: Sequence[T], count: int) -> list[T]:
        """Take that many, each once, in an order of chance."""
        left, taken = list(of), list[T]()
        while left and len(taken) < count:
            taken.append(left.pop(self.number(0, len(left) - 1)))
        return taken

    def weighted(self, of: Sequence[T], weights: Sequence[int]) -> T:
        throw = self.number(1, sum(weights))
        for each, weight in zip(of, weights, strict=True):
            throw -= weight
            if throw <= 0:
                return each
        return of[-1]
