"""An operator's own institutions: their three files, and what the market refuses of them."""

from pathlib import Path

import pytest

from providers.content import Mark
from providers.db import Database
from providers.enums import CredentialState
from providers.models import Credential, Listing, ListingPractitioner, Outbox, Practitioner, Provider, WeeklyRule
from providers.standing import published_listings
from seeds.loader import CONTENT, load
from tests.seeds.kit import LATER, NOW, quiet

PROVIDERS = """\
code,name_zh,name_en,type,district,address,languages,licence_number,licence_issuer,licence_valid_until,licence_checked_on
firm-a,甲律师事务所,Firm A,law_firm,350102,某路1号,zh|fzh,F-1,某厅,2030-01-01,2026-11-01
firm-b,乙律师事务所,Firm B,law_firm,350102,某路2号,zh,F-2,某厅,2030-01-01,
aid-a,甲法律援助中心,Aid A,legal_aid_centre,350103,某路3号,zh,,,,
bad-a,丙律师事务所,Firm C,law_firm,359999,某路4号,zh,,,,
bad-b,丁律师事务所,Firm D,law_firm,350102,某路5号,zh,F-1,某厅,,
"""
PRACTITIONERS = """\
code,provider,name,sex,practising_since,licence_kind,licence_number,licence_issuer
p1,firm-a,甲律师,female,2010-05-01,lawyer,L-1,某厅
p2,firm-b,乙律师,male,2011-05-01,lawyer,L-2,某厅
p3,nobody,丙律师,male,2011-05-01,,,
p4,firm-a,丁律师,male,2011-05-01,,L-4,
"""
LISTINGS = """\
provider,service,title_zh,fee_kind,fee_min,fee_max,modes,practitioners,hours,duration_minutes,step_minutes
firm-a,LS-032,离婚代理,fixed,5000,5000,in_person|video,p1,"MO,TU 09:00-12:00",60,30
firm-a,LS-016,讨薪援助,fixed,100,100,in_person,p1,MO 09:00-12:00,30,30
firm-a,LS-114,仲裁,free,,,in_person,,MO 09:00-12:00,30,30
firm-a,LS-001,咨询,free,,,phone,p1,MO 09:00-12:00,30,30
firm-b,LS-032,离婚代理,quote,,,in_person,p1,MO 09:00-12:00,60,30
firm-b,LS-033,离婚协议,range,1000,2000.5,in_person,p2,MO 09:00-12:00,60,30
aid-a,LS-016,讨薪援助,free,,,in_person,,MO 09:00-12:00,30,30
firm-b,LS-034,抚养权,range,2000,1000,in_person,p2,MO 09:00-12:00,60,30
"""


@pytest.fixture
def folder(folder: Path) -> Path:
    (folder / "providers.csv").write_text(PROVIDERS, "utf-8")
    (folder / "practitioners.csv").write_text(PRACTITIONERS, "utf-8")
    (folder / "listings.csv").write_text(LISTINGS, "utf-8")
    return folder


async def test_own_institutions_are_loaded_as_far_as_the_rules_let_them(database: Database, folder: Path) -> None:
    report = await load(folder, NOW, quiet)
    assert report.of("providers.csv").counts == {Mark.ADDED: 3, Mark.REFUSED: 2}
    assert report.of("providers.csv").refused == {
        5: "district 359999 is not known",
        6: "the same licence stands on line 2",
    }
    told = report.of("practitioners.csv").refused
    assert told[4] == "provider nobody is not known"
    assert "licence_number needs a licence_kind" in told[5]
    assert report.of("listings.csv").refused == {
        3: "the service is free by law (R14, R15)",
        4: "a law_firm may not offer this service",
        5: "the service is not served as PHONE",
        6: "practitioner p1 does not work there",
        9: "fee_min and fee_max do not fit a fee that is range",
    }
    assert {row.title_zh: (row.fee_min, row.fee_max) for row in await Listing.all()} == {
        "离婚代理": (500_000, 500_000),
        "离婚协议": (100_000, 200_050),
        "讨薪援助": (0, 0),
    }
    assert sorted(row.slug for row in await Provider.all()) == ["aid-a", "firm-a", "firm-b"]


async def test_only_checked_licences_stand_on_the_shelf(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    states = {row.number: row.state for row in await Credential.filter(practitioner_id=None)}
    assert states == {"F-1": CredentialState.VERIFIED, "F-2": CredentialState.SUBMITTED}
    standing = [row.title_zh for row in await published_listings(NOW.date()).order_by("id")]
    assert standing == ["离婚代理", "讨薪援助"]
    assert not await Provider.filter(is_sample=True).exists()


async def test_loading_again_changes_nothing_and_a_changed_row_is_one_change(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    again = await load(folder, LATER, quiet)
    assert (again.added, again.changed) == (0, 0)
    assert await Outbox.all().count() == 0
    (folder / "listings.csv").write_text(LISTINGS.replace("MO,TU 09:00-12:00", "FR 09:00-11:00"), "utf-8")
    (folder / "providers.csv").write_text(PROVIDERS.replace("F-2,某厅,2030-01-01,", "F-2,某厅,2030-01-01,2026-12-01"))
    (folder / "practitioners.csv").write_text(PRACTITIONERS.replace("甲律师,female", "甲律师,male"))
    report = await load(folder, LATER, quiet)
    assert {file.name: file.counts[Mark.CHANGED] for file in report.files if file.counts[Mark.CHANGED]} == {
        "listings.csv": 1,
        "providers.csv": 1,
        "practitioners.csv": 1,
    }
    assert report.added == 0
    listing = await Listing.get(title_zh="离婚代理")
    rules = await WeeklyRule.filter(listing_id=listing.id)
    assert [(rule.weekday, rule.opens, rule.closes) for rule in rules] == [(4, 540, 660)]
    named = {str(row.payload["id"]) for row in await Outbox.all()}
    firm = await Provider.get(slug="firm-b")
    person = await Practitioner.get(key="p1")
    assert {f"listing-{listing.id}", f"service-{listing.service_id}", f"provider-{firm.id}"} <= named
    assert f"practitioner-{person.id}" in named


async def test_a_licence_stays_with_its_holder(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    (folder / "providers.csv").write_text(PROVIDERS.replace("F-1,", "F-9,").replace("F-2,", "F-1,"), "utf-8")
    report = await load(folder, LATER, quiet)
    assert report.of("providers.csv").refused[3] == "the licence F-1 belongs to another"
    firm = await Provider.get(slug="firm-a")
    assert (await Credential.get(number="F-1")).provider_id == firm.id


async def test_people_of_a_listing_follow_the_file(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    (folder / "listings.csv").write_text(LISTINGS.replace("video,p1", "video,"), "utf-8")
    report = await load(folder, LATER, quiet)
    assert report.of("listings.csv").counts[Mark.CHANGED] == 1
    listing = await Listing.get(title_zh="离婚代理")
    assert await ListingPractitioner.filter(listing_id=listing.id).count() == 0


async def test_a_row_that_is_new_later_is_announced(database: Database, folder: Path) -> None:
    await load(folder, NOW, quiet)
    more = 'firm-b,LS-035,监护,quote,,,in_person,p2,"MO 09:00-12:00",60,30\n'
    (folder / "listings.csv").write_text(LISTINGS + more, "utf-8")
    report = await load(folder, LATER, quiet)
    assert (report.added, report.changed) == (1, 0)
    listing = await Listing.get(title_zh="监护")
    named = {str(row.payload["id"]) for row in await Outbox.all()}
    assert named == {f"listing-{listing.id}", f"service-{listing.service_id}"}


async def test_a_folder_of_a_few_files_leaves_the_rest_alone(database: Database, folder: Path, tmp_path: Path) -> None:
    await load(folder, NOW, quiet)
    few = tmp_path / "few"
    few.mkdir()
    text = (CONTENT / "areas_of_law.csv").read_text("utf-8")
    (few / "areas_of_law.csv").write_text(text.replace("婚姻家庭,Marriage", "婚姻与家庭,Marriage"), "utf-8")
    report = await load(few, LATER, quiet)
    assert (report.added, report.changed, report.refused) == (0, 1, 0)
    assert "services.csv: not in the folder, left as it is" in str(report)


async def test_an_operator_may_ask_for_made_up_institutions(database: Database, folder: Path) -> None:
    for name in ("providers.csv", "practitioners.csv", "listings.csv"):
        (folder / name).unlink()
    lines = (folder / "provider_types.csv").read_text("utf-8").splitlines(keepends=True)
    few = [line.replace(",268,", ",3,") for line in lines if line.startswith(("code,", "law_firm,"))]
    report = await load(folder, NOW, quiet)
    assert not await Provider.exists()
    (folder / "provider_types.csv").write_text("".join(few), "utf-8")
    report = await load(folder, NOW, quiet, samples=True)
    assert report.of("providers.csv").counts == {Mark.ADDED: 3}
    assert await Provider.filter(is_sample=True).count() == 3
    assert await Outbox.filter(topic="index").exists()
