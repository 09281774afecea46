"""Facts are found where they are said, and quoted."""

from datetime import date

import pytest

from providers.enums import FactKind
from providers.triage import Reader

FACTS = [
    ("他欠我三万五不还", FactKind.AMOUNT, "三万五", "3500000"),
    ("押金3000块不退", FactKind.AMOUNT, "3000块", "300000"),
    ("借了2万元", FactKind.AMOUNT, "2万元", "2000000"),
    ("罚款一百二十元", FactKind.AMOUNT, "一百二十元", "12000"),
    ("我在鼓楼上班", FactKind.DISTRICT, "鼓楼", "350102"),
    ("福清市的房子", FactKind.DISTRICT, "福清", "350181"),
    ("老闆不發工資", FactKind.OPPOSING_PARTY, "老闆", "EMPLOYER"),
    ("开发商不交房", FactKind.OPPOSING_PARTY, "开发商", "DEVELOPER"),
    ("我是房东，他不交房租", FactKind.ROLE, "房东", "LANDLORD"),
    ("拖欠三个月工资", FactKind.PERIOD, "三个月", "P3M"),
    ("停工半年", FactKind.PERIOD, "半年", "P6M"),
    ("昨天收到判决书", FactKind.DATE, "昨天", "2026-11-24"),
]


@pytest.mark.parametrize(("text", "kind", "said", "value"), FACTS)
def test_a_fact_is_found(reader: Reader, today: date, text: str, kind: FactKind, said: str, value: str) -> None:
    assert (kind, said, value) in [(fact.kind, fact.said, fact.value) for fact in reader.read(text, today).facts]


def test_a_day_gone_by_is_no_length_of_time(reader: Reader, today: date) -> None:
    kinds = [fact.kind for fact in reader.read("三个月前被辞退", today).facts]
    assert FactKind.DATE in kinds
    assert FactKind.PERIOD not in kinds


def test_time_spent_is_a_length_of_time(reader: Reader, today: date) -> None:
    facts = reader.read("在厂里干了五年了", today).facts
    assert "P5Y" in [fact.value for fact in facts if fact.kind is FactKind.PERIOD]


@pytest.mark.parametrize("said", ["一万个为什么", "三万人上街", "二楼漏水", "第三者", "打110"])
def test_what_is_no_sum_is_none(reader: Reader, today: date, said: str) -> None:
    assert FactKind.AMOUNT not in [fact.kind for fact in reader.read(said, today).facts]
