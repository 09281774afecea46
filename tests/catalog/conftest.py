"""`stocked`: a database that holds the shipped content; `catalog`: the use cases over it and a real index of it."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from providers.catalog import Catalog
from providers.db import Database, open_database
from providers.documents import everything, vocabulary
from providers.rules.reading import Reading
from search.connect import connect
from search.port import SearchBackend
from seeds.loader import load
from tests.cluster import Cluster
from tests.conftest import administer, run_apart

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, ten o'clock at the market
STOCKED = "fawu_stocked"


async def stock(url: str, index: Path | None = None) -> None:
    database = await open_database(url, synchronous="OFF")
    try:
        await load(None, NOW, lambda *_: None)
        if index is not None:
            backend = connect(None, None, index)
            await backend.rebuild(everything(NOW))
            await backend.close()
    finally:
        await database.close()


@pytest.fixture(scope="session")
def stocked_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a stocked SQLite database and of an index built from it."""
    folder = tmp_path_factory.mktemp("stocked")
    shutil.copyfile(sqlite_template, folder / "fawu.db")
    run_apart(stock(f"sqlite:///{folder / 'fawu.db'}", folder / "index"))
    return folder


@pytest.fixture(scope="session")
def stocked_postgres(cluster: Cluster, postgres_template: str) -> str:
    run_apart(administer(cluster, f"CREATE DATABASE {STOCKED} TEMPLATE {postgres_template}"))
    run_apart(stock(cluster.url(STOCKED)))
    return STOCKED


@pytest.fixture
async def stocked_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if dialect == "sqlite":
        folder: Path = request.getfixturevalue("stocked_sqlite")
        shutil.copyfile(folder / "fawu.db", tmp_path / "fawu.db")
        yield f"sqlite:///{tmp_path / 'fawu.db'}"
        return
    template: str = request.getfixturevalue("stocked_postgres")
    cluster: Cluster = request.getfixturevalue("cluster")
    await administer(cluster, f"CREATE DATABASE stocked_now TEMPLATE {template}")
    yield cluster.url("stocked_now")
    await administer(cluster, "DROP DATABASE stocked_now WITH (FORCE)")


@pytest.fixture
async def stocked(stocked_url: str) -> AsyncIterator[Database]:
    database = await open_database(stocked_url, synchronous="OFF")
    yield database
    await database.close()


@pytest.fixture
async def backend(stocked_sqlite: Path, tmp_path: Path) -> AsyncIterator[SearchBackend]:
    """The embedded engine on a copy of the index, so that a test may change it."""
    shutil.copytree(stocked_sqlite / "index", tmp_path / "index")
    made = connect(None, None, tmp_path / "index")
    yield made
    await made.close()


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
