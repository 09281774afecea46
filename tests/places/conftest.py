"""The desk of a small market, on each database."""

from collections.abc import AsyncIterator

import pytest

from providers.accounts import Accounts
from providers.catalog import Catalog
from providers.db import Database
from providers.matching import Matching
from schema.context import UseCases
from search.memory import MemoryBackend
from tests.matching.people import FixedReader
from tests.places.market import Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    opened = await open_desk(database)
    yield opened
    await opened.bookings.bus.close()


@pytest.fixture
def use(desk: Desk) -> UseCases:
    vault = desk.bookings.vault
    return UseCases(
        accounts=Accounts(vault, Silent()),
        catalog=Catalog(MemoryBackend(), FixedReader()),
        bookings=desk.bookings,
        matching=Matching(FixedReader(), vault, desk.bookings.bus),
    )


class Silent:
    """Sends nothing."""

    async def send(self, phone: str, code: str) -> None:
        del phone, code
