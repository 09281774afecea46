"""The published policy of matching: the highest version is in force; version 1 is written at first use."""

from datetime import datetime, timedelta

from providers.enums import FactorCode
from providers.models import MatchPolicy
from providers.rules.ranking import WEIGHTS

_WAVES = [1, 2, 4]
_ESCALATE_AFTER = timedelta(minutes=8)
_COOLDOWN = timedelta(hours=24)


async def in_force(offer: timedelta, now: datetime) -> MatchPolicy:
    """Give the policy in force; of two that write the first one at once, one row stays."""
    found = await MatchPolicy.all().order_by("-version").first()
    if found is not None:
        return found
    first = MatchPolicy(
        version=1,
        weights={code.value: float(weight) for code, weight in WEIGHTS.items()},
        wave_sizes=_WAVES,
        offer_ttl=int(offer.total_seconds()),
        escalate_after=int(_ESCALATE_AFTER.total_seconds()),
        decline_cooldown=int(_COOLDOWN.total_seconds()),
        created_at=now,
    )
    await MatchPolicy.bulk_create([first], ignore_conflicts=True)
    return await MatchPolicy.get(version=1)


def weights_of(policy: MatchPolicy) -> dict[FactorCode, float]:
    """Read the weights; a factor the policy does not name weighs nothing."""
    return {FactorCode(code): float(weight) for code, weight in policy.weights.items()}
