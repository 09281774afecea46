"""The institutions themselves: name, place, languages, licence."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from providers.enums import AccessNeed
from seeds.generator.dice import Dice
from seeds.generator.ground import SEED, Ground
from seeds.generator.names import MARK, brand
from seeds.generator.plans import OTHER, PLANS
from seeds.generator.shares import House
from seeds.generator.spread import spread
from seeds.rows.institutions import ProviderRow
from seeds.rows.places import LanguageRow, SubdistrictRow
from seeds.rows.shelf import ProviderTypeRow

NOT_SERVED = "不作服务区"  # what the note of a subdistrict says that is listed only

_EXPIRED = 2.0  # percent
_OFF_DUTY = 3.0
_FEW = 10  # a type with fewer institutions has none that is out of order
_JITTER = 0.004  # degrees, some 400 metres
_ACCESS = (
    (AccessNeed.WHEELCHAIR, 60),
    (AccessNeed.LARGE_TEXT, 30),
    (AccessNeed.COMPANION, 15),
    (AccessNeed.INTERPRETER, 10),
    (AccessNeed.HOME_VISIT, 8),
)


def houses(ground: Ground) -> Iterator[House]:
    """Yield the institutions of every type, district by district."""
    districts = [row.code for row in ground.districts]
    for type_row in ground.types:
        few = type_row.suggested_seed_count < _FEW
        for place, district in enumerate(spread(type_row.suggested_seed_count, districts)):
            code = f"sample-{type_row.code.replace('_', '-')}-{place + 1:03}"
            dice = Dice(SEED, "order", code)
            always = few or place == 0
            expired, away = dice.hit(_EXPIRED), dice.hit(_OFF_DUTY)
            yield House(code, type_row.code, district, expired=expired and not always, away=away and not always)


def provider_row(house: House, ground: Ground, today: date) -> ProviderRow:
    """Write an institution as a row of providers.csv."""
    type_row = next(row for row in ground.types if row.code == house.type)
    dice = Dice(SEED, "house", house.code)
    street = dice.one(_streets(ground.subdistricts, house.district))
    languages = _languages(dice, ground.languages)
    values = {
        "code": house.code,
        **_names(house, type_row, street.district_zh),
        "type": house.type,
        "district": house.district,
        "address": f"{street.district_zh}{street.name_zh}样例路{dice.number(1, 299)}号",
        "lat": round(street.lat + dice.spread(_JITTER), 6),
        "lon": round(street.lon + dice.spread(_JITTER), 6),
        "accessibility": _access(dice, languages),
        "languages": languages,
        "areas_of_law": house.fields,
        "on_duty": not house.away,
        "capacity": dice.number(10, 40),
        "sample": True,
        **(licence(dice, f"样例证{house.code[7:].upper()}", type_row, today, expired=house.expired)),
    }
    return ProviderRow.model_validate(values)


def licence(dice: Dice, number: str, type_row: ProviderTypeRow, today: date, *, expired: bool) -> dict[str, Any]:
    """Make the columns of a licence; bodies that act without one have none."""
    if not type_row.licensed:
        return {}
    left = -dice.number(10, 200) if expired else dice.number(400, 1500)
    return {
        "licence_number": number,
        "licence_issuer": f"{MARK}{type_row.licensing_authority}"[:60],
        "licence_valid_from": today - timedelta(days=dice.number(400, 1500)),
        "licence_valid_until": today + timedelta(days=left),
        "licence_checked_on": today - timedelta(days=dice.number(1, 90)),
    }


def _names(house: House, type_row: ProviderTypeRow, district: str) -> dict[str, str]:
    plan = PLANS.get(house.type, OTHER)
    zh, en = brand(int(house.code.rsplit("-", 1)[1]) - 1)
    suffix = plan.suffix or type_row.name_zh.partition("(")[0]
    where = district if plan.office else ""
    return {
        "name_zh": f"{MARK}{where}{zh}{suffix}",
        "name_en": f"Sample: {en} {type_row.name_en}",
        "about_zh": f"这是编造的样例机构，用来展示平台，并不存在。类型：{type_row.name_zh}。",
        "about_en": f"A made-up institution of the sample content; it does not exist. Type: {type_row.name_en}.",
    }


def _streets(subdistricts: Sequence[SubdistrictRow], district: str) -> list[SubdistrictRow]:
    """Return the streets of a district, those with a point of their own if there are any."""
    served = [row for row in subdistricts if row.district_code == district and NOT_SERVED not in row.note_zh]
    return [row for row in served if row.coordinate_quality != "district_centre"] or served


def _languages(dice: Dice, languages: Sequence[LanguageRow]) -> tuple[str, ...]:
    return tuple(row.code for row in languages if dice.hit(row.suggested_share_percent))


def _access(dice: Dice, languages: Sequence[str]) -> tuple[AccessNeed, ...]:
    met = [need for need, percent in _ACCESS if dice.hit(percent)]
    return (*met, AccessNeed.SIGN_LANGUAGE) if "csl" in languages else tuple(met)
