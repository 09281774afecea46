"""The indexer: batches, poison set aside, an index that is away, and the loop around it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from search.indexer import BATCH, Indexer
from search.memory import MemoryBackend
from search.port import Document, SearchQuery, SearchUnavailable


@dataclass
class Announced:
    """A source in memory: rows of document ids, documents by id."""

    documents: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])
    failures: dict[int, str] = field(default_factory=dict[int, str])
    built: list[int] = field(default_factory=list[int])
    claims: int = 0

    async def claim(self, limit: int) -> list[tuple[int, Sequence[str]]]:
        self.claims += 1
        return list(self.rows.items())[:limit]

    async def build(self, ids: Sequence[str]) -> tuple[list[Document], list[str]]:
        self.built.append(len(ids))
        present = [Document(one, "window", self.documents[one]) for one in ids if one in self.documents]
        if any(document.name == "poison" for document in present):
            raise LookupError("a row that no one understands")
        return present, [one for one in ids if one not in self.documents]

    async def done(self, rows: Sequence[int]) -> None:
        for row in rows:
            del self.rows[row]

    async def failed(self, row: int, error: str) -> None:
        self.failures[row] = error
        del self.rows[row]


class Away(MemoryBackend):
    """An index that can be switched off."""

    off = False

    async def count(self) -> int:
        if self.off:
            raise SearchUnavailable("switched off")
        return await super().count()


def announced(count: int) -> Announced:
    names = {f"window-{number}": f"窗口{number}" for number in range(count)}
    return Announced(names, {number: [f"window-{number}"] for number in range(count)})


async def until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 the source has no event to wait for
        await asyncio.sleep(0.01)


async def test_everything_is_drained_in_batches() -> None:
    source, backend = announced(2 * BATCH + 7), MemoryBackend()
    assert await Indexer(backend, source).drain() == 2 * BATCH + 7
    assert await backend.count() == 2 * BATCH + 7
    assert source.built == [BATCH, BATCH, 7]
    assert not source.rows


async def test_what_is_gone_is_removed_and_doubles_are_built_once() -> None:
    source, backend = announced(3), MemoryBackend()
    await Indexer(backend, source).drain()
    source.rows = {10: ["window-1", "window-2"], 11: ["window-1"]}
    del source.documents["window-1"]
    assert await Indexer(backend, source).drain() == 2
    assert source.built[-1] == 2
    assert {hit.id for hit in (await backend.search(SearchQuery(""))).hits} == {"window-0", "window-2"}


async def test_poison_is_set_aside_and_blocks_nobody() -> None:
    source, backend = announced(9), MemoryBackend()
    source.documents["window-4"] = "poison"
    assert await Indexer(backend, source).drain() == 8
    assert await backend.count() == 8
    assert source.failures == {4: "LookupError: a row that no one understands"}


async def test_an_index_that_is_away_uses_up_no_attempts() -> None:
    source, backend = announced(2), Away()
    backend.off = True
    with pytest.raises(SearchUnavailable):
        await Indexer(backend, source).drain()
    assert (source.claims, source.failures) == (0, {})


async def test_the_loop_wakes_waits_out_an_outage_and_stops() -> None:
    source, backend = announced(1), Away()
    wake, stop = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(Indexer(backend, source).run(wake, stop))
    await until(lambda: not source.rows)
    backend.off = True
    source.rows = {5: ["window-0"]}
    wake.set()
    await asyncio.sleep(0.05)
    assert source.rows
    backend.off = False
    await until(lambda: not source.rows)  # without another wake
    source.rows = {6: ["window-0"]}
    wake.set()
    await until(lambda: not source.rows)
    stop.set()
    await running


async def test_a_fault_of_the_source_does_not_end_the_loop() -> None:
    class Broken(Announced):
        async def claim(self, limit: int) -> list[tuple[int, Sequence[str]]]:
            if not self.claims:
                self.claims += 1
                raise ConnectionError("the database is away")
            return await super().claim(limit)

    source = Broken({"window-1": "窗口"}, {1: ["window-1"]})
    stop = asyncio.Event()
    running = asyncio.create_task(Indexer(MemoryBackend(), source).run(asyncio.Event(), stop))
    await until(lambda: not source.rows)
    stop.set()
    await running


async def test_the_loop_can_be_cancelled() -> None:
    running = asyncio.create_task(Indexer(MemoryBackend(), announced(0)).run(asyncio.Event(), asyncio.Event()))
    await asyncio.sleep(0.01)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
