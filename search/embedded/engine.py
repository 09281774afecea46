"""The embedded engine for the desk: the blocking store, asked from threads."""

import asyncio
from collections.abc import AsyncIterable, Sequence
from pathlib import Path

from search.embedded.store import Rebuild, Store
from search.engine import Ask, Found
from search.port import Document, SearchUnavailable
from search.text.shape import Shaped, shape

_BATCH = 200


class EmbeddedEngine:
    """A tantivy index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)

    async def ask(self, ask: Ask) -> Found:
        return await asyncio.to_thread(self._ask, ask)

    async def put(self, documents: Sequence[Shaped]) -> None:
        await asyncio.to_thread(self._store.put, documents)

    async def drop(self, ids: Sequence[str]) -> None:
        await asyncio.to_thread(self._store.drop, ids)

    async def rebuild(self, documents: AsyncIterable[Document]) -> int:
        rebuild = self._store.rebuild()
        try:
            await asyncio.to_thread(rebuild.begin)
            batch: list[Document] = []
            async for document in documents:
                batch.append(document)
                if len(batch) == _BATCH:
                    await asyncio.to_thread(_add, rebuild, batch)
                    batch = []
            await asyncio.to_thread(_add, rebuild, batch)
            return await asyncio.to_thread(rebuild.finish)
        finally:
            rebuild.end()

    async def count(self) -> int:
        return await asyncio.to_thread(lambda: self._store.view().count())

    async def ready(self) -> bool:
        return await asyncio.to_thread(self._store.whole)

    async def close(self) -> None:
        self._store.close()

    def _ask(self, ask: Ask) -> Found:
        view = self._store.view()
        try:
            return view.ask(ask)
        except (OSError, ValueError) as error:
            raise SearchUnavailable(f"the index cannot be read: {error}") from error


def _add(rebuild: Rebuild, documents: list[Document]) -> None:
    rebuild.add(shape(document) for document in documents)
