"""The indexer: carries announced changes into the index, in batches, at least once.

A row only says which documents changed; they are built when the row is taken, so order and duplicates do not matter.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final, Protocol

from search.port import Document, SearchBackend, SearchUnavailable

_log = logging.getLogger(__name__)

BATCH: Final = 100  # rows at a time
LOOK_AGAIN: Final = 5.0  # seconds; rows whose wait is over wake nobody
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0


class Source(Protocol):
    """Where announced changes come from."""

    async def claim(self, limit: int) -> Sequence[tuple[int, Sequence[str]]]:
        """Take rows to work on: each an id and the ids of the documents that changed."""
        ...

    async def build(self, ids: Sequence[str]) -> tuple[Sequence[Document], Sequence[str]]:
        """Build the documents as they are now; the second list names those that must be gone."""
        ...

    async def done(self, rows: Sequence[int]) -> None:
        """Forget rows."""
        ...

    async def failed(self, row: int, error: str) -> None:
        """Keep a row that cannot be indexed aside, or for later."""
        ...


class Indexer:
    """Drains a source into an index."""

    def __init__(self, backend: SearchBackend, source: Source) -> None:
        self._backend = backend
        self._source = source

    async def drain(self) -> int:
        """Work until nothing is announced; return how many rows were indexed. Raises SearchUnavailable."""
        indexed = 0
        while True:
            await self._backend.count()  # an index that is away must not use up the rows' attempts
            rows = await self._source.claim(BATCH)
            if not rows:
                return indexed
            indexed += await self._batch(rows)

    async def run(self, wake: asyncio.Event, stop: asyncio.Event) -> None:
        """Drain whenever woken, and now and then, until stopped; waits longer while the index is away."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            wake.clear()
            if await self._drained():
                pause = FIRST_PAUSE
                await _first_of(wake, stop, seconds=LOOK_AGAIN)
            else:
                await _first_of(stop, seconds=pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _drained(self) -> bool:
        try:
            await self.drain()
        except SearchUnavailable as error:
            _log.warning("the index is away: %s", error)
        except Exception:  # noqa: BLE001 - a database that is away must not end the loop; logged
            _log.exception("indexing failed")
        else:
            return True
        return False

    async def _batch(self, rows: Sequence[tuple[int, Sequence[str]]]) -> int:
        try:
            await self._index([document_id for _, ids in rows for document_id in ids])
        except SearchUnavailable:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it is one row's fault: find out which
            return await self._one_by_one(rows)
        await self._source.done([row for row, _ in rows])
        return len(rows)

    async def _one_by_one(self, rows: Sequence[tuple[int, Sequence[str]]]) -> int:
        indexed = 0
        for row, ids in rows:
            try:
                await self._index(ids)
            except SearchUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - the row is set aside with whatever it was
                _log.exception("row %d cannot be indexed", row)
                await self._source.failed(row, f"{type(error).__name__}: {error}")
            else:
                await self._source.done([row])
                indexed += 1
        return indexed

    async def _index(self, ids: Sequence[str]) -> None:
        documents, gone = await self._source.build(list(dict.fromkeys(ids)))
        await self._backend.upsert(documents)
        await self._backend.delete(gone)


async def _first_of(*events: asyncio.Event, seconds: float) -> None:
    """Wait for one of the events, at most so long."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
