"""What a search answers: hits of many kinds, why they are there, counts, and how the words were understood."""

from typing import Annotated, Any, Union

import strawberry

from providers.catalog.asking import Bucket, FacetCounts, Found, Interpretation, SearchResults, Suggested, Thing
from providers.enums import FacetField, SuggestionKind, TermMatchKind
from providers.rules.reading import Evidence
from schema.context import Info
from schema.relay import PageInfo, built, gid
from schema.types.catalog.category import Category, category, taxonomy
from schema.types.catalog.listing import Listing
from schema.types.catalog.people import Practitioner
from schema.types.catalog.provider import Provider
from schema.types.catalog.service import Service
from schema.types.catalog.window import Guide, ServiceWindow
from schema.types.catalog.words import InLocale, said

SearchResult = Annotated[
    Union[Service, Listing, Provider, Practitioner, ServiceWindow, Guide], strawberry.union("SearchResult")  # noqa: UP007 a GraphQL union
]


def result(thing: Thing) -> Any:  # noqa: ANN401 one of the union's types
    """Build the type of the thing's own kind."""
    return built(type(thing).__name__, thing)


@strawberry.type
class TermMatch:
    """Words and what they stand for."""

    said: str = strawberry.field(description="What people say.")
    term: str = strawberry.field(description="Legal term.")
    kind: TermMatchKind = strawberry.field(description="Kind.")

    @classmethod
    def of(cls, evidence: Evidence) -> "TermMatch":
        return cls(said=evidence.said, term=evidence.term, kind=evidence.kind)


@strawberry.type
class HighlightPart:
    """A piece of a text."""

    text: str = strawberry.field(description="Text.")
    hit: bool = strawberry.field(description="True where it matched.")


@strawberry.type
class Highlight:
    """A text with its matching parts."""

    field: str = strawberry.field(description="Field concerned.")
    fragments: list[HighlightPart] = strawberry.field(description="Text cut into hit and non-hit parts; no HTML.")


@strawberry.type(description="Relay edge.")
class SearchEdge:
    """A hit."""

    found: strawberry.Private[Found]

    @strawberry.field(description="Opaque cursor.")
    def cursor(self) -> str:
        return self.found.cursor

    @strawberry.field(description="The item.")
    def node(self) -> SearchResult:
        return result(self.found.thing)

    @strawberry.field(description="0..1, comparable within this answer.")
    def score(self) -> float:
        return self.found.score

    @strawberry.field(description="Matched fields with the matching parts.")
    def highlights(self) -> list[Highlight]:
        return [
            Highlight(field=name, fragments=[HighlightPart(text=part.text, hit=part.hit) for part in parts])
            for name, parts in self.found.highlights.items()
        ]

    @strawberry.field(description="Which words, synonyms or corrections brought it.")
    def matched_on(self) -> list[TermMatch]:
        return [TermMatch.of(evidence) for evidence in self.found.matched]

    @strawberry.field(description="From the near point.")
    def distance_metres(self) -> int | None:
        return self.found.distance_metres


@strawberry.type
class FacetBucket:
    """A value that hits are counted by."""

    field: strawberry.Private[FacetField]
    bucket: strawberry.Private[Bucket]

    @strawberry.field(description="Value.")
    def value(self) -> str:
        value = self.bucket.value
        return str(gid("Category", int(value))) if self.field is FacetField.CATEGORY else value

    @strawberry.field(description="Name to show.")
    def label(self, locale: InLocale = None) -> str:
        return said(locale, self.bucket.label_zh, self.bucket.label_en)

    @strawberry.field(description="How many.")
    def count(self) -> int:
        return self.bucket.count

    @strawberry.field(description="Chosen in this query.")
    def selected(self) -> bool:
        return self.bucket.selected


@strawberry.type
class FacetGroup:
    """Counts by one field."""

    field: FacetField = strawberry.field(description="Field concerned.")
    buckets: list[FacetBucket] = strawberry.field(description="Values with counts, largest first.")

    @classmethod
    def of(cls, counts: FacetCounts) -> "FacetGroup":
        return cls(field=counts.field, buckets=[FacetBucket(field=counts.field, bucket=b) for b in counts.buckets])


@strawberry.type
class CategoryGuess:
    """A part of the taxonomy the words may be about."""

    category: Category = strawberry.field(description="Taxonomy node.")
    confidence: float = strawberry.field(description="0..1, calibrated.")


@strawberry.type
class QueryInterpretation:
    """How the words were understood."""

    read: strawberry.Private[Interpretation]

    @strawberry.field(description="Words the index saw.")
    def segments(self) -> list[str]:
        return list(self.read.segments)

    @strawberry.field(description="The corrected wording, if any.")
    def corrected(self) -> str | None:
        return self.read.corrected

    @strawberry.field(description="Everyday phrase -> legal term actually searched.")
    def mapped(self) -> list[TermMatch]:
        return [TermMatch.of(evidence) for evidence in self.read.mapped]

    @strawberry.field(description="Taxonomy nodes.")
    async def categories(self, info: Info) -> list[CategoryGuess]:
        tree = await taxonomy(info)
        return [
            CategoryGuess(category=category(tree.branches[id_]), confidence=confidence)
            for id_, confidence in self.read.categories
            if id_ in tree.branches
        ]

    @strawberry.field(description="True when the index could not answer and a plainer one did.")
    def degraded(self) -> bool:
        return self.read.degraded


@strawberry.type(description="Relay connection.")
class SearchConnection:
    """One page of hits."""

    results: strawberry.Private[SearchResults]

    @strawberry.field(description="Edges.")
    def edges(self) -> list[SearchEdge]:
        return [SearchEdge(found=found) for found in self.results.hits]

    @strawberry.field(description="Nodes without edges.")
    def nodes(self) -> list[SearchResult]:
        return [result(found.thing) for found in self.results.hits]

    @strawberry.field(description="Paging state.")
    def page_info(self) -> PageInfo:
        return PageInfo(
            has_next_page=self.results.has_next,
            has_previous_page=self.results.has_previous,
            start_cursor=self.results.start,
            end_cursor=self.results.end,
        )

    @strawberry.field(description="Capped estimate; exact below 1000.")
    def total_count(self) -> int:
        return self.results.total

    @strawberry.field(description="Counts per value; a facet's own filter is left out of its counts (disjunctive).")
    def facets(self) -> list[FacetGroup]:
        return [FacetGroup.of(counts) for counts in self.results.facets]

    @strawberry.field(description="How the words were understood.")
    def interpretation(self) -> QueryInterpretation:
        return QueryInterpretation(read=self.results.interpretation)

    @strawberry.field(description="Search time on the server.")
    def took_ms(self) -> float:
        return self.results.took_ms


@strawberry.type
class Suggestion:
    """A completion of what is being typed."""

    text: str = strawberry.field(description="Text.")
    kind: SuggestionKind = strawberry.field(description="Kind.")
    thing: strawberry.Private[Thing | None]

    @strawberry.field(description="Where it leads; null for a phrase.")
    def target(self) -> SearchResult | None:
        return None if self.thing is None else result(self.thing)

    @classmethod
    def of(cls, suggested: Suggested) -> "Suggestion":
        return cls(text=suggested.text, kind=suggested.kind, thing=suggested.target)
