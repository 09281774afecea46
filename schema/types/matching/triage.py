"""Triage: what the words of a need seem to mean, each guess with its reasons."""

from collections.abc import Sequence
from datetime import date

import strawberry

from providers.enums import CheckResult, FactKind, QuestionKind, RiskFlag
from providers.matching import reads
from providers.rules.aid import Check, checks
from providers.rules.reading import Deadline, Reading, ServiceGuess
from providers.rules.shelf import eligibility
from schema.loaders import loader
from schema.types.catalog.parts import AreaOfLaw, EligibilityRule
from schema.types.catalog.search import TermMatch
from schema.types.catalog.service import Service, service
from schema.types.catalog.words import InLocale, said


@strawberry.type
class TriageCandidate:
    """A shelf service the words may mean."""

    service: Service = strawberry.field(description="The shelf service.")
    confidence: float = strawberry.field(description="0..1, calibrated.")
    evidence: list[TermMatch] = strawberry.field(description="Words of the statement that speak for it.")


@strawberry.type
class AreaCandidate:
    """An area of law the words may belong to."""

    area: AreaOfLaw = strawberry.field(description="The area.")
    confidence: float = strawberry.field(description="0..1, calibrated.")


@strawberry.type(description="A limitation or filing period computed from the facts; information, not advice.")
class StatutoryDeadline:
    """A period that may run."""

    deadline: strawberry.Private[Deadline]

    @strawberry.field(description="What must be done before it ends.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.deadline.name_zh, self.deadline.name_en)

    @strawberry.field(description="Law and article.")
    def basis(self) -> str:
        return self.deadline.basis

    @strawberry.field(description="Last day, when the facts allow to compute it.")
    def last_day(self) -> date | None:
        return self.deadline.last_day

    @strawberry.field(description="Days left; negative when it has run out; null when unknown.")
    def days_left(self) -> int | None:
        return self.deadline.days_left

    @strawberry.field(description="The fact that is missing to compute it.")
    def needs(self) -> str | None:
        return self.deadline.needs


@strawberry.type
class Fact:
    """A fact found in the words."""

    kind: FactKind = strawberry.field(description="What it is.")
    said: str = strawberry.field(description="As said.")
    value: str = strawberry.field(description="Normalised: ISO date, fen, district code, side.")


@strawberry.type
class QuestionOption:
    """A choice."""

    value: str = strawberry.field(description="Value.")
    text: strawberry.Private[str]

    @strawberry.field(description="Name to show.")
    def label(self, locale: InLocale = None) -> str:
        return said(locale, self.text, "")


@strawberry.type
class IntakeQuestion:
    """A question whose answer would change the outcome."""

    key: str = strawberry.field(description="Question key.")
    wording: strawberry.Private[str]
    hint: strawberry.Private[str]
    kind: QuestionKind = strawberry.field(description="Kind.")
    options: list[QuestionOption] = strawberry.field(description="Choices.")
    required: bool = strawberry.field(description="Must be answered.")
    gain: float = strawberry.field(description="Expected drop in uncertainty; why it is asked.")

    @strawberry.field(description="Text.")
    def text(self, locale: InLocale = None) -> str:
        return said(locale, self.wording, "")

    @strawberry.field(description="Plain-language help.")
    def help(self, locale: InLocale = None) -> str | None:
        return said(locale, self.hint, "") or None


@strawberry.type
class EligibilityCheck:
    """A rule and whether it is met."""

    check: strawberry.Private[Check]

    @strawberry.field(description="The rule.")
    def rule(self) -> EligibilityRule:
        return EligibilityRule(rule=self.check.rule)

    @strawberry.field(description="Outcome.")
    def result(self) -> CheckResult:
        return self.check.result

    @strawberry.field(description="Why.")
    def reason(self, locale: InLocale = None) -> str:
        return said(locale, self.check.reason, "")


@strawberry.type
class Triage:
    """What the words of a need seem to mean."""

    reading: strawberry.Private[Reading]

    @strawberry.field(description="Ranked, best first, each with its reasons.")
    async def candidates(self) -> list[TriageCandidate]:
        shelf = loader("services_by_code", reads.services_by_code)
        rows = await shelf.load_many([guess.code for guess in self.reading.services])
        pairs = zip(self.reading.services, rows, strict=True)
        return [_candidate(guess, service(row)) for guess, row in pairs if row is not None]

    @strawberry.field(description="Asked only while the answer can still change the ranking.")
    def questions(self) -> list[IntakeQuestion]:
        return []  # nothing is asked back yet

    @strawberry.field(description="Areas of law, most likely first; confidences add up to 1 at most.")
    async def areas(self) -> list[AreaCandidate]:
        rows = await loader("areas_by_code", reads.areas_by_code).load_many([area.code for area in self.reading.areas])
        return [
            AreaCandidate(
                area=AreaOfLaw(code=row.code, name_zh=row.name_zh, name_en=row.name_en), confidence=guess.confidence
            )
            for guess, row in zip(self.reading.areas, rows, strict=True)
            if row is not None
        ]

    @strawberry.field(description="Risks that change the route.")
    def flags(self) -> list[RiskFlag]:
        return list(self.reading.flags)

    @strawberry.field(description="Statutory deadlines that may run, soonest first.")
    def deadlines(self) -> list[StatutoryDeadline]:
        return [StatutoryDeadline(deadline=deadline) for deadline in self.reading.deadlines]

    @strawberry.field(description="What was understood of the sentence, for the citizen to correct.")
    def facts(self) -> list[Fact]:
        return [Fact(kind=fact.kind, said=fact.said, value=fact.value) for fact in self.reading.facts]

    @strawberry.field(description="Rules checked against the answers so far.")
    async def eligibility(self) -> list[EligibilityCheck]:
        likely = [guess.code for guess in self.reading.services[:1]]
        rows = await loader("services_by_code", reads.services_by_code).load_many(likely)
        asked = [rule for row in rows if row is not None for rule in eligibility(row.provider_types, row.legal_basis)]
        return _checked(checks(asked, self.reading.flags))

    @strawberry.field(description="Below the confidence floor or an emergency: a person decides.")
    def needs_human(self) -> bool:
        return self.reading.needs_human

    @strawberry.field(description="Version of the triage rules used.")
    def rules_version(self) -> str:
        return self.reading.rules_version


def _candidate(guess: ServiceGuess, shelf: Service) -> TriageCandidate:
    evidence = [TermMatch.of(each) for each in guess.evidence]
    return TriageCandidate(service=shelf, confidence=guess.confidence, evidence=evidence)


def _checked(found: Sequence[Check]) -> list[EligibilityCheck]:
    return [EligibilityCheck(check=check) for check in found]
