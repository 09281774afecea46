"""The embedded engine for the desk: the blocking store, asked from threads."""

import asyncio
from collections.abc import AsyncIterable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from search.embedded.health import guarded
from search.embedded.store import Rebuild, Store
from search.engine import Ask, Found
from search.port import Document
from search.text.shape import Shaped, shape

_T = TypeVar("_T")
_BATCH = 200


class EmbeddedEngine:
    """A tantivy index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)
        self._readers = ThreadPoolExecutor(2, "search")  # threads keep memory of their own: few, not the loop's many
        self._writer = ThreadPoolExecutor(1, "index")

    async def ask(self, ask: Ask) -> Found:
        return await self._read(self._ask, ask)

    async def put(self, documents: Sequence[Shaped]) -> None:
        await self._write(self._store.put, documents)

    async def drop(self, ids: Sequence[str]) -> None:
        await self._write(self._store.drop, ids)

    async def rebuild(self, documents: AsyncIterable[Document]) -> int:
        rebuild = self._store.rebuild()
        try:
            await asyncio.to_thread(rebuild.begin)
            batch: list[Document] = []
            async for document in documents:
                batch.append(document)
                if len(batch) == _BATCH:
                    await self._write(_add, rebuild, batch)
                    batch = []
            await self._write(_add, rebuild, batch)
            return await self._write(rebuild.finish)
        finally:
            rebuild.end()

    async def count(self) -> int:
        return await self._read(lambda: self._store.view().count())

    async def ready(self) -> bool:
        return await self._read(self._store.whole)

    async def close(self) -> None:
        self._store.close()
        self._readers.shutdown(wait=False)
        self._writer.shutdown(wait=False)

    async def _read(self, work: Callable[..., _T], *arguments: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, work, *arguments)

    async def _write(self, work: Callable[..., _T], *arguments: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work, *arguments)

    def _ask(self, ask: Ask) -> Found:
        view = self._store.view()
        return guarded(lambda: view.ask(ask))


def _add(rebuild: Rebuild, documents: list[Document]) -> None:
    rebuild.add(shape(document) for document in documents)
