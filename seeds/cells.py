"""What a cell of a CSV file may hold, as pydantic types."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from providers.enums import AccessNeed, ServiceMode
from seeds.words import MODES, WEEKDAYS

T = TypeVar("T")
Hours = tuple[int, int, int]  # weekday, opens, closes: minutes after midnight

_FEN = 100
_DAY = 24 * 60
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def _split(mark: str) -> BeforeValidator:
    def split(cell: object) -> object:
        return tuple(part.strip() for part in cell.split(mark) if part.strip()) if isinstance(cell, str) else cell

    return BeforeValidator(split)


def _empty(cell: object) -> object:
    return None if cell == "" else cell


def _yes(cell: object) -> object:
    if cell not in {"yes", "no", True, False}:
        raise ValueError("say yes or no")
    return cell in {"yes", True}


def _fen(yuan: Decimal) -> int:
    fen = yuan * _FEN
    if fen != int(fen):
        raise ValueError("money has two decimals at most")
    return int(fen)


def _mode(cell: object) -> object:
    if isinstance(cell, str) and cell in MODES:
        return MODES[cell]
    raise ValueError(f"say one of {', '.join(MODES)}")


def minutes(text: str) -> int:
    """Return minutes after midnight of "09:30"; the day ends at "24:00"."""
    if text == "24:00":
        return _DAY
    read = time.fromisoformat(text)
    return read.hour * 60 + read.minute


def weekly(cell: object) -> object:
    """Read "MO,TU 09:00-12:00,13:30-17:30;SA 09:00-12:00"."""
    if not isinstance(cell, str):
        return cell
    rules = [rule for part in cell.split(";") if part.strip() for rule in _rules(part.strip())]
    if _overlap(rules):
        raise ValueError("hours of one weekday overlap")
    return tuple(rules)


def _rules(part: str) -> list[Hours]:
    days, _, spans = part.partition(" ")
    rules = list[Hours]()
    for day in days.split(","):
        for span in spans.split(","):
            found = _SPAN.fullmatch(span.strip())
            if day not in WEEKDAYS or found is None:
                raise ValueError(f'"{part[:40]}" does not read like "MO,TU 09:00-12:00,13:30-17:30"')
            opens, closes = minutes(found[1]), minutes(found[2])
            if opens >= closes:
                raise ValueError(f"{span.strip()} ends before it begins")
            rules.append((WEEKDAYS[day], opens, closes))
    return rules


def _overlap(rules: list[Hours]) -> bool:
    ordered = sorted(rules)
    return any(a[0] == b[0] and b[1] < a[2] for a, b in pairwise(ordered))


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,59}$")]
Maybe = Annotated[T | None, BeforeValidator(_empty)]
Codes = Annotated[tuple[Code, ...], _split("|")]
Phrases = Annotated[tuple[Named, ...], _split(";")]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Yuan = Annotated[
    Decimal, Field(ge=0, le=1_000_000_000, allow_inf_nan=False), AfterValidator(_fen)
]  # in the cell yuan, in the row fen
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Modes = Annotated[tuple[Annotated[ServiceMode, BeforeValidator(_mode)], ...], _split("|"), Field(min_length=1)]
Needs = Annotated[tuple[AccessNeed, ...], _split("|")]
Weekly = Annotated[tuple[Hours, ...], BeforeValidator(weekly)]
Day = date
Moment = datetime
Sex = Literal["female", "male", "unknown"]
