"""The published policy of matching, and the parts of a score."""

from collections.abc import Mapping
from typing import Any

import strawberry

from providers.enums import FactorCode
from providers.matching import reads
from providers.models import MatchPolicy as MatchPolicyRow
from schema.context import Info, fetches
from schema.relay import Node, gid
from schema.scalars import Duration
from schema.types.catalog.words import InLocale, said


@strawberry.type
class FactorWeight:
    """What a factor weighs."""

    factor: FactorCode = strawberry.field(description="Which factor.")
    weight: float = strawberry.field(description="Weight in the policy.")


@strawberry.type
class MatchPolicy(Node):
    """The rules of matching at some time."""

    row: strawberry.Private[MatchPolicyRow]

    @strawberry.field(description="Version.")
    def version(self) -> int:
        return self.row.version

    @strawberry.field(description="Weight per factor.")
    def weights(self) -> list[FactorWeight]:
        return [FactorWeight(factor=FactorCode(code), weight=weight) for code, weight in self.row.weights.items()]

    @strawberry.field(description="Offers per wave, e.g. [1,2,4].")
    def wave_sizes(self) -> list[int]:
        return self.row.wave_sizes

    @strawberry.field(description="How long an offer stays open.")
    def offer_ttl(self) -> Duration:
        return Duration(self.row.offer_ttl)

    @strawberry.field(description="When a person takes over.")
    def escalate_after(self) -> Duration:
        return Duration(self.row.escalate_after)

    @strawberry.field(description="How long a decliner is passed over for the same need.")
    def decline_cooldown(self) -> Duration:
        return Duration(self.row.decline_cooldown)


@strawberry.type
class ScoreFactor:
    """A part of a score."""

    code: FactorCode = strawberry.field(description="Stable code.")
    weight: float = strawberry.field(description="Weight in the policy.")
    value: float = strawberry.field(description="Value.")
    contribution: float = strawberry.field(description="weight x value.")
    words: strawberry.Private[str]

    @strawberry.field(description="Text.")
    def text(self, locale: InLocale = None) -> str:
        return said(locale, self.words, "")

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "ScoreFactor":
        return cls(
            code=FactorCode(stored["code"]),
            weight=stored["weight"],
            value=stored["value"],
            contribution=stored["contribution"],
            words=stored["text"],
        )


def policy(row: MatchPolicyRow) -> MatchPolicy:
    return MatchPolicy(id=gid("MatchPolicy", row.id), row=row)


@fetches("MatchPolicy")
async def policies(info: Info, ids: list[int]) -> Mapping[int, MatchPolicy]:
    """Policies are published: anyone may read them."""
    del info
    return {id_: policy(row) for id_, row in (await reads.policies(ids)).items()}
