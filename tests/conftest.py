"""`database`: a migrated, empty database for each test, on SQLite and on a real PostgreSQL."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from providers.db import Database, migrate_at, open_database
from tests import cluster as postgres
from tests.cluster import Cluster

DIALECTS = ("sqlite", "postgres")
TEMPLATE = "fawu_template"

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
