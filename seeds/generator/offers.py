"""The listings of made-up institutions: price, ways, people, hours."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from providers.enums import FeeKind
from seeds.generator.dice import Dice
from seeds.generator.ground import SEED
from seeds.generator.plans import OTHER, PLANS
from seeds.generator.shares import House
from seeds.rows.institutions import ListingRow, PractitionerRow
from seeds.rows.shelf import ProviderTypeRow, ServiceRow
from seeds.words import MODES

_FEN = 100
_STEPS = ((50_000, 1000), (5_000, 100), (500, 10), (0, 1))  # from this width of yuan on, prices move by
_BY_VIDEO = frozenset({"350124", "350125", "350128"})  # mountains and an island: mostly by video (R31)
_GROUP = 90  # minutes from which a service without a conflict check may be one for many
_WEEK = "MO,TU,WE,TH,FR"
_OFFICE = f"{_WEEK} 09:00-12:00,13:30-17:30"
_SATURDAY = "SA 09:00-12:00"
_SPANS = ("09:00-12:00", "14:00-17:00", "14:30-18:00")
_WORDS = {mode: word for word, mode in MODES.items()}


def listing_row(
    house: House, type_row: ProviderTypeRow, service: ServiceRow, staff: Sequence[PractitionerRow]
) -> ListingRow:
    """Write an offer of a service as a row of listings.csv."""
    dice = Dice(SEED, "listing", house.code, service.code)
    urgent = service.urgency_default != "normal"
    many = service.conflict_check == "none" and service.duration_minutes >= _GROUP
    people = () if many else _people(dice, house, service, staff)
    values: dict[str, Any] = {
        "provider": house.code,
        "service": service.code,
        "title_zh": service.name_zh,
        "title_en": service.name_en,
        "description_zh": service.description_zh,
        **_fee(dice, type_row, service),
        "modes": _modes(dice, house, service),
        "practitioners": people,
        "hours": _hours(dice, house, urgent=urgent),
        "duration_minutes": service.duration_minutes,
        "step_minutes": min(30, service.duration_minutes),
        "buffer_after_minutes": dice.one((0, 0, 5, 10)),
        "notice_minutes": 30 if urgent else dice.one((60, 120, 240, 1440)),
        "horizon_days": dice.one((30, 30, 45, 60)),
        "capacity": dice.one((10, 20, 30)) if many else 1 if people else dice.number(1, 3),
        "max_per_day": dice.one((None, None, 8, 12)),
        "follow_holidays": service.urgency_default != "24h",
        "needs_confirmation": dice.hit(5) and not urgent,
    }
    return ListingRow.model_validate(values)


def _people(dice: Dice, house: House, service: ServiceRow, staff: Sequence[PractitionerRow]) -> tuple[str, ...]:
    """Name who serves; at some counters whoever is there does. The first in charge is always among the named."""
    if PLANS.get(house.type, OTHER).licence is None and dice.hit(50):
        return ()
    versed = [row.code for row in staff[1:] if service.area_of_law in row.areas_of_law]
    return tuple(sorted({staff[0].code, *dice.some(versed, dice.number(0, 2))}))


def _fee(dice: Dice, type_row: ProviderTypeRow, service: ServiceRow) -> dict[str, Any]:
    kind, low_fen, high_fen = service.fee
    if kind == FeeKind.FREE or type_row.charging == "free":
        return {"fee_kind": "free"}
    if low_fen is None or high_fen is None or (service.fee_kind == "market" and dice.hit(10)):
        return {"fee_kind": "quote"}
    low, high = low_fen // _FEN, high_fen // _FEN
    if service.fee_kind == "government_guided":
        return _between(low, high)
    step = next(step for width, step in _STEPS if high - low >= width)
    first, second = sorted(low + step * dice.number(0, (high - low) // step) for _ in range(2))
    return _between(first, first if dice.hit(50) else second)


def _between(low: int, high: int) -> dict[str, Any]:
    if high == 0:
        return {"fee_kind": "free"}
    return {"fee_kind": "fixed" if low == high else "range", "fee_min": Decimal(low), "fee_max": Decimal(high)}


def _modes(dice: Dice, house: House, service: ServiceRow) -> str:
    """Choose ways among the service's; the first of them always stays."""
    ways = [_WORDS[mode] for mode in service.delivery_modes]
    chosen = [way for at, way in enumerate(ways) if at == 0 or dice.hit(70)]
    if house.district in _BY_VIDEO and "video" in ways and "video" not in chosen:
        chosen.append("video")
    return "|".join(chosen)


def _hours(dice: Dice, house: House, *, urgent: bool) -> str:
    if urgent:
        return f"{_OFFICE};{_SATURDAY}"
    if PLANS.get(house.type, OTHER).office and dice.hit(50):
        return _OFFICE
    days = set(dice.some(_WEEK.split(","), dice.number(2, 3)))
    chosen = ",".join(day for day in _WEEK.split(",") if day in days)
    hours = f"{chosen} {dice.one(_SPANS)}"
    return f"{hours};{_SATURDAY}" if dice.hit(15) else hours
