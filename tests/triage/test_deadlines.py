"""Deadlines come from the days that were said; a missing day is named instead of guessed."""

from datetime import date

import pytest

from providers.rules.reading import Deadline
from providers.triage import Reader


def running(reader: Reader, today: date, said: str) -> dict[str, Deadline]:
    return {deadline.rule: deadline for deadline in reader.read(said, today).deadlines}


CASES = [
    ("收到民事判决书10天了，不服想上诉", "L12", "2026-11-30", 5),
    ("昨天收到一审判决书，借款官司输了想上诉", "L12", "2026-12-09", 14),
    ("2026年10月1日收到法院判决书，离婚案不服", "L12", "2026-10-16", -40),
    ("公司去年12月把我辞退了，想要赔偿金", "L04", "2026-12-01", 6),
    ("交警上周一送达了事故认定书，我不服想复核", "L34", "2026-11-19", -6),
    ("今年1月10日在工地受伤，公司不给申请工伤认定", "L06", "2027-01-10", 46),
    ("上周五收到行政处罚决定书，罚款太重，想申请行政复议", "L08", "2027-01-19", 55),
]


@pytest.mark.parametrize(("said", "rule", "last", "left"), CASES)
def test_the_last_day_is_reckoned(reader: Reader, today: date, said: str, rule: str, last: str, left: int) -> None:
    deadline = running(reader, today, said)[rule]
    assert (deadline.last_day, deadline.days_left, deadline.needs) == (date.fromisoformat(last), left, None)
    assert deadline.basis


def test_a_missing_day_is_named(reader: Reader, today: date) -> None:
    deadline = running(reader, today, "劳动仲裁裁决书下来了，我不服想起诉")["L05"]
    assert deadline.last_day is None
    assert deadline.days_left is None
    assert deadline.needs == "收到裁决书的日期"


def test_a_ruling_runs_shorter_than_a_judgment(reader: Reader, today: date) -> None:
    said = "法院昨天送达裁定驳回起诉，不服想上诉，是借款纠纷"
    assert running(reader, today, said)["L12"].last_day == date(2026, 12, 4)


def test_soonest_comes_first_and_unknown_last(reader: Reader, today: date) -> None:
    deadlines = reader.read("去年12月被公司辞退，昨天收到劳动仲裁裁决书，不服想起诉", today).deadlines
    left = [deadline.days_left for deadline in deadlines]
    known = [days for days in left if days is not None]
    assert known == sorted(known)
    assert left[: len(known)] == known


def test_a_near_deadline_raises_the_flag(reader: Reader, today: date) -> None:
    said = "{}交警送达了事故认定书，我不服"
    assert "LIMITATION_DEADLINE" in reader.read(said.format("前天"), today).flags
    assert "LIMITATION_DEADLINE" not in reader.read(said.format(""), today).flags


def test_the_law_of_the_day_counts(reader: Reader, today: date) -> None:
    said = "{}收到商事仲裁裁决，不服，想撤销仲裁裁决"
    assert running(reader, today, said.format("2026年10月1日"))["L40"].last_day == date(2027, 1, 1)
    assert running(reader, today, said.format("2026年2月1日"))["L40"].last_day == date(2026, 8, 1)


def test_a_day_to_come_starts_nothing(reader: Reader, today: date) -> None:
    deadline = running(reader, today, "2027年1月5日判决书下来，民事案件想上诉")["L12"]
    assert deadline.last_day is None


def test_no_deadline_without_a_matter(reader: Reader, today: date) -> None:
    assert reader.read("昨天天气很好", today).deadlines == ()
