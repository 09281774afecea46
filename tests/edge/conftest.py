"""A house with its whole content, made once a session and copied; servers that never outlive their test."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.cluster import Cluster
from tests.conftest import administer, run_apart
from tests.edge.server import Server, command

_numbers = count(1)
_SEEDED = "fawu_edge_template"

Starter = Callable[..., Server]


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a full SQLite market and its index."""
    folder = tmp_path_factory.mktemp("seeded")
    ended = command(folder, "seed")
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture(scope="session")
def seeded_postgres(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index of a full PostgreSQL market, which is kept as a template."""
    folder = tmp_path_factory.mktemp("seeded_postgres")
    run_apart(administer(cluster, f"CREATE DATABASE {_SEEDED}"))
    ended = command(folder, "seed", FAWU_DATABASE_URL=cluster.url(_SEEDED))
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture
def start(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Starter]:
    """Start a server over a full market of this test's own, on SQLite and on PostgreSQL."""
    servers: list[Server] = []
    settings: dict[str, str] = {}
    if dialect == "postgres":
        cluster: Cluster = request.getfixturevalue("cluster")
        source: Path = request.getfixturevalue("seeded_postgres")
        name = f"edge_{next(_numbers)}"
        run_apart(administer(cluster, f"CREATE DATABASE {name} TEMPLATE {_SEEDED}"))
        settings["FAWU_DATABASE_URL"] = cluster.url(name)
    else:
        source = request.getfixturevalue("seeded_folder")
    shutil.copytree(source / "var", tmp_path / "var")

    def started(**more: str) -> Server:
        servers.append(Server(tmp_path, settings | more).start())
        return servers[-1]

    yield started
    for server in servers:
        server.kill()
    if dialect == "postgres":
        run_apart(administer(cluster, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def shared(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One SQLite server for tests that only read or only knock at the edge."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(seeded_folder / "var", folder / "var")
    server = Server(folder).start()
    yield server
    server.kill()
