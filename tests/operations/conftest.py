"""The market with its shipped content and somebody of a role on it, on each database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from providers.accounts import Accounts, Person
from providers.booking import Bookings
from providers.bus import open_bus
from providers.catalog import Catalog
from providers.db import Database
from providers.documents import vocabulary
from providers.enums import Role
from providers.matching import Matching
from providers.triage import Reader
from providers.vault import Vault
from schema.context import UseCases
from search.port import SearchBackend
from seeds import shelf_words, synonyms
from tests.conftest import NOW
from tests.operations.stage import CODE, Stage

PHONE = "+8613900000099"


class Unsent:
    """Sends nothing: the code is fixed."""

    async def send(self, phone: str, code: str) -> None:
        del phone, code


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(shelf_words(), synonyms())


@pytest.fixture
async def use(stocked: Database, backend: SearchBackend, reader: Reader) -> AsyncIterator[UseCases]:
    await backend.set_synonyms(await vocabulary())
    vault, bus = Vault("operations" * 4), await open_bus(stocked)
    yield UseCases(
        accounts=Accounts(vault, Unsent(), CODE),
        catalog=Catalog(backend, reader),
        bookings=Bookings(vault, bus),
        matching=Matching(reader, vault, bus),
    )
    await bus.close()


@pytest.fixture
def act(use: UseCases) -> Callable[[Role], Awaitable[Stage]]:
    """Put somebody of a role on the stage; nobody for ANONYMOUS."""

    async def as_role(role: Role) -> Stage:
        if role is Role.ANONYMOUS:
            return Stage(use, None)
        await use.accounts.ensure_person(Person(PHONE, "样例", () if role is Role.CITIZEN else (role,)), NOW)
        await use.accounts.request_code(PHONE, "10.0.0.8", NOW)
        _, actor = await use.accounts.sign_in(PHONE, CODE, "10.0.0.8", NOW)
        return Stage(use, actor)

    return as_role
