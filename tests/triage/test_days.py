"""Days and numbers as people say them; what is vague is taken as the earliest it can mean."""

from datetime import date
from decimal import Decimal

import pytest

from providers.triage.dates import add, days
from providers.triage.numbers import number

DAYS = {
    "昨天收到的": "2026-11-24",
    "前天": "2026-11-23",
    "上周": "2026-11-16",
    "上周五": "2026-11-20",
    "三个月前": "2026-08-25",
    "半年前": "2026-05-25",
    "十天了": "2026-11-15",
    "10天了": "2026-11-15",
    "两年多了": "2024-11-25",
    "去年5月": "2025-05-01",
    "去年十二月": "2025-12-01",
    "今年3月8日": "2026-03-08",
    "2024年3月1日": "2024-03-01",
    "2024-03-01": "2024-03-01",
    "2024年3月": "2024-03-01",
    "2023年": "2023-01-01",
    "去年": "2025-01-01",
    "12月3号": "2025-12-03",
    "上个月": "2026-10-01",
}


@pytest.mark.parametrize(("said", "day"), DAYS.items())
def test_a_day_is_understood(today: date, said: str, day: str) -> None:
    assert [each.day.isoformat() for each in days(said, today)] == [day]


@pytest.mark.parametrize("said", ["三个月工资", "2月30日去的", "13月", "干了三个月", "一年级", "99999年前", "三天两头"])
def test_what_is_no_day_is_none(today: date, said: str) -> None:
    assert days(said, today) == []


NUMBERS = {
    "3000": "3000",
    "三千": "3000",
    "三万五": "35000",
    "两千三": "2300",
    "十二": "12",
    "二十": "20",
    "一百零五": "105",
    "一百五": "150",
    "3.5万": "35000",
    "2万5": "25000",
    "12,000": "12000",
    "十二万": "120000",
    "一亿三千万": "130000000",
    "二零二四": "2024",
}


@pytest.mark.parametrize(("said", "value"), NUMBERS.items())
def test_a_number_is_understood(said: str, value: str) -> None:
    assert number(said) == Decimal(value)


@pytest.mark.parametrize("said", ["", "个", "三个", "x"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert number(said) is None


def test_months_end_where_the_month_does() -> None:
    assert add(date(2026, 8, 31), 6, "months") == date(2027, 2, 28)
    assert add(date(2024, 2, 29), 1, "years") == date(2025, 2, 28)
    assert add(date(2026, 1, 31), -2, "months") == date(2025, 11, 30)


def test_workdays_leave_out_the_weekend() -> None:
    assert add(date(2026, 11, 27), 5, "workdays") == date(2026, 12, 4)


def test_beyond_the_calendar_there_is_no_day() -> None:
    assert add(date(9999, 12, 1), 2, "months") is None
    assert add(date(1, 1, 1), -1, "days") is None
