"""The arithmetic of training, checked against doing it the long way."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seeds.training import fit
from seeds.training.corpus import question, read
from seeds.training.ridge import border, invert, left_out, sparse

RANDOM = np.random.default_rng(7)


def positive(size: int) -> NDArray[np.float32]:
    rows = RANDOM.normal(size=(size, 40)).astype(np.float32)
    return rows @ rows.T / 40 + np.eye(size, dtype=np.float32)


def test_an_inverse_by_halves_is_one() -> None:
    matrix = positive(1500)
    assert np.allclose(invert(matrix) @ matrix, np.eye(1500), atol=1e-3)


def test_an_inverse_is_extended() -> None:
    matrix = positive(60)
    whole = border(invert(matrix[:50, :50]), matrix[:50, 50:], matrix[50:, 50:])
    assert np.allclose(whole, np.linalg.inv(matrix), atol=1e-4)


def test_a_block_left_out_is_predicted_as_if_never_seen() -> None:
    matrix, target = positive(30), RANDOM.normal(size=(30, 2)).astype(np.float32)
    inverse = np.linalg.inv(matrix)
    held = left_out(inverse, inverse @ target, target, ["a"] * 4 + ["b"] * 3 + [""] * 23)
    dual = np.linalg.solve(matrix[4:, 4:], target[4:])
    assert np.allclose(held[:4], matrix[:4, 4:] @ dual, atol=1e-3)
    assert not held[7:].any()


def test_the_kernel_is_the_product_of_the_rows() -> None:
    space = sparse(["拖欠工资", "拖欠房租", "离婚", "离婚房租"])
    dense = np.zeros((4, len(space.hashes)), np.float32)
    for line, (columns, weights) in zip(dense, space.rows, strict=True):
        line[columns] = weights
    assert np.allclose(space.kernel(), dense @ dense.T, atol=1e-6)
    dual = RANDOM.normal(size=(4, 3)).astype(np.float32)
    assert np.allclose(space.transposed_times(dual), dense.T @ dual, atol=1e-5)


def test_a_logistic_fit_finds_its_weights() -> None:
    rows = np.stack([np.ones(4000), RANDOM.normal(size=4000)], axis=1).astype(np.float32)
    chance = 1 / (1 + np.exp(-(rows @ np.array([-1.0, 2.0]))))
    hit = (RANDOM.random(4000) < chance).astype(np.float32)
    assert np.allclose(fit.logistic(rows, hit), [-1, 2], atol=0.2)


def test_a_floor_that_fears_misses_is_lower() -> None:
    scores = RANDOM.normal(size=500).astype(np.float32)
    hit = (scores + RANDOM.normal(size=500) > 1).astype(np.float32)
    assert fit.floor(scores, hit, 2.0) <= fit.floor(scores, hit, 0.5)


def test_the_sample_for_judging_is_not_in_the_material() -> None:
    lines = (Path(__file__).parent / "heldout.jsonl").read_text("utf-8").splitlines()
    trained_on = {row.text for row in read().questions}
    assert not trained_on & {question(line).text for line in lines}
