from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from providers.catalog import Catalog
from providers.catalog.asking import Near, SearchFilter, SearchRequest, SearchResults, Span
from providers.enums import (
    AccessNeed,
    FacetField,
    FeeKind,
    ListingState,
    ProviderKind,
    ProviderStatus,
    ResultType,
    SearchSort,
    ServiceMode,
    SuggestionKind,
    TermMatchKind,
)
from providers.errors import InvalidInput
from providers.models import Listing, Provider, Service
from providers.rules.reading import Evidence, Reading, ServiceGuess
from search.memory import MemoryBackend
from search.port import Hit, SearchAnswer, SearchQuery, SearchUnavailable
from tests.catalog.conftest import Parrot
from tests.conftest import NOW

WAGES = "老板三个月没发工资人也找不到了"


def reading(*guesses: tuple[str, float]) -> Reading:
    evidence = (Evidence("没发工资", "追索劳动报酬", TermMatchKind.COLLOQUIAL),)
    services = tuple(ServiceGuess(code, confidence, evidence) for code, confidence in guesses)
    return Reading(services, (), (), (), (), needs_human=False, rules_version="parrot")


async def ask(catalog: Catalog, text: str = "", **given: object) -> SearchResults:
    return await catalog.search(SearchRequest(text, **given), NOW)


def ids(results: SearchResults) -> list[tuple[str, int]]:
    return [(type(found.thing).__name__, found.thing.id) for found in results.hits]


class Away(MemoryBackend):
    """An engine that cannot answer."""

    async def search(self, query: SearchQuery) -> SearchAnswer:
        raise SearchUnavailable("away")

    async def suggest(self, prefix: str, limit: int) -> tuple[Hit, ...]:
        raise SearchUnavailable("away")


async def test_what_the_sentence_means_stands_first_and_says_why(catalog: Catalog, parrot: Parrot) -> None:
    parrot.told[WAGES] = reading(("LS-016", 0.8), ("LS-037", 0.4))
    found = await ask(catalog, WAGES)
    first = found.hits[0]
    assert isinstance(first.thing, Service)
    assert first.thing.code == "LS-016"
    assert first.matched[0] == Evidence("没发工资", "追索劳动报酬", TermMatchKind.COLLOQUIAL)
    assert TermMatchKind.SEMANTIC not in {evidence.kind for evidence in first.matched}
    assert found.interpretation.categories[0] == (first.thing.category_id, 0.8)
    assert first.matched[0] in found.interpretation.mapped


async def test_a_name_is_found_without_any_understanding(catalog: Catalog) -> None:
    service = await Service.get(code="LS-065")
    found = await ask(catalog, service.name_zh)
    assert ids(found)[0] == ("Service", service.id)
    assert any(part.hit for part in found.hits[0].highlights["name"])
    provider = (await Provider.filter(status=ProviderStatus.ACTIVE).order_by("id").limit(1))[0]
    assert ("Provider", provider.id) in ids(await ask(catalog, provider.name_zh))[:3]


async def test_pages_never_overlap_and_end_at_a_thousand_with_a_clear_word(catalog: Catalog) -> None:
    after, seen = None, []
    for _ in range(10):
        page = await ask(catalog, first=100, after=after)
        seen += ids(page)
        after = page.end
    assert len(seen) == len(set(seen)) == 1000
    assert not page.has_next
    with pytest.raises(InvalidInput) as refused:
        await ask(catalog, first=100, after=after)
    assert refused.value.rule == "too_deep"


@pytest.mark.parametrize("forged", ["", "AAAA", "WzEsMl0", "W10", "不是", "eyJhIjoxfQ"])
async def test_a_cursor_fits_one_question_only(catalog: Catalog, forged: str) -> None:
    page = await ask(catalog, "离婚", first=5)
    more = await ask(catalog, "离婚", first=5, after=page.hits[2].cursor)
    assert ids(more)[:2] == ids(page)[3:]
    for after, text in ((page.end, "继承"), (forged, "离婚")):
        with pytest.raises(InvalidInput) as refused:
            await ask(catalog, text, after=after)
        assert refused.value.rule == "cursor"


async def test_what_may_not_stand_is_no_hit_even_if_the_index_still_has_it(catalog: Catalog) -> None:
    where = SearchFilter(types=(ResultType.LISTING,))
    before = ids(await ask(catalog, "离婚", where=where, first=10))
    await Listing.filter(id=before[0][1]).update(state=ListingState.UNPUBLISHED)
    gone = await Listing.get(id=before[1][1])
    await Provider.filter(id=gone.provider_id).update(status=ProviderStatus.SUSPENDED)
    after = ids(await ask(catalog, "离婚", where=where, first=10))
    assert before[0] not in after
    assert before[1] not in after
    assert set(before[2:]) - set(after) <= {
        ("Listing", int(str(id_)))
        for id_ in await Listing.filter(provider_id=gone.provider_id).values_list("id", flat=True)
    }


async def test_filters_combine_and_facets_stay_open_for_their_own_field(catalog: Catalog) -> None:
    kinds = (FacetField.FEE_KIND, FacetField.TYPE)
    everything = await ask(catalog, "公证", facets=kinds)
    where = SearchFilter(fee_kinds=(FeeKind.RANGE,), types=(ResultType.SERVICE, ResultType.LISTING))
    some = await ask(catalog, "公证", where=where, facets=kinds)
    open_types = await ask(catalog, "公证", where=SearchFilter(types=where.types), facets=kinds)
    fees = {bucket.value: bucket for bucket in some.facets[0].buckets}
    assert [group.field for group in some.facets] == list(kinds)
    assert {value: bucket.count for value, bucket in fees.items()} == {
        bucket.value: bucket.count for bucket in open_types.facets[0].buckets
    }
    assert (fees["RANGE"].selected, fees["QUOTE"].selected, fees["RANGE"].label_zh) == (True, False, "区间收费")
    assert some.total == fees["RANGE"].count < everything.total


async def test_and_or_not_nest(catalog: Catalog) -> None:
    free, phone = SearchFilter(fee_kinds=(FeeKind.FREE,)), SearchFilter(modes=(ServiceMode.PHONE,))
    only = SearchFilter(types=(ResultType.SERVICE,))

    async def total(where: SearchFilter) -> int:
        return (await ask(catalog, where=where)).total

    either = await total(SearchFilter(all_of=(only,), any_of=(free, phone)))
    both = await total(SearchFilter(all_of=(only, free, phone)))
    neither = await total(SearchFilter(all_of=(only,), none_of=SearchFilter(any_of=(free, phone))))
    assert (either, neither) == (
        await total(SearchFilter(all_of=(only, free))) + await total(SearchFilter(all_of=(only, phone))) - both,
        180 - either,
    )
    deep = SearchFilter(any_of=(SearchFilter(none_of=SearchFilter(all_of=(SearchFilter(any_of=(only,)),))),))
    with pytest.raises(InvalidInput) as refused:
        await total(deep)
    assert refused.value.rule == "max_depth"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"text": "字" * 201}, "max_length"),
        ({"text": "离\x00婚"}, "characters"),
        ({"text": "离\ud800婚"}, "characters"),
        ({"text": "", "sort": SearchSort.NEAREST}, "required"),
        ({"text": "", "near": Near(26.0, 119.0, -5)}, "range"),
        ({"text": "", "near": Near(126.0, 119.0)}, "range"),
        ({"text": "", "where": SearchFilter(any_of=(SearchFilter(),) * 200)}, "max_filters"),
    ],
)
async def test_what_cannot_be_asked_is_refused(catalog: Catalog, given: dict[str, Any], rule: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await catalog.search(SearchRequest(**given), NOW)
    assert refused.value.rule == rule


async def test_orders_by_distance_price_and_soonest_place(catalog: Catalog) -> None:
    here = Near(26.0819, 119.3039, within=8_000)
    where = SearchFilter(types=(ResultType.LISTING,))
    near = await ask(catalog, where=where, near=here, sort=SearchSort.NEAREST, first=50)
    away = [found.distance_metres for found in near.hits]
    assert away == sorted(away)  # type: ignore[type-var]
    assert away[-1] is not None
    assert away[-1] <= 8_000
    soon = await ask(catalog, where=where, sort=SearchSort.SOONEST, first=50)
    places = await catalog.next_places([found.thing.id for found in soon.hits], NOW)
    starts = [place.starts_at for found in soon.hits if (place := places[found.thing.id])]
    assert (starts, len(starts)) == (sorted(starts), 50)
    cheap = await ask(
        catalog,
        where=SearchFilter(provider_kinds=(ProviderKind.NOTARY_OFFICE,), types=where.types),
        sort=SearchSort.PRICE_LOW,
        first=100,
    )
    prices = [found.thing.fee_min or 0 for found in cheap.hits if isinstance(found.thing, Listing)]
    assert prices == sorted(prices)


async def test_free_places_count_and_filter(catalog: Catalog) -> None:
    facets = (FacetField.AVAILABLE_WITHIN,)
    found = await ask(catalog, "离婚", facets=facets)
    counts = [bucket.count for bucket in found.facets[0].buckets]
    assert counts == sorted(counts)
    span = Span(NOW, NOW + timedelta(days=1))
    some = await ask(catalog, "离婚", where=SearchFilter(available=span), facets=facets)
    buckets = some.facets[0].buckets
    assert (some.total, [bucket.selected for bucket in buckets]) == (counts[0], [True, False, False, False])


async def test_only_what_is_open_now(catalog: Catalog) -> None:
    windows = SearchFilter(types=(ResultType.WINDOW,), open_now=True)
    night = NOW + timedelta(hours=12)
    assert (await ask(catalog, where=windows)).total == 31
    assert (await catalog.search(SearchRequest("", windows), night)).total == 0
    listings = SearchFilter(types=(ResultType.LISTING,), open_now=True)
    assert (await catalog.search(SearchRequest("", listings), NOW)).total == 1000
    holiday = await catalog.search(SearchRequest("", listings), NOW.replace(month=10, day=1))
    assert holiday.hits
    assert not any(found.thing.follow_holidays for found in holiday.hits if isinstance(found.thing, Listing))


async def test_languages_are_asked_by_their_tag_and_access_by_every_need(catalog: Catalog) -> None:
    dialect = await ask(catalog, where=SearchFilter(languages=("cdo",), types=(ResultType.PROVIDER,)), first=50)
    assert dialect.hits
    assert all("fzh" in found.thing.languages for found in dialect.hits if isinstance(found.thing, Provider))
    needs = (AccessNeed.WHEELCHAIR, AccessNeed.SIGN_LANGUAGE)
    both = await ask(catalog, where=SearchFilter(accessibility=needs))
    one = await ask(catalog, where=SearchFilter(accessibility=needs[:1]))
    assert both.total <= one.total


async def test_without_the_index_a_plainer_answer_says_that_it_is_one(catalog: Catalog, parrot: Parrot) -> None:
    parrot.told[WAGES] = reading(("LS-016", 0.8))
    plain = Catalog(Away(), parrot)
    found = await ask(plain, WAGES, facets=(FacetField.MODE,))
    assert found.interpretation.degraded
    assert [found.thing.code for found in found.hits[:1] if isinstance(found.thing, Service)] == ["LS-016"]
    named = await ask(plain, "遗嘱公证", where=SearchFilter(types=(ResultType.SERVICE,)))
    assert isinstance(named.hits[0].thing, Service)
    assert named.hits[0].thing.name_zh == "遗嘱公证"
    assert (await plain.suggest("遗嘱", 3, NOW))[0].kind is SuggestionKind.SERVICE


async def test_suggestions_complete_what_is_typed(catalog: Catalog) -> None:
    def texts(found: Sequence[Any], kind: SuggestionKind) -> list[str]:
        return [one.text for one in found if one.kind is kind]

    found = await catalog.suggest("遗嘱", 8, NOW)
    assert "遗嘱公证" in texts(found, SuggestionKind.SERVICE)
    assert len(found) == len({one.text for one in found}) <= 8
    assert "遗嘱公证" in texts(await catalog.suggest("yizhugongz", 8, NOW), SuggestionKind.SERVICE)
    assert texts(await catalog.suggest("公共", 8, NOW), SuggestionKind.CATEGORY)
    assert texts(await catalog.suggest("讨薪", 8, NOW), SuggestionKind.PHRASE)
    assert await catalog.suggest("  ", 8, NOW) == []
    with pytest.raises(InvalidInput):
        await catalog.suggest("离", 11, NOW)
