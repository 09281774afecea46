"""The held-out report: what the model gets right on blocks of questions it has not seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from providers.triage.flags import Patterns
from providers.triage.model import shares
from providers.triage.services import sigmoid
from seeds.training import targets
from seeds.training.calibrate import Calibration
from seeds.training.corpus import FLAGS, Book, Row
from seeds.training.fit import Matrix
from seeds.training.train import Trained

Report = dict[str, object]
Truths = NDArray[np.bool_]
_PLACES = 4


def report(book: Book, trained: Trained, calibration: Calibration, parts: Sequence[Matrix], raised: Matrix) -> Report:
    """All figures are of whole blocks left out, before the weights were packed into eight bits."""
    own = trained.held_out[: len(book.questions)]
    public = trained.held_out[[row.group is not None for row in trained.rows]]
    count = len(book.areas)
    return {
        "questions": len(book.questions),
        "areas": _areas(book, shares(own[:, :count], calibration.area_fit)),
        "groups_of_mit_questions": _groups(book, shares(public[:, :count], calibration.area_fit)),
        "services": _services(book, parts, calibration),
        "flags": _flags([row for row in trained.rows if row.block and row.flags is not None], raised),
    }


def _areas(book: Book, shared: Matrix) -> Report:
    best: list[int] = shared.argmax(axis=1).tolist()
    strict: Truths = np.array([book.areas[i] == row.area for i, row in zip(best, book.questions, strict=True)])
    also: Truths = np.array([book.areas[i] in row.alts for i, row in zip(best, book.questions, strict=True)])
    return {
        "strict": _share(strict),
        "lenient": _share(strict | also),
        "calibration": _bins(shared.max(axis=1), strict),
    }


def _groups(book: Book, shared: Matrix) -> Report:
    names = sorted(set(book.groups.values()))
    member = np.array([[book.groups[code] == name for name in names] for code in book.areas], np.float32)
    best: list[int] = (shared @ member).argmax(axis=1).tolist()
    strict: Truths = np.array([names[i] == row.group for i, row in zip(best, book.public, strict=True)])
    return {"questions": len(book.public), "strict": _share(strict)}


def _services(book: Book, parts: Sequence[Matrix], calibration: Calibration) -> Report:
    accepted = targets.accepted(book, book.questions)
    sure = np.stack([sigmoid(part @ calibration.mixed_fit) for part in parts])
    order = np.argsort(-sure, axis=1)
    hit = np.take_along_axis(accepted, order, axis=1)
    words = np.argsort(-np.stack([part[:, [0, 3, 4, 5]] @ calibration.lexical_fit for part in parts]), axis=1)
    by_words = np.take_along_axis(accepted, words, axis=1)
    top = np.take_along_axis(sure, order, axis=1)[:, :5].ravel()
    return {
        **{f"top{count}": _share(hit[:, :count].max(axis=1) > 0) for count in (1, 3, 5)},
        **{f"words_alone_top{count}": _share(by_words[:, :count].max(axis=1) > 0) for count in (1, 3, 5)},
        "calibration": _bins(top, hit[:, :5].ravel() > 0),
    }


def _flags(rows: Sequence[Row], raised: Matrix) -> Report:
    told = targets.flags(rows, Patterns()) > 0
    given = raised > 0
    return {
        flag: {
            "sentences": int(told[:, place].sum()),
            "recall": _share(given[told[:, place], place]),
            "precision": _share(told[given[:, place], place]),
        }
        for place, flag in enumerate(FLAGS)
    }


def _bins(said: Matrix, right: Truths) -> dict[str, Report]:
    """How often it was right when it said so, by tenths."""
    tenth = np.minimum((said * 10).astype(int), 9)
    return {
        f"{place / 10:.1f}": {
            "said": round(float(said[tenth == place].mean()), _PLACES),
            "right": _share(right[tenth == place]),
            "count": int((tenth == place).sum()),
        }
        for place in range(10)
        if (tenth == place).any()
    }


def _share(right: Truths) -> float:
    return round(float(right.mean()), _PLACES) if len(right) else 0.0
