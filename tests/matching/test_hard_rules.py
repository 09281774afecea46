"""Each hard rule keeps out whoever breaks it, by its name, and nobody else; on the tables of both databases."""

from datetime import date, timedelta
from typing import Any

import pytest

from providers.db import Database
from providers.enums import AccessNeed, ExclusionReason, FeeKind, MatchState, NeedStatus, ProviderStatus
from providers.models import Candidate, ClientMatter, Listing, Need, Service
from tests.matching.market import GULOU, MINQING, NOW, TAIJIANG, TODAY, Market, booked, open_market, person
from tests.matching.people import actor, matching, party, reading, submitted

R = ExclusionReason


async def named(run_id: int, listing: Listing) -> list[str]:
    return (await Candidate.get(run_id=run_id, listing_id=listing.id)).excluded_by


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"status": ProviderStatus.SUSPENDED}, R.SUSPENDED),
        ({"on_duty": False}, R.OFF_DUTY),
        ({"licence": {"valid_until": TODAY - timedelta(days=1)}}, R.LICENCE_INVALID),
        ({"licence": {"valid_from": TODAY + timedelta(days=1), "valid_until": None}}, R.LICENCE_INVALID),
        ({"licence": {"state": "REVOKED"}}, R.LICENCE_INVALID),
        ({"licence": None}, R.LICENCE_INVALID),
        ({"capacity": 0}, R.NO_CAPACITY),
        ({"type_code": "basic_legal_service_office"}, R.TYPE_MAY_NOT),
    ],
)
async def test_an_institution_is_kept_out_by_name(database: Database, given: dict[str, Any], reason: R) -> None:
    market = await open_market()
    service = await market.service()
    good, bad = await market.institution(service), await market.institution(service, **given)
    run = await submitted(await matching(database), actor(await person()), service.id)
    assert await named(run.id, bad) == [reason]
    assert await named(run.id, good) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"licence": {"valid_until": TODAY - timedelta(days=1)}}, R.LICENCE_INVALID),
        ({"on_duty": False}, R.OFF_DUTY),
        ({"capacity": 0}, R.NO_CAPACITY),
        ({"former_judge_until": TODAY}, R.FORMER_JUDGE),
    ],
)
async def test_a_listing_falls_with_its_last_person(database: Database, given: dict[str, Any], reason: R) -> None:
    market = await open_market()
    service = await market.service()
    alone, two = await market.institution(service), await market.institution(service)
    await market.lawyer(alone, **given)
    await market.lawyer(two, **given)
    able = await market.lawyer(two)
    run = await submitted(await matching(database), actor(await person()), service.id)
    assert await named(run.id, alone) == [reason]
    kept = await Candidate.get(run_id=run.id, listing_id=two.id)
    assert (kept.excluded_by, kept.practitioner_id) == ([], able.id)


async def test_a_former_judge_may_still_advise(database: Database) -> None:
    market = await open_market()
    advice = await market.service(name_zh="个人合同条款审查", conflict_check="duty_check")
    listing = await market.institution(advice)
    await market.lawyer(listing, former_judge_until=TODAY + timedelta(days=700))
    run = await submitted(await matching(database), actor(await person()), advice.id)
    assert await named(run.id, listing) == []


async def test_capacity_counts_what_is_still_to_be_served(database: Database) -> None:
    market = await open_market()
    service = await market.service()
    full, freed = await market.institution(service, capacity=1), await market.institution(service, capacity=1)
    other = await person("王五")
    await booked(full, other, NOW + timedelta(days=1))
    await booked(freed, other, NOW - timedelta(days=1))
    await booked(freed, other, NOW + timedelta(days=1), status="CANCELLED")
    run = await submitted(await matching(database), actor(await person()), service.id)
    assert await named(run.id, full) == [R.NO_CAPACITY]
    assert await named(run.id, freed) == []


MATTERS = [
    ("李四", "client", None, True),
    ("李四", "client", TODAY.replace(year=2025) + timedelta(days=1), True),  # ended 364 days ago
    ("李四", "client", TODAY.replace(year=2025), False),  # the anniversary
    ("李四", "opponent", None, False),  # it acts against them too
    ("王五", "client", None, False),  # a stranger
    ("张三", "client", None, False),  # it acts for this citizen already
    ("张三", "opponent", None, True),  # the citizen is the other side of its client
    ("张三", "opponent", date(2024, 1, 1), False),
]


@pytest.mark.parametrize(("name", "side", "ended_on", "conflict"), MATTERS)
async def test_conflict_of_interest(
    database: Database, name: str, side: str, ended_on: date | None, *, conflict: bool
) -> None:
    market = await open_market()
    service = await market.service()
    listing, other = await market.institution(service), await market.institution(service)
    await ClientMatter.create(
        provider_id=listing.provider_id,
        party_hash=party(name),
        side=side,
        source="retained",
        began_on=date(2020, 1, 1),
        ended_on=ended_on,
    )
    run = await submitted(await matching(database), actor(await person("张三")), service.id, " 李　四 ")
    assert await named(run.id, listing) == ([R.CONFLICT_OF_INTEREST] if conflict else [])
    assert await named(run.id, other) == []


async def test_names_of_the_other_side_are_kept_only_as_keyed_hashes(database: Database) -> None:
    market = await open_market()
    service = await market.service()
    await market.institution(service)
    run = await submitted(
        await matching(database), actor(await person()), service.id, "福州甲（中国）有限公司", "福州甲(中国)有限公司"
    )
    need = await Need.get(id=run.need_id)
    assert need.opposing_hashes == [party("福州甲中国有限公司")]
    rows = await database.writer.execute_query_dict("SELECT * FROM need, match_run, need_event, idempotency_key")
    assert "福州甲" not in repr(rows)


JURISDICTIONS = [
    ("notary_office", {"name_zh": "不动产继承公证", "conflict_check": "own_interest_only"}, True),
    ("notary_office", {"name_zh": "房产赠与公证", "conflict_check": "own_interest_only"}, False),
    ("legal_aid_centre", {"conflict_check": "assignment_check"}, True),
    ("labour_arbitration", {"area": "labour", "conflict_check": "recusal"}, True),
    ("court_service_centre", {"area": "real_estate", "conflict_check": "none"}, True),
    ("court_service_centre", {"area": "debt", "conflict_check": "none"}, False),
    ("law_firm", {}, False),
]


@pytest.mark.parametrize(("type_code", "service", "bound"), JURISDICTIONS)
async def test_jurisdiction_follows_the_district_once_it_is_said(
    database: Database, type_code: str, service: dict[str, Any], *, bound: bool
) -> None:
    market = await open_market()
    shelf = await market.service(provider_types=(type_code,), fee_kind=FeeKind.FREE, **service)
    given = {"type_code": type_code, "fee_kind": FeeKind.FREE}
    here, there = [await market.institution(shelf, district=code, **given) for code in (GULOU, MINQING)]
    who = actor(await person())
    told = await submitted(await matching(database, reading(districts=(GULOU, TAIJIANG))), who, shelf.id)
    assert await named(told.id, here) == []
    assert await named(told.id, there) == ([R.JURISDICTION] if bound else [])
    untold = await submitted(await matching(database), who, shelf.id)
    assert await named(untold.id, there) == []


async def test_what_is_free_by_law_and_who_takes_no_money_costs_nothing(database: Database) -> None:
    market = await open_market()
    free = await market.service(free_by_law=True)
    aid = await market.service("LS-015", provider_types=("legal_aid_centre",))
    priced, gratis = await market.institution(free), await market.institution(free, fee_kind=FeeKind.FREE)
    greedy = await market.institution(aid, "legal_aid_centre", fee_kind=FeeKind.FIXED)
    use, who = await matching(database), actor(await person())
    run = await submitted(use, who, free.id)
    assert (await named(run.id, priced), await named(run.id, gratis)) == ([R.FEE_RULE], [])
    assert await named((await submitted(use, who, aid.id)).id, greedy) == [R.FEE_RULE]


async def test_legal_workers_defend_nobody_and_foreign_offices_leave_chinese_law(database: Database) -> None:
    market = await open_market()
    types = ("law_firm", "basic_legal_service_office", "foreign_law_office")
    defence = await market.service("LS-056", name_zh="一审刑事辩护", area="criminal", provider_types=types)
    abroad = await market.service("LS-175", name_zh="境外投资法律服务", area="cross_border", provider_types=types)

    async def kept_out(service: Service) -> list[bool]:
        listings = [await market.institution(service, code) for code in types]
        run = await submitted(await matching(database), actor(await person()), service.id)
        return [await named(run.id, listing) == [R.TYPE_MAY_NOT] for listing in listings]

    assert await kept_out(defence) == [False, True, True]
    assert await kept_out(abroad) == [False, False, False]


async def test_sign_language_is_hard_and_other_languages_are_not(database: Database) -> None:
    market = await open_market()
    service = await market.service()
    mute, signing = await market.institution(service), await market.institution(service)
    await market.lawyer(mute)
    await market.lawyer(signing, languages=("zh", "csl"))
    use, who = await matching(database), actor(await person())
    run = await submitted(use, who, service.id, access=(AccessNeed.SIGN_LANGUAGE,))
    assert (await named(run.id, mute), await named(run.id, signing)) == ([R.LANGUAGE], [])
    assert await named((await submitted(use, who, service.id, language="en")).id, mute) == []


async def test_whom_the_citizen_avoids_is_not_offered(database: Database) -> None:
    market = await open_market()
    service = await market.service()
    avoided, other = await market.institution(service), await market.institution(service)
    run = await submitted(await matching(database), actor(await person()), service.id, avoid=(avoided.provider_id,))
    assert (await named(run.id, avoided), await named(run.id, other)) == ([R.NO_CONSENT], [])


async def test_mediation_waits_for_both_sides_and_reaches_a_person(database: Database) -> None:
    market: Market = await open_market()
    service = await market.service(
        "LS-089", name_zh="邻里纠纷人民调解", conflict_check="recusal", provider_types=("peoples_mediation_committee",)
    )
    listing = await market.institution(service, "peoples_mediation_committee", fee_kind=FeeKind.FREE)
    run = await submitted(await matching(database), actor(await person()), service.id)
    assert await named(run.id, listing) == [R.NO_CONSENT]
    assert (run.state, (await Need.get(id=run.need_id)).status) == (MatchState.ESCALATED, NeedStatus.ESCALATED)


async def test_drafts_and_other_services_are_not_recalled(database: Database) -> None:
    market = await open_market()
    service, other = await market.service(), await market.service("LS-041")
    await market.institution(service, state="DRAFT")
    await market.institution(other)
    await market.institution(service, status=ProviderStatus.CLOSED)
    run = await submitted(await matching(database), actor(await person()), service.id)
    assert await Candidate.filter(run_id=run.id).count() == 0
    assert (await Need.get(id=run.need_id)).status == NeedStatus.ESCALATED
