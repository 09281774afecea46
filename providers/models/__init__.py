"""The tables of the market. Reverse accessors do not exist: ask the child table by `*_id__in`."""

from providers.models.account import (
    Account,
    LoginCode,
    Membership,
    RateCounter,
    Session,
)
from providers.models.booking import (
    Booking,
    BookingEvent,
    Hold,
    Occupancy,
)
from providers.models.institution import (
    ClientMatter,
    Credential,
    Practitioner,
    Provider,
    ProviderType,
    Resource,
)
from providers.models.listing import (
    AvailabilityException,
    Listing,
    ListingPractitioner,
    WeeklyRule,
)
from providers.models.need import (
    Candidate,
    MatchPolicy,
    MatchRun,
    Need,
    NeedEvent,
)
from providers.models.place import (
    CalendarDay,
    District,
    Language,
    Location,
    Subdistrict,
)
from providers.models.shelf import (
    AreaOfLaw,
    Category,
    Guide,
    LegalReference,
    Service,
    ServiceWindow,
    VocabularyEntry,
)
from providers.models.system import (
    Centre,
    IdempotencyKey,
    Outbox,
    Setting,
)

__all__ = [
    "Account",
    "AreaOfLaw",
    "AvailabilityException",
    "Booking",
    "BookingEvent",
    "CalendarDay",
    "Candidate",
    "Category",
    "Centre",
    "ClientMatter",
    "Credential",
    "District",
    "Guide",
    "Hold",
    "IdempotencyKey",
    "Language",
    "LegalReference",
    "Listing",
    "ListingPractitioner",
    "Location",
    "LoginCode",
    "MatchPolicy",
    "MatchRun",
    "Membership",
    "Need",
    "NeedEvent",
    "Occupancy",
    "Outbox",
    "Practitioner",
    "Provider",
    "ProviderType",
    "RateCounter",
    "Resource",
    "Service",
    "ServiceWindow",
    "Session",
    "Setting",
    "Subdistrict",
    "VocabularyEntry",
    "WeeklyRule",
]
