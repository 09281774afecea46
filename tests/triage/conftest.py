from datetime import date

import pytest

from providers.triage import Reader
from seeds.shelf import shelf_words, synonyms


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(shelf_words(), synonyms())


@pytest.fixture
def today() -> date:
    return date(2026, 11, 25)  # a Wednesday
