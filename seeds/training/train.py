"""Training: ridge regression on all material, with exact scores of every block held out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from providers.triage.flags import Patterns
from seeds.training import targets
from seeds.training.corpus import Book, Row
from seeds.training.fit import Matrix
from seeds.training.ridge import Sparse, border, invert, left_out, sparse

_CALM = 1.0


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights over the whole vocabulary, and what each row scored with its own block held out."""

    space: Sparse
    weights: Matrix
    bias: Matrix
    rows: list[Row]
    held_out: Matrix


@dataclass(frozen=True, slots=True)
class Solved:
    """One ridge system: dual weights, centre, held-out scores."""

    dual: Matrix
    centre: Matrix
    held_out: Matrix


def train(book: Book) -> Trained:
    """Services and flags learn from the rows that speak of them; areas and "legal" from every row."""
    speaking, silent = _ordered(book)
    rows = [*speaking, *silent]
    space = sparse([row.text for row in rows])
    system = space.kernel()
    system[np.diag_indices_from(system)] += _CALM / np.array([row.weight for row in rows], np.float32)
    size = len(speaking)
    inverse = invert(system[:size, :size])
    some = _solve(inverse, speaking, _targets(book, speaking))
    wide = _areas_and_legal(book, rows)
    first = system[size:, :size] @ some.dual[:, : len(book.areas)] + some.centre[: len(book.areas)]
    for place, row in enumerate(silent):
        if row.group is not None:
            wide[size + place, :-1] = targets.areas_of_groups(book, [row], first[place : place + 1])
    every = _solve(border(inverse, system[:size, size:], system[size:, size:]), rows, wide)
    return _assembled(book, space, rows, some, every)


def _ordered(book: Book) -> tuple[list[Row], list[Row]]:
    """Rows that speak of services or flags, and those that tell an area alone."""
    rows = [*book.questions, *book.others, *book.public]
    speaking = [row for row in rows if row.services is not None or row.flags is not None]
    return speaking, [row for row in rows if row.services is None and row.flags is None]


def _targets(book: Book, rows: Sequence[Row]) -> Matrix:
    parts = [targets.areas(book, rows), targets.services(book, rows), targets.flags(rows, Patterns())]
    return np.concatenate(parts, axis=1)


def _areas_and_legal(book: Book, rows: Sequence[Row]) -> Matrix:
    legal = np.array([[row.legal] for row in rows], np.float32)
    return np.concatenate([targets.areas(book, rows), legal], axis=1)


def _solve(inverse: Matrix, rows: Sequence[Row], target: Matrix) -> Solved:
    centre = target.mean(axis=0)
    dual = inverse @ (target - centre)
    held_out = left_out(inverse, dual, target - centre, [row.block for row in rows]) + centre
    return Solved(dual, centre, held_out)


def _assembled(book: Book, space: Sparse, rows: list[Row], some: Solved, every: Solved) -> Trained:
    """Columns in the model's order: areas, services, flags, legal. Silent rows weigh nothing in the middle."""
    count, silent = len(book.areas), len(rows) - len(some.dual)

    def joined(wide: Matrix, middle: Matrix) -> Matrix:
        padded = np.pad(middle[:, count:], ((0, silent), (0, 0)))
        return np.concatenate([wide[:, :count], padded, wide[:, count:]], axis=1)

    bias = np.concatenate([every.centre[:count], some.centre[count:], every.centre[count:]])
    weights = space.transposed_times(joined(every.dual, some.dual))
    return Trained(space, weights, bias.astype(np.float32), rows, joined(every.held_out, some.held_out))
