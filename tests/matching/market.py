"""A small market to match in: one town, one shelf, institutions that can be made to break one rule each."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from providers.enums import CredentialState, FeeKind, ListingState, ProviderKind, ProviderStatus, ServiceMode
from providers.models import (
    Account,
    AreaOfLaw,
    Booking,
    Category,
    Credential,
    District,
    Hold,
    Language,
    Listing,
    ListingPractitioner,
    Location,
    Practitioner,
    Provider,
    ProviderType,
    Resource,
    Service,
    WeeklyRule,
)

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # Wednesday, 9:00 in Fuzhou
TODAY = date(2026, 11, 25)
GULOU, TAIJIANG, MINQING = "350102", "350103", "350124"

_numbers = count(1)

KINDS = {
    "law_firm": (ProviderKind.LAW_FIRM, "yes", "market_or_guided"),
    "basic_legal_service_office": (ProviderKind.LAW_FIRM, "civil_admin_only", "market"),
    "foreign_law_office": (ProviderKind.LAW_FIRM, "no", "market"),
    "legal_aid_centre": (ProviderKind.LEGAL_AID_CENTRE, "assigns", "free"),
    "notary_office": (ProviderKind.NOTARY_OFFICE, "no", "government_guided"),
    "peoples_mediation_committee": (ProviderKind.MEDIATION, "no", "free"),
    "labour_arbitration": (ProviderKind.ARBITRATION, "tribunal", "free"),
    "court_service_centre": (ProviderKind.COURT_WINDOW, "court", "court_fee"),
}


@dataclass
class Market:
    """What has been made so far."""

    services: dict[str, Service] = field(default_factory=dict[str, Service])

    async def service(self, code: str = "LS-040", **given: object) -> Service:
        area = given.pop("area", "debt")
        await AreaOfLaw.get_or_create(code=area, defaults={"name_zh": area, "name_en": area, "contingency_fee": "yes"})
        category, _ = await Category.get_or_create(
            code="C03-3", defaults={"slug": "c03-3", "name_zh": "债权合同", "name_en": "Debt"}
        )
        values = {
            "slug": code.lower(),
            "name_zh": "民间借贷纠纷代理",
            "name_en": "Loans",
            "summary_zh": "代理",
            "fee_kind": FeeKind.QUOTE,
            "contingency_fee": "yes",
            "modes": ("IN_PERSON", "VIDEO"),
            "provider_types": ("law_firm",),
            "duration_minutes": 30,
            "conflict_check": "strict_firm_level",
            "urgency_default": "normal",
            "updated_at": NOW,
            **given,
        }
        self.services[code] = await Service.create(code=code, category=category, area_id=area, **values)
        return self.services[code]

    async def institution(self, service: Service, type_code: str = "law_firm", **given: object) -> Listing:
        """Make an institution with one licensed lawyer and a published listing, open every day."""
        n = next(_numbers)
        licence = given.pop("licence", {})
        fee = given.pop("fee_kind", FeeKind.QUOTE)
        district = given.pop("district", GULOU)
        state = given.pop("state", ListingState.PUBLISHED)
        place = await Location.create(key=f"place-{n}", name="办公室", address="五四路 1 号", district_id=district)
        provider = await Provider.create(
            slug=f"provider-{n}",
            name_zh=f"示例律师事务所{n}",
            name_en=f"Sample {n}",
            type_id=type_code,
            status=given.pop("status", ProviderStatus.ACTIVE),
            district_id=district,
            location=place,
            updated_at=NOW,
            **{"languages": ("zh",), "areas": ("debt",), **given},
        )
        if licence is not None:
            await licensed(provider, None, **licence)
        listing = await Listing.create(
            service=service,
            provider=provider,
            resource=await Resource.create(kind="listing"),
            title_zh="承接",
            fee_kind=fee,
            modes=("IN_PERSON", "VIDEO"),
            state=state,
            duration=1800,
            slot_step=1800,
            updated_at=NOW,
        )
        for weekday in range(7):
            await WeeklyRule.create(listing=listing, weekday=weekday, opens=540, closes=1020)
        return listing

    async def lawyer(self, listing: Listing, *, licence: dict[str, Any] | None = None, **given: object) -> Practitioner:
        person = await Practitioner.create(
            key=f"person-{next(_numbers)}",
            provider_id=listing.provider_id,
            resource=await Resource.create(kind="practitioner"),
            name="示例律师",
            sex="female",
            practising_since=date(2016, 1, 1),
            **{"languages": ("zh",), "areas": ("debt",), **given},
        )
        await licensed(await Provider.get(id=listing.provider_id), person, **(licence or {}))
        await ListingPractitioner.create(listing=listing, practitioner=person)
        return person


async def licensed(provider: Provider, person: Practitioner | None, **given: object) -> None:
    values = {"valid_until": TODAY, "state": CredentialState.VERIFIED, **given}
    kind = "LAWYER_LICENCE" if person else "FIRM_LICENCE"
    await Credential.create(
        provider=provider, practitioner=person, kind=kind, number=f"no-{next(_numbers)}", issuer="司法厅", **values
    )


async def open_market() -> Market:
    """Make the town and its types of institutions."""
    for code, name, neighbours in (
        (GULOU, "鼓楼区", (TAIJIANG,)),
        (TAIJIANG, "台江区", (GULOU,)),
        (MINQING, "闽清县", ()),
    ):
        await District.create(
            code=code,
            name_zh=name,
            name_en=name,
            kind="district",
            lat=26.08 + 0.1 * len(neighbours),
            lng=119.3,
            neighbours=neighbours,
            basic_court=f"{name}人民法院",
        )
    for code, tag in (("zh", "zh-Hans"), ("fzh", "cdo"), ("csl", "csl"), ("en", "en")):
        await Language.create(code=code, tag=tag, name_zh=tag, name_en=tag, kind="spoken")
    for code, (kind, court, charging) in KINDS.items():
        licence = code not in {"court_service_centre", "labour_arbitration", "peoples_mediation_committee"}
        await ProviderType.create(
            code=code,
            name_zh=code,
            name_en=code,
            kind=kind,
            court=court,
            conflict_rule="strict_firm_level",
            charging=charging,
            licence_required=licence,
        )
    return Market()


async def person(name: str = "张三", **given: object) -> Account:
    n = next(_numbers)
    return await Account.create(
        phone_hash=f"{n:064}", phone_sealed="sealed", display_name=name, created_at=NOW, **given
    )


async def booked(listing: Listing, citizen: Account, starts_at: datetime, **given: object) -> Booking:
    """Give the citizen a place, as the booking room would."""
    span = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30), "mode": ServiceMode.IN_PERSON}
    people = {"listing_id": listing.id, "practitioner_id": given.pop("practitioner_id", None)}
    hold = await Hold.create(holder_id=citizen.id, state="USED", expires_at=NOW, created_at=NOW, **span, **people)
    n = next(_numbers)
    values = {"status": "CONFIRMED", "created_at": NOW, **given}
    return await Booking.create(
        number=f"B{n}", hold=hold, citizen_id=citizen.id, ics_key=f"key-{n}", **span, **people, **values
    )
