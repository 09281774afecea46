"""Keeping the indexes of a Meilisearch server: made with the official client, which blocks and so runs in threads.

The client keeps its headers in one place for all calls, so one call is made at a time.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchCommunicationError, MeilisearchTimeoutError

from search.meili import layout
from search.port import SearchUnavailable

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_NOT_FOUND = 404
_SERVER_FAULT = 500
_CALL_SECONDS = 10
_TASK_MILLISECONDS = 120_000


class Admin:
    """The indexes under one name: the one that answers, and the one being filled beside it."""

    def __init__(self, url: str, key: str | None, name: str) -> None:
        self._client = meilisearch.Client(url, key, timeout=_CALL_SECONDS)
        self._key = key
        self._calls = asyncio.Lock()
        self.name = name
        self.next = f"{name}-next"

    async def search_key(self) -> str | None:
        """Return a key that may only search these indexes; none where the server has no keys."""
        return await self._call(self._search_key) if self._key else None

    async def settings(self, index: str) -> dict[str, Any] | None:
        """Return an index's settings, or none when there is no such index."""
        return await self._call(lambda: self._settings(index))

    async def create(self, index: str, *, built: bool) -> None:
        """Make an index, empty."""
        await self._call(lambda: self._create(index, built=built))

    async def remove(self, index: str) -> None:
        """Remove an index, if it is there."""
        await self._call(lambda: self._remove(index))

    async def add(self, index: str, documents: Sequence[dict[str, Any]]) -> None:
        """Add or replace documents; they can be found when this returns."""
        await self._call(lambda: self._done(self._client.index(index).add_documents(documents, "key").task_uid))

    async def delete(self, index: str, condition: str) -> None:
        """Remove the documents a condition holds for."""
        await self._call(lambda: self._done(self._client.index(index).delete_documents(filter=condition).task_uid))

    async def swap(self) -> None:
        """Let the next index answer; remove the old one."""
        await self._call(self._swap)

    async def count(self) -> int:
        """Return how many documents the index has."""
        return await self._call(lambda: self._client.index(self.name).get_stats().number_of_documents)

    async def _call(self, call: Callable[[], _T]) -> _T:
        async with self._calls:
            return await asyncio.to_thread(_translated, call)

    def _done(self, task: int) -> None:
        done = self._client.wait_for_task(task, _TASK_MILLISECONDS)
        if done.status != "succeeded":
            error = done.error or {}
            raise ValueError(f"Meilisearch refused: {error.get('code')}: {error.get('message')}")

    def _settings(self, index: str) -> dict[str, Any] | None:
        try:
            return dict(self._client.index(index).get_settings())
        except MeilisearchApiError as error:
            if error.status_code == _NOT_FOUND:
                return None
            raise

    def _create(self, index: str, *, built: bool) -> None:
        self._done(self._client.create_index(index, {"primaryKey": "key"}).task_uid)
        self._done(self._client.index(index).update_settings(layout.settings(built=built)).task_uid)

    def _remove(self, index: str) -> None:
        if self._settings(index) is not None:
            self._done(self._client.delete_index(index).task_uid)

    def _swap(self) -> None:
        if self._settings(self.name) is None:
            self._done(self._client.create_index(self.name, {"primaryKey": "key"}).task_uid)
        self._done(self._client.swap_indexes([{"indexes": [self.name, self.next]}]).task_uid)
        self._done(self._client.delete_index(self.next).task_uid)

    def _search_key(self) -> str:
        uid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"fawu:search:{self.name}"))
        try:
            return self._client.get_key(uid).key
        except MeilisearchApiError as error:
            if error.status_code != _NOT_FOUND:
                raise
        wanted = {"uid": uid, "actions": ["search"], "indexes": [self.name], "expiresAt": None}
        return self._client.create_key({**wanted, "name": "search", "description": f"searches {self.name}"}).key


def _translated(call: Callable[[], _T]) -> _T:
    """Call; a server that is away or ill becomes SearchUnavailable, any other refusal is our fault and logged."""
    try:
        return call()
    except (MeilisearchCommunicationError, MeilisearchTimeoutError) as error:
        raise SearchUnavailable(f"Meilisearch is away: {error}") from error
    except MeilisearchApiError as error:
        if error.status_code >= _SERVER_FAULT:
            raise SearchUnavailable(f"Meilisearch is ill: {error}") from error
        _log.exception("Meilisearch refused a request")
        raise
