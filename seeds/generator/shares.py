"""Which institution offers which services: by its fields of practice, and none of the shelf left without offers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from providers.rules.offering import NO_DEFENCE
from seeds.generator.dice import Dice
from seeds.generator.ground import SEED
from seeds.generator.plans import DEMAND, OTHER, PLANS
from seeds.rows.shelf import ServiceRow

_LEAST = 2  # institutions in good standing a service must find, where there are so many
_FIELDS = (2, 4)


@dataclass(slots=True)
class House:
    """An institution in the making."""

    code: str
    type: str
    district: str
    expired: bool = False
    away: bool = False
    fields: tuple[str, ...] = ()
    services: tuple[ServiceRow, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.expired and not self.away


def fitting(services: Sequence[ServiceRow], type_code: str) -> list[ServiceRow]:
    """Return the services a type may offer."""
    barred = {"criminal"} if type_code in NO_DEFENCE else set[str]()
    return [row for row in services if type_code in row.provider_types and row.area_of_law not in barred]


def share_out(houses: Sequence[House], services: Sequence[ServiceRow]) -> None:
    """Give every institution its services."""
    by_type = defaultdict[str, list[House]](list)
    for house in houses:
        by_type[house.type].append(house)
    for type_code, members in by_type.items():
        able = fitting(services, type_code)
        for house in members:
            _choose(house, able)
    for service in services:
        _cover(service, by_type)


def _choose(house: House, able: Sequence[ServiceRow]) -> None:
    if not able:
        return
    dice = Dice(SEED, "services", house.code)
    count = dice.number(*PLANS.get(house.type, OTHER).offers)
    house.fields = _fields(dice, able)
    own = [row for row in able if row.area_of_law in house.fields]
    rest = [row for row in able if row.area_of_law not in house.fields]
    chosen = dice.some(own, count)
    house.services = tuple(chosen + dice.some(rest, count - len(chosen)))


def _fields(dice: Dice, able: Sequence[ServiceRow]) -> tuple[str, ...]:
    areas = sorted({row.area_of_law for row in able})
    chosen = set[str]()
    for _ in range(dice.number(*_FIELDS)):
        chosen.add(dice.weighted(areas, [DEMAND.get(area, 1) for area in areas]))
    return tuple(sorted(chosen))


def _cover(service: ServiceRow, by_type: Mapping[str, Sequence[House]]) -> None:
    """Let the least busy institutions take a service that too few offer."""
    able = [
        house
        for type_code in service.provider_types
        for house in by_type.get(type_code, ())
        if house.sound and fitting([service], type_code)
    ]
    offering = [house for house in able if any(row is service for row in house.services)]
    busy = {house.code for house in offering}
    free = sorted((house for house in able if house.code not in busy), key=lambda house: len(house.services))
    for house in free[: max(0, _LEAST - len(offering))]:
        house.services = (*house.services, service)
