"""Words about the shelf and the institutions."""

from enum import StrEnum


class ServiceMode(StrEnum):
    """How a service is served."""

    IN_PERSON = "IN_PERSON"
    PHONE = "PHONE"
    VIDEO = "VIDEO"
    ONLINE_FORM = "ONLINE_FORM"
    HOME_VISIT = "HOME_VISIT"


class FeeKind(StrEnum):
    """How the price is said."""

    FREE = "FREE"
    FIXED = "FIXED"
    RANGE = "RANGE"
    QUOTE = "QUOTE"


class ProviderKind(StrEnum):
    """Broad kind of institution; the precise type is `Provider.typeCode`."""

    LAW_FIRM = "LAW_FIRM"
    NOTARY_OFFICE = "NOTARY_OFFICE"
    LEGAL_AID_CENTRE = "LEGAL_AID_CENTRE"
    MEDIATION = "MEDIATION"
    ARBITRATION = "ARBITRATION"
    FORENSIC_EXAMINATION = "FORENSIC_EXAMINATION"
    COURT_WINDOW = "COURT_WINDOW"
    PROCURATORATE_WINDOW = "PROCURATORATE_WINDOW"
    TAX_OR_IP_AGENCY = "TAX_OR_IP_AGENCY"
    TRANSLATION = "TRANSLATION"
    INSURANCE_OR_BANK = "INSURANCE_OR_BANK"
    OTHER = "OTHER"


class ProviderStatus(StrEnum):
    """Where an institution stands."""

    APPLIED = "APPLIED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    CLOSED = "CLOSED"


class CredentialKind(StrEnum):
    """Kind of licence."""

    LAWYER_LICENCE = "LAWYER_LICENCE"
    FIRM_LICENCE = "FIRM_LICENCE"
    NOTARY_LICENCE = "NOTARY_LICENCE"
    MEDIATOR_CARD = "MEDIATOR_CARD"
    ARBITRATOR = "ARBITRATOR"
    FORENSIC_LICENCE = "FORENSIC_LICENCE"
    BUSINESS_LICENCE = "BUSINESS_LICENCE"


class CredentialState(StrEnum):
    """Where a licence stands."""

    SUBMITTED = "SUBMITTED"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


class ListingState(StrEnum):
    """Where a listing stands."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    PUBLISHED = "PUBLISHED"
    UNPUBLISHED = "UNPUBLISHED"
    REJECTED = "REJECTED"
    ARCHIVED = "ARCHIVED"


class RevisionState(StrEnum):
    """Where a waiting change stands."""

    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Weekday(StrEnum):
    """Day of the week."""

    MON = "MON"
    TUE = "TUE"
    WED = "WED"
    THU = "THU"
    FRI = "FRI"
    SAT = "SAT"
    SUN = "SUN"
