"""`database`: a migrated, empty database for each test, on both; `stocked`: one that holds the shipped content."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from providers.db import Database, migrate_at, open_database
from providers.documents import everything
from search.connect import connect
from search.port import SearchBackend
from seeds.loader import load
from tests import cluster as postgres
from tests.cluster import Cluster

DIALECTS = ("sqlite", "postgres")
TEMPLATE = "fawu_template"
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, ten o'clock at the market
STOCKED = "fawu_stocked"

_numbers = count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The PostgreSQL server of this session; without PostgreSQL the tests skip, but never in CI."""
    binaries = postgres.find_binaries()
    if binaries is None:
        message = "no PostgreSQL here: install it (initdb in PATH or /usr/lib/postgresql) to test on it"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)  # noqa: TID251 tests may ask
    with postgres.running(binaries) as started:
        yield started


def run_apart(work: Coroutine[object, object, None]) -> None:
    """Run it on a loop of its own in a thread of its own: session fixtures are made while a test's loop runs."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, work).result()


async def migrate(url: str) -> None:
    await migrate_at(url)


async def administer(cluster: Cluster, statement: str) -> None:
    connection = await asyncpg.connect(cluster.url("postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "fawu.db"
    run_apart(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template(cluster: Cluster) -> str:
    run_apart(administer(cluster, f"CREATE DATABASE {TEMPLATE}"))
    run_apart(migrate(cluster.url(TEMPLATE)))
    return TEMPLATE


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Where a database is that has no tables yet."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"empty_{next(_numbers)}"
    await administer(cluster, f"CREATE DATABASE {name}")
    yield cluster.url(name)
    await administer(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Where a migrated, empty database is, of this test alone."""
    if dialect == "sqlite":
        path = tmp_path / "fawu.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template: str = request.getfixturevalue("postgres_template")
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"test_{next(_numbers)}"
    await administer(cluster, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield cluster.url(name)
    await administer(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same, opened; its models work in the test and in the tasks that it starts."""
    opened = await open_database(database_url, synchronous="OFF")
    yield opened
    await opened.close()


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
