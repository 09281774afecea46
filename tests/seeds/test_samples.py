"""Made-up institutions: lawful, plausible, the same every time, and nobody takes them for real ones."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from providers.rules.offering import NO_DEFENCE
from seeds.generator import Ground, Sample, generate
from seeds.loader import CONTENT, ground_of, read_folder
from seeds.rows.shelf import ServiceRow

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return ground_of(read_folder(CONTENT))


@pytest.fixture(scope="module")
def sample(ground: Ground) -> Sample:
    return generate(ground, NOW)


@pytest.fixture(scope="module")
def shelf(ground: Ground) -> dict[str, ServiceRow]:
    return {row.code: row for row in ground.services}


def test_the_counts_are_the_suggested_ones(ground: Ground, sample: Sample) -> None:
    assert len(sample.providers) == 540
    assert Counter(row.type for row in sample.providers) == {row.code: row.suggested_seed_count for row in ground.types}
    assert 1500 <= len(sample.practitioners) <= 2500
    assert 2500 <= len(sample.listings) <= 3600


def test_the_same_comes_again_and_only_dates_go_by_the_day(ground: Ground, sample: Sample) -> None:
    assert generate(ground, NOW) == sample
    later = generate(ground, NOW + timedelta(days=40))
    assert later.listings == sample.listings
    assert [row.name_zh for row in later.providers] == [row.name_zh for row in sample.providers]
    assert later.providers != sample.providers


def test_every_name_says_that_it_is_made_up(sample: Sample) -> None:
    assert all(row.sample for row in sample.providers)
    assert all(row.name_zh.startswith("样例·") and "样例路" in row.address for row in sample.providers)
    assert all(row.name_en.startswith("Sample: ") for row in sample.providers)
    assert all(row.name.startswith("样例·") for row in sample.practitioners)
    numbers = [row.licence_number for row in (*sample.providers, *sample.practitioners) if row.licence_number]
    assert all(number.startswith("样例") for number in numbers)
    assert len(set(numbers)) == len(numbers) > 2000
    names = Counter(row.name_zh for row in sample.providers)
    assert names.most_common(1)[0][1] == 1


def test_every_district_has_its_public_bodies(ground: Ground, sample: Sample) -> None:
    districts = {row.code for row in ground.districts}
    for type_code in ("notary_office", "peoples_mediation_committee", "labour_arbitration", "legal_aid_centre"):
        assert {row.district for row in sample.providers if row.type == type_code} == districts
    assert Counter(row.district for row in sample.providers).most_common(1)[0][0] == "350102"
    assert not [row for row in sample.providers if "马祖乡" in row.address]


def test_every_service_is_offered_by_two_in_good_standing(sample: Sample, shelf: dict[str, ServiceRow]) -> None:
    sound = {row.code for row in sample.providers if row.on_duty and _runs(row.licence_valid_until)}
    offers = defaultdict[str, set[str]](set)
    for row in sample.listings:
        offers[row.service].add(row.provider)
    assert {code for code in shelf if len(offers[code] & sound) < 2} == set()


def test_no_listing_breaks_a_rule(ground: Ground, sample: Sample, shelf: dict[str, ServiceRow]) -> None:
    types = {row.code: row.type for row in sample.providers}
    charging = {row.code: row.charging for row in ground.types}
    for row in sample.listings:
        service, type_code = shelf[row.service], types[row.provider]
        assert type_code in service.provider_types
        assert not (type_code in NO_DEFENCE and service.area_of_law == "criminal")
        assert set(row.modes) <= set(service.delivery_modes)
        assert row.hours
        assert row.duration_minutes == service.duration_minutes
        assert any(closes - opens >= row.duration_minutes for _, opens, closes in row.hours)
        if service.fee_kind == "free" or charging[type_code] == "free":
            assert row.fee_kind == "free"
        elif row.fee_kind in {"fixed", "range"}:
            _, low, high = service.fee
            assert low is not None
            assert high is not None
            assert low <= (row.fee_min or 0) <= (row.fee_max or 0) <= high


def test_people_serve_where_they_work(sample: Sample) -> None:
    works = {row.code: row.provider for row in sample.practitioners}
    assert all(works[code] == row.provider for row in sample.listings for code in row.practitioners)
    crews = Counter(works.values())
    assert set(crews) == {row.code for row in sample.providers}
    firms = {row.code for row in sample.providers if row.type == "law_firm"}
    assert {crews[code] for code in firms} == set(range(2, 9))


def test_the_hard_rules_find_work(sample: Sample) -> None:
    assert [row for row in sample.providers if not row.on_duty]
    assert [row for row in sample.providers if not _runs(row.licence_valid_until)]
    assert [row for row in sample.practitioners if not _runs(row.licence_valid_until)]
    judges = [row.former_judge_until for row in sample.practitioners if row.former_judge_until]
    assert judges
    assert all(TODAY < day < TODAY + timedelta(days=731) for day in judges)
    ours = next(row for row in sample.providers if row.code == "sample-law-firm-001")
    assert ours.on_duty
    assert _runs(ours.licence_valid_until)


def test_languages_come_by_their_share(ground: Ground, sample: Sample) -> None:
    spoken = Counter(code for row in sample.providers for code in row.languages)
    for row in ground.languages:
        assert abs(spoken[row.code] - 5.4 * row.suggested_share_percent) <= 4 + 5.4 * row.suggested_share_percent * 0.3


def test_exceptions_lie_in_the_weeks_to_come(sample: Sample) -> None:
    offers = {(row.provider, row.service) for row in sample.listings}
    assert 100 <= len(sample.closings) <= 400
    assert all(closing.offer in offers for closing in sample.closings)
    assert all(closing.starts_at < closing.ends_at for closing in sample.closings)
    assert all(NOW < closing.starts_at < NOW + timedelta(days=33) for closing in sample.closings)
    assert {closing.capacity == 0 for closing in sample.closings} == {True, False}


def _runs(until: date | None) -> bool:
    return until is None or until >= TODAY
