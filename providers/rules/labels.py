"""Names to show for the closed sets that answers are counted by: Chinese, English."""

from collections.abc import Mapping

from providers.enums import AccessNeed, FeeKind, ProviderKind, ResultType, ServiceMode

Label = tuple[str, str]

TYPES: Mapping[str, Label] = {
    ResultType.SERVICE: ("服务", "Services"),
    ResultType.LISTING: ("机构服务", "Offers"),
    ResultType.PROVIDER: ("机构", "Institutions"),
    ResultType.PRACTITIONER: ("人员", "People"),
    ResultType.WINDOW: ("窗口", "Counters"),
    ResultType.GUIDE: ("指南", "Guides"),
}
MODES: Mapping[str, Label] = {
    ServiceMode.IN_PERSON: ("当面", "In person"),
    ServiceMode.PHONE: ("电话", "Phone"),
    ServiceMode.VIDEO: ("视频", "Video"),
    ServiceMode.ONLINE_FORM: ("网上提交", "Online form"),
    ServiceMode.HOME_VISIT: ("上门", "Home visit"),
}
FEE_KINDS: Mapping[str, Label] = {
    FeeKind.FREE: ("免费", "Free"),
    FeeKind.FIXED: ("固定收费", "Fixed"),
    FeeKind.RANGE: ("区间收费", "Range"),
    FeeKind.QUOTE: ("按件报价", "By quote"),
}
PROVIDER_KINDS: Mapping[str, Label] = {
    ProviderKind.LAW_FIRM: ("律师事务所", "Law firms"),
    ProviderKind.NOTARY_OFFICE: ("公证机构", "Notary offices"),
    ProviderKind.LEGAL_AID_CENTRE: ("法律援助机构", "Legal aid"),
    ProviderKind.MEDIATION: ("调解组织", "Mediation"),
    ProviderKind.ARBITRATION: ("仲裁机构", "Arbitration"),
    ProviderKind.FORENSIC_EXAMINATION: ("司法鉴定机构", "Forensic examination"),
    ProviderKind.COURT_WINDOW: ("法院窗口", "Court windows"),
    ProviderKind.PROCURATORATE_WINDOW: ("检察窗口", "Procuratorate windows"),
    ProviderKind.TAX_OR_IP_AGENCY: ("税务与知识产权代理", "Tax and IP agencies"),
    ProviderKind.TRANSLATION: ("翻译机构", "Translation"),
    ProviderKind.INSURANCE_OR_BANK: ("保险与银行", "Insurance and banks"),
    ProviderKind.OTHER: ("其他机构", "Others"),
}
ACCESS: Mapping[str, Label] = {
    AccessNeed.SIGN_LANGUAGE: ("手语", "Sign language"),
    AccessNeed.WHEELCHAIR: ("轮椅通行", "Wheelchair"),
    AccessNeed.LARGE_TEXT: ("大字版", "Large text"),
    AccessNeed.INTERPRETER: ("口译", "Interpreter"),
    AccessNeed.HOME_VISIT: ("上门服务", "Home visit"),
    AccessNeed.COMPANION: ("陪同", "Companion"),
}
WITHIN: Mapping[str, tuple[int, Label]] = {  # seconds, name
    "PT24H": (86_400, ("24小时内有空位", "Within 24 hours")),
    "P3D": (3 * 86_400, ("3天内有空位", "Within 3 days")),
    "P7D": (7 * 86_400, ("7天内有空位", "Within 7 days")),
    "P30D": (30 * 86_400, ("30天内有空位", "Within 30 days")),
}
