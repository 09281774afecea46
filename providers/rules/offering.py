"""Who may put which shelf service on offer, and at what price: the hard rules a listing must obey."""

from collections.abc import Collection
from dataclasses import dataclass

from providers.enums import FeeKind

NO_DEFENCE = frozenset({"basic_legal_service_office"})


@dataclass(frozen=True, slots=True)
class OnShelf:
    """What the rules ask of a service."""

    area: str
    provider_types: Collection[str]
    modes: Collection[str]
    free_by_law: bool


@dataclass(frozen=True, slots=True)
class Seller:
    """What the rules ask of an institution: its type, and how that type may charge."""

    type: str
    charging: str


def why_not(service: OnShelf, seller: Seller, fee: str, modes: Collection[str]) -> str | None:
    """Say why this offer may not stand; None when it may."""
    return _may(service, seller) or _fee(service, seller, fee) or _modes(service, modes)


def _may(service: OnShelf, seller: Seller) -> str | None:
    if seller.type not in service.provider_types:
        return f"a {seller.type} may not offer this service"
    if seller.type in NO_DEFENCE and service.area == "criminal":
        return "basic-level legal service workers take no criminal matter (R06)"
    return None


def _fee(service: OnShelf, seller: Seller, fee: str) -> str | None:
    if fee != FeeKind.FREE and service.free_by_law:
        return "the service is free by law (R14, R15)"
    if fee != FeeKind.FREE and seller.charging == "free":
        return f"a {seller.type} takes no money (R14, R15)"
    return None


def _modes(service: OnShelf, modes: Collection[str]) -> str | None:
    if not modes:
        return "no mode is given"
    strange = sorted(set(modes) - set(service.modes))
    return f"the service is not served as {', '.join(strange)}" if strange else None
