"""The hard rules of an offer."""

from collections.abc import Collection

import pytest

from providers.rules.offering import OnShelf, Seller, why_not

SERVICE = OnShelf("labour", ("law_firm", "basic_legal_service_office"), ("IN_PERSON", "VIDEO"), free_by_law=False)
FREE = OnShelf("labour", ("law_firm", "legal_aid_centre"), ("IN_PERSON",), free_by_law=True)
CRIME = OnShelf("criminal", ("law_firm", "basic_legal_service_office"), ("IN_PERSON",), free_by_law=False)
FIRM = Seller("law_firm", "market")
AID = Seller("legal_aid_centre", "free")
BASIC = Seller("basic_legal_service_office", "market")


@pytest.mark.parametrize(
    ("service", "seller", "fee", "modes", "reason"),
    [
        (SERVICE, FIRM, "RANGE", ("VIDEO",), None),
        (SERVICE, AID, "FREE", ("VIDEO",), "may not offer"),
        (SERVICE, FIRM, "RANGE", ("VIDEO", "PHONE"), "not served as PHONE"),
        (SERVICE, FIRM, "RANGE", (), "no mode"),
        (FREE, FIRM, "FREE", ("IN_PERSON",), None),
        (FREE, FIRM, "QUOTE", ("IN_PERSON",), "free by law"),
        (CRIME, FIRM, "RANGE", ("IN_PERSON",), None),
        (CRIME, BASIC, "RANGE", ("IN_PERSON",), "no criminal matter"),
        (SERVICE, Seller("law_firm", "free"), "FIXED", ("VIDEO",), "takes no money"),
        (SERVICE, Seller("law_firm", "free"), "FREE", ("VIDEO",), None),
    ],
)
def test_an_offer_stands_or_falls(
    service: OnShelf, seller: Seller, fee: str, modes: Collection[str], reason: str | None
) -> None:
    said = why_not(service, seller, fee, modes)
    assert (said is None) if reason is None else (reason in (said or ""))
