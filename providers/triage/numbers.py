"""Numbers as people write them: 3, 3.5, 三, 三万五, 两千三, 十二, 半."""

import re
from decimal import Decimal

_DIGITS = {letter: place for place, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LARGE = 10_000
_MOST = 14
_ARABIC = re.compile(
    r"(\d[\d,]{0,14}(?:\.\d{1,4})?)([百千万亿]?)(?:([一二三四五六七八九1-9])(?![\d一二三四五六七八九十百千万亿]))?"
)
NUMBER = (
    r"(?:\d[\d,]{0,14}(?:\.\d{1,4})?[百千万亿]?[一二三四五六七八九1-9]?|[零〇一二两三四五六七八九十百千万亿]{1,14})"
)


def number(said: str) -> Decimal | None:
    """Read a number; None when it is none."""
    arabic = _ARABIC.fullmatch(said)
    if arabic is not None:
        return _arabic(arabic)
    if not said or len(said) > _MOST or any(letter not in _DIGITS and letter not in _UNITS for letter in said):
        return None
    if all(letter in _DIGITS for letter in said):
        return Decimal("".join(str(_DIGITS[letter]) for letter in said))
    return Decimal(_chinese(said))


def _arabic(found: re.Match[str]) -> Decimal:
    unit = _UNITS.get(found[2], 1)
    value = Decimal(found[1].replace(",", "")) * unit
    if found[3] is not None:
        digit = _DIGITS.get(found[3]) or int(found[3])
        value = value + Decimal(digit) * unit / 10 if unit > 1 else value * 10 + digit
    return value


def _chinese(said: str) -> int:
    """Sum up the places; a digit at the end after a larger place stands for the place below it (三万五 = 35,000)."""
    total = part = digit = 0
    last = 1
    for letter in said:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
            last = 1 if digit == 0 else last
            continue
        unit = _UNITS[letter]
        if unit > _LARGE:
            total, part = (total + part + digit or 1) * unit, 0
        elif unit == _LARGE:
            total, part = total + (part + digit or 1) * unit, 0
        else:
            part += (digit or 1) * unit
        digit, last = 0, unit
    return total + part + digit * (last // 10 if last > _UNITS["十"] else 1)
