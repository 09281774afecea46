"""`python -m seeds.training`: trains, calibrates, packs and reports. Takes some minutes and about 4 GB of memory."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from providers.triage import model as packaged
from providers.triage.model import Model
from seeds.training import calibrate, corpus, judge
from seeds.training.calibrate import Calibration
from seeds.training.corpus import FLAGS, Book
from seeds.training.pack import Packed, pack
from seeds.training.train import Trained, train

_TARGET = Path(packaged.__file__).parent / "data" / "model.npz"
_REPORT = corpus.HERE / "report.json"


def main() -> None:
    """Write data/model.npz beside the reader and report.json beside this script."""
    book = corpus.read()
    trained = train(book)
    packed = pack(trained)
    calibration, report = _calibrated(book, trained, packed)
    arrays: dict[str, Any] = {**_arrays(book, packed), **_numbers(calibration)}
    np.savez_compressed(_TARGET, **arrays)
    _REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arrays(book: Book, packed: Packed) -> dict[str, np.ndarray]:
    names = {"areas": np.array(book.areas), "services": np.array(book.codes), "flags": np.array(FLAGS)}
    return {**asdict(packed), **names}


def _numbers(calibration: Calibration) -> dict[str, np.ndarray]:
    return {name: np.asarray(value) for name, value in asdict(calibration).items()}


def _calibrated(book: Book, trained: Trained, packed: Packed) -> tuple[Calibration, judge.Report]:
    """Every fit sees only scores of blocks that were left out."""
    areas, services = len(book.areas), len(book.codes)
    judged = [place for place, row in enumerate(trained.rows) if row.area or row.group if row.block]
    own = list(range(len(book.questions)))
    none = [place for place, row in enumerate(trained.rows) if not row.legal]
    spoken = [place for place, row in enumerate(trained.rows) if row.block and row.flags is not None]
    held, rows = trained.held_out, trained.rows
    sharing = calibrate.areas(book, [rows[i] for i in judged], held[judged, :areas])
    model = _model(book, packed)
    both = own + none
    mixed, lexical, parts = calibrate.services(book, model, [rows[i] for i in both], held[both])
    flag_fit, flag_floor, raised = calibrate.flags([rows[i] for i in spoken], held[spoken][:, areas + services : -1])
    best = calibrate.best_confidence(parts, mixed)
    is_legal = np.array([rows[i].legal for i in both], np.float32)
    legal = calibrate.legal(held[both, -1], best, is_legal)
    calibration = Calibration(sharing, flag_fit, flag_floor, legal, mixed, lexical)
    model = replace(model, mixed_fit=mixed)
    report = judge.report(book, trained, calibration, parts[: len(own)], raised)
    return calibration, report


def _model(book: Book, packed: Packed) -> Model:
    nothing = np.zeros(0, np.float32)
    return Model(
        version="",
        hashes=np.cumsum(packed.gaps, dtype=np.uint64).astype(np.uint32),
        idf=packed.idf.astype(np.float32),
        weights=packed.weights,
        row_scale=packed.row_scale.astype(np.float32),
        column_scale=packed.column_scale,
        bias=packed.bias,
        areas=book.areas,
        services=book.codes,
        flags=FLAGS,
        area_fit=nothing,
        flag_fit=nothing,
        flag_floor=nothing,
        legal_fit=nothing,
        mixed_fit=nothing,
        lexical_fit=nothing,
    )


if __name__ == "__main__":
    main()
