"""Facts that a sentence states: days, sums, places, sides and lengths of time, each quoted as it was said."""

import csv
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from providers.enums import FactKind
from providers.rules.reading import FoundFact
from providers.triage.dates import PERIOD, Day
from providers.triage.numbers import NUMBER, number
from providers.triage.text import Folded

_DATA = Path(__file__).parent / "data"
_MOST = 30
_FEN = 100
_DEAREST = 10**15
_MONEY = re.compile(
    f"({NUMBER})(?:多|来|余)?\\s*(?:块钱|块|元|圆|人民币|rmb)(?:({NUMBER})(?:毛|角))?"
    r"|(?:[¥￥]\s*)(\d[\d,]{0,14}(?:\.\d{1,2})?)"
    r"|(\d[\d,]{0,10}(?:\.\d{1,4})?[万亿][1-9一二三四五六七八九]?|[一二两三四五六七八九十]{1,3}[百千]?万[一二三四五六七八九]?(?:千)?)(?![人个户名亩平步吨公票件字张份次])"
    f"|(?:欠|借|赔|付|交|花|扣|收|要|退|还|给|罚|转|骗)(?:了|我|他|她|着|走)*({NUMBER})(?=$|[^\\w]|的|不|没|还|说|定|押|利|租|彩|现|到|才)"
)
_ISO = {
    "天": "P{}D",
    "日": "P{}D",
    "星期": "P{}W",
    "礼拜": "P{}W",
    "周": "P{}W",
    "月": "P{}M",
    "年": "P{}Y",
    "小时": "PT{}H",
}
_HALVES = {"年": "P6M", "月": "P15D", "天": "PT12H", "小时": "PT30M"}
_SELF = re.compile(
    r"(?:我|本人|我们|咱)(?:就)?(?:是|作为|当)(?:一?[个名位家])?[^，。,.!?！？是]{0,6}$"
    r"|(?:^|[，。,. ])作为(?:一?[个名位家])?[^，。,.]{0,4}$"
)


class Sides:
    """Words for the sides of a matter and names of the districts, from data files."""

    def __init__(self) -> None:
        self._sides = {phrase: row["side"] for row in _rows("parties.csv") for phrase in row["phrases"].split(";")}
        self._districts = {row["name"]: row["code"] for row in _rows("districts.csv")}
        self._side = _alternatives(self._sides)
        self._district = _alternatives(self._districts)

    def facts(self, folded: Folded, days: Sequence[Day]) -> tuple[FoundFact, ...]:
        """All facts, at most thirty; the same side is told once."""
        found = [
            *(FoundFact(FactKind.DATE, folded.said(day.start, day.end), day.day.isoformat()) for day in days),
            *_amounts(folded),
            *self._places(folded),
            *self._parties(folded),
            *_periods(folded, days),
        ]
        return tuple(dict.fromkeys(found))[:_MOST]

    def _places(self, folded: Folded) -> Iterator[FoundFact]:
        for match in self._district.finditer(folded.text):
            yield FoundFact(FactKind.DISTRICT, folded.said(*match.span()), self._districts[match[0]])

    def _parties(self, folded: Folded) -> Iterator[FoundFact]:
        told: set[tuple[FactKind, str]] = set()
        for match in self._side.finditer(folded.text):
            before = folded.text[max(0, match.start() - 14) : match.start()]
            kind = FactKind.ROLE if _SELF.search(before) else FactKind.OPPOSING_PARTY
            side = self._sides[match[0]]
            if (kind, side) not in told:
                told.add((kind, side))
                yield FoundFact(kind, folded.said(*match.span()), side)


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _alternatives(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _amounts(folded: Folded) -> Iterator[FoundFact]:
    for match in _MONEY.finditer(folded.text):
        group = next(place for place in (1, 3, 4, 5) if match[place])
        value = number(match[group])
        if value is not None and match[2]:
            value += (number(match[2]) or Decimal(0)) / 10
        if value is not None and 0 < value < _DEAREST:
            start = match.start(group) if group > 1 else match.start()
            yield FoundFact(FactKind.AMOUNT, folded.said(start, match.end()), str(int(value * _FEN)))


def _periods(folded: Folded, days: Sequence[Day]) -> Iterator[FoundFact]:
    """Lengths of time that are not already read as a day (三个月前)."""
    for match in PERIOD.finditer(folded.text):
        if any(day.start < match.end() and match.start() < day.end and not day.elapsed for day in days):
            continue
        count = number(match[1])
        value = _HALVES.get(match[2], "") if match[1] == "半" else _ISO[match[2]].format(count) if count else ""
        if value:
            yield FoundFact(FactKind.PERIOD, folded.said(*match.span()), value)
