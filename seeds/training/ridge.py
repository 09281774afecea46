"""Ridge regression on sparse rows in its kernel form, with exact predictions for every block left out. numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from providers.triage.model import Vector, weigh
from providers.triage.text import fold, grams

_SMALL = 1024
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of unit length over a vocabulary of hashed n-grams."""

    hashes: NDArray[np.uint32]
    idf: Vector
    rows: list[tuple[NDArray[np.int64], Vector]]

    def kernel(self) -> Matrix:
        """Products of all rows with all rows, by walking the rows that share an n-gram."""
        count = len(self.rows)
        holders, values = self._columns()
        kernel = np.zeros((count, count), np.float32)
        for place, (columns, weights) in enumerate(self.rows):
            if len(columns):
                pairs: list[tuple[int, float]] = list(zip(columns.tolist(), weights.tolist(), strict=True))
                met: NDArray[np.int64] = np.concatenate([holders[column] for column, _ in pairs])
                share: Vector = np.concatenate([values[column] * np.float32(weight) for column, weight in pairs])
                kernel[place] = np.bincount(met, share, count)
        return kernel

    def transposed_times(self, dual: Matrix) -> Matrix:
        """Weights of every n-gram from the weights of every row."""
        holders, values = self._columns()
        weights = np.zeros((len(self.hashes), dual.shape[1]), np.float32)
        for column, (rows, share) in enumerate(zip(holders, values, strict=True)):
            weights[column] = share @ dual[rows]
        return weights

    def _columns(self) -> tuple[list[NDArray[np.int64]], list[Vector]]:
        holder = np.repeat(np.arange(len(self.rows)), [len(columns) for columns, _ in self.rows])
        column = np.concatenate([columns for columns, _ in self.rows])
        value = np.concatenate([weights for _, weights in self.rows])
        order = np.argsort(column, kind="stable")
        bounds = np.searchsorted(column[order], np.arange(1, len(self.hashes)))
        holders: list[NDArray[np.int64]] = np.split(holder[order], bounds)
        values: list[Vector] = np.split(value[order], bounds)
        return holders, values


def sparse(texts: Sequence[str], fewest: int = 2) -> Sparse:
    """Weigh the n-grams that at least `fewest` texts hold."""
    found = [grams(fold(text).text) for text in texts]
    hashes, counts = np.unique(np.concatenate([np.unique(each.hashes) for each in found]), return_counts=True)
    kept = counts >= fewest
    hashes, counts = hashes[kept], counts[kept]
    idf = np.log((1 + len(texts)) / (1 + counts)).astype(np.float32)
    return Sparse(hashes, idf, [weigh(each, hashes, idf)[:2] for each in found])


def invert(matrix: Matrix) -> Matrix:
    """Invert a positive definite matrix by halves: two thirds of the work of a general inverse."""
    if len(matrix) <= _SMALL:
        return np.linalg.inv(matrix.astype(np.float64)).astype(np.float32)
    half = len(matrix) // 2
    return border(invert(matrix[:half, :half]), matrix[:half, half:], matrix[half:, half:])


def border(inverse: Matrix, beside: Matrix, corner: Matrix) -> Matrix:
    """Extend the inverse of a matrix by further rows and columns."""
    size = len(inverse)
    moved = inverse @ beside
    whole = np.empty((size + len(corner), size + len(corner)), np.float32)
    whole[size:, size:] = invert((corner - beside.T @ moved).astype(np.float32, copy=False))
    whole[:size, size:] = -moved @ whole[size:, size:]
    whole[size:, :size] = whole[:size, size:].T
    whole[:size, :size] = inverse - whole[:size, size:] @ moved.T
    return whole


def left_out(inverse: Matrix, dual: Matrix, targets: Matrix, blocks: Sequence[str]) -> Matrix:
    """Tell what each row would have got from a model that never saw its block: exact, without training again."""
    places: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        if block:
            places.setdefault(block, []).append(place)
    predicted = np.zeros_like(targets)
    for members in places.values():
        part = inverse[np.ix_(members, members)].astype(np.float64)
        predicted[members] = targets[members] - np.linalg.solve(part, dual[members].astype(np.float64))
    return predicted
