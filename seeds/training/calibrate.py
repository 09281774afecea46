"""Calibration on held-out scores: how sure a score is, and where the model and the lexicon meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from providers.enums import RiskFlag
from providers.triage.flags import EMERGENCIES, Patterns, flag_row, raised
from providers.triage.model import Model, Vector
from providers.triage.services import Ranker, sigmoid
from providers.triage.text import fold
from seeds.training import fit, targets
from seeds.training.corpus import FLAGS, Book, Row
from seeds.training.fit import Matrix

_NEAR = 12
_DANGER, _OTHER = 1.5, 1.0
_NONE = 5  # one in a dozen sentences at a counter holds no legal matter


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted numbers of the packaged file."""

    area_fit: Vector
    flag_fit: Matrix
    flag_floor: Vector
    legal_fit: Vector
    mixed_fit: Vector
    lexical_fit: Vector


def areas(book: Book, rows: Sequence[Row], scores: Matrix) -> Vector:
    """Over both kinds of questions: an area counts when it is the row's, or in the row's group."""
    accepted = np.zeros((len(rows), len(book.areas)), np.float32)
    for line, row in zip(accepted, rows, strict=True):
        line[:] = [row.area == code if row.area else book.groups[code] == row.group for code in book.areas]
    return fit.sharing(scores, accepted)


def services(book: Book, model: Model, rows: Sequence[Row], scores: Matrix) -> tuple[Vector, Vector, list[Matrix]]:
    """Make the two logistic fits (with and without the model), over the likely candidates of each question."""
    ranker = Ranker(model, book.shelf, book.synonyms)
    accepted = targets.accepted(book, rows)
    features: list[Matrix] = []
    picked: list[Matrix] = []
    hits: list[Vector] = []
    for row, score, wanted in zip(rows, scores, accepted, strict=True):
        text = fold(row.text).text
        parts = ranker.rows(text, ranker.hits(text), score)
        features.append(parts)
        likely = np.unique(np.concatenate([np.argsort(-parts[:, column])[:_NEAR] for column in (1, 3, 5)]))
        picked.append(parts[likely])
        hits.append(wanted[likely])
    table, hit = np.concatenate(picked), np.concatenate(hits)
    return fit.logistic(table, hit), fit.logistic(table[:, [0, 3, 4, 5]], hit), features


def flags(rows: Sequence[Row], scores: Matrix) -> tuple[Matrix, Vector, Matrix]:
    """One logistic fit and one floor a flag; a missed danger weighs more than a false alarm."""
    patterns = Patterns()
    told = targets.flags(rows, patterns)
    texts = [fold(row.text).text for row in rows]
    fits: list[Vector] = []
    floors: list[float] = []
    given: list[Vector] = []
    for place, flag in enumerate(FLAGS):
        pairs = zip(texts, scores, strict=True)
        table = np.stack([flag_row(float(score[place]), patterns.signs(text, flag)) for text, score in pairs])
        weights = fit.logistic(table, told[:, place])
        beta = _DANGER if RiskFlag(flag) in EMERGENCIES else _OTHER
        fits.append(weights)
        floors.append(fit.floor(table @ weights, told[:, place], beta))
        given.append(np.array([raised(RiskFlag(flag), row, weights, floors[-1]) for row in table], np.float32))
    return np.stack(fits), np.array(floors, np.float32), np.stack(given, axis=1)


def legal(scores: Vector, best: Vector, is_legal: Vector) -> Vector:
    """How likely a legal matter is, from the model's own score and the surest service."""
    table = np.stack([np.ones_like(scores), scores, best], axis=1)
    return fit.logistic(table, is_legal, np.where(is_legal > 0, 1, _NONE).astype(np.float32))


def best_confidence(features: Sequence[Matrix], mixed: Vector) -> Vector:
    return np.array([sigmoid(parts @ mixed).max() for parts in features], np.float32)
