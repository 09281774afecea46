"""Facets of an answer: counts with names to show and the values that were chosen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from providers.catalog.asking import Bucket, FacetCounts, SearchRequest, Span
from providers.catalog.filters import FACETS, Lookup, chosen, compiled, without
from providers.enums import FacetField
from providers.models import District, Language
from providers.rules.labels import ACCESS, FEE_KINDS, MODES, PROVIDER_KINDS, TYPES, WITHIN, Label
from providers.rules.taxonomy import Taxonomy
from search.port import Filter, SearchAnswer, SearchBackend, SearchQuery

FIXED: Mapping[FacetField, Mapping[str, Label]] = {
    FacetField.TYPE: TYPES,
    FacetField.MODE: MODES,
    FacetField.FEE_KIND: FEE_KINDS,
    FacetField.PROVIDER_KIND: PROVIDER_KINDS,
    FacetField.ACCESSIBILITY: ACCESS,
}
LEEWAY = timedelta(minutes=5)  # a client counts its stretch from its own clock


def asked(request: SearchRequest) -> tuple[str, ...]:
    return tuple(FACETS[facet] for facet in request.facets if facet in FACETS)


def open_facets(request: SearchRequest, lookup: Lookup) -> dict[str, Filter]:
    """Return, for each facet with something chosen, the filter that leaves its own choice out."""
    return {
        FACETS[facet]: compiled(without(request.where, facet), request.near, lookup)
        for facet in request.facets
        if facet in FACETS and chosen(request.where, facet)
    }


async def named(request: SearchRequest, answer: SearchAnswer, taxonomy: Taxonomy) -> tuple[FacetCounts, ...]:
    """Put names and choices to the engine's counts."""
    groups = list[FacetCounts]()
    for facet in request.facets:
        if facet not in FACETS:
            continue
        labels = await _labels(facet, taxonomy)
        picked = chosen(request.where, facet)
        counts = {**dict.fromkeys(picked, 0), **answer.facets.get(FACETS[facet], {})}
        buckets = [
            Bucket(value, *labels[value], count, value in picked) for value, count in counts.items() if value in labels
        ]
        groups.append(FacetCounts(facet, tuple(sorted(buckets, key=lambda bucket: (-bucket.count, bucket.value)))))
    return tuple(groups)


async def _labels(facet: FacetField, taxonomy: Taxonomy) -> Mapping[str, Label]:
    if facet is FacetField.CATEGORY:
        return {str(branch.id): (branch.name_zh, branch.name_en) for branch in taxonomy.branches.values()}
    if facet is FacetField.LANGUAGE:
        return {row.code: (row.name_zh, row.name_en) for row in await Language.all()}
    if facet is FacetField.DISTRICT:
        return {row.code: (row.name_zh, row.name_en) for row in await District.all()}
    return FIXED[facet]


async def within(
    backend: SearchBackend, request: SearchRequest, query: SearchQuery, lookup: Lookup, now: datetime
) -> FacetCounts:
    """Count what has a free place soon; each stretch holds the shorter ones."""
    buckets = list[Bucket]()
    picked = _stretch(request.where.available, now)
    for value, (seconds, label) in WITHIN.items():
        span = Span(now, now + timedelta(seconds=seconds))
        where = compiled(replace(request.where, available=span), request.near, lookup)
        answer = await backend.search(replace(query, where=where, facets=(), open_facets={}, offset=0, limit=0))
        buckets.append(Bucket(value, *label, answer.total, value == picked))
    return FacetCounts(FacetField.AVAILABLE_WITHIN, tuple(buckets))


def _stretch(span: Span | None, now: datetime) -> str | None:
    if span is None or span.lt is None:
        return None
    ahead = span.lt - now - LEEWAY
    return next((value for value, (seconds, _) in WITHIN.items() if ahead <= timedelta(seconds=seconds)), None)
