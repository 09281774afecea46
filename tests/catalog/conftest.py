"""`catalog`: the use cases of reading over the shipped content and a real index of it."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from providers.catalog import Catalog
from providers.db import Database
from providers.documents import vocabulary
from providers.rules.reading import Reading
from search.port import SearchBackend


@dataclass
class Parrot:
    """Understands what it was told to."""

    told: dict[str, Reading] = field(default_factory=dict[str, Reading])

    def read(self, text: str, today: date) -> Reading:
        return self.told.get(text) or Reading((), (), (), (), (), needs_human=False, rules_version="parrot")


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
async def catalog(stocked: Database, backend: SearchBackend, parrot: Parrot) -> Catalog:
    await backend.set_synonyms(await vocabulary())
    return Catalog(backend, parrot)
