"""Small fits on held-out scores: logistic regression by Newton's steps, the sharpness of areas, floors of flags."""

import numpy as np
from numpy.typing import NDArray

from providers.triage.model import Vector
from providers.triage.services import sigmoid

_STEPS = 30
_CALM = 1e-3
Matrix = NDArray[np.float32]


def logistic(rows: Matrix, hit: Vector) -> Vector:
    """Weights of a logistic regression, lightly held back."""
    weights = np.zeros(rows.shape[1])
    wide = rows.astype(np.float64)
    for _ in range(_STEPS):
        chance = sigmoid((wide @ weights).astype(np.float32)).astype(np.float64)
        slope = wide.T @ (chance - hit) + _CALM * weights
        curve = (wide * (chance * (1 - chance))[:, None]).T @ wide + _CALM * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights.astype(np.float32)


def sharpness(scores: Matrix, accepted: Matrix) -> float:
    """Find the factor under which the softmax of the scores gives what was accepted the highest likelihood."""
    choices = np.geomspace(2, 40, 80)
    return float(max(choices, key=lambda factor: _likelihood(scores * factor, accepted)))


def _likelihood(scores: Matrix, accepted: Matrix) -> float:
    shares = softmax(scores)
    return float(np.log(np.maximum((shares * accepted).sum(axis=1), 1e-9)).mean())


def softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def floor(scores: Vector, hit: Vector, beta: float) -> float:
    """Find the floor with the best F-beta; beta above 1 fears a missed one more than a false alarm."""
    order = np.argsort(-scores)
    true = np.cumsum(hit[order])
    told = np.arange(1, len(order) + 1)
    value = (1 + beta**2) * true / (told + beta**2 * hit.sum())
    return float(scores[order[int(np.argmax(value))]])
