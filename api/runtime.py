"""The composition root: from settings to an open house, and from that to the use cases."""

import os
import secrets
import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.settings import Settings, SetupError
from providers.accounts import Accounts
from providers.booking import Bookings, Limits
from providers.bus import Bus, open_bus
from providers.catalog import Catalog
from providers.db import Database, open_database
from providers.documents import vocabulary
from providers.matching import Matching
from providers.ports import CodeSender
from providers.triage import stored_reader
from providers.vault import Vault
from schema.context import UseCases
from search.connect import connect
from search.port import SearchBackend

Clock = Callable[[], datetime]


def clock() -> datetime:
    """Read the clock: the one place that does."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """What is open before anything is served: commands that only mind the house work with this."""

    settings: Settings
    database: Database
    vault: Vault
    backend: SearchBackend
    accounts: Accounts
    clock: Clock


@asynccontextmanager
async def open_house(settings: Settings, sender: CodeSender, clock: Clock = clock) -> AsyncGenerator[House]:
    """Open folder, database and index; SetupError says what to mend."""
    make_folder(settings.var)
    vault = Vault(secret_of(settings))
    accounts = Accounts(vault, sender, settings.dev_code)
    async with AsyncExitStack() as stack:
        database = await _open_database(settings)
        stack.push_async_callback(database.close)
        backend = connect(settings.meili_url, settings.meili_key, settings.var / "index")
        stack.push_async_callback(backend.close)
        yield House(settings, database, vault, backend, accounts, clock)


@dataclass(frozen=True)
class Runtime(House):
    """The house while it serves."""

    bus: Bus
    use: UseCases


@asynccontextmanager
async def open_runtime(house: House) -> AsyncGenerator[Runtime]:
    """Wire the use cases of a house whose tables and content are up to date."""
    settings = house.settings
    await house.backend.set_synonyms(await vocabulary())
    reader = await stored_reader()
    bus = await open_bus(house.database)
    try:
        use = UseCases(
            accounts=house.accounts,
            catalog=Catalog(house.backend, reader),
            bookings=Bookings(house.vault, bus, Limits(hold_seconds=settings.hold_seconds)),
            matching=Matching(reader, house.vault, bus, settings.promise, settings.offer),
        )
        yield Runtime(**vars(house), bus=bus, use=use)
    finally:
        await bus.close()


def make_folder(folder: Path) -> None:
    """Make the folder of all that is written, and see that it can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        reason = fault.strerror or fault
        raise SetupError(f"cannot write into {folder}: {reason}; make it writable, or set FAWU_VAR") from fault


def secret_of(settings: Settings) -> str:
    """Take the secret of the settings; development makes one of its own once."""
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    place = settings.var / "secret"
    if not place.exists():
        draft = place.with_name(f"secret.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, place)  # whole or not at all, and the first of two processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text().strip()


async def _open_database(settings: Settings) -> Database:
    try:
        return await open_database(settings.database, synchronous=settings.sqlite_synchronous)
    except (OSError, ValueError) as fault:
        line = " ".join(str(fault).split()) or type(fault).__name__
        raise SetupError(f"the database does not open: {line}; see FAWU_DATABASE_URL") from fault
