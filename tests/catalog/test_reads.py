from datetime import timedelta

import pytest

from providers.catalog import Catalog
from providers.catalog.asking import Near, Span
from providers.catalog.listings import ListingFilter, Wanted
from providers.catalog.shelf import ServiceFilter
from providers.enums import (
    CredentialState,
    FeeKind,
    ListingSort,
    ListingState,
    ProviderStatus,
    ServiceMode,
    ServiceSort,
)
from providers.models import AvailabilityException, Credential, Listing, Provider, Service, ServiceWindow
from providers.rules.access import Actor
from providers.rules.days import day_in
from tests.conftest import NOW
from tests.places.statements import counted


def wanted(**given: object) -> Wanted:
    return Wanted(
        **{
            "where": ListingFilter(),
            "sort": ListingSort.SOONEST,
            "first": 20,
            "after": None,
            "actor": None,
            "now": NOW,
            **given,
        }
    )


async def busiest(catalog: Catalog) -> int:
    """Return the service with most listings."""
    counts = dict[int, int]()
    for service in await Listing.all().values_list("service_id", flat=True):
        counts[int(str(service))] = counts.get(int(str(service)), 0) + 1
    return max(counts, key=lambda id_: (counts[id_], -id_))


@pytest.mark.parametrize("sort", list(ServiceSort))
async def test_pages_of_services_hold_each_once_whatever_the_order(catalog: Catalog, sort: ServiceSort) -> None:
    after, seen = None, []
    while True:
        page = await catalog.services(ServiceFilter(), sort, 17, after)
        seen += [row.id for row in page.rows]
        if not page.has_next:
            break
        after = page.keys.values(page.rows[-1])
    assert sorted(seen) == sorted(await Service.all().values_list("id", flat=True))
    assert await page.total() == len(seen) == 180


async def test_a_filter_of_services_holds_in_every_part(catalog: Catalog) -> None:
    tree = await catalog.taxonomy()
    root = tree.children(None)[1]
    where = ServiceFilter(
        categories=tree.below([root.id]), fee_kinds=(FeeKind.FREE,), modes=(ServiceMode.PHONE, ServiceMode.VIDEO)
    )
    page = await catalog.services(where, ServiceSort.RELEVANCE, 100, None)
    expected = [
        row.id
        for row in await Service.all().order_by("id")
        if tree.path(row.category_id)[0] == root and row.fee_kind == "FREE" and {"PHONE", "VIDEO"} & set(row.modes)
    ]
    assert [row.id for row in page.rows] == expected
    assert 0 < len(expected) < 180


async def test_listings_of_a_service_stand_by_their_soonest_place_and_pages_never_overlap(catalog: Catalog) -> None:
    service = await busiest(catalog)
    first = await Listing.filter(service_id=service).order_by("id").limit(10).values_list("id", flat=True)
    await Listing.filter(id__in=list(first)).update(minimum_notice=3 * 86_400)  # those stand behind, whatever their id
    after, seen, starts = None, [], []
    while True:
        page = (await catalog.listings_of("service_id", [service], wanted(first=7, after=after)))[service]
        places = await catalog.next_places([row.id for row in page.rows], NOW)
        seen += [row.id for row in page.rows]
        starts += [place.starts_at.timestamp() if (place := places[row.id]) else float("inf") for row in page.rows]
        if not page.has_next:
            break
        after = page.keys.values(page.rows[-1])
    assert len(seen) == len(set(seen)) == page.count > 14
    assert starts == sorted(starts)


async def test_listings_by_price_and_by_distance(catalog: Catalog) -> None:
    service = await busiest(catalog)
    cheap = (await catalog.listings_of("service_id", [service], wanted(sort=ListingSort.PRICE_LOW, first=100)))[service]
    prices = [0 if row.fee_kind == "FREE" else (row.fee_min or 2**53) for row in cheap.rows]
    assert prices == sorted(prices)
    here = Near(26.0819, 119.3039, within=5_000)
    near = await catalog.listings_of(
        "service_id", [service], wanted(where=ListingFilter(near=here), sort=ListingSort.NEAREST, first=100)
    )
    assert 0 < len(near[service].rows) < len(cheap.rows)


async def test_a_free_place_inside_a_stretch_is_asked_of_the_calendar(catalog: Catalog) -> None:
    service = await busiest(catalog)
    tomorrow = Span(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2))
    asked = wanted(where=ListingFilter(available=tomorrow), first=100)
    before = [row.id for row in (await catalog.listings_of("service_id", [service], asked))[service].rows]
    await AvailabilityException.create(
        listing_id=before[0], starts_at=NOW, ends_at=NOW + timedelta(days=2), capacity=0, reason="away"
    )
    after = [row.id for row in (await catalog.listings_of("service_id", [service], asked))[service].rows]
    assert sorted([before[0], *after]) == sorted(before)
    assert len(after) > 10


async def test_drafts_are_for_the_institution_alone(catalog: Catalog) -> None:
    listing = (await Listing.all().order_by("id").limit(1))[0]
    await Listing.filter(id=listing.id).update(state=ListingState.DRAFT)
    provider = listing.provider_id
    staff = Actor(account_id=1, session_id=1, provider_ids=frozenset({provider}))
    stranger = Actor(account_id=2, session_id=2, provider_ids=frozenset({provider + 1}))
    drafts = ListingFilter(states=(ListingState.DRAFT,))
    for actor, count in ((None, 0), (stranger, 0), (staff, 1)):
        asked = wanted(where=drafts, sort=None, actor=actor)
        assert (await catalog.listings_of("provider_id", [provider], asked))[provider].count == count
        assert len(await catalog.visible_listings([listing.id], actor, NOW)) == count
    public = wanted(sort=None, first=100, actor=staff)
    assert listing.id not in [
        r.id for r in (await catalog.listings_of("provider_id", [provider], public))[provider].rows
    ]


async def test_an_expired_licence_takes_everything_off_the_shelf_and_says_so(catalog: Catalog) -> None:
    licence = (await Credential.filter(practitioner_id=None, state=CredentialState.VERIFIED).order_by("id"))[0]
    provider = licence.provider_id
    before = (await catalog.listings_of("provider_id", [provider], wanted(sort=None)))[provider].count
    await Credential.filter(provider_id=provider, practitioner_id=None).update(
        valid_until=day_in(NOW) - timedelta(days=1)
    )
    after = (await catalog.listings_of("provider_id", [provider], wanted(sort=None)))[provider].count
    shown = (await catalog.licences_of_providers([provider], None, NOW))[provider]
    assert (before > 0, after) == (True, 0)
    assert [row.state for row in shown] == [CredentialState.EXPIRED]
    assert await catalog.provider_by_licence(licence.number, None) is not None


async def test_institutions_that_applied_or_closed_are_shown_to_their_own_people_only(catalog: Catalog) -> None:
    row = (await Provider.all().order_by("id").limit(1))[0]
    await Provider.filter(id=row.id).update(status=ProviderStatus.APPLIED)
    staff = Actor(account_id=1, session_id=1, provider_ids=frozenset({row.id}))
    assert await catalog.provider_by_slug(row.slug, None) is None
    assert await catalog.provider_by_slug(row.slug, staff) is not None
    assert row.id not in await catalog.visible_providers([row.id], None)


async def test_counters_are_open_by_their_hours_and_closed_on_holidays(catalog: Catalog) -> None:
    ids = [row.id for row in await ServiceWindow.all()]
    working, night = NOW, NOW + timedelta(hours=12)
    holiday = NOW.replace(month=10, day=1)  # National Day
    made_up = NOW.replace(month=9, day=20)  # a Sunday that is worked
    assert len(await catalog.open_windows(ids, working)) == 31
    assert not await catalog.open_windows(ids, night)
    assert not await catalog.open_windows(ids, holiday)
    assert await catalog.open_windows(ids, made_up)


async def test_reads_cost_the_same_for_one_and_for_fifty(catalog: Catalog) -> None:
    services = [int(str(id_)) for id_ in await Service.all().order_by("id").limit(50).values_list("id", flat=True)]
    providers = await Provider.all().order_by("id").limit(50)
    seats = [(row.id, row.location_id) for row in providers]
    ids = [row.id for row in providers]
    asked = {
        "listings of services": lambda n: catalog.listings_of("service_id", services[:n], wanted()),
        "listings of providers": lambda n: catalog.listings_of("provider_id", ids[:n], wanted(sort=None)),
        "practitioners": lambda n: catalog.practitioners_of_providers(ids[:n], 20, None, NOW),
        "places": lambda n: catalog.places_of_providers(seats[:n], NOW),
        "licences": lambda n: catalog.licences_of_providers(ids[:n], None, NOW),
        "next places": lambda n: catalog.next_places(list(range(1, n + 1)), NOW),
    }
    for name, ask in asked.items():
        counts = []
        for n in (1, 50):
            with counted() as statements:
                await ask(n)
            counts.append(len(statements))
        assert counts[0] == counts[1] > 0, (name, counts)
