"""The packaged model, on a sample of invented questions that was kept out of training."""

from datetime import date
from pathlib import Path

import pytest

from providers import triage
from providers.rules.reading import Reading
from providers.triage import Reader
from seeds.training.corpus import Row, question

DATA = Path(triage.__file__).parent / "data"
SAMPLE = [question(line) for line in (Path(__file__).parent / "heldout.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def readings(reader: Reader) -> list[tuple[Row, Reading]]:
    return [(row, reader.read(row.text, date(2026, 11, 25))) for row in SAMPLE]


def test_all_files_together_are_small() -> None:
    assert sum(file.stat().st_size for file in DATA.iterdir()) <= 3_000_000


@pytest.mark.parametrize(("first", "least"), [(1, 0.55), (3, 0.78), (5, 0.86)])
def test_an_accepted_service_is_among_the_first(readings: list[tuple[Row, Reading]], first: int, least: float) -> None:
    hits = [any(guess.code in (row.services or ()) for guess in reading.services[:first]) for row, reading in readings]
    assert sum(hits) / len(hits) >= least


def test_the_area_is_right_often_enough(readings: list[tuple[Row, Reading]]) -> None:
    hits = [reading.areas[0].code in (row.area, *row.alts) for row, reading in readings]
    assert sum(hits) / len(hits) >= 0.65


def test_confidence_of_the_first_service_is_honest(readings: list[tuple[Row, Reading]]) -> None:
    said = [reading.services[0].confidence for _, reading in readings if reading.services]
    right = [reading.services[0].code in (row.services or ()) for row, reading in readings if reading.services]
    assert abs(sum(said) / len(said) - sum(right) / len(right)) <= 0.1


def test_few_legal_matters_are_taken_for_none(readings: list[tuple[Row, Reading]]) -> None:
    assert sum(not reading.services for _, reading in readings) / len(readings) <= 0.03
