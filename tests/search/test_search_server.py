"""The Meilisearch adapter: faults, keys, and a filter language that no value escapes."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from search.connect import connect
from search.meili import language
from search.meili.client import RefusedError
from search.port import Document, SearchBackend, SearchQuery, SearchUnavailable
from tests.cluster import free_port
from tests.search.market import market, stream
from tests.search.meili_stub import MASTER, Stub
from tests.search.stub_filters import compiled


@pytest.fixture
async def server(stub: tuple[Stub, str], tmp_path: Path) -> AsyncIterator[tuple[Stub, SearchBackend]]:
    state, url = stub
    index = connect(url, MASTER, tmp_path)
    await index.rebuild(stream(market()))
    yield state, index
    await index.close()


async def test_a_live_server_is_held_to_the_contract(live: tuple[str, str | None, str], tmp_path: Path) -> None:
    """Skips where none is named: the contract's tests then have no engine `live`."""
    url, key, name = live
    index = connect(url, key, tmp_path, name=name)
    assert not await index.ready()
    assert await index.rebuild(stream(market())) == len(market())
    assert await index.ready()
    await index.close()


async def every_call(index: SearchBackend) -> AsyncIterator[BaseException | None]:
    calls = [
        index.search(SearchQuery("离婚")),
        index.suggest("离", 3),
        index.upsert([Document("service-1", "service", "名")]),
        index.delete(["service-1"]),
        index.rebuild(stream(market())),
        index.count(),
    ]
    for call in calls:
        try:
            await call
        except Exception as error:  # noqa: BLE001 to be looked at
            yield error
        else:
            yield None


async def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    index = connect(f"http://127.0.0.1:{free_port()}", MASTER, tmp_path)
    assert [type(error) async for error in every_call(index)] == [SearchUnavailable] * 6
    assert not await index.ready()
    await index.close()


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_that_is_ill_is_unavailable_until_it_is_well(
    server: tuple[Stub, SearchBackend], status: int
) -> None:
    state, index = server
    await index.search(SearchQuery("离婚"))
    state.broken = status
    assert [type(error) async for error in every_call(index)] == [SearchUnavailable] * 6
    assert not await index.ready()
    state.broken = 0
    assert [error async for error in every_call(index)] == [None] * 6
    assert await index.ready()


async def test_an_index_that_is_not_there_is_unavailable(stub: tuple[Stub, str], tmp_path: Path) -> None:
    index = connect(stub[1], MASTER, tmp_path)
    with pytest.raises(SearchUnavailable):
        await index.search(SearchQuery("离婚"))
    await index.close()


async def test_a_refused_question_is_a_fault_of_ours_and_logged(
    server: tuple[Stub, SearchBackend], caplog: pytest.LogCaptureFixture
) -> None:
    state, index = server
    await index.search(SearchQuery("离婚"))
    state.keys.clear()  # the key that was served with is no longer known
    with pytest.raises(RefusedError, match="invalid_api_key"):
        await index.search(SearchQuery("离婚"))
    assert "invalid_api_key" in caplog.text


async def test_searches_use_a_key_that_may_only_search_this_index(server: tuple[Stub, SearchBackend]) -> None:
    state, index = server
    await index.search(SearchQuery("离婚"))
    assert [(key["actions"], key["indexes"]) for key in state.keys.values()] == [(["search"], ["fawu"])]
    assert {key for path, key in state.seen if path == "/multi-search"} == {next(iter(state.keys.values()))["key"]}
    assert MASTER not in {key for path, key in state.seen if path == "/multi-search"}


async def test_one_search_is_one_request_on_a_kept_connection(server: tuple[Stub, SearchBackend]) -> None:
    state, index = server
    await index.search(SearchQuery("离婚"))
    state.seen.clear()
    before = state.connections
    for _ in range(20):
        await index.search(SearchQuery("离婚", facets=("type", "area"), boosts={"service-3": 0.5}))
    assert [path for path, _ in state.seen] == ["/multi-search"] * 20
    assert state.connections == before


async def test_an_index_of_another_version_must_be_rebuilt(server: tuple[Stub, SearchBackend]) -> None:
    state, index = server
    state.settings["fawu"]["dictionary"] = ["built-0-0"]
    assert not await index.ready()
    with pytest.raises(SearchUnavailable):
        await index.upsert([Document("service-1", "service", "名")])
    await index.rebuild(stream(market()))
    assert await index.ready()
    assert set(state.indexes) == {"fawu"}


async def test_a_document_the_server_refuses_is_a_fault(server: tuple[Stub, SearchBackend]) -> None:
    _, index = server
    with pytest.raises(ValueError, match="invalid_document_fields"):
        await index.upsert([Document("x" * 500, "service", "名")])


@settings(deadline=None)
@given(st.text(), st.text())
def test_a_quoted_value_means_itself_and_nothing_else(value: str, other: str) -> None:
    test = compiled(language.one_of("tokens", [value]), ["tokens"])
    assert test({"tokens": [value]})
    assert test({"tokens": [other]}) == (value == other)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=32), st.text(min_size=1, max_size=32))
def test_encoded_tokens_are_single_words_and_differ(one: str, other: str) -> None:
    assert re.fullmatch("[a-p]+", language.encode(one))
    assert (language.encode(one) == language.encode(other)) == (one == other)
    assert language.encode(one) != language.ALL
