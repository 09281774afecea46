"""The people of made-up institutions."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from seeds.generator.dice import Dice
from seeds.generator.ground import SEED
from seeds.generator.houses import licence
from seeds.generator.names import person
from seeds.generator.plans import OTHER, PLANS, Plan
from seeds.generator.shares import House
from seeds.rows.institutions import PractitionerRow, ProviderRow
from seeds.rows.shelf import ProviderTypeRow

_FORMER_JUDGE = 1.5  # percent of lawyers, still within the two years
_EXPIRED = 1.5
_OFF_DUTY = 3.0
_SPEAKS = 50  # percent of a house's languages that one person speaks, beside the first


def staff(house: House, row: ProviderRow, type_row: ProviderTypeRow, today: date) -> Iterator[PractitionerRow]:
    """Yield the people of an institution; together they speak all of its languages. The first is never out of order."""
    plan = PLANS.get(house.type, OTHER)
    count = Dice(SEED, "staff", house.code).number(*plan.staff)
    for place in range(count):
        dice = Dice(SEED, "person", house.code, place)
        years = dice.number(1, 28)
        values: dict[str, Any] = {
            "code": f"{house.code}-p{place + 1}",
            "provider": house.code,
            "name": person(dice),
            "job_title": plan.title,
            "sex": dice.one(("female", "male")),
            "languages": _languages(dice, row.languages, place, count),
            "areas_of_law": _areas(dice, house),
            "practising_since": today - timedelta(days=365 * years + dice.number(0, 364)) if plan.licence else None,
            "former_judge_until": _bar(dice, plan, today, first=place == 0),
            "on_duty": place == 0 or not dice.hit(_OFF_DUTY),
            "capacity": dice.number(4, 12),
            **_licence(dice, f"{house.code[7:].upper()}-{place + 1}", plan, type_row, today),
        }
        yield PractitionerRow.model_validate(values)


def _languages(dice: Dice, spoken: Sequence[str], place: int, count: int) -> tuple[str, ...]:
    return tuple(code for at, code in enumerate(spoken) if at == 0 or at % count == place or dice.hit(_SPEAKS))


def _areas(dice: Dice, house: House) -> tuple[str, ...]:
    served = sorted({service.area_of_law for service in house.services})
    return tuple(sorted(dice.some(served, dice.number(1, 3))))


def _bar(dice: Dice, plan: Plan, today: date, *, first: bool) -> date | None:
    days = dice.number(60, 700)
    return today + timedelta(days=days) if plan.licence == "lawyer" and dice.hit(_FORMER_JUDGE) and not first else None


def _licence(dice: Dice, number: str, plan: Plan, type_row: ProviderTypeRow, today: date) -> dict[str, Any]:
    if plan.licence is None:
        return {}
    expired = not number.endswith("-1") and dice.hit(_EXPIRED)
    licensed = type_row.model_copy(update={"licence_kind": "personal"})  # a mediator's card, whatever the house has
    return {"licence_kind": plan.licence, **licence(dice, f"样例人员证{number}", licensed, today, expired=expired)}
