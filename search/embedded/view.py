"""A view of the index at one moment: answers a planned question from it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Query

from search.embedded import fields
from search.embedded.compiler import Compiler, all_of, any_of, but_not
from search.engine import MOST_FACET_VALUES, Ask, Found, Row
from search.port import Sort
from search.text import geo
from search.text.plan import Plan
from search.text.ranking import Lifted, blend
from search.text.shape import order_key


class View:
    """One searcher, and how to ask it."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, slots: Mapping[str, int]) -> None:
        self._searcher = searcher
        self._loose: Any = searcher  # for what tantivy's stubs leave out
        self._compiler = Compiler(schema, searcher, slots)

    def ask(self, ask: Ask) -> Found:
        """Answer; blocks for about a millisecond."""
        words = self._compiler.found(ask.plan, names_only=ask.names_only)
        lifted = self._compiler.ids(ask.boosts) if ask.boosts else Query.empty_query()
        asked = any_of([words, lifted]) if ask.boosts else words
        where = self._compiler.where(ask.where)
        rows = self._sorted(ask.sort, ask, all_of([asked, where])) if ask.sort else self._ranked(ask, words, where)
        return Found(rows, self._count(all_of([asked, where])), self._facets(ask, asked, where))

    def count(self) -> int:
        """Return how many documents there are."""
        return self._searcher.num_docs

    def probe(self) -> None:
        """Touch every kind of file; raises when one is damaged."""
        places = self._compiler.addresses(Query.all_query())[:1]
        self._compiler.column("key", places)
        for place in places:
            stored = fields.read(self._searcher.doc(place))
            self._count(self._compiler.ids([stored.id]))
        self._searcher.terms_with_prefix("tokens", "=", limit=1)
        self._loose.aggregate(Query.all_query(), {"kind": {"terms": {"field": "facets.kind"}}})

    def _count(self, query: Query) -> int:
        return int(self._loose.search(Query.const_score_query(query, 1.0), 1).count)

    def _ranked(self, ask: Ask, words: Query, where: Query) -> list[Row]:
        lifted = self._lifted(ask, where)
        plain: list[tuple[float, tantivy.DocAddress]] = []
        if wanted := ask.offset + ask.limit:
            allowed = but_not(where, self._compiler.ids(ask.boosts)) if ask.boosts else where
            query = all_of([words, allowed])
            plain = self._browsed(query)[:wanted] if ask.plan.browses else self._scored(ask.plan, query, wanted)
        places = blend([score for score, _ in plain], [row for row, _ in lifted], ask.offset, ask.limit)
        return [
            Row(fields.read(self._searcher.doc((lifted if at.lifted else plain)[at.index][1])), at.score)
            for at in places
        ]

    def _lifted(self, ask: Ask, where: Query) -> list[tuple[Lifted, tantivy.DocAddress]]:
        if not ask.boosts:
            return []
        hits = self._scored(ask.plan, all_of([self._compiler.ids(ask.boosts), where]), len(ask.boosts))
        keys = self._compiler.column("key", [address for _, address in hits])
        boosts = {order_key(document_id): boost for document_id, boost in ask.boosts.items()}
        return [
            (Lifted(0.0 if ask.plan.browses else score, boosts[int(key or 0)]), address)
            for (score, address), key in zip(hits, keys, strict=True)
        ]

    def _scored(self, plan: Plan, query: Query, limit: int) -> list[tuple[float, tantivy.DocAddress]]:
        ranked = self._compiler.ranked(plan, query)
        return self._searcher.search(ranked, limit, count=False, weight_by_field="weight").hits

    def _browsed(self, query: Query) -> list[tuple[float, tantivy.DocAddress]]:
        """Order what nobody asked for in words: the weightiest kinds first."""
        places = self._compiler.addresses(query)
        weight = np.array(self._compiler.column("weight", places), dtype=float)
        order = np.lexsort((self._keys(places), -weight))
        return [(float(np.log2(2 + weight[index])), places[int(index)]) for index in order]

    def _keys(self, places: list[tantivy.DocAddress]) -> NDArray[np.int64]:
        return np.array(self._compiler.column("key", places), dtype=np.int64)

    def _sorted(self, sort: Sort, ask: Ask, found: Query) -> list[Row]:
        places = self._compiler.addresses(found)
        numbers = self._distances(sort.near, places) if sort.near else self._compiler.number(sort.name, places)
        values = np.array([np.nan if number is None else number for number in numbers], dtype=float)
        if sort.descending and not sort.near:
            values = -values
        order = np.lexsort((self._keys(places), values))  # not-a-number sorts last
        page = [places[int(index)] for index in order[ask.offset : ask.offset + ask.limit]]
        return [Row(fields.read(self._searcher.doc(place)), 1.0) for place in page]

    def _distances(self, near: tuple[float, float], places: list[tantivy.DocAddress]) -> list[float | None]:
        points = zip(self._compiler.column("lat", places), self._compiler.column("lng", places), strict=True)
        return [None if lat is None or lng is None else geo.metres(near, (lat, lng)) for lat, lng in points]

    def _facets(self, ask: Ask, asked: Query, where: Query) -> dict[str, Mapping[str, int]]:
        counted: dict[str, Mapping[str, int]] = {}
        closed = [name for name in ask.facets if name not in ask.open_facets]
        if closed:
            counted |= self._counts(all_of([asked, where]), closed)
        for name in ask.facets:
            if name in ask.open_facets:
                counted |= self._counts(all_of([asked, self._compiler.where(ask.open_facets[name])]), [name])
        return counted

    def _counts(self, query: Query, names: list[str]) -> dict[str, Mapping[str, int]]:
        wanted: dict[str, Any] = {
            name: {"terms": {"field": f"facets.{name}", "size": MOST_FACET_VALUES}} for name in names
        }
        answer = self._loose.aggregate(query, wanted)
        return {
            name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer[name]["buckets"]} for name in names
        }
