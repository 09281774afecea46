"""What the citizen wishes, checked and brought to values."""

from dataclasses import replace
from datetime import datetime

from providers.errors import InvalidInput
from providers.models import Language
from providers.rules.contenders import Wish
from providers.rules.factors import MANDARIN

_PATH = ("input", "preferences")
_MOST_AVOIDED = 50
_COARSE = 3  # decimals of a degree, about 100 metres: enough for a distance, too little for a door
_CHINESE = frozenset({"zh", "zh-cn", "zh-hans", "zh-hans-cn", "cmn", "cmn-hans"})


def checked(wish: Wish, now: datetime) -> Wish:
    """Refuse what cannot be meant; keep the point only as exactly as a distance needs it."""
    if wish.latest and wish.latest <= max(now, wish.earliest or now):
        raise InvalidInput("最晚时间须在现在和最早时间之后。", (*_PATH, "latest"), rule="range")
    if len(wish.avoid) > _MOST_AVOIDED:
        message = f"最多排除 {_MOST_AVOIDED} 家机构。"
        raise InvalidInput(message, (*_PATH, "avoidProviderIds"), rule="max_items")
    return replace(wish, near=_coarse(wish.near), language=_tag(wish.language), avoid=tuple(sorted(set(wish.avoid))))


def kept(wish: Wish) -> dict[str, object]:
    """Give the wish as it is stored with the need."""
    return {
        "modes": list(wish.modes),
        "language": wish.language,
        "near": list(wish.near) if wish.near else None,
        "earliest": wish.earliest.isoformat() if wish.earliest else None,
        "latest": wish.latest.isoformat() if wish.latest else None,
        "prefer": wish.prefer,
        "avoid": list(wish.avoid),
        "access": list(wish.access),
    }


async def tags() -> dict[str, str]:
    """Map the catalogue's own codes of languages to their tags; institutions may be loaded with either."""
    return {language.code: language.tag for language in await Language.all()}


def _tag(said: str | None) -> str | None:
    if said is None:
        return None
    return MANDARIN if said.lower() in _CHINESE else said


def _coarse(point: tuple[float, float] | None) -> tuple[float, float] | None:
    if point is None:
        return None
    lat, lng = point
    if not (-90 <= lat <= 90 and -180 <= lng <= 180):  # noqa: PLR2004 the globe
        raise InvalidInput("位置坐标超出范围。", (*_PATH, "near"), rule="range")
    return round(lat, _COARSE), round(lng, _COARSE)
