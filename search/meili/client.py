"""Asking a Meilisearch server: pooled, asynchronous, with a key that may only search."""

import logging
from collections.abc import Sequence
from typing import Any

import httpx2
import orjson

from search.port import SearchUnavailable

_log = logging.getLogger(__name__)

_SECONDS = httpx2.Timeout(5.0, connect=2.0)
_CONNECTIONS = httpx2.Limits(max_connections=32, max_keepalive_connections=16)
_SERVER_FAULT = 500


class RefusedError(Exception):
    """The server did not like what we asked: a fault of this program or its settings."""


class Client:
    """Sends searches."""

    def __init__(self, url: str, key: str | None) -> None:
        headers = {"Content-Type": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx2.AsyncClient(base_url=url, headers=headers, timeout=_SECONDS, limits=_CONNECTIONS)

    async def ask(self, queries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Send several searches at once; raises SearchUnavailable."""
        try:
            answer = await self._http.post("/multi-search", content=orjson.dumps({"queries": queries}))
        except httpx2.TransportError as error:
            raise SearchUnavailable(f"Meilisearch is away: {error!r}") from error
        if answer.status_code >= _SERVER_FAULT:
            raise SearchUnavailable(f"Meilisearch is ill: {answer.status_code}")
        content = orjson.loads(answer.content)
        if answer.is_error:
            if content.get("code") == "index_not_found":
                raise SearchUnavailable("the index is not built")
            _log.error("Meilisearch refused a search: %s", content)
            raise RefusedError(f"{content.get('code')}: {content.get('message')}")
        return content["results"]

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()
