"""The desk before the engines: plans a question once, and says why a document answers it. The port, implemented."""

import asyncio
from collections.abc import AsyncIterable, Sequence
from dataclasses import replace

from search.engine import Ask, Engine, Found, Row
from search.port import Document, Hit, Match, SearchAnswer, SearchQuery, Synonym
from search.text import geo, reasons
from search.text.plan import Plan, plan, plan_prefix
from search.text.shape import shape
from search.text.vocabulary import Vocabulary

MOST = 1000  # totals are exact below, and no page reaches beyond
_SUGGESTED_FROM = 60


class Desk:
    """A `SearchBackend` over an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._vocabulary = Vocabulary()

    async def search(self, query: SearchQuery) -> SearchAnswer:
        planned = await asyncio.to_thread(plan, query.text, self._vocabulary)
        offset, limit = min(max(query.offset, 0), MOST), max(query.limit, 0)
        ask = Ask(
            plan=planned,
            where=query.where,
            facets=query.facets,
            open_facets=query.open_facets,
            sort=query.sort,
            boosts={key: min(max(boost, 0.0), 1.0) for key, boost in query.boosts.items()},
            offset=offset,
            limit=min(limit, MOST - offset),
        )
        planned, found = await self._ask(ask)
        hits = await asyncio.to_thread(_hits, found.rows, planned, query)
        return SearchAnswer(
            hits=hits,
            total=min(found.total, MOST),
            facets=found.facets,
            segments=planned.segments,
            mapped=planned.mapped,
            corrected=reasons.corrected(planned, hits[0].matched if hits else ()),
        )

    async def suggest(self, prefix: str, limit: int) -> tuple[Hit, ...]:
        planned = await asyncio.to_thread(plan_prefix, prefix)
        if planned.browses or limit < 1:
            return ()
        found = await self._engine.ask(Ask(plan=planned, names_only=True, limit=_SUGGESTED_FROM))
        ranked = sorted(found.rows, key=lambda row: (reasons.begins(planned, row.document), -row.score))
        return await asyncio.to_thread(_hits, ranked[:limit], planned, SearchQuery(prefix))

    async def upsert(self, documents: Sequence[Document]) -> None:
        if documents:
            await self._engine.put(await asyncio.to_thread(lambda: [shape(document) for document in documents]))

    async def delete(self, ids: Sequence[str]) -> None:
        if ids:
            await self._engine.drop(ids)

    async def rebuild(self, documents: AsyncIterable[Document]) -> int:
        return await self._engine.rebuild(documents)

    async def set_synonyms(self, synonyms: Sequence[Synonym]) -> None:
        self._vocabulary = await asyncio.to_thread(Vocabulary, synonyms)

    async def count(self) -> int:
        return await self._engine.count()

    async def ready(self) -> bool:
        return await self._engine.ready()

    async def close(self) -> None:
        await self._engine.close()

    async def _ask(self, ask: Ask) -> tuple[Plan, Found]:
        """Ask, and ask again more loosely while the words find nothing."""
        found = await self._engine.ask(ask)
        looser = ask.plan.looser()
        while not found.total and looser is not None:
            ask = replace(ask, plan=looser)
            found = await self._engine.ask(ask)
            looser = looser.looser()
        return ask.plan, found


def _hits(rows: Sequence[Row], planned: Plan, query: SearchQuery) -> tuple[Hit, ...]:
    return tuple(_hit(row, planned, query) for row in rows)


def _hit(row: Row, planned: Plan, query: SearchQuery) -> Hit:
    document = row.document
    matched, highlights = reasons.explain(planned, document)
    if not matched and query.boosts.get(document.id, 0) > 0:
        matched = (Match(query.text, document.name, "SEMANTIC"),)
    near = query.near or (query.sort.near if query.sort else None)
    away = round(geo.metres(near, document.point)) if near and document.point else None
    return Hit(document.id, row.score, matched, highlights, away)
