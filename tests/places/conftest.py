"""The desk of a small market, on each database."""

from collections.abc import AsyncIterator

import pytest

from providers.db import Database
from tests.places.market import Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    opened = await open_desk(database)
    yield opened
    await opened.bookings.bus.close()
