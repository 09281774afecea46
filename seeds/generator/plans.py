"""What institutions of each type look like: their people, licences, how many services, when on duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PersonalLicence = Literal["lawyer", "notary", "mediator", "arbitrator", "forensic", "other"]


@dataclass(frozen=True, slots=True)
class Plan:
    """`office` keeps office hours on working days; others are on duty on some half days. Pairs are least and most."""

    title: str
    licence: PersonalLicence | None
    staff: tuple[int, int]
    offers: tuple[int, int]
    office: bool = True
    suffix: str = ""  # of the name, where the type's own name does not serve


OTHER = Plan("工作人员", None, (1, 2), (1, 5))
PLANS: Mapping[str, Plan] = {
    "law_firm": Plan("律师", "lawyer", (2, 8), (4, 7), office=False),
    "foreign_law_office": Plan("外国法律顾问", "lawyer", (1, 3), (3, 4), office=False),
    "hmt_law_office": Plan("港澳台法律顾问", "lawyer", (1, 3), (3, 4), office=False),
    "basic_legal_service_office": Plan("基层法律服务工作者", "other", (2, 4), (5, 8), office=False),
    "legal_aid_centre": Plan("法律援助工作人员", None, (2, 4), (18, 18)),
    "notary_office": Plan("公证员", "notary", (3, 6), (14, 20)),
    "forensic_institute": Plan("司法鉴定人", "forensic", (2, 5), (5, 8)),
    "peoples_mediation_committee": Plan("人民调解员", "mediator", (2, 4), (4, 7)),
    "professional_mediation_committee": Plan("专职调解员", "mediator", (2, 4), (4, 7)),
    "individual_mediation_room": Plan("调解员", "mediator", (1, 1), (3, 5)),
    "commercial_mediation_org": Plan("商事调解员", "mediator", (2, 4), (2, 2)),
    "arbitration_commission": Plan("仲裁员", "arbitrator", (4, 8), (6, 8)),
    "labour_arbitration": Plan("仲裁员", "arbitrator", (2, 3), (2, 2)),
    "rural_land_arbitration": Plan("仲裁员", "arbitrator", (2, 3), (1, 1)),
    "court_service_centre": Plan("导诉员", None, (2, 3), (8, 14), suffix="诉讼服务中心"),
    "procuratorate_service": Plan("接待人员", None, (2, 2), (2, 2)),
    "admin_reconsideration": Plan("复议接待人员", None, (2, 3), (4, 4)),
    "public_legal_service_centre": Plan("接待人员", None, (2, 3), (12, 18), suffix="公共法律服务中心"),
    "ip_agency": Plan("知识产权代理人", "other", (2, 4), (5, 8), office=False),
    "tax_agent": Plan("税务师", "other", (1, 3), (2, 2), office=False),
    "accounting_firm": Plan("注册会计师", "other", (2, 4), (4, 5), office=False),
    "appraisal_firm": Plan("评估师", "other", (1, 3), (1, 1), office=False),
    "cost_engineering": Plan("造价工程师", "other", (1, 3), (1, 1), office=False),
    "translation_agency": Plan("译员", None, (1, 3), (1, 1), office=False),
    "bankruptcy_administrator": Plan("管理人成员", "other", (2, 4), (2, 2), office=False),
    "consumer_council": Plan("调解员", "mediator", (1, 2), (1, 1)),
    "womens_federation": Plan("维权干部", None, (1, 2), (4, 4)),
    "trade_union": Plan("法律援助专员", None, (1, 2), (3, 3)),
    "psych_social_work": Plan("心理咨询师", "other", (1, 3), (1, 1), office=False),
    "law_school_clinic": Plan("诊所学员", None, (3, 5), (5, 7), office=False),
    "legal_commissioner": Plan("法务特派员", None, (1, 2), (6, 10), office=False),
    "maritime_service": Plan("海事顾问", "other", (1, 2), (1, 1), office=False),
    "legal_tech": Plan("顾问", None, (1, 2), (3, 3), office=False),
}

# How many of a hundred institutions a district draws; any other district draws as the last line says.
DISTRICTS: Mapping[str, int] = {
    "350102": 26,
    "350103": 15,
    "350104": 13,
    "350111": 13,
    "350181": 9,
    "350121": 6,
    "350112": 5,
    "350105": 4,
    "350122": 3,
    "350128": 2,
    "350123": 2,
    "350124": 1,
    "350125": 1,
}
ANY_DISTRICT = 2

# Where people ask for lawyers most; any other area weighs 1.
DEMAND: Mapping[str, int] = {
    "marriage_family": 4,
    "labour": 4,
    "debt": 4,
    "contract": 3,
    "traffic": 3,
    "real_estate": 3,
    "criminal": 3,
    "inheritance": 2,
    "tort": 2,
    "company": 2,
    "work_injury": 2,
}
