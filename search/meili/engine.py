"""The Meilisearch engine for the desk.

Filters on tokens decide what is found, so totals and facets are those of the other engine; Meilisearch ranks roughly by
words, and the best of its order are ranked again as we weigh them.
"""

import asyncio
from collections.abc import AsyncIterable, Mapping, Sequence
from typing import Any

from search.engine import Ask, Found, Row
from search.meili import language, layout
from search.meili.admin import Admin
from search.meili.client import Client
from search.port import Document, SearchUnavailable, Sort
from search.text.ranking import Lifted, blend, score
from search.text.shape import Shaped, order_key, shape

_RANKED_AGAIN = 100
_BATCH = 500


class MeiliEngine:
    """The documents of one index name on a server."""

    def __init__(self, url: str, key: str | None, name: str) -> None:
        self._url = url
        self._admin = Admin(url, key, name)
        self._client: Client | None = None
        self._connecting = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._late: dict[str, Shaped | None] | None = None  # what is written while a rebuild runs

    async def ask(self, ask: Ask) -> Found:
        words = language.found(ask.plan, names_only=ask.names_only)
        lifted = language.one_of("id", ask.boosts)
        asked, where = language.either(words, lifted), language.where(ask.where)
        pages = self._sorted(ask, asked, where) if ask.sort else self._ranked(ask, words, lifted, where)
        counts = self._counts(ask, asked, where)
        answers = await (await self._connected()).ask([*pages, *counts])
        hits = [[layout.read(hit) for hit in answer["hits"]] for answer in answers[: len(pages)]]
        rows = [Row(one.document, 1.0) for one in hits[0]] if ask.sort else _blended(ask, *hits)
        facets = {
            name: answer.get("facetDistribution", {}).get(f"facets.{name}", {})
            for name, answer in zip(ask.facets, answers[len(pages) + 1 :], strict=True)
        }
        return Found(rows, int(answers[len(pages)]["estimatedTotalHits"]), facets)

    async def put(self, documents: Sequence[Shaped]) -> None:
        sent = [layout.write(one) for one in documents]
        async with self._writing:
            if self._late is not None:
                self._late.update((one.document.id, one) for one in documents)
            for index in await self._written():
                await self._admin.add(index, sent)

    async def drop(self, ids: Sequence[str]) -> None:
        async with self._writing:
            if self._late is not None:
                self._late.update((document_id, None) for document_id in ids)
            for index in await self._written():
                await self._admin.delete(index, language.one_of("id", ids))

    async def rebuild(self, documents: AsyncIterable[Document]) -> int:
        await self._admin.remove(self._admin.next)
        await self._admin.create(self._admin.next, built=True)
        self._late = {}
        try:
            batch: list[Document] = []
            async for document in documents:
                batch.append(document)
                if len(batch) == _BATCH:
                    await self._fill(batch)
                    batch = []
            await self._fill(batch)
            async with self._writing:
                await self._catch_up(self._late)
                await self._admin.swap()
        finally:
            self._late = None
        return await self.count()

    async def count(self) -> int:
        return await self._admin.count()

    async def ready(self) -> bool:
        try:
            return layout.is_built(await self._admin.settings(self._admin.name) or {})
        except SearchUnavailable:
            return False

    async def close(self) -> None:
        if self._client:
            await self._client.close()
            self._client = None

    async def _connected(self) -> Client:
        async with self._connecting:
            if self._client is None:
                self._client = Client(self._url, await self._admin.search_key())
            return self._client

    async def _written(self) -> list[str]:
        """Return the indexes to write to: the one that answers, and one that is being filled by whomever."""
        settings = await self._admin.settings(self._admin.name)
        if settings is None:
            await self._admin.create(self._admin.name, built=False)
        elif not layout.is_ours(settings):
            raise SearchUnavailable("the index is of another version; it must be rebuilt")
        following = await self._admin.settings(self._admin.next)
        return [self._admin.name] if following is None else [self._admin.name, self._admin.next]

    async def _fill(self, documents: Sequence[Document]) -> None:
        if documents:
            sent = await asyncio.to_thread(lambda: [layout.write(shape(document)) for document in documents])
            await self._admin.add(self._admin.next, sent)

    async def _catch_up(self, late: Mapping[str, Shaped | None]) -> None:
        """Write again what was written meanwhile: the rebuild may have read it before it changed."""
        changed = [layout.write(one) for one in late.values() if one]
        gone = [document_id for document_id, one in late.items() if one is None]
        if changed:
            await self._admin.add(self._admin.next, changed)
        if gone:
            await self._admin.delete(self._admin.next, language.one_of("id", gone))

    def _ranked(self, ask: Ask, words: str, lifted: str, where: str) -> list[dict[str, Any]]:
        allowed = language.both(words, where, f"NOT ({lifted})") if ask.boosts else language.both(words, where)
        wanted = max(_RANKED_AGAIN, ask.offset + ask.limit)
        plain = self._query(language.query_words(ask.plan), allowed, limit=wanted)
        return [plain, self._query("", language.both(lifted, where), limit=len(ask.boosts))]

    def _sorted(self, ask: Ask, asked: str, where: str) -> list[dict[str, Any]]:
        order = _order(ask.sort) if ask.sort else []
        return [self._query("", language.both(asked, where), offset=ask.offset, limit=ask.limit, sort=order)]

    def _counts(self, ask: Ask, asked: str, where: str) -> list[dict[str, Any]]:
        counts = [self._query("", language.both(asked, where), limit=0)]
        for name in ask.facets:
            opened = language.where(ask.open_facets[name]) if name in ask.open_facets else where
            counts.append(self._query("", language.both(asked, opened), limit=0, facets=[f"facets.{name}"]))
        return counts

    def _query(self, text: str, condition: str, **more: object) -> dict[str, Any]:
        query = {"indexUid": self._admin.name, "q": text, "filter": condition, "matchingStrategy": "last"}
        return query | {"attributesToRetrieve": ["fields", "id", "key", "stored", "weight"], **more}


def _order(sort: Sort) -> list[str]:
    if sort.near:
        return [f"_geoPoint({sort.near[0]!r}, {sort.near[1]!r}):asc", "key:asc"]
    return [f"numbers.{sort.name}:{'desc' if sort.descending else 'asc'}", "key:asc"]


def _blended(ask: Ask, plain: list[Shaped], lifted: list[Shaped]) -> list[Row]:
    """Rank the first ones again, leave the rest in their order below, and set the boosted among them."""
    head = sorted(((score(ask.plan, one), one) for one in plain[:_RANKED_AGAIN]), key=lambda pair: -pair[0])
    lowest = head[-1][0] if head else 0.0
    tail = [(lowest / place, one) for place, one in enumerate(plain[_RANKED_AGAIN:], 2)]
    ordered = [*head, *tail]
    boosted = sorted(lifted, key=lambda one: one.key)
    boosts = {order_key(document_id): boost for document_id, boost in ask.boosts.items()}
    places = blend(
        [points for points, _ in ordered],
        [Lifted(0.0 if ask.plan.browses else score(ask.plan, one), boosts[one.key]) for one in boosted],
        ask.offset,
        ask.limit,
    )
    return [Row((boosted[at.index] if at.lifted else ordered[at.index][1]).document, at.score) for at in places]
