"""Every table from the words of the CSV files to the words of the market, in one place."""

from collections.abc import Mapping

from providers.enums import CredentialKind, FeeKind, ProviderKind, ServiceMode, Weekday

MODES: Mapping[str, ServiceMode] = {
    "in_person": ServiceMode.IN_PERSON,
    "video": ServiceMode.VIDEO,
    "phone": ServiceMode.PHONE,
    "document": ServiceMode.ONLINE_FORM,
    "home_visit": ServiceMode.HOME_VISIT,
}

FEE_NOTES: Mapping[str, str] = {  # the fee kinds of services.csv; all but the first are priced by their range
    "free": "",
    "market": "市场调节价",
    "government_guided": "政府指导价或规定标准",
    "legal_aid_eligible": "符合法律援助条件的免费",
}
FEE_SOURCES: Mapping[str, str] = {
    "law": "依法不收费",
    "public_service": "公共服务不收费",
    "article": "公共服务不收费",
    "fz12348-2020": "参照福州市司法局公示标准（2020）",
    "fj-lawyer-2018": "参照福建省律师服务收费通知（2018），可能已有新规",
    "fj-notary-2021-533": "闽发改服价〔2021〕533号",
    "court-fee-481": "《诉讼费用交纳办法》",
    "arb-fee-1995": "《仲裁委员会仲裁收费办法》",
    "invented": "示例区间，并非真实报价",
}
LISTING_FEES: Mapping[str, FeeKind] = {
    "free": FeeKind.FREE,
    "fixed": FeeKind.FIXED,
    "range": FeeKind.RANGE,
    "quote": FeeKind.QUOTE,
}

PROVIDER_KINDS: Mapping[str, ProviderKind] = {  # any other type is OTHER
    "law_firm": ProviderKind.LAW_FIRM,
    "foreign_law_office": ProviderKind.LAW_FIRM,
    "hmt_law_office": ProviderKind.LAW_FIRM,
    "legal_aid_centre": ProviderKind.LEGAL_AID_CENTRE,
    "notary_office": ProviderKind.NOTARY_OFFICE,
    "forensic_institute": ProviderKind.FORENSIC_EXAMINATION,
    "peoples_mediation_committee": ProviderKind.MEDIATION,
    "professional_mediation_committee": ProviderKind.MEDIATION,
    "individual_mediation_room": ProviderKind.MEDIATION,
    "commercial_mediation_org": ProviderKind.MEDIATION,
    "arbitration_commission": ProviderKind.ARBITRATION,
    "labour_arbitration": ProviderKind.ARBITRATION,
    "rural_land_arbitration": ProviderKind.ARBITRATION,
    "court_service_centre": ProviderKind.COURT_WINDOW,
    "procuratorate_service": ProviderKind.PROCURATORATE_WINDOW,
    "ip_agency": ProviderKind.TAX_OR_IP_AGENCY,
    "tax_agent": ProviderKind.TAX_OR_IP_AGENCY,
    "translation_agency": ProviderKind.TRANSLATION,
}
LICENCES: Mapping[str, CredentialKind] = {  # of the institution; any other type registers as a business
    "law_firm": CredentialKind.FIRM_LICENCE,
    "foreign_law_office": CredentialKind.FIRM_LICENCE,
    "hmt_law_office": CredentialKind.FIRM_LICENCE,
    "basic_legal_service_office": CredentialKind.FIRM_LICENCE,
    "notary_office": CredentialKind.NOTARY_LICENCE,
    "forensic_institute": CredentialKind.FORENSIC_LICENCE,
    "professional_mediation_committee": CredentialKind.MEDIATOR_CARD,
    "individual_mediation_room": CredentialKind.MEDIATOR_CARD,
}
# 律师法 第5条、第13条; 公证法 第18条; 司法鉴定人登记管理办法; 基层法律服务工作者管理办法
PERSONALLY_LICENSED = frozenset(
    {
        "law_firm",
        "foreign_law_office",
        "hmt_law_office",
        "basic_legal_service_office",
        "notary_office",
        "forensic_institute",
    }
)

PERSONAL_LICENCES: Mapping[str, CredentialKind] = {  # the words of practitioners.csv
    "lawyer": CredentialKind.LAWYER_LICENCE,
    "notary": CredentialKind.NOTARY_LICENCE,
    "mediator": CredentialKind.MEDIATOR_CARD,
    "arbitrator": CredentialKind.ARBITRATOR,
    "forensic": CredentialKind.FORENSIC_LICENCE,
    "other": CredentialKind.BUSINESS_LICENCE,
}
WEEKDAYS: Mapping[str, int] = {day.value[:2]: place for place, day in enumerate(Weekday)}  # MO … SU


def provider_kind(type_code: str) -> ProviderKind:
    return PROVIDER_KINDS.get(type_code, ProviderKind.OTHER)


def licence_kind(type_code: str) -> CredentialKind:
    return LICENCES.get(type_code, CredentialKind.BUSINESS_LICENCE)


def fee_note(kind: str, source: str) -> str:
    """Say how a fee comes about, and whence its figure is."""
    return "；".join(text for text in (FEE_NOTES[kind], FEE_SOURCES.get(source, source)) if text)
