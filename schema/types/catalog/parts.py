"""The small parts of what is on the shelf: money, fees, papers, steps, sources, rules, points."""

from typing import Self

import strawberry

from providers.enums import FeeKind
from providers.rules.shelf import Eligibility, Paper, Step
from schema.scalars import URL, Duration
from schema.types.catalog.words import InLocale, said


@strawberry.type
class GeoPoint:
    """A position."""

    lat: float = strawberry.field(description="Latitude, GCJ-02.")
    lng: float = strawberry.field(description="Longitude, GCJ-02.")


@strawberry.type
class Money:
    """An amount of money."""

    amount: int = strawberry.field(description="Minor units (fen).")
    currency: str = strawberry.field(description="ISO 4217, CNY.")

    @classmethod
    def of(cls, fen: int | None) -> Self | None:
        return None if fen is None else cls(amount=fen, currency="CNY")


@strawberry.type
class Fee:
    """What it costs."""

    kind: FeeKind = strawberry.field(description="Kind.")
    min: Money | None = strawberry.field(description="Lower end.")
    max: Money | None = strawberry.field(description="Upper end.")
    remark: strawberry.Private[str]

    @strawberry.field(description="Free note.")
    def note(self, locale: InLocale = None) -> str | None:
        return said(locale, self.remark, "") or None

    @classmethod
    def of(cls, kind: str, least: int | None, most: int | None, note: str = "") -> Self:
        return cls(kind=FeeKind(kind), min=Money.of(least), max=Money.of(most), remark=note)


@strawberry.type
class RequiredDocument:
    """A paper to bring."""

    paper: strawberry.Private[Paper]

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.paper.name, "")

    @strawberry.field(description="May be brought later.")
    def optional(self) -> bool:
        return self.paper.optional

    @strawberry.field(description="Blank form to fill in.")
    def template(self) -> URL | None:
        return None  # the catalogue holds no forms yet


@strawberry.type
class ServiceStep:
    """A step on the way."""

    step: strawberry.Private[Step]

    @strawberry.field(description="Title.")
    def title(self, locale: InLocale = None) -> str:
        return said(locale, self.step.title, "")

    @strawberry.field(description="Main text.")
    def body(self, locale: InLocale = None) -> str:
        return said(locale, self.step.body, "")

    @strawberry.field(description="How long it usually takes.")
    def typical_duration(self) -> Duration | None:
        return None  # the catalogue times the whole, not its steps


@strawberry.type
class SourceLink:
    """A law it rests on."""

    title: str = strawberry.field(description="Title.")
    url: URL | None = strawberry.field(description="Link.")


@strawberry.type
class EligibilityRule:
    """A rule of who may have it."""

    rule: strawberry.Private[Eligibility]

    @strawberry.field(description="Stable code.")
    def code(self) -> str:
        return self.rule.code

    @strawberry.field(description="Text.")
    def text(self, locale: InLocale = None) -> str:
        return said(locale, self.rule.zh, self.rule.en)


@strawberry.type(description="An area of law of the catalogue.")
class AreaOfLaw:
    """An area of law."""

    code: str = strawberry.field(description="Code of areas_of_law, e.g. labour.")
    name_zh: strawberry.Private[str]
    name_en: strawberry.Private[str]

    @strawberry.field(description="Name.")
    def name(self, locale: InLocale = None) -> str:
        return said(locale, self.name_zh, self.name_en)


@strawberry.type
class TaxonomyCode:
    """A code elsewhere."""

    scheme: str = strawberry.field(description="Name of the other taxonomy.")
    code: str = strawberry.field(description="Stable code.")
