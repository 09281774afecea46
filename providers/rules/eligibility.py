"""The hard rules: who may take a need at all. Each exclusion is named; whoever is named nowhere may be ranked."""

from collections.abc import Callable

from providers.enums import AccessNeed, ExclusionReason, FeeKind, ProviderStatus
from providers.rules.contenders import Contender, Demand, Person
from providers.rules.jurisdiction import wrong_district
from providers.rules.practice import may_not

SIGN = "csl"


def signs(demand: Demand) -> bool:
    """Whether sign language is needed, which no other language replaces (R27)."""
    return AccessNeed.SIGN_LANGUAGE in demand.wish.access or demand.wish.language == SIGN


def able(demand: Demand, contender: Contender) -> tuple[Person, ...]:
    """People of the listing who may serve this need today."""
    return tuple(person for person in contender.people if not _against_person(demand, person))


def exclusions(demand: Demand, contender: Contender) -> tuple[ExclusionReason, ...]:
    """Name every rule that keeps the contender out, the gravest first; empty when it may be ranked."""
    broken = {reason for reason, breaks in _RULES if breaks(demand, contender)}
    if contender.people and not able(demand, contender):
        broken.update(*(_against_person(demand, person) for person in contender.people))
    return tuple(reason for reason in _GRAVITY if reason in broken)


def _against_person(demand: Demand, person: Person) -> frozenset[ExclusionReason]:
    until = person.former_judge_until
    barred = demand.represents and until is not None and demand.today <= until  # R04
    checks = (
        (ExclusionReason.LICENCE_INVALID, not person.licensed),
        (ExclusionReason.FORMER_JUDGE, barred),
        (ExclusionReason.OFF_DUTY, not person.on_duty),
        (ExclusionReason.NO_CAPACITY, not person.free),
    )
    return frozenset(reason for reason, breaks in checks if breaks)


def _fee(demand: Demand, it: Contender) -> bool:
    """R14, R15, rule 7: what the law makes free, and whoever may take no money, costs nothing."""
    return it.fee is not FeeKind.FREE and (demand.free_by_law or it.charging == "free")


def _language(demand: Demand, it: Contender) -> bool:
    return signs(demand) and SIGN not in it.languages and not any(SIGN in one.languages for one in able(demand, it))


def _may_not(demand: Demand, it: Contender) -> bool:
    return may_not(it.type, it.court, demand.types, demand.area, foreign_law=demand.foreign_law)


def _no_consent(demand: Demand, it: Contender) -> bool:
    """No mediation before both sides agree (R16); and nobody whom the citizen wishes to avoid."""
    return (demand.mediation and not demand.consented) or it.provider in demand.wish.avoid


_RULES: tuple[tuple[ExclusionReason, Callable[[Demand, Contender], bool]], ...] = (
    (ExclusionReason.SUSPENDED, lambda _, it: it.status is not ProviderStatus.ACTIVE),
    (ExclusionReason.LICENCE_INVALID, lambda _, it: not it.licensed),
    (ExclusionReason.TYPE_MAY_NOT, _may_not),
    (ExclusionReason.CONFLICT_OF_INTEREST, lambda _, it: it.conflict),
    (ExclusionReason.JURISDICTION, wrong_district),
    (ExclusionReason.FEE_RULE, _fee),
    (ExclusionReason.NO_CONSENT, _no_consent),
    (ExclusionReason.LANGUAGE, _language),
    (ExclusionReason.OFF_DUTY, lambda _, it: not it.on_duty),
    (ExclusionReason.NO_CAPACITY, lambda _, it: it.open_matters >= it.capacity),
)
_GRAVITY = (
    ExclusionReason.SUSPENDED,
    ExclusionReason.LICENCE_INVALID,
    ExclusionReason.TYPE_MAY_NOT,
    ExclusionReason.FORMER_JUDGE,
    ExclusionReason.CONFLICT_OF_INTEREST,
    ExclusionReason.JURISDICTION,
    ExclusionReason.FEE_RULE,
    ExclusionReason.NO_CONSENT,
    ExclusionReason.LANGUAGE,
    ExclusionReason.OFF_DUTY,
    ExclusionReason.NO_CAPACITY,
)
