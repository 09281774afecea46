"""Making the weights small: the n-grams that matter, eight bits a weight, one scale a row and one a column."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from providers.triage.model import Vector
from seeds.training.fit import Matrix
from seeds.training.train import Trained

_KEPT = 26_000
_LEVELS = 7
_SPREAD = 3.0


@dataclass(frozen=True, slots=True)
class Packed:
    """The arrays of the packaged file that hold the weights."""

    gaps: NDArray[np.uint32]
    idf: NDArray[np.float16]
    weights: NDArray[np.int8]
    row_scale: NDArray[np.float16]
    column_scale: Vector
    bias: Vector


def pack(trained: Trained) -> Packed:
    """Few levels compress well and cost little: errors of the n-grams of a sentence cancel out."""
    kept = np.sort(np.argsort(-_importance(trained), kind="stable")[:_KEPT])
    weights = trained.weights[kept]
    columns = np.sqrt((weights**2).mean(axis=0))
    plain: Matrix = weights / columns
    rows: Matrix = np.sqrt((plain**2).mean(axis=1)) * (_SPREAD / _LEVELS)
    limit = _LEVELS * int(_SPREAD)
    rounded = np.rint(plain / rows[:, None]).clip(-limit, limit)
    hashes = trained.space.hashes[kept].astype(np.uint64)
    gaps = np.diff(hashes, prepend=np.uint64(0)).astype(np.uint32)
    return Packed(
        gaps,
        trained.space.idf[kept].astype(np.float16),
        rounded.astype(np.int8),
        rows.astype(np.float16),
        columns.astype(np.float32),
        trained.bias,
    )


def _importance(trained: Trained) -> Matrix:
    """How much an n-gram moves the scores over the whole material."""
    power = np.zeros(len(trained.space.hashes), np.float64)
    for columns, weights in trained.space.rows:
        power[columns] += weights.astype(np.float64) ** 2
    return (power * (trained.weights**2).mean(axis=1)).astype(np.float32)
