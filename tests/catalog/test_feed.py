"""The index follows the database: changes by the outbox, time by itself."""

from datetime import timedelta

from providers.catalog import Catalog
from providers.catalog.asking import SearchFilter, SearchRequest, Span
from providers.db import transaction
from providers.documents import TOPIC, Feed, refresh
from providers.enums import ListingState, ProviderStatus, ResultType, SearchSort
from providers.models import Listing, Outbox, Practitioner, Provider, Service
from providers.outbox import announce
from search.indexer import Indexer
from search.port import SearchBackend
from tests.conftest import NOW


async def drained(backend: SearchBackend) -> int:
    return await Indexer(backend, Feed(lambda: NOW)).drain()


async def test_a_renamed_service_is_found_by_its_new_name(catalog: Catalog, backend: SearchBackend) -> None:
    service = await Service.get(code="LS-065")
    async with transaction():
        await Service.filter(id=service.id).update(name_zh="身后事安排见证", colloquial=[])
        await announce(TOPIC, {"id": f"service-{service.id}"}, NOW)
    assert await drained(backend) == 1
    found = await catalog.search(SearchRequest("身后事安排见证"), NOW)
    assert found.hits[0].thing == service
    assert await Outbox.filter(topic=TOPIC, run_at__lte=NOW).count() == 0


async def test_an_unpublished_listing_is_gone_and_comes_back(catalog: Catalog, backend: SearchBackend) -> None:
    listing = (await Listing.all().order_by("id").limit(1))[0]
    before = await backend.count()
    for state, count in ((ListingState.UNPUBLISHED, before - 1), (ListingState.PUBLISHED, before)):
        await Listing.filter(id=listing.id).update(state=state)
        await announce(TOPIC, {"ids": [f"listing-{listing.id}", "nonsense", "listing-x"]}, NOW)
        await drained(backend)
        assert await backend.count() == count


async def test_with_an_institution_go_its_people_and_its_listings(catalog: Catalog, backend: SearchBackend) -> None:
    provider = (await Provider.filter(type_id="law_firm").order_by("id").limit(1))[0]
    await Provider.filter(id=provider.id).update(status=ProviderStatus.SUSPENDED)
    people = await Practitioner.filter(provider_id=provider.id).count()
    listings = await Listing.filter(provider_id=provider.id).count()
    before = await backend.count()
    await announce(TOPIC, {"id": f"provider-{provider.id}"}, NOW)
    await drained(backend)
    assert await backend.count() == before - 1 - people - listings
    assert people > 0 < listings


async def test_soonest_places_move_on_with_time(catalog: Catalog, backend: SearchBackend) -> None:
    later = NOW + timedelta(days=1)
    assert await refresh(backend, NOW) == 0
    passed = 0
    while moved := await refresh(backend, later):
        passed += moved
    assert passed > 100
    where = SearchFilter(types=(ResultType.LISTING,))
    found = await catalog.search(SearchRequest("", where, sort=SearchSort.SOONEST, first=50), later)
    places = await catalog.next_places([hit.thing.id for hit in found.hits], later)
    starts = [place.starts_at for hit in found.hits if (place := places[hit.thing.id])]
    assert starts == sorted(starts)
    assert len(starts) == 50


async def test_a_stretch_of_time_is_asked_of_the_calendar_too(catalog: Catalog) -> None:
    """The index knows that the soonest place lies before the end, not whether another lies inside."""
    listings = (ResultType.LISTING,)
    night = Span(NOW.replace(hour=18) + timedelta(days=1), NOW.replace(hour=19) + timedelta(days=1))
    over = Span(NOW - timedelta(days=2), NOW - timedelta(days=1))
    day = Span(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2))
    for span, some in ((night, False), (over, False), (day, True)):
        found = await catalog.search(SearchRequest("离婚", SearchFilter(types=listings, available=span)), NOW)
        assert bool(found.hits) == some, span
