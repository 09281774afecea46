"""Small fits on held-out scores: logistic regression by Newton's steps, the sharpness of areas, floors of flags."""

import numpy as np
from numpy.typing import NDArray

from providers.triage.model import Vector, shares
from providers.triage.services import sigmoid

_STEPS = 30
_CALM = 1e-3
_POWERS = (0.6, 0.8, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5, 3.0)
_LEASTS = (0.001, 0.002, 0.004, 0.008, 0.012, 0.016, 0.024)
Matrix = NDArray[np.float32]


def logistic(rows: Matrix, hit: Vector, counts: Vector | None = None) -> Vector:
    """Weights of a logistic regression, lightly held back; `counts` says how often each row stands."""
    times = np.ones(len(rows)) if counts is None else counts.astype(np.float64)
    weights = np.zeros(rows.shape[1])
    wide = rows.astype(np.float64)
    for _ in range(_STEPS):
        chance = sigmoid((wide @ weights).astype(np.float32)).astype(np.float64)
        slope = wide.T @ (times * (chance - hit)) + _CALM * weights
        curve = (wide * (times * chance * (1 - chance))[:, None]).T @ wide + _CALM * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights.astype(np.float32)


def sharing(scores: Matrix, accepted: Matrix) -> Vector:
    """Find the power and the least score under which what was accepted gets the highest likelihood."""
    choices = [np.array([power, least], np.float32) for power in _POWERS for least in _LEASTS]
    return max(choices, key=lambda choice: _likelihood(shares(scores, choice), accepted))


def _likelihood(shared: Matrix, accepted: Matrix) -> float:
    return float(np.log(np.maximum((shared * accepted).sum(axis=1), 1e-9)).mean())


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
