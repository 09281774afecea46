"""`backend`: every engine in turn, empty, behind the port; `filled`: with the small market in it."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import meilisearch
import pytest

from search.connect import connect
from search.memory import MemoryBackend
from search.port import SearchBackend
from tests.search.market import SYNONYMS, market, stream
from tests.search.meili_stub import MASTER, Stub, serve

MEILI_URL, MEILI_MASTER_KEY = os.environ.get("MEILI_URL"), os.environ.get("MEILI_MASTER_KEY")  # noqa: TID251 tests may
ENGINES = ("memory", "embedded", "stub", *(["live"] if MEILI_URL else []))


@pytest.fixture
def stub() -> Iterator[tuple[Stub, str]]:
    """A small Meilisearch, and where it is."""
    state = Stub()
    server = serve(state)
    yield state, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=ENGINES)
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SearchBackend]:
    if request.param == "memory":
        made: SearchBackend = MemoryBackend()
    elif request.param == "embedded":
        made = connect(None, None, tmp_path / "index")
    elif request.param == "stub":
        _, url = request.getfixturevalue("stub")
        made = connect(url, MASTER, tmp_path)
    else:
        url, key, name = request.getfixturevalue("live")
        made = connect(url, key, tmp_path, name=name)
    yield made
    await made.close()


@pytest.fixture
def live() -> Iterator[tuple[str, str | None, str]]:
    """A real server, and an index name of this test alone."""
    url, key = MEILI_URL, MEILI_MASTER_KEY
    if not url:
        pytest.skip("no live Meilisearch: set MEILI_URL (and MEILI_MASTER_KEY) and all of this contract runs on it too")
    name = f"test-{uuid4().hex[:12]}"
    yield url, key, name
    client = meilisearch.Client(url, key)
    for index in (name, f"{name}-next"):
        client.wait_for_task(client.delete_index(index).task_uid, 60_000)
    for one in client.get_keys({"limit": 1000}).results if key else ():
        if one.indexes == [name]:
            client.delete_key(one.uid)


@pytest.fixture
async def filled(backend: SearchBackend) -> SearchBackend:
    await backend.rebuild(stream(market()))
    await backend.set_synonyms(SYNONYMS)
    return backend
