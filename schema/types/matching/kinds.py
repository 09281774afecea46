"""The closed sets of matching, known to GraphQL by being imported once."""

import strawberry

from providers.enums import (
    CheckResult,
    DeclineReason,
    ExclusionReason,
    FactKind,
    FactorCode,
    MatchState,
    NeedEventKind,
    NeedStatus,
    OfferState,
    QuestionKind,
    RiskFlag,
    SlaState,
    Urgency,
)

ENUMS = tuple(
    strawberry.enum(kind)
    for kind in (
        CheckResult,
        DeclineReason,
        ExclusionReason,
        FactKind,
        FactorCode,
        MatchState,
        NeedEventKind,
        NeedStatus,
        OfferState,
        QuestionKind,
        RiskFlag,
        SlaState,
        Urgency,
    )
)
