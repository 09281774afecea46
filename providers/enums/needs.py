"""Words about needs and matching."""

from enum import StrEnum


class NeedStatus(StrEnum):
    """Where a need stands."""

    DRAFT = "DRAFT"
    CLARIFYING = "CLARIFYING"
    SUBMITTED = "SUBMITTED"
    MATCHING = "MATCHING"
    MATCHED = "MATCHED"
    ESCALATED = "ESCALATED"
    BOOKED = "BOOKED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


class Urgency(StrEnum):
    """How soon a need must be met."""

    ROUTINE = "ROUTINE"
    SOON = "SOON"
    URGENT = "URGENT"
    EMERGENCY = "EMERGENCY"


class FactKind(StrEnum):
    """Kind of fact found in a statement."""

    DATE = "DATE"
    AMOUNT = "AMOUNT"
    DISTRICT = "DISTRICT"
    OPPOSING_PARTY = "OPPOSING_PARTY"
    ROLE = "ROLE"
    PERIOD = "PERIOD"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "SINGLE"
    MULTI = "MULTI"
    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DATE = "DATE"
    PLACE = "PLACE"
    BOOLEAN = "BOOLEAN"


class RiskFlag(StrEnum):
    """A risk that changes the route."""

    LIMITATION_DEADLINE = "LIMITATION_DEADLINE"
    VIOLENCE = "VIOLENCE"
    MINOR = "MINOR"
    DETENTION = "DETENTION"
    EVICTION = "EVICTION"
    GROUP_DISPUTE = "GROUP_DISPUTE"
    CROSS_BORDER = "CROSS_BORDER"
    SELF_HARM = "SELF_HARM"


class CheckResult(StrEnum):
    """Outcome of a check."""

    PASS = "PASS"
    FAIL = "FAIL"
    UNKNOWN = "UNKNOWN"


class SlaState(StrEnum):
    """State of the promise's clock."""

    NOT_STARTED = "NOT_STARTED"
    RUNNING = "RUNNING"
    AT_RISK = "AT_RISK"
    MET = "MET"
    BREACHED = "BREACHED"


class MatchState(StrEnum):
    """Where a match stands."""

    RANKING = "RANKING"
    OFFERING = "OFFERING"
    ACCEPTED = "ACCEPTED"
    EXHAUSTED = "EXHAUSTED"
    ESCALATED = "ESCALATED"
    CANCELLED = "CANCELLED"


class FactorCode(StrEnum):
    """What a score is made of."""

    TOPIC_FIT = "TOPIC_FIT"
    LANGUAGE = "LANGUAGE"
    DISTANCE = "DISTANCE"
    EARLIEST_SLOT = "EARLIEST_SLOT"
    RESPONSE_SPEED = "RESPONSE_SPEED"
    LOAD = "LOAD"
    FAIRNESS_DEFICIT = "FAIRNESS_DEFICIT"
    RATING = "RATING"
    EXPERIENCE = "EXPERIENCE"
    CITIZEN_PREFERENCE = "CITIZEN_PREFERENCE"
    DIALECT = "DIALECT"
    CONTINUITY = "CONTINUITY"


class ExclusionReason(StrEnum):
    """Why a candidate was not considered."""

    OFF_DUTY = "OFF_DUTY"
    NO_CAPACITY = "NO_CAPACITY"
    CONFLICT_OF_INTEREST = "CONFLICT_OF_INTEREST"
    LICENCE_INVALID = "LICENCE_INVALID"
    OUT_OF_AREA = "OUT_OF_AREA"
    LANGUAGE = "LANGUAGE"
    DECLINED_BEFORE = "DECLINED_BEFORE"
    SUSPENDED = "SUSPENDED"
    TYPE_MAY_NOT = "TYPE_MAY_NOT"
    JURISDICTION = "JURISDICTION"
    FORMER_JUDGE = "FORMER_JUDGE"
    FEE_RULE = "FEE_RULE"
    HOLIDAY = "HOLIDAY"
    NO_CONSENT = "NO_CONSENT"


class OfferState(StrEnum):
    """Where an offer stands."""

    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


class DeclineReason(StrEnum):
    """Why an offer was turned down."""

    BUSY = "BUSY"
    OUT_OF_EXPERTISE = "OUT_OF_EXPERTISE"
    CONFLICT = "CONFLICT"
    LANGUAGE = "LANGUAGE"
    OTHER = "OTHER"


class NeedEventKind(StrEnum):
    """What happened to a need."""

    CREATED = "CREATED"
    ANSWERED = "ANSWERED"
    SUBMITTED = "SUBMITTED"
    RANKED = "RANKED"
    OFFER_SENT = "OFFER_SENT"
    OFFER_ACCEPTED = "OFFER_ACCEPTED"
    OFFER_DECLINED = "OFFER_DECLINED"
    OFFER_EXPIRED = "OFFER_EXPIRED"
    ESCALATED = "ESCALATED"
    ASSIGNED = "ASSIGNED"
    BOOKED = "BOOKED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"
