"""Days that a sentence speaks of. A vague one is taken as the earliest it can mean: no deadline is shown too late."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from providers.triage.numbers import NUMBER, number

_COUNT = r"(\d{1,4}|[零〇一二两三四五六七八九十百]{1,5}|半)"
_UNIT = r"(天|日|个?星期|个?礼拜|周|个?月|年)"
_PAST_UNITS = {
    "天": "days",
    "日": "days",
    "星期": "weeks",
    "礼拜": "weeks",
    "周": "weeks",
    "月": "months",
    "年": "years",
}
_NEAR_DAYS = {
    "今天": 0,
    "今日": 0,
    "今早": 0,
    "刚刚": 0,
    "刚才": 0,
    "今晚": 0,
    "昨天": 1,
    "昨日": 1,
    "昨晚": 1,
    "昨夜": 1,
    "前天": 2,
    "大前天": 3,
}
_NEAR_MONTHS = {"上个月": 1, "上月": 1, "这个月": 0, "本月": 0, "上上个月": 2}
_NEAR_YEARS = {"今年": 0, "去年": 1, "前年": 2, "大前年": 3}
_HALVES = {"years": (6, "months"), "months": (15, "days"), "weeks": (3, "days")}
_MONTHS, _CENTURY, _MOST = 12, 100, 32
_FULL = re.compile(r"((?:19|20)?\d\d)\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月份?|[-/.])\s*(?:(\d{1,2})\s*[日号]?)?")
_MONTH = re.compile(
    r"(今年|去年|前年|大前年)?的?(\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_AGO = re.compile(_COUNT + r"(?:多)?" + _UNIT + r"(?:多)?(?:之前|以前|前)(?!后)")
_SINCE = re.compile(r"(?:已经?|快|都|有|满|过去|过了)?" + _COUNT + r"(?:多)?" + _UNIT + r"(?:多)?了")
_WEEK = re.compile(r"(上上|上|这|本)(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])?")
_NEAR = re.compile("|".join(sorted([*_NEAR_DAYS, *_NEAR_MONTHS, *_NEAR_YEARS], key=len, reverse=True)))
PERIOD = re.compile(f"({NUMBER}|半|几)(?:多)?(?:个)?(天|日|星期|礼拜|周|月|年|小时)(?:多|半)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text. `elapsed`: said as time gone by (十天了), which tells when something else happened."""

    start: int
    end: int
    day: date
    elapsed: bool = False


def days(text: str, today: date) -> list[Day]:
    """Find the days a folded text names, the first 32, in its order; stretches already read are not read again."""
    found: list[Day] = []
    taken = bytearray(len(text))
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                read_here = list(read(match, today))
                found.extend(read_here)
                taken[match.start() : match.end()] = bytes([bool(read_here)]) * len(match[0])
    return sorted(found, key=lambda each: each.start)[:_MOST]


def add(day: date, amount: int, unit: str) -> date | None:
    """Move a day by days, weeks, months, years or workdays; None beyond the calendar."""
    try:
        if unit in {"days", "weeks"}:
            return day + timedelta(days=amount * (7 if unit == "weeks" else 1))
        if unit == "workdays":
            return _workdays(day, amount)
        return _months(day, amount * (_MONTHS if unit == "years" else 1))
    except (OverflowError, ValueError):
        return None


def _workdays(day: date, amount: int) -> date:
    """Monday to Friday; holidays only lengthen a period, so leaving them out never shows a deadline too late."""
    while amount > 0:
        day += timedelta(days=1)
        amount -= day.weekday() < calendar.SATURDAY
    return day


def _months(day: date, amount: int) -> date:
    month = day.year * _MONTHS + day.month - 1 + amount
    year, month = month // _MONTHS, month % _MONTHS + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(said: str | None, otherwise: int = 0) -> int:
    value = number(said) if said else None
    return int(value) if value is not None else otherwise


def _full(match: re.Match[str], today: date) -> Iterator[Day]:
    year = int(match[1])
    if year < _CENTURY:
        year += _CENTURY * (today.year // _CENTURY)
    day = _calendar(year, int(match[2]), int(match[3] or 1))
    if day is not None:
        yield Day(match.start(), match.end(), day)


def _month(match: re.Match[str], today: date) -> Iterator[Day]:
    """Take a month without a year as the latest one that has begun."""
    year = today.year - _NEAR_YEARS.get(match[1] or "今年", 0)
    day = _calendar(year, _small(match[2]), _small(match[3], 1))
    if day is not None and day > today and match[1] is None:
        day = _calendar(year - 1, day.month, day.day)
    if day is not None:
        yield Day(match.start(), match.end(), day)


def _year(match: re.Match[str], today: date) -> Iterator[Day]:
    day = date(int(match[1]), 1, 1)
    if day <= today:
        yield Day(match.start(), match.end(), day)


def _back(match: re.Match[str], today: date, *, elapsed: bool) -> Iterator[Day]:
    unit = _PAST_UNITS[match[2].removeprefix("个")]
    amount = _small(match[1])
    if match[1] == "半":
        amount, unit = _HALVES.get(unit, (0, unit))
    day = add(today, -amount, unit)
    if amount and day is not None:
        yield Day(match.start(), match.end(), day, elapsed)


def _ago(match: re.Match[str], today: date) -> Iterator[Day]:
    return _back(match, today, elapsed=False)


def _since(match: re.Match[str], today: date) -> Iterator[Day]:
    return _back(match, today, elapsed=True)


def _week(match: re.Match[str], today: date) -> Iterator[Day]:
    weeks = {"上上": 2, "上": 1}.get(match[1], 0)
    monday = today - timedelta(days=today.weekday() + 7 * weeks)
    offset = "一二三四五六日".find((match[2] or "一").replace("天", "日").replace("末", "六"))
    day = monday + timedelta(days=offset)
    if day <= today:
        yield Day(match.start(), match.end(), day)


def _near(match: re.Match[str], today: date) -> Iterator[Day]:
    word = match[0]
    if word in _NEAR_DAYS:
        day: date | None = today - timedelta(days=_NEAR_DAYS[word])
    elif word in _NEAR_MONTHS:
        day = add(today.replace(day=1), -_NEAR_MONTHS[word], "months")
    else:
        day = _calendar(today.year - _NEAR_YEARS[word], 1, 1)
    if day is not None:
        yield Day(match.start(), match.end(), day)


_READERS = (
    (_FULL, _full),
    (_MONTH, _month),
    (_YEAR, _year),
    (_AGO, _ago),
    (_SINCE, _since),
    (_WEEK, _week),
    (_NEAR, _near),
)
