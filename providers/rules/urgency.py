"""How soon a need must be met (R19 to R22), what is said at once to a person in danger, and who is served first."""

from collections.abc import Collection
from datetime import UTC, datetime

from providers.enums import RiskFlag, Urgency

DANGER = frozenset({RiskFlag.VIOLENCE, RiskFlag.DETENTION, RiskFlag.SELF_HARM})
_PRESSING = frozenset({RiskFlag.EVICTION})
_BY_DEFAULT = {"24h": Urgency.URGENT, "same_day": Urgency.SOON}  # services.csv urgency_default
_FIRST = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON, Urgency.ROUTINE)
_LAST_WEEK = 7
_LATEST = datetime.max.replace(tzinfo=UTC)

_NOTES = {
    RiskFlag.VIOLENCE: "如果您正处在危险中，请立即拨打 110；妇女维权可拨 12338。我们不会把您的住处和联系方式告诉对方。",
    RiskFlag.SELF_HARM: "如果您有伤害自己的念头，请现在就拨打 12356 心理援助热线或 120，也可以让身边的人陪着您。",
    RiskFlag.DETENTION: "家人被拘留或逮捕时，可以马上委托律师会见，也可拨打 12348 申请法律援助。",
}


def urgency_of(flags: Collection[RiskFlag], defaults: Collection[str], days_left: int | None = None) -> Urgency:
    """Take the most pressing of: dangers heard, the usual urgency of the services meant, a period about to end."""
    if DANGER & set(flags):
        return Urgency.EMERGENCY
    ending = RiskFlag.LIMITATION_DEADLINE in flags and days_left is not None and days_left < _LAST_WEEK
    if ending or _PRESSING & set(flags):
        return Urgency.URGENT
    return more_urgent(*map(usual, defaults))


def usual(word: str) -> Urgency:
    """Read the catalogue's usual urgency of a service."""
    return _BY_DEFAULT.get(word, Urgency.ROUTINE)


def more_urgent(*each: Urgency) -> Urgency:
    """Give the most pressing; ROUTINE when there is none."""
    return min(each, key=_FIRST.index, default=Urgency.ROUTINE)


def safety_note(flags: Collection[RiskFlag]) -> str:
    """Say what a person in danger must hear first; empty when there is none."""
    return "".join(note for flag, note in _NOTES.items() if flag in flags)


def queue_key(urgency: Urgency, due_at: datetime | None, need_id: int) -> tuple[int, datetime, int]:
    """Order needs that wait for a person: dangers jump the queue, then the promise that ends first."""
    return _FIRST.index(urgency), due_at or _LATEST, need_id
