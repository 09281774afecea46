"""Searching: the sentence is understood first, the engine is asked with that, the database confirms every hit."""

import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from providers.catalog.asking import (
    MAX_DEPTH,
    MAX_QUERY,
    FacetCounts,
    Found,
    Fragment,
    Interpretation,
    Near,
    SearchRequest,
    SearchResults,
    Thing,
)
from providers.catalog.confirm import confirmed, with_place
from providers.catalog.cursors import cursor, fingerprint, place_after
from providers.catalog.facets import asked, named, open_facets, within
from providers.catalog.fallback import plain_answer
from providers.catalog.filters import Lookup, compiled
from providers.catalog.lookups import look_up
from providers.catalog.shelf import ShelfReads
from providers.catalog.understanding import SentenceReader, Understood, understand
from providers.enums import FacetField, SearchSort, TermMatchKind
from providers.errors import InvalidInput
from providers.rules.days import day_in
from providers.rules.reading import Evidence
from search.port import Hit, Match, SearchAnswer, SearchBackend, SearchQuery, SearchUnavailable, Sort

MAX_FILTER_DEPTH = 3
MAX_FILTERS = 100
LONGEST_NAME = 40
BESIDE_A_NAME = 0.5
SORTS = {
    SearchSort.SOONEST: Sort("next_slot"),
    SearchSort.RATING: Sort("rating", descending=True),
    SearchSort.PRICE_LOW: Sort("fee"),
}


@dataclass(frozen=True)
class Finder(ShelfReads):
    """Search over everything on the shelf and around it."""

    backend: SearchBackend
    reader: SentenceReader

    async def search(self, request: SearchRequest, now: datetime) -> SearchResults:
        """Answer one page; raises InvalidInput for what cannot be asked."""
        started = time.perf_counter()
        check(request)
        request = replace(request, text=request.text.strip())
        place = place_after(request)
        lookup = await look_up(request.where, now)
        understood = await understand(self.reader, request.text, day_in(now))
        query = _query(request, place, lookup, understood)
        try:
            query = replace(query, boosts=await self._boosts(query))
            answer = await self.backend.search(query)
            facets = await self._facets(request, query, answer, lookup, now)
        except SearchUnavailable:
            answer, facets = await plain_answer(query, understood, now), ()
        question = fingerprint(request)
        things = await confirmed((hit.id for hit in answer.hits), day_in(now))
        things = await with_place(things, request.where.available, now)
        return SearchResults(
            hits=tuple(_found(answer, things, understood, place, question)),
            has_next=place + len(answer.hits) < min(answer.total, MAX_DEPTH),
            has_previous=place > 0,
            total=answer.total,
            facets=facets,
            interpretation=_interpretation(answer, understood),
            took_ms=(time.perf_counter() - started) * 1000,
            start=cursor(place + 1, question) if answer.hits else None,
            end=cursor(place + len(answer.hits), question) if answer.hits else None,
        )

    async def _boosts(self, query: SearchQuery) -> Mapping[str, float]:
        """Let the words decide when all of them stand in one name: then somebody knows whom or what they look for."""
        if query.boosts and len(query.text) <= LONGEST_NAME and await self.backend.suggest(query.text, 1):
            return {id_: boost * BESIDE_A_NAME for id_, boost in query.boosts.items()}
        return query.boosts

    async def _facets(
        self, request: SearchRequest, query: SearchQuery, answer: SearchAnswer, lookup: Lookup, now: datetime
    ) -> tuple[FacetCounts, ...]:
        if not request.facets:
            return ()
        counts = await named(request, answer, await self.taxonomy())
        if FacetField.AVAILABLE_WITHIN in request.facets:
            counts = (*counts, await within(self.backend, request, query, lookup, now))
        return tuple(sorted(counts, key=lambda group: request.facets.index(group.field)))


def check(request: SearchRequest) -> None:
    """Refuse what is no question for a citizen to ask."""
    check_text(request.text, "query")
    if request.where.depth > MAX_FILTER_DEPTH:
        raise InvalidInput(f"筛选条件最多嵌套 {MAX_FILTER_DEPTH} 层。", ("where",), rule="max_depth")
    if request.where.parts > MAX_FILTERS:
        raise InvalidInput(f"筛选条件最多 {MAX_FILTERS} 个。", ("where",), rule="max_filters")
    if request.sort is SearchSort.NEAREST and request.near is None:
        raise InvalidInput("按距离排序需要给出位置(near)。", ("near",), rule="required")
    if request.near is not None:
        _check_point(request.near)


def _check_point(near: Near) -> None:
    if not (-90 <= near.lat <= 90 and -180 <= near.lng <= 180):  # noqa: PLR2004 - degrees
        raise InvalidInput("位置不在地球上。", ("near",), rule="range")
    if near.within is not None and near.within <= 0:
        raise InvalidInput("半径应为正数(米)。", ("near", "withinMetres"), rule="range")


def check_text(text: str, name: str) -> None:
    """Refuse a text that is too long, or that holds what nobody types."""
    if len(text) > MAX_QUERY:
        raise InvalidInput(f"请用不超过 {MAX_QUERY} 个字描述。", (name,), rule="max_length")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\r\t" for letter in text):
        raise InvalidInput("文字中含有无法识别的字符。", (name,), rule="characters")


def _query(request: SearchRequest, place: int, lookup: Lookup, understood: Understood) -> SearchQuery:
    near = (request.near.lat, request.near.lng) if request.near else None
    sort = Sort(near=near) if request.sort is SearchSort.NEAREST else SORTS.get(request.sort)
    return SearchQuery(
        text=request.text,
        where=compiled(request.where, request.near, lookup),
        facets=asked(request),
        open_facets=open_facets(request, lookup),
        sort=sort,
        near=near,
        boosts=understood.boosts,
        offset=place,
        limit=min(request.first, MAX_DEPTH - place),
    )


def _found(
    answer: SearchAnswer, things: Mapping[str, Thing], understood: Understood, place: int, question: str
) -> Iterator[Found]:
    for i, hit in enumerate(answer.hits, place + 1):
        if hit.id in things:
            yield Found(
                thing=things[hit.id],
                cursor=cursor(i, question),
                score=max(0.0, min(1.0, hit.score)),
                matched=_matched(hit, understood),
                highlights={
                    name: tuple(Fragment(p.text, p.hit) for p in parts) for name, parts in hit.highlights.items()
                },
                distance_metres=hit.distance_metres,
            )


def _matched(hit: Hit, understood: Understood) -> tuple[Evidence, ...]:
    """Name what of the sentence meant it, then the words that the index found."""
    meant = understood.evidence.get(hit.id, ())
    words = (_evidence(match) for match in hit.matched if not (meant and match.kind == TermMatchKind.SEMANTIC))
    return tuple(dict.fromkeys((*meant, *words)))


def _interpretation(answer: SearchAnswer, understood: Understood) -> Interpretation:
    return Interpretation(
        segments=answer.segments,
        corrected=answer.corrected,
        mapped=tuple(dict.fromkeys((*understood.mapped, *map(_evidence, answer.mapped)))),
        categories=understood.categories,
        degraded=answer.degraded,
    )


def _evidence(match: Match) -> Evidence:
    return Evidence(match.said, match.term, TermMatchKind(match.kind))
